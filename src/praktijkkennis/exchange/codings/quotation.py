"""Where words that somebody quoted stand in a text, also when they were copied with a slip.

First come the words as they are, then without what people put around a quotation and without regard to capitals, at
last with a typing error or two. rapidfuzz and difflib tell how much two texts are alike, not whether a second place is
as near; so the errors are counted here, from pieces that have none (Wu & Manber, 1992).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.refi_qda.positions import cuts_word

_BEFORE = re.compile(r"(?:['\"]|\.\.\.|[\[(]\.\.\.[\])])+")
_BEHIND_BACKWARDS = re.compile(r"(?:['\"]|\.\.\.|[\])]\.\.\.[\[(])+")
_LEAST_LETTERS = (12, 24)
"""From how many letters a passage may have one error, and two."""
_MOST_LETTERS = 10_000
"""Up to how many letters a passage is looked for with errors; nobody types over more."""
_MOST_RANGES = 1000
"""So many ranges are many places, and who finds many takes none."""
_MOST_PLACES = 100_000
_NEGATIONS = re.compile(r"\b(?:niet|niets|niks|niemand|nooit|nergens|geen|geenszins|zonder|nee|neen|noch)\b")


class Place(NamedTuple):
    """Start and end in the text, and whether there is a typing error between what was quoted and what stands there."""

    start: int
    end: int
    mistyped: bool


class QuotedText:
    """A text that is quoted from.

    Parameters
    ----------
    text : str
        The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = FoldedText(text)
        self._caseless: FoldedText | None = None

    def find(self, quotation: str, near: int = -1) -> Place | None:
        """Find a quotation as it stands.

        Parameters
        ----------
        quotation : str
            What was quoted.
        near : int
            Offset in the text that the quotation should be close to, where it stands there more than once.

        Returns
        -------
        Place or None
            None when it is not there.
        """
        return self._find(self.folded, FoldedText(quotation).letters, near)

    def find_bare(self, quotation: str, near: int = -1) -> Place | None:
        """Find a quotation without regard to capitals, and without the quotes and dots around it."""
        return self._find(self.caseless, bare_letters(quotation), near)

    def find_all(self, quotation: str) -> tuple[Place, ...]:
        """Find every occurrence of a quotation as it stands, in order.

        Where some are whole words, those that begin or end within a word are left out.
        """
        return self._find_all(self.folded, FoldedText(quotation).letters)

    def find_all_bare(self, quotation: str) -> tuple[Place, ...]:
        """Find every occurrence as :meth:`find_bare` finds one."""
        return self._find_all(self.caseless, bare_letters(quotation))

    def find_mistyped(self, quotation: str) -> tuple[Place, ...]:
        """Find a quotation with one typing error, or two in a longer one.

        An error is a letter too many, too few or another, or two letters that changed places. One that makes or undoes
        a negation is none.

        Returns
        -------
        tuple of Place
            Every place where it may stand, in order; who wants no guess takes it only when it is the only one.
        """
        piece, letters = bare_letters(quotation), self.caseless.letters
        if len(piece) > _MOST_LETTERS:
            return ()
        allowed = sum(len(piece) >= least for least in _LEAST_LETTERS)
        places: list[tuple[int, int]] = []
        ranges = set(islice(_nearly(piece, letters, allowed), _MOST_RANGES)) if allowed else ()
        for _, first, last in sorted(ranges):
            # A slip at the edge of a place gives more than one range, all of them nearly the same.
            if all(abs(first - one) > 2 * allowed or abs(last - other) > 2 * allowed for one, other in places):
                places.append((first, last))
        spans = [self.caseless.span(*one) for one in sorted(places)]
        denied = _negations(quotation)
        return tuple(Place(*one, mistyped=True) for one in spans if _negations(self.text[slice(*one)]) == denied)

    @staticmethod
    def _find(folded: FoldedText, piece: str, near: int) -> Place | None:
        here = folded.find(piece, float(folded.between(0, near)[1]) if near >= 0 else -1.0)
        return None if here is None else Place(*here, mistyped=False)

    def _find_all(self, folded: FoldedText, piece: str) -> tuple[Place, ...]:
        spans = list(islice(folded.find_all(piece), _MOST_PLACES))
        whole = [one for one in spans if not any(cuts_word(self.text, edge) for edge in one)]
        return tuple(Place(*one, mistyped=False) for one in whole or spans)

    @property
    def caseless(self) -> FoldedText:
        """The text without capitals."""
        if self._caseless is None:
            self._caseless = FoldedText(self.text, caseless=True)
        return self._caseless


def bare_letters(quotation: str) -> str:
    """Fold a quotation, and leave out capitals and the quotes and dots around it."""
    letters = FoldedText(quotation, caseless=True).letters
    # Matched from either end: a search for what ends the text begins anew at every quote in it.
    before = _BEFORE.match(letters)
    letters = letters[before.end() if before else 0 :]
    behind = _BEHIND_BACKWARDS.match(letters[::-1])
    return letters[: len(letters) - (behind.end() if behind else 0)]


def _negations(text: str) -> list[str]:
    return sorted(_NEGATIONS.findall(text.casefold()))


def _nearly(piece: str, letters: str, allowed: int) -> Iterator[tuple[int, int, int]]:
    """Yield errors, first and last of every range that a piece is in with so many errors at most."""
    # Two letters that changed places can spoil two parts, so that of so many at least one is as it should be.
    n_parts = 2 * allowed + 1
    cuts = [len(piece) * number // n_parts for number in range(n_parts + 1)]
    for begin, end in pairwise(cuts):
        part = piece[begin:end]
        place = letters.find(part)
        while place >= 0:
            reach = len(piece) + allowed
            after = _reached(piece[end:], letters[place + len(part) : place + len(part) + reach], allowed)
            if after:
                before = _reached(piece[:begin][::-1], letters[max(0, place - reach) : place][::-1], allowed)
                sums = [
                    (left + right, abs(begin - back) + abs(len(piece) - end - ahead), back, ahead)
                    for back, left in before.items()
                    for ahead, right in after.items()
                    if left + right <= allowed
                ]
                if sums:
                    errors, _, back, ahead = min(sums)
                    yield errors, place - back, place + len(part) + ahead
            place = letters.find(part, place + 1)


def _reached(piece: str, letters: str, allowed: int) -> dict[int, int]:
    """Tell how many letters a whole piece may take up from the first on, and with how many errors at least."""
    same = 0
    while same < min(len(piece), len(letters)) and piece[same] == letters[same]:
        same += 1
    if same == len(piece):
        return {same: 0}
    if not allowed:
        return {}
    steps = [(1, 0)]
    if same < len(letters):
        steps += [(1, 1), (0, 1)]
    if piece[same : same + 2] == letters[same : same + 2][::-1] and same + 2 <= len(piece):
        steps.append((2, 2))
    found: dict[int, int] = {}
    for there, here in steps:
        for length, errors in _reached(piece[same + there :], letters[same + here :], allowed - 1).items():
            taken = same + here + length
            found[taken] = min(errors + 1, found.get(taken, allowed))
    return found
