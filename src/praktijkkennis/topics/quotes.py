"""Which passages show best what a topic is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import unit_rows
from praktijkkennis.topics.engines.protocol import Material, Weights
from praktijkkennis.topics.passages import Passage
from praktijkkennis.topics.result import TopicQuote

_READABLE = (6, 40)
_NAMED = 0.2


def representative(
    passages: Sequence[Passage],
    material: Material,
    weights: Weights,
    term_scores: Weights,
    n_quotes: int,
    phrases: Sequence[Sequence[str]] = (),
) -> list[tuple[TopicQuote, ...]]:
    """Choose the most representative passages of every topic.

    Parameters
    ----------
    passages : sequence of Passage
        All passages.
    material : Material
        The same passages as the engine saw them.
    weights : ndarray of float64, shape (n_passages, n_topics)
        How much each is about each topic.
    term_scores : ndarray of float64, shape (n_topics, n_lemmas)
        Weights of lemmas by topic.
    n_quotes : int
        Greatest number of passages of a topic.
    phrases : sequence of sequence of str, optional
        The phrases that name each topic; a passage that has some of them shows why it is named so.

    Returns
    -------
    list of tuple of TopicQuote
        For each topic passages near its centre in meaning and full of its terms, sentences of a readable length; from
        different documents as long as there are any, and never the same text twice.
    """
    chosen = []
    assigned = weights.argmax(axis=1) if weights.shape[1] else np.zeros(len(weights), dtype=np.int64)
    for topic in range(weights.shape[1]):
        members = np.flatnonzero((assigned == topic) & (weights[:, topic] > 0))
        value = closeness(material, members) + _term_share(material, members, term_scores[topic])
        if topic < len(phrases):
            value += np.array([_named(passages[row], phrases[topic]) for row in members.tolist()])
        value = value * weights[members, topic] * np.array([_readability(passages[row]) for row in members.tolist()])
        order = members[np.argsort(-value.round(6), kind="stable")]
        chosen.append(tuple(_quote(passages[row], weights[row, topic]) for row in _varied(order, passages, n_quotes)))
    return chosen


def closeness(material: Material, members: NDArray[np.int64]) -> NDArray[np.float64]:
    """Tell how near passages lie to their middle, by the cosine of their vectors less the mean of the corpus.

    Parameters
    ----------
    material : Material
        All passages.
    members : ndarray of int64
        Rows of a topic.

    Returns
    -------
    ndarray of float64, shape (len(members),)
        At most 1; all 0 without vectors.
    """
    if material.vectors is None:
        return np.zeros(len(members))
    vectors = unit_rows(material.vectors[members] - material.vectors.mean(axis=0)).astype(np.float64)
    centre = vectors.mean(axis=0)
    return np.asarray(vectors @ (centre / (np.linalg.norm(centre) or 1.0)))


def _term_share(material: Material, members: NDArray[np.int64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    counts = (material.counts[members] > 0).astype(np.float64)
    found = np.asarray(counts @ scores) / np.sqrt(np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1.0))
    highest = found.max(initial=0.0)
    share: NDArray[np.float64] = found / highest if highest else found
    return share


def _named(passage: Passage, phrases: Sequence[str]) -> float:
    """Value a passage by how many of the phrases stand in it, in whatever form."""
    words = {token.lemma for token in passage.tokens} | {token.text.lower() for token in passage.tokens}
    named = sum(all(word in words for word in phrase.lower().split()) for phrase in phrases)
    return min(_NAMED * named, 2 * _NAMED)


def _readability(passage: Passage) -> float:
    n_words = len(passage.text.split())
    hanging = 0.85 if passage.text.rstrip().endswith("?") else 1.0
    if not any(token.pos in ("VERB", "AUX") for token in passage.tokens):
        # A heading or a line of a list names a subject and tells nothing of it.
        hanging *= 0.6
    if n_words < _READABLE[0]:
        # "Groet," may lie in the middle of a topic, and still shows nothing of it.
        return hanging * 0.6 * n_words / _READABLE[0]
    return hanging * (1.0 if n_words <= _READABLE[1] else 0.6)


def _varied(order: NDArray[np.int64], passages: Sequence[Passage], n_quotes: int) -> list[int]:
    texts: set[str] = set()
    documents: set[int] = set()
    first: list[int] = []
    rest: list[int] = []
    for row in order.tolist():
        text = " ".join(passages[row].text.casefold().split())
        if text in texts:
            continue
        texts.add(text)
        (rest if passages[row].document in documents else first).append(row)
        documents.add(passages[row].document)
    return [*first, *rest][:n_quotes]


def _quote(passage: Passage, weight: float) -> TopicQuote:
    return TopicQuote(passage.start, passage.end, passage.document_id, passage.text, float(weight))
