"""What is known of the sentences of a document, and what turns that into probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import ProcessedDocument, Sentence, Stance
from praktijkkennis.embedding import Embedder, Vectors, encode_document
from praktijkkennis.tagging.context import FORM_FEATURES, form_of
from praktijkkennis.tagging.lexical import LexicalHit, LexicalTagger


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What is known of the n codable sentences of one document, in order.

    Attributes
    ----------
    texts : tuple of str
        The sentences.
    n_tokens : ndarray of int64, shape (n,)
    vectors : ndarray of float32, shape (n, dimensions)
    lexical : ndarray of float64, shape (n, themes)
        Scores by terms.
    sentences : tuple of Sentence
        The same sentences with their tokens.
    hits : tuple of mapping of str to LexicalHit
        The terms themselves, by theme key; empty when only their scores are known.
    """

    texts: tuple[str, ...]
    n_tokens: NDArray[np.int64]
    vectors: Vectors
    lexical: NDArray[np.float64]
    sentences: tuple[Sentence, ...]
    hits: tuple[Mapping[str, LexicalHit], ...] = ()

    def form(self) -> NDArray[np.float64]:
        """Give the form of each sentence, shape (n, features)."""
        rows = [form_of(text, int(n)) for text, n in zip(self.texts, self.n_tokens, strict=True)]
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(FORM_FEATURES))


def signals_of(
    processed: ProcessedDocument, lexical: LexicalTagger, embedder: Embedder, vectors: Vectors | None = None
) -> Signals:
    """Gather what is known of the codable sentences of one document.

    Parameters
    ----------
    processed : ProcessedDocument
        The document.
    lexical : LexicalTagger
        Finds the terms of a codebook.
    embedder : Embedder
        Gives the vectors.
    vectors : ndarray of float32, shape (codable sentences, dimensions), optional
        When they are known already.
    """
    sentences = tuple(sentence for sentence in processed.sentences if sentence.codable)
    texts = tuple(processed.text_of(sentence) for sentence in sentences)
    hits = tuple(lexical.find(sentence) for sentence in sentences)
    keys = lexical.codebook.keys
    scores = [[found[key].score if key in found else 0.0 for key in keys] for found in hits]
    return Signals(
        texts,
        np.array([len(sentence.tokens) for sentence in sentences], dtype=np.int64),
        encode_document(embedder, texts) if vectors is None else vectors,
        np.array(scores, dtype=np.float64).reshape(len(sentences), len(keys)),
        sentences,
        hits,
    )


class Scorer(Protocol):
    """Turns signals into probabilities and stances."""

    identity: str
    """What it is and, where it was trained, a SHA-256 of its weights; for a manifest."""

    thresholds: NDArray[np.float64]
    """Probability from which each theme is coded, shape (themes,)."""

    embedder: Embedder
    """What makes the vectors that it wants."""

    def meaning(self, vectors: Vectors) -> NDArray[np.float64]:
        """Give a score per theme by meaning alone, shape (n, themes); only comparable within a theme."""
        ...

    def probabilities(self, signals: Signals) -> NDArray[np.float64]:
        """Give the probability of every theme in every sentence, shape (n, themes)."""
        ...

    def stances(self, signals: Signals, rows: Sequence[int]) -> list[Stance]:
        """Tell the stance of some of the sentences."""
        ...

    def stance_log_odds(self, signals: Signals, rows: Sequence[int]) -> NDArray[np.float64]:
        """Give log odds of each stance of some of the sentences, shape (len(rows), stances), for who learns further."""
        ...
