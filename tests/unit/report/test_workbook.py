from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from praktijkkennis.document import Assertion, Evidence, ReadFailure
from praktijkkennis.errors import OutputError
from praktijkkennis.exchange.tables import passages_frame
from praktijkkennis.report import workbook as module
from praktijkkennis.report import write_report, write_workbook
from praktijkkennis.report.trust import NOT_MEASURED


def write(world, path: Path):
    passages = passages_frame(world.documents, world.annotations, world.insights)
    write_workbook(world.summary(), passages, path)
    return load_workbook(path)


def records(sheet) -> list[dict[str, object]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_sheets_and_their_rows(world, tmp_path):
    book = write(world, tmp_path / "x.xlsx")
    assert book.sheetnames == ["Inzichten", "Passages", "Themas", "Controleren", "Fouten"]
    (insight,) = records(book["Inzichten"])
    assert insight["id"] == "zelfsturing-1"
    assert insight["thema"] == "Zelfsturing"
    assert insight["sterkte"] == 0.725
    assert (insight["soort"], insight["spanning"], insight["sectoren"]) == ("ervaring", "nee", 0)
    assert insight["leunt op de tekst eromheen"] == "nee"
    assert [insight[name] for name in ("bronnen", "personen", "organisaties", "documenten")] == [3, 2, 1, 3]
    assert [insight[name] for name in ("versterkend", "belemmerend", "neutraal")] == [2, 0, 1]
    assert insight["eerste datum"] == datetime(2024, 1, 5)
    assert insight["citaat 2"] == "Het team beslist."
    assert insight["van 2"] == "Joost, de linde "
    passages = records(book["Passages"])
    assert [row["document"] for row in passages] == ["a.txt", "b.txt", "b.txt", "c.txt", "c.txt"]
    assert (passages[1]["begin"], passages[1]["score"], passages[1]["inzicht"]) == (0, 0.7, "zelfsturing-1")
    assert (passages[0]["datum"], passages[1]["datum"]) == (datetime(2024, 1, 5), "2024-05")
    theme = records(book["Themas"])[0]
    assert (theme["thema"], theme["kernthema"], theme["passages"], theme["inzichten"]) == ("Zelfsturing", "ja", 3, 1)
    assert records(book["Fouten"]) == [{"bestand": "kapot.pdf", "reden": "In deze pdf zit geen tekst."}]


def test_passages_say_why(world, tmp_path):
    evidence = (Evidence(0, 4, "De term 'team' staat er."),)
    codes = [replace(world.annotations[0], evidence=evidence), *world.annotations[1:]]
    write_report(tmp_path, world.documents, codes, world.insights)
    rows = records(load_workbook(tmp_path / "inzichten.xlsx")["Passages"])
    assert sorted(filter(None, (row["waarom"] for row in rows))) == ["De term 'team' staat er."]


def test_a_statement_that_leans_is_marked(world, document_with, tmp_path):
    leaning = document_with("a.txt", ["Zij maakte het rooster zelf."], author="Joost")
    quotes = (replace(world.insights[0].quotes[0], end=28, text="Zij maakte het rooster zelf.", leans=True),)
    insight = replace(world.insights[0], statement=quotes[0].text, quotes=quotes)
    write_report(tmp_path, [leaning], [], [insight])
    (row,) = records(load_workbook(tmp_path / "inzichten.xlsx")["Inzichten"])
    assert row["leunt op de tekst eromheen"] == "ja"


def test_themes_say_how_far_their_codes_can_be_trusted(world, cards, tmp_path):
    write_report(tmp_path, world.documents, world.annotations, world.insights, themes=world.themes, trust=cards)
    rows = records(load_workbook(tmp_path / "inzichten.xlsx")["Themas"])
    trust = {row["sleutel"]: (row["betrouwbaarheid"], row["F1"], row["toelichting"]) for row in rows}
    assert trust["zelfsturing"][:2] == ("matig", 0.45)
    assert "gemeten op teksten van vreemden" in trust["zelfsturing"][2]
    assert trust["veiligheid"][:2] == ("goed", 0.82)
    assert trust["visie"] == ("niet gemeten", "", NOT_MEASURED)


def test_sentences_to_check_have_a_sheet(world, tmp_path):
    to_check = (world.annotations[3], world.annotations[0])
    write_report(tmp_path, world.documents, world.annotations, world.insights, themes=world.themes, to_check=to_check)
    first, second = records(load_workbook(tmp_path / "inzichten.xlsx")["Controleren"])
    assert (first["tekst"], first["thema"], first["score"]) == ("Wij beslissen samen.", "Zelfsturing", 0.95)
    assert (first["document"], first["begin"], first["einde"]) == ("c.txt", 0, 20)
    assert (second["tekst"], second["van"]) == ("Niemand durft iets te zeggen.", "Joost, de linde ")


def test_nothing_to_check_says_so(world, tmp_path):
    assert write(world, tmp_path / "x.xlsx")["Controleren"]["A2"].value == "Er zijn geen zinnen om te controleren."


def test_every_sheet_has_a_frozen_header_and_a_filter(world, tmp_path):
    for sheet in write(world, tmp_path / "x.xlsx"):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")


@pytest.mark.parametrize("text", ["=1+1", "+32 4", "-nee", "@jij", '=HYPERLINK("http://x","y")', "http://x.nl", "\tx"])
def test_strings_stay_strings(text, world_with, tmp_path):
    world = world_with(text=text)
    book = write(replace(world, failures=(ReadFailure(text, text),)), tmp_path / "x.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert sum(cell.value == text for cell in cells) >= 4
    assert not any(cell.hyperlink for cell in cells)


def test_no_failures_says_so(world, tmp_path):
    book = write(replace(world, failures=()), tmp_path / "x.xlsx")
    assert book["Fouten"]["A2"].value == "Alle bestanden zijn gelezen."


def test_empty_world(world, tmp_path):
    book = write(replace(world, documents=(), annotations=(), insights=(), failures=()), tmp_path / "x.xlsx")
    assert records(book["Inzichten"]) == []
    assert records(book["Passages"]) == []


def test_how_something_is_said_is_told_in_dutch(world, tmp_path):
    asked = Assertion(negated=False, wished=False, advised=False, asked=True, reported=False, person="wij")
    codes = (replace(world.annotations[0], assertion=asked), *world.annotations[1:])
    rows = records(write(replace(world, annotations=codes), tmp_path / "x.xlsx")["Passages"])
    (row,) = [one for one in rows if one["gevraagd"] == "ja"]
    assert (row["thema"], row["ontkend"], row["over wie"]) == ("Veiligheid", "nee", "wij")
    assert {one["ontkend"] for one in rows} == {"nee", ""}
    assert not {"negated", "wished", "advised", "asked", "reported", "person"} & set(row)


def test_same_input_same_bytes(world, tmp_path):
    write(world, tmp_path / "a.xlsx")
    write(world, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_too_long_a_cell_is_cut(world_with, tmp_path):
    value = write(world_with(text="🙂" * 20_000), tmp_path / "x.xlsx")["Inzichten"]["C2"].value
    assert value.endswith("🙂 […]")
    assert 32_000 < len(value.encode("utf-16-le")) // 2 <= 32_767


def test_too_many_rows_say_where_the_rest_is(world, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 4)
    sheet = write(world, tmp_path / "x.xlsx")["Passages"]
    assert sheet.max_row == 4
    assert "passages.csv" in sheet["A4"].value


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_can_be_opened(text, world_with, tmp_path):
    write(world_with(text=text, name=text), tmp_path / "x.xlsx")


def test_unwritable_place_is_a_dutch_sentence(world, tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(OutputError, match="er is al een map met die naam"):
        write(world, tmp_path / "x.xlsx")


def test_write_report_writes_both_files(world, tmp_path):
    folder = tmp_path / "nieuw"
    summary = write_report(
        folder, world.documents, world.annotations, world.insights, world.failures, world.themes, title="Ons rapport"
    )
    assert sorted(path.name for path in folder.iterdir()) == [
        *("inzichten.xlsx", "nieuwsbrief.docx", "nieuwsbrief.md", "rapport.html")
    ]
    assert "<title>Ons rapport</title>" in (folder / "rapport.html").read_text(encoding="utf-8")
    assert summary.counts.insights == 1
