"""Words and parts of words that a sentence has in common with what a codebook says of a theme.

An encoder tells what a sentence is about; it is weak on rare words, and on those the definition and the examples of a
theme often turn. ``Roosteren`` in a definition and ``dienstrooster`` in a sentence share most of their letters: pieces
of five letters (Cavnar & Trenkle, 1994), the rarer the heavier (Spärck Jones, 1972), see that without any word list.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.tagging.lessons import ABOUT, lessons_from
from praktijkkennis.tagging.ordinary import ordinary_texts

_SIZE = 5
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")
_SHORT_SENTENCE = 3.0
"""Added to the length of a sentence in pieces: one shared word should not make a sentence of two words certain."""

_LEAST_SPREAD = 0.15
"""Of scores of ordinary sentences: where these say none of the words of a codebook, there is nothing to measure it by.
Whole codebooks have more, also of terms alone."""


class Kinship:
    """Scores sentences on every theme by the pieces of words that they share with the codebook.

    Parameters
    ----------
    codebook : Codebook
        Any codebook.
    """

    def __init__(self, codebook: Codebook) -> None:
        lessons = lessons_from(codebook)
        told: defaultdict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(codebook.themes)))
        for text, labels, weight in zip(lessons.texts, lessons.labels, lessons.weights, strict=True):
            for piece in pieces_of(text):
                told[piece] += weight * (labels == ABOUT)
        self._heavy = {piece: np.sqrt(np.minimum(1.0, said)) * _rarity(piece) ** 2 for piece, said in told.items()}
        self._n_themes = len(codebook.themes)
        ordinary = self._raw(ordinary_texts())
        self._level = ordinary.mean(axis=0), np.maximum(ordinary.std(axis=0), _LEAST_SPREAD)

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Score sentences.

        Parameters
        ----------
        texts : sequence of str
            n sentences.

        Returns
        -------
        ndarray of float64, shape (n, themes)
            In standard deviations above what ordinary sentences score, as an inverse hyperbolic sine: where the words
            of a codebook are rare everywhere, one of them is a hundred deviations, and says no more than ten do.
        """
        mean, spread = self._level
        scores: NDArray[np.float64] = np.arcsinh((self._raw(texts) - mean) / spread)
        return scores

    def _raw(self, texts: Sequence[str]) -> NDArray[np.float64]:
        rows = np.zeros((len(texts), self._n_themes))
        for row, text in enumerate(texts):
            pieces = pieces_of(text)
            length = np.sqrt(sum(_rarity(piece) ** 2 for piece in pieces)) + _SHORT_SENTENCE
            for piece in pieces:
                if piece in self._heavy:
                    rows[row] += self._heavy[piece]
            rows[row] /= length
        return rows


def pieces_of(text: str) -> tuple[str, ...]:
    """Cut the words of a text into overlapping pieces of five letters; where a word begins and ends counts as a letter.

    Returns
    -------
    tuple of str
        In order, each once; words of less than four letters give none.
    """
    found: dict[str, None] = {}
    for word in _WORD.findall(text.lower()):
        if len(word) >= _SHORTEST:
            whole = f"^{word}$"
            found.update((whole[start : start + _SIZE], None) for start in range(len(whole) - _SIZE + 1))
    return tuple(found)


def _rarity(piece: str) -> float:
    """How rare a piece is in ordinary sentences."""
    counts, n_sentences = _ordinary_counts()
    return float(np.log((n_sentences + 1) / (counts[piece] + 0.5)))


@cache
def _ordinary_counts() -> tuple[Counter[str], int]:
    texts = ordinary_texts()
    return Counter(piece for text in texts for piece in pieces_of(text)), len(texts)
