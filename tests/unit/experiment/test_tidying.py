from __future__ import annotations

import os
from pathlib import Path

import pytest

from praktijkkennis.experiment import run_experiment, tidy
from praktijkkennis.experiment.results import DURATION
from praktijkkennis.experiment.storage import Storage


def stored(runs: Path) -> list[Path]:
    return sorted(path for path in (runs / ".onthouden").rglob("*") if path.is_file())


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """Five stages of a hundred bytes, kept one after another."""
    storage = Storage(tmp_path / ".onthouden")
    for number in range(5):
        before = set(stored(tmp_path))
        storage.get("stap", [number], lambda: "x" * 36, str.encode, bytes.decode)
        (new,) = set(stored(tmp_path)) - before
        os.utime(new, (number, number))
    return tmp_path


def test_what_was_used_last_is_kept_as_far_as_there_is_room(runs: Path) -> None:
    # The oldest is used again, so that it is no longer the first to go.
    Storage(runs / ".onthouden").get("stap", [0], lambda: "anders", str.encode, bytes.decode)
    found = tidy(runs, max_bytes=250, only_look=True)
    assert (found.n_stages, found.stage_bytes, found.left_bytes) == (3, 300, 200)
    assert len(stored(runs)) == 5
    tidy(runs, max_bytes=250)
    storage = Storage(runs / ".onthouden")
    for number in (0, 4, 1):
        storage.get("stap", [number], lambda: "x" * 36, str.encode, bytes.decode)
    assert (storage.n_found, storage.n_made) == (2, 1)
    assert tidy(runs).left_bytes == 0
    assert stored(runs) == []


def test_the_newest_results_of_an_experiment_are_kept(proef: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    text = proef.read_text(encoding="utf-8")
    folders = []
    for number, threshold in enumerate(("0.9", "0.8", "0.7")):
        proef.write_text(text.replace("0.9", threshold), encoding="utf-8")
        folder = run_experiment(proef, runs=runs).folder
        assert folder is not None
        os.utime(folder / DURATION, (number, number))
        folders.append(folder)
    assert tidy(runs, max_bytes=10**9).results == ()
    found = tidy(runs, max_bytes=10**9, keep_results=1)
    assert set(found.results) == set(folders[:2])
    assert found.result_bytes > 0
    assert [folder.exists() for folder in folders] == [False, False, True]
    assert found.n_stages == 0
