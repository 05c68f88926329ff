"""The tutorials run from clean, as somebody who opens them would have them run."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parents[2]
NOTEBOOKS = sorted((TOP / "experiments" / "notebooks").glob("*.ipynb"))


def needed(name: str) -> Any:
    """Import a package of an extra; where the whole project is tested, it must be there."""
    return import_module(name) if os.environ.get("PRAKTIJKKENNIS_ALL_TESTS") else pytest.importorskip(name)


def test_a_missing_package_fails_where_everything_is_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRAKTIJKKENNIS_ALL_TESTS", "true")
    with pytest.raises(ModuleNotFoundError):
        needed("geen_pakket_met_deze_naam")
    monkeypatch.delenv("PRAKTIJKKENNIS_ALL_TESTS")
    with pytest.raises(pytest.skip.Exception):
        needed("geen_pakket_met_deze_naam")


def test_notebooks_are_there_without_output() -> None:
    nbformat = needed("nbformat")
    assert len(NOTEBOOKS) == 2
    for path in NOTEBOOKS:
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        cells = [cell for cell in book.cells if cell.cell_type == "code"]
        assert not any(cell.outputs or cell.execution_count for cell in cells), path.name


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_shows_figures(path: Path) -> None:
    nbformat, nbclient = needed("nbformat"), needed("nbclient")
    needed("plotly")
    book = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(book, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [output.data for cell in book.cells for output in cell.get("outputs", []) if "data" in output]
    figures = [one for one in shown if "application/vnd.plotly.v1+json" in one]
    marked = [one for one in shown if "<mark" in one.get("text/html", "")]
    tables = [one for one in shown if "<table" in one.get("text/html", "")]
    assert len(figures) >= 3
    assert len(marked) >= 1
    assert len(tables) >= 3
