from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "bron").mkdir()
    (tmp_path / "bron" / "a.txt").write_text("Fatma Yilmaz woont in Assen.", encoding="utf-8")
    return tmp_path / "bron"


def test_it_says_what_was_replaced_and_where_the_key_is(call: Call, source: Path, tmp_path: Path) -> None:
    out, key = tmp_path / "uit", tmp_path / "sleutel.csv"
    outcome = call("pseudonymise", source, "--out", out, "--sleutel", key, "--pipeline", "geen")
    assert outcome.code == 0
    assert "1 naam van een persoon, 1 plaatsnaam" in outcome.err
    assert str(key) in outcome.err
    assert (out / "a.txt").read_text(encoding="utf-8") == "[Persoon 1] woont in [Plaats 1]."


def test_places_can_be_kept_and_settings_can_say_so(call: Call, source: Path, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[privacy]\nkeep = ["PLAATS"]\nkey = "kluis/k.csv"\n', encoding="utf-8")
    by_option, by_settings = tmp_path / "een", tmp_path / "twee"
    call("pseudonymise", source, "--out", by_option, "--behoud", "plaats", "--pipeline", "geen")
    call("pseudonymise", source, "--out", by_settings, "--config", tmp_path / "s.toml", "--pipeline", "geen")
    for folder in (by_option, by_settings):
        assert (folder / "a.txt").read_text(encoding="utf-8") == "[Persoon 1] woont in Assen."
    assert (by_option / "vervangingen.csv").exists()
    assert (tmp_path / "kluis" / "k.csv").exists()


def test_a_file_that_cannot_be_read_does_not_stop_the_rest(call: Call, source: Path, tmp_path: Path) -> None:
    (source / "kapot.docx").write_bytes(b"geen docx")
    outcome = call("pseudonymise", source, "--out", tmp_path / "uit", "--pipeline", "geen")
    assert outcome.code == 3
    assert "kapot.docx" in outcome.err
    assert (tmp_path / "uit" / "a.txt").exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--behoud", "NAAM"], "geen soort gegeven"),
        (["--pipeline", "bestaat_niet"], "niet gevonden"),
        pytest.param(
            ["--deduce"],
            "praktijkkennis[deduce]",
            marks=pytest.mark.skipif(find_spec("deduce") is not None, reason="deduce is installed"),
        ),
    ],
)
def test_wrong_use_is_explained(call: Call, source: Path, tmp_path: Path, options: list[str], sentence: str) -> None:
    options = options if "--pipeline" in options else [*options, "--pipeline", "geen"]
    outcome = call("pseudonymise", source, "--out", tmp_path / "uit", *options)
    assert outcome.code == 2
    assert sentence in outcome.err
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize("folder", [".", "uit", "diep/uit"])
def test_the_texts_do_not_go_into_their_source(call: Call, source: Path, folder: str) -> None:
    outcome = call("pseudonymise", source, "--out", source / folder, "--pipeline", "geen")
    assert outcome.code == 2
    assert "Kies met --out een map daarbuiten" in outcome.err


def test_a_file_is_no_folder(call: Call, source: Path) -> None:
    outcome = call("pseudonymise", source, "--out", source / "a.txt", "--pipeline", "geen")
    assert outcome.code == 2
    assert "is een bestand, geen map" in outcome.err


def test_another_file_is_no_key(call: Call, source: Path, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("naam\nAnna\n", encoding="utf-8")
    arguments = ["--out", tmp_path / "uit", "--sleutel", tmp_path / "s.csv", "--pipeline", "geen"]
    outcome = call("pseudonymise", source, *arguments)
    assert outcome.code == 2
    assert "geen sleutel van dit programma" in outcome.err
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == "naam\nAnna\n"


@pytest.mark.parametrize("command", ["tag", "extract"])
def test_a_key_without_pseudonyms_is_refused(call: Call, source: Path, tmp_path: Path, command: str) -> None:
    outcome = call(command, source, "--out", tmp_path / "uit.csv", "--sleutel", tmp_path / "s.csv")
    assert outcome.code == 2
    assert "hoort bij --pseudonymise" in outcome.err
