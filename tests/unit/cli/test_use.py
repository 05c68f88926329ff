"""What the program says to a call, right or wrong, before any work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from praktijkkennis.cli.app import app
from praktijkkennis.cli.slips import mistake_in
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
        (("extract", "a", "--out"), "De optie --out heeft een waarde nodig. Zie: praktijkkennis extract --help"),
        (
            ("review", "import", "a", "--state"),
            "De optie --state heeft een waarde nodig. Zie: praktijkkennis review import --help",
        ),
        (
            ("extract", "a", "--pseudonymise=ja"),
            "De optie --pseudonymise neemt geen waarde. Zie: praktijkkennis extract --help",
        ),
        (
            ("--out", "uit", "extract", "a"),
            "De optie --out hoort achter de opdracht: praktijkkennis extract ... --out ... Zie: praktijkkennis --help",
        ),
        (
            ("extract", "a", "--uitvoer", "b"),
            "De optie --uitvoer bestaat niet. Bedoelde je --out? Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "a", "--out", "b", "--mingroup=3"),
            "De optie --mingroup bestaat niet. Bedoelde je --min-group? Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "a", "--out", "b", "--since", "2024-01-01"),
            "De optie --since bestaat niet. Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "a", "-out", "b"),
            "De optie -out bestaat niet. Bedoelde je --out, met twee streepjes? Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "a", "\u2014out", "b"),
            "Voor 'out' staat een lang streepje, van een tekstverwerker. Typ twee gewone: --out. "
            "Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "\u201cmijn", "map\u201d", "--out", "b"),
            'In \u201cmijn staat een krul-aanhalingsteken, van een tekstverwerker. Typ een recht: ". '
            "Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "", "--out", "b"),
            "Ergens staat niets, waar een naam of waarde hoort. Vul die in, of laat de optie weg. "
            "Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "a", "--out", ""),
            "Achter --out staat niets, waar een naam of waarde hoort. Vul die in, of laat de optie weg. "
            "Zie: praktijkkennis extract --help",
        ),
        (
            ("extract", "a", "--out="),
            "Achter --out staat niets, waar een naam of waarde hoort. Vul die in, of laat de optie weg. "
            "Zie: praktijkkennis extract --help",
        ),
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
    assert outcome.err == (
        "De waarde voor --threshold klopt niet; verwacht: een getal van 0 tot en met 1, met een punt en geen komma. "
        "Zie: praktijkkennis tag --help\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("extract", "a", "--out", "b", "--min-group", "nul"),
            "--min-group klopt niet; verwacht: een geheel getal vanaf 1. Zie",
        ),
        (
            ("extract", "a", "--out", "b", "--min-group", "0"),
            "--min-group klopt niet; verwacht: een geheel getal vanaf 1. Zie",
        ),
        (("topics", "a", "--out", "b", "--engine", "lsa"), "verwacht: een van auto, klein, nmf, lda, bertopic. Zie"),
    ],
)
def test_wrong_value_of_another_kind_is_told_too(call: Call, arguments: tuple[str, ...], message: str) -> None:
    outcome = call(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err


@pytest.mark.parametrize("arguments", [(), ("codebook",)])
def test_without_a_command_the_help_is_shown(call: Call, arguments: tuple[str, ...]) -> None:
    outcome = call(*arguments)
    assert (outcome.code, outcome.err) == (2, "")
    assert "Opdrachten" in outcome.out


def every_command() -> Iterator[str]:
    """Name all commands and groups of commands, the program itself among them."""

    def below(group: Any, *path: str) -> Iterator[str]:
        yield " ".join(path)
        for name, command in sorted(getattr(group, "commands", {}).items()):
            yield from below(command, *path, name)

    yield from below(typer.main.get_command(app))


@pytest.mark.parametrize("command", list(every_command()))
def test_help_is_dutch(call: Call, command: str) -> None:
    outcome = call(*command.split(), "-h" if command == "extract" else "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Gebruik: praktijkkennis" in outcome.out
    # A narrow column breaks the line.
    assert "Toon deze uitleg en" in outcome.out
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


@pytest.mark.parametrize("words", [["--title", "– mei"], ["“ik wil” of niet"]])
def test_dashes_and_quotes_that_are_text_are_left_alone(words: list[str]) -> None:
    assert mistake_in(words, ["--title"]) == ""
