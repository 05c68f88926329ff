"""Names that are sure somewhere in a document, found again where nothing around them says that they are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.capitals_of_no_name import ABBREVIATIONS
from praktijkkennis.privacy.name_context import CAPITAL_PREFIXES, PREFIXES
from praktijkkennis.privacy.name_list import fold
from praktijkkennis.privacy.name_runs import touches
from praktijkkennis.privacy.name_tokens import NameToken

_SHORTEST = 3
_MOST_PREFIXES = 4


def name_parts(names: Iterable[Sequence[NameToken]]) -> frozenset[str]:
    """Give the words of names by which they can be found again: no initials, no prefixes.

    Parameters
    ----------
    names : iterable of sequence of NameToken
        The words of each name.

    Returns
    -------
    frozenset of str
        Folded.
    """
    return frozenset(
        fold(part)
        for name in names
        for token in name
        if not token.initials and token.lower not in PREFIXES | CAPITAL_PREFIXES
        for part in {token.text, *(token.text.split("-") if token.surname and not token.given else ())}
        if len(part) >= _SHORTEST and part[0].isupper()
    )


def repeated_ranges(tokens: Sequence[NameToken], blocked: AbstractSet[int], seen: AbstractSet[str]) -> Iterator[range]:
    """Find words with a capital that are a name elsewhere in the document, with the prefixes before them.

    A function word that begins a sentence (*Wil*) is left out all the same.
    """
    for position, token in enumerate(tokens):
        if position in blocked or not token.word.capital or fold(token.text) not in seen:
            continue
        if token.acronym and token.lower in ABBREVIATIONS:
            continue
        behind = tokens[position + 1].word.gap if position + 1 < len(tokens) else ""
        if token.word.opens and token.function_word and not behind.startswith(":"):
            continue
        start = position
        while (
            start > max(0, position - _MOST_PREFIXES)
            and start - 1 not in blocked
            and touches(tokens, start)
            and tokens[start - 1].word.capital
            and tokens[start - 1].lower in CAPITAL_PREFIXES
            and not (tokens[start - 1].word.opens and token.given)
        ):
            start -= 1
        yield range(start, position + 1)


def names_of_people(labels: Iterable[Sequence[NameToken]]) -> Iterator[Sequence[NameToken]]:
    """Leave out of labels (speakers, authors) those that say what somebody is or does (``Interviewer``)."""
    for label in labels:
        telling = [token for token in label if token.word.capital and not token.acronym]
        prefixed = any(token.lower in CAPITAL_PREFIXES and token.lower not in ("de", "het") for token in telling[:-1])
        if (prefixed or any(token.named or (token.unknown and not token.ordinary) for token in telling)) and not any(
            token.something_else for token in telling
        ):
            yield label
