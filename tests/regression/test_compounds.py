"""Compounds as terms meet them: the cases are written by someone who did not see the lexicon."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Token
from praktijkkennis.preprocessing.compounds import split_compound
from praktijkkennis.tagging.matching import TermFinder

FOLDER = Path(__file__).parent / "cases"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line.strip()]


CASES = read("samenstellingen.jsonl")
FRESH, VOICES = read("samenstellingen_eigen.jsonl"), read("samenstellingen_stemmen.jsonl")


def is_mentioned(word: str, candidate: str) -> bool:
    token = Token(0, len(word), word, word.lower(), "NOUN", "root", 0)
    return bool(TermFinder([parse_term(candidate)]).find([token]))


# The odd cases were never looked at while the lexicon was made; the floors are just below what was reached.
@pytest.mark.parametrize(
    ("cases", "precision", "recall", "cut"),
    [
        pytest.param(CASES, 0.965, 0.96, 0.94, id="all"),
        pytest.param(CASES[1::2], 0.94, 0.93, 0.91, id="odd"),
        pytest.param(FRESH, 0.965, 0.91, 0.74, id="fresh"),
        pytest.param(VOICES, 0.98, 0.94, 0.86, id="many voices"),
    ],
)
def test_mentions_and_parts(cases: list[dict[str, Any]], precision: float, recall: float, cut: float) -> None:
    pairs = [(is_mentioned(case["word"], one), right) for case in cases for one, right in case["about"].items()]
    hits = sum(found and right for found, right in pairs)
    assert hits / sum(found for found, _ in pairs) >= precision
    assert hits / sum(right for _, right in pairs) >= recall
    assert sum(list(split_compound(case["word"])) == case["parts"] for case in cases) / len(cases) >= cut
