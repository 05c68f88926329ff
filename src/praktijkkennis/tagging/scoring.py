"""From the meaning and the words of a sentence to probabilities, by one of two ways behind one protocol.

:class:`CodebookScorer` needs nothing but a codebook; :class:`TrainedScorer` learned from coded documents and serves the
codebook that they were coded with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import Sentence, Stance
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging.context import FORM_FEATURES, form_of
from praktijkkennis.tagging.manner import manners
from praktijkkennis.tagging.semantic import SemanticTagger
from praktijkkennis.tagging.stance import StanceClassifier, cues_of
from praktijkkennis.tagging.trained import TrainedWeights, load_trained

FULL_LENGTH = 8
"""Number of tokens from which the meaning of a sentence counts in full, where nothing was learned about that."""

CODEBOOK_THRESHOLD = 0.2
"""Probability from which a theme is coded by the codebook alone; chosen on coded documents for the best F1."""


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What is known of the n codable sentences of one document, in order.

    Attributes
    ----------
    texts : tuple of str
        The sentences.
    n_tokens : ndarray of int64, shape (n,)
    vectors : ndarray of float32, shape (n, dimensions)
    lexical : ndarray of float64, shape (n, themes)
        Scores by terms.
    sentences : tuple of Sentence
        The same sentences with their tokens.
    """

    texts: tuple[str, ...]
    n_tokens: NDArray[np.int64]
    vectors: Vectors
    lexical: NDArray[np.float64]
    sentences: tuple[Sentence, ...]

    def form(self) -> NDArray[np.float64]:
        """Give the form of each sentence, shape (n, features)."""
        rows = [form_of(text, int(n)) for text, n in zip(self.texts, self.n_tokens, strict=True)]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(FORM_FEATURES))


class Scorer(Protocol):
    """Turns signals into probabilities and stances."""

    identity: str
    """What it is and, where it was trained, a SHA-256 of its weights; for a manifest."""

    thresholds: NDArray[np.float64]
    """Probability from which each theme is coded, shape (themes,)."""

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give a score per theme by meaning alone, shape (n, themes); only comparable within a theme."""
        ...

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give the probability of every theme in every sentence, shape (n, themes)."""
        ...

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell the stance of some of the sentences."""
        ...


@dataclass(frozen=True, slots=True)
class Combination:
    """How terms and meaning become one probability, the same for all themes.

    ``p = sigmoid(intercept + semantic * s * min(1, n / 8) + lexical * l)`` with ``s`` the standardised semantic score,
    ``l`` the lexical score and ``n`` the number of tokens: what a few words mean by themselves is little. Fitted over
    all themes together on the coded documents by ``experiments/tagging/combineren.py``, with the encoder as it was
    before it was adapted to these themes, because a codebook of the user's own is of other themes.
    """

    intercept: float = -4.8
    semantic: float = 0.97
    lexical: float = 4.62

    def probability(
        self, semantic: NDArray[np.float64], lexical: NDArray[np.float64], n_tokens: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Join scores of shape (n, themes) of sentences with so many tokens."""
        logit = self.intercept + self.semantic * damped(semantic, n_tokens) + self.lexical * lexical
        joined: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logit))
        return joined


def damped(semantic: NDArray[np.float64], n_tokens: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lessen the semantic score of very short sentences in proportion to their length."""
    lessened: NDArray[np.float64] = semantic * np.minimum(1.0, n_tokens / FULL_LENGTH)[:, None]
    return lessened


class CodebookScorer:
    """Scores by what the codebook itself says: its terms, its examples, its definitions."""

    def __init__(self, codebook: Codebook, embedder: Embedder, combination: Combination | None = None) -> None:
        self._combination = combination or Combination()
        parts = (self._combination.intercept, self._combination.semantic, self._combination.lexical)
        self.identity = "codebook " + " ".join(f"{part:g}" for part in parts)
        self.thresholds = np.full(len(codebook.themes), CODEBOOK_THRESHOLD)
        self._semantic = SemanticTagger(codebook, embedder)
        self._stance = StanceClassifier(load_codebook(), embedder)

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give a standardised score per theme; see :class:`Scorer`."""
        return self._semantic.scores(vectors)

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give probabilities; see :class:`Scorer`."""
        return self._combination.probability(self.meaning(signals.vectors), signals.lexical, signals.n_tokens)

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell stances; see :class:`Scorer`."""
        return self._stance.predict(signals.vectors[list(rows)], [signals.texts[row] for row in rows])


class TrainedScorer:
    """Scores by what was learned from coded documents."""

    def __init__(self, weights: TrainedWeights) -> None:
        self.identity = f"trained {weights.checksum}"
        self.thresholds = weights.thresholds
        self._weights = weights

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give log odds per theme; see :class:`Scorer`."""
        return self._weights.meaning(vectors)

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give probabilities; see :class:`Scorer`."""
        return self._weights.probabilities(signals.vectors, signals.lexical, signals.form())

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell stances; see :class:`Scorer`."""
        if not rows:
            return []
        cues = np.array([cues_of(signals.texts[row]) for row in rows], dtype=np.float64)
        cues = np.hstack([cues, manners([signals.sentences[row] for row in rows])])
        return self._weights.stances(signals.vectors[list(rows)], cues, signals.form()[list(rows)])


def scorer_for(codebook: Codebook, embedder: Embedder) -> Scorer:
    """Choose the best scorer there is: a trained one for its own codebook and embedder, else by the codebook."""
    if codebook.checksum == load_codebook().checksum:
        weights = load_trained()
        if weights.embedder == embedder.name and weights.themes == codebook.keys:
            return TrainedScorer(weights)
    return CodebookScorer(codebook, embedder)
