"""Which part of a sentence carries a theme: the clause that says it most by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import Span

_CLAUSE = re.compile(r"[^,;:()–—]+")
_MIN_CLAUSE = 15


class TellingClauses:
    """The clauses of sentences of one document, scored per theme.

    Parameters
    ----------
    clauses : mapping of int to sequence of Span
        The clauses of sentences by their number, as :func:`clauses_of` gives them.
    meaning : ndarray of float64, shape (clauses, themes)
        What each says of each theme, in the order of the mapping.
    """

    def __init__(self, clauses: Mapping[int, Sequence[Span]], meaning: NDArray[np.float64]) -> None:
        self._clauses = clauses
        self._meaning = meaning
        self._starts = dict(zip(clauses, accumulate(map(len, clauses.values()), initial=0), strict=False))

    def best(self, row: int, theme: int) -> Span:
        """Give the clause of a sentence that scores highest on a theme (by its number)."""
        start, found = self._starts[row], self._clauses[row]
        return found[int(self._meaning[start : start + len(found), theme].argmax())]


def clauses_of(text: str, sentence: Span) -> list[Span]:
    """Cut a sentence at commas, colons, brackets and dashes; the sentence itself when that gives fewer than two."""
    found = [
        _trimmed(match)
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if len(match.group().strip()) >= _MIN_CLAUSE
    ]
    return found if len(found) > 1 else [Span(sentence.start, sentence.end)]


def _trimmed(match: re.Match[str]) -> Span:
    """Leave out the white space around a match that holds more than that."""
    words = match.group().strip()
    start = match.start() + match.group().index(words)
    return Span(start, start + len(words))
