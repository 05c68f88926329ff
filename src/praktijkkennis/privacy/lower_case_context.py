"""What stands around a word in text without capitals that may be somebody's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.lower_case_words import (
    BEFORE_NOUN_NAMES,
    BEFORE_PEOPLE,
    POSSESSIVES,
    SLANG,
    SURELY_BEFORE_PEOPLE,
)
from praktijkkennis.privacy.name_context import (
    AUXILIARIES,
    GREETINGS,
    OPENERS,
    SPEAKS,
)
from praktijkkennis.privacy.name_list import (
    GIVEN,
    UNSURE,
    is_ordinary_word,
    kinds_of,
)
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken

_SHORTEST = 4
_ENDS_IN_DIGIT = re.compile(r"\d[ .-]?$")
_BEGINS_WITH_DIGIT = re.compile(r"\.?[ -]?\d{1,4}(?!\d|$|[:.]\d\d)")
_JOINING = (", ", " & ", " + ", " / ", "/")
OPEN_GAPS = (" ", ". ", ", ", ",\n", "\n", ",\n\n", "\n\n", "! ", " - ")
"""What stands between a greeting and the name behind it."""


def says_something(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a colon follows what begins a line (``bas: ok``)."""
    behind = tokens[position + 1].word.gap if position + 1 < len(tokens) else ""
    return tokens[position].word.opens and behind.startswith(":")


def beside_a_number(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a number touches it, as a month (``3 jan``) or a term (``sem 2``) has it."""
    behind = tokens[position + 1].word.gap if position + 1 < len(tokens) else ""
    return bool(_ENDS_IN_DIGIT.search(tokens[position].word.gap) or _BEGINS_WITH_DIGIT.match(behind))


def acts(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a verb of which people are the subject follows."""
    behind = position + 1
    return behind < len(tokens) and touches(tokens, behind) and tokens[behind].word.lower in SPEAKS | AUXILIARIES


def ends_or_acts(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a word ends its clause, or is followed by a verb or a small word rather than by a noun."""
    behind = position + 1
    if behind >= len(tokens) or not touches(tokens, behind):
        return True
    return tokens[behind].word.lower in stop_words() or acts(tokens, position)


def closes(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a clause ends behind a word."""
    behind = position + 1
    return behind >= len(tokens) or not touches(tokens, behind)


def kinds_in_lower_case(lower: str) -> str:
    """Tell what a name written without capitals can be, as :func:`praktijkkennis.privacy.name_list.kinds_of` does."""
    parts = [part[:1].upper() + part[1:] for part in lower.split("-")]
    found = kinds_of("-".join(parts))
    if not found and len(parts) > 1 and all(GIVEN in kinds_of(part) for part in parts):
        return GIVEN
    return found


def possessed(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether the word behind says whose something is (``storm zn bureau``)."""
    behind = position + 1
    return behind < len(tokens) and touches(tokens, behind) and tokens[behind].word.lower in POSSESSIVES


def beside_a_name(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a comma or *en* joins it to a word that is a given name and nothing else (``bo, dewi en noud``)."""
    behind = tokens[position + 1].word.lower if position + 1 < len(tokens) else ""
    # "Met lotte, bel je even?" asks something.
    asks = tokens[position].word.lower in OPENERS or behind in ("je", "jij", "ik", "u", "jullie")
    return not asks and any(_joined(tokens, position, step) for step in (-1, 1))


def _joined(tokens: Sequence[NameToken], position: int, step: int) -> bool:
    other = position + step
    if not 0 <= other < len(tokens):
        return False
    if tokens[max(position, other)].word.gap not in _JOINING:
        between, other = other, other + step
        near = 0 <= other < len(tokens) and all(
            tokens[place].word.gap == " " for place in range(min(position, other) + 1, max(position, other) + 1)
        )
        if not near or tokens[between].word.lower != "en":
            return False
    lower = tokens[other].word.lower
    return len(lower) >= _SHORTEST - 1 and GIVEN in kinds_in_lower_case(lower) and not is_ordinary_word(lower)


def in_place_of_somebody(tokens: Sequence[NameToken], position: int, *, ordinary: bool) -> bool:
    """Tell whether a word stands where only people do (``zeg tegen hedzer dat``, ``met ubah en``, ``mo z'n fiets``)."""
    behind = tokens[position + 1] if position + 1 < len(tokens) and touches(tokens, position + 1) else None
    after = behind.word.lower if behind is not None else ""
    if after in POSSESSIVES:
        return True
    near = position > 0 and touches(tokens, position)
    before = tokens[position - 1].word.lower if near else ""
    if before in SURELY_BEFORE_PEOPLE:
        return True
    closed = behind is None or after in stop_words() or after in SPEAKS
    if before in BEFORE_PEOPLE and closed and not ordinary:
        return True
    joined = after == "en" and position + 2 < len(tokens) and tokens[position + 2].word.lower == "ik"
    return joined or (before == "en" and position > 1 and tokens[position - 2].word.lower == "ik")


def unlisted_in_place(tokens: Sequence[NameToken], position: int) -> bool:
    """Tell whether a word that is no Dutch word stands as a name does (``heeft hedzer de sleutel``, ``xx hedzer``)."""
    if _is_slip(tokens[position].word.lower):
        return False
    token = tokens[position]
    before = tokens[position - 1].word.lower if position else ""
    gap = tokens[position + 1].word.gap if position + 1 < len(tokens) else "\n"
    ends = not gap.startswith(" ") or position + 1 == len(tokens)
    if before in GREETINGS and token.word.gap in OPEN_GAPS:
        return True
    near = position > 0 and touches(tokens, position)
    if token.word.opens and (gap.startswith(":") or acts(tokens, position)):
        return True
    if token.word.gap == ", " and ends:
        return True
    if near and before in ("dat", "als", "omdat", "nou"):
        return True
    return (
        near and before in BEFORE_NOUN_NAMES | SURELY_BEFORE_PEOPLE | {"mij", "is"} and ends_or_acts(tokens, position)
    )


@lru_cache(maxsize=4096)
def _is_slip(lower: str) -> bool:
    """Tell whether a word is a small word with a letter too much, too few, wrong, or two swapped (``zgnuder``)."""
    small, shorter = _small_words()
    if lower in shorter:
        return True
    for place in range(len(lower)):
        without = lower[:place] + lower[place + 1 :]
        if without in small or without in shorter:
            return True
        swapped = lower[:place] + lower[place + 1 : place + 2] + lower[place] + lower[place + 2 :]
        if swapped in small or swapped in shorter:
            return True
    return False


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Give the small words, and what is left of them without one letter."""
    small = frozenset(stop_words() | SPEAKS | AUXILIARIES)
    return small, frozenset(word[:place] + word[place + 1 :] for word in small for place in range(len(word)))


def is_small_thing(lower: str) -> bool:
    """Tell whether a word that is not in the word list is one of it made small (``rollatortje``)."""
    return any(
        lower.endswith(ending) and is_ordinary_word(lower.removesuffix(ending))
        for ending in ("etje", "tje", "pje", "je")
    )


def may_be_unlisted(token: NameToken) -> bool:
    """Tell whether a word in lower case may be a name that no list has."""
    lower = token.word.lower
    known = is_ordinary_word(lower) or kinds_in_lower_case(lower) not in ("", UNSURE) or lower in SLANG
    return not known and len(lower) >= _SHORTEST and token.word.kind == "word" and not (token.odd or token.compound)
