"""Where a passage of one copy of a text stands in another copy of it.

Programs lay a text out anew: other line ends, double spaces gone, accents in two characters, curly quotes. So texts are
compared by their letters and signs alone, each of which remembers its place.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import lru_cache

_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_CONTEXTS = (60, 20)


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
        pieces = [_folded(character.casefold() if caseless else character) for character in text]
        self.letters = "".join(pieces)
        self._places = [place for place, piece in enumerate(pieces) for _ in piece]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of letters that lie within ``[start, end)`` of the text."""
        return bisect_left(self._places, start), bisect_left(self._places, end)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Give start and end in the text of a range of letters, which is not empty."""
        return self._places[first], self._places[last - 1] + 1

    def find(self, piece: str, near: float) -> tuple[int, int] | None:
        """Find letters: start and end in the text of the occurrence nearest to a place among the letters."""
        places = list(self._all(piece))
        if not places:
            return None
        first = min(places, key=lambda place: (abs(place - near), place))
        return self.span(first, first + len(piece))

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
            places = list(self._all(wider))
            if len(places) == 1:
                begin = places[0] + before
                return self.span(begin, begin + last - first)
        near = first / len(other.letters) * len(self.letters)
        return self.find(other.letters[first:last], near)

    def _all(self, piece: str) -> list[int]:
        places = []
        place = self.letters.find(piece) if piece else -1
        while place >= 0:
            places.append(place)
            place = self.letters.find(piece, place + 1)
        return places


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    return "".join(
        one.translate(_SAME)
        for one in unicodedata.normalize("NFKD", character)
        # Marks, control characters and what has no width.
        if not one.isspace() and unicodedata.category(one)[0] not in "MC"
    )
