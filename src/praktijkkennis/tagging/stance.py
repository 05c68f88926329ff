"""Whether a coded sentence says that a theme is there, is missing, or merely mentions it.

A regularised logistic regression over the sentence's embedding and a few cues of Dutch (denial, difficulty, question,
advice, definition), learned from the examples of the built-in codebook, each of which tells its stance. It does not
depend on the theme, so it serves any codebook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.preprocessing.negation import NEGATIONS
from praktijkkennis.tagging.lessons import stance_lessons

_REGULARISATION = 1.0

# Stems, not lemmas: the examples of a codebook are compared as they are written.
_CUES = {
    "denial": re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b"),
    "difficulty": re.compile(
        r"\b(?:moeilijk|lastig|moeite|moeizaam|zwaar|bang|angst|weerstand|wantrouw|probleem|mislukt|vastgelop|stuk\b"
        r"|onzeker|onduidelijk|frustr|gedoe|worstel|onveilig|afreken|afgereken|controle|ingrijp|opgelegd|bemoei|verplicht"
        r"|beu\b|klaag|klagen|zwijg|zweeg|weer (?:zelf|toch)|toch weer|alsnog)"
    ),
    "success": re.compile(
        r"\b(?:eindelijk|gelukt|lukt|goed\b|fijn|prettig|mooi|trots|blij|durf|durv|vanzelf|beter|groei|sindsdien|sinds"
        r"|tegenwoordig|inmiddels|opeens|rust\b|ruimte|energie|geholpen|helpt|werkt\b|opgelucht|verras|samen\b)"
    ),
    "advice": re.compile(
        r"\b(?:zorg|probeer|maak|geef|neem|laat|begin|moet|moeten|zou|zouden|tip|advies|belangrijk|nodig)\b"
    ),
    "definition": re.compile(r"\b(?:is een|betekent|gaat over|houdt in|noemen we|vraagt om|draait om)\b"),
    "plan": re.compile(r"\b(?:gaan we|willen we|afspraak|actie|voorstel|volgende keer|plan|agenda|thema)\b"),
}


N_CUES = len(_CUES) + 2
"""How many numbers :func:`cues_of` gives."""


class StanceClassifier:
    """Tells the stance of sentences that carry a theme.

    Parameters
    ----------
    codebook : Codebook
        One whose examples tell their stance, as those of the built-in codebook do.
    embedder : Embedder
        Turns sentences into vectors.
    """

    def __init__(self, codebook: Codebook, embedder: Embedder) -> None:
        from sklearn.linear_model import LogisticRegression

        texts, stances = stance_lessons(codebook)
        self._model = LogisticRegression(C=_REGULARISATION, class_weight="balanced", max_iter=2000)
        self._model.fit(_features(embedder.encode(texts), texts), stances)

    def predict(self, vectors: Vectors, texts: Sequence[str]) -> list[Stance]:
        """Tell the stance of each sentence.

        Parameters
        ----------
        vectors : ndarray of float32, shape (n, dimensions)
            Embeddings of the sentences.
        texts : sequence of str
            The sentences themselves.

        Returns
        -------
        list of str
            n stances.
        """
        if not texts:
            return []
        return [STANCES[STANCES.index(stance)] for stance in self._model.predict(_features(vectors, texts))]

    def log_odds(self, vectors: Vectors, texts: Sequence[str]) -> NDArray[np.float64]:
        """Give log odds of each stance, shape (n, stances), in the order of :data:`praktijkkennis.document.STANCES`."""
        if not texts:
            return np.zeros((0, len(STANCES)))
        found: NDArray[np.float64] = self._model.decision_function(_features(vectors, texts))
        return found[:, [list(self._model.classes_).index(stance) for stance in STANCES]]


def _features(vectors: Vectors, texts: Sequence[str]) -> NDArray[np.float64]:
    return np.hstack([vectors.astype(np.float64), np.array([cues_of(text) for text in texts], dtype=np.float64)])


def cues_of(text: str) -> list[float]:
    """Count the words of a sentence that speak of its stance, at most two of a kind.

    Returns
    -------
    list of float
        Denial, difficulty, success, advice, definition, plan; then whether it is a question, and very short.
    """
    lower = text.lower()
    counts = [float(min(2, len(cue.findall(lower)))) for cue in _CUES.values()]
    return [*counts, float(lower.rstrip().endswith("?")), float(len(lower.split()) <= 4)]
