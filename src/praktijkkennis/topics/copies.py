"""Documents that are in a corpus more than once: the second time a text says nothing new.

A file that is there under two names, or forty times, would make of each of its sentences a topic that stands in forty
documents and comes back in every subsample: as good as it gets, and nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.passages import Passage

_FEWEST_PASSAGES = 3


@dataclass(frozen=True, eq=False)
class Copies:
    """Which passages are those of a text that was there before.

    Parameters
    ----------
    kept : ndarray of int64, shape (n_kept,)
        Rows of the passages of each text the first time that it is there, rising.
    original : ndarray of int64, shape (n_passages,)
        For every passage its place among ``kept``, or that of the same passage in the text it is a copy of.
    n_copies : int
        Number of documents that are copies of one before.
    """

    kept: NDArray[np.int64]
    original: NDArray[np.int64]
    n_copies: int

    @property
    def note(self) -> str:
        """A Dutch sentence on what was done with copies, empty without any."""
        if not self.n_copies:
            return ""
        if self.n_copies == 1:
            return "Eén document is gelijk aan een ander; dezelfde tekst telt één keer mee."
        return f"{self.n_copies} documenten zijn gelijk aan een ander; dezelfde tekst telt één keer mee."


def find_copies(passages: Sequence[Passage]) -> Copies:
    """Find documents whose passages are those of a document before them, word for word.

    Parameters
    ----------
    passages : sequence of Passage
        Of all documents, those of a document together.

    Returns
    -------
    Copies
        Texts of one or two passages are never copies: several people may give the same short answer.
    """
    rows_of: defaultdict[int, list[int]] = defaultdict(list)
    for row, passage in enumerate(passages):
        rows_of[passage.document].append(row)
    kept: list[int] = []
    original = np.zeros(len(passages), dtype=np.int64)
    first: dict[tuple[str, ...], int] = {}
    for rows in rows_of.values():
        said = tuple(passages[row].text for row in rows)
        place = first.get(said, len(kept))
        if place == len(kept):
            kept.extend(rows)
            if len(rows) >= _FEWEST_PASSAGES:
                first[said] = place
        original[rows] = np.arange(place, place + len(rows))
    n_kept = len({passages[row].document for row in kept})
    return Copies(np.array(kept, dtype=np.int64), original, len(rows_of) - n_kept)
