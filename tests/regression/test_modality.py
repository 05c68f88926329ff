"""Denial, wish, advice, question, report and person on cases of somebody else; half of them was never looked at."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from praktijkkennis.document import PERSONS, Document
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.preprocessing.assertion import assertion_of

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "modaliteit.jsonl").read_text(encoding="utf-8").splitlines()
]
ATTRIBUTES = ("negated", "wished", "advised", "asked", "reported")
FLOOR = 0.85

Counts = Counter[tuple[str, bool, bool]]


@pytest.fixture(scope="module")
def counts(preprocessor: Preprocessor) -> Counts:
    found: Counts = Counter()
    for case in CASES:
        start = case["text"].index(case["target"])
        sentences = preprocessor.process(Document("a", case["text"])).sentences
        (sentence,) = (one for one in sentences if one.start <= start < one.end)
        judged = assertion_of(sentence.tokens, start, start + len(case["target"]))
        for name in ATTRIBUTES:
            found[name, bool(case[name]), bool(getattr(judged, name))] += 1
        for person in PERSONS:
            found[person, case["person"] == person, judged.person == person] += 1
    return found


def f1(counts: Counts, name: str) -> float:
    right = counts[name, True, True]
    return 2 * right / max(1, 2 * right + counts[name, True, False] + counts[name, False, True])


@pytest.mark.parametrize("name", [*ATTRIBUTES, *PERSONS])
def test_each_attribute_reaches_its_floor(counts: Counts, name: str) -> None:
    assert f1(counts, name) >= FLOOR


def test_mean_of_all_reaches_its_floor(counts: Counts) -> None:
    person = sum(f1(counts, name) for name in PERSONS) / len(PERSONS)
    assert (sum(f1(counts, name) for name in ATTRIBUTES) + person) / 6 >= FLOOR
