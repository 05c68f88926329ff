from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import coding_from_records, coding_from_table

NAMES = {"psychologische_veiligheid": "Psychologische veiligheid", "loslaten": "Loslaten"}


def dutch(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {"Document": ["a", "a"], "Begin": [0, 5], "Eind": [4, 9], "Thema": ["Loslaten", "psychologische veiligheid"]}
        | columns
    )


def test_table_may_have_dutch_columns_and_names_of_themes() -> None:
    coding = coding_from_table(dutch(Houding=["Neutraal", ""], codeur=["Bo", None], opmerking=["x", "y"]), names=NAMES)
    assert coding.codes["theme"].tolist() == ["loslaten", "psychologische_veiligheid"]
    assert coding.codes["stance"].tolist() == ["neutraal", ""]
    assert coding.codes["coder"].tolist() == ["Bo", "mens"]
    assert coding.codes["score"].tolist() == [1.0, 1.0]
    assert dict(coding.seen) == {"a": ("Bo", "mens")}
    assert coding.units is None


def test_cells_as_excel_gives_them() -> None:
    coding = coding_from_table(dutch(Begin=[0.0, "5"], Eind=["4", 9.0], score=["0,5", 1]))
    assert coding.codes["start"].tolist() == [0, 5]
    assert coding.codes["score"].tolist() == [0.5, 1.0]


def test_row_without_theme_says_that_a_sentence_was_read() -> None:
    coding = coding_from_table(dutch(Thema=["loslaten", ""]))
    assert len(coding.codes) == 1
    assert coding.units is not None
    assert coding.units["start"].tolist() == [0, 5]


def test_text_alone_is_a_place_to_be_found() -> None:
    coding = coding_from_table(pd.DataFrame({"bestand": ["a"], "tekst": ["Ik laat los."], "thema": ["loslaten"]}))
    assert coding.codes[["start", "end"]].to_numpy().tolist() == [[-1, -1]]


def test_documents_where_nothing_was_coded_were_read_by_all() -> None:
    units = pd.DataFrame(
        {"document_id": ["a", "b", "b"], "start": [0, 0, 0], "end": [4, 3, 3], "text": ["", "", "een"]}
    )
    coding = coding_from_table(dutch(codeur=["Bo", "Cis"]), units)
    assert dict(coding.seen) == {"a": ("Bo", "Cis"), "b": ("Bo", "Cis")}
    assert coding.units is not None
    assert coding.units.to_dict(orient="records")[1:] == [{"document_id": "b", "start": 0, "end": 3, "text": "een"}]


def test_the_same_code_twice_counts_once() -> None:
    assert len(coding_from_table(pd.concat([dutch(), dutch()])).codes) == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"Begin": [0, "vijf"]}, "rij 3 is 'start' geen geheel getal"),
        ({"Begin": [0, -5]}, "rij 3 is 'start' geen geheel getal"),
        ({"Begin": [0, 2.5]}, "rij 3 is 'start' geen geheel getal"),
        ({"Begin": [4, 5]}, "rij 2 ligt het begin niet voor het eind"),
        ({"Begin": [0, None]}, "rij 3 ontbreekt de plaats"),
        ({"Document": ["a", " "]}, "Rij 3 noemt geen document"),
        ({"houding": ["", "positief"]}, "rij 3 is de houding 'positief' onbekend"),
        ({"score": [0.5, 1.5]}, "rij 3 is de score geen getal"),
    ],
)
def test_wrong_cell_is_named_by_its_row(changes: dict[str, list[Any]], message: str) -> None:
    with pytest.raises(CodingError, match=message):
        coding_from_table(dutch(**changes))


@pytest.mark.parametrize(
    ("dropped", "message"),
    [("Thema", "'theme'"), ("Document", "'document_id'"), ("Begin", "'start' en 'end' of de kolom 'text'")],
)
def test_missing_column_is_named(dropped: str, message: str) -> None:
    with pytest.raises(CodingError, match=message):
        coding_from_table(dutch().drop(columns=dropped))


def test_units_need_offsets() -> None:
    with pytest.raises(CodingError, match="'start' en 'end'"):
        coding_from_table(dutch(), pd.DataFrame({"document": ["a"], "tekst": ["iets"]}))


def test_records_give_sentences_texts_and_who_read_them(record) -> None:  # type: ignore[no-untyped-def]
    one = record("een", ["Eerste zin.", "Tweede zin."], A=[[1, "t", "neutraal"]], B=[])
    coding = coding_from_records([one])
    assert dict(coding.seen) == {"een": ("A", "B")}
    assert coding.units is not None
    assert coding.units["text"].tolist() == ["Eerste zin.", "Tweede zin."]
    assert coding.codes.to_dict(orient="records") == [
        {"document_id": "een", "start": 12, "end": 23, "text": "Tweede zin.", "theme": "t", "score": 1.0}
        | {"stance": "neutraal", "coder": "A"}
    ]
    assert dict(coding.kinds) == {"mail": 1}
    assert coding.to_frame().equals(coding.codes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sentences": None}, "Document 1 is niet gecodeerd zoals verwacht"),
        ({"codes": []}, "Document 1 is niet gecodeerd zoals verwacht"),
        ({"sentences": [[0, 99]]}, "buiten de tekst"),
        ({"codes": {"A": [[5, "t", "neutraal"]]}}, "codeert A zin 5"),
        ({"codes": {"A": [[0, "t", "fijn"]]}}, "houding 'fijn'"),
    ],
)
def test_wrong_record_is_named(record, changes: dict[str, Any], message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CodingError, match=message):
        coding_from_records([record("een", ["Een zin."], A=[]) | changes])


def test_a_document_may_stand_there_once(record) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(CodingError, match="twee keer"):
        coding_from_records([record("een", ["Een zin."], A=[])] * 2)


def test_documents_of_the_sentences_may_have_other_names() -> None:
    text = "Wij maken sinds het voorjaar zelf het rooster, en dat scheelt."
    units = pd.DataFrame(
        {"document_id": ["map/a.txt", "x#1"], "start": [0, 0], "end": [4, len(text)], "text": ["", text]}
    )
    table = dutch(Document=["a", "interview"], Begin=[0, 0], Eind=[4, len(text)], Tekst=["", text])
    coding = coding_from_table(table, units)
    assert dict(coding.renamed) == {"a": "map/a.txt", "interview": "x#1"}
    assert coding.codes["document_id"].tolist() == ["map/a.txt", "x#1"]
    assert dict(coding.seen) == {"map/a.txt": ("mens",), "x#1": ("mens",)}
