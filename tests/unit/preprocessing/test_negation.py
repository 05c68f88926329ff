from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.preprocessing.negation import is_negation, negation_cues

Process = Callable[[str], ProcessedDocument]


def cues(process: Process, text: str, stretch: str) -> list[str]:
    (sentence,) = process(text).sentences
    start = text.index(stretch)
    return [cue.text for cue in negation_cues(sentence.tokens, start, start + len(stretch))]


@pytest.mark.parametrize(
    ("text", "stretch", "expected"),
    [
        ("We durven dat niet te zeggen.", "durven", ["niet"]),
        ("Niemand durft hier iets te zeggen.", "durft", ["Niemand"]),
        ("Er is geen vertrouwen en nooit tijd.", "vertrouwen", ["geen", "nooit"]),
        ("We durven dat te zeggen.", "durven", []),
        ("Het regende niet, maar we durven alles te zeggen.", "durven", []),
        ("We durven alles te zeggen; het is niet druk.", "durven", []),
        ("We durven veel omdat niemand lacht.", "durven", []),
        ("We durven niet alleen, we doen het ook.", "durven", []),
        ("Hij had er niets dan vertrouwen in.", "vertrouwen", []),
        ("Hij zei niets over vertrouwen.", "vertrouwen", ["niets"]),
        ("Zij werken zonder vertrouwen.", "vertrouwen", ["zonder"]),
    ],
)
def test_denial_reaches_as_far_as_its_clause(process: Process, text: str, stretch: str, expected: list[str]) -> None:
    assert cues(process, text, stretch) == expected


def test_stretch_outside_the_sentence_has_no_cues(process: Process) -> None:
    (sentence,) = process("Dat doen we niet.").sentences
    assert negation_cues(sentence.tokens, 500, 510) == ()
    assert negation_cues((), 0, 5) == ()


def test_denial_is_known_by_form_or_lemma(process: Process) -> None:
    (sentence,) = process("GEEN mens.").sentences
    assert [is_negation(token) for token in sentence.tokens] == [True, False, False]
