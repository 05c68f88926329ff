from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import INSIGHT_KINDS, STANCES, InsightKind, ProcessedDocument, Stance
from praktijkkennis.insights.kinds import kind_of, shared_kind, struggle_or
from praktijkkennis.preprocessing.assertion import assertion_of


@given(st.text(), st.sampled_from(STANCES))
def test_any_text_has_a_kind(text: str, stance: Stance) -> None:
    assert kind_of(text, (), stance, None) in INSIGHT_KINDS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hoe doen jullie dat?", "vraag"),
        ("“Hoe doen jullie dat?”", "vraag"),
        ("Dat heb ik toen geleerd.", "les"),
        ("Mijn tip: begin klein.", "advies"),
        ("We aten soep.", "ervaring"),
        ("In de lift vroeg ze ineens: wat doen jullie daar eigenlijk?", "ervaring"),
        ("Vraag mij waarvoor de soep is en ik weet het.", "ervaring"),
        ("Eerst een kwartier soep en dan naar huis.", "ervaring"),
    ],
)
def test_wording_tells_where_nobody_analysed(text: str, kind: InsightKind) -> None:
    assert kind_of(text, (), "neutraal", None) == kind


def test_what_was_hard_once_is_an_experience(process: Callable[[str], ProcessedDocument]) -> None:
    now, then = "Het is lastig om te zwijgen.", "Het was lastig om te zwijgen."
    kinds = [kind_of(text, process(text).sentences[0].tokens, "belemmerend", None) for text in (now, then)]
    assert kinds == ["worsteling", "ervaring"]


def test_a_duty_of_others_that_hurts_is_no_advice(process: Callable[[str], ProcessedDocument]) -> None:
    text = "Elk bonnetje voor soep moet langs de directeur."
    tokens = process(text).sentences[0].tokens
    meant = assertion_of(tokens, 0, len(text))
    assert meant.advised
    assert [kind_of(text, tokens, stance, meant) for stance in ("belemmerend", "neutraal")] == ["ervaring", "advies"]


def test_what_goes_well_is_no_struggle() -> None:
    assert kind_of("Het is niet moeilijk om te zwijgen.", (), "versterkend", None) == "ervaring"


def test_people_are_counted_and_not_their_sentences() -> None:
    assert shared_kind([("a", "les"), ("a", "les"), ("a", "les"), ("b", "vraag"), ("c", "vraag")]) == "vraag"


def test_an_experience_counts_for_half() -> None:
    assert shared_kind([("a", "ervaring"), ("b", "ervaring"), ("c", "advies")]) == "advies"
    assert shared_kind([("a", "ervaring"), ("b", "ervaring"), ("d", "ervaring"), ("c", "advies")]) == "ervaring"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(INSIGHT_KINDS)), min_size=1), st.randoms())
def test_order_makes_no_difference(kinds: list[tuple[str, InsightKind]], random: object) -> None:
    shuffled = list(kinds)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert shared_kind(shuffled) == shared_kind(kinds)
    assert shared_kind(kinds) in {kind for _, kind in kinds}


def test_one_who_asks_makes_no_question_of_it() -> None:
    assert shared_kind([("a", "vraag"), ("b", "ervaring")]) == "ervaring"
    assert shared_kind([("a", "vraag")]) == "vraag"


def test_experiences_of_what_hurts_are_a_struggle() -> None:
    two: list[tuple[str, Stance]] = [("a", "belemmerend"), ("b", "belemmerend")]
    assert struggle_or("ervaring", [*two, ("c", "versterkend")]) == "worsteling"
    assert struggle_or("ervaring", [*two, ("b", "versterkend")]) == "ervaring"
    assert struggle_or("ervaring", [*two, ("c", "neutraal"), ("d", "neutraal")]) == "ervaring"
    assert struggle_or("ervaring", [two[0], two[0]]) == "ervaring"
    assert struggle_or("les", two) == "les"
