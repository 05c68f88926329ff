from __future__ import annotations

import pytest

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import crossed, is_finite, is_kept_together, is_verb_final, subordinator

TAGS = {
    "ik": "PRON", "hij": "PRON", "we": "PRON", "zij": "PRON", "wie": "PRON", "de": "DET", "een": "DET", "hoe": "ADV",
    "omdat": "SCONJ", "of": "SCONJ", "als": "SCONJ", "dat": "SCONJ", "die": "PRON", "en": "CCONJ", ",": "PUNCT",
    "lang": "ADJ", "te": "ADP", "in": "ADP",
}  # fmt: skip
VERBS = frozenset("zit zien gaf gaan hield bracht moeten belt zag praten weet opbelde".split())


def sentence(text: str) -> list[Token]:
    return [
        Token(0, len(word), word, word, "VERB" if word in VERBS else TAGS.get(word, "NOUN"), "dep", 0)
        for word in text.split()
    ]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("de tas die in de hal zit", "zit", True),
        ("omdat hij de klant opbelde", "opbelde", True),
        ("we weet of hij de leiding gaf", "gaf", True),
        ("als begeleider bracht ik rust", "bracht", False),
        ("als hij belt , gaf ik toe", "gaf", False),
        ("hoe lang hield hij dat vol", "hield", False),
        ("omdat hij weet en gaf", "gaf", False),
    ],
)
def test_what_opens_a_clause_tells_where_its_verb_stands(text: str, verb: str, expected: bool) -> None:
    tokens = sentence(text)
    assert is_verb_final(tokens, text.split().index(verb)) is expected


def test_plural_is_finite_beside_its_subject_and_not_behind_te() -> None:
    assert is_finite(sentence("we gaan vandaag"), 1)
    assert not is_finite(sentence("om te gaan"), 2)


def test_clause_without_verb_is_no_clause() -> None:
    tokens = sentence("zij bracht ervaring als moeder in")
    assert crossed(tokens, 1, 5) == 0
    tokens = sentence("zij bracht rust als hij belt in")
    assert crossed(tokens, 1, 6) == 1


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [("ik zag de fout", 1, True), ("wie zag de fout", 1, False), ("omdat ik de fout zag", 4, False)],
)
def test_verb_beside_its_subject_in_a_main_clause_is_kept_together(text: str, place: int, expected: bool) -> None:
    assert is_kept_together(sentence(text), place) is expected


def test_main_clause_has_no_subordinator() -> None:
    assert subordinator(sentence("hij gaf een klant de hand"), 1) is None
