from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from praktijkkennis.cli.kwic import _word_and_sources

Call = Callable[..., Any]


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bron").mkdir()
    (tmp_path / "bron" / "een.txt").write_text(
        "De ploeg liet de regels los.\n\nDe hond mag niet los.", encoding="utf-8"
    )
    (tmp_path / "bron" / "twee.txt").write_text("Anna: loslaten is moeilijk.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_lines_by_document(call: Call, texts: Path) -> None:
    outcome = call("kwic", "loslaten", "bron")
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0] == "een.txt"
    assert lines[1].strip() == "De ploeg [liet de regels los]. De hond mag niet los."
    assert lines[3] == "twee.txt"
    assert lines[4].strip().startswith("Anna: [loslaten]")
    assert "2 keer gevonden, in 2 van 2 teksten." in outcome.err


def test_a_form_finds_the_others_and_exact_does_not(call: Call, texts: Path) -> None:
    (texts / "bron" / "een.txt").write_text("Elk kind speelt. De kinderen lachen.", encoding="utf-8")
    outcome = call("kwic", "kinderen", "bron")
    assert ("[kind]" in outcome.out, "[kinderen]" in outcome.out) == (True, True)
    assert "'kinderen' is gezocht als 'kind'" in outcome.err
    exact = call("kwic", "kinderen", "bron", "--exact")
    assert ("[kind]" in exact.out, "gezocht als" in exact.err) == (False, False)


def test_table_and_fewer_lines(call: Call, texts: Path) -> None:
    outcome = call("kwic", "los|laten", "bron", "--out", "uit.csv", "--most", "1", "--sort", "woord", "--exact")
    assert outcome.code == 0
    table = pd.read_csv(texts / "uit.csv")
    assert table["match"].tolist() == ["liet de regels los", "loslaten"]
    assert "nog 1" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("kwic", "a ~", "bron"), "zoekopdracht"),
        (("kwic", "los", "bron", "--theme", "bestaat_niet"), "bestaat_niet"),
        (("kwic", "los", "bron", "--out", "uit.docx"), "uit.docx"),
        (("kwic", "los"), "minstens één bestand of map"),
        (("kwic", "--theme", "loslaten"), "minstens één bestand of map"),
        (("kwic", "los", "bron", "--sort", "achteruit"), "een van tekst, links, rechts, woord"),
    ],
)
def test_wrong_use(call: Call, texts: Path, arguments: tuple[str, ...], says: str) -> None:
    outcome = call(*arguments)
    assert outcome.code == 2
    assert says in outcome.err


@pytest.fixture
def coded(texts: Path) -> Path:
    (texts / "bron" / "vier.txt").write_text(
        "Ik vond het moeilijk om de controle los te laten.\n\nDe soep was koud.", encoding="utf-8"
    )
    return texts


def test_passages_of_a_theme_without_a_word(call: Call, coded: Path) -> None:
    outcome = call("kwic", "--theme", "loslaten", "bron", "--out", "uit.csv")
    assert outcome.code == 0
    table = pd.read_csv(coded / "uit.csv")
    assert "vier.txt" in set(table["document_id"])
    assert set(table["term"]) == {"loslaten"}
    assert "soep" not in " ".join(table["match"])
    told = call("kwic", "moeilijk", "bron", "--theme", "loslaten")
    assert "[moeilijk]" in told.out


@pytest.mark.parametrize(
    ("arguments", "word", "sources"),
    [
        (("bron",), None, ["bron"]),
        (("los", "bron"), "los", ["bron"]),
        (("bron/een.txt", "bron/twee.txt"), None, ["bron/een.txt", "bron/twee.txt"]),
        (("bron", "bron/twee.txt"), "bron", ["bron/twee.txt"]),
        (("./bron", "bron/twee.txt"), None, ["bron", "bron/twee.txt"]),
    ],
)
def test_word_or_source(
    texts: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], word: str | None, sources: list[str]
) -> None:
    first, *rest = arguments
    found = _word_and_sources(first, [Path(one) for one in rest], "loslaten")
    assert found == (word, [Path(one) for one in sources])
    assert ("Schrijf dan ./bron" in capsys.readouterr().err) == (word == "bron")


def test_a_theme_that_no_text_has_is_an_answer(call: Call, texts: Path) -> None:
    (texts / "leeg").mkdir()
    (texts / "leeg" / "soep.txt").write_text("De soep was koud.", encoding="utf-8")
    for arguments in (("--theme", "loslaten", "leeg"), ("soep", "leeg", "--theme", "loslaten")):
        outcome = call("kwic", *arguments)
        assert outcome.code == 0
        assert "Geen passage heeft het thema 'loslaten'." in outcome.err
        assert "0 keer gevonden, in 0 van 1 tekst." in outcome.err


def test_texts_do_not_steer_the_terminal(call: Call, texts: Path) -> None:
    (texts / "bron" / "drie.txt").write_text("Wij \x1b[31mlieten\x1b[0m het los.", encoding="utf-8")
    outcome = call("kwic", "het", "bron")
    assert outcome.code == 0
    assert "drie.txt" in outcome.out
    assert "\x1b" not in outcome.out
