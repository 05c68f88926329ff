from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment import ExperimentResult, compare, read_description, run_experiment
from praktijkkennis.experiment.results import DURATION
from praktijkkennis.experiment.running import newest_result


@pytest.fixture
def grid(corpus: Path) -> ExperimentResult:
    """Two methods at three thresholds."""
    config: dict[str, Any] = {
        "kind": "tagging", "title": "x", "name": "raster", "metrics": {"resamples": 50, "trials": 99},
        "corpus": {"train": ["deel1.jsonl"], "test": ["deel2.jsonl"], "codebook": "codeboek.toml"},
        "grid": {
            "tagger": [{"label": "woorden", "method": "tfidf"}, {"label": "los", "method": "tfidf", "strength": 0.01}],
            "tagger.threshold": [0.2, 0.5, 0.9],
        },
    }  # fmt: skip
    return run_experiment(read_description(config, corpus), runs=None)


def test_any_variant_may_be_the_baseline(grid: ExperimentResult) -> None:
    for place, one in enumerate(grid.variants):
        found = compare([grid], baseline=one.variant, n_resamples=50, n_trials=99)
        assert found.bases == (place,) * 6
        assert found.baseline == one.variant
        assert found.table().rows[place][-3] == "basis"


def test_a_baseline_on_an_axis_is_another_row_for_each(grid: ExperimentResult) -> None:
    found = compare([grid], baseline="tagger=woorden", n_resamples=50, n_trials=99)
    assert found.bases == (0, 1, 2, 0, 1, 2)
    for place, base in enumerate(found.bases):
        if place != base:
            values = [found.rows[row].values["macro_f1"][0] for row in (place, base)]
            assert found.rows[place].difference[0] == pytest.approx(values[0] - values[1])
    assert [row[-3] for row in found.table().rows[:3]] == ["basis"] * 3
    assert found.table().notes[-1] == "Verschil: macro-F1 min die van 'tagger=woorden'."
    other = compare([grid], baseline="tagger.threshold = 0.5", n_resamples=50, n_trials=99)
    assert other.bases == (1, 1, 1, 4, 4, 4)


@pytest.mark.parametrize(
    ("baseline", "message"),
    [
        ("taggr=woorden", r"heeft een as 'taggr'\. Bedoelde je 'tagger'"),
        ("tagger=weg", r"geen waarde 'weg'\. Kies uit: 'woorden', 'los'"),
        ("weg", "De variant 'weg' bestaat niet"),
    ],
)
def test_a_baseline_that_is_not_there(grid: ExperimentResult, baseline: str, message: str) -> None:
    with pytest.raises(ExperimentError, match=message):
        compare([grid], baseline=baseline)


def test_the_newest_of_several_runs_is_taken(proef: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    text = proef.read_text(encoding="utf-8")
    first = run_experiment(proef, runs=runs)
    proef.write_text(text.replace("threshold = 0.9", "threshold = 0.8"), encoding="utf-8")
    second = run_experiment(proef, runs=runs)
    assert first.folder is not None
    assert second.folder is not None
    for folder, when in ((first.folder, 200), (second.folder, 100)):
        os.utime(folder / DURATION, (when, when))
    newest = newest_result(runs / "proef")
    assert newest is not None
    assert newest.folder == first.folder
    os.utime(second.folder / DURATION, (300, 300))
    newest = newest_result(runs / "proef")
    assert newest is not None
    assert newest.folder == second.folder
    assert newest_result(runs / "weg") is None
