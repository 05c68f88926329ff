"""The default tagger: terms and meaning together, with stance and evidence for every annotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import Evidence, ProcessedDocument, Sentence, Span, Stance, ThemeAnnotation
from praktijkkennis.embedding import Embedder, Vectors, load_embedder
from praktijkkennis.tagging.lexical import LexicalHit, LexicalTagger
from praktijkkennis.tagging.semantic import SemanticTagger
from praktijkkennis.tagging.stance import StanceClassifier

_CLAUSE = re.compile(r"[^,;:()–—]+")
_MIN_CLAUSE = 15


@dataclass(frozen=True, slots=True)
class Combination:
    """How the two signs of a theme become one probability: a logistic function of both.

    ``p = sigmoid(intercept + semantic * s * min(1, n / 8) + lexical * l)`` with ``s`` the standardised semantic score,
    ``l`` the lexical score and ``n`` the number of tokens: what a few words mean by themselves is little. Fitted over
    all themes together on the coded development documents by ``experiments/tagging/combineren.py``; because no number
    belongs to one theme, it serves any codebook.
    """

    intercept: float = -4.45
    semantic: float = 0.89
    lexical: float = 4.66

    def probability(
        self, semantic: NDArray[np.float64], lexical: NDArray[np.float64], n_tokens: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Join scores.

        Parameters
        ----------
        semantic, lexical : ndarray of float64, shape (n, themes)
        n_tokens : ndarray of int64, shape (n,)

        Returns
        -------
        ndarray of float64, shape (n, themes)
        """
        logit = self.intercept + self.semantic * damped(semantic, n_tokens) + self.lexical * lexical
        joined: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logit))
        return joined


def damped(semantic: NDArray[np.float64], n_tokens: NDArray[np.int64]) -> NDArray[np.float64]:
    """Lessen the semantic score of very short sentences in proportion to their length."""
    lessened: NDArray[np.float64] = semantic * np.minimum(1.0, n_tokens / FULL_LENGTH)[:, None]
    return lessened


FULL_LENGTH = 8
"""Number of tokens from which the meaning of a sentence counts in full."""

THRESHOLD = 0.2
"""Probability from which a theme is coded; chosen on the coded development documents for the best F1."""


class ThemeTagger:
    """Codes sentences with the themes of a codebook.

    Parameters
    ----------
    codebook : Codebook, optional
        The built-in codebook by default; any other works the same way, without training.
    embedder : Embedder, optional
        The default embedder when not given.
    threshold : float, optional
        Probability (0..1) from which a theme is coded.

    Examples
    --------
    >>> tagger = ThemeTagger()                                    # doctest: +SKIP
    >>> annotations = tagger.tag(Preprocessor().process(document))  # doctest: +SKIP
    """

    name = "praktijkkennis"

    def __init__(
        self,
        codebook: Codebook | None = None,
        embedder: Embedder | None = None,
        *,
        threshold: float = THRESHOLD,
        combination: Combination | None = None,
    ) -> None:
        self.codebook = codebook or load_codebook()
        self.embedder = embedder or load_embedder()
        self.threshold = threshold
        self.combination = combination or Combination()
        self._lexical = LexicalTagger(self.codebook)
        self._semantic = SemanticTagger(self.codebook, self.embedder)
        self._stance = StanceClassifier(load_codebook(), self.embedder)

    def tag(self, processed: ProcessedDocument) -> tuple[ThemeAnnotation, ...]:
        """Code one document.

        Returns
        -------
        tuple of ThemeAnnotation
            In order of sentence, then of theme in the codebook.
        """
        return next(self.stream([processed]))[1]

    def stream(
        self, documents: Iterable[ProcessedDocument]
    ) -> Iterator[tuple[ProcessedDocument, tuple[ThemeAnnotation, ...]]]:
        """Code documents one after the other.

        Yields
        ------
        tuple of ProcessedDocument and tuple of ThemeAnnotation
            In the order of the documents.
        """
        for processed in documents:
            yield processed, self._tag(processed)

    def score(
        self, processed: ProcessedDocument
    ) -> tuple[list[Sentence], NDArray[np.float64], Vectors, list[dict[str, LexicalHit]]]:
        """Give the probability of every theme in every codable sentence, with what it was made of.

        Returns
        -------
        sentences : list of Sentence
            The n codable sentences.
        probabilities : ndarray of float64, shape (n, themes)
        vectors : ndarray of float32, shape (n, dimensions)
        hits : list of dict
            Lexical hits by theme key.
        """
        sentences = [sentence for sentence in processed.sentences if sentence.codable]
        vectors = self.embedder.encode([processed.text_of(sentence) for sentence in sentences])
        semantic = self._semantic.scores(vectors)
        hits = [self._lexical.find(sentence) for sentence in sentences]
        lexical = np.array(
            [[found[key].score if key in found else 0.0 for key in self.codebook.keys] for found in hits],
            dtype=np.float64,
        ).reshape(semantic.shape)
        n_tokens = np.array([len(sentence.tokens) for sentence in sentences], dtype=np.int64)
        return sentences, self.combination.probability(semantic, lexical, n_tokens), vectors, hits

    def _tag(self, processed: ProcessedDocument) -> tuple[ThemeAnnotation, ...]:
        sentences, probabilities, vectors, hits = self.score(processed)
        rows, columns = np.nonzero(np.round(probabilities, 4) >= self.threshold)
        stances = self._stances(processed, sentences, vectors, sorted(set(rows.tolist())))
        return tuple(
            self._annotation(
                processed, sentences[row], vectors[row], hits[row], column, probabilities[row, column], stances[row]
            )
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        )

    def _stances(
        self, processed: ProcessedDocument, sentences: Sequence[Sentence], vectors: Vectors, rows: list[int]
    ) -> dict[int, Stance]:
        texts = [processed.text_of(sentences[row]) for row in rows]
        return dict(zip(rows, self._stance.predict(vectors[rows], texts), strict=True))

    def _annotation(
        self,
        processed: ProcessedDocument,
        sentence: Sentence,
        vector: Vectors,
        hits: dict[str, LexicalHit],
        theme: int,
        probability: float,
        stance: Stance,
    ) -> ThemeAnnotation:
        key = self.codebook.keys[theme]
        evidence = hits[key].evidence if key in hits else ()
        span = self._telling_clause(processed, sentence, theme)
        example = self._semantic.nearest_example(theme, vector)
        meaning = Evidence(span.start, span.end, f"Dit lijkt in betekenis op het voorbeeld '{example}'")
        return ThemeAnnotation(
            start=sentence.start,
            end=sentence.end,
            document_id=processed.document.id,
            theme=key,
            score=round(float(probability), 4),
            stance=stance,
            coder=self.name,
            evidence=(*evidence, meaning),
        )

    def _telling_clause(self, processed: ProcessedDocument, sentence: Sentence, theme: int) -> Span:
        """Find the clause that by itself scores highest on the theme; the sentence when it has but one."""
        clauses = [
            _trimmed(match)
            for match in _CLAUSE.finditer(processed.document.text, sentence.start, sentence.end)
            if len(match.group().strip()) >= _MIN_CLAUSE
        ]
        if len(clauses) < 2:
            return Span(sentence.start, sentence.end)
        vectors = self.embedder.encode([processed.text_of(clause) for clause in clauses])
        return clauses[int(np.argmax(self._semantic.scores(vectors)[:, theme]))]


def _trimmed(match: re.Match[str]) -> Span:
    """Leave out the white space around a match that holds more than that."""
    words = match.group().strip()
    start = match.start() + match.group().index(words)
    return Span(start, start + len(words))
