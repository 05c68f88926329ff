"""Where a passage of one copy of a text stands in another copy of it.

Programs lay a text out anew: other line ends, double spaces gone, accents in two characters, curly quotes. So texts are
compared by their letters and signs alone, each of which remembers its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_CONTEXTS = (60, 20)
_AT_ONCE = 1 << 16


class FoldedText:
    """A text as its letters and signs, without white space, accents and the shape of quotes.

    Parameters
    ----------
    text : str
        The text.
    caseless : bool
        Without regard to capitals as well.

    Attributes
    ----------
    letters : str
        What is compared.
    """

    def __init__(self, text: str, *, caseless: bool = False) -> None:
        self._text, self._caseless = text, caseless
        # By stretches, so that of a long text there is never a list of all its characters.
        self.letters = "".join(["".join(self._pieces(first)) for first in range(0, len(text), _AT_ONCE)])

    def _pieces(self, first: int) -> list[str]:
        stretch = self._text[first : first + _AT_ONCE]
        return [_folded(character.casefold() if self._caseless else character) for character in stretch]

    @cached_property
    def _places(self) -> NDArray[np.int32]:
        """Place in the text of every letter; only of a text that something is looked for in."""
        stretches = range(0, len(self._text), _AT_ONCE)
        counts = [np.array([len(piece) for piece in self._pieces(first)], dtype=np.int32) for first in stretches]
        if not counts:
            return np.zeros(0, dtype=np.int32)
        return np.repeat(np.arange(len(self._text), dtype=np.int32), np.concatenate(counts))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of letters that lie within ``[start, end)`` of the text."""
        # Of another type, the places would all be copied first.
        edges = np.array([min(max(edge, 0), len(self._text)) for edge in (start, end)], dtype=np.int32)
        first, last = np.searchsorted(self._places, edges).tolist()
        return first, last

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give start and end in the text of a range of letters, which is not empty."""
        return int(self._places[first]), int(self._places[last - 1]) + 1

    def find(self, piece: str, near: float) -> tuple[int, int] | None:
        """Find letters: start and end in the text of the occurrence nearest to a place among the letters."""
        if not piece:
            return None
        middle = max(0, ceil(near))
        places = (self.letters.rfind(piece, 0, max(0, middle - 1 + len(piece))), self.letters.find(piece, middle))
        found = [place for place in places if place >= 0]
        if not found:
            return None
        first = min(found, key=lambda place: (abs(place - near), place))
        return self.span(first, first + len(piece))

    def find_all(self, piece: str) -> Iterator[tuple[int, int]]:
        """Find letters: yield start and end in the text of every occurrence, in order; they may overlap."""
        place = self.letters.find(piece) if piece else -1
        while place >= 0:
            yield self.span(place, place + len(piece))
            place = self.letters.find(piece, place + 1)

    def find_like(self, other: FoldedText, start: int, end: int) -> tuple[int, int] | None:
        """Find a passage of another copy of the text.

        Parameters
        ----------
        other : FoldedText
            The copy.
        start, end : int
            The passage there.

        Returns
        -------
        tuple of int, or None
            Start and end here, without white space at either side; None when it is not here, or holds no letter.
        """
        first, last = other.between(start, end)
        if first == last:
            return None
        if self.letters == other.letters:
            return self.span(first, last)
        # What stands beside it tells which of many "ja" is meant.
        for context in _CONTEXTS:
            before = min(context, first)
            wider = other.letters[first - before : last + context]
            place = self.letters.find(wider)
            if place >= 0 and self.letters.find(wider, place + 1) < 0:
                begin = place + before
                return self.span(begin, begin + last - first)
        near = first / len(other.letters) * len(self.letters)
        return self.find(other.letters[first:last], near)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return "".join(
        one.translate(_SAME)
        for one in unicodedata.normalize("NFKD", character)
        # Marks, control characters and what has no width.
        if not one.isspace() and unicodedata.category(one)[0] not in "MC"
    )
