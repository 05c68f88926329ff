"""The classics on counts of words: non-negative matrix factorisation and latent Dirichlet allocation."""

from __future__ import annotations

from typing import Any

import numpy as np

from praktijkkennis.topics.engines.number import candidate_numbers
from praktijkkennis.topics.engines.protocol import Assignment, Material, Weights, by_size, number_note, shares


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
        if len(filled) < 2 or n_words < 2:
            return Assignment(np.zeros((len(material), 0)), note="Er zijn te weinig passages met inhoudswoorden.")
        wanted = self.n_topics or candidate_numbers(len(filled))[0]
        n_topics = min(wanted, len(filled), n_words)
        self._prepare(material)
        self._model = self._make(n_topics)
        weights = np.zeros((len(material), n_topics))
        # An exact factorisation leaves an error just below zero, of which scikit-learn takes the root.
        with np.errstate(invalid="ignore"):
            weights[filled] = shares(self._model.fit_transform(self._input(material)[filled]))
        self._order = by_size(weights)
        note = number_note(len(self._order), self.n_topics, "is naar de omvang van de tekst")
        return Assignment(shares(weights[:, self._order]), self._model.components_[self._order], note)

    def transform(self, material: Material) -> Weights:
        """See :class:`Engine`."""
        weights = np.zeros((len(material), len(self._order)))
        filled = np.flatnonzero(material.counts.getnnz(axis=1))
        if len(filled) and len(self._order):
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
