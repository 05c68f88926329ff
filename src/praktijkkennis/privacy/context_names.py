"""Names that no rule found, by a small trained model of what stands around names."""

from __future__ import annotations

import io
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from zlib import crc32

from praktijkkennis.privacy.context_features import Looker
from praktijkkennis.privacy.name_context import CAPITAL_PREFIXES, PREFIXES, RELATIVES
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken
from praktijkkennis.privacy.surroundings import TITLES

BUCKETS = 1 << 16
"""How many weights the model has; features share them by their checksum."""

SURE = {"listed": 0.6, "word": 0.6, "neither": 0.5, "in lower case": 0.85}
"""From this chance on, a word is taken for a name: one that the lists of names have, another Dutch word, or neither;
without a capital the last may be a slip of the pen."""

AGAIN = 0.35
"""The same for a word that is taken for a name elsewhere in the text."""


NEVER = 0.12
"""Below this chance a word on no list is no name, although a rule took it for one."""


def kind_of_word(token: NameToken) -> str:
    """Tell by which threshold of :data:`SURE` a word is judged."""
    if token.named or token.weak_surname:
        return "listed"
    if token.ordinary:
        return "word"
    return "neither" if token.word.capital else "in lower case"


def context_ranges(tokens: Sequence[NameToken], taken: AbstractSet[int], people: AbstractSet[int]) -> Iterator[range]:
    """Find names among the words that the rules left.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    taken : set of int
        Positions of words that belong to something already.
    people : set of int
        Positions of words that are a name already.

    Yields
    ------
    range
        Positions of the words of one name; a name that was known already is part of it where it touches.
    """
    free = (place for place in range(len(tokens)) if place not in taken)
    chances = name_chances(tokens, free, people)
    found = {place for place, chance in chances.items() if chance >= SURE[kind_of_word(tokens[place])]}
    seen = {tokens[place].text for place in found}
    found |= {place for place, chance in chances.items() if chance >= AGAIN and tokens[place].text in seen}
    # "Ouderengeneeskunde Ghaznavi": what stands against a known name and is no name on a list is no part of it.
    found -= {place for place in found if kind_of_word(tokens[place]) == "word" and _beside(tokens, place, people)}
    end = 0
    for start in sorted(found):
        if start < end:
            continue
        end = start + 1
        while end < len(tokens) and (end in found or end in people) and _goes_on(tokens, end):
            end += 1
        first = start
        while first and _goes_on(tokens, first) and (first - 1 in people or _is_prefix(tokens, first - 1, taken)):
            first -= 1
        if not all(tokens[place].lower in PREFIXES | CAPITAL_PREFIXES for place in range(first, end)):
            yield range(first, end)


def unlikely_names(tokens: Sequence[NameToken], people: Sequence[range]) -> list[range]:
    """Give names of one word that a rule found, but neither a list nor what stands around them makes a name.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    people : sequence of range
        The names.

    Returns
    -------
    list of range
        Those that are better left; a word goes in all places or in none.
    """
    known = {place for found in people for place in found}
    doubtful = [found.start for found in people if len(found) == 1 and _has_weak_evidence(tokens, found.start)]
    chances = name_chances(tokens, doubtful, known)
    likely = {tokens[place].text for place in doubtful if chances.get(place, 1.0) >= NEVER}
    likely |= {tokens[place].text for found in people if len(found) > 1 for place in found}
    left = {place for place in doubtful if tokens[place].text not in likely}
    return [found for found in people if found.start in left and len(found) == 1]


def name_chances(tokens: Sequence[NameToken], places: Iterable[int], people: AbstractSet[int]) -> dict[int, float]:
    """Tell of words how likely each is (part of) the name of a person.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    places : iterable of int
        Positions of the words to judge.
    people : set of int
        Positions of words that are a name already.

    Returns
    -------
    dict of int to float
        Position and chance; words that cannot be a name are left out.
    """
    weights, bias = _weights()
    looker = Looker(tokens, people)
    chances = {}
    for position in places:
        if looker.may_be_name(position):
            total = bias + sum(weights[bucket] for bucket in buckets_of(looker.features(position)))
            chances[position] = 1 / (1 + math.exp(-total))
    return chances


def buckets_of(features: Iterable[str]) -> list[int]:
    """Give the weights that belong to features, each once."""
    return list({crc32(feature.encode()) & (BUCKETS - 1) for feature in features})


def _goes_on(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a word stands right behind the one before it, written in the same case."""
    same = tokens[position].word.capital == tokens[position - 1].word.capital
    return tokens[position].word.gap == " " and same and touches(tokens, position)


def _has_weak_evidence(tokens: Sequence[NameToken], position: int) -> bool:
    token = tokens[position]
    titled = position > 0 and tokens[position - 1].lower in TITLES and touches(tokens, position)
    behind = tokens[position + 1].lower if position + 1 < len(tokens) else ""
    listed = position + 1 < len(tokens) and tokens[position + 1].initials and tokens[position + 1].word.gap == ", "
    # Where there are no capitals a rule had other reasons.
    return (
        token.word.capital
        and behind not in RELATIVES
        and not listed
        and not (token.word.genitive or token.initials or token.named or token.weak_surname or titled)
    )


def _beside(tokens: Sequence[NameToken], position: int, people: AbstractSet[int]) -> bool:
    behind = position + 1 in people and _goes_on(tokens, position + 1)
    return behind or (position - 1 in people and _goes_on(tokens, position))


def _is_prefix(tokens: Sequence[NameToken], position: int, taken: AbstractSet[int]) -> bool:
    token = tokens[position]
    return position not in taken and token.word.capital and token.lower in CAPITAL_PREFIXES and not token.word.opens


@cache
def _weights() -> tuple[array[float], float]:
    import numpy as np

    source = files("praktijkkennis") / "data" / "namen" / "naamvinder.npz"
    with np.load(io.BytesIO(source.read_bytes()), allow_pickle=False) as stored:
        scaled = stored["weights"].astype("float32") * float(stored["scale"])
        return array("f", scaled.tobytes()), float(stored["bias"])
