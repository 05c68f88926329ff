from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from praktijkkennis.cli.study.output import print_table

Call = Callable[..., Any]

TEXTS = {
    "een": "Wij maken zelf het rooster.\n\nHet team vertrouwt elkaar.\n\nDe soep was koud.",
    "twee": "Het team maakt zelf een plan.\n\nWij vertrouwen het nieuwe team.\n\nHet regende.",
    "drie": "De school begon weer.\n\nDe klas las een boek over vertrouwen.\n\nDe klas was stil.",
}
SECTORS = {"een": "zorg", "twee": "Zorg", "drie": "onderwijs"}


def span(key: str, sentence: str) -> tuple[int, int]:
    start = TEXTS[key].index(sentence)
    return start, start + len(sentence)


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bron").mkdir()
    for key, text in TEXTS.items():
        (tmp_path / "bron" / f"{key}.txt").write_text(text, encoding="utf-8")
    rows = "".join(f"{key}.txt;{sector};Stichting {key}\n" for key, sector in SECTORS.items())
    (tmp_path / "bron" / "metadata.csv").write_text(f"bestand;sector;organisatie\n{rows}", encoding="utf-8")
    given = [
        ("een", "Wij maken zelf het rooster.", "zelfsturing", "Bo"),
        ("een", "Wij maken zelf het rooster.", "loslaten", "Bo"),
        ("een", "Het team vertrouwt elkaar.", "vertrouwen", "Bo"),
        ("twee", "Het team maakt zelf een plan.", "zelfsturing", "Bo"),
        ("twee", "Wij vertrouwen het nieuwe team.", "vertrouwen", "Bo"),
        ("drie", "De klas las een boek over vertrouwen.", "vertrouwen", "Cis"),
    ]
    places = [(f"{key}.txt", *span(key, text), text, theme, coder) for key, text, theme, coder in given]
    columns = ["document_id", "start", "end", "text", "theme", "coder"]
    pd.DataFrame(places, columns=columns).to_csv(tmp_path / "codes.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_themes_together_from_a_table_of_codes(call: Call, texts: Path) -> None:
    outcome = call("study", "cooccurrence", "bron", "--codes", "codes.csv", "--out", "uit.csv", "--most", "2")
    assert outcome.code == 0
    header, first, *_ = outcome.out.splitlines()
    assert header.split() == ["thema", "en", "samen", "verwacht", "log", "ratio", "q"]
    assert first.startswith("Zelfsturing  Loslaten")
    assert "en nog 1" in outcome.out
    table = pd.read_csv(texts / "uit.csv")
    assert table.loc[0, ["first", "second", "n_both"]].tolist() == ["zelfsturing", "loslaten", 1]
    assert "De codes van Bo, Cis tellen samen" in outcome.err
    one = call("study", "cooccurrence", "bron", "--codes", "codes.csv", "--coder", "Bo", "--unit", "document")
    assert one.code == 0
    assert "tellen samen" not in one.err


def test_sequences_in_excel_hold_names_and_numbers(call: Call, texts: Path) -> None:
    outcome = call("study", "sequences", "bron", "--codes", "codes.csv", "--out", "uit.xlsx")
    assert outcome.code == 0
    sheet = openpyxl.load_workbook(texts / "uit.xlsx").active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("thema", "daarna", "keer")
    steps = {(row[0], row[1]): row[2] for row in rows[1:]}
    assert steps["Zelfsturing", "Vertrouwen"] == 1.5
    first = (texts / "uit.xlsx").read_bytes()
    assert call("study", "sequences", "bron", "--codes", "codes.csv", "--out", "uit.xlsx").code == 0
    assert (texts / "uit.xlsx").read_bytes() == first


def test_a_picture_is_a_page_that_needs_no_network(call: Call, texts: Path) -> None:
    pytest.importorskip("plotly")
    outcome = call("study", "dispersion", "bron", "--codes", "codes.csv", "--plaat", "plaat.html", "--out", "uit.html")
    assert outcome.code == 0
    page = (texts / "plaat.html").read_text(encoding="utf-8")
    assert '<html lang="nl">' in page
    assert "Spreiding over en in documenten" in page
    assert "<script src" not in page
    assert (texts / "uit.html").read_text(encoding="utf-8") == page
    assert "Vertrouwen" in outcome.out


def test_the_machine_codes_where_there_are_no_codes(call: Call, texts: Path) -> None:
    outcome = call("study", "dispersion", "bron/een.txt", "bron/twee.txt")
    assert outcome.code == 0
    assert "Zelfsturing" in outcome.out


def test_words_need_no_codes(call: Call, texts: Path) -> None:
    outcome = call("study", "collocations", "team", "bron", "--min-count", "1")
    assert outcome.code == 0
    assert "vertrouwen" in outcome.out
    spread = call("study", "dispersion", "bron", "--word", "team", "--word", "klas")
    assert [line.split()[:3] for line in spread.out.splitlines()[1:]] == [["team", "3", "2"], ["klas", "2", "1"]]


def test_groups_are_compared_by_a_feature_with_its_dutch_name(call: Call, texts: Path) -> None:
    outcome = call("study", "keyness", "bron", "--by", "sector", "--min-count", "2", "--out", "uit.jsonl")
    assert outcome.code == 0
    assert "(2 documenten" in outcome.out.splitlines()[0]
    table = pd.read_json(texts / "uit.jsonl", lines=True)
    assert table[table["group"].str.lower() == "zorg"].iloc[0]["item"] == "team"
    with_codes = call(
        "study", "keyness", "bron", "--by", "sector", "--min-count", "2", "--codes", "codes.csv", "--coder", "Bo"
    )
    assert (with_codes.code, with_codes.out) == (0, outcome.out)
    assert "--codes en --coder tellen niet mee" in with_codes.err
    only = call("study", "keyness", "bron", "--by", "organisatie", "--group", "stichting drie", "--min-count", "1")
    assert only.out.startswith("Stichting drie (1 document")


def test_themes_of_groups_and_words_of_a_theme(call: Call, texts: Path) -> None:
    outcome = call("study", "keyness", "bron", "--by", "sector", "--themes", "--codes", "codes.csv")
    assert outcome.code == 0
    assert "Zelfsturing" in outcome.out
    assert "Zelfsturing" not in outcome.out[outcome.out.index("onderwijs (") :]
    words = call("study", "keyness", "bron", "--theme", "vertrouwen", "--codes", "codes.csv", "--min-count", "1")
    assert words.out.startswith("Vertrouwen (3 documenten")


def test_codes_that_have_no_place_are_told(call: Call, texts: Path) -> None:
    with (texts / "codes.csv").open("a", encoding="utf-8") as table:
        table.write("een.txt,0,5,Staat er niet.,loslaten,Bo\n")
    outcome = call("study", "sequences", "bron", "--codes", "codes.csv")
    assert outcome.code == 3
    assert "1 code past niet op deze teksten en telt niet mee" in outcome.err
    other = call("study", "sequences", "bron/drie.txt", "--codes", "codes.csv", "--coder", "Bo")
    assert other.code == 2


def test_texts_of_too_few_people_are_left_out(call: Call, texts: Path) -> None:
    rows = "een.txt;De Hoeve;Anna Bos\ntwee.txt;De Hoeve;Piet Vos\ndrie.txt;De Brug;Els Kok\n"
    (texts / "bron" / "metadata.csv").write_text(f"bestand;organisatie;auteur\n{rows}", encoding="utf-8")
    outcome = call("study", "dispersion", "bron", "--word", "klas", "--word", "team", "--min-group", "2")
    assert outcome.code == 0
    assert "1 tekst is niet gebruikt" in outcome.err
    assert {tuple(line.split()[:2]) for line in outcome.out.splitlines()[1:]} == {("klas", "0"), ("team", "3")}
    none = call("study", "dispersion", "bron", "--word", "klas", "--min-group", "9")
    assert none.code == 2
    assert "lagere --min-group" in none.err


def test_no_text_at_all(call: Call, texts: Path) -> None:
    (texts / "leeg").mkdir()
    outcome = call("study", "dispersion", "leeg", "--word", "team", "--out", "uit.csv")
    assert outcome.code == 2
    assert "Er is geen tekst gevonden" in outcome.err
    assert not (texts / "uit.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("keyness", "bron"), "--by KENMERK"),
        (("keyness", "bron", "--by", "sector", "--theme", "loslaten"), "--theme THEMA"),
        (("keyness", "bron", "--theme", "lostlaten"), "lostlaten"),
        (("keyness", "bron", "--theme", "loslaten", "--themes"), "horen bij --by"),
        (("keyness", "bron", "--by", "sector", "--themes", "--min-count", "3"), "--min-count"),
        (("cooccurrence", "bron", "--unit", "document", "--distance", "2"), "--distance"),
        (("cooccurrence", "bron", "--out", "uit.docx"), "of op .html voor een plaat"),
        (("cooccurrence", "bron", "--plaat", "uit.png"), "moet eindigen op .html"),
        (("dispersion", "bron", "--word", "team", "--codes", "codes.csv"), "--word over woorden"),
        (("dispersion", "bron", "--word", "a ~"), "zoekopdracht"),
        (("dispersion", "bron", "--coder", "Bo"), "hoort bij --codes"),
        (("dispersion", "bron", "--codes", "weg.csv"), "weg.csv' bestaat niet"),
        (("dispersion", "weg", "--word", "team"), "weg"),
    ],
)
def test_wrong_use_is_told_at_once(call: Call, texts: Path, arguments: tuple[str, ...], says: str) -> None:
    outcome = call("study", *arguments)
    assert outcome.code == 2
    assert says in outcome.err
    assert outcome.out == ""


def test_groups_are_checked_before_anything_is_analysed(
    call: Call, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("praktijkkennis.preprocessing.Preprocessor.stream", None)
    monkeypatch.setattr("praktijkkennis.pipeline.Pipeline.tag", None)
    for options, says in ((("--by", "rang"), "geen twee groepen"), (("--by", "sector", "--group", "x"), "zorg")):
        outcome = call("study", "keyness", "bron", *options)
        assert outcome.code == 2
        assert says in outcome.err


def test_what_people_wrote_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    table = pd.DataFrame({"item": ["ro\x1b[31mod"], "n": [2.0], "q": [0.0001]})
    print_table(table, ("item", "n", "q"), {}, 5)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.splitlines()[1].split()[-2:] == ["2", "<0,001"]
