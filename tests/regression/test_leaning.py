"""Whether a sentence leans on those around it, on cases out of the corpora."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from praktijkkennis.preprocessing import Preprocessor

SCRIPT = Path(__file__).parents[2] / "experiments" / "taal" / "op_zichzelf.py"
SPEC = importlib.util.spec_from_file_location("op_zichzelf", SCRIPT)
assert SPEC is not None
assert SPEC.loader is not None
judging = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(judging)


@pytest.mark.parametrize(("half", "precision", "recall"), [("ontwikkeling", 0.92, 0.8), ("toets", 0.88, 0.6)])
def test_leaning_sentences_are_found(preprocessor: Preprocessor, half: str, precision: float, recall: float) -> None:
    counts = judging.judge([one for one in judging.read_cases() if one["half"] == half], preprocessor)
    assert min(sum(counts[gold, ours] for ours in (True, False)) for gold in (True, False)) >= 40
    found = judging.precision_and_recall(counts)
    assert found[0] >= precision
    assert found[1] >= recall
