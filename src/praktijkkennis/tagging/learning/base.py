"""The tagger that learning starts from: by the codebook alone, or trained on codings of some of its themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Stance
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging.by_codebook import CodebookScorer
from praktijkkennis.tagging.scoring import TrainedScorer
from praktijkkennis.tagging.signals import Scorer, Signals
from praktijkkennis.tagging.trained import load_trained

CODEBOOK, BUILTIN = "codeboek", "ingebouwd"
"""Names of the bases: the codebook alone, and the built-in tagger for the themes that it knows."""


def base_scorer(base: str, codebook: Codebook, embedder: Embedder) -> Scorer:
    """Make the scorer that learning starts from.

    Parameters
    ----------
    base : {"codeboek", "ingebouwd"}
        Which.
    codebook : Codebook
        To be coded with.
    embedder : Embedder
        Turns sentences into vectors; the built-in tagger wants its own.
    """
    if base == CODEBOOK:
        return CodebookScorer(codebook, embedder)
    weights = load_trained()
    if weights.themes == codebook.keys:
        return TrainedScorer(weights, embedder)
    return ExtendedScorer(codebook, TrainedScorer(weights, embedder), weights.themes)


class ExtendedScorer:
    """A trained scorer for the themes that it knows, and what the codebook says for the others.

    Parameters
    ----------
    codebook : Codebook
        Shares themes with the trained scorer.
    trained : TrainedScorer
        Learned from codings.
    themes : sequence of str
        The themes of the trained scorer, in its order.
    """

    def __init__(self, codebook: Codebook, trained: TrainedScorer, themes: Sequence[str]) -> None:
        keys = codebook.keys
        self.embedder = trained.embedder
        self._trained, self._other = trained, CodebookScorer(codebook, trained.embedder)
        self.identity = f"{trained.identity}; {self._other.identity}"
        # Of the trained scorer: which of our columns it wants (-1: a theme that we have not), and where its own go.
        self._wanted = [keys.index(theme) if theme in keys else -1 for theme in themes]
        self._columns = [themes.index(key) if key in themes else -1 for key in keys]
        self.known = np.array(self._columns) >= 0
        self.thresholds = self._joined(trained.thresholds[None], self._other.thresholds[None])[0]

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give a score per theme; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        return self._joined(self._trained.meaning(vectors), self._other.meaning(vectors))

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give probabilities; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        padded = np.hstack([signals.lexical, np.zeros((len(signals.texts), 1))])
        seen = replace(signals, lexical=padded[:, self._wanted])
        return self._joined(self._trained.probabilities(seen), self._other.probabilities(signals))

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell stances; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        return self._trained.stances(signals, rows)

    def stance_log_odds(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give log odds of stances; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        return self._trained.stance_log_odds(signals, rows)

    def _joined(self, trained: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
        joined: NDArray[np.float64] = np.where(self.known, trained[:, self._columns], other)
        return joined
