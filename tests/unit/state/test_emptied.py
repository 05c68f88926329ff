from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.exchange.review.judging import Problem, Review
from praktijkkennis.exchange.review.layout import CODES_SHEET, MISSED_SHEET
from praktijkkennis.state import open_state
from praktijkkennis.state.emptied import emptied, note_missed

CODED = Correction("a.txt", "een zin.", 0, "loslaten", "neutraal", "Anna")
MISSED = Correction("a.txt", "nog een.", 0, "vertrouwen", "neutraal", "Anna")
FULL = Review((CODED, MISSED), (), (), (), (), frozenset([CODED.place]), frozenset([MISSED.place]), workbook="w")
CLEARED = Review((), (), (), (), (), frozenset([CODED.place]), workbook="w")


@pytest.mark.parametrize(
    ("says", "gone"),
    [
        (CLEARED, {CODED, MISSED}),
        # A slip in a row that can be placed, and one in a row that cannot.
        (replace(CLEARED, refused=frozenset([MISSED.place])), {CODED}),
        (replace(CLEARED, problems=(Problem(MISSED_SHEET, 2, "Die zin staat er niet."),)), {CODED}),
        (replace(CLEARED, problems=(Problem(CODES_SHEET, 2, "Iets."),)), {CODED, MISSED}),
    ],
)
def test_a_row_with_a_slip_says_nothing_of_what_was_there(tmp_path: Path, says: Review, gone: set[Correction]) -> None:
    with open_state(tmp_path) as state:
        state.corrections.add(FULL.corrections, "mei.xlsx")
        note_missed(state, FULL)
        assert set(emptied(state, says, "mei.xlsx")) == gone
        assert emptied(state, FULL, "mei.xlsx") == ()
