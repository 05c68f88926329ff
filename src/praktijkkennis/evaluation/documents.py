"""Which document of one table is which of another, when their names differ a little or altogether."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

Piece = tuple[int, str]
"""Where a known stretch of a document begins, and its text."""

_EXTENSION = re.compile(
    r"\.(?:txt|md|markdown|docx?|odt|rtf|pdf|html?|csv|tsv|xlsx?|jsonl?|vtt|srt|zip)(?=#[^/]*$|$)", re.IGNORECASE
)
_LEAST_SHARED = 40
_LEAST_FITTING = 0.8


@dataclass(frozen=True, slots=True)
class DocumentMatch:
    """Which documents belong together.

    Parameters
    ----------
    pairs : tuple of (str, str, str)
        Name in the one table, name in the other, and how they were matched: ``gelijk``, ``naam`` or ``inhoud``.
    left_only, right_only : tuple of str
        Documents without a counterpart.
    """

    pairs: tuple[tuple[str, str, str], ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        """Name in the second table by that in the first."""
        return {left: right for left, right, _ in self.pairs}


def match_documents(
    left: Iterable[str],
    right: Iterable[str],
    placed: Mapping[str, Sequence[tuple[int, str]]] | None = None,
    pieces: Mapping[str, Sequence[Piece]] | None = None,
) -> DocumentMatch:
    """Match documents by name and, where that fails, by what they say.

    Names are compared as they are, then without regard to capitals and kind of slash, then without extension, then
    without folder; a looser comparison counts only where it leaves one candidate on either side.

    Parameters
    ----------
    left, right : iterable of str
        Names of documents in either table.
    placed : mapping, optional
        Start and text of the coded passages of each document on the left.
    pieces : mapping, optional
        Known stretches of each document on the right.

    Returns
    -------
    DocumentMatch
        Every document occurs in it once.
    """
    every_left, every_right = sorted(set(left)), sorted(set(right))
    lefts, rights = set(every_left), set(every_right)
    pairs: list[tuple[str, str, str]] = []
    for fold, how in ((str, "gelijk"), (_folded, "naam"), (_bare, "naam"), (_base, "naam"), (_bare_base, "naam")):
        for one, other in _unique_pairs(every_left, every_right, fold):
            if one in lefts and other in rights:
                pairs.append((one, other, how))
                lefts.remove(one)
                rights.remove(other)
    if placed and pieces:
        for one in sorted(lefts):
            alike = _by_content(placed.get(one, ()), sorted(rights), pieces)
            if alike is not None:
                pairs.append((one, alike, "inhoud"))
                lefts.remove(one)
                rights.remove(alike)
    return DocumentMatch(tuple(sorted(pairs)), tuple(sorted(lefts)), tuple(sorted(rights)))


def fits(start: int, text: str, pieces: Sequence[Piece]) -> int | None:
    """Compare a passage with what is known of the document there.

    Parameters
    ----------
    start : int
        Where the passage is said to begin.
    text : str
        Its text.
    pieces : sequence of Piece
        Known stretches of the document, in order.

    Returns
    -------
    int or None
        How many characters could be compared and were all the same; None when one differs.
    """
    shared = 0
    for begin, known in pieces:
        if begin >= start + len(text):
            break
        low, high = max(start, begin), min(start + len(text), begin + len(known))
        if low < high:
            if text[low - start : high - start] != known[low - begin : high - begin]:
                return None
            shared += high - low
    return shared


def _unique_pairs(lefts: Sequence[str], rights: Sequence[str], fold: Callable[[str], str]) -> list[tuple[str, str]]:
    ours, theirs = {one: fold(one) for one in lefts}, {fold(other): other for other in rights}
    n_ours, n_theirs = Counter(ours.values()), Counter(map(fold, rights))
    return [(one, theirs[key]) for one, key in ours.items() if n_ours[key] == 1 and n_theirs[key] == 1]


def _by_content(
    placed: Sequence[tuple[int, str]], rights: Collection[str], pieces: Mapping[str, Sequence[Piece]]
) -> str | None:
    """Find the one document in which nearly all passages stand where they are said to stand."""
    passages = sorted({(start, text) for start, text in placed if start >= 0 and text})
    found = [other for other in rights if _says(pieces.get(other, ()), passages)]
    return found[0] if len(found) == 1 else None


def _says(pieces: Sequence[Piece], passages: Sequence[tuple[int, str]]) -> bool:
    n_shared = n_fitting = n_differing = 0
    for start, text in passages:
        shared = fits(start, text, pieces)
        n_differing += shared is None
        n_fitting += bool(shared)
        n_shared += shared or 0
        if n_differing > (1 - _LEAST_FITTING) * len(passages):
            return False
    return n_shared >= _LEAST_SHARED and n_fitting >= _LEAST_FITTING * (n_fitting + n_differing)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().replace("\\", "/").removeprefix("./")


def _bare(name: str) -> str:
    return _EXTENSION.sub("", _folded(name))


def _base(name: str) -> str:
    return _folded(name).rpartition("/")[2]


def _bare_base(name: str) -> str:
    return _bare(name).rpartition("/")[2]
