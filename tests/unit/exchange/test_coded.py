from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import rated_by
from praktijkkennis.exchange.coded import is_coded_by_sentence, read_codes, read_coding
from praktijkkennis.exchange.files import write_table
from praktijkkennis.exchange.refi_qda import project_bytes, project_of

ROWS = [
    ("a.txt", 0, 4, "=een", "t", 0.5, "neutraal", "m"),
    ("a.txt", 5, 9, 'met "quote", \nen meer', "s", 0.25, "", "m"),
]
TABLE = pd.DataFrame(ROWS, columns=["document_id", "start", "end", "text", "theme", "score", "stance", "coder"])
RECORD: dict[str, Any] = {"id": "d", "text": "Een zin.", "sentences": [[0, 8]], "codes": {"A": [[0, "t", "neutraal"]]}}


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_own_tables_come_back_verbatim(tmp_path: Path, suffix: str) -> None:
    write_table(TABLE, tmp_path / f"codes.{suffix}")
    found = read_coding([tmp_path / f"codes.{suffix}"])
    pd.testing.assert_frame_equal(found.codes, TABLE, check_dtype=False)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_table_without_codes_is_a_table(tmp_path: Path, suffix: str) -> None:
    write_table(TABLE.iloc[:0], tmp_path / f"codes.{suffix}")
    assert len(read_coding([tmp_path / f"codes.{suffix}"]).codes) == 0


def test_csv_as_dutch_excel_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_bytes("document;begin;eind;thema;score\r\nm\u00e9.txt;0;4;Loslaten;0,5\r\n".encode("cp1252"))
    codes = read_coding([path], names={"loslaten": "Loslaten"}).codes
    assert codes.loc[0, ["document_id", "theme", "score"]].tolist() == ["m\u00e9.txt", "loslaten", 0.5]


def test_excel_file(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Document", "Tekst", "Thema"])
    book.active.append(["a.txt", "Ik laat los.", "loslaten"])
    book.save(tmp_path / "codes.xlsx")
    assert read_coding([tmp_path / "codes.xlsx"]).codes.loc[0, "text"] == "Ik laat los."


def test_tables_of_several_coders_are_named_after_their_files(tmp_path: Path) -> None:
    for name in ("bo", "cis"):
        write_table(TABLE.drop(columns="coder"), tmp_path / f"{name}.csv")
    assert read_coding([tmp_path / "bo.csv", tmp_path / "cis.csv"]).coders == ("bo", "cis")
    assert read_coding([tmp_path / "bo.csv"]).coders == ("mens",)


def test_units_come_from_a_table(tmp_path: Path) -> None:
    write_table(TABLE, tmp_path / "codes.csv")
    (tmp_path / "zinnen.csv").write_text("document,begin,eind\na.txt,0,4\nb.txt,0,3\n", encoding="utf-8")
    coding = read_coding([tmp_path / "codes.csv"], units=tmp_path / "zinnen.csv")
    assert coding.units is not None
    assert coding.units["document_id"].tolist() == ["a.txt", "b.txt"]


def test_documents_coded_by_sentence_from_several_files(tmp_path: Path) -> None:
    for name in "de":
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(RECORD | {"id": name}) + "\n\n", encoding="utf-8")
    assert is_coded_by_sentence(tmp_path / "d.jsonl")
    assert list(read_coding([tmp_path / "d.jsonl", tmp_path / "e.jsonl"]).texts) == ["d", "e"]
    with pytest.raises(CodingError, match="--units"):
        read_coding([tmp_path / "d.jsonl"], units=tmp_path / "d.jsonl")
    write_table(TABLE, tmp_path / "codes.csv")
    with pytest.raises(CodingError, match="Geen enkel document"):
        read_coding([tmp_path / "d.jsonl", tmp_path / "codes.csv"])


def test_the_machine_beside_people_who_coded_by_sentence(tmp_path: Path) -> None:
    texts = {"d": "Een zin. Nog een.", "e": "Wat anders."}
    sentences = {"d": [[0, 8], [9, 17]], "e": [[0, 11]]}
    records = [
        {"id": key, "text": text, "sentences": sentences[key], "codes": {"A": [[0, "t", ""]], "B": []}}
        for key, text in texts.items()
    ]
    (tmp_path / "mensen.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    rows = [
        ("map/d.txt", 9, 17, "Nog een.", "t", 0.8, "belemmerend", "praktijkkennis"),
        ("map/x.txt", 0, 4, "Ander", "t", 0.8, "belemmerend", "praktijkkennis"),
    ]
    write_table(pd.DataFrame(rows, columns=TABLE.columns), tmp_path / "codes.csv")
    coding = read_coding([tmp_path / "codes.csv", tmp_path / "mensen.jsonl"])
    # The machine read the text in which it found nothing as well.
    assert dict(coding.seen) == {"d": ("A", "B", "praktijkkennis"), "e": ("A", "B", "praktijkkennis")}
    assert coding.codes[["document_id", "coder"]].to_numpy().tolist() == [
        ["d", "A"],
        ["e", "A"],
        ["d", "praktijkkennis"],
    ]
    assert coding.units is not None
    assert len(coding.units) == 3
    assert coding.remarks == ("1 code telt niet mee, want van die documenten zijn de zinnen niet bekend: map/x.txt.",)


def project(path: Path, codes: list[tuple[str, str, str, str]], texts: dict[str, str]) -> Path:
    """Write a project: document, passage, theme and coder of each code."""
    documents = [Document(key, text) for key, text in texts.items()]
    annotations = [
        ThemeAnnotation(at := texts[key].index(passage), at + len(passage), key, theme, 1.0, "neutraal", coder)
        for key, passage, theme, coder in codes
    ]
    path.write_bytes(project_bytes(project_of(documents, annotations, load_codebook())))
    return path


TEXTS = {"a.txt": "Wij maken zelf het rooster. Het regende.", "b.txt": "Niemand zei iets."}


def test_two_people_in_one_project_have_read_all_of_it(tmp_path: Path) -> None:
    codes = [("a.txt", "Wij maken zelf", "zelfsturing", "Anja"), ("a.txt", "regende", "loslaten", "Bo")]
    coding = read_coding([project(tmp_path / "samen.qdpx", codes, TEXTS)])
    # Nobody coded in the second text, which says as much as a code.
    assert dict(coding.seen) == {"a.txt": ("Anja", "Bo"), "b.txt": ("Anja", "Bo")}
    assert coding.codes[["text", "coder"]].to_numpy().tolist() == [["Wij maken zelf", "Anja"], ["regende", "Bo"]]
    assert coding.texts["b.txt"] == "Niemand zei iets."
    assert "lezer van alle teksten" in coding.remarks[0]


def test_one_name_in_two_projects_of_the_same_text_is_two_people(tmp_path: Path) -> None:
    paths = [
        project(tmp_path / f"{name}.qdpx", [("a.txt", passage, "zelfsturing", "default")], TEXTS)
        for name, passage in (("Anja", "Wij maken zelf"), ("Bo", "regende"))
    ]
    coding = read_coding(paths)
    assert coding.coders == ("default (Anja)", "default (Bo)")
    assert sorted(coding.seen) == ["a.txt", "b.txt"]
    assert any("default" in remark for remark in coding.remarks)


def test_a_project_a_table_and_all_sentences_together(tmp_path: Path) -> None:
    path = project(tmp_path / "p.qdpx", [("a.txt", "Wij maken zelf het rooster.", "zelfsturing", "Anja")], TEXTS)
    rows = [("map/a.txt", 28, 40, "Het regende.", "loslaten", 0.7, "neutraal", "praktijkkennis")]
    write_table(pd.DataFrame(rows, columns=TABLE.columns), tmp_path / "codes.csv")
    units = tmp_path / "zinnen.csv"
    units.write_text("document,begin,eind\nmap/a.txt,0,27\nmap/a.txt,28,40\nmap/b.txt,0,17\n", encoding="utf-8")
    coding = read_coding([path, tmp_path / "codes.csv"], units=units)
    assert coding.units is not None
    assert coding.units["document_id"].tolist() == ["a.txt", "a.txt", "b.txt"]
    assert coding.seen["b.txt"] == ("Anja", "praktijkkennis")
    rated = rated_by(coding)
    assert rated.codes[:, :, rated.themes.index("loslaten")].tolist() == [[0, 0], [0, 1], [0, 0]]
    alone = read_coding([path], units=units)
    assert alone.units is not None
    assert (alone.coders, len(alone.units)) == (("Anja",), 3)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("weg.csv", None, "bestaat niet"),
        ("map.csv", "map", "kan niet worden gelezen"),
        ("codes.docx", b"iets", ".csv, .xlsx, .parquet of .jsonl"),
        ("codes.jsonl", b"{kapot\n", "Regel 1 van 'codes.jsonl' is geen geldige JSON"),
        ("codes.jsonl", b"[1]\n", "Regel 1 van 'codes.jsonl' is geen JSON-object"),
        ("codes.parquet", b"geen parquet", "geen geldig Parquet-bestand"),
        ("codes.xlsx", b"geen excel", "beschadigd"),
        ("codes.csv", b"\x00\x01\x02" * 50, "'codes.csv'"),
        ("codes.csv", b"naam,waarde\nx,1\n", "'document_id'"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, content: Any, message: str) -> None:
    path = tmp_path / name
    if content == "map":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(CodingError, match=message):
        read_coding([path])


def test_codes_are_read_as_they_are(tmp_path: Path) -> None:
    write_table(TABLE.assign(extra="x"), tmp_path / "codes.csv")
    assert "extra" in read_codes(tmp_path / "codes.csv")


def test_which_of_the_tables_lacks_a_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "mens.csv").write_text("naam,thema\nx,los\n", encoding="utf-8")
    with pytest.raises(CodingError, match=r"In 'mens\.csv' ontbreekt de kolom 'document_id'"):
        read_codes(tmp_path / "mens.csv")


def test_a_column_for_each_theme_is_understood(tmp_path: Path) -> None:
    names = {"loslaten": "Loslaten", "vertrouwen": "Vertrouwen in elkaar"}
    for person, cells in (("Anja", ["x,ja", ",", "-,"]), ("Bo", ["x,", ",", ",1"])):
        rows = "".join(f"a.txt,{10 * n},{10 * n + 9},{cell}\n" for n, cell in enumerate(cells))
        (tmp_path / f"{person}.csv").write_text("bestand,start,eind,Loslaten,vertrouwen in elkaar\n" + rows)
    coding = read_coding([tmp_path / "Anja.csv", tmp_path / "Bo.csv"], names=names)
    assert coding.codes[["start", "theme", "coder"]].to_numpy().tolist() == [
        [0, "loslaten", "Anja"],
        [0, "vertrouwen", "Anja"],
        [0, "loslaten", "Bo"],
        [20, "vertrouwen", "Bo"],
    ]
    # The sentence that nobody coded is known too, which chance needs.
    assert coding.units is not None
    assert coding.units["start"].tolist() == [0, 10, 20]


def test_a_column_that_may_be_a_theme_is_not_left_out(tmp_path: Path) -> None:
    path = tmp_path / "breed.csv"
    path.write_text("document;tekst;Loslaten;zelfsturng\na.txt;Wij laten los.;x;\na.txt;Wij doen het.;;x\n", "utf-8")
    with pytest.raises(CodingError, match=r"'breed.csv' is geen thema: 'zelfsturng' \('Zelfsturing'\?\)"):
        read_coding([path], names={"loslaten": "Loslaten", "zelfsturing": "Zelfsturing"})


def test_a_cell_that_is_not_understood_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("bestand,tekst,Loslaten\na.txt,Wij lieten los.,misschien\n")
    with pytest.raises(CodingError, match="'Loslaten: misschien' niet te begrijpen"):
        read_coding([tmp_path / "a.csv"], names={"loslaten": "Loslaten"})
    (tmp_path / "b.csv").write_text("bestand,tekst,Geld\na.txt,Wij lieten los.,x\n")
    with pytest.raises(CodingError, match="een kolom voor elk thema"):
        read_coding([tmp_path / "b.csv"], names={"loslaten": "Loslaten"})
    (tmp_path / "c.csv").write_text("bestand,tekst,Loslaten\na.txt,Wij lieten los.,x\na.txt,Ja.,\n")
    assert read_coding([tmp_path / "c.csv"], names={"loslaten": "Loslaten"}).units is None


def test_people_call_columns_in_different_ways(tmp_path: Path) -> None:
    (tmp_path / "Anja.csv").write_text("bestand,begin,eind,thema\na.txt,0,9,los\n")
    (tmp_path / "Bo.csv").write_text("document_id,start,end,theme\na.txt,0,9,los\n")
    paths = [tmp_path / "Anja.csv", tmp_path / "Bo.csv"]
    codes = read_coding(paths).codes
    assert codes[["document_id", "start", "theme", "coder"]].to_numpy().tolist() == [
        ["a.txt", 0, "los", "Anja"],
        ["a.txt", 0, "los", "Bo"],
    ]
    (tmp_path / "Bo.csv").write_text("document_id,start,end,theme\na.txt,9,0,los\n")
    with pytest.raises(CodingError, match=r"'Bo\.csv': In rij 2 ligt het begin"):
        read_coding(paths)
