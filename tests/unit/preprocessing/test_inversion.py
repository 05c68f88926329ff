from __future__ import annotations

import pytest

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inversion import mend_inversion


def sentence(*words: str) -> list[Token]:
    """Tokens of ``word/POS``, each its own lemma."""
    pairs = [word.split("/") for word in words]
    return [Token(i, i + 1, text, text.lower(), pos, "dep", 0) for i, (text, pos) in enumerate(pairs)]


def verb(*words: str, place: int = 0) -> tuple[str, str]:
    found = mend_inversion(sentence(*words))[place]
    return found.pos, found.lemma


@pytest.mark.parametrize("wrong", ["PROPN", "NOUN", "PRON", "ADP", "VERB"])
def test_form_and_place_tell_a_verb(wrong: str) -> None:
    assert verb(f"Wilden/{wrong}", "jullie/PRON", "dat/PRON", "?/PUNCT") == ("VERB", "willen")
    assert verb(f"Zul/{wrong}", "je/PRON", "komen/VERB", "?/PUNCT") == ("AUX", "zullen")


def test_an_auxiliary_has_a_verb_that_depends_on_it() -> None:
    assert verb("Heb/PROPN", "je/PRON", "dat/PRON", "gezien/VERB", "?/PUNCT") == ("AUX", "hebben")
    assert verb("Heb/PROPN", "je/PRON", "een/DET", "fiets/NOUN", "?/PUNCT") == ("VERB", "hebben")
    assert verb("Moet/NOUN", "je/PRON", "werken/VERB", "?/PUNCT") == ("AUX", "moeten")
    assert verb("Moet/NOUN", "je/PRON", "weg/ADV", "en/CCONJ", "wil/VERB", "je/PRON", "eten/VERB")[0] == "VERB"


def test_to_be_is_an_auxiliary_of_what_is_said_of_somebody_and_a_verb_of_a_place() -> None:
    assert verb("Zijn/PRON", "jullie/PRON", "blij/ADJ", "?/PUNCT") == ("AUX", "zijn")
    assert verb("Zijt/NOUN", "ge/PRON", "in/ADP", "Gent/PROPN", "?/PUNCT") == ("VERB", "zijn")
    assert verb("Word/NOUN", "je/PRON", "blij/ADJ", "?/PUNCT") == ("VERB", "worden")


def test_the_parse_is_believed_of_an_auxiliary_whose_verb_may_be_unknown() -> None:
    words = ("Heb/AUX", "je/PRON", "het/PRON", "gefietst/ADJ", "of/CCONJ", "gelopen/ADJ")
    assert verb(*words)[0] == "AUX"
    assert verb("Heb/AUX", "je/PRON", "een/DET", "fiets/NOUN", "?/PUNCT")[0] == "VERB"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("Ben/PROPN", "komt/VERB"), 0),
        (("Ben/PROPN", "je/PRON", "moet/AUX", "komen/VERB"), 0),
        (("Ben/PROPN", "hij/PRON"), 0),
        (("Zijn/PRON", "ik/PRON", "zat/VERB"), 0),
        (("omdat/SCONJ", "Wil/PROPN", "het/PRON", "zei/VERB"), 1),
        (("toen/ADV", "Wil/PROPN", "het/PRON", "zei/VERB"), 1),
        (("hoe/ADV", "laat/ADJ", "het/PRON", "is/AUX"), 1),
        (("Zijde/NOUN", "ze/PRON"), 0),
        (("een/DET", "kan/NOUN", "je/PRON"), 1),
    ],
)
def test_what_only_looks_like_it_stays(words: tuple[str, ...], place: int) -> None:
    tokens = sentence(*words)
    assert mend_inversion(tokens)[place] is tokens[place]


def test_a_capital_says_nothing_behind_a_quotation_mark() -> None:
    assert verb("zei/VERB", ":/PUNCT", '"/PUNCT', "Ben/PROPN", "je/PRON", "moe/ADJ", place=3) == ("AUX", "zijn")


def test_a_joined_lemma_of_the_right_verb_is_kept() -> None:
    tokens = sentence("Ga/VERB", "je/PRON", "mee/ADV")
    joined = [Token(0, 1, "Ga", "meegaan", "VERB", "dep", 0), *tokens[1:]]
    assert mend_inversion(joined) == joined
