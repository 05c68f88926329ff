from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.corpus.metadata import as_text, canonical_key, canonical_metadata, credible_properties, merge


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("auteur", "author"),
        (" Naam ", "author"),
        ("RESPONDENT", "author"),
        ("functie", "role"),
        ("Organisation", "organisation"),
        ("organization", "organisation"),
        ("werkgever", "organisation"),
        ("sector", "sector"),
        ("datum", "date"),
        ("soort", "kind"),
        ("type", "kind"),
        ("titel", "title"),
        (" Team  Noord ", "Team Noord"),
    ],
)
def test_canonical_key(name: str, key: str) -> None:
    assert canonical_key(name) == key


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("  a\n b ", "a b"),
        (8.0, "8"),
        (7.5, "7.5"),
        (float("nan"), ""),
        (True, "ja"),
        (["a", "b", None], "a, b"),
        ({"a": 1}, ""),
        ([["diep"]], ""),
        (date(2025, 3, 14), "2025-03-14"),
        (datetime(2025, 3, 14), "2025-03-14"),
        (datetime(2025, 3, 14, 9, 5), "2025-03-14T09:05:00"),
    ],
)
def test_as_text(value: object, text: str) -> None:
    assert as_text(value) == text


def test_second_name_for_the_same_key_stays_under_its_own_name() -> None:
    assert canonical_metadata({"Auteur": "Anja", "naam": "Piet"}) == {"author": "Anja", "naam": "Piet"}


def test_empty_first_name_leaves_the_key_to_the_second() -> None:
    assert canonical_metadata({"auteur": "", "naam": "Piet"}) == {"author": "Piet"}


def test_date_that_cannot_be_read_is_kept_as_written() -> None:
    assert canonical_metadata({"datum": "ergens in het voorjaar"}) == {"datum_onleesbaar": "ergens in het voorjaar"}


def test_source_of_the_user_does_not_take_the_place_of_the_path() -> None:
    assert canonical_metadata({"source": "interview"}) == {"bron": "interview"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("author", "Microsoft Office User"),
        ("author", "python-docx"),
        ("author", "admin"),
        ("author", "Unknown"),
        ("title", "Microsoft Word - verslag.docx"),
        ("title", "Document1"),
        ("title", "verslag_def.docx"),
        ("date", "2013-12-23"),
    ],
)
def test_incredible_properties_are_dropped(key: str, value: str) -> None:
    assert credible_properties({key: value}) == {}


def test_credible_properties_stay() -> None:
    properties = {"title": "Een jaar zelfsturing", "author": "Anja Admiraal", "date": datetime(2024, 5, 6, 7)}
    assert credible_properties(properties) == {
        "title": "Een jaar zelfsturing",
        "author": "Anja Admiraal",
        "date": "2024-05-06",
    }


def test_unreadable_date_outranks_a_date_of_a_lower_level() -> None:
    assert merge({"datum_onleesbaar": "lente"}, {"date": "2013"}) == {"datum_onleesbaar": "lente"}


MARKDOWN = "---\nauteur: Uit Voorblad\nsector: zorg\n---\nTekst.\n"


def test_table_goes_before_front_matter_before_properties(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "metadata.csv").write_text("bestand;auteur;sector\na.md;Uit Tabel;\n", encoding="utf-8")
    documents, failures = read(tmp_path)
    assert not failures
    assert dict(documents["a.md"].metadata) == {"author": "Uit Tabel", "sector": "zorg", "source": "a.md"}


def test_properties_fill_what_the_table_leaves_open(tmp_path: Path, read: Callable[..., Any]) -> None:
    from docx import Document

    word = Document()
    word.core_properties.author, word.core_properties.title = "Uit Word", "Een jaar later"
    word.add_paragraph("Tekst.")
    word.save(str(tmp_path / "a.docx"))
    (tmp_path / "metadata.csv").write_text("file,author\na.docx,Uit Tabel\n", encoding="utf-8")
    documents, _ = read(tmp_path)
    assert documents["a.docx"].metadata["author"] == "Uit Tabel"
    assert documents["a.docx"].metadata["title"] == "Een jaar later"


def test_nearest_table_wins_and_higher_tables_fill_up(tmp_path: Path, read: Callable[..., Any]) -> None:
    folder = tmp_path / "team" / "noord"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("Tekst.")
    (folder / "metadata.csv").write_text("bestand;auteur\na.txt;Dichtbij\n")
    (tmp_path / "metadata.csv").write_text("bestand;auteur;sector\nteam\\noord\\A.TXT;Ver weg;zorg\n")
    documents, failures = read(tmp_path)
    metadata = documents["team/noord/a.txt"].metadata
    assert (metadata["author"], metadata["sector"]) == ("Dichtbij", "zorg")
    assert not failures


def test_bare_name_means_the_file_beside_the_table_first(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/a.txt", "sub/b.txt"):
        (tmp_path / name).write_text("Tekst.")
    (tmp_path / "metadata.csv").write_text("bestand;auteur\na.txt;Anja\nb.txt;Bea\n")
    documents, failures = read(tmp_path)
    authors = {name: document.metadata.get("author") for name, document in documents.items()}
    assert authors == {"a.txt": "Anja", "sub/a.txt": None, "sub/b.txt": "Bea"}
    assert not failures


def test_row_for_a_missing_file_is_a_failure_of_a_whole_folder_only(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text("Tekst.")
    (tmp_path / "metadata.csv").write_text("bestand;auteur\na.txt;Anja\nweg.txt;Piet\n")
    _, failures = read(tmp_path)
    assert "'weg.txt'" in failures["metadata.csv"]
    documents, failures = read(tmp_path / "a.txt")
    assert not failures
    assert documents["a.txt"].metadata["author"] == "Anja"


def test_table_for_rows_and_archive_members(tmp_path: Path, read: Callable[..., Any]) -> None:
    import zipfile

    (tmp_path / "e.csv").write_text("tekst;naam\nEerste tekst.;Rij\nTweede tekst.;Rij\n")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("map/a.txt", "Tekst.")
        archive.writestr("map/b.txt", "Tekst.")
        archive.writestr("map/metadata.csv", "bestand;rol\na.txt;coach\n")
    (tmp_path / "metadata.csv").write_text(
        "bestand;auteur;sector\ne.csv;Bestand;zorg\ne.csv#3;Precies;\nz.zip/map/b.txt;Zip;\n"
    )
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["e.csv#2"].metadata["author"] == "Rij"
    assert documents["e.csv#2"].metadata["sector"] == "zorg"
    assert documents["e.csv#3"].metadata["author"] == "Precies"
    assert documents["z.zip/map/a.txt"].metadata["role"] == "coach"
    assert documents["z.zip/map/b.txt"].metadata["author"] == "Zip"


def test_table_in_excel_with_date_cells_and_windows_encoding(tmp_path: Path, read: Callable[..., Any]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Bestand", "Datum"])
    book.active.append(["a.txt", datetime(2025, 3, 14)])
    book.save(tmp_path / "metadata.xlsx")
    (tmp_path / "metadata.csv").write_bytes("bestand;auteur\na.txt;Zoë\n".encode("cp1252"))
    (tmp_path / "a.txt").write_text("Tekst.")
    documents, failures = read(tmp_path)
    assert not failures
    assert dict(documents["a.txt"].metadata) == {"author": "Zoë", "date": "2025-03-14", "source": "a.txt"}


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"naam;rol\na;b\n", "kolom 'bestand'"), (b"", "geen rijen"), (b"\0\1\2", "geen leesbare tekst")],
)
def test_unusable_table_is_one_failure(tmp_path: Path, read: Callable[..., Any], content: bytes, word: str) -> None:
    (tmp_path / "a.txt").write_text("Tekst.")
    (tmp_path / "metadata.csv").write_bytes(content)
    documents, failures = read(tmp_path)
    assert list(documents) == ["a.txt"]
    assert word in failures["metadata.csv"]


def test_table_given_by_the_caller_goes_first(tmp_path: Path, read: Callable[..., Any]) -> None:
    folder = tmp_path / "teksten"
    folder.mkdir()
    (folder / "a.txt").write_text("Tekst.")
    (folder / "metadata.csv").write_text("bestand;auteur;rol\na.txt;Map;lid\n")
    table = tmp_path / "anders.csv"
    table.write_text("bestand;auteur\na.txt;Gegeven\n")
    documents, failures = read(folder, metadata=table)
    assert not failures
    assert documents["a.txt"].metadata["author"] == "Gegeven"
    assert documents["a.txt"].metadata["role"] == "lid"
