"""The terms of a topic: class-TF-IDF over lemmas, and which of them are shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.engines.protocol import Material, Weights
from praktijkkennis.topics.measures.coherence import npmi_matrix

_CANDIDATES = 10
_TOGETHER = 2.0


def class_tf_idf(material: Material, weights: Weights) -> Weights:
    """Weigh lemmas by topic: frequent in the topic, seldom elsewhere (Grootendorst, 2022, *BERTopic*).

    Parameters
    ----------
    material : Material
        The passages.
    weights : ndarray of float64, shape (n_passages, n_topics)
        How much each passage is about each topic; only its strongest topic counts.

    Returns
    -------
    ndarray of float64, shape (n_topics, n_lemmas)
        Term frequency within the topic times ``log(1 + A / f)``, A the mean number of words of a topic and f the
        number of times that the lemma occurs in all topics.
    """
    n_topics = weights.shape[1]
    if not n_topics:
        return np.zeros((0, material.counts.shape[1]))
    hard = np.zeros_like(weights)
    covered = np.flatnonzero(weights.max(axis=1) > 0)
    hard[covered, weights[covered].argmax(axis=1)] = 1.0
    counts: Weights = np.asarray((material.counts.T @ hard).T, dtype=np.float64)
    totals = counts.sum(axis=1, keepdims=True)
    frequency = np.divide(counts, totals, out=np.zeros_like(counts), where=totals > 0)
    overall = counts.sum(axis=0)
    rarity = np.log1p(np.divide(totals.mean(), overall, out=np.zeros_like(overall), where=overall > 0))
    scores: Weights = frequency * rarity
    return scores


def distinctive(
    scores: Weights,
    material: Material,
    texts: Sequence[Sequence[str]],
    n_terms: int,
    min_documents: int = 2,
    little: frozenset[str] = frozenset(),
) -> list[list[tuple[int, float]]]:
    """Choose the terms to show of each topic.

    A word that stands in one document only says more about its writer than about a subject; such words come last, with
    those that say little.
    Then come words that weigh most in this topic, and of all of these those that have much weight
    and stand together with the words already chosen, so that the list reads as one subject and not as five.

    Parameters
    ----------
    scores : ndarray of float64, shape (n_topics, n_lemmas)
        Weights of lemmas by topic.
    material : Material
        The passages.
    texts : sequence of sequence of str
        The documents as lemmas, to see which words stand together.
    n_terms : int
        Greatest number of terms of a topic.
    min_documents : int
        In so many documents a lemma stands at least, where there are that many documents.
    little : frozenset of str
        Lemmas that say little of any subject: time, quantity, names.

    Returns
    -------
    list of list of (int, float)
        For each topic columns of lemmas with their scores, in the order to show them.
    """
    if not len(scores):
        return []
    in_documents = _document_frequency(material)
    spread = min(min_documents, len(np.unique(material.documents)))
    owner = scores.argmax(axis=0)
    says_little = np.array([lemma in little for lemma in material.vocabulary], dtype=bool)
    chosen = []
    for topic, row in enumerate(scores):
        columns = [int(column) for column in np.flatnonzero(row > 0)]
        columns.sort(key=lambda c: (in_documents[c] < spread or says_little[c], owner[c] != topic, -row[c], c))
        candidates = columns[: _CANDIDATES * n_terms]
        together = npmi_matrix([str(material.vocabulary[column]) for column in candidates], texts)
        order = _together(row[candidates], together, n_terms)
        chosen.append([(candidates[place], float(row[candidates[place]])) for place in order])
    return chosen


def _together(values: Weights, together: Weights, n_terms: int) -> list[int]:
    """Choose one by one what has weight and stands together with what was chosen (as Carbonell & Goldstein, 1998)."""
    left = list(range(len(values)))
    order: list[int] = []
    worth = values / (values.max(initial=0.0) or 1.0)
    while left and len(order) < n_terms:
        likeness = together[np.ix_(left, order)].mean(axis=1) if order else np.zeros(len(left))
        best = int(np.argmax((worth[left] + _TOGETHER * likeness).round(9)))
        order.append(left.pop(best))
    return order


def _document_frequency(material: Material) -> NDArray[np.int64]:
    from scipy.sparse import csr_matrix

    present = material.counts.tocoo()
    pairs = csr_matrix(
        (np.ones(len(present.row)), (material.documents[present.row], present.col)),
        shape=(int(material.documents.max(initial=0)) + 1, material.counts.shape[1]),
    )
    frequency: NDArray[np.int64] = pairs.getnnz(axis=0).astype(np.int64)
    return frequency
