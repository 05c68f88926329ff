"""What an engine gets and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Material:
    """Passages as an engine sees them.

    Parameters
    ----------
    documents : ndarray of int64, shape (n_passages,)
        Number of the document of each passage, not falling.
    counts : csr_matrix, shape (n_passages, n_lemmas)
        How often each lemma stands in each passage.
    vocabulary : ndarray of str, shape (n_lemmas,)
        The lemma of each column.
    vectors : ndarray of float32, shape (n_passages, dimensions), or None
        Embeddings of unit length; None when the engine asks for none.
    worded : ndarray of bool, shape (n_passages,), or None
        Whether a passage holds a content word, in the vocabulary or not; None when that is not known.
    """

    documents: NDArray[np.int64]
    counts: csr_matrix
    vocabulary: NDArray[np.object_]
    vectors: Vectors | None
    worded: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        return len(self.documents)

    def rows(self, chosen: NDArray[np.int64]) -> Material:
        """Keep some of the passages."""
        vectors = None if self.vectors is None else self.vectors[chosen]
        worded = None if self.worded is None else self.worded[chosen]
        return Material(self.documents[chosen], self.counts[chosen], self.vocabulary, vectors, worded)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What an engine made of the passages it was fitted on.

    Parameters
    ----------
    weights : ndarray of float64, shape (n_passages, n_topics)
        How much each passage is about each topic; a row sums to 1, or is all zero for a passage outside all topics.
    terms : ndarray of float64, shape (n_topics, n_lemmas), or None
        The engine's own weights of terms; class-TF-IDF serves when it has none.
    note : str
        One Dutch sentence on how the number of topics came about, or why there are none.
    names : tuple of str
        Of each topic the theme that it was given with, empty for topics that were found.
    """

    weights: Weights
    terms: Weights | None = None
    note: str = ""
    names: tuple[str, ...] = ()

    @property
    def topics(self) -> NDArray[np.int64]:
        """The strongest topic of each passage, -1 for none."""
        return strongest(self.weights)


FEWEST_PASSAGES = 12
"""With fewer different passages a division in topics is chance."""


class Engine(Protocol):
    """Divides passages over topics; fitted once, then used on any passages with the same vocabulary."""

    name: str
    needs_vectors: bool

    def fit(self, material: Material) -> Assignment:
        """Find topics."""
        ...

    def transform(self, material: Material) -> Weights:
        """Weigh passages, seen before or not, by the topics found."""
        ...

    def refitted(self, n_topics: int, seed: int) -> Engine:
        """Give a fresh engine that looks for the same number of topics by another seed, to test stability."""
        ...


def strongest(weights: Weights) -> NDArray[np.int64]:
    """Give the strongest topic of each row, -1 where all are zero."""
    if weights.shape[1] == 0:
        return np.full(len(weights), -1, dtype=np.int64)
    found: NDArray[np.int64] = np.where(weights.max(axis=1) > 0, weights.argmax(axis=1), -1).astype(np.int64)
    return found


def shares(weights: Weights) -> Weights:
    """Scale rows to sum 1; rows of zeros stay as they are."""
    totals = weights.sum(axis=1, keepdims=True)
    scaled: Weights = np.divide(weights, totals, out=np.zeros_like(weights), where=totals > 0)
    return scaled


def by_size(weights: Weights) -> NDArray[np.int64]:
    """Order topics by their number of passages, the largest first; topics without any are left out."""
    found = strongest(weights)
    sizes = np.bincount(found[found >= 0], minlength=weights.shape[1])
    order = np.argsort(-sizes, kind="stable")
    kept: NDArray[np.int64] = order[sizes[order] > 0].astype(np.int64)
    return kept


def number_note(found: int, wanted: int | None, otherwise: str) -> str:
    """Say how the number of topics came about, in Dutch.

    Parameters
    ----------
    found : int
        Number of topics that there are.
    wanted : int or None
        Number that was asked for.
    otherwise : str
        How it came about when none was asked for, after "Het aantal onderwerpen (N)".
    """
    if wanted is None:
        return f"Het aantal onderwerpen ({found}) {otherwise}."
    if found == wanted:
        return f"Het aantal onderwerpen ({found}) is opgegeven."
    asked = "Er is 1 onderwerp" if wanted == 1 else f"Er zijn {wanted} onderwerpen"
    return f"{asked} gevraagd; deze methode komt in deze teksten op {found}."


def too_few(n_different: int) -> str:
    """Say, after "Er", how few different passages there are: ``zijn maar 3 verschillende passages``."""
    if n_different < 2:
        return "is maar 1 passage" if n_different else "is geen passage"
    return f"zijn maar {n_different} verschillende passages"
