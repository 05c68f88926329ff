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
        ("afspraken ontbreken", {"afspraken": "NOUN", "ontbreken": "VERB"}, "afspraken", False),
        ("zonder afspraken kan het niet", {"zonder": "ADP", "afspraken": "NOUN", "kan": "AUX"}, "afspraken", False),
        ("toen wij dat afspraken", {"toen": "SCONJ", "afspraken": "NOUN"}, "afspraken", True),
        ("omdat wij afspraken missen", {"omdat": "SCONJ", "afspraken": "NOUN", "missen": "VERB"}, "afspraken", False),
        ("het bijdragen telt", {"het": "DET", "bijdragen": "NOUN", "telt": "VERB"}, "bijdragen", True),
        ("veel bijdragen tellen", {"bijdragen": "NOUN", "tellen": "VERB"}, "bijdragen", False),
        ("die wilden bijdragen", {"wilden": "VERB", "bijdragen": "NOUN"}, "bijdragen", True),
        (
            "we willen aanvragen indienen",
            {"willen": "VERB", "aanvragen": "NOUN", "indienen": "VERB"},
            "aanvragen",
            False,
        ),
        ("een ingreep hielp", {"een": "DET", "ingreep": "NOUN", "hielp": "VERB"}, "ingreep", False),
        ("mooie instemden hielpen", {"mooie": "ADJ", "instemden": "NOUN", "hielpen": "VERB"}, "instemden", False),
        ("onze instemden hielpen", {"instemden": "NOUN", "hielpen": "VERB"}, "instemden", False),
        ("iets waar we mee instemden", {"waar": "ADV", "mee": "ADP", "instemden": "NOUN"}, "instemden", True),
        ("dat ik me meer terugtrek", {"dat": "SCONJ", "meer": "DET", "terugtrek": "NOUN"}, "terugtrek", True),
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
