from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkkennis.document import (
    Assertion,
    Document,
    Evidence,
    Insight,
    ProcessedDocument,
    Quote,
    ReadFailure,
    Sentence,
    ThemeAnnotation,
)
from praktijkkennis.exchange.tables import (
    ANNOTATION_COLUMNS,
    ASSERTION_COLUMNS,
    METADATA_COLUMNS,
    annotations_frame,
    failures_frame,
    insights_records,
    passages_frame,
    read_table,
    write_table,
)


def processed(key: str, text: str, speaker: str | None = None, **metadata: str) -> ProcessedDocument:
    return ProcessedDocument(Document(key, text, metadata), (Sentence(0, len(text), (), speaker=speaker),))


def coded(key: str, start: int, end: int, theme: str = "loslaten", score: float = 0.5) -> ThemeAnnotation:
    return ThemeAnnotation(start, end, key, theme, score, "neutraal", "m")


def insight(theme: str = "loslaten") -> Insight:
    quotes = (Quote(0, 3, "b.txt", "een", "Wil", 0.123456, "neutraal"),)
    return Insight("i-1", theme, "een", quotes, 1, 1, 0, 2, {"neutraal": 1}, "2024", "2025-01", 0.654321)


def test_rows_stand_in_document_order():
    documents = [processed("b.txt", "een twee"), processed("a.txt", "drie")]
    frame = annotations_frame(
        documents, [coded("a.txt", 0, 4), coded("b.txt", 4, 8), coded("b.txt", 0, 3, "z"), coded("b.txt", 0, 3, "a")]
    )
    assert tuple(frame.columns) == ANNOTATION_COLUMNS
    assert list(frame["text"]) == ["een", "een", "twee", "drie"]
    assert list(frame["theme"]) == ["a", "z", "loslaten", "loslaten"]


@pytest.mark.parametrize("rows", [0, 1])
def test_types_are_the_same_with_and_without_rows(rows):
    frame = annotations_frame([processed("a.txt", "drie")], [coded("a.txt", 0, 4)] * rows)
    assert [str(frame[name].dtype) for name in ("start", "end", "score")] == ["int64", "int64", "float64"]


def test_scores_are_rounded():
    frame = annotations_frame([processed("a.txt", "drie")], [coded("a.txt", 0, 4, score=0.123456789)])
    assert frame["score"].tolist() == [0.1235]


def test_unknown_document_is_refused():
    with pytest.raises(ValueError, match=r"weg\.txt"):
        annotations_frame([], [coded("weg.txt", 0, 4)])


def test_passages_name_their_insight_by_place_and_theme():
    documents = [processed("b.txt", "een twee", author="Wil", cop="NO", title="T")]
    frame = passages_frame(documents, [coded("b.txt", 0, 3), coded("b.txt", 0, 3, "visie")], [insight()])
    own = (*ANNOTATION_COLUMNS, "insight", *METADATA_COLUMNS)
    assert tuple(frame.columns) == (*own, "cop", *ASSERTION_COLUMNS, "why")
    assert list(frame["insight"]) == ["i-1", ""]
    assert (frame["author"][0], frame["cop"][0], frame["title"][0], frame["date"][0]) == ("Wil", "NO", "T", "")


def test_passages_tell_how_they_are_meant():
    machine = ThemeAnnotation(
        0, 3, "a.txt", "loslaten", 0.5, "neutraal", "m", (), Assertion(True, False, True, False, False, "wij")
    )
    frame = passages_frame([processed("a.txt", "een twee")], [machine, coded("a.txt", 4, 8)], [])
    assert frame[list(ASSERTION_COLUMNS)].to_numpy().tolist() == [["1", "0", "1", "0", "0", "wij"], [""] * 6]


CARRIED = (Evidence(0, 3, "De term 'een' staat er."), Evidence(4, 8, "De zin als geheel past bij dit thema."))
WHY = "De term 'een' staat er. De zin als geheel past bij dit thema."


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_tables_say_why_and_json_lines_where(tmp_path, suffix):
    codes = [replace(coded("a.txt", 0, 8), evidence=CARRIED), coded("a.txt", 4, 8)]
    frame = annotations_frame([processed("a.txt", "een twee")], codes, why=True, places=suffix == ".jsonl")
    write_table(frame, tmp_path / f"x{suffix}")
    back = read_table(tmp_path / f"x{suffix}")
    assert back["why"].tolist() == [WHY, ""]
    if suffix == ".jsonl":
        places = [[(one["start"], one["end"], one["why"]) for one in cell] for cell in back["evidence"]]
        assert places == [[(one.start, one.end, one.why) for one in CARRIED], []]
    assert passages_frame([processed("a.txt", "een twee")], codes, [])["why"].tolist() == [WHY, ""]


def test_of_a_text_that_is_not_shown_no_word_is_in_the_reasons():
    codes = [replace(coded("a.txt", 0, 8), evidence=CARRIED)]
    texts = [processed("a.txt", "een twee")]
    told = annotations_frame(texts, codes, {"a.txt"}, why=True, places=True)
    for frame in (told, passages_frame(texts, codes, [], {"a.txt"})):
        assert frame["why"].tolist() == [""]
        assert list(frame.get("evidence", [[]])) == [[]]


def test_speaker_of_a_transcript_is_the_author():
    documents = [processed("a.txt", "een", speaker="Fatma"), processed("b.txt", "twee", author="Wil")]
    frame = passages_frame(documents, [coded("a.txt", 0, 3), coded("b.txt", 0, 4)], [])
    assert list(frame["author"]) == ["Fatma", "Wil"]


def test_code_that_begins_within_a_sentence_has_its_speaker():
    frame = passages_frame([processed("a.txt", "een twee", speaker="Fatma")], [coded("a.txt", 4, 8)], [])
    assert list(frame["author"]) == ["Fatma"]


def test_metadata_does_not_push_columns_aside():
    document = ProcessedDocument(Document("a.txt", "een", {"text": "x", "score": "9"}), ())
    frame = passages_frame([document], [coded("a.txt", 0, 3)], [])
    assert frame["text"][0] == "een"
    assert (frame["metadata_text"][0], frame["metadata_score"][0]) == ("x", "9")


def test_insights_are_ready_for_json():
    (record,) = json.loads(json.dumps(insights_records([insight()])))
    assert record["stances"] == {"versterkend": 0, "belemmerend": 0, "neutraal": 1}
    assert (record["strength"], record["n_sources"], record["last_date"]) == (0.6543, 2, "2025-01")
    assert (record["kind"], record["tension"], record["n_sectors"]) == ("ervaring", False, 0)
    assert record["quotes"] == [
        {
            "document_id": "b.txt",
            "start": 0,
            "end": 3,
            "text": "een",
            "author": "Wil",
            "score": 0.1235,
            "stance": "neutraal",
            "clarity": 0.5,
            "leans": False,
        }
    ]
    assert record["leans"] is False


def test_a_statement_that_leans_is_marked_and_another_quote_is_not_the_statement():
    one = insight()
    leaning = replace(one, quotes=tuple(replace(quote, leans=True) for quote in one.quotes))
    records = insights_records([leaning, replace(leaning, statement="Iets anders.")])
    assert [record["leans"] for record in records] == [True, False]
    assert [quote["leans"] for record in records for quote in record["quotes"]] == [True, True]


def test_failures_have_two_columns_even_when_empty():
    assert list(failures_frame([]).columns) == ["bestand", "reden"]
    assert failures_frame([ReadFailure("a", "b")]).to_dict("records") == [{"bestand": "a", "reden": "b"}]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
# Before version 3 pandas drops NUL when it reads CSV.
@given(
    text=st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=40)
)
@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".jsonl"])
def test_text_is_verbatim_in_every_format(suffix, text, tmp_path):
    path = tmp_path / f"x{suffix}"
    frame = passages_frame([processed(text, text, author=text, cop=text)], [coded(text, 0, len(text))], [])
    write_table(frame, path)
    back = read_table(path)
    assert back.to_dict("records") == frame.to_dict("records")
    if suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.DictReader(file))["text"] == text
