from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_csv_separators(tmp_path: Path, read: Callable[..., Any], separator: str) -> None:
    rows = [["naam", "tekst", "Team"], ["Anja", '"Wij, samen; ja"', "Noord"], ["Piet", "Loslaten.", "Zuid"]]
    (tmp_path / "e.csv").write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not failures
    assert {name: document.text for name, document in documents.items()} == {
        "e.csv#2": "Wij, samen; ja",
        "e.csv#3": "Loslaten.",
    }
    assert dict(documents["e.csv#2"].metadata) == {"author": "Anja", "Team": "Noord", "source": "e.csv"}


def test_csv_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_text('id;tekst\n1;"Regel een.\nRegel twee."\n\n2;\n3;Laatste.\n', encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not failures
    assert {name: document.text for name, document in documents.items()} == {
        "e.csv#2": "Regel een.\nRegel twee.",
        "e.csv#5": "Laatste.",
    }


def test_csv_with_separator_line_of_excel_and_windows_encoding(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_bytes("sep=;\r\nnaam;verhaal\r\nZoë;Coördinatie, lastig.\r\n".encode("cp1252"))
    documents, _ = read(tmp_path)
    assert documents["e.csv#2"].text == "Coördinatie, lastig."
    assert documents["e.csv#2"].metadata["author"] == "Zoë"


def test_csv_of_one_column_with_commas(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_text('antwoord\n"Ja, maar nee."\n"Nee, maar ja, toch."\n', encoding="utf-8")
    documents, _ = read(tmp_path)
    assert [document.text for document in documents.values()] == ["Ja, maar nee.", "Nee, maar ja, toch."]


def test_field_longer_than_the_standard_limit(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_text("naam;tekst\nAnja;" + "woord " * 40_000 + "\n", encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not failures
    assert len(documents["e.csv#2"].text) == 240_000


def test_text_column_is_the_longest_when_no_name_is_known(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_text(
        "nr;link;Wat heb je geleerd?;cijfer\n"
        "1;https://voorbeeld.nl/een/heel/lang/adres/dat/nergens/over/gaat;Dat loslaten helpt.;8\n",
        encoding="utf-8",
    )
    documents, _ = read(tmp_path)
    assert documents["e.csv#2"].text == "Dat loslaten helpt."
    assert documents["e.csv#2"].metadata["cijfer"] == "8"


def test_text_column_of_the_caller(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_text("tekst;Uitleg\nKort.;Dit moet het zijn.\n", encoding="utf-8")
    documents, _ = read(tmp_path, text_column="uitleg")
    assert documents["e.csv#2"].text == "Dit moet het zijn."
    assert documents["e.csv#2"].metadata["tekst"] == "Kort."
    _, failures = read(tmp_path, text_column="bestaat niet")
    assert "tekst, Uitleg" in failures["e.csv"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("naam;tekst\n", "geen rijen"),
        ("naam;tekst\n1;\n", "geen kolom met tekst"),
        ("a;b\n1;2\n", "geen kolom met tekst"),
    ],
)
def test_csv_without_text(tmp_path: Path, read: Callable[..., Any], content: str, reason: str) -> None:
    (tmp_path / "e.csv").write_text(content)
    documents, failures = read(tmp_path)
    assert not documents
    assert reason in failures["e.csv"]


def test_xlsx_rows_cells_and_sheets(tmp_path: Path, read: Callable[..., Any]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([])
    sheet.append(["Naam", "Datum", "Toelichting", "Score", "Akkoord", None])
    sheet.append(["Anja", datetime(2025, 3, 14), "Wij durven nu vragen te stellen.", 8.0, True, "los"])
    sheet.append([])
    sheet.append([None, date(2025, 4, 1), "Loslaten is lastig.", 7.5, None, None])
    sheet.append(["Piet", "14 mei 2025", None, 3])
    more = book.create_sheet("Team Zuid")
    more.append(["Toelichting", "naam"])
    more.append(["Ook hier gaat het goed.", "Ria"])
    codes = book.create_sheet("Codes")
    codes.append(["Code", "Betekenis"])
    codes.append(["A", "Dit is geen antwoord maar een uitleg bij een code."])
    hidden = book.create_sheet("Verborgen")
    hidden.append(["Toelichting"])
    hidden.append(["Niet lezen."])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "enquete.xlsx")
    documents, failures = read(tmp_path)
    assert not failures
    assert {name: document.text for name, document in documents.items()} == {
        "enquete.xlsx#3": "Wij durven nu vragen te stellen.",
        "enquete.xlsx#5": "Loslaten is lastig.",
        "enquete.xlsx#Team Zuid!2": "Ook hier gaat het goed.",
    }
    assert dict(documents["enquete.xlsx#3"].metadata) == {
        "author": "Anja",
        "date": "2025-03-14",
        "Score": "8",
        "Akkoord": "ja",
        "kolom 6": "los",
        "source": "enquete.xlsx",
    }
    assert dict(documents["enquete.xlsx#5"].metadata) == {
        "date": "2025-04-01",
        "Score": "7.5",
        "source": "enquete.xlsx",
    }


def test_xlsx_without_rows(tmp_path: Path, read: Callable[..., Any]) -> None:
    openpyxl.Workbook().save(tmp_path / "leeg.xlsx")
    _, failures = read(tmp_path)
    assert "geen rijen" in failures["leeg.xlsx"]


def test_a_sheet_with_sentences_in_another_column_is_told(tmp_path: Path, read: Callable[..., Any]) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["antwoord"])
    book.worksheets[0].append(["Wij maken het rooster zelf."])
    for title, rows in {
        "Mei": [["nr", "verhaal"], [1, "Sinds mei durven wij in het overleg te zeggen wat er misging."]],
        "Codes": [["nr", "code"], [1, "zelfsturing"]],
    }.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "e.xlsx")
    documents, failures = read(tmp_path)
    assert list(documents) == ["e.xlsx#2"]
    assert list(failures) == ["e.xlsx#Mei!"]
    assert "heeft geen kolom 'antwoord'" in failures["e.xlsx#Mei!"]


@pytest.mark.parametrize(
    ("header", "is_told"),
    [
        ("Sinds het voorjaar maken we het rooster helemaal zelf.", True),
        ("Beschrijf wat er in jouw team gebeurde toen we het rooster loslieten.", False),
        ("Wat deden we toen niemand meer het rooster maakte?", False),
        ("tekst", False),
    ],
)
def test_an_answer_in_the_place_of_the_header_is_told(
    tmp_path: Path, read: Callable[..., Any], header: str, is_told: bool
) -> None:
    (tmp_path / "e.csv").write_text(f'"{header}"\n"De teamleider keek niet meer mee."\n', encoding="utf-8")
    documents, failures = read(tmp_path)
    assert list(documents) == ["e.csv#2"]
    assert list(failures) == (["e.csv#kop"] if is_told else [])


def test_all_text_in_one_cell_is_told_with_what_to_do(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "e.csv").write_text('"Sinds het voorjaar maken we het rooster helemaal zelf."\n', encoding="utf-8")
    _, failures = read(tmp_path)
    assert "is de bovenste rij al een verhaal, zet er dan een rij met koppen boven" in failures["e.csv"]
