"""Stretches of words that may together be one name: given names, initials, prefixes and surnames in a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.name_context import ARTICLES, LOCAL_PREFIXES, PREFIXES
from praktijkkennis.privacy.name_list import ORGANISATION, OTHER, PLACE, STREET
from praktijkkennis.privacy.name_tokens import NameToken

_MOST_PREFIXES = 3
_LONGEST = 12
_OPEN_NICKNAME = re.compile(r"\s[\"“‘'(]")
_CLOSE_NICKNAME = re.compile(r"[\"”’')]\s")


def ranges(tokens: Sequence[NameToken], end_at: Callable[[Sequence[NameToken], int], int | None]) -> Iterator[range]:
    """Yield stretches that do not overlap, from left to right; ``end_at`` tells where one that begins here ends."""
    position = 0
    while position < len(tokens):
        end = end_at(tokens, position)
        if end is None:
            position += 1
            continue
        yield range(position, end)
        position = end


def name_runs(tokens: Sequence[NameToken], blocked: AbstractSet[int]) -> Iterator[range]:
    """Find the longest stretches of words with a capital, with the prefixes between them.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    blocked : set of int
        Positions of words that belong to something else already.

    Yields
    ------
    range
        Positions of the words of one stretch; it begins and ends with a capital.
    """
    position = 0
    while position < len(tokens):
        if position in blocked or not tokens[position].word.capital:
            position += 1
            continue
        end = position + 1
        while end - position < _LONGEST and (after := _next_end(tokens, end, blocked)) is not None:
            end = after
        yield range(position, end)
        position = end


def prefixed_end(tokens: Sequence[NameToken], start: int, blocked: AbstractSet[int]) -> int | None:
    """Tell where a surname ends that begins with a prefix in lower case (``de Wit``), or None when there is none."""
    end = _behind_prefixes(tokens, start, blocked, free=True)
    while end is not None and end - start < _LONGEST and (after := _next_end(tokens, end, blocked)) is not None:
        end = after
    return end


def _next_end(tokens: Sequence[NameToken], end: int, blocked: AbstractSet[int]) -> int | None:
    """Tell where a run ends when it goes on at this position, or None when it does not."""
    if end >= len(tokens) or end in blocked:
        return None
    token = tokens[end]
    if token.word.capital and not token.word.opens and touches(tokens, end):
        return None if _begins_anew(tokens, end) else end + 1
    if (nickname := _behind_nickname(tokens, end, blocked)) is not None:
        return nickname
    return _behind_prefixes(tokens, end, blocked, free=False)


def _begins_anew(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether the stop of a letter behind a given name ended the sentence (``Ik zag Milan S. Milan huilde``)."""
    if position < 2 or not tokens[position - 1].initials or tokens[position - 1].text.count(".") > 1:
        return False
    first, token = tokens[position - 2], tokens[position]
    return first.given and first.word.capital and (token.text == first.text or (token.usual and not token.surname))


def touches(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether only white space on one line stands between a word and the one before it."""
    gap = tokens[position].word.gap
    # A genitive ends a name: "Anna's Piet".
    whole = tokens[position - 1].end == tokens[position].word.start - len(gap)
    return whole and (gap in (" ", "\u00a0") or (gap == "" and tokens[position - 1].initials))


def _behind_nickname(tokens: Sequence[NameToken], end: int, blocked: AbstractSet[int]) -> int | None:
    if end + 1 >= len(tokens) or not tokens[end].word.capital or not _OPEN_NICKNAME.fullmatch(tokens[end].word.gap):
        return None
    if not _CLOSE_NICKNAME.fullmatch(tokens[end + 1].word.gap):
        return None
    if tokens[end].word.gap.endswith("(") and not (tokens[end].named or tokens[end].initials):
        return None
    if tokens[end + 1].word.capital and end + 1 not in blocked:
        return end + 2
    return _behind_prefixes(tokens, end + 1, blocked, free=True)


def _behind_prefixes(tokens: Sequence[NameToken], start: int, blocked: AbstractSet[int], *, free: bool) -> int | None:
    chain: list[str] = []
    position = start
    while position < len(tokens) and position not in blocked and len(chain) <= _MOST_PREFIXES:
        token = tokens[position]
        near = (free and not chain) or touches(tokens, position) or _wrapped(tokens, position, chain)
        if not near:
            return None
        if token.word.capital and token.word.kind != "link":
            before = [] if free else tokens[max(0, start - 2) : start]
            return position + 1 if chain and _may_link(before, chain, token) else None
        local = token.lower in LOCAL_PREFIXES and not chain
        if token.lower not in PREFIXES and not local and token.word.kind != "link":
            return None
        chain.append(token.lower)
        position += 1
    return None


def _wrapped(tokens: Sequence[NameToken], position: int, chain: Sequence[str]) -> bool:
    """Tell whether a name goes on over the end of a line."""
    inside = bool(chain) or tokens[position].lower in ("van", "de", "der", "den", "ter", "ten")
    return inside and tokens[position].word.gap == "\n"


def _may_link(before: Sequence[NameToken], chain: Sequence[str], surname: NameToken) -> bool:
    """Tell whether prefixes join what stands before and behind them into one name."""
    if surname.acronym or (not surname.named and any(kind in surname.kinds for kind in (ORGANISATION, OTHER, STREET))):
        return False
    first = chain[0]
    if first in LOCAL_PREFIXES:
        if len(chain) < 2 or chain[1] not in ARTICLES:
            return False
        return chain[1] in ("den", "'t", "’t", "‘t") or surname.surname
    if (
        first == "te"
        and PLACE in surname.kinds
        and not (surname.surname and before and before[-1].given and before[-1].word.capital)
    ):
        return False
    # "Het idee van Jan" and "Anneke van Piet" are no surnames; "Jan van Dirk" might be, but seldom is.
    if first == "van" and len(chain) == 1 and surname.given and surname.usual and not surname.surname:
        return False
    if not before or before[-1].initials or not before[-1].plain_word or first != "de":
        return True
    # "Manfred Kets de Vries" is one name, "Teamleider de Vries" has a title before it.
    return before[0].given and before[0].word.capital
