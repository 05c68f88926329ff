from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from praktijkkennis.preprocessing.sentence_starts import mark_starts


def marked(text: str) -> dict[str, bool | None]:
    doc = mark_starts(Doc(spacy.blank("nl").vocab, words=text.split()))
    return {f"{token.i} {token.text}": token.is_sent_start for token in doc[1:]}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Intensieve veeteelt Daar begonnen zij mee .", "2 Daar"),
        ("Ons verbouwplan De keuken gaat eerst .", "2 De"),
    ],
)
def test_opener_behind_a_heading_begins_a_sentence(text: str, word: str) -> None:
    assert marked(text)[word] is True


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Vanmiddag zag De Wever hem .", "2 De"),
        ("Toen kwam Van der Schans binnen .", "2 Van"),
        ("Kom . Daar staat het .", "2 Daar"),
        ("Zo IS het .", "1 IS"),
    ],
)
def test_what_is_unsure_is_left_to_the_parser(text: str, word: str) -> None:
    assert marked(text)[word] is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hij zei , Het gaat .", "3 Het"),
        ("Hij zei : ,, Ik weet het .", "3 ,,"),
        ('" Het gaat niet . " Daarna liep hij weg .', '5 "'),
    ],
)
def test_no_sentence_begins_behind_a_comma_or_at_a_closing_quote(text: str, word: str) -> None:
    assert marked(text)[word] is False


def test_opening_quote_may_begin_a_sentence() -> None:
    assert marked('Hij liep weg . " Het gaat niet . "')['4 "'] is None


def test_boundaries_that_are_given_stay() -> None:
    doc = Doc(spacy.blank("nl").vocab, words="Intensieve veeteelt Daar begonnen zij mee .".split())
    for token in doc[1:]:
        token.is_sent_start = False
    assert [token.is_sent_start for token in mark_starts(doc)[1:]] == [False] * 6


@pytest.mark.parametrize("text", ["", "Daar"])
def test_nothing_to_mark(text: str) -> None:
    assert len(mark_starts(Doc(spacy.blank("nl").vocab, words=text.split()))) == len(text.split())
