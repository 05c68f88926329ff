"""From the meaning and the words of a sentence to probabilities, by one of two ways behind one protocol.

:class:`CodebookScorer` needs nothing but a codebook; :class:`TrainedScorer` learned from coded documents and serves the
codebook that they were coded with.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, Vectors, load_embedder
from praktijkkennis.tagging.by_codebook import CODEBOOK_THRESHOLD, CodebookScorer
from praktijkkennis.tagging.context import form_of
from praktijkkennis.tagging.joining import Combination
from praktijkkennis.tagging.manner import manners
from praktijkkennis.tagging.signals import Scorer, Signals
from praktijkkennis.tagging.stance import cues_of
from praktijkkennis.tagging.trained import TrainedWeights, load_trained

__all__ = [
    "CODEBOOK_THRESHOLD",
    "CodebookScorer",
    "Combination",
    "Scorer",
    "Signals",
    "TrainedScorer",
    "scorer_for",
]


class TrainedScorer:
    """Scores by what was learned from coded documents."""

    def __init__(self, weights: TrainedWeights, embedder: Embedder) -> None:
        self.identity = f"trained {weights.checksum} on {embedder.name} {embedder.checksum}"
        self.embedder = embedder
        self.thresholds = weights.thresholds
        self._weights = weights

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give log odds per theme; see :class:`Scorer`."""
        return self._weights.meaning(vectors)

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give probabilities; see :class:`Scorer`."""
        return self._weights.probabilities(signals.vectors, signals.lexical, signals.form(), signals.texts)

    def probabilities_alone(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give what sentences have when read alone; see :class:`~praktijkkennis.tagging.reasons.ReadsAlone`."""
        texts, chosen = [signals.texts[row] for row in rows], list(rows)
        form = np.array([form_of(text, int(n)) for text, n in zip(texts, signals.n_tokens[chosen], strict=True)])
        return self._weights.probabilities_alone(signals.vectors[chosen], signals.lexical[chosen], form, texts)

    def word_shares(self, texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[NDArray[np.float64]]:
        """Give what words add; see :class:`~praktijkkennis.tagging.reasons.TellsOfWords`."""
        return self._weights.word_shares(texts, words)

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell stances; see :class:`Scorer`."""
        return [STANCES[number] for number in self.stance_log_odds(signals, rows).argmax(axis=1)]

    def stance_log_odds(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give log odds of stances; see :class:`Scorer`."""
        if not rows:
            return np.zeros((0, len(STANCES)))
        cues = np.array([cues_of(signals.texts[row]) for row in rows], dtype=np.float64)
        cues = np.hstack([cues, manners([signals.sentences[row] for row in rows])])
        return self._weights.stance_log_odds(signals.vectors[list(rows)], cues, signals.form()[list(rows)])


def scorer_for(codebook: Codebook, embedder: Embedder) -> Scorer:
    """Choose the best scorer there is: the trained one for its own codebook, else by the codebook.

    The trained one brings the encoder that it learned with; who asks for another embedder than the default gets that.
    """
    if codebook.checksum == load_codebook().checksum and embedder.name == DEFAULT_EMBEDDER:
        weights = load_trained()
        if weights.themes == codebook.keys:
            return TrainedScorer(weights, load_embedder(weights.embedder))
    return CodebookScorer(codebook, embedder)
