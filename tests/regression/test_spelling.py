"""Terms that are misspelt, broken at a line end or written apart: floors below which the library may not fall."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging.matching import TermFinder

LINES = (Path(__file__).parent / "cases" / "spelling.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


def precision_and_recall(preprocessor: Preprocessor, cases: Sequence[dict[str, object]]) -> tuple[float, float]:
    processed = preprocessor.stream(Document("a", str(case["text"])) for case in cases)
    right = wrong = missed = 0
    for case, document in zip(cases, processed, strict=True):
        finder = TermFinder([parse_term(str(case["term"]))])
        found = any(finder.find(sentence.tokens) for sentence in document.sentences)
        right += found and case["match"] is True
        wrong += found and case["match"] is False
        missed += not found and case["match"] is True
    return right / (right + wrong), right / (right + missed)


# The rules were made on the even lines; nobody looked at the odd ones.
@pytest.mark.parametrize(
    ("first", "floors"), [pytest.param(0, (0.99, 0.98), id="even"), pytest.param(1, (0.99, 0.885), id="odd")]
)
def test_spelling(preprocessor: Preprocessor, first: int, floors: tuple[float, float]) -> None:
    precision, recall = precision_and_recall(preprocessor, CASES[first::2])
    assert precision >= floors[0]
    assert recall >= floors[1]
