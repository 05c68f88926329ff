from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.exchange.refi_qda.model import QdaSelection, QdaSource
from praktijkkennis.exchange.refi_qda.positions import STANDARD, Counting, Positions, find_counting

TEXT = "Eerst 🍲 soep.\r\nDaarna 👩‍🍳 nog een lange regel met woorden.\r\nEn 🙈 een derde, tot slot.\r\nKlaar ermee."


def counted(text: str, place: int, counting: Counting, mark: bool) -> int:
    """Where a program that counts so puts a place of the text."""
    before = text[:place]
    if counting.line_end == "one":
        before = before.replace("\r\n", "\n")
    elif counting.line_end == "two":
        before = re.sub("\r?\n", "\r\n", before)
    length = len(before.encode("utf-16-le")) // 2 if counting.utf16 else len(before)
    return length + (counting.byte_order_mark and mark)


def source(text: str, counting: Counting, words: list[str], mark: bool = True, names: bool = False) -> QdaSource:
    selections = []
    for number, word in enumerate(words):
        start = text.index(word)
        first, last = counted(text, start, counting, mark), counted(text, start + len(word), counting, mark)
        name = word if names else ""
        selections.append(QdaSelection(str(number), first, last - counting.inclusive, name))
    return QdaSource("g", "n", text, "", mark, tuple(selections))


WAYS = [
    STANDARD,
    Counting(utf16=True),
    Counting(line_end="one"),
    Counting(utf16=True, line_end="one"),
    Counting(byte_order_mark=True),
    Counting(utf16=True, byte_order_mark=True),
]


@pytest.mark.parametrize("counting", WAYS)
def test_way_of_counting_is_found_out_from_the_texts(counting):
    words = ["soep", "Daarna", "lange regel met woorden.", "derde", "tot slot", "Klaar ermee"]
    one = source(TEXT, counting, words)
    assert find_counting([one]) == counting
    positions = Positions(one, counting)
    assert [TEXT[slice(*positions.place(selection))] for selection in one.selections] == words


def test_inclusive_ends_are_found_out_when_all_are_one_short():
    words = ["soep", "Daarna", "lange", "regel", "woorden", "derde", "tot", "slot", "Klaar", "ermee"]
    assert find_counting([source(TEXT, Counting(inclusive=True), words)]) == Counting(inclusive=True)


def test_somebody_who_marks_half_words_does_not_change_the_counting():
    assert (
        find_counting([source(TEXT, STANDARD, ["oep", "lang", "woord", "Klaar ermee", "derde", "tot slot"])])
        == STANDARD
    )


def test_names_tell_where_word_boundaries_do_not():
    text = "a b c d e f g h 🍲 i j k l m n o p q r s t u v w x y z"
    one = source(text, Counting(utf16=True), ["i j k l m n o p", "q r s t u v w x"], names=True)
    assert find_counting([one]) == Counting(utf16=True)


def test_what_is_known_of_a_program_goes_first():
    one = source("🍲 .. ..", Counting(utf16=True), [".."], mark=False)
    assert find_counting([one], "NVivo for Windows 12.6") == Counting(utf16=True)
    assert find_counting([one], "QualCoder 3.8") == STANDARD


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 1000), (None, 3), (0, None)])
def test_impossible_positions_have_no_place(start, end):
    one = QdaSource("g", "n", "Een zin.", selections=(QdaSelection("s", start, end),))
    assert Positions(one, STANDARD).place(one.selections[0]) is None
    assert find_counting([one]) == STANDARD


@settings(max_examples=40, deadline=None)
@given(
    text=st.text(st.sampled_from("ab \r\n🍲é"), min_size=1, max_size=25).filter(
        lambda text: "\r" not in text.replace("\r\n", "")
    ),
    counting=st.builds(
        Counting, st.booleans(), st.sampled_from(["as stored", "one", "two"]), st.booleans(), st.booleans()
    ),
    data=st.data(),
)
def test_positions_are_turned_back_whatever_they_count(text, counting, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = counted(text, start, counting, True), counted(text, end, counting, True)
    one = QdaSource("g", "n", text, byte_order_mark=True)
    place = Positions(one, counting).place(QdaSelection("s", first, last - counting.inclusive))
    if first == last:
        assert place is None
    else:
        # A line end that counts for one has no place between its two characters.
        assert text[slice(*place)].strip("\r\n") == text[start:end].strip("\r\n")
