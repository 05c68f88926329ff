"""Coded sentences as material to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import STANCES, Span, Stance

_LEAST_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Code:
    """That a coder gave a stretch of a document a theme, or (``there`` is False) said that it is not there.

    ``stance`` is None where none was told.
    """

    start: int
    end: int
    theme: str
    there: bool = True
    stance: Stance | None = None


def labels_of(
    sentences: Sequence[Span],
    themes: Sequence[str],
    coders: Sequence[Iterable[Code]],
    seen: Sequence[tuple[int, int]] | None = None,
    *,
    partial: bool = False,
) -> NDArray[np.int8]:
    """Label the sentences of a document by the codes that stand on them.

    Parameters
    ----------
    sentences : sequence of Span
        Its sentences.
    themes : sequence of str
        Keys of the codebook.
    coders : sequence of iterable of Code
        The codes of every coder who read it. Where coders disagree on a theme of a sentence, nothing is learned of it.
    seen : sequence of (int, int), optional
        The stretches that were looked at; all of the document when not given.
    partial : bool
        Whether coders judged single themes, so that a theme of which they said nothing is not known.

    Returns
    -------
    ndarray of int8, shape (sentences, themes)
        1 the sentence expresses the theme, 0 it does not, -1 not known.
    """
    index = {theme: column for column, theme in enumerate(themes)}
    shape = (len(sentences), len(themes))
    votes, denials = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for codes in coders:
        given = np.zeros(shape, dtype=bool)
        denied = np.zeros(shape, dtype=bool)
        for code in codes:
            rows = [row for row, one in enumerate(sentences) if _covers(code.start, code.end, one.start, one.end)]
            (given if code.there else denied)[rows, index[code.theme]] = True
        votes += given
        denials += denied if partial else ~given
    labels = np.where((votes > 0) & (denials == 0), 1, np.where((denials > 0) & (votes == 0), 0, -1)).astype(np.int8)
    if seen is not None:
        looked_at = [any(_covers(low, high, one.start, one.end) for low, high in seen) for one in sentences]
        labels[~np.array(looked_at, dtype=bool)] = -1
    return labels


def stance_votes(
    sentences: Sequence[Span],
    themes: Sequence[str],
    coders: Sequence[Iterable[Code]],
    labels: NDArray[np.int8],
) -> NDArray[np.float64]:
    """Count the stances that sentences were given.

    Parameters
    ----------
    sentences, themes, coders
        As for :func:`labels_of`.
    labels : ndarray of int8, shape (sentences, themes)
        What it gave; only themes on which coders agree count.

    Returns
    -------
    ndarray of float64, shape (sentences, stances)
        One for each theme of a sentence whose stance was told; where coders disagree on it, each has its share.
    """
    index = {theme: column for column, theme in enumerate(themes)}
    votes = np.zeros((*labels.shape, len(STANCES)))
    for codes in coders:
        for code in codes:
            if code.there and code.stance is not None:
                rows = [row for row, one in enumerate(sentences) if _covers(code.start, code.end, one.start, one.end)]
                votes[rows, index[code.theme], STANCES.index(code.stance)] += 1.0
    votes[labels != 1] = 0.0
    told = votes.sum(axis=2, keepdims=True)
    shares: NDArray[np.float64] = np.divide(votes, told, out=np.zeros_like(votes), where=told > 0).sum(axis=1)
    return shares


def _covers(start: int, end: int, low: int, high: int) -> bool:
    """Tell whether a stretch and a sentence share at least half of the shorter of the two."""
    return min(end, high) - max(start, low) >= _LEAST_SHARED * min(end - start, high - low)
