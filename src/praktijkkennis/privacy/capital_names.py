"""Names in capitals, as headings of minutes, transcripts and signatures have them, read as if written as usual.

``JAN DE BOER`` looks like three abbreviations. Where one word of such a run is a given name, initials or a title and
the others can be a surname, the words of that name are looked up as *Jan de Boer*; other capitals stay abbreviations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.capitals_of_no_name import ABBREVIATIONS
from praktijkkennis.privacy.name_context import (
    FORMAL_TITLES,
    PREFIXES,
    ROLES,
    SPEAKS,
    SURNAMES_WITH_ARTICLE,
    WEAK_NAMES,
)
from praktijkkennis.privacy.name_runs import ranges, touches
from praktijkkennis.privacy.name_tokens import NameToken, token_of
from praktijkkennis.privacy.surroundings import TITLES, follows_title
from praktijkkennis.privacy.words import Word

_SHORTEST_UNKNOWN = 5
_LONGEST = 12
_MOST_PREFIXES = 3
_GAPS = (" ", "\u00a0")


def read_capitals(tokens: Sequence[NameToken]) -> list[NameToken]:
    """Look up words of names in capitals as if they were written as usual.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words of a text.

    Returns
    -------
    list of NameToken
        The same words at the same places.
    """
    read = list(tokens)
    for found in ranges(tokens, _end_at):
        for position in found:
            word = tokens[position].word
            if word.text.isupper() and word.kind == "word":
                read[position] = _usual(word, prefix=position > found.start)
    return read


def _end_at(tokens: Sequence[NameToken], position: int) -> int | None:
    """Tell where a name ends that begins here and has words in capitals, or None when none does."""
    token = tokens[position]
    if not token.word.capital:
        return None
    before = tokens[position - 1].word.lower if position else ""
    if before in FORMAL_TITLES and follows_title(tokens, position) and _in_capitals(token):
        return _surname_end(tokens, position)
    end = position
    limit = min(len(tokens), position + _LONGEST)
    while end < limit and (end == position or _near(tokens, end)) and _begins(tokens[end]):
        end += 1
    if end == position:
        return _end_of_surname_alone(tokens, position, before)
    near = end < len(tokens) and _near(tokens, end)
    initials = all(one.initials for one in tokens[position:end]) and token.word.text.count(".") > 1
    last = _surname_end(tokens, end, initials=initials) if near else None
    if last is not None:
        return last
    return end if _stands_alone(tokens, position, end) else None


def _end_of_surname_alone(tokens: Sequence[NameToken], position: int, before: str) -> int | None:
    """Tell where a surname in capitals ends that has a role or a prefix before it, or None where there is neither."""
    token = tokens[position]
    if not _in_capitals(token) or position == 0:
        return None
    in_lower_case = tokens[position - 1].word.text.islower() and touches(tokens, position)
    prefixed = token.word.lower in PREFIXES and in_lower_case
    if not prefixed and not (before in ROLES and (touches(tokens, position) or token.word.gap == ": ")):
        return None
    end = _surname_end(tokens, position)
    if end is None or (prefixed and end == position + 1):
        return None
    usual = _usual(tokens[end - 1].word)
    return end if usual.surname or (prefixed and usual.place) else None


def _near(tokens: Sequence[NameToken], position: int) -> bool:
    gap = tokens[position].word.gap
    return gap in _GAPS or (gap == "" and tokens[position - 1].initials)


def _in_capitals(token: NameToken) -> bool:
    return token.word.kind == "word" and len(token.word.text) > 1 and token.word.text.isupper()


def _begins(token: NameToken) -> bool:
    """Tell whether a word is a given name or initials, however it is written."""
    if token.initials:
        return True
    usual = _usual(token.word) if _in_capitals(token) else token
    lower = token.word.lower
    if not token.word.capital or lower in stop_words() or lower in WEAK_NAMES or lower in TITLES:
        return False
    if lower in ABBREVIATIONS and _in_capitals(token):
        return False
    return usual.given and (usual.usual or not usual.ordinary)


def _surname_end(tokens: Sequence[NameToken], position: int, *, initials: bool = False) -> int | None:
    """Tell where a surname in capitals ends; its prefixes may have none, and behind initials it may be any word."""
    end = position
    while (
        end < min(len(tokens) - 1, position + _MOST_PREFIXES)
        and (end == position or _near(tokens, end))
        and (tokens[end].word.lower in PREFIXES or tokens[end].word.kind == "link")
    ):
        end += 1
    token = tokens[end]
    if not _in_capitals(token) or (end > position and not _near(tokens, end)):
        return None
    usual = _usual(token.word)
    if usual.something_else or token.word.lower in stop_words() or usual.odd:
        return None
    prefixed = end > position and (not usual.plain_word or token.word.lower in SURNAMES_WITH_ARTICLE)
    if usual.surname or prefixed or (usual.place and not usual.ordinary):
        return end + 1
    return end + 1 if (usual.unknown or initials) and len(token.word.text) >= _SHORTEST_UNKNOWN else None


def _stands_alone(tokens: Sequence[NameToken], start: int, end: int) -> bool:
    """Tell whether given names in capitals are somebody without a surname: who speaks, or does something."""
    if any(tokens[place].initials or not _in_capitals(tokens[place]) for place in range(start, end)):
        return False
    if end - start > 1:
        return True
    usual = _usual(tokens[start].word)
    if not usual.usual or end >= len(tokens):
        return False
    behind = tokens[end].word
    says = behind.gap in _GAPS and behind.text.islower() and behind.lower in SPEAKS
    return says or (behind.gap.startswith(":") and tokens[start].word.opens)


def _usual(word: Word, *, prefix: bool = False) -> NameToken:
    """Look a word in capitals up as it is written elsewhere; every sign keeps its place."""
    if prefix and word.lower in PREFIXES:
        text = _lowered(word.text)
    else:
        text = "".join(
            sign if not place or not word.text[place - 1].isalpha() else _lowered(sign)
            for place, sign in enumerate(word.text)
        )
    return token_of(replace(word, text=text))


def _lowered(text: str) -> str:
    # The Turkish capital with a dot would become two signs.
    return "".join(sign.lower() if len(sign.lower()) == 1 else "i" for sign in text)
