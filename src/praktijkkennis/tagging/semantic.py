"""Themes by meaning: how much a sentence is like those that a codebook gives as examples.

For every theme a ridge classifier (regularised least squares; Rifkin, Yeo & Poggio, 2003) tells the codebook's
examples from its counterexamples, from the other themes and from ordinary prose, in the space of a sentence embedder.
Nothing but the codebook is needed, and a codebook of the user's own is learned in the same way when it is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, background_sentences
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging.lessons import lessons_from

PENALTY = 10.0
"""Strength of the ridge penalty.

Logistic regression did no better on the coded documents and took ten times as long.
"""


class SemanticTagger:
    """Scores sentences on every theme of a codebook by their embeddings.

    Parameters
    ----------
    codebook : Codebook
        Any codebook.
    embedder : Embedder
        Turns sentences into vectors.
    background : sequence of str, optional
        Ordinary sentences without a theme; those that come along when not given.

    Attributes
    ----------
    embedder : Embedder
        As given.
    """

    name = "semantisch"

    def __init__(self, codebook: Codebook, embedder: Embedder, background: Sequence[str] | None = None) -> None:
        self.codebook = codebook
        self.embedder = embedder
        ordinary = background_sentences() if background is None else background
        lessons = lessons_from(codebook, ordinary)
        vectors = embedder.encode(lessons.texts)
        self._coefficients, self._intercepts = _fit(vectors, lessons.labels, lessons.weights)
        base = self._raw(vectors[len(lessons.texts) - lessons.n_background :])
        self._centre = base.mean(axis=0)
        self._scale = base.std(axis=0) + 1e-6

    def scores(self, vectors: Vectors) -> NDArray[np.float64]:
        """Score embedded sentences.

        Parameters
        ----------
        vectors : ndarray of float32, shape (n, dimensions)
            As the embedder of this tagger gives them.

        Returns
        -------
        ndarray of float64, shape (n, themes)
            In standard deviations above what ordinary sentences without a theme score.
        """
        standardised: NDArray[np.float64] = (self._raw(vectors) - self._centre) / self._scale
        return standardised

    def _raw(self, vectors: Vectors) -> NDArray[np.float64]:
        product: NDArray[np.float64] = vectors.astype(np.float64) @ self._coefficients.T + self._intercepts
        return product


def _fit(
    vectors: Vectors, labels: NDArray[np.int8], weights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from sklearn.linear_model import RidgeClassifier

    coefficients = np.zeros((labels.shape[1], vectors.shape[1]))
    intercepts = np.zeros(labels.shape[1])
    for theme in range(labels.shape[1]):
        known = labels[:, theme] >= 0
        target = labels[known, theme]
        if target.min() == target.max():
            continue
        # Balanced: a theme with three examples is to be heard against hundreds of ordinary sentences.
        model = RidgeClassifier(alpha=PENALTY, class_weight="balanced", solver="cholesky")
        model.fit(vectors[known].astype(np.float64), target, sample_weight=weights[known])
        coefficients[theme] = np.ravel(model.coef_)
        intercepts[theme] = np.ravel(model.intercept_)[0]
    return coefficients, intercepts
