from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
VOORBEELD = TOP / "corpora" / "voorbeeld"

Run = Callable[..., subprocess.CompletedProcess[str]]


def praktijkkennis(*arguments: object, cwd: Path | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from praktijkkennis.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=300, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="session")
def run() -> Run:
    return praktijkkennis


@pytest.fixture(scope="session")
def voorbeeld() -> Path:
    return VOORBEELD


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The main job on the example corpus, done once for all tests."""
    out = tmp_path_factory.mktemp("voorbeeld") / "rapport"
    outcome = praktijkkennis("extract", VOORBEELD, "--out", out)
    assert outcome.returncode == 0, outcome.stderr
    return out
