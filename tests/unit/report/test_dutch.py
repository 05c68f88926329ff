from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.report import dutch


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2025-03-14", "14 maart 2025"),
        ("2025-03-01T10:00", "1 maart 2025"),
        ("2025-03", "maart 2025"),
        ("2025", "2025"),
        ("2025-02-30", "2025-02-30"),
        ("2025-00", "2025-00"),
        ("vorige week", "vorige week"),
        ("", ""),
    ],
)
def test_dates(iso, words):
    assert dutch.date_in_words(iso) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-01", "2025-03-14", "van januari 2024 tot en met 14 maart 2025"),
        ("2025-03-14", "2025-03-14", "op 14 maart 2025"),
        ("2025", "", "in 2025"),
        ("", "", ""),
    ],
)
def test_periods(first, last, words):
    assert dutch.period_in_words(first, last) == words


def test_numbers():
    assert dutch.number(1234567.891, 2) == "1.234.567,89"
    assert dutch.percent(2 / 3) == "67%"
    assert dutch.percent(0.001) == "<1%"
    assert dutch.counted(1, "mens", "mensen") == "1 mens"
    assert dutch.counted(0, "mens", "mensen") == "geen mensen"
    assert dutch.counted(1200, "mens", "mensen") == "1.200 mensen"


def test_enumerations():
    assert dutch.enumeration([]) == ""
    assert dutch.enumeration(["a"]) == "a"
    assert dutch.enumeration(["a", "b", "c"]) == "a, b en c"


def test_clipping_keeps_whole_words():
    assert dutch.clipped("een twee drie vier", 16) == "een twee […]"
    assert dutch.clipped("kort", 16) == "kort"


@given(st.text(alphabet=st.characters(), max_size=60), st.integers(min_value=8, max_value=50))
def test_clipped_text_is_never_too_long_and_never_altered(text, limit):
    short = dutch.clipped(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix(" […]"))


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
def test_legible_text_can_always_be_written(text):
    clean = dutch.legible(text)
    clean.encode("utf-8")
    assert len(clean) == len(text)
    assert not any(ord(char) < 32 and char not in "\t\n" for char in clean)
