"""Names in sloppy text without capitals, where a title, a greeting or the name itself says that it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.name_context import (
    ARTICLES,
    FAMILIAR_TITLES,
    FORMAL_TITLES,
    GREETINGS,
    LOCAL_PREFIXES,
    PREFIXES,
    ROLES,
    SHORT_TITLES,
    WEAK_NAMES,
)
from praktijkkennis.privacy.name_list import GIVEN, SURNAME, USUAL, fold, is_ordinary_word, kinds_of
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken

_SHORTEST = 4
_FEW = 0.2
_MOST_PREFIXES = 4
_PREFIXED_SURNAMES = frozenset(
    """vries berg boer bruin bruijn graaf groot haan heer jager jong jonge koning lange leeuw mol nijs roos ruiter
    ruyter smit vos waal wilde wit witte zwart meer veen velde linden heide heuvel meulen molen laan horst
    pol ven wal zee brink broek hoek hoeven kamp kolk plas ploeg poel sluis spek steen vaart vlist vliet
    water weide zanden""".split()
)
_PLAIN_SURNAMES = frozenset(
    """bakker bos brouwer dekker dijkstra hendriks jacobs jansen janssen visser smit mulder meijer kok kuiper
    koning koster kramer molenaar peters prins schouten scholten timmermans vos vink willems post postma
    pietersen""".split()
)
_INTRODUCTIONS = frozenset({"heet", "naam"})
_BEFORE_PEOPLE = frozenset("bij met aan door tegen zonder volgens namens".split())
_NO_NAME = FORMAL_TITLES | FAMILIAR_TITLES | ROLES
_OPEN_GAPS = (" ", ". ", ", ", ",\n", "\n", ",\n\n", "\n\n", "! ", " - ")


def lower_case_ranges(
    tokens: Sequence[NameToken], blocked: AbstractSet[int], seen: AbstractSet[str]
) -> Iterator[range]:
    """Find names that are written without a capital.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.
    blocked : set of int
        Positions of words that belong to something already.
    seen : set of str
        Names that stand in the text with a capital, folded.

    Yields
    ------
    range
        Positions of the words of one name.
    """
    sloppy = _without_capitals(tokens)
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if position in blocked or token.word.capital or token.initials:
            position += 1
            continue
        end = _end_at(tokens, position, seen, sloppy)
        if end is None or not blocked.isdisjoint(range(position, end)):
            position += 1
            continue
        yield range(position, end)
        position = end


def _without_capitals(tokens: Sequence[NameToken]) -> bool:
    """Tell whether the writer leaves capitals out: hardly a sentence opens with one."""
    opening = [token.word.capital for token in tokens if token.word.opens]
    return len(opening) > 1 and sum(opening) <= _FEW * len(opening)


def _end_at(tokens: Sequence[NameToken], position: int, seen: AbstractSet[str], sloppy: bool) -> int | None:
    lower = tokens[position].word.lower
    before = tokens[position - 1].word.lower if position else ""
    gap = tokens[position].word.gap
    near = position > 0 and (touches(tokens, position) or gap in (". ", "."))
    if near and before in FORMAL_TITLES and (end := _surname_end(tokens, position, short=before in SHORT_TITLES)):
        return end
    kinds = _kinds(lower)
    ordinary = is_ordinary_word(lower)
    if sloppy and not ordinary and _is_small_name(lower):
        return position + 1
    if GIVEN not in kinds and fold(lower) not in seen:
        return None
    sure = (not ordinary and len(lower) >= _SHORTEST and USUAL in kinds) or (fold(lower) in seen and not ordinary)
    sure |= sloppy and not ordinary and (len(lower) >= _SHORTEST or (USUAL in kinds and len(lower) == _SHORTEST - 1))
    introduced = near and before in _INTRODUCTIONS
    introduced |= position > 1 and before == "is" and tokens[position - 2].word.lower == "naam"
    introduced |= before in GREETINGS and gap in _OPEN_GAPS
    familiar = near and (before in FAMILIAR_TITLES or before in ROLES) and (not ordinary or USUAL in kinds)
    said = near and before in ("zei", "zegt", "vroeg", "vindt", "vond") and not ordinary
    said |= near and before in _BEFORE_PEOPLE and USUAL in kinds and lower not in WEAK_NAMES
    full = _family_name_end(tokens, position + 1)
    if full is not None and (not ordinary or USUAL in kinds):
        return full
    if lower in stop_words():
        return None
    if sure or introduced or familiar or said:
        return position + 1
    return None


def _is_small_name(lower: str) -> bool:
    """Tell whether a word is a diminutive of a given name (``keesje``, ``semmie``)."""
    stem = next((lower.removesuffix(end) for end in ("tje", "je", "mie", "ie") if lower.endswith(end)), "")
    known = GIVEN if len(stem) >= _SHORTEST else USUAL
    return len(stem) >= _SHORTEST - 1 and known in _kinds(stem) and stem not in stop_words()


def _kinds(lower: str) -> str:
    return kinds_of("-".join(part[:1].upper() + part[1:] for part in lower.split("-")))


def _surname_end(tokens: Sequence[NameToken], position: int, *, short: bool) -> int | None:
    """Tell where a surname in lower case behind a title ends; short titles (``mvr``) have little else behind them."""
    end = position
    while (
        end < min(len(tokens), position + _MOST_PREFIXES)
        and (end == position or touches(tokens, end))
        and (tokens[end].word.lower in PREFIXES or tokens[end].word.kind == "link")
    ):
        end += 1
    if end >= len(tokens) or tokens[end].word.capital or (end > position and not touches(tokens, end)):
        return None
    lower = tokens[end].word.lower
    sure = short and SURNAME in _kinds(lower)
    if lower in stop_words() or (lower in _NO_NAME and not sure) or tokens[end].word.kind != "word":
        return None
    kinds, ordinary, prefixed = _kinds(lower), is_ordinary_word(lower), end > position
    known = SURNAME in kinds or GIVEN in kinds
    if known and (not ordinary or prefixed or (short and SURNAME in kinds)):
        return end + 1
    if not ordinary and not known and len(lower) >= _SHORTEST and (short or prefixed):
        return end + 1
    return None


def _family_name_end(tokens: Sequence[NameToken], position: int) -> int | None:
    """Tell where a surname ends that follows a given name, or None when none does."""
    end = position
    while (
        end < min(len(tokens), position + _MOST_PREFIXES)
        and touches(tokens, end)
        and (
            tokens[end].word.lower in PREFIXES
            or (
                tokens[end].word.lower in LOCAL_PREFIXES
                and end + 1 < len(tokens)
                and tokens[end + 1].word.lower in ARTICLES
            )
        )
    ):
        end += 1
    if end >= len(tokens) or not touches(tokens, end):
        return None
    lower = tokens[end].word.lower
    known = end > position and lower in _PREFIXED_SURNAMES
    if lower in stop_words() or ((lower in _NO_NAME or SURNAME not in _kinds(lower)) and not known):
        return None
    prefixes = [tokens[place].word.lower for place in range(position, end)]
    ordinary = is_ordinary_word(lower)
    # "met jan van de week" is no name; "jan de vries" is.
    if prefixes:
        return (
            end + 1 if not ordinary or (prefixes[-1] in ("de", "der", "den") and lower in _PREFIXED_SURNAMES) else None
        )
    return end + 1 if not ordinary or (end == position and lower in _PLAIN_SURNAMES) else None
