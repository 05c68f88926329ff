from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.language_model.quotes import find_quote

SENTENCE = "Zij zei: “ik  durf\nhet niet – ’s avonds” … in het café."


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("ik  durf\nhet niet", "ik  durf\nhet niet"),
        ("ik durf het niet", "ik  durf\nhet niet"),
        ("Ik durf", "ik  durf"),
        ("'ik durf het niet'", "ik  durf\nhet niet"),
        ("ik durf het niet - 's avonds", "ik  durf\nhet niet – ’s avonds"),
        ('"ik durf', "“ik  durf"),
        ("... in het café", "… in het café"),
        ("in het cafe\u0301.", "in het café."),
        ("ik durf...", "ik  durf"),
        ("Zij zei.", "Zij zei"),
    ],
)
def test_quotes_are_found_as_models_write_them(quote: str, found: str) -> None:
    place = find_quote(SENTENCE, quote)
    assert place is not None
    assert SENTENCE[place[0] : place[1]] == found


@pytest.mark.parametrize("quote", ["", "  ", "...", "“”", "ik durf het wel", "café durf", "cafe"])
def test_other_words_are_not_found(quote: str) -> None:
    assert find_quote(SENTENCE, quote) is None


def test_decomposed_text_keeps_its_offsets() -> None:
    text = unicodedata.normalize("NFD", "Één coöperatie durft het")
    place = find_quote(text, "coöperatie")
    assert place is not None
    assert text[place[0] : place[1]] == unicodedata.normalize("NFD", "coöperatie")


def test_invisible_characters_do_not_hide_words() -> None:
    assert find_quote("zelf\u00adsturing \u200bwerkt", "zelfsturing werkt") == (0, 19)


@given(st.text(min_size=1, max_size=40), st.data())
def test_what_is_in_the_text_is_found_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    place = find_quote(text, quote)
    if place is not None:
        assert 0 <= place[0] < place[1] <= len(text)
    if quote.isalpha() and quote.isascii() and text.isascii():
        assert place is not None
        assert text[place[0] : place[1]].lower() == quote.lower()


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_compared(text: str, quote: str) -> None:
    place = find_quote(text, quote)
    assert place is None or 0 <= place[0] < place[1] <= len(text)
