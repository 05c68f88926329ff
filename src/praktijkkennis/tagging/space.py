"""The vectors of an embedder made comparable: what all sentences share taken out, every direction equally wide.

Vectors of a sentence encoder crowd together in a narrow cone, and a few directions (length, style, question) make
up most of their likeness. Whitening by the spread of ordinary sentences takes that away (Su et al., 2021, *Whitening
Sentence Representations for Better Semantics and Faster Retrieval*); what remains is what a sentence is about.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.tagging.ordinary import ordinary_texts

SHRINKAGE = 0.2
"""How far the spread is drawn towards the same in all directions (Ledoit & Wolf, 2004, with a fixed share)."""


class SentenceSpace:
    """A whitened space for the vectors of one embedder.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Those of ordinary sentences.

    Attributes
    ----------
    ordinary : ndarray of float64, shape (n, dimensions)
        The same sentences in the space.
    """

    def __init__(self, vectors: Vectors) -> None:
        found = vectors.astype(np.float64)
        self._centre = found.mean(axis=0)
        spread = np.cov(found.T)
        level = np.trace(spread) / len(spread)
        values, directions = np.linalg.eigh((1 - SHRINKAGE) * spread + SHRINKAGE * level * np.eye(len(spread)))
        self._whitening = (directions / np.sqrt(np.maximum(values, 1e-12))) @ directions.T
        self.ordinary = self.place(vectors)

    def place(self, vectors: Vectors) -> NDArray[np.float64]:
        """Bring vectors into the space.

        Parameters
        ----------
        vectors : ndarray of float32, shape (n, dimensions)

        Returns
        -------
        ndarray of float64, shape (n, dimensions)
            Rows of unit length; of zeros where the embedder found no meaning.
        """
        found = vectors.astype(np.float64)
        placed: NDArray[np.float64] = (found - self._centre) @ self._whitening
        placed[~found.any(axis=1)] = 0.0
        norms = np.linalg.norm(placed, axis=1, keepdims=True)
        scaled: NDArray[np.float64] = np.divide(placed, norms, out=np.zeros_like(placed), where=norms > 0)
        return scaled


def space_of(embedder: Embedder, texts: tuple[str, ...] | None = None) -> SentenceSpace:
    """Make the space of an embedder, once per process.

    Parameters
    ----------
    embedder : Embedder
        Any.
    texts : tuple of str, optional
        Ordinary sentences; those that come along when not given. At least two.
    """
    return _space_of(cast("Hashable", embedder), texts)


@lru_cache(maxsize=4)
def _space_of(embedder: Hashable, texts: tuple[str, ...] | None) -> SentenceSpace:
    return SentenceSpace(cast("Embedder", embedder).encode(ordinary_texts() if texts is None else texts))
