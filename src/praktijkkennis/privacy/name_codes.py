"""Codes that a text gives its people: ``Mirjam Oosterbaan (MO)``, ``HvdB = Henriëtte van den Bosch``, ``Sandra V``.

A code counts where it stands beside the name of which it has the initials, and then everywhere in the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.name_tokens import NameToken

_CODE = re.compile(r"[A-ZÀ-ÖØ-Þ](?:[a-z]{0,3}[A-ZÀ-ÖØ-Þ]){1,3}")
_BEHIND_NAME = re.compile(r" ?[(\[]|,? = |: | - | – ")
_BEFORE_NAME = re.compile(r" ?[=:(] ?| - | – ")


def code_positions(tokens: Sequence[NameToken], people: Sequence[range], blocked: AbstractSet[int]) -> Iterator[int]:
    """Find the codes of people, and the letter by which two of one name are told apart.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    people : sequence of range
        Positions of the words of the names that were found.
    blocked : set of int
        Positions of words that belong to something else.

    Yields
    ------
    int
        Positions of codes.
    """
    codes = {
        tokens[place].word.text
        for found in people
        for place, gap in ((found.stop, _BEHIND_NAME), (found.start - 1, _BEFORE_NAME))
        if 0 <= place < len(tokens)
        and gap.fullmatch(tokens[max(place, found.start)].word.gap)
        and _is_code_of(tokens[place].word.text, tokens[found.start : found.stop])
    }
    for position, token in enumerate(tokens):
        if position not in blocked and token.word.text in codes:
            yield position


def _is_code_of(code: str, name: Sequence[NameToken]) -> bool:
    if not _CODE.fullmatch(code):
        return False
    parts = [part for token in name for part in re.split(r"[-. ]", token.text) if part]
    first = "".join(part[0] for part in parts).lower()
    capitals = "".join(part[0] for part in parts if part[0].isupper()).lower()
    return code.lower() in (first, capitals)


def with_letters(tokens: Sequence[NameToken], people: Sequence[range], blocked: AbstractSet[int]) -> list[range]:
    """Take the letter along by which people of one given name are told apart (``Sandra V heeft``, ``Rob W``)."""
    return [
        range(found.start, found.stop + 1)
        if found.stop < len(tokens)
        and found.stop not in blocked
        and tokens[found.stop].word.gap == " "
        and len(tokens[found.stop].word.text) == 1
        and tokens[found.stop].word.text.isupper()
        and tokens[found.stop - 1].given
        else found
        for found in people
    ]
