from __future__ import annotations

import pytest

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.mistagged import finite_bases, is_lexicalised, is_mistagged
from praktijkkennis.preprocessing.separable import join_particles, separable_verbs
from praktijkkennis.preprocessing.verbs import verb_lexicon


def tagged(text: str, **tags: str) -> list[Token]:
    """Tokens of a sentence; what is not given a part of speech is a pronoun."""
    return [Token(0, len(word), word, word.lower(), tags.get(word, "PRON"), "dep", 0) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "tags", "word", "expected"),
    [
        ("dat ik voor hem invul", {"dat": "SCONJ", "voor": "ADP", "invul": "NOUN"}, "invul", True),
        ("de inzet was groot", {"de": "DET", "inzet": "NOUN", "was": "AUX", "groot": "ADJ"}, "inzet", False),
        ("wie het plan indient", {"plan": "NOUN", "indient": "NOUN"}, "indient", True),
        ("de leidinggevende belt", {"de": "DET", "leidinggevende": "NOUN", "belt": "VERB"}, "leidinggevende", False),
        ("de opgestelde lijst", {"de": "DET", "opgestelde": "ADJ", "lijst": "NOUN"}, "opgestelde", True),
        ("ook afvoer stokt", {"afvoer": "NOUN", "stokt": "VERB"}, "afvoer", False),
        ("mevrouw Opzet", {"mevrouw": "NOUN", "Opzet": "PROPN"}, "Opzet", False),
    ],
)
def test_form_and_place_tell_a_verb(text: str, tags: dict[str, str], word: str, expected: bool) -> None:
    assert is_mistagged(tagged(text, **tags), text.split().index(word)) is expected


def test_command_is_a_verb_where_its_clause_has_no_other() -> None:
    tokens = tagged("Pas op !", Pas="ADV", op="ADP", **{"!": "PUNCT"})
    assert "passen" in finite_bases(tokens, 0, verb_lexicon())
    assert [use.lemma for use in separable_verbs(join_particles(tokens))] == ["oppassen"]
    tokens = tagged("Pas dinsdag belde ze op", Pas="ADV", dinsdag="NOUN", belde="VERB", op="ADP")
    assert finite_bases(tokens, 0, verb_lexicon()) == ()


def test_adverb_that_was_a_participle_is_no_verb() -> None:
    assert is_lexicalised(tagged("we spraken uitgebreid", spraken="VERB", uitgebreid="VERB"), 2)
    tokens = [Token(0, 1, "is", "zijn", "AUX", "aux", 1), Token(0, 1, "uitgebreid", "uitbreiden", "VERB", "ROOT", 1)]
    assert not is_lexicalised(tokens, 1)
