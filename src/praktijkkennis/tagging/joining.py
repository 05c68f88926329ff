"""How terms, meaning and neighbours become one probability where nothing was learned from coded documents.

The same weights serve every theme with terms of every codebook. ``experiments/tagging/eigen_codeboek.py --fit`` fits
them on the coded texts of all of ``corpora/codeboeken``, in several versions of each codebook: with and without
examples, with half of the terms. They are the mean of two fits: one that knows nothing of shared parts of words and of
the wider surroundings, and one that knows all. The second finds more where terms find little, the first keeps what is
found where they find much. The same command judges each codebook by weights and a threshold of the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

FEATURES = (
    "terms",
    "telling",
    "likeness",
    "nearness",
    "rival",
    "rival_terms",
    "before",
    "after",
    "terms_nearby",
    "length",
    "kinship",
    "kin_before",
    "kin_after",
    "second_before",
    "document",
)
"""What :func:`lay_out` tells of a sentence and a theme, in order."""

NARROW = FEATURES[: FEATURES.index("kinship")]
"""Those of the sentence and its neighbours that the first of the two fits knows."""

_FEW_SENTENCES = 5.0
"""So many ordinary sentences are added to a document, so that a short one says little of itself as a whole."""


class Weighing:
    """A logistic regression whose weights are fields, one a feature, and which says what they are called.

    Fields of a class that derives from it are ``intercept`` and all of ``features``.
    """

    __slots__ = ()

    features: ClassVar[tuple[str, ...]]
    intercept: float

    def log_odds(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weigh features of shape (..., len(self.features)); gives shape (...)."""
        joined: NDArray[np.float64] = features @ self.weights + self.intercept
        return joined

    @property
    def weights(self) -> NDArray[np.float64]:
        """All but the intercept, in the order of ``features``."""
        return np.array([getattr(self, name) for name in self.features])


@dataclass(frozen=True, slots=True)
class Combination(Weighing):
    """Weights of a logistic regression over :data:`FEATURES`.

    Parameters
    ----------
    intercept : float
        Log odds of a sentence of which nothing is known.
    terms : float
        Score by terms, 0..1.
    telling : float
        How much the most telling of these terms tells, 0..1.
    likeness : float
        Score by meaning, in standard deviations above ordinary sentences.
    nearness : float
        The same of the things said of the theme that the sentence is nearest to.
    rival, rival_terms : float
        Highest likeness and score by terms of another theme.
    before, after : float
        Likeness of the sentence before and after.
    terms_nearby : float
        Whether a term of the theme stands in one of these two.
    length : float
        log(1 + number of tokens).
    kinship, kin_before, kin_after : float
        Score by shared parts of words, and that of the sentence before and after.
    second_before : float
        Likeness of the sentence before the one before.
    document : float
        Mean likeness of the document.
    """

    features = FEATURES

    intercept: float = -6.09
    terms: float = 1.13
    telling: float = 1.38
    likeness: float = 0.34
    nearness: float = 0.19
    rival: float = -0.29
    rival_terms: float = -0.73
    before: float = 0.27
    after: float = 0.11
    terms_nearby: float = 0.8
    length: float = 1.42
    kinship: float = 0.18
    kin_before: float = 0.11
    kin_after: float = 0.03
    second_before: float = 0.1
    document: float = -0.46


def lay_out(
    terms: NDArray[np.float64],
    telling: NDArray[np.float64],
    likeness: NDArray[np.float64],
    nearness: NDArray[np.float64],
    kinship: NDArray[np.float64],
    n_tokens: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Lay out what speaks for and against every theme in the sentences of one document.

    Parameters
    ----------
    terms, telling, likeness, nearness, kinship : ndarray of float64, shape (n, themes)
        In the order of the document.
    n_tokens : ndarray of int64, shape (n,)

    Returns
    -------
    ndarray of float64, shape (n, themes, len(FEATURES))
        A neighbour or another theme that is not there counts as an ordinary sentence.
    """
    found = (terms > 0).astype(np.float64)
    length = np.broadcast_to(np.log1p(n_tokens.astype(np.float64))[:, None], terms.shape)
    columns = (
        terms,
        telling,
        likeness,
        nearness,
        highest_other(likeness),
        highest_other(terms),
        shifted(likeness, 1),
        shifted(likeness, -1),
        np.maximum(shifted(found, 1), shifted(found, -1)),
        length,
        kinship,
        shifted(kinship, 1),
        shifted(kinship, -1),
        shifted(likeness, 2),
        np.broadcast_to(level_of_document(likeness), terms.shape),
    )
    return np.stack(columns, axis=2)


def highest_other(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give, for every theme, the highest score of the other themes."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    ranked = np.sort(scores, axis=1)
    highest: NDArray[np.float64] = np.where(scores >= ranked[:, -1:], ranked[:, -2:-1], ranked[:, -1:])
    return highest


def level_of_document(likeness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the mean likeness of a document to every theme, shape (themes,); of a short one it is drawn to ordinary."""
    level: NDArray[np.float64] = likeness.sum(axis=0) / (len(likeness) + _FEW_SENTENCES)
    return level


def shifted(scores: NDArray[np.float64], by: int) -> NDArray[np.float64]:
    """Give every row the scores of the row so many before it, or after it when negative; zeros where there is none."""
    moved = np.zeros_like(scores)
    if by > 0:
        moved[by:] = scores[:-by]
    else:
        moved[:by] = scores[-by:]
    return moved
