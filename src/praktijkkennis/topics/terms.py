"""The terms of a topic: class-TF-IDF over lemmas, and which of them are shown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.engines.protocol import Material, Weights
from praktijkkennis.topics.measures.coherence import npmi_matrix
from praktijkkennis.topics.ordinary import is_word

_CANDIDATES = 10
_ENOUGH = 4
_TOGETHER = 2.0
_PLAIN = 0.6
_LAST = 10.0


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


def document_log_odds(material: Material, weights: Weights) -> Weights:
    """Weigh lemmas by in how many documents they stand within a topic, against their documents in other topics.

    A word that one writer repeats weighs much in class-TF-IDF; here each document counts once for each topic.

    Parameters
    ----------
    material : Material
        The passages.
    weights : ndarray of float64, shape (n_passages, n_topics)
        As for :func:`class_tf_idf`.

    Returns
    -------
    ndarray of float64, shape (n_topics, n_lemmas)
        Log-odds ratio of the numbers of documents, divided by its standard error (Monroe, Colaresi & Quinn, 2008, with
        a flat prior of a half); 0 for lemmas that are no more common in the topic than outside it.
    """
    from scipy.sparse import csr_matrix

    n_topics, n_lemmas = weights.shape[1], material.counts.shape[1]
    if not n_topics or not n_lemmas:
        return np.zeros((n_topics, n_lemmas))
    present = material.counts.tocoo()
    covered = weights.max(axis=1) > 0
    kept = covered[present.row] & (present.data > 0)
    rows, columns = present.row[kept], present.col[kept]
    topics = weights.argmax(axis=1)[rows]
    # Each document is a row once for every topic that it has passages in.
    n_documents = int(material.documents.max(initial=0)) + 1
    seen = np.unique(np.stack([topics * n_documents + material.documents[rows], columns]), axis=1)
    counted = csr_matrix((np.ones(seen.shape[1]), (seen[0] // n_documents, seen[1])), shape=(n_topics, n_lemmas))
    inside: Weights = counted.toarray()
    outside = inside.sum(axis=0) - inside
    n_inside = inside.sum(axis=1, keepdims=True)
    n_outside = inside.sum() - n_inside
    ratio = np.log((inside + 0.5) / (n_inside - inside + 0.5)) - np.log((outside + 0.5) / (n_outside - outside + 0.5))
    scores: Weights = np.maximum(ratio / np.sqrt(1 / (inside + 0.5) + 1 / (outside + 0.5)), 0.0) * (inside > 0)
    return scores


def distinctive(
    scores: Weights,
    material: Material,
    texts: Sequence[Sequence[str]],
    n_terms: int,
    min_documents: int = 2,
    little: frozenset[str] = frozenset(),
    plain: frozenset[str] = frozenset(),
) -> list[list[tuple[int, float]]]:
    """Choose the terms to show of each topic.

    Words that say little are taken only where others are lacking, and so are words that weigh more in another topic.
    Of what is left those are chosen that have much weight and stand together with the words already chosen, so that
    the list reads as one subject and not as five. A word that stands in one document only says more about its writer
    than about a subject; it comes in when there are not enough others to choose from.

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
        Lemmas that say nothing of any subject: time, quantity, names.
    plain : frozenset of str
        Lemmas that say little, ``vragen`` or ``mens``; they must stand together with the others all the more.

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
    poor = np.array([lemma in little or not is_word(str(lemma)) for lemma in material.vocabulary], dtype=bool)
    chosen = []
    for topic, row in enumerate(scores):
        columns = [int(column) for column in np.flatnonzero(row > 0)]
        columns.sort(key=lambda c: (poor[c], owner[c] != topic, in_documents[c] < spread, -row[c], c))
        n_own = int((~poor[columns] & (owner[columns] == topic)).sum())
        n_pool = n_own if n_own >= _ENOUGH * n_terms else len(columns)
        candidates = columns[: min(n_pool, _CANDIDATES * n_terms)]
        together = npmi_matrix([str(material.vocabulary[column]) for column in candidates], texts)
        worth = row[candidates] / (row[candidates].max(initial=0.0) or 1.0)
        worth -= _PLAIN * np.array([material.vocabulary[column] in plain for column in candidates], dtype=float)
        worth -= _LAST * poor[candidates]
        order = _together(worth, together, n_terms)
        chosen.append([(candidates[place], float(row[candidates[place]])) for place in order])
    return chosen


def _together(worth: Weights, together: Weights, n_terms: int) -> list[int]:
    """Choose one by one what has weight and stands together with what was chosen (as Carbonell & Goldstein, 1998)."""
    left = list(range(len(worth)))
    order: list[int] = []
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
