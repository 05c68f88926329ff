"""What the program says to a call, right or wrong, before any work is done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.manifest import package_version

Call = Callable[..., Any]

ENGLISH = (
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "Show this",
    "Did you",
    "No such",
    "Missing",
    "Error",
    "Invalid",
)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("extrct",), "De opdracht 'extrct' bestaat niet. Bedoelde je 'extract' of 'text'? Zie: praktijkkennis --help"),
        (("xyz",), "De opdracht 'xyz' bestaat niet. Zie: praktijkkennis --help"),
        (("it's",), 'De opdracht "it\'s" bestaat niet. Zie: praktijkkennis --help'),
        (
            ("codebook", "shw"),
            "De opdracht 'shw' bestaat niet. Bedoelde je 'show'? Zie: praktijkkennis codebook --help",
        ),
        (
            ("doctor", "--hulp"),
            "De optie --hulp bestaat niet. Bedoelde je --help? Zie: praktijkkennis doctor --help",
        ),
        (("doctor", "--zzzz"), "De optie --zzzz bestaat niet. Zie: praktijkkennis doctor --help"),
        (("extract",), "Er ontbreekt iets: BRON is verplicht. Zie: praktijkkennis extract --help"),
        (("extract", "a"), "Er ontbreekt iets: --out is verplicht. Zie: praktijkkennis extract --help"),
        (("text",), "Er ontbreekt iets: BESTAND is verplicht. Zie: praktijkkennis text --help"),
        (("extract", "a", "--out"), "De optie --out heeft een waarde nodig. Zie: praktijkkennis --help"),
        (("--version=3",), "De optie --version neemt geen waarde. Zie: praktijkkennis --help"),
        (
            ("text", "a", "b"),
            "Er staat meer op de regel dan deze opdracht verwacht. Zie: praktijkkennis text --help",
        ),
    ],
)
def test_wrong_use_is_told_in_one_dutch_sentence(call: Call, arguments: tuple[str, ...], message: str) -> None:
    outcome = call(*arguments)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", message + "\n")


@pytest.mark.parametrize("value", ["veel", "1.5", "-0.1", "nan"])
def test_wrong_value_is_told_with_what_is_expected(call: Call, value: str) -> None:
    outcome = call("tag", "a", "--out", "b.csv", "--threshold", value)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("De waarde voor --threshold klopt niet; verwacht: score (0 tot 1)")


@pytest.mark.parametrize("arguments", [(), ("codebook",)])
def test_without_a_command_the_help_is_shown(call: Call, arguments: tuple[str, ...]) -> None:
    outcome = call(*arguments)
    assert (outcome.code, outcome.err) == (2, "")
    assert "Opdrachten" in outcome.out


@pytest.mark.parametrize("flag", ["--help", "-h"])
@pytest.mark.parametrize(
    "command",
    ["", "extract", "tag", "text", "doctor", "codebook", "codebook show", "codebook check"],
)
def test_help_is_dutch(call: Call, command: str, flag: str) -> None:
    outcome = call(*command.split(), flag)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Gebruik: praktijkkennis" in outcome.out
    assert "Toon deze uitleg en stop." in outcome.out
    assert not [word for word in ENGLISH if word in outcome.out]


def test_version(call: Call) -> None:
    outcome = call("--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"praktijkkennis {package_version()}\n", "")


@pytest.mark.parametrize("command", ["extract", "tag"])
def test_wrong_files_are_told_before_models_are_loaded(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("models were loaded")

    monkeypatch.setattr("praktijkkennis.pipeline.Pipeline", fail)
    (tmp_path / "bestand.txt").write_text("Hallo.", encoding="utf-8")
    outcome = call(command, tmp_path, "--out", tmp_path / "bestand.txt")
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert "map" in outcome.err if command == "extract" else ".csv, .parquet, .jsonl of .qdpx" in outcome.err


@pytest.mark.parametrize("option", ["--config", "--codebook"])
def test_missing_settings_and_codebooks_are_told(call: Call, tmp_path: Path, option: str) -> None:
    outcome = call("tag", tmp_path, "--out", tmp_path / "a.csv", option, tmp_path / "weg.toml")
    assert outcome.code == 2
    assert "weg.toml' bestaat niet" in outcome.err
