from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.exchange.codings.alignment import FoldedText

TEXT = "Jörg zei: “Ja.”\nFenna zei ook: “Ja.”\n\nToen was het – eindelijk – klaar… 🍲"


def found(piece: str, copy: str, text: str = TEXT) -> str | None:
    start = copy.index(piece)
    place = FoldedText(text).find_like(FoldedText(copy), start, start + len(piece))
    return None if place is None else text[slice(*place)]


@pytest.mark.parametrize(
    ("copy", "piece", "expected"),
    [
        (TEXT, "Fenna zei", "Fenna zei"),
        (TEXT.replace("\n", "\r\n"), "\r\nFenna zei ", "Fenna zei"),
        (unicodedata.normalize("NFD", TEXT), unicodedata.normalize("NFD", "Jörg zei"), "Jörg zei"),
        (TEXT.translate(str.maketrans({"“": '"', "”": '"', "–": "-"})), '"Ja."\nFenna', "“Ja.”\nFenna"),
        (TEXT.replace("…", "..."), "klaar...", "klaar…"),
        (re.sub(r"\s+", " ", TEXT), "eindelijk – klaar… 🍲", "eindelijk – klaar… 🍲"),
        ("Titel ervoor\n" + TEXT, "klaar", "klaar"),
    ],
)
def test_passage_is_found_however_the_text_is_laid_out(copy, piece, expected):
    assert found(piece, copy) == expected


def test_the_same_words_are_told_apart_by_what_stands_beside_them():
    copy = "Nieuwe kop\n" + TEXT
    second = copy.rindex("Ja.")
    place = FoldedText(TEXT).find_like(FoldedText(copy), second, second + 3)
    assert place == (TEXT.rindex("Ja."), TEXT.rindex("Ja.") + 3)


def test_without_anything_beside_them_the_nearest_is_taken():
    assert FoldedText("ja. nee. ja.").find("ja.", 6) == (9, 12)
    assert FoldedText("ja. nee. ja.").find("ja.", -1) == (0, 3)


def test_what_is_not_there_or_has_no_letters_is_not_found():
    assert found("weg", "weg ermee") is None
    assert FoldedText(TEXT).find_like(FoldedText("a  b"), 1, 3) is None
    assert FoldedText("").find("a", 0) is None
    assert FoldedText("a").find("", 0) is None


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.text("abé🍲“", min_size=1, max_size=4), min_size=1, max_size=8), data=st.data())
def test_place_is_kept_through_any_white_space(words, data):
    one, other = "  ".join(words), "\r\n".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    start = len("\r\n".join(words[:first])) + (2 if first else 0)
    place = FoldedText(one).find_like(FoldedText(other), start, start + len(words[first]))
    begin = len("  ".join(words[:first])) + (2 if first else 0)
    assert place == (begin, begin + len(words[first]))
