from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from praktijkkennis.evaluation.units import rate_units


def codes(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Rows of start, end, coder, theme and, if wanted, score, stance, apart."""
    columns = ["start", "end", "coder", "theme", "score", "stance", "apart"]
    frame = pd.DataFrame([(*row, *((1.0, "", False)[len(row) - 4 :])) for row in rows], columns=columns)
    return frame.assign(
        document_id="d", text=[f"tekst {start}-{end}" for start, end in zip(frame["start"], frame["end"], strict=True)]
    )


def sentences(*spans: tuple[int, int]) -> pd.DataFrame:
    return pd.DataFrame([("d", *span, "") for span in spans], columns=["document_id", "start", "end", "text"])


def given(rated, coder: int = 0) -> list[list[int]]:  # type: ignore[no-untyped-def]
    return rated.codes[:, coder].tolist()


SEEN = {"d": ("A", "B")}


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 10), [1, 0, 0]),
        ((2, 6), [1, 0, 0]),
        ((0, 22), [1, 1, 0]),
        ((6, 14), [1, 1, 0]),
        ((7, 22), [0, 1, 0]),
        ((0, 40), [1, 1, 1]),
        ((9, 12), [0, 1, 0]),
        ((0, 23), [1, 1, 0]),
        ((8, 35), [0, 1, 1]),
    ],
)
def test_code_belongs_to_the_sentences_that_it_covers_for_the_greater_part(span, expected) -> None:  # type: ignore[no-untyped-def]
    rated = rate_units(codes((*span, "A", "t")), SEEN, ["A"], ["t"], sentences((0, 10), (10, 20), (20, 40)))
    assert [row[0] for row in given(rated)] == expected


def test_code_that_fits_no_sentence_well_goes_to_the_one_it_shares_most_with() -> None:
    rated = rate_units(codes((6, 36, "A", "t")), SEEN, ["A"], ["t"], sentences((0, 20), (30, 100)))
    assert [row[0] for row in given(rated)] == [1, 0]


def test_what_a_coder_did_not_read_is_not_no() -> None:
    rated = rate_units(codes((0, 5, "A", "t")), {"d": ("A",)}, ["A", "B"], ["t"], sentences((0, 5), (6, 9)))
    assert rated.codes[:, :, 0].tolist() == [[1, -1], [0, -1]]


def test_code_of_a_coder_who_is_said_not_to_have_read_does_not_count() -> None:
    rated = rate_units(codes((0, 5, "B", "t")), {"d": ("A",)}, ["A", "B"], ["t"], sentences((0, 5)))
    assert rated.codes[0, :, 0].tolist() == [0, -1]


def test_without_sentences_the_shortest_passages_are_the_units() -> None:
    frame = codes((0, 50, "A", "t"), (0, 20, "B", "t"), (21, 50, "B", "s"), (60, 70, "B", "t"), (61, 70, "A", "s"))
    rated = rate_units(frame, SEEN, ["A", "B"], ["s", "t"])
    assert list(zip(rated.units["start"], rated.units["end"], strict=True)) == [(0, 20), (21, 50), (61, 70)]
    assert rated.codes[:, 0].tolist() == [[0, 1], [0, 1], [1, 0]]
    assert rated.codes[:, 1].tolist() == [[0, 1], [1, 0], [0, 1]]


def test_long_passage_is_a_unit_where_most_of_it_is_covered_by_no_other() -> None:
    rated = rate_units(codes((0, 100, "A", "t"), (0, 30, "B", "t")), SEEN, ["A", "B"], ["t"])
    assert len(rated.units) == 2
    assert dict(zip(rated.units["end"], rated.codes[:, :, 0].tolist(), strict=True)) == {30: [1, 1], 100: [1, 0]}


def test_passages_without_a_place_are_compared_by_their_text() -> None:
    frame = codes((0, 5, "A", "t"), (9, 12, "A", "t", 1.0, "", True), (9, 12, "B", "t", 1.0, "", True))
    rated = rate_units(frame, SEEN, ["A", "B"], ["t"])
    assert rated.codes[:, :, 0].tolist() == [[1, 0], [1, 1]]
    assert rated.units["text"].tolist() == ["tekst 0-5", "tekst 9-12"]


def test_surest_of_two_codes_gives_score_and_stance() -> None:
    frame = codes(
        (0, 4, "A", "t", 0.3, "neutraal"), (4, 9, "A", "t", 0.8, "belemmerend"), (5, 9, "A", "t", 0.1, "versterkend")
    )
    rated = rate_units(frame, SEEN, ["A"], ["t"], sentences((0, 10)))
    assert rated.scores[0, 0, 0] == 0.8
    assert rated.stances[0, 0, 0] == 1


def test_prevalence_is_over_what_was_read() -> None:
    frame = codes((0, 5, "A", "t"), (0, 5, "B", "t"), (6, 9, "B", "t"))
    rated = rate_units(frame, SEEN, ["A", "B"], ["t", "u"], sentences((0, 5), (6, 9)))
    assert rated.prevalences == {"t": 0.75, "u": 0.0}


def test_nothing_coded_gives_nothing() -> None:
    rated = rate_units(codes().astype({"start": "int64", "end": "int64", "apart": "bool"}), {}, ["A"], ["t"])
    assert (len(rated.units), rated.n_documents) == (0, 0)
    assert rated.codes.shape == (0, 1, 1)
    assert rated.documents.dtype == np.int64


def test_units_as_a_table_have_a_row_for_each_reader() -> None:
    table = codes((0, 10, "A", "t"), (10, 20, "B", "u"))
    rated = rate_units(table, {"d": ("A", "B")}, ["A", "B", "C"], ["t", "u"], sentences((0, 10), (10, 20)))
    frame = rated.to_frame()
    assert list(frame.columns) == ["document_id", "start", "end", "text", "coder", "t", "u"]
    assert frame[["start", "coder", "t", "u"]].to_numpy().tolist() == [
        [0, "A", True, False],
        [0, "B", False, False],
        [10, "A", False, False],
        [10, "B", False, True],
    ]
