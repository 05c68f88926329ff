"""People whom a quote names and who did not choose to speak: a newsletter should not print them unasked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from praktijkkennis.privacy.recognition import find_identifying


@lru_cache(maxsize=4096)
def people_named(text: str) -> tuple[str, ...]:
    """Give the names of people in a quote, as they are written and in order.

    Found by rules and lists (:func:`praktijkkennis.privacy.find_identifying`), so that a name may be missed.
    """
    return tuple(dict.fromkeys(text[one.start : one.end] for one in find_identifying(text, labels=("PERSOON",))))


def names_to_ask(quotes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Give the names in quotes, without those of the people who are quoted themselves.

    Parameters
    ----------
    quotes : iterable of str and str
        The text of a quote and the name of who says it (``""`` when unknown).

    Returns
    -------
    tuple of str
        In order of appearance.
    """
    given = list(quotes)
    speaking = [_words(author) for _, author in given]
    names = (name for text, _ in given for name in people_named(text))
    return tuple(dict.fromkeys(name for name in names if not any(_words(name) <= one for one in speaking)))


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split())
