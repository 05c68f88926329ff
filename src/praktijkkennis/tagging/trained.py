"""A tagger learned from coded documents, for the codebook that they were coded with.

Two stages, both logistic regressions: the first sees the embedding of the sentence, joined with what its wording says
(:mod:`praktijkkennis.tagging.wordings`), the second that score, the terms, the neighbouring sentences and the form of
the sentence. The second learned only from scores of sentences that the first had not seen, so that its probabilities
can be taken at their word. ``experiments/tagging/trainen.py`` trains both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import STANCES, Stance
from praktijkkennis.embedding import Vectors
from praktijkkennis.errors import ModelError
from praktijkkennis.tagging.context import context_features
from praktijkkennis.tagging.wordings import scores_alone, spread_out, word_shares, wording_scores

BUNDLED_TAGGER = "tagger_nieuw_organiseren"

WORDING_SHARE = 0.9
"""Weight of the log odds by wording beside those by the embedding."""

_ARRAYS = (
    "centre",
    "scale",
    "coefficients",
    "intercepts",
    "context",
    "context_intercepts",
    "stance",
    "stance_intercepts",
)


@dataclass(frozen=True, slots=True, eq=False)
class TrainedWeights:
    """What a trained tagger consists of.

    Attributes
    ----------
    themes : tuple of str
        Keys of the themes, in the order of the arrays.
    embedder : str
        Name of the embedder whose vectors it reads.
    thresholds : ndarray of float64, shape (themes,)
        Probability from which each theme is coded.
    arrays : dict of str to ndarray of float64
        ``centre, scale`` (dimensions,); ``coefficients`` (themes, dimensions); ``intercepts`` (themes,); ``context``
        (themes, features) and ``context_intercepts`` (themes,); ``stance`` (3, features) and ``stance_intercepts``
        (3,).
    wordings : ndarray of float32, shape (:data:`~praktijkkennis.tagging.wordings.N_FEATURES`, themes), or None
        Weights of words and runs of characters.
    """

    themes: tuple[str, ...]
    embedder: str
    thresholds: NDArray[np.float64]
    arrays: dict[str, NDArray[np.float64]]
    wordings: NDArray[np.float32] | None = None

    @property
    def checksum(self) -> str:
        """SHA-256 over all arrays and thresholds."""
        digest = hashlib.sha256(self.thresholds.tobytes())
        for name in _ARRAYS:
            digest.update(name.encode())
            digest.update(self.arrays[name].tobytes())
        if self.wordings is not None:
            digest.update(self.wordings.tobytes())
        return digest.hexdigest()

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give log odds per theme by the embedding alone, shape (n, themes)."""
        scores: NDArray[np.float64] = self._centred(vectors) @ self.arrays["coefficients"].T + self.arrays["intercepts"]
        return scores

    def probabilities(
        self, vectors: Vectors, lexical: NDArray[np.float64], form: NDArray[np.float64], texts: Sequence[str]
    ) -> NDArray[np.float64]:
        """Give the probability of every theme in the sentences of one document.

        Parameters
        ----------
        vectors : ndarray of float32, shape (n, dimensions)
            In the order of the document.
        lexical : ndarray of float64, shape (n, themes)
        form : ndarray of float64, shape (n, features)
            As :func:`~praktijkkennis.tagging.context.form_of` gives it.
        texts : sequence of str
            The sentences themselves.

        Returns
        -------
        ndarray of float64, shape (n, themes)
        """
        scores = self.meaning(vectors)
        if self.wordings is not None:
            scores = scores + WORDING_SHARE * wording_scores(texts, self.wordings)
        features = context_features(scores, lexical, form)
        logits = np.einsum("ntf,tf->nt", features, self.arrays["context"]) + self.arrays["context_intercepts"]
        joined: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits))
        return joined

    def probabilities_alone(
        self, vectors: Vectors, lexical: NDArray[np.float64], form: NDArray[np.float64], texts: Sequence[str]
    ) -> NDArray[np.float64]:
        """Give what :meth:`probabilities` does of sentences that each are a document of their own."""
        scores = self.meaning(vectors)
        if self.wordings is not None:
            scores = scores + WORDING_SHARE * scores_alone(texts, self.wordings)
        rows = [slice(row, row + 1) for row in range(len(texts))]
        features = np.concatenate([context_features(scores[row], lexical[row], form[row]) for row in rows])
        logits = np.einsum("ntf,tf->nt", features, self.arrays["context"]) + self.arrays["context_intercepts"]
        alone: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits))
        return alone

    def word_shares(self, texts: Sequence[str], words: Sequence[Sequence[str]]) -> list[NDArray[np.float64]]:
        """Give what words of sentences add to the log odds of each theme, for each sentence shape (words, themes)."""
        if self.wordings is None:
            return [np.zeros((len(of_text), len(self.themes))) for of_text in words]
        slope = WORDING_SHARE * self.arrays["context"][:, 0]
        return [shares * slope for shares in word_shares(texts, words, self.wordings)]

    def stances(self, vectors: Vectors, cues: NDArray[np.float64], form: NDArray[np.float64]) -> list[Stance]:
        """Tell the stance of sentences that carry a theme.

        Parameters
        ----------
        vectors : ndarray of float32, shape (n, dimensions)
        cues : ndarray of float64, shape (n, cues)
            As :func:`~praktijkkennis.tagging.stance.cues_of` gives them.
        form : ndarray of float64, shape (n, features)
        """
        return [STANCES[number] for number in self.stance_log_odds(vectors, cues, form).argmax(axis=1)]

    def stance_log_odds(
        self, vectors: Vectors, cues: NDArray[np.float64], form: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Give log odds of each stance, shape (n, stances); of the same sentences as :meth:`stances`."""
        design = np.hstack([self._centred(vectors), cues, form])
        logits: NDArray[np.float64] = design @ self.arrays["stance"].T + self.arrays["stance_intercepts"]
        return logits

    def _centred(self, vectors: Vectors) -> NDArray[np.float64]:
        centred: NDArray[np.float64] = (vectors.astype(np.float64) - self.arrays["centre"]) / self.arrays["scale"]
        return centred


def load_trained(folder: Path | None = None) -> TrainedWeights:
    """Read a trained tagger.

    Parameters
    ----------
    folder : Path, optional
        Holds ``weights.npz`` (no pickle) and ``config.json``; the tagger that comes along when not given.

    Raises
    ------
    ModelError
        When the files are not there or do not belong together.
    """
    folder = bundled_tagger() if folder is None else folder
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float64) for name in _ARRAYS}
            wordings = spread_out(stored)
        themes = tuple(config["themes"])
        thresholds = np.array([config["thresholds"][theme] for theme in themes], dtype=np.float64)
        weights = TrainedWeights(themes, config["embedder"], thresholds, arrays, wordings)
    except (OSError, KeyError, ValueError) as error:
        raise ModelError(f"In '{folder}' staat geen bruikbare codeur. Installeer het programma opnieuw.") from error
    if arrays["coefficients"].shape[0] != len(weights.themes):
        raise ModelError(f"De codeur in '{folder}' is beschadigd. Installeer het programma opnieuw.")
    return weights


def bundled_tagger() -> Path:
    """Folder of the tagger that comes along."""
    return Path(str(resources.files("praktijkkennis") / "data" / "models" / BUNDLED_TAGGER))
