"""Names that a small trained model finds by what stands around them, where no rule does."""

from __future__ import annotations

import pytest

from praktijkkennis.privacy import find_identifying
from praktijkkennis.privacy.capital_names import read_capitals
from praktijkkennis.privacy.context_names import name_chances
from praktijkkennis.privacy.name_tokens import token_of
from praktijkkennis.privacy.words import words_of


def people(text: str, *, by_context: bool) -> list[str]:
    found = find_identifying(text, by_context=by_context)
    return [text[one.start : one.end] for one in found if one.label == "PERSOON"]


CHAT = "Sanne: wie is er om negen uur\nKruin: ik ben er om half tien\nSanne: oké Kruin\nKruin: neem koek mee"


def test_a_name_that_is_a_word_is_found_in_every_place() -> None:
    assert people(CHAT, by_context=True).count("Kruin") == 3


def test_rules_alone_are_still_there() -> None:
    assert people(CHAT, by_context=False).count("Kruin") < 3


@pytest.mark.parametrize(
    "text",
    [
        "Wij werken bij Philips en rijden in een Toyota.",
        "De bus van moskee Al Hidaya stond bij dock 7.",
        "Het water stond hoog en de wind nam af. Daarna gingen we naar huis.",
        "Uw brief kwam aan. Neem zelf een beker mee.",
    ],
)
def test_things_and_words_stay(text: str) -> None:
    assert people(text, by_context=True) == people(text, by_context=False)


def test_chances_follow_what_stands_around_a_word() -> None:
    tokens = read_capitals([token_of(word) for word in words_of("Toen zei Zworb dat hij kwam. De Zworb is stuk.")])
    chances = name_chances(tokens, range(len(tokens)), frozenset())
    said, thing = (chances[place] for place, token in enumerate(tokens) if token.text == "Zworb")
    assert said > thing
