"""Codes out to other programs and back, through the command line."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, read_table

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_project_comes_back_as_the_table_of_the_same_run(run: Run, voorbeeld: Path, tmp_path: Path) -> None:
    texts = tmp_path / "teksten"
    texts.mkdir()
    for name in ("slaapdienst.txt", "rode-mapje.md", "opa-had-de-sleutel.docx"):
        shutil.copy(voorbeeld / "zorg" / name, texts / name)
    outcome = run("extract", texts, "--out", tmp_path / "rapport", "--qdpx")
    assert outcome.returncode == 0, outcome.stderr
    project = tmp_path / "rapport" / "coderingen.qdpx"
    assert len(zipfile.ZipFile(project).namelist()) == 4
    outcome = run("codings", project, "--texts", texts, "--out", tmp_path / "terug.csv")
    assert outcome.returncode == 0, outcome.stderr
    assert not (tmp_path / "terug-niet-geplaatst.csv").exists()
    passages = read_table(tmp_path / "rapport" / "passages.csv")[list(ANNOTATION_COLUMNS)]
    assert len(passages) > 3
    assert read_table(tmp_path / "terug.csv").to_dict("records") == passages.to_dict("records")
