from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.codebook import load_codebook

Call = Callable[..., Any]

BOOK = """
name = "Tuin"

[[themes]]
key = "snoeien"
name = "Snoeien"
definition = "Takken eraf."
terms = ["snoeien", "schaar ~ heg"]
examples = ["Wij snoeien de heg."]

[[themes]]
key = "mest"
name = "Mest"
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "tuin.toml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def test_codebook_goes_out_and_comes_back(call: Call, book: Path, tmp_path: Path) -> None:
    out, back = tmp_path / "uit" / "tuin.qdc", tmp_path / "terug.toml"
    outcome = call("codebook", "export", book, "--out", out)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", f"2 thema's in {out}.\n")
    outcome = call("codebook", "import", out, "--out", back)
    assert outcome.code == 0
    assert outcome.err == (
        f"2 thema's in {back}.\n"
        "1 thema heeft geen definitie en geen voorbeelden; vul die aan, dan worden ze beter herkend.\n"
    )
    assert load_codebook(back) == load_codebook(book)
    assert call("codebook", "diff", book, back).out == "Geen verschil.\n"


def test_terms_that_quanteda_finds_in_part_are_told(call: Call, book: Path, tmp_path: Path) -> None:
    outcome = call("codebook", "export", book, "--out", tmp_path / "x.yml")
    assert "1 term vindt quanteda alleen als de woorden naast elkaar staan" in outcome.err
    assert "schaar ~ heg" in (tmp_path / "x.yml").read_text(encoding="utf-8").partition('"snoeien"')[0]
    assert "format" not in outcome.err
    assert 'format = "YAML"' in call("codebook", "export", book, "--out", tmp_path / "x.yaml").err


def test_built_in_codebook_is_exported_when_none_is_named(call: Call, tmp_path: Path) -> None:
    assert call("codebook", "export", "--out", tmp_path / "x.toml").code == 0
    assert load_codebook(tmp_path / "x.toml") == load_codebook()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "--out", "x.docx"), "De uitvoer 'x.docx' moet eindigen op .qdc, .toml, .yml, .yaml of .jsonl.\n"),
        (("import", "x.qdc", "--out", "x.qdc"), "De uitvoer 'x.qdc' moet eindigen op .toml.\n"),
        (("export",), "Er ontbreekt iets: --out is verplicht."),
        (("diff",), "Er ontbreekt iets: OUD is verplicht."),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], message: str, call: Call) -> None:
    outcome = call("codebook", *arguments)
    assert outcome.code == 2
    assert outcome.err.startswith(message)


def test_file_that_is_no_codebook_is_told(call: Call, tmp_path: Path) -> None:
    (tmp_path / "x.qdc").write_text("geen xml", encoding="utf-8")
    outcome = call("codebook", "import", tmp_path / "x.qdc", "--out", tmp_path / "x.toml")
    assert (outcome.code, outcome.err) == (1, "'x.qdc' bevat geen geldige XML; exporteer het opnieuw.\n")


def test_changes_are_shown(call: Call, book: Path, tmp_path: Path) -> None:
    newer = tmp_path / "nieuw.toml"
    newer.write_text(
        BOOK.replace('"Snoeien"', '"Snoeien en knippen"')
        .replace('key = "mest"', 'key = "water"')
        .replace('"Mest"', '"Gieten"'),
        encoding="utf-8",
    )
    outcome = call("codebook", "diff", book, newer)
    assert outcome.code == 0
    assert outcome.out == (
        "hernoemd: snoeien — Snoeien en knippen\n  - De naam was 'Snoeien'.\n"
        "toegevoegd: water — Gieten\n  - Met 0 termen, 0 voorbeelden en 0 tegenvoorbeelden.\n"
        "vervallen: mest — Mest\n"
        "3 thema's veranderd: 1 toegevoegd, 1 vervallen, 1 hernoemd.\n"
    )
