"""The classics on counts of words: non-negative matrix factorisation and latent Dirichlet allocation."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.topics.engines.number import candidate_numbers
from praktijkkennis.topics.engines.protocol import (
    FEWEST_PASSAGES,
    Assignment,
    Material,
    Weights,
    by_size,
    number_note,
    shares,
    too_few,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class _CountEngine:
    """What NMF and LDA share: they see counts only, and passages without a known word fall outside all topics."""

    name = ""
    needs_vectors = False

    def __init__(self, n_topics: int | None = None, seed: int = 0) -> None:
        self.n_topics = n_topics
        self.seed = seed

    def fit(self, material: Material) -> Assignment:
        """See :class:`Engine`."""
        filled = np.flatnonzero(material.counts.getnnz(axis=1))
        n_words = material.counts.shape[1]
        self._order = np.zeros(0, dtype=np.int64)
        # The same words again are no more to go by.
        n_different = _count_different(material.counts[filled])
        if n_different < 2 or n_words < 2:
            why = "Er zijn te weinig passages met inhoudswoorden."
            if len(filled) > 1 and n_words > 1:
                why = f"Er {too_few(n_different)} met inhoudswoorden."
            return Assignment(np.zeros((len(material), 0)), note=why)
        wanted = self.n_topics or candidate_numbers(n_different)[0]
        n_topics = min(wanted, n_different, n_words)
        self._prepare(material)
        self._model = self._make(n_topics)
        weights = np.zeros((len(material), n_topics))
        # An exact factorisation leaves an error just below zero, of which scikit-learn takes the root.
        with np.errstate(invalid="ignore"), _unhurried():
            weights[filled] = shares(self._model.fit_transform(self._input(material)[filled]))
        self._order = by_size(weights)
        note = number_note(len(self._order), self.n_topics, "is naar de omvang van de tekst")
        if n_different < FEWEST_PASSAGES:
            note += f" Onder de {FEWEST_PASSAGES} verschillende passages is een verdeling in onderwerpen toeval."
        if getattr(self._model, "tol", None) and self._model.n_iter_ >= self._model.max_iter:
            note += " De berekening was nog niet klaar toen zij stopte."
        return Assignment(shares(weights[:, self._order]), self._model.components_[self._order], note)

    def transform(self, material: Material) -> Weights:
        """See :class:`Engine`."""
        weights = np.zeros((len(material), len(self._order)))
        filled = np.flatnonzero(material.counts.getnnz(axis=1))
        if len(filled) and len(self._order):
            with _unhurried():
                weights[filled] = shares(self._model.transform(self._input(material)[filled])[:, self._order])
        return weights

    def _prepare(self, material: Material) -> None:
        """Learn what the input needs."""

    def _input(self, material: Material) -> Any:
        return material.counts

    def _make(self, n_topics: int) -> Any:
        raise NotImplementedError


class NMFEngine(_CountEngine):
    """NMF on tf-idf, started from a singular value decomposition (Boutsidis & Gallopoulos, 2008)."""

    name = "nmf"

    def refitted(self, n_topics: int, seed: int) -> NMFEngine:
        """See :class:`Engine`."""
        return NMFEngine(n_topics, seed)

    def _prepare(self, material: Material) -> None:
        from sklearn.feature_extraction.text import TfidfTransformer

        self._weigher = TfidfTransformer().fit(material.counts)

    def _input(self, material: Material) -> Any:
        return self._weigher.transform(material.counts)

    def _make(self, n_topics: int) -> Any:
        from sklearn.decomposition import NMF

        return NMF(n_topics, init="nndsvda", random_state=self.seed, max_iter=400, tol=1e-3)


class LDAEngine(_CountEngine):
    """LDA by online variational Bayes (Hoffman, Blei & Bach, 2010) on counts."""

    name = "lda"

    def refitted(self, n_topics: int, seed: int) -> LDAEngine:
        """See :class:`Engine`."""
        return LDAEngine(n_topics, seed)

    def _make(self, n_topics: int) -> Any:
        from sklearn.decomposition import LatentDirichletAllocation

        return LatentDirichletAllocation(n_topics, random_state=self.seed, max_iter=20, n_jobs=1)


@contextmanager
def _unhurried() -> Iterator[None]:
    """Keep off the reader's screen that a computation was not finished; the note of the result says so."""
    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


def _count_different(counts: csr_matrix) -> int:
    """Count rows, those that are the same once."""
    rows = counts.tocsr().sorted_indices()
    ends = zip(rows.indptr[:-1].tolist(), rows.indptr[1:].tolist(), strict=True)
    return len({(rows.indices[a:b].tobytes(), rows.data[a:b].tobytes()) for a, b in ends})
