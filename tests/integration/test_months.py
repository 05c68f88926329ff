"""The editor's months through the real program: judge in Excel, come back with new files, be interrupted."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

MAY = {
    "els.txt": "Wij lieten de controle eindelijk los. Dat was wennen voor iedereen in het team.\n",
    "wil.txt": "Ik liet de controle eindelijk los. Niemand durfde nog een fout toe te geven.\n",
}
JUNE = {
    "bo.txt": "Ook ik liet de controle eindelijk los. De koffie was op.\n",
    "wil.txt": "Vooraf iets nieuws.\n\n" + MAY["wil.txt"],
}
SETTINGS = Path(__file__).with_name("instellingen.toml")
OPTIONS = ("--threshold", "0.15", "--pipeline", "nl_praktijk_sm", "--config", str(SETTINGS))


def fill(folder: Path, texts: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def passages(folder: Path) -> list[dict[str, str]]:
    with (folder / "passages.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def forget_results(state: Path) -> None:
    connection = sqlite3.connect(state / "toestand.sqlite")
    with connection:
        connection.execute("DELETE FROM result")
    connection.close()


@pytest.fixture(scope="module")
def months(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months: extract, judge, and extract with what came in; all in one folder."""
    top = tmp_path_factory.mktemp("maanden")
    texts, state = fill(top / "teksten", MAY), top / "toestand"
    may = run("extract", texts, "--out", top / "mei", "--state", state, *OPTIONS)
    assert may.returncode == 0, may.stderr
    exported = run("review", "export", top / "mei", texts, "--out", top / "controle.xlsx")
    assert exported.returncode == 0, exported.stderr
    book = openpyxl.load_workbook(top / "controle.xlsx")
    sheet = book["Controle"]
    column = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        words = str(sheet.cell(row, column["zin"]).value)
        if words.startswith("Niemand durfde"):
            sheet.cell(row, column["oordeel"]).value = "fout"
        if words.startswith("Wij lieten") and sheet.cell(row, column["thema"]).value == "Loslaten":
            sheet.cell(row, column["oordeel"]).value = "goed"
    missed = book["Gemist"]
    for place, value in enumerate(
        ("wil.txt", "Niemand durfde nog een fout toe te geven.", "Vertrouwen", "belemmerend"), 1
    ):
        missed.cell(2, place).value = value
    missed.cell(3, 1).value, missed.cell(3, 2).value, missed.cell(3, 3).value = "els.txt", "Staat er niet.", "Loslaten"
    book["Uitleg"]["B1"] = "Hanneke"
    book.save(top / "controle.xlsx")
    imported = run("review", "import", top / "controle.xlsx", "--state", state)
    assert imported.returncode == 3, imported.stderr
    assert "Gemist rij 3: Deze zin staat niet in het document" in imported.stderr
    assert "goed" in imported.stderr
    shutil.copytree(state, top / "toestand na mei")
    fill(texts, JUNE)
    june = run("extract", texts, "--out", top / "juni", "--state", state, *OPTIONS)
    assert june.returncode == 0, june.stderr
    assert "1 tekst was al bekend" in june.stderr
    return top


def test_what_the_editor_said_goes_before_all(months: Path) -> None:
    (durfde,) = [row for row in passages(months / "juni") if row["text"].startswith("Niemand durfde")]
    assert (durfde["theme"], durfde["stance"], durfde["coder"], durfde["score"]) == (
        "vertrouwen",
        "belemmerend",
        "Hanneke",
        "1.0",
    )
    confirmed = [
        row for row in passages(months / "juni") if row["document_id"] == "els.txt" and row["coder"] == "Hanneke"
    ]
    assert [row["theme"] for row in confirmed] == ["loslaten"]
    assert any(row["text"].startswith("Niemand durfde") for row in passages(months / "mei"))
    assert all(row["coder"] == "praktijkkennis" for row in passages(months / "mei"))


def test_insights_keep_their_ids_and_say_what_is_new(months: Path) -> None:
    (before,) = [
        one for one in json.loads((months / "mei" / "inzichten.json").read_text()) if one["theme"] == "loslaten"
    ]
    records = json.loads((months / "juni" / "inzichten.json").read_text())
    (now,) = [one for one in records if one["theme"] == "loslaten" and one["status"] != "verdwenen"]
    assert "status" not in before
    assert (now["id"], now["status"], now["n_sources_before"], now["n_sources"]) == (before["id"], "groeiend", 2, 3)
    page = (months / "juni" / "rapport.html").read_text(encoding="utf-8")
    assert "Sinds de vorige keer" in page
    assert "groeiend: van 2 naar 3 bronnen" in page
    assert "Sinds de vorige keer" not in (months / "mei" / "rapport.html").read_text(encoding="utf-8")


def test_a_month_from_nothing_gives_the_same_bytes(months: Path, run: Run) -> None:
    state = months / "toestand na mei"
    forget_results(state)
    again = run("extract", months / "teksten", "--out", months / "juni zonder", "--state", state, *OPTIONS)
    assert "Geen tekst was al bekend; alles is gecodeerd." in again.stderr
    assert "Dat gebeurt als de codeur van verbeteringen leerde" in " ".join(again.stderr.split())
    assert content(months / "juni zonder") == content(months / "juni")
    # Made once more it says the same: a run is compared with the last that was another.
    last = run("extract", months / "teksten", "--out", months / "juni weer", "--state", state, *OPTIONS)
    assert last.returncode == 0, last.stderr
    assert content(months / "juni weer") == content(months / "juni")


def test_a_killed_run_goes_on_where_it_was_and_keeps_others_out(run: Run, tmp_path: Path) -> None:
    texts = fill(tmp_path / "t", {f"{n:02}.txt": MAY["els.txt"].replace("team", f"team {n}") * 6 for n in range(40)})
    state = tmp_path / "st"
    # Topics are made anew of all texts in every run; the months above have them.
    (tmp_path / "kort.toml").write_text("[topics]\nin_report = false\n", encoding="utf-8")
    options = (*OPTIONS, "--config", tmp_path / "kort.toml")
    command = ["extract", texts, "--out", tmp_path / "uit", "--state", state, *options]
    code = "from praktijkkennis.cli import main; main()"
    running = subprocess.Popen([sys.executable, "-c", code, *map(str, command)], stderr=subprocess.DEVNULL)
    try:
        stored, deadline = 0, time.monotonic() + 120
        while stored < 3 and running.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
            stored = _stored(state)
        running.send_signal(signal.SIGSTOP)
        assert 3 <= stored < 40
        second = run(*command)
        assert (second.returncode, "in gebruik door een andere opdracht" in second.stderr) == (1, True)
    finally:
        running.kill()
        running.wait()
    stored = _stored(state)
    assert not (tmp_path / "uit").exists()
    resumed = run(*command)
    assert resumed.returncode == 0, resumed.stderr
    assert f"{stored} teksten waren al bekend" in resumed.stderr
    plain = run("extract", texts, "--out", tmp_path / "zonder", *options)
    assert plain.returncode == 0, plain.stderr
    assert content(tmp_path / "uit") == content(tmp_path / "zonder")


def _stored(state: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{state / 'toestand.sqlite'}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM result WHERE stage = 'codes'").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.OperationalError:
        return 0
