"""The kind of a passage on cases that were written before the rules, and on kinds that are said in passing."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from praktijkkennis.document import INSIGHT_KINDS, Document
from praktijkkennis.insights.kinds import kind_of
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.preprocessing.assertion import assertion_of

CASES = [
    json.loads(line)
    for path in sorted((Path(__file__).parent / "cases").glob("soort_inzicht*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
FLOOR = 0.85

Counts = Counter[tuple[str, str]]


@pytest.fixture(scope="module")
def counts(preprocessor: Preprocessor) -> Counts:
    found: Counts = Counter()
    for case in CASES:
        (sentence,) = preprocessor.process(Document("a", case["text"])).sentences
        assertion = assertion_of(sentence.tokens, sentence.start, sentence.end)
        found[case["kind"], kind_of(case["text"], sentence.tokens, case["stance"], assertion)] += 1
    return found


@pytest.mark.parametrize("kind", INSIGHT_KINDS)
def test_each_kind_reaches_its_floor(counts: Counts, kind: str) -> None:
    given = sum(counts[kind, other] for other in INSIGHT_KINDS)
    found = sum(counts[other, kind] for other in INSIGHT_KINDS)
    assert given >= 24
    assert 2 * counts[kind, kind] / (given + found) >= FLOOR
