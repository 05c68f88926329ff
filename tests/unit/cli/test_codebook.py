from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.preprocessing import load_pipeline

Call = Callable[..., Any]

BOOK = """
name = "Tuin"
version = "3"

[[themes]]
key = "snoeien"
name = "Snoeien"
core = true
definition = "Takken eraf."
excludes = ["De kapper."]
terms = [{ term = "snoeien", weight = 0.75 }, "eenhoorn"]
examples = ["Wij snoeien de heg."]
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "tuin.toml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_own_codebook_is_shown(call: Call, book: Path) -> None:
    outcome = call("codebook", "show", book)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == (
        "Tuin 3\n\nsnoeien — Snoeien (kernthema)\n  Takken eraf.\n  2 termen, 1 voorbeeld, 0 tegenvoorbeelden\n"
    )


def test_built_in_codebook_is_shown_when_none_is_named(call: Call) -> None:
    outcome = call("codebook", "show")
    assert outcome.code == 0
    assert [line.split(" — ")[0] for line in outcome.out.splitlines() if " — " in line and line[0] != " "] == list(
        load_codebook().keys
    )


def test_one_theme_is_shown_whole(call: Call, book: Path) -> None:
    outcome = call("codebook", "show", book, "--theme", "snoeien")
    assert outcome.out == (
        "snoeien — Snoeien\nTakken eraf.\n\nHoort er niet bij:\n  - De kapper.\n\n"
        "Termen (met gewicht):\n  - snoeien  (0,75)\n  - eenhoorn  (0,85)\n\nVoorbeelden:\n  - Wij snoeien de heg.\n"
    )


def test_unknown_theme_is_told(call: Call, book: Path) -> None:
    outcome = call("codebook", "show", book, "--theme", "maaien")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "Het codeboek 'Tuin' heeft geen thema 'maaien'. Het kent: snoeien.\n"


def test_remarks_are_no_faults(call: Call, book: Path) -> None:
    outcome = call("codebook", "check", book)
    assert outcome.code == 0
    assert "[let op] snoeien: Dit thema heeft 1 voorbeeld;" in outcome.out
    assert outcome.out.endswith("1 thema bekeken: 0 fouten, 1 opmerking.\n")


def test_faults_give_another_exit_code(call: Call, book: Path) -> None:
    book.write_text(BOOK + 'counterexamples = ["Wij snoeien de heg."]\n', encoding="utf-8")
    outcome = call("codebook", "check", book)
    assert outcome.code == 1
    assert "[fout] snoeien: " in outcome.out
    assert outcome.out.endswith("1 thema bekeken: 1 fout, 1 opmerking.\n")


def test_codebook_with_a_wrong_key_is_refused_with_the_nearest(call: Call, book: Path) -> None:
    book.write_text(BOOK.replace("excludes", "exclude"), encoding="utf-8")
    outcome = call("codebook", "check", book)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Bedoelde je 'excludes'?" in outcome.err


def test_terms_are_tried_on_texts(call: Call, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praktijkkennis.preprocessing.analysis.load_pipeline", lambda: load_pipeline("nl_praktijk_sm"))
    folder = tmp_path / "teksten"
    folder.mkdir()
    (folder / "a.txt").write_text("Wij snoeien de heg.", encoding="utf-8")
    (folder / "leeg.txt").write_bytes(b"")
    outcome = call("codebook", "check", book, "--corpus", folder)
    assert outcome.code == 0
    assert "[let op] snoeien: De term 'eenhoorn' komt in deze teksten niet voor." in outcome.out
    assert "'snoeien' komt" not in outcome.out
    assert outcome.err.startswith("1 probleem bij het lezen:\n  leeg.txt: ")
