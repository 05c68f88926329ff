from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from praktijkkennis.evaluation.placing import find_text, place

TEXT = "Eerst iets anders. Wij maken zelf\n het rooster. Ja. En toen niets. Ja."


def rows(*spans: tuple[int, int, str]) -> pd.DataFrame:
    return pd.DataFrame([("d", *span) for span in spans], columns=["document_id", "start", "end", "text"])


def spans_of(frame: pd.DataFrame) -> list[tuple[int, int, bool]]:
    return list(zip(frame["start"], frame["end"], frame["apart"], strict=True))


def test_what_fits_stays() -> None:
    placed = place(rows((0, 18, TEXT[:18]), (48, 51, "Ja.")), {"d": [(0, TEXT)]})
    assert spans_of(placed.rows) == [(0, 18, False), (48, 51, False)]
    assert placed.n_by_text == 0


def test_what_does_not_fit_is_found_by_its_text_nearest_by() -> None:
    placed = place(
        rows((20, 48, "Wij maken zelf  het rooster."), (70, 73, "Ja."), (-1, -1, "En toen niets.")), {"d": [(0, TEXT)]}
    )
    assert [TEXT[start:end] for start, end, _ in spans_of(placed.rows)] == [
        "Wij maken zelf\n het rooster.",
        "Ja.",
        "En toen niets.",
    ]
    assert placed.rows["start"].tolist()[1] == TEXT.rindex("Ja.")
    assert placed.n_by_text == 3


def test_what_is_nowhere_stands_apart() -> None:
    placed = place(rows((0, 18, TEXT[:18]), (19, 30, "Iets heel anders")), {"d": [(0, TEXT)]})
    assert spans_of(placed.rows) == [(0, 18, False), (19, 30, True)]


def test_passage_between_known_ones_stays_when_others_fit() -> None:
    pieces = {"d": [(0, "Eerst iets anders.")]}
    placed = place(rows((0, 18, "Eerst iets anders."), (60, 75, "Nieuwe passage.")), pieces)
    assert spans_of(placed.rows) == [(0, 18, False), (60, 75, False)]


def test_passage_between_known_ones_stands_apart_when_the_others_do_not_fit() -> None:
    pieces = {"d": [(0, "Eerst iets anders.")]}
    placed = place(rows((4, 22, "Eerst iets anders."), (60, 75, "Nieuwe passage.")), pieces)
    assert spans_of(placed.rows) == [(0, 18, False), (60, 75, True)]


def test_document_of_which_nothing_is_known_keeps_its_offsets() -> None:
    assert spans_of(place(rows((3, 9, "iets")), {}).rows) == [(3, 9, False)]


def test_short_known_stretch_tells_the_place_of_a_longer_passage() -> None:
    assert find_text("Toen: we maken zelf het rooster, ja", [(100, "we maken zelf het rooster")], -1) == (94, 129)
    assert find_text("Toen: ja", [(100, "ja")], -1) is None
    assert find_text("  ", [(0, "  ")], 0) is None


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(-5, 5))
def test_every_passage_of_a_text_finds_back_its_words(data: st.DataObject, shift: int) -> None:
    text = data.draw(st.text("ab c\n", min_size=3, max_size=40))
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    said = max(start + shift, 0)
    # A passage that runs over the end of what is known may be right for all that is known.
    assume(said + end - start <= len(text))
    placed = place(rows((said, said + end - start, text[start:end])), {"d": [(0, text)]})
    found, stop, apart = spans_of(placed.rows)[0]
    if text[start:end].strip():
        assert not apart
        assert text[found:stop].split() == text[start:end].split()
    else:
        assert apart or text[found:stop] == text[start:end]


def test_many_rows_of_one_passage_count_once() -> None:
    frame = rows(*[(5, 8, "Ja.")] * 3)
    assert place(frame, {"d": [(0, TEXT)]}).n_by_text == 1


@pytest.mark.parametrize("columns", [["document_id", "start", "end", "text"]])
def test_nothing_to_place(columns: list[str]) -> None:
    empty = pd.DataFrame({name: pd.Series(dtype="int64" if name in ("start", "end") else "str") for name in columns})
    assert len(place(empty, {"d": [(0, TEXT)]}).rows) == 0


def test_without_offsets_the_same_words_in_two_places_are_of_neither() -> None:
    placed = place(rows((-1, -1, "Ja."), (-1, -1, "En toen niets.")), {"d": [(0, TEXT)]})
    assert spans_of(placed.rows)[0] == (-1, -1, True)
    assert TEXT[slice(*spans_of(placed.rows)[1][:2])] == "En toen niets."


def test_without_offsets_a_known_sentence_goes_before_words_in_another() -> None:
    pieces = [(0, "Ja. Dat zei ik: Ja."), (30, "Ja."), (40, "Geen een.")]
    assert find_text("Ja.", pieces, -1) == (30, 33)
    assert find_text("een.", pieces, -1) == (45, 49)
    assert find_text("Ja.", [*pieces, (60, "Ja.")], -1) is None
