from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.preprocessing.modality.scope import Structure, structure_of

Process = Callable[[str], ProcessedDocument]


def structure(process: Process, text: str) -> Structure:
    (sentence,) = process(text).sentences
    return structure_of(sentence.tokens)


def clauses(process: Process, text: str) -> list[str]:
    found = structure(process, text)
    return [" ".join(found.tokens[index].text for index in clause.words) for clause in found.clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij luisteren.", ["Wij luisteren"]),
        ("Ik hoop dat we elkaar vertrouwen.", ["Ik hoop", "dat we elkaar vertrouwen"]),
        ("De manager die nooit luisterde, is nu weg.", ["De manager is nu weg", "die nooit luisterde"]),
        ("Als team geven we elkaar feedback.", ["Als team geven we elkaar feedback"]),
        ("Als we praten, luistert hij.", ["Als we praten", "luistert hij"]),
        ("Zonder te groeten ging hij weg.", ["Zonder te groeten", "ging hij weg"]),
        ("We willen luisteren en leren.", ["We willen luisteren en leren"]),
        ("Hij kwam en zij ging.", ["Hij kwam", "zij ging"]),
        ("We doen dat niet, zei ze.", ["We doen dat niet", "zei ze"]),
        ("Ik weet hoe we dat doen.", ["Ik weet", "hoe we dat doen"]),
        ("Hoe doen we dat?", ["Hoe doen we dat"]),
    ],
)
def test_sentence_falls_apart_into_clauses(process: Process, text: str, expected: list[str]) -> None:
    assert clauses(process, text) == expected


def test_clause_depends_on_the_nearest_that_can_govern_it(process: Process) -> None:
    found = structure(process, "Hij vertelde dat hij hoopte dat wij het overnamen.")
    assert [(clause.relation, clause.parent) for clause in found.clauses] == [
        ("none", None),
        ("complement", 0),
        ("complement", 1),
    ]
    assert list(found.ancestors(2)) == [2, 1, 0]


def test_clause_in_front_depends_on_the_main_clause(process: Process) -> None:
    found = structure(process, "Omdat hij zweeg, vroeg ik het.")
    assert [(clause.kind, clause.parent) for clause in found.clauses] == [("sub", 1), ("main", None)]


def test_same_sentence_is_cut_once(process: Process) -> None:
    (sentence,) = process("Wij luisteren.").sentences
    assert structure_of(sentence.tokens) is structure_of(list(sentence.tokens))


def test_every_word_is_in_one_clause(process: Process) -> None:
    found = structure(process, "Eh, we hebben dus, hoe zeg je dat, 'gewoon nooit echt gepraat', toch?")
    places = sorted(index for clause in found.clauses for index in clause.words)
    assert places == [index for index in range(len(found.tokens)) if found.words.is_word(index)]


def test_verb_whose_particle_stands_apart_is_named_whole(process: Process) -> None:
    found = structure(process, "Hij liet na ons in te lichten.")
    assert "nalaten" in found.all_verbs(0)
