"""Laying sentences in windows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.embedding.windows import lay_windows

LENGTHS = st.lists(st.integers(1, 60), max_size=40)


@given(LENGTHS, st.integers(5, 80))
def test_every_sentence_is_kept_once_in_order(lengths: list[int], most: int) -> None:
    windows = lay_windows(lengths, most)
    assert [place for one in windows for place in range(one.kept_first, one.kept_end)] == list(range(len(lengths)))


@given(LENGTHS, st.integers(5, 80))
def test_a_window_holds_what_it_keeps_and_fits(lengths: list[int], most: int) -> None:
    for one in lay_windows(lengths, most):
        assert one.first <= one.kept_first < one.kept_end <= one.end
        assert sum(lengths[one.first : one.end]) <= most or one.end - one.first == 1


def test_sentences_in_the_middle_see_both_neighbours() -> None:
    windows = lay_windows([10] * 20, 50)
    for one in windows:
        assert one.first < one.kept_first or one.kept_first == 0
        assert one.kept_end < one.end or one.kept_end == 20


def test_a_short_document_is_one_window() -> None:
    (window,) = lay_windows([5, 6, 7], 160)
    assert (window.first, window.end, window.kept_first, window.kept_end) == (0, 3, 0, 3)


def test_nothing_gives_nothing() -> None:
    assert lay_windows([], 160) == []
