"""How meaning, shared parts of words and neighbours become one probability for a theme without terms.

Where terms tell most of a theme, :mod:`praktijkkennis.tagging.joining` weighs them. A theme that has none needs more of
its surroundings: what its definition and examples share with a sentence in letters, two sentences back, and
whether a sentence stands out in its document. ``experiments/tagging/eigen_codeboek.py --fit-termless`` fits the
weights on the codebooks of ``corpora/codeboeken`` without their terms, and judges each by weights and a threshold of
the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.tagging.joining import Weighing, highest_other, level_of_document, shifted

TERMLESS_FEATURES = (
    "likeness",
    "nearness",
    "rival",
    "before",
    "after",
    "second_before",
    "second_after",
    "kinship",
    "kin_before",
    "kin_after",
    "document",
    "length",
)
"""What :func:`lay_out_termless` tells of a sentence and a theme, in order."""

TERMLESS_THRESHOLD = 0.2
"""Probability from which a theme without terms is coded, for the best F1 (``eigen_codeboek.py --fit-termless``)."""


@dataclass(frozen=True, slots=True)
class TermlessCombination(Weighing):
    """Weights of a logistic regression over :data:`TERMLESS_FEATURES`.

    Parameters
    ----------
    intercept : float
        Log odds of a sentence of which nothing is known.
    likeness, nearness, rival : float
        As in :class:`~praktijkkennis.tagging.joining.Combination`.
    before, after, second_before, second_after : float
        Likeness of the sentences before and after, and of those beyond.
    kinship, kin_before, kin_after : float
        Score by shared parts of words, and that of the sentence before and after.
    document : float
        Mean likeness of the document.
    length : float
        log(1 + number of tokens).
    """

    features = TERMLESS_FEATURES

    intercept: float = -5.26
    likeness: float = 0.41
    nearness: float = 0.11
    rival: float = -0.31
    before: float = 0.26
    after: float = 0.12
    second_before: float = 0.19
    second_after: float = 0.02
    kinship: float = 0.43
    kin_before: float = 0.25
    kin_after: float = 0.13
    document: float = -0.99
    length: float = 1.16


def lay_out_termless(
    likeness: NDArray[np.float64],
    nearness: NDArray[np.float64],
    kinship: NDArray[np.float64],
    n_tokens: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Lay out what speaks for and against every theme in the sentences of one document.

    Parameters
    ----------
    likeness, nearness, kinship : ndarray of float64, shape (n, themes)
        In the order of the document.
    n_tokens : ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of float64, shape (n, themes, len(TERMLESS_FEATURES))
        A neighbour or another theme that is not there counts as an ordinary sentence.
    """
    columns = (
        likeness,
        nearness,
        highest_other(likeness),
        shifted(likeness, 1),
        shifted(likeness, -1),
        shifted(likeness, 2),
        shifted(likeness, -2),
        kinship,
        shifted(kinship, 1),
        shifted(kinship, -1),
        np.broadcast_to(level_of_document(likeness), likeness.shape),
        np.broadcast_to(np.log1p(n_tokens.astype(np.float64))[:, None], likeness.shape),
    )
    return np.stack(columns, axis=2)
