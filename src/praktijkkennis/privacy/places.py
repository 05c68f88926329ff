"""Towns and villages, by a list of those in the Netherlands and Belgium and by the preposition before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.name_context import NOT_NAMED, PLACE_PREPOSITIONS, TOWN_ENDINGS
from praktijkkennis.privacy.name_list import place_phrases
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken

_AT_LEAST = 4
_LONG = 7
_BEFORE_TOWNS = PLACE_PREPOSITIONS | frozenset("van via tot bij heel gemeente dorp stad wijk regio".split())


def phrase_ranges(tokens: Sequence[NameToken]) -> Iterator[range]:
    """Find the towns whose name is more than one word (``Bergen op Zoom``)."""
    phrases = place_phrases()
    position = 0
    while position < len(tokens):
        end = position + 1
        for phrase in phrases.get(tokens[position].word.text, ()):
            last = position + len(phrase)
            if tuple(token.word.text for token in tokens[position:last]) == phrase and all(
                touches(tokens, place) for place in range(position + 1, last)
            ):
                end = last
                break
        # "Pieter in 't Veld" is a man, "hij woont in 't Veld" a village.
        inside_name = tokens[position].word.text[0] in "'’‘" and position > 1 and tokens[position - 2].named
        if end > position + 1 and not (inside_name and tokens[position - 2].word.capital):
            yield range(position, end)
        position = end


def place_positions(tokens: Sequence[NameToken], blocked: AbstractSet[int]) -> Iterator[int]:
    """Find the towns of one word.

    A name that is nothing else is a town anywhere. One that is an ordinary word too (Best, Houten), or a name of
    people (Florence), and one that no list has, is a town behind *in*, *uit*, *te* or *naar* only.
    """
    candidates = [
        position
        for position, token in enumerate(tokens)
        if position not in blocked and token.word.capital and not token.initials and not token.acronym
    ]
    found = {position for position in candidates if is_place(tokens, position)}
    # What is a town once is one everywhere in the document, if nothing else is known of it.
    towns = {tokens[position].text for position in found if tokens[position].unknown}
    for position in candidates:
        if position in found or tokens[position].text in towns:
            yield position


def is_place(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a word with a capital is a town where it stands."""
    token = tokens[position]
    if token.place and not token.named and not token.ordinary:
        return True
    if position == 0 or token.word.opens:
        return False
    if token.unknown and token.text.startswith("Sint-"):
        return True
    of_person = touches(tokens, position) and tokens[position - 1].given and tokens[position - 1].word.capital
    if (
        token.unknown
        and not (token.odd or of_person)
        and token.lower.endswith(TOWN_ENDINGS)
        and tokens[position - 1].word.lower in _BEFORE_TOWNS
        and len(token.text) >= _LONG
    ):
        return True
    if token.place and not token.named and _beside_a_town(tokens, position):
        return True
    if not touches(tokens, position):
        return False
    preposition = tokens[position - 1].word.lower
    if preposition not in PLACE_PREPOSITIONS:
        return False
    if (
        preposition == "te"
        and (token.surname or not token.place)
        and position > 1
        and (tokens[position - 2].given or tokens[position - 2].unknown)
    ):
        # "Gradus te Winkel" bears it as his name.
        return not tokens[position - 2].word.capital
    if token.place:
        # "Naar Mark" goes to a person, "in Mark" does not.
        return not (token.usual and preposition in ("naar", "onder", "rond", "rondom", "buiten"))
    if token.something_else or token.named or token.ordinary or token.odd:
        return False
    follows = tokens[position + 1] if position + 1 < len(tokens) else None
    goes_on = follows is not None and follows.word.capital and touches(tokens, position + 1)
    genitive = token.word.end != token.end or (follows is not None and follows.word.gap.startswith(("'s", "’s")))
    return len(token.text) >= _AT_LEAST and not goes_on and not genitive and preposition not in NOT_NAMED


def _beside_a_town(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a comma or *en* joins it to a name that is a town and nothing else."""
    before, behind = tokens[position - 1], tokens[position + 1 : position + 3]
    if tokens[position].word.gap == ", " and _only_town(before):
        return True
    if before.word.lower == "en" and touches(tokens, position) and position > 1 and _only_town(tokens[position - 2]):
        return True
    return len(behind) == 2 and behind[0].word.lower == "en" and _only_town(behind[1])


def _only_town(token: NameToken) -> bool:
    return token.place and token.word.capital and not token.named and not token.ordinary
