from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.preprocessing.blocks import iter_blocks

LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *("- ", "• [x] ", "1) ", "(iv) ", "2.3 Titel", "## Kop", "> ", "\t", " | ", "-----", "| --- | --- |"),
                *("\n", "\n\n", "\n\n\n", " ", "\u2028", "\x0c", "\xa0"),
                "Een regel van het team die bijna even lang is als de vorige,",
                "zodat de tekst op een vaste breedte lijkt te zijn afgebroken",
            ]
        ),
        st.text(st.characters(), max_size=15),
    ),
    max_size=25,
).map("".join)


def blocks(text: str) -> list[str]:
    return [text[span.start : span.end] for span in iter_blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kop\nEen zin.\n\nNog een.", ["Kop", "Een zin.", "Nog een."]),
        ("- een\n• twee\n* [ ] drie\n- [x] vier", ["een", "twee", "drie", "vier"]),
        ("1. een\n2.3. twee\n4) drie\n(a) vier\niv) vijf", ["een", "twee", "drie", "vier", "vijf"]),
        ("# Kop\n### Kopje", ["Kop", "Kopje"]),
        ("2.3 Onze aanpak\n2.3 keer zo veel", ["Onze aanpak", "2.3 keer zo veel"]),
        ("> > Wat je schreef", ["Wat je schreef"]),
        ("naam\trol\nAnja\tcoach", ["naam", "rol", "Anja", "coach"]),
        ("| naam | rol |\n|------|-----|\n| Anja | coach |", ["naam", "rol", "Anja", "coach"]),
        ("Kop\n=====\nTekst\n-----\n* * *\nSlot", ["Kop", "Tekst", "Slot"]),
        ("en|of zonder rij", ["en|of zonder rij"]),
        ("-tje zonder spatie", ["-tje zonder spatie"]),
        ("  ingesprongen  \n\t\n", ["ingesprongen"]),
        ("", []),
    ],
)
def test_blocks_are_lines_cells_and_bullets(text: str, expected: list[str]) -> None:
    assert blocks(text) == expected


WRAPPED = (
    "Sinds het voorjaar maken we het rooster met elkaar en dat\n"
    "ging in het begin moeizaam omdat iedereen wachtte tot een\n"
    "ander begon, tot we op een maandag gewoon met de moeilijke\n"
    "dagen begonnen en merkten dat het daarna bijna vanzelf\n"
    "ging."
)


def test_lines_of_a_fixed_width_are_one_block() -> None:
    assert blocks(WRAPPED) == [WRAPPED]


def test_bullet_in_wrapped_text_stands_by_itself() -> None:
    assert blocks(f"{WRAPPED}\n- een punt\n\n{WRAPPED}") == [WRAPPED, "een punt", WRAPPED]


@pytest.mark.parametrize("rule", ["-" * 57, "=" * 80, "_" * 40])
def test_rule_is_no_part_of_wrapped_text(rule: str) -> None:
    assert blocks(f"{WRAPPED}\n{rule}\n{WRAPPED}") == [WRAPPED, WRAPPED]


def test_lines_of_any_length_are_not_joined() -> None:
    lines = ["Een regel die lang genoeg is om afgebroken te lijken, ja", "Kort", "Ook kort", "Weer", "Slot"]
    assert blocks("\n".join(lines)) == lines


@given(LINES, st.data())
def test_blocks_are_in_order_and_bare(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = list(iter_blocks(text, start, end))
    for span in found:
        assert start <= span.start < span.end <= end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
    for before, after in pairwise(found):
        assert before.end <= after.start


@given(LINES, st.data())
def test_stretch_is_cut_as_if_it_were_the_whole_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    alone = [(span.start + start, span.end + start) for span in iter_blocks(text[start:end])]
    assert [(span.start, span.end) for span in iter_blocks(text, start, end)] == alone


def test_line_right_below_the_text_of_its_bullet_goes_on() -> None:
    first = "We kijken na de zomer terug;\n     Farid belt de zaal en stuurt\n     de brief rond."
    assert blocks(f"  2. {first}\n     a) ook aan buren") == [first, "ook aan buren"]
