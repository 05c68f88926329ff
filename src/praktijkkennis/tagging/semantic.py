"""Themes by meaning: how much a sentence is like what a codebook says of each theme.

In the whitened space of a sentence embedder (:mod:`praktijkkennis.tagging.space`) a ridge regression (regularised least
squares; Rifkin, Yeo & Poggio, 2003) tells, for every theme, its names, definition, terms and examples from those of the
other themes, from its counterexamples and from ordinary sentences. Nothing but the codebook is needed, and a codebook
of the user's own is learned in the same way when it is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging.lessons import ABOUT, UNSAID, lessons_from
from praktijkkennis.tagging.space import space_of

PENALTY = 2.0
"""Strength of the ridge penalty, beside :data:`_TOTAL` as the weight of all that is said for a theme."""

_TOTAL = 20.0
_NEAREST = 3


class SemanticTagger:
    """Scores sentences on every theme of a codebook by their embeddings.

    Parameters
    ----------
    codebook : Codebook
        Any codebook.
    embedder : Embedder
        Turns sentences into vectors.
    ordinary : sequence of str, optional
        Sentences as texts are full of them; those that come along when not given.

    Attributes
    ----------
    embedder : Embedder
        As given.
    """

    name = "semantisch"

    def __init__(self, codebook: Codebook, embedder: Embedder, ordinary: Sequence[str] | None = None) -> None:
        self.codebook = codebook
        self.embedder = embedder
        self.space = space_of(embedder, None if ordinary is None else tuple(ordinary))
        lessons = lessons_from(codebook)
        placed = self.space.place(embedder.encode(lessons.texts))
        self._coefficients = _fit(placed, lessons.labels, lessons.weights, self.space.ordinary)
        self._said = [placed[lessons.labels[:, theme] == ABOUT] for theme in range(len(codebook.themes))]
        self._scores_level = _level(self.space.ordinary @ self._coefficients.T)
        self._nearness_level = _level(self._raw_nearness(self.space.ordinary))

    def scores(self, vectors: Vectors) -> NDArray[np.float64]:
        """Score embedded sentences.

        Parameters
        ----------
        vectors : ndarray of float32, shape (n, dimensions)
            As the embedder of this tagger gives them.

        Returns
        -------
        ndarray of float64, shape (n, themes)
            In standard deviations above what ordinary sentences score.
        """
        mean, spread = self._scores_level
        standardised: NDArray[np.float64] = (self.space.place(vectors) @ self._coefficients.T - mean) / spread
        return standardised

    def nearness(self, vectors: Vectors) -> NDArray[np.float64]:
        """Tell how near sentences are to the few things said of each theme that they are most like.

        Returns
        -------
        ndarray of float64, shape (n, themes)
            In standard deviations above that of ordinary sentences.
        """
        mean, spread = self._nearness_level
        standardised: NDArray[np.float64] = (self._raw_nearness(self.space.place(vectors)) - mean) / spread
        return standardised

    def _raw_nearness(self, placed: NDArray[np.float64]) -> NDArray[np.float64]:
        columns = [np.sort(placed @ said.T, axis=1)[:, -_NEAREST:].mean(axis=1) for said in self._said]
        return np.stack(columns, axis=1)


def _level(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return values.mean(axis=0), values.std(axis=0) + 1e-6


def _fit(
    placed: NDArray[np.float64],
    labels: NDArray[np.int8],
    weights: NDArray[np.float64],
    ordinary: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Fit the directions of all themes, shape (themes, dimensions)."""
    design = np.vstack([placed, ordinary])
    design = np.hstack([design, np.ones((len(design), 1))])
    penalty = np.full(design.shape[1], PENALTY)
    # The intercept is free; only its being there matters, since scores are standardised afterwards.
    penalty[-1] = 1e-6
    coefficients = []
    for column in labels.T:
        said = weights[column == ABOUT].sum()
        every = weights / said
        others = column == UNSAID
        every[others] = weights[others] / max(weights[others].sum(), 1e-9)
        row = _TOTAL * np.concatenate([every, np.full(len(ordinary), 2.0 / len(ordinary))])
        target = np.concatenate([column == ABOUT, np.zeros(len(ordinary))])
        weighted = design * row[:, None]
        solved = np.linalg.solve(weighted.T @ design + np.diag(penalty), weighted.T @ target)
        coefficients.append(solved[:-1])
    return np.stack(coefficients)
