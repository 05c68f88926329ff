from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.preprocessing.expressions import expressions, find_expressions

Process = Callable[[str], ProcessedDocument]


def found(process: Process, text: str) -> list[str]:
    (sentence,) = process(text).sentences
    return [use.lemma for use in find_expressions(sentence.tokens)]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Ik gaf het rooster uit handen.", "uit handen geven"),
        ("Het lukte me niet om het uit handen te geven.", "uit handen geven"),
        ("Hij liet de teugels vieren.", "de teugels laten vieren"),
        ("De voorzitter hakte eindelijk de knoop door.", "de knoop doorhakken"),
        ("Omdat de voorzitter de knoop doorhakte, konden we verder.", "de knoop doorhakken"),
        ("Zij droeg het stokje over aan Piet.", "het stokje overdragen"),
        ("We hebben aan de bel getrokken bij de directie.", "aan de bel trekken"),
        ("Ik trok op tijd aan de bel.", "aan de bel trekken"),
        ("Het liep uit de hand.", "uit de hand lopen"),
        ("Zij gaf hem een hand.", "een hand geven"),
    ],
)
def test_expression_is_found_in_any_form_and_order(process: Process, text: str, lemma: str) -> None:
    assert lemma in found(process, text)


@pytest.mark.parametrize("possessor", ["mijn", "onze", "hun", "je"])
def test_possessive_of_an_expression_follows_its_subject(process: Process, possessor: str) -> None:
    assert found(process, f"Wij hebben op {possessor} handen gezeten.") == ["op je handen zitten"]


@pytest.mark.parametrize(
    "text",
    [
        "Zij keek naar zijn hand.",
        "Zijn handen zaten onder het meel.",
        "De bel hing aan de deur.",
        "Het kwam uit haar handen; de gang gaf licht.",
    ],
)
def test_words_without_their_expression_are_left_alone(process: Process, text: str) -> None:
    assert found(process, text) == []


def test_use_tells_its_tokens(process: Process) -> None:
    (sentence,) = process("De voorzitter hakte eindelijk de knoop door.").sentences
    (use,) = find_expressions(sentence.tokens)
    assert [sentence.tokens[place].text for place in use.tokens] == ["hakte", "de", "knoop", "door"]


def test_list_is_well_formed() -> None:
    rows = [row for listed in expressions().values() for row in listed]
    assert len(rows) > 5000
    assert all(row.stretch and row.verbs and row.lemma == " ".join((*row.stretch, *row.verbs)) for row in rows)
    assert len({row.lemma for row in rows}) == len(rows)
