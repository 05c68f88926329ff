"""Calling the program as a user does, in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from praktijkkennis import cli
from praktijkkennis import pipeline as pipelines
from praktijkkennis.cli.jobs import settings_from
from praktijkkennis.embedding import Embedder
from praktijkkennis.pipeline import Pipeline


@dataclass(frozen=True)
class Outcome:
    """What a call gave: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr("sys.argv", ["praktijkkennis", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.main()
        written = capsys.readouterr()
        assert isinstance(stop.value.code, int)
        return Outcome(stop.value.code, written.out, written.err)

    return run


@pytest.fixture(scope="session")
def loaded(embedder: Embedder) -> Pipeline:
    """Give a pipeline that needs no encoder, for commands that are to do their work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipelines, "load_embedder", lambda name: embedder)
        return Pipeline(settings_from(None, None, None, "nl_praktijk_sm", None, 0.1))
