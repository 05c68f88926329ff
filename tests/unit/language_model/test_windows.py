from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.language_model import WindowSize
from praktijkkennis.language_model.windows import windows_of

Make = Callable[..., ProcessedDocument]


def test_sentences_around_are_read_along(sentences_of: Make) -> None:
    document = sentences_of(*"abcdefg")
    windows = list(windows_of(document, WindowSize(sentences=3, context=2)))
    texts = [
        ["".join(map(document.text_of, part)) for part in (window.before, window.sentences, window.after)]
        for window in windows
    ]
    assert texts == [["", "abc", "de"], ["bc", "def", "g"], ["ef", "g", ""]]
    assert [(window.start, window.end) for window in windows] == [(0, 5), (6, 11), (12, 13)]


def test_long_sentence_goes_by_itself(sentences_of: Make) -> None:
    document = sentences_of("a" * 30, "b" * 30, "c" * 200, "d")
    windows = list(windows_of(document, WindowSize(characters=100)))
    assert [len(window.sentences) for window in windows] == [2, 1, 1]


def test_menus_are_neither_coded_nor_read_along(sentences_of: Make) -> None:
    document = sentences_of("een", "Menu", "twee", uncodable=(1,))
    (window,) = windows_of(document)
    assert [document.text_of(sentence) for sentence in window.sentences] == ["een", "twee"]


def test_document_without_sentences_has_no_windows(sentences_of: Make) -> None:
    assert list(windows_of(sentences_of("Menu", uncodable=(0,)))) == []


@pytest.mark.parametrize("size", [{"sentences": 0}, {"characters": 0}, {"context": -1}])
def test_impossible_sizes_are_refused(size: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="window"):
        WindowSize(**size)


@given(
    st.lists(st.text("ab ", min_size=1, max_size=30), max_size=25),
    st.integers(1, 6),
    st.integers(1, 60),
    st.integers(0, 4),
)
def test_every_sentence_is_coded_once(
    sentences_of: Make, texts: list[str], sentences: int, characters: int, context: int
) -> None:
    document = sentences_of(*texts) if texts else sentences_of("Menu", uncodable=(0,))
    windows = list(windows_of(document, WindowSize(sentences, characters, context)))
    coded = [sentence for window in windows for sentence in window.sentences]
    assert coded == [sentence for sentence in document.sentences if sentence.codable]
    for window in windows:
        assert len(window.sentences) <= sentences
        length = sum(sentence.end - sentence.start for sentence in window.sentences)
        assert length <= characters or len(window.sentences) == 1
        assert len(window.before) <= context
        assert len(window.after) <= context
