"""Names and judgements on their way to an editor and back, through the program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from praktijkkennis import pipeline as pipelines
from praktijkkennis.embedding import Embedder
from praktijkkennis.state import open_state

Call = Callable[..., Any]

TEXT = (
    "Gisteren belde ik met Pieter van Dijk over het rooster. Hij was boos. "
    "Toen liet Pieter van Dijk de controle over het rooster los. Wij lieten de controle ook los.\n"
)
OPTIONS = ("--threshold", "0.1", "--pipeline", "nl_praktijk_sm")


@pytest.fixture(autouse=True)
def _small_embedder(monkeypatch: pytest.MonkeyPatch, embedder: Embedder) -> None:
    monkeypatch.setattr(pipelines, "load_embedder", lambda name: embedder)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "verhalen"
    folder.mkdir()
    (folder / "gesprek-pieter-van-dijk.txt").write_text(TEXT, encoding="utf-8")
    (folder / "metadata.csv").write_text(
        "bestand;auteur;organisatie\ngesprek-pieter-van-dijk.txt;Pieter van Dijk;Bank\n", encoding="utf-8"
    )
    return folder


def cells(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_no_name_comes_beside_the_pseudonyms_of_a_report(call: Call, texts: Path, tmp_path: Path) -> None:
    key, report, state, out = tmp_path / "s.csv", tmp_path / "r", tmp_path / "st", tmp_path / "c.xlsx"
    private = ("--pseudonymise", "--sleutel", key)
    made = call("extract", texts, "--out", report, "--state", state, *private, *OPTIONS)
    assert made.code == 0, made.err
    refused = call("review", "export", report, texts, "--out", out)
    assert (refused.code, out.exists()) == (2, False)
    assert "laat de teksten weg" in refused.err
    for more in ((texts, *private), ("--state", state)):
        told = call("review", "export", report, *more, "--out", out, "--pipeline", "nl_praktijk_sm")
        assert told.code == 0, told.err
        found = cells(out)
        assert any("[Persoon 1]" in one for one in found)
        assert any(one.startswith("Gisteren belde ik met [Persoon 1]") for one in found)
        assert not [one for one in found if "pieter" in one.casefold() or "dijk" in one.casefold()]
    raw = call("extract", texts, "--out", tmp_path / "ruw", "--state", state, *OPTIONS)
    assert (raw.code, (tmp_path / "ruw").exists()) == (2, False)
    assert "staan teksten met schuilnamen" in raw.err
    book = openpyxl.load_workbook(out)
    column = {cell.value: cell.column for cell in book["Controle"][1]}
    for row in range(2, book["Controle"].max_row + 1):
        book["Controle"].cell(row, column["oordeel"]).value = "goed"
    book.save(out)
    other = tmp_path / "ander"
    back = call("review", "import", out, "--state", other, "--texts", texts, *private, "--no-learn", *OPTIONS[2:])
    assert back.code == 0, back.err
    with_names = tmp_path / "met-namen"
    assert call("tag", texts, "--out", tmp_path / "x.csv", "--state", with_names, *OPTIONS).code == 0
    for more in ((), ("--texts", texts, *private)):
        told = call("review", "import", out, "--state", with_names, *more, "--no-learn")
        assert (told.code, told.err.count("\n")) == (2, 1)
        assert "staan teksten met echte namen" in told.err
    assert call("tag", texts, "--out", tmp_path / "y.csv", "--state", with_names, *private, *OPTIONS).code == 2


def test_texts_are_judged_without_names_and_groups_that_are_too_small(call: Call, texts: Path, tmp_path: Path) -> None:
    out, private = tmp_path / "c.xlsx", ("--pseudonymise", "--sleutel", tmp_path / "s.csv")
    assert call("review", "export", texts, "--out", out, *private, *OPTIONS).code == 0
    assert not [one for one in cells(out) if "pieter" in one.casefold()]
    hidden = call("review", "export", texts, "--out", tmp_path / "d.xlsx", "--min-group", "2", *OPTIONS)
    assert (hidden.code, (tmp_path / "d.xlsx").exists()) == (2, False)


def test_a_report_with_names_is_not_taken_for_one_without(call: Call, texts: Path, tmp_path: Path) -> None:
    assert call("extract", texts, "--out", tmp_path / "r", *OPTIONS).code == 0
    private = ("--pseudonymise", "--sleutel", tmp_path / "s.csv")
    refused = call("review", "export", tmp_path / "r", "--out", tmp_path / "c.xlsx", *private)
    assert (refused.code, "kunnen namen staan" in refused.err) == (2, True)
    small = call("review", "export", tmp_path / "r", "--out", tmp_path / "c.xlsx", "--min-group", "3")
    assert (small.code, "--min-group 3" in small.err) == (2, True)


def test_texts_that_a_report_does_not_show_are_not_named_in_its_lists(call: Call, texts: Path, tmp_path: Path) -> None:
    rows = "bestand;auteur;organisatie\ngesprek-pieter-van-dijk.txt;Pieter van Dijk;School\n"
    for name in ("anna", "bert"):
        (texts / f"{name}.txt").write_text("Wij lieten de controle los.\n", encoding="utf-8")
        rows += f"{name}.txt;{name};Bank\n"
    (texts / "metadata.csv").write_text(rows, encoding="utf-8")
    assert call("extract", texts, "--out", tmp_path / "r", "--min-group", "2", *OPTIONS).code == 0
    assert call("review", "export", tmp_path / "r", texts, "--out", tmp_path / "c.xlsx").code == 0
    found = cells(tmp_path / "c.xlsx")
    assert "anna.txt" in found
    assert not [one for one in found if "pieter" in one.casefold()]


@pytest.mark.parametrize("command", ["extract", "tag"])
def test_a_folder_without_texts_wipes_nothing(call: Call, texts: Path, tmp_path: Path, command: str) -> None:
    state, empty = tmp_path / "st", tmp_path / "leeg"
    empty.mkdir()
    assert call("extract", texts, "--out", tmp_path / "r", "--state", state, *OPTIONS).code == 0
    out = tmp_path / ("x.csv" if command == "tag" else "r")
    before = (tmp_path / "r" / "rapport.html").read_bytes()
    refused = call(command, empty, "--out", out, "--state", state, *OPTIONS)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "geen enkele tekst gelezen" in refused.err
    assert (tmp_path / "r" / "rapport.html").read_bytes() == before
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    ("words", "code", "written"),
    [
        (("extract", "{texts}", "--out", "{top}/r", "--state", "{top}/st"), 3, {"r"}),
        (("extract", "{texts}", "--out", "{top}/r", "--state", "{top}/st", "--embedder", "geen"), 2, set()),
        (("tag", "{texts}", "--out", "{top}/t.csv", "--state", "{top}/st"), 3, set()),
        (("review", "export", "{texts}", "--out", "{top}/c.xlsx", "--state", "{top}/st"), 3, set()),
        (("review", "import", "{top}/geen.csv", "--state", "{top}/st", "--texts", "{texts}"), 3, set()),
        (("review", "import", "{top}/geen.csv", "--state", "{top}/st"), 2, set()),
    ],
)
def test_who_reads_nothing_leaves_no_state_of_nothing(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, written: set[str]
) -> None:
    if "--embedder" in words:
        monkeypatch.undo()
    texts = tmp_path / "verhalen"
    texts.mkdir()
    (texts / "stuk.docx").write_bytes(b"geen Word")
    (tmp_path / "geen.csv").write_text("document_id,text,theme\nx,y,loslaten\n", encoding="utf-8")
    told = call(*(word.format(texts=texts, top=tmp_path) for word in words))
    assert told.code == code, told.err
    assert {path.name for path in tmp_path.iterdir()} == {"verhalen", "geen.csv"} | written


def test_it_is_told_what_was_known_already(call: Call, texts: Path, tmp_path: Path) -> None:
    months = []
    for number in range(3):
        if number == 2:
            (texts / "nieuw.txt").write_text("Wij lieten het rooster los.\n", encoding="utf-8")
        told = call("extract", texts, "--out", tmp_path / "r", "--state", tmp_path / "st", *OPTIONS)
        months += [line for line in told.err.splitlines() if "al bekend" in line]
        assert "Dat gebeurt als" not in told.err
    assert months == [
        "Geen tekst was al bekend; alles is gecodeerd.",
        "1 tekst was al bekend; niets is opnieuw gecodeerd.",
        "1 tekst was al bekend; de rest is gecodeerd.",
    ]


def test_a_folder_with_only_the_new_month_is_warned_of(call: Call, texts: Path, tmp_path: Path) -> None:
    state, june = tmp_path / "st", tmp_path / "juni"
    june.mkdir()
    (june / "b.txt").write_text("Wij lieten het rooster los.\n", encoding="utf-8")
    assert call("extract", texts, "--out", tmp_path / "r", "--state", state, *OPTIONS).code == 0
    told = call("extract", june, "--out", tmp_path / "r", "--state", state, *OPTIONS)
    assert told.code == 0
    assert "Laat eerdere teksten in de map staan" in told.err


def test_corrections_go_along_when_the_folder_above_is_given(call: Call, texts: Path, tmp_path: Path) -> None:
    out, state, top = tmp_path / "c.xlsx", tmp_path / "st", tmp_path / "boven"
    (texts / "metadata.csv").unlink()
    assert call("review", "export", texts, "--out", out, *OPTIONS).code == 0
    book = openpyxl.load_workbook(out)
    column = {cell.value: cell.column for cell in book["Controle"][1]}
    book["Controle"].cell(2, column["oordeel"]).value = "goed"
    book["Uitleg"]["B1"] = "Hanneke"
    book.save(out)
    assert call("review", "import", out, "--state", state, "--texts", texts, "--no-learn").code == 0
    top.mkdir()
    texts.rename(top / "zorg")
    assert call("tag", top, "--out", tmp_path / "t.csv", "--state", state, *OPTIONS).code == 0
    assert "Hanneke" in (tmp_path / "t.csv").read_text(encoding="utf-8")
    (top / "zorg" / "gesprek-pieter-van-dijk.txt").rename(tmp_path / "weg.txt")
    (top / "b.txt").write_text("Iets anders.\n", encoding="utf-8")
    told = call("tag", top, "--out", tmp_path / "t.csv", "--state", state, *OPTIONS)
    assert "1 verbetering hoort bij een tekst die er niet bij is" in told.err


def test_an_editor_is_told_whose_judgement_is_replaced(call: Call, texts: Path, tmp_path: Path) -> None:
    out, state = tmp_path / "c.xlsx", tmp_path / "st"
    assert call("review", "export", texts, "--out", out, *OPTIONS).code == 0
    said = []
    for name, verdict in (("Anna", "fout"), ("Bert", "goed"), ("Anna", "fout")):
        book = openpyxl.load_workbook(out)
        column = {cell.value: cell.column for cell in book["Controle"][1]}
        book["Controle"].cell(2, column["oordeel"]).value = verdict
        book["Uitleg"]["B1"] = name
        book.save(tmp_path / f"{name}.xlsx")
        said.append(
            call("review", "import", tmp_path / f"{name}.xlsx", "--state", state, "--texts", texts, "--no-learn")
        )
    assert "eerder oordeel" not in said[0].err
    assert "1 eerder oordeel is vervangen" in said[1].err
    assert "fout van Anna wordt" in said[1].err
    assert "van Bert blijft, niet fout van Anna" in said[2].err


def test_a_judgement_that_is_cleared_is_told_and_can_be_taken_back(call: Call, texts: Path, tmp_path: Path) -> None:
    out, state = tmp_path / "c.xlsx", tmp_path / "st"
    assert call("review", "export", texts, "--out", out, *OPTIONS).code == 0
    column = {cell.value: cell.column for cell in openpyxl.load_workbook(out)["Controle"][1]}

    def fill(path: Path, person: str, **answers: str | None) -> None:
        book = openpyxl.load_workbook(path)
        book["Uitleg"]["B1"] = person
        sheet = book["Controle"]
        for header, value in answers.items():
            sheet.cell(2, column[header.replace("_", " ")]).value = value
        missed = (sheet.cell(3, column["document"]).value, sheet.cell(3, column["zin"]).value, "Gedeelde visie")
        for place, value in enumerate(missed if answers["oordeel"] else (None, None, None), start=1):
            book["Gemist"].cell(2, place).value = value
        book.save(path)

    def read(path: Path, *options: str) -> str:
        told = call("review", "import", path, "--state", state, "--texts", texts, "--no-learn", *options)
        assert told.code == 0
        return str(told.err)

    def counting() -> list[tuple[str, Any, str]]:
        with open_state(state) as opened:
            return sorted((one.theme, str(one.stance), one.coder) for one in opened.corrections.counting())

    other = tmp_path / "bert.xlsx"
    other.write_bytes(out.read_bytes())
    fill(other, "Bert", oordeel="goed")
    assert "eerder" not in read(other)
    before = counting()
    assert {coder for _, _, coder in before} == {"Bert"}

    fill(out, "Anna", oordeel="ander thema", ander_thema="Kennis delen")
    read(out)
    said = counting()
    assert [one for one in said if one[2] == "Anna"] != []
    assert ("kennis_delen", "Anna") in {(theme, coder) for theme, _, coder in said}

    fill(out, "Anna", oordeel=None, ander_thema=None)
    told = read(out)
    assert "en zijn daarin nu weg. Zo'n oordeel blijft gelden." in told
    assert "--leeg-is-terug" in told
    assert "is niets nagekeken" not in told
    assert counting() == said

    taken = read(out, "--leeg-is-terug")
    assert "weggehaald; teruggenomen:" in taken
    assert "Kennis delen bij" in taken
    assert counting() == before
    assert "eerder in" not in read(out, "--leeg-is-terug")

    fill(out, "Anna", oordeel="fout")
    assert "bewaard" in read(out)
    assert ("None", "Anna") in {(stance, coder) for _, stance, coder in counting()}


def test_an_emptied_cell_means_nothing_in_other_files(call: Call, texts: Path, tmp_path: Path) -> None:
    codes = tmp_path / "codes.csv"
    codes.write_text("document_id,start,end,theme,coder\n", encoding="utf-8")
    told = call("review", "import", codes, "--state", tmp_path / "st", "--texts", texts, "--leeg-is-terug")
    assert told.code == 2
    assert "is geen controle van 'review export'" in told.err
