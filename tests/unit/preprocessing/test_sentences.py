from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document, Residue, Span, Turn
from praktijkkennis.preprocessing import split_sentences

# What an author may write; surrogates, which no file can hold, may still come from Python.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("We laten los", "de ploeg beslist", "Ik", "o.a. ", "d.w.z. ", "mevr. ", "J. ", "B.V. ", "3. ", "'s "),
                *(". ", "! ", "? ", "... ", "… ", ".", "?!", "(", ") ", "(zie ", '"', "”", "“", "«", ";", ", "),
                *("\n", "\n\n", " ", "\t", " | ", "- ", "1) ", "a) ", "[x] ", "# ", "-----", "\u2028", "\x0c", "\xa0"),
                *("www.voorbeeld.nl", "gedaan.Toen", "Anja: ", "Bert: ", "\nAnja: ", "\nBert:\n", "\nAnja 0:03\n"),
                *("é", "e\u0301", "ß", "İ", "ﬁ", "😀", "👩‍👩‍👧", "\u202e", "\ufeff", "\x85", "\x1c", "½", "٣", "字"),
            ]
        ),
        st.text(st.characters(), max_size=10),
    ),
    max_size=40,
).map("".join)
LABELS = st.sampled_from(
    ["Anja: ", "Bert:\n", "Anja Smit 0:03\n", "**Bert**: ", "Interviewer:\n  ", "", "Toelichting\n\n"]
)
TRANSCRIPTS = st.lists(st.tuples(LABELS, TEXTS).map("".join), max_size=12).map("\n".join)
MARKER = re.compile(r"\(?(?:[a-zA-Z]|[ivxIVX]{1,4})\)\s|\[[xX]\]\s")


def sentences(document: Document) -> list[str]:
    return [document.text[span.start : span.end] for span in split_sentences(document)]


def assert_well_formed(text: str, spans: list[Span]) -> None:
    for span in spans:
        sentence = text[span.start : span.end]
        assert 0 <= span.start < span.end <= len(text)
        assert sentence == sentence.strip()
        assert any(character.isalnum() for character in sentence)
    for before, after in pairwise(spans):
        assert before.end <= after.start


def rest(text: str, spans: list[Span]) -> str:
    """Give what lies outside the spans, with a line end for each of them."""
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return "\n".join(text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_sentences_are_bare_and_hold_every_letter(text: str) -> None:
    spans = list(split_sentences(Document("a", text)))
    assert_well_formed(text, spans)
    left = rest(text, spans)
    while MARKER.search(left):
        left = MARKER.sub(" ", left)
    assert not any(character.isalpha() for character in left)


@given(TRANSCRIPTS)
@settings(max_examples=200, deadline=None)
def test_labels_belong_to_no_sentence_and_all_that_is_said_does(text: str) -> None:
    turns = find_turns(text)
    spans = list(split_sentences(Document("a", text, turns=turns)))
    assert_well_formed(text, spans)
    for turn in turns:
        inside = [span for span in spans if span.overlaps(turn.start, turn.end)]
        assert all(turn.start <= span.start and span.end <= turn.end for span in inside)
        said = [Span(span.start - turn.start, span.end - turn.start) for span in inside]
        left = rest(text[turn.start : turn.end], said)
        while MARKER.search(left):
            left = MARKER.sub(" ", left)
        assert not any(character.isalpha() for character in left)


@given(TEXTS, st.data())
@settings(deadline=None)
def test_no_sentence_crosses_the_border_of_residue(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    residue = tuple(Residue(start, end, "menu") for start, end in list(pairwise(cuts))[::2])
    spans = list(split_sentences(Document("a", text, residue=residue)))
    assert_well_formed(text, spans)
    for stretch in residue:
        for span in spans:
            inside = stretch.start <= span.start and span.end <= stretch.end
            assert inside or not stretch.overlaps(span.start, span.end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anja: Hoi. Ja.\nBert: Nee.\nAnja: Mooi.", ["Hoi.", "Ja.", "Nee.", "Mooi."]),
        ("Interviewer:\nEcht? Ja?\nAnja:\nIk wel.\nInterviewer:\nMooi.", ["Echt?", "Ja?", "Ik wel.", "Mooi."]),
        ("Anja Smit 0:03\nhallo\n\nBert Bos 0:05\nja\n\nAnja Smit 0:09\nmooi", ["hallo", "ja", "mooi"]),
        ("Gesprek met Anja\n\nAnja:\n  hoi\nBert: ja\nAnja: ja", ["Gesprek met Anja", "hoi", "ja", "ja"]),
    ],
    ids=["same line", "own line", "time beside it", "heading above"],
)
def test_label_is_left_out_wherever_it_stands(text: str, expected: list[str]) -> None:
    assert sentences(Document("a", text, turns=find_turns(text))) == expected


def test_line_above_a_turn_is_kept_when_it_is_no_label() -> None:
    text = "Anja vertelt:\nHoi."
    assert sentences(Document("a", text, turns=(Turn(14, 18, "Anja"),))) == ["Anja vertelt:", "Hoi."]


def test_two_turns_on_a_line_are_both_kept() -> None:
    text = "Anja: hoi. Bert: ja."
    turns = (Turn(6, 10, "Anja"), Turn(17, 20, "Bert"))
    assert sentences(Document("a", text, turns=turns)) == ["hoi.", "ja."]


# Each of these once took time that grew with the square of the length: at this size, minutes to hours.
@pytest.mark.parametrize(
    ("piece", "count"),
    [
        ("we laten het los, o.a. het werk en zo ", 1),
        ("ab3", 1),
        ("o.a. ", 1),
        ("x, y. z ", 1),
        ("(zie o.a. b ", 1),
        ("......", 0),
        ('."', 0),
        ("_-", 0),
    ],
)
def test_long_line_without_boundary_stays_cheap(piece: str, count: int) -> None:
    text = piece * (200_000 // len(piece))
    assert len(sentences(Document("a", text))) == count


def test_long_line_with_boundaries_is_split_at_all_of_them() -> None:
    assert len(sentences(Document("a", "We laten het los. (Ja, echt.) " * 15_000))) == 30_000
