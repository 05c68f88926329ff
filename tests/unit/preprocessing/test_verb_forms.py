from __future__ import annotations

import pytest

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.verb_forms import Reading, forms_of, known_forms, readings, verbs_of


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("grijp", {("grijpen", "stem")}),
        ("Begreep", {("begrijpen", "past")}),
        ("losgelaten", {("loslaten", "participle")}),
        ("opschreef", {("opschrijven", "past")}),
        ("weigerden", {("weigeren", "pasts")}),
        ("vertelt", {("vertellen", "present")}),
        ("verteld", {("vertellen", "participle")}),
        ("beslist", {("beslissen", "present"), ("beslissen", "participle")}),
        ("verwacht", {("verwachten", "stem"), ("verwachten", "participle")}),
        ("hebt", {("hebben", "present")}),
        ("kbel", {("bellen", "stem")}),
        ("kheb", {("hebben", "stem")}),
        ("klas", set()),
        ("niet", set()),
        ("tafel", set()),
    ],
)
def test_readings_of_a_word(word: str, expected: set[tuple[str, str]]) -> None:
    assert {(one.infinitive, one.form) for one in readings(word)} == expected


def test_readings_are_the_same_every_time() -> None:
    assert readings("verwacht") == (Reading("verwachten", "stem"), Reading("verwachten", "participle"))


def test_only_what_is_tagged_as_a_verb_is_guessed() -> None:
    assert forms_of(Token(0, 8, "zwoffelt", "zwoffelt", "VERB", "ROOT", 0)) == {"present"}
    assert forms_of(Token(0, 8, "zwoffelt", "zwoffelt", "NOUN", "ROOT", 0)) == frozenset()
    assert known_forms("zwoffelt") == frozenset()


def test_particle_is_joined_to_its_verb() -> None:
    spreek = Token(0, 6, "spreek", "aanspreken", "VERB", "ROOT", 0)
    aan = Token(7, 10, "aan", "aan", "ADP", "compound:prt", 0, particle_of=0)
    assert verbs_of([spreek, aan], 0) == {"spreken", "aanspreken"}
