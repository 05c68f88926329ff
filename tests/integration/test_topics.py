"""``praktijkkennis topics`` through the real command, on files with hostile text among them."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from praktijkkennis import read_corpus

Run = Callable[..., subprocess.CompletedProcess[str]]

HOSTILE = "<script>alert(1)</script> Het rooster & de planning <img src=x onerror=alert(2)> maken wij zelf.\n" * 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, voorbeeld: Path) -> Path:
    folder = tmp_path_factory.mktemp("bron")
    for path in sorted((voorbeeld / "zorg").glob("*.txt")):
        shutil.copy(path, folder / path.name)
    (folder / "vijandig.txt").write_text(HOSTILE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, folder: Path, run: Run) -> Path:
    out = tmp_path_factory.mktemp("onderwerpen") / "uit"
    outcome = run("topics", folder, "--out", out, "--topics", "4")
    assert outcome.returncode == 0, outcome.stderr
    assert "4 onderwerpen" in outcome.stderr
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_what_is_written(out: Path) -> None:
    always = {"onderwerpen.html", "onderwerpen.csv", "passages.csv", "documenten.csv", "run.json"}
    written = {path.name for path in out.iterdir()}
    assert always <= written <= always | {"nieuwe_themas.toml"}


def test_passages_are_verbatim_and_add_up(out: Path, folder: Path) -> None:
    texts = {document.id: document.text for document in read_corpus(folder)}
    passages, topics = rows(out / "passages.csv"), rows(out / "onderwerpen.csv")
    assert passages
    for row in passages:
        assert texts[row["document_id"]][int(row["start"]) : int(row["end"])] == row["text"]
    for topic in topics:
        assert int(topic["passages"]) == sum(row["topic"] == topic["topic"] for row in passages)
    assert {row["document_id"] for row in rows(out / "documenten.csv")} == set(texts)


def test_the_page_is_safe_and_stands_by_itself(out: Path) -> None:
    page = (out / "onderwerpen.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in html.unescape(page)
    # Inside tags only: as text the hostile file may well be quoted.
    tags = " ".join(re.findall(r"<[^>]*>", page))
    assert not re.search(r"<(script|img|link|iframe)|\son\w+=|\sstyle=|javascript:|https?://", tags)
    assert page.count("<svg") == page.count("</svg>") > 3


def test_the_manifest_says_which_engine_and_why(out: Path) -> None:
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["topics"]["engine"] == "klein"
    assert record["topics"]["reason"]
    assert 0 < record["topics"]["measures"]["coverage"] <= 1
    assert record["counts"]["topics"] == 4


def test_the_same_bytes_again(out: Path, folder: Path, run: Run, tmp_path: Path) -> None:
    assert run("topics", folder, "--out", tmp_path / "uit", "--topics", "4").returncode == 0
    for path in out.iterdir():
        assert (tmp_path / "uit" / path.name).read_bytes() == path.read_bytes(), path.name


def test_wrong_use_is_told_in_dutch(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("topics", folder, "--out", tmp_path, "--engine", "top2vec")
    assert outcome.returncode == 2
    assert "--engine" in outcome.stderr
    assert run("topics", tmp_path / "weg", "--out", tmp_path / "uit").returncode == 2
