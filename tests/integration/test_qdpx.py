"""Codes out to other programs and back, through the command line."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, read_table

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def folder(run: Run, voorbeeld: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with a project, its texts and its state."""
    top = tmp_path_factory.mktemp("project")
    (top / "teksten").mkdir()
    for name in ("slaapdienst.txt", "rode-mapje.md", "opa-had-de-sleutel.docx"):
        shutil.copy(voorbeeld / "zorg" / name, top / "teksten" / name)
    outcome = run("extract", top / "teksten", "--out", top / "rapport", "--qdpx", "--state", top / "toestand")
    assert outcome.returncode == 0, outcome.stderr
    return top


def test_project_comes_back_as_the_table_of_the_same_run(run: Run, folder: Path) -> None:
    project = folder / "rapport" / "coderingen.qdpx"
    assert len(zipfile.ZipFile(project).namelist()) == 4
    outcome = run("codings", project, "--texts", folder / "teksten", "--out", folder / "terug.csv")
    assert outcome.returncode == 0, outcome.stderr
    assert not (folder / "terug-niet-geplaatst.csv").exists()
    passages = read_table(folder / "rapport" / "passages.csv")[list(ANNOTATION_COLUMNS)]
    assert len(passages) > 3
    assert read_table(folder / "terug.csv").to_dict("records") == passages.to_dict("records")


def test_a_code_that_somebody_took_away_counts_as_wrong_when_asked(run: Run, folder: Path) -> None:
    first = read_table(folder / "rapport" / "passages.csv").iloc[0]
    smaller = folder / "minder.qdpx"
    with zipfile.ZipFile(folder / "rapport" / "coderingen.qdpx") as given, zipfile.ZipFile(smaller, "w") as written:
        for name in given.namelist():
            content = given.read(name)
            if name == "project.qde":
                selection = rf'<PlainTextSelection[^>]*startPosition="{first.start}"[^>]*>.*?</PlainTextSelection>'
                content, n_gone = re.subn(selection.encode(), b"", content, count=1, flags=re.DOTALL)
                assert n_gone == 1
            written.writestr(name, content)
    told = run("review", "import", smaller, "--state", folder / "toestand", "--no-learn")
    assert told.returncode == 0, told.stderr
    assert "Geef dan --weg-is-fout op." in told.stderr
    counted = run("review", "import", smaller, "--state", folder / "toestand", "--no-learn", "--weg-is-fout")
    assert counted.returncode == 0, counted.stderr
    assert "van de computer weggehaald" in counted.stderr
    assert re.search(r"er gelden er nu [1-9]", counted.stderr)
