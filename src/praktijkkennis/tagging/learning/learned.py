"""A tagger that learned from codings, as data and as a scorer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, Vectors
from praktijkkennis.embedding.onnx_model import THEME_ENCODER
from praktijkkennis.errors import TaggerError
from praktijkkennis.tagging.learning.base import base_scorer
from praktijkkennis.tagging.learning.fitting import sigmoid
from praktijkkennis.tagging.learning.stances import design_of
from praktijkkennis.tagging.ordinary import ordinary_texts
from praktijkkennis.tagging.reasons import TellsOfWords
from praktijkkennis.tagging.signals import Scorer, Signals
from praktijkkennis.tagging.space import space_of

_SURE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class LearnedTagger:
    """All that a tagger learned, and what it must meet again to mean the same.

    Attributes
    ----------
    codebook : Codebook
        What was coded with.
    embedder, embedder_checksum : str
        Whose vectors it reads.
    base, base_identity : str
        What it started from: ``codeboek`` or ``ingebouwd``, and how the scorer of that names itself.
    ordinary_checksum : str
        SHA-256 of the ordinary sentences that make the whitened space.
    thresholds : ndarray of float64, shape (themes,)
        Probability from which each theme is coded.
    scale, shift : ndarray of float64, shape (themes,)
    coefficients : ndarray of float64, shape (themes, dimensions)
        ``log odds = scale * log odds of the base + coefficients · sentence + shift``.
    account : mapping
        What it learned from and how it was judged, ready for JSON.
    stance : ndarray of float64, shape (stances, features), or None
        What is added to the log odds of the stances by the base; None where stances are told as the base does.
    """

    codebook: Codebook
    embedder: str
    embedder_checksum: str
    base: str
    base_identity: str
    ordinary_checksum: str
    thresholds: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    shift: NDArray[np.float64]
    account: Mapping[str, Any] = field(default_factory=dict)
    stance: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "account", MappingProxyType(dict(self.account)))

    @property
    def checksum(self) -> str:
        """SHA-256 over all that decides on a code."""
        digest = hashlib.sha256(self.codebook.checksum.encode())
        for text in (self.embedder, self.embedder_checksum, self.base, self.base_identity, self.ordinary_checksum):
            digest.update(text.encode())
        for array in (self.thresholds, self.scale, self.coefficients, self.shift):
            digest.update(array.tobytes())
        if self.stance is not None:
            digest.update(self.stance.tobytes())
        return digest.hexdigest()

    def log_odds(self, base: NDArray[np.float64], placed: NDArray[np.float64]) -> NDArray[np.float64]:
        """Correct the log odds of the base, shape (n, themes), of sentences in the whitened space."""
        corrected: NDArray[np.float64] = self.scale * base + placed @ self.coefficients.T + self.shift
        return corrected

    def serves(self, embedder: str) -> bool:
        """Tell whether it goes with an embedder that is asked for by name.

        Who asks for the default gets the encoder of the themes with a tagger that started from the built-in one.
        """
        return embedder == self.embedder or (embedder == DEFAULT_EMBEDDER and self.embedder == THEME_ENCODER)


def ordinary_checksum() -> str:
    """SHA-256 of the ordinary sentences that come along."""
    return hashlib.sha256("\n".join(ordinary_texts()).encode()).hexdigest()


def log_odds_of(scorer: Scorer, signals: Signals) -> NDArray[np.float64]:
    """Give what a scorer says as log odds, shape (n, themes); never without bounds."""
    chances = np.clip(scorer.probabilities(signals), _SURE, 1.0 - _SURE)
    odds: NDArray[np.float64] = np.log(chances / (1.0 - chances))
    return odds


class LearnedScorer:
    """Scores by what was learned from codings of people.

    Parameters
    ----------
    tagger : LearnedTagger
        As read from its folder.
    embedder : Embedder
        The one that it names.

    Raises
    ------
    TaggerError
        When the embedder, or the program itself, is another than it learned with.
    """

    def __init__(self, tagger: LearnedTagger, embedder: Embedder) -> None:
        if embedder.name != tagger.embedder:
            raise TaggerError(
                f"Deze codeur leerde met het betekenismodel '{tagger.embedder}', niet met '{embedder.name}'. "
                f"Geef --embedder {tagger.embedder}, of leer een nieuwe codeur met 'praktijkkennis train'."
            )
        self._base = base_scorer(tagger.base, tagger.codebook, embedder)
        same = (tagger.embedder_checksum, tagger.base_identity, tagger.ordinary_checksum)
        if same != (embedder.checksum, self._base.identity, ordinary_checksum()):
            raise TaggerError(
                "Deze codeur leerde met een andere versie van het programma of van het betekenismodel. "
                "Leer hem opnieuw met 'praktijkkennis train'."
            )
        self._tagger, self._space = tagger, space_of(embedder)
        self.embedder = embedder
        self.thresholds = tagger.thresholds
        self.identity = f"learned {tagger.checksum}"
        self.account = tagger.account

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give a score per theme; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        learned: NDArray[np.float64] = self._space.place(vectors) @ self._tagger.coefficients.T
        return self._base.meaning(vectors) + learned

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give probabilities; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        placed = self._space.place(signals.vectors)
        return sigmoid(self._tagger.log_odds(log_odds_of(self._base, signals), placed))

    def word_shares(self, texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[NDArray[np.float64]]:
        """Give what words add by the base; see :class:`~praktijkkennis.tagging.reasons.TellsOfWords`."""
        if not isinstance(self._base, TellsOfWords):
            return [np.zeros((len(of_text), len(self._tagger.codebook.keys))) for of_text in words]
        return [self._tagger.scale * shares for shares in self._base.word_shares(texts, words)]

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell stances; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        if self._tagger.stance is None:
            return self._base.stances(signals, rows)
        return [STANCES[number] for number in self.stance_log_odds(signals, rows).argmax(axis=1)]

    def stance_log_odds(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give log odds of stances; see :class:`~praktijkkennis.tagging.signals.Scorer`."""
        found = self._base.stance_log_odds(signals, rows)
        if self._tagger.stance is None:
            return found
        return found + design_of(signals, rows, self._space) @ self._tagger.stance.T
