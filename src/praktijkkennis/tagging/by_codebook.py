"""Themes by what a codebook itself says: nothing coded is needed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import Stance
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging.joining import FEATURES, Combination, lay_out
from praktijkkennis.tagging.kinship import Kinship
from praktijkkennis.tagging.ordinary import telling_terms
from praktijkkennis.tagging.semantic import SemanticTagger
from praktijkkennis.tagging.signals import Signals
from praktijkkennis.tagging.stance import StanceClassifier
from praktijkkennis.tagging.termless import (
    TERMLESS_FEATURES,
    TERMLESS_THRESHOLD,
    TermlessCombination,
    lay_out_termless,
)

CODEBOOK_THRESHOLD = 0.26
"""Probability from which a theme is coded by the codebook alone, for the best F1 (``eigen_codeboek.py --fit``)."""


class CodebookScorer:
    """Scores by what the codebook itself says: its terms, its examples, its definitions.

    Parameters
    ----------
    codebook : Codebook
        Any.
    embedder : Embedder
        Turns sentences into vectors.
    combination : Combination, optional
        How terms, meaning and neighbours are joined, for all themes; those without terms have a way of their own when
        it is not given.
    """

    def __init__(self, codebook: Codebook, embedder: Embedder, combination: Combination | None = None) -> None:
        self._combination = combination or Combination()
        parts = (self._combination.intercept, *self._combination.weights)
        self.identity = "codebook " + " ".join(f"{part:g}" for part in parts)
        self._termless = np.array([combination is None and not theme.terms for theme in codebook.themes])
        self.thresholds = np.where(self._termless, TERMLESS_THRESHOLD, CODEBOOK_THRESHOLD)
        self._bare_combination = TermlessCombination()
        if self._termless.any():
            bare = (self._bare_combination.intercept, *self._bare_combination.weights)
            self.identity += " termless " + " ".join(f"{part:g}" for part in bare)
        self._kinship = Kinship(codebook)
        self.embedder = embedder
        self._semantic = SemanticTagger(codebook, embedder)
        self._stance = StanceClassifier(load_codebook(), embedder)
        tellings = telling_terms(codebook)
        self._tellings = {
            theme.key: {term.text: float(value) for term, value in zip(theme.terms, tellings[theme.key], strict=True)}
            for theme in codebook.themes
        }

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give a standardised score per theme; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        return self._semantic.scores(vectors)

    def features(self, signals: Signals) -> NDArray[np.float64]:
        """Lay out what is weighed, shape (n, themes, len(FEATURES))."""
        if not signals.texts:
            return np.zeros((0, len(self._tellings), len(FEATURES)))
        scores, nearness = self._semantic.scores(signals.vectors), self._semantic.nearness(signals.vectors)
        kinship = self._kinship.scores(signals.texts)
        return lay_out(signals.lexical, self._telling(signals), scores, nearness, kinship, signals.n_tokens)

    def termless_features(self, signals: Signals) -> NDArray[np.float64]:
        """Lay out what is weighed where a theme has no terms, shape (n, themes, len(TERMLESS_FEATURES))."""
        if not signals.texts:
            return np.zeros((0, len(self._tellings), len(TERMLESS_FEATURES)))
        scores, nearness = self._semantic.scores(signals.vectors), self._semantic.nearness(signals.vectors)
        return lay_out_termless(scores, nearness, self._kinship.scores(signals.texts), signals.n_tokens)

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give probabilities; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        odds = self._combination.log_odds(self.features(signals))
        if self._termless.any():
            odds = np.where(self._termless, self._bare_combination.log_odds(self.termless_features(signals)), odds)
        chances: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-odds))
        return chances

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell stances; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        return self._stance.predict(signals.vectors[list(rows)], [signals.texts[row] for row in rows])

    def stance_log_odds(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give log odds of stances; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        return self._stance.log_odds(signals.vectors[list(rows)], [signals.texts[row] for row in rows])

    def _telling(self, signals: Signals) -> NDArray[np.float64]:
        """How much the most telling term of each theme tells that stands in a sentence, shape (n, themes)."""
        if not signals.hits:
            return (signals.lexical > 0).astype(np.float64)
        rows = [
            [
                max((known[term] for term in hits[key].terms), default=0.0) if key in hits else 0.0
                for key, known in self._tellings.items()
            ]
            for hits in signals.hits
        ]
        return np.array(rows, dtype=np.float64).reshape(signals.lexical.shape)
