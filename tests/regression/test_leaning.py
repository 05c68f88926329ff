"""Whether a sentence leans on those around it, on cases out of the corpora."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from praktijkkennis.document import Document
from praktijkkennis.insights.leaning import leans_on_others
from praktijkkennis.preprocessing import Preprocessor

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "op_zichzelf.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("half", "precision", "recall"), [("ontwikkeling", 0.92, 0.8), ("toets", 0.88, 0.6)])
def test_leaning_sentences_are_found(preprocessor: Preprocessor, half: str, precision: float, recall: float) -> None:
    """The rules were made on the first half; nobody looked at what they miss in the second."""
    found: Counter[tuple[bool, bool]] = Counter()
    for case in CASES:
        if case["half"] == half:
            tokens = [t for one in preprocessor.process(Document("a", case["text"])).sentences for t in one.tokens]
            found[case["leans"], leans_on_others(case["text"], tokens)] += 1
    assert min(sum(found[gold, ours] for ours in (True, False)) for gold in (True, False)) >= 40
    assert found[True, True] / (found[True, True] + found[False, True]) >= precision
    assert found[True, True] / (found[True, True] + found[True, False]) >= recall
