"""What a topic model found, as frozen objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import Document, Span
from praktijkkennis.topics.engines.protocol import Weights, strongest
from praktijkkennis.topics.passages import Passage

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class TopicQuote(Span):
    """A passage that shows what a topic is about, verbatim."""

    document_id: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic.

    Parameters
    ----------
    number : int
        Its column in the matrices; topics are ordered by size.
    label : str
        Name for people, in Dutch.
    keyphrases : tuple of str
        Phrases that name it.
    terms : tuple of (str, float)
        Lemmas with their weights, the best first.
    n_passages, n_documents : int
        Passages of which it is the strongest topic, those of copies too, and the different documents these stand in:
        there a text that is there twice counts once (:mod:`praktijkkennis.topics.copies`).
    npmi, c_v : float
        Coherence of its terms; NaN when it cannot be measured.
    stability : float
        Mean overlap with itself after refits, 0..1; NaN when that was not tried.
    fragile : bool
        Whether it mostly dissolves when fitted again, or all topics together come back no better than by lot.
    quotes : tuple of TopicQuote
        The most representative passages, verbatim.
    theme : str
        Key of the theme that it was given with, empty for a topic that was found.
    """

    number: int
    label: str
    keyphrases: tuple[str, ...]
    terms: tuple[tuple[str, float], ...]
    n_passages: int
    n_documents: int
    npmi: float
    c_v: float
    stability: float
    fragile: bool
    quotes: tuple[TopicQuote, ...]
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """Measures over all topics; NaN where there is nothing to measure.

    Parameters
    ----------
    npmi, c_v : float
        Mean coherence.
    diversity : float
        Share of different terms, 0..1.
    redundancy : float
        Mean overlap of the terms of two topics, 0..1.
    stability : float
        Mean stability, by number of passages.
    stability_beyond : float
        How alike the divisions of all fits are beyond what lots give, 0 by lot: see
        :func:`~praktijkkennis.topics.stability.beyond_chance`. One heap is stable and has 0 here.
    """

    npmi: float
    c_v: float
    diversity: float
    redundancy: float
    stability: float
    stability_beyond: float = float("nan")


@dataclass(frozen=True, eq=False)
class TopicResult:
    """All that a topic model found in a corpus; without topics it is valid too, and ``reason`` says why.

    Parameters
    ----------
    documents : tuple of Document
        The documents, in order.
    passages : tuple of Passage
        What was divided over the topics.
    topics : tuple of Topic
        The largest first.
    passage_topic : ndarray of float64, shape (n_passages, n_topics)
        Rows sum to 1, or are zero for a passage outside all topics.
    document_topic : ndarray of float64, shape (n_documents, n_topics)
        Mean over the passages of a document that have a topic; zero for a document without any.
    points : ndarray of float64, shape (n_topics, 2)
        Where topics lie on a map: alike is near.
    engine : str
        The engine used.
    reason : str
        Why that engine, and how the number of topics came about or why there are none, in Dutch.
    quality : Quality
        Measures over all topics.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    topics: tuple[Topic, ...]
    passage_topic: Weights
    document_topic: Weights
    points: NDArray[np.float64]
    engine: str
    reason: str
    quality: Quality

    @property
    def assigned(self) -> NDArray[np.int64]:
        """The strongest topic of each passage, -1 for none."""
        return strongest(self.passage_topic)

    @property
    def n_outliers(self) -> int:
        """Number of passages outside all topics."""
        return int((self.assigned < 0).sum())

    @property
    def coverage(self) -> float:
        """Share of passages in a topic, 0..1; 0 when there are no passages."""
        return 1.0 - self.n_outliers / len(self.passages) if self.passages else 0.0

    def to_frame(self) -> pd.DataFrame:
        """One row a topic: ``topic, label, terms, passages, documents, share, npmi, c_v, stability, fragile``."""
        from praktijkkennis.topics.frames import topics_frame

        return topics_frame(self)


def document_topics(passage_topic: Weights, documents: NDArray[np.int64], n_documents: int) -> Weights:
    """Give each document the mean of the topics of its passages.

    Parameters
    ----------
    passage_topic : ndarray of float64, shape (n_passages, n_topics)
        Topics of passages.
    documents : ndarray of int64, shape (n_passages,)
        Number of the document of each.
    n_documents : int
        Number of documents; some may have no passage.

    Returns
    -------
    ndarray of float64, shape (n_documents, n_topics)
        Rows sum to 1, or are zero for a document of which no passage has a topic.
    """
    sums = np.zeros((n_documents, passage_topic.shape[1]))
    np.add.at(sums, documents, passage_topic)
    totals = sums.sum(axis=1, keepdims=True)
    means: Weights = np.divide(sums, totals, out=np.zeros_like(sums), where=totals > 0)
    return means
