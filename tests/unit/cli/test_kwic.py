from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

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
        (("kwic", "los", "bron", "--sort", "achteruit"), "een van tekst, links, rechts, woord"),
    ],
)
def test_wrong_use(call: Call, texts: Path, arguments: tuple[str, ...], says: str) -> None:
    outcome = call(*arguments)
    assert outcome.code == 2
    assert says in outcome.err


def test_texts_do_not_steer_the_terminal(call: Call, texts: Path) -> None:
    (texts / "bron" / "drie.txt").write_text("Wij \x1b[31mlieten\x1b[0m het los.", encoding="utf-8")
    outcome = call("kwic", "het", "bron")
    assert outcome.code == 0
    assert "drie.txt" in outcome.out
    assert "\x1b" not in outcome.out
