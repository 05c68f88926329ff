"""What an editor's folder may hold besides texts, and calls that cannot work."""

from __future__ import annotations

import csv
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

STORY = "We maken het rooster tegenwoordig zelf.\nNiemand van kantoor kijkt nog mee.\n"


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rommel")
    (folder / "goed.txt").write_text(STORY, encoding="utf-8")
    (folder / "windows.txt").write_bytes("Eén coördinator belde.\r\nNiemand nam op.\r\n".encode("cp1252"))
    (folder / "leeg.txt").write_bytes(b"")
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04 dit is geen archief")
    (folder / "verkeerd.pdf").write_bytes(b"<html><body><p>Geen PDF</p></body></html>")
    (folder / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0 plaatje")
    (folder / "oud.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with zipfile.ZipFile(folder / "mee.zip", "w") as archive:
        archive.writestr("verhaal.txt", STORY)
        archive.writestr("../buiten.txt", STORY)
    (folder / "rijen.csv").write_text(
        "tekst;naam\n=SOM(A1)dat schreef ik;Jo\n-ook dit hoort erbij;Bo\n", encoding="utf-8"
    )
    os.symlink(folder, folder / "lus")
    return folder


def test_a_bad_file_never_stops_the_batch(messy: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "uit"
    outcome = run("extract", messy, "--out", out)
    assert outcome.returncode == 3, outcome.stderr
    assert "Traceback" not in outcome.stderr
    with (out / "fouten.csv").open(encoding="utf-8", newline="") as handle:
        reasons = {row["bestand"]: row["reden"] for row in csv.DictReader(handle)}
    assert {"leeg.txt", "kapot.docx", "verkeerd.pdf", "foto.jpg", "oud.doc"} <= set(reasons)
    assert all(len(reason) > 20 for reason in reasons.values())
    assert ".docx" in reasons["oud.doc"]
    assert "leeg" in reasons["leeg.txt"].lower()
    assert not (messy.parent / "buiten.txt").exists()


def test_progress_and_messages_stay_off_standard_output(messy: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("tag", messy / "goed.txt", "--out", tmp_path / "codes.csv")
    assert outcome.returncode == 0
    assert outcome.stdout == ""


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_tag_writes_every_format(messy: Path, run: Run, tmp_path: Path, suffix: str) -> None:
    import pandas as pd

    out = tmp_path / f"codes.{suffix}"
    assert run("tag", messy / "goed.txt", messy / "windows.txt", "--out", out).returncode == 0
    read = {"csv": pd.read_csv, "jsonl": lambda path: pd.read_json(path, lines=True), "parquet": pd.read_parquet}
    frame = read[suffix](out)
    assert list(frame.columns) == ["document_id", "start", "end", "text", "theme", "score", "stance", "coder"]
    for row in frame.itertuples():
        assert STORY[row.start : row.end] == row.text
    assert "zelfsturing" in set(frame["theme"])


def test_offsets_count_code_points_of_the_shown_text(run: Run, tmp_path: Path) -> None:
    story = "\ufeffMijn 👩‍👩‍👧 kwam langs.\r\nIk liet de controle eindelijk los en het team besliste zelf.\r\n"
    (tmp_path / "a.txt").write_bytes(story.encode("utf-8"))
    shown = run("text", tmp_path / "a.txt").stdout
    assert shown == story.removeprefix("\ufeff").replace("\r\n", "\n")
    assert run("tag", tmp_path / "a.txt", "--out", tmp_path / "codes.csv").returncode == 0
    with (tmp_path / "codes.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert {"loslaten", "zelfsturing"} <= {row["theme"] for row in rows}
    assert all(shown[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["extract", "bestaat-niet", "--out", "uit"], 2, "bestaat niet"),
        (["extract", "."], 2, "--out is verplicht"),
        (["extract", "--out", "uit"], 2, "BRON is verplicht"),
        (["tag", ".", "--out", "codes.xls"], 2, ".parquet"),
        (["tag", ".", "--out", "codes.csv", "--codebook", "weg.toml"], 2, "weg.toml"),
        (["tag", ".", "--out", "codes.csv", "--pipeline", "nl_weg"], 2, "niet gevonden"),
        (["tag", ".", "--out", "codes.csv", "--embedder", "iets"], 2, "onbekend"),
        (["vertel"], 2, "'vertel' bestaat niet"),
        (["extract", ".", "--uit", "x"], 2, "--uit bestaat niet"),
        (["codebook", "show", "--theme", "loslatn"], 2, "loslaten"),
    ],
)
def test_wrong_use_gets_one_dutch_sentence(
    run: Run, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    outcome = run(*arguments, cwd=tmp_path)
    assert outcome.returncode == code, outcome.stderr
    assert message in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert len(outcome.stderr.strip().splitlines()) == 1


def test_empty_folder_is_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    outcome = run("extract", tmp_path / "leeg", "--out", tmp_path / "uit")
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("Er is geen tekst gevonden in ")
    assert not (tmp_path / "uit").exists()


def test_own_output_is_not_read_the_next_time(run: Run, tmp_path: Path) -> None:
    (tmp_path / "goed.txt").write_text(STORY, encoding="utf-8")
    first = run("extract", tmp_path, "--out", tmp_path)
    second = run("extract", tmp_path, "--out", tmp_path / "uit")
    third = run("tag", tmp_path, "--out", tmp_path / "codes.csv")
    for outcome in (first, second, third):
        assert outcome.returncode == 0
        assert "1 tekst gelezen" in outcome.stderr


def test_own_codebook_works_without_training(run: Run, tmp_path: Path) -> None:
    (tmp_path / "boek.toml").write_text(
        '[[themes]]\nkey = "fiets"\nname = "Fietsen"\nterms = ["fiets*", "op|stappen"]\n'
        '[[themes]]\nkey = "leeg"\nname = "Iets anders"\n',
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text("Ik pak elke dag de fiets naar het werk.\nDe koffie was op.\n", encoding="utf-8")
    outcome = run("tag", tmp_path / "a.txt", "--codebook", tmp_path / "boek.toml", "--out", tmp_path / "codes.csv")
    assert outcome.returncode == 0, outcome.stderr
    with (tmp_path / "codes.csv").open(encoding="utf-8", newline="") as handle:
        found = {(row["theme"], row["start"]) for row in csv.DictReader(handle)}
    assert ("fiets", "0") in found


def test_doctor_says_that_all_works(run: Run) -> None:
    outcome = run("doctor")
    assert outcome.returncode == 0
    assert "Alles werkt." in outcome.stdout


def test_codebook_commands(run: Run) -> None:
    shown = run("codebook", "show")
    assert shown.returncode == 0
    assert "psychologische_veiligheid" in shown.stdout
    checked = run("codebook", "check")
    assert checked.returncode == 0
    assert "12 thema's bekeken: 0 fouten" in checked.stdout
