from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.exchange.codings.quotation import QuotedText, bare_letters

TEXT = "Ja. Wij maken het rooster voortaan met elkaar. ‘Niemand durfde daar iets van te zeggen.’ Straße en klaar…"


def bare(quotation: str, text: str = TEXT) -> str | None:
    place = QuotedText(text).find_bare(quotation)
    return None if place is None else text[place.start : place.end]


def mistyped(quotation: str, text: str = TEXT) -> list[str]:
    return [text[one.start : one.end] for one in QuotedText(text).find_mistyped(quotation)]


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("“Wij maken het rooster”", "Wij maken het rooster"),
        ("WIJ MAKEN HET\n rooster", "Wij maken het rooster"),
        ("… maken het rooster ...", "maken het rooster"),
        ("[...] maken het rooster (…)", "maken het rooster"),
        ("'…maken het rooster…'", "maken het rooster"),
        ("strasse en", "Straße en"),
        ("“…”", None),
        ("wij breken het rooster", None),
    ],
)
def test_capitals_and_what_is_around_a_quotation_make_no_difference(quotation, expected):
    assert bare(quotation) == expected


@pytest.mark.parametrize(
    "quotation",
    [
        "Wij maken het rooter voortaan met elkaar.",
        "Wij maken het roosster voortaan met elkaar.",
        "Wij maken het roosetr voortaan met elkaar.",
        "“wij maken het roster voortaan mat elkaar.”",
        "Wji maken het rooster voortaan met elkara.",
    ],
)
def test_one_or_two_typing_errors_are_forgiven(quotation):
    assert mistyped(quotation) == ["Wij maken het rooster voortaan met elkaar."]


@pytest.mark.parametrize(
    "quotation",
    [
        "Wij breken het roster voortaan met elkaar.",
        "Jo.",
        "durfde daar niets van te zeggen",
    ],
)
def test_more_errors_short_words_and_a_negation_are_not_forgiven(quotation):
    assert mistyped(quotation) == []


def test_every_place_that_it_may_be_is_told():
    text = "Wij maken het rooster zelf. Jij maakte het koor. Wij maken het rooster zelfs."
    assert len(mistyped("Wij maken het roster zelf", text)) == 2


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 41), letter=st.sampled_from("qx€"), kind=st.sampled_from(["in", "uit", "anders"]))
def test_any_single_error_is_found_at_the_place_where_it_was_made(place, letter, kind):
    passage = "Wij maken het rooster voortaan met elkaar."
    wrong = passage[:place] + ("" if kind == "uit" else letter) + passage[place + (kind != "in") :]
    (found,) = QuotedText(TEXT).find_mistyped(wrong)
    start = TEXT.index(passage)
    assert abs(found.start - start) <= 2
    assert abs(found.end - start - len(passage)) <= 2


@pytest.mark.parametrize("quotation", ["x" + "'" * 200_000 + "x", "." * 200_001, "[...]" * 40_000 + "y", "(" * 200_000])
def test_a_crafted_name_takes_no_time(quotation):
    text = QuotedText(TEXT)
    begin = time.process_time()
    text.find_bare(quotation)
    assert text.find_mistyped(quotation) == ()
    # Quadratic time would be many minutes.
    assert time.process_time() - begin < 5


def test_the_same_letter_over_and_over_takes_no_time():
    text = QuotedText("a" * 100_000)
    begin = time.process_time()
    assert text.find("a" * 50_000) == (0, 50_000, False)
    assert text.find("a" * 50_000, 70_000) == (50_000, 100_000, False)
    assert len(text.find_mistyped("a" * 12 + "b" + "a" * 12)) > 1
    assert time.process_time() - begin < 5


@given(st.text("ab.'[(])", max_size=12))
def test_what_is_around_goes_from_both_ends(quotation):
    around = re.compile(r"^(?:['\"]|\.\.\.|[\[(]\.\.\.[\])])+|(?:['\"]|\.\.\.|[\[(]\.\.\.[\])])+$")
    assert bare_letters(quotation) == around.sub("", quotation)
