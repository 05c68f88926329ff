"""What an editor may do wrong, and the one Dutch sentence that says what to do about it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from praktijkkennis import pipeline as pipelines
from praktijkkennis.codebook import load_codebook
from praktijkkennis.exchange.review.layout import ReviewRow
from praktijkkennis.exchange.review.workbook import write_review
from praktijkkennis.state.database import FILE_NAME

Call = Callable[..., Any]

ENGLISH = ("Error", "error", "Invalid", "invalid", "No such", "Permission", "not found", "expected", "Traceback")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a text and with all that is not as it should be; no model may be loaded for it."""

    def load(*_: object) -> None:
        raise AssertionError("models were loaded")

    monkeypatch.setattr(pipelines, "Pipeline", load)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "teksten").mkdir()
    (tmp_path / "teksten" / "a.txt").write_text("Wij lieten de controle los.\n", encoding="utf-8")
    (tmp_path / "map.csv").mkdir()
    (tmp_path / "map.xlsx").mkdir()
    (tmp_path / "kapot.docx").write_bytes(b"PK\x03\x04zzz")
    (tmp_path / "nep.xlsx").write_bytes(b"hallo")
    (tmp_path / "nep.zip").write_bytes(b"PK\x03\x04zzz")
    (tmp_path / "geen-sleutel.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "kapot.toml").write_text("themes = [", encoding="utf-8")
    (tmp_path / "dubbel.toml").write_text('[[themes]]\nkey="a"\nname="A"\n' * 2, encoding="utf-8")
    (tmp_path / "latijn.toml").write_bytes('[[themes]]\nkey="a"\nname="Caf\xe9"\n'.encode("latin1"))
    (tmp_path / "typfout.toml").write_text("[tagging]\ntreshold = 0.4\n", encoding="utf-8")
    (tmp_path / "oud").mkdir()
    (tmp_path / "oud" / FILE_NAME).write_bytes(b"x" * 5000)
    for name, application in (("nieuwer", 0x50524B4B), ("vreemd", 0)):
        (tmp_path / name).mkdir()
        connection = sqlite3.connect(tmp_path / name / FILE_NAME)
        connection.execute("CREATE TABLE t (a)")
        connection.execute(f"PRAGMA application_id = {application}")
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
        connection.close()
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a", "b"])
    book.save(tmp_path / "ander.xlsx")
    (tmp_path / "leeg").mkdir()
    (tmp_path / "controle.ods").write_bytes(b"PK\x03\x04")
    (tmp_path / "controle.csv").write_text("zin;thema;oordeel;sleutel;controlegetal\nx;y;goed;z;1\n", encoding="utf-8")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "slot.xlsx").write_bytes(locked)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("extract teksten --out teksten/a.txt", "'teksten/a.txt' is een bestand, geen map. Geef met --out"),
        ("extract teksten --out teksten/a.txt/uit", "De map 'teksten/a.txt/uit' kan daar niet in."),
        ("topics teksten --out teksten/a.txt", "is een bestand, geen map"),
        ("pseudonymise teksten --out teksten/a.txt", "is een bestand, geen map"),
        ("pseudonymise teksten --out teksten/uit", "ligt in de bron 'teksten'"),
        ("tag teksten --out map.csv", "'map.csv' is een map. Geef met --out een bestand op."),
        ("tag teksten --out codes", "moet eindigen op .csv, .parquet, .jsonl of .qdpx"),
        ("tag teksten --out kapot.docx/codes.csv", "'kapot.docx' is een bestand, geen map"),
        ("review export teksten --out map.xlsx", "'map.xlsx' is een map. Geef met --out een bestand op."),
        ("review export teksten --out uit.csv", "moet eindigen op .xlsx"),
        ("review export teksten --out teksten/uit.xlsx", "'teksten/uit.xlsx' ligt in de bron 'teksten'"),
        ("review import weg.xlsx --state st", "'weg.xlsx' bestaat niet"),
        ("review import nep.xlsx --state st", "'nep.xlsx' is geen geldig Excel-bestand of is beschadigd."),
        ("review import kapot.docx --state st", "Uit 'kapot.docx' kunnen geen verbeteringen komen."),
        ("review import controle.ods --state st", "Open het en sla het op als Excel-werkmap (.xlsx)."),
        ("review import controle.csv --state st", "is een controle die als .csv is bewaard"),
        ("review import slot.xlsx --state st", "is met een wachtwoord beveiligd"),
        ("review import teksten --state st", "'teksten' is een map. Geef het bestand op"),
        ("review import ander.xlsx --state st", "Bij 'ander.xlsx' zijn de teksten nodig."),
        ("review import ander.xlsx --state nieuwer", "is gemaakt met een nieuwere versie van praktijkkennis"),
        ("review import ander.xlsx --state vreemd", "is niet van dit programma"),
        ("review import ander.xlsx --state kapot.docx", "'kapot.docx' is een bestand, geen map"),
        ("extract teksten --out uit --state teksten/st", "'teksten/st' ligt in de bron 'teksten'"),
        ("extract teksten --out uit --sleutel k.csv", "Een sleutel hoort bij --pseudonymise"),
        (
            "pseudonymise teksten --out uit --sleutel geen-sleutel.csv --pipeline geen",
            "is geen sleutel van dit programma",
        ),
        ("pseudonymise teksten --out uit --sleutel map.csv --pipeline geen", "De sleutel 'map.csv' is een map."),
        (
            "pseudonymise teksten --out uit --behoud NAAM --pipeline geen",
            "'NAAM' is geen soort gegeven. Kies uit: PERSOON",
        ),
        ("tag teksten --out a.csv --threshold 0.3 --strictness ruim", "Geef --threshold of --strictness, niet allebei"),
        ("tag teksten --out a.csv --strictness heel", "'heel' is geen strengheid"),
        ("tag teksten --out a.csv --config typfout.toml", "'tagging > treshold' is onbekend. Bedoelde je 'threshold'?"),
        ("codebook check kapot.toml", "is geen geldige TOML"),
        ("codebook check dubbel.toml", "de sleutel 'a' staat er 2 keer in"),
        ("codebook check latijn.toml", "is geen UTF-8"),
        ("codebook export --out uit.pdf", "moet eindigen op .qdc"),
        ("evaluate geen-sleutel.csv geen-sleutel.csv", "ontbreekt de kolom 'document_id'"),
        ("train geen-sleutel.csv --out uit", "ontbreekt de kolom 'document_id'"),
        ("experiment run weg.toml", "'weg.toml' bestaat niet"),
        ("code-with-model teksten --out a.csv", "Geef met --address het adres van een taalmodel"),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_mistake_is_told_before_anything_is_done(call: Call, line: str, message: str) -> None:
    outcome = call(*line.split())
    assert message in outcome.err
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.count("\n") == 1
    assert outcome.err.rstrip().endswith(".") or outcome.err.rstrip().endswith(("?", "--help", "qwen3:8b."))
    assert not [word for word in ENGLISH if word in outcome.err]


READERS = (
    "extract {} --out uit",
    "tag {} --out uit/codes.csv",
    "topics {} --out uit",
    "pseudonymise {} --out uit",
    "kwic rooster {} --out uit/regels.csv",
    "study dispersion {} --word rooster --out uit/spreiding.csv",
    "extract {} --out uit --state onthouden",
    "tag {} --out uit/codes.csv --state onthouden",
    "review export {} --out uit/controle.xlsx",
    "review export {} --out uit/controle.xlsx --state onthouden",
    "code-with-model {} --out uit/codes.csv --address http://localhost:9 --model m",
    "train gecodeerd.csv --out uit --texts {}",
    "codings gecodeerd.csv --out uit/mensen.csv --texts {}",
    "review import ander.xlsx --state onthouden --texts {}",
    "codebook check --corpus {}",
)


@pytest.fixture
def without_models(here: Path, monkeypatch: pytest.MonkeyPatch, loaded: Any) -> Path:
    """Let commands read with the small pipeline of the tests."""
    monkeypatch.setattr(pipelines, "Pipeline", lambda settings=None: loaded)
    return here


@pytest.mark.parametrize("line", READERS)
def test_a_folder_without_texts_is_told_alike_and_nothing_is_written(
    call: Call, without_models: Path, line: str
) -> None:
    outcome = call(*line.format("leeg").split())
    assert outcome.err == (
        "Er is geen tekst gevonden in 'leeg'. Zet er bestanden met verhalen in (Word, PDF, .txt of iets anders), of "
        "geef een andere map op.\n"
    )
    assert (outcome.code, outcome.out, (without_models / "uit").exists()) == (2, "", False)
    assert not (without_models / "onthouden").exists()


@pytest.mark.parametrize("line", READERS)
def test_a_folder_of_which_nothing_can_be_read_is_told_alike(call: Call, without_models: Path, line: str) -> None:
    (without_models / "dicht").mkdir()
    (without_models / "dicht" / "a.docx").write_bytes(b"PK\x03\x04zzz")
    outcome = call(*line.format("dicht").split())
    told = [one for one in outcome.err.splitlines() if "nog niets onthouden" not in one]
    assert (outcome.code, outcome.out, len(told)) == (3, "", 3)
    assert told[0] == "1 probleem bij het lezen:"
    assert told[1].startswith("  a.docx: Dit bestand is beschadigd")
    assert told[2].startswith("Geen enkel bestand kon worden gelezen, dus er is geen resultaat gemaakt.")
    written = [path.name for path in (without_models / "uit").glob("*")]
    assert written == (["fouten.csv"] if line.startswith(("extract", "topics")) else [])


def test_a_month_in_which_nothing_can_be_read_leaves_the_report_as_it_was(call: Call, without_models: Path) -> None:
    assert call("extract", "teksten", "--out", "uit", "--state", "onthouden").code == 0
    before = {path.name: path.read_bytes() for path in (without_models / "uit").iterdir()}
    (without_models / "teksten" / "a.txt").write_bytes(b"")
    refused = call("extract", "teksten", "--out", "uit", "--state", "onthouden")
    assert refused.code == 3
    assert "Geen enkel bestand kon worden gelezen" in refused.err
    after = {path.name: path.read_bytes() for path in (without_models / "uit").iterdir()}
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"fouten.csv"}


@pytest.mark.usefixtures("here")
def test_a_damaged_state_is_told(call: Call) -> None:
    outcome = call("review", "import", "ander.xlsx", "--state", "oud")
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert "is beschadigd. Zet een reservekopie terug" in outcome.err


def test_the_workbook_of_a_report_is_not_taken_for_a_review(call: Call, without_models: Path) -> None:
    assert call("extract", "teksten", "--out", "uit").code == 0
    outcome = call("review", "import", "uit/inzichten.xlsx", "--state", "st", "--texts", "teksten")
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "'inzichten.xlsx' is het overzicht van 'extract'" in outcome.err
    assert "'review export'" in outcome.err
    assert not (without_models / "st").exists()


def test_a_review_in_which_nothing_is_filled_in_is_told(call: Call, here: Path) -> None:
    row = ReviewRow("a.txt", 0, 0, "Wij lieten de controle los.", "", "loslaten", "versterkend", 0.9, "Els")
    write_review([row], here / "controle.xlsx", load_codebook(), ["a.txt"])
    outcome = call("review", "import", "controle.xlsx", "--state", "st", "--texts", "teksten")
    assert outcome.code == 0
    assert "In 'controle.xlsx' is niets nagekeken. Vul de kolom 'oordeel' in" in outcome.err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told_before_anything_is_done(call: Call, here: Path) -> None:
    (here / "dicht").mkdir(mode=0o500)
    for line in ("extract teksten --out dicht/uit", "tag teksten --out dicht/a.csv"):
        outcome = call(*line.split())
        assert (outcome.code, outcome.out) == (1, "")
        assert "In de map 'dicht' mag je niet schrijven." in outcome.err.replace(str(here) + "/", "")
