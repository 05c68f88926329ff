"""The default tagger: terms and meaning together, with stance and evidence for every annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import Evidence, ProcessedDocument, Sentence, Span, Stance, ThemeAnnotation
from praktijkkennis.embedding import Embedder, Vectors, encode_document, encode_parts, load_embedder, sees_parts
from praktijkkennis.preprocessing.assertion import assertion_of, sentence_behind
from praktijkkennis.tagging.clauses import TellingClauses, clauses_of
from praktijkkennis.tagging.lexical import LexicalHit, LexicalTagger
from praktijkkennis.tagging.reasons import Reasons
from praktijkkennis.tagging.scoring import scorer_for
from praktijkkennis.tagging.signals import Scorer, signals_of
from praktijkkennis.tagging.strictness import BALANCED, strict_thresholds


class ThemeTagger:
    """Codes sentences with the themes of a codebook.

    Parameters
    ----------
    codebook : Codebook, optional
        The built-in codebook by default; any other works the same way, without training.
    embedder : Embedder, optional
        The default embedder when not given.
    threshold : float, optional
        Probability (0..1) from which every theme is coded; when not given, each theme has that of the scorer.
    strictness : float, optional
        Moves the thresholds of the scorer (0..1), as
        :func:`~praktijkkennis.tagging.strictness.strict_thresholds` does; not with a threshold.
    scorer : Scorer, optional
        How signals become probabilities; :func:`~praktijkkennis.tagging.scoring.scorer_for` chooses when not given.

    Attributes
    ----------
    codebook : Codebook
        As used.
    embedder : Embedder
        What the scorer wants vectors of: the one given, unless the scorer was trained with one of its own.
    thresholds : dict of str to float
        Probability from which each theme is coded.
    identity : str
        How signals become probabilities, for a manifest.

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
        threshold: float | None = None,
        strictness: float | None = None,
        scorer: Scorer | None = None,
    ) -> None:
        if threshold is not None and strictness is not None:
            raise ValueError("give a threshold or a strictness, not both")
        self.codebook = codebook or load_codebook()
        self._scorer = scorer or scorer_for(self.codebook, embedder or load_embedder())
        self.embedder = self._scorer.embedder
        own = strict_thresholds(self._scorer.thresholds, BALANCED if strictness is None else strictness)
        limits = own if threshold is None else np.full(len(self.codebook.themes), threshold)
        self.thresholds = dict(zip(self.codebook.keys, map(float, limits), strict=True))
        self.identity = self._scorer.identity
        self._lexical = LexicalTagger(self.codebook)
        self._reasons = Reasons(self.codebook, self._scorer)

    def encode(self, processed: ProcessedDocument) -> tuple[Vectors, Vectors | None]:
        """Embed the codable sentences of one document and, where that costs nothing, their clauses.

        An encoder in 8 bits gives a sentence a slightly different vector in other company; whoever needs the vectors
        again should keep these.

        Returns
        -------
        sentences : ndarray of float32, shape (codable sentences, dimensions)
        clauses : ndarray of float32, shape (clauses, dimensions), or None
            In order; None when the encoder does not see them within their sentences.
        """
        sentences = [one for one in processed.sentences if one.codable]
        texts = [processed.text_of(one) for one in sentences]
        if not sees_parts(self.embedder):
            return encode_document(self.embedder, texts), None
        text = processed.document.text
        parts = [[(one.start - of.start, one.end - of.start) for one in clauses_of(text, of)] for of in sentences]
        return encode_parts(self.embedder, texts, parts)

    def tag(
        self, processed: ProcessedDocument, vectors: Vectors | None = None, clauses: Vectors | None = None
    ) -> tuple[ThemeAnnotation, ...]:
        """Code one document.

        Parameters
        ----------
        processed : ProcessedDocument
            The document.
        vectors : ndarray of float32, shape (codable sentences, dimensions), optional
            What :meth:`encode` gave for its sentences; computed when not given.
        clauses : ndarray of float32, shape (clauses, dimensions), optional
            What it gave for their clauses; computed when needed and not given.

        Returns
        -------
        tuple of ThemeAnnotation
            In order of sentence, then of theme in the codebook.
        """
        if vectors is None:
            vectors, clauses = self.encode(processed)
        signals = signals_of(processed, self._lexical, self.embedder, vectors)
        sentences, hits = signals.sentences, signals.hits
        probabilities = np.round(self._scorer.probabilities(signals), 4)
        limits = np.array(list(self.thresholds.values()))
        rows, columns = np.nonzero(probabilities >= limits)
        coded = sorted(set(rows.tolist()))
        if not coded:
            return ()
        stances = dict(zip(coded, self._scorer.stances(signals, coded), strict=True))
        telling = self._telling(processed, sentences, coded, clauses)
        codes = list(zip(rows.tolist(), columns.tolist(), strict=True))
        reasons = self._reasons.of(signals, probabilities, limits, codes)
        return tuple(
            self._annotation(
                processed,
                sentences[row],
                self.codebook.keys[column],
                float(probabilities[row, column]),
                stances[row],
                telling.best(row, column),
                _evidence(telling.best(row, column), why, hits[row].get(self.codebook.keys[column])),
            )
            for (row, column), why in zip(codes, reasons, strict=True)
        )

    def _telling(
        self, processed: ProcessedDocument, sentences: Sequence[Sentence], coded: list[int], vectors: Vectors | None
    ) -> TellingClauses:
        """Score the clauses of coded sentences; those of all sentences when they are at hand."""
        if sees_parts(self.embedder):
            rows = list(range(len(sentences)))
            vectors = self.encode(processed)[1] if vectors is None else vectors
        else:
            rows = coded
        clauses = {row: clauses_of(processed.document.text, sentences[row]) for row in rows}
        if vectors is None:
            vectors = self.embedder.encode([processed.text_of(one) for found in clauses.values() for one in found])
        return TellingClauses(clauses, self._scorer.meaning(vectors))

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
            yield processed, self.tag(processed)

    def score(self, processed: ProcessedDocument) -> tuple[list[Sentence], NDArray[np.float64]]:
        """Give the probability of every theme in every codable sentence, whether it would be coded or not.

        Returns
        -------
        sentences : list of Sentence
            The n codable sentences.
        probabilities : ndarray of float64, shape (n, themes)
        """
        signals = signals_of(processed, self._lexical, self.embedder)
        return list(signals.sentences), self._scorer.probabilities(signals)

    def score_alone(self, processed: ProcessedDocument, annotation: ThemeAnnotation) -> float:
        """Give the probability of a theme in a coded sentence that is read without its neighbours.

        A sentence in its document may carry a theme that is said in the sentence before it; this tells whether who
        reads only this sentence finds the theme in it.

        Parameters
        ----------
        processed : ProcessedDocument
            The document.
        annotation : ThemeAnnotation
            A code of this codebook, by anybody; it need not be on a sentence.

        Returns
        -------
        float
            0..1; depends on nothing outside the coded stretch.
        """
        place = (annotation.start, annotation.end)
        same = (one for one in processed.sentences if (one.start, one.end) == place)
        sentence = replace(next(same, Sentence(*place, ())), codable=True)
        alone = ProcessedDocument(processed.document, (sentence,))
        signals = signals_of(alone, self._lexical, self.embedder)
        column = self.codebook.keys.index(annotation.theme)
        return float(round(self._scorer.probabilities(signals)[0, column], 4))

    def _annotation(
        self,
        processed: ProcessedDocument,
        sentence: Sentence,
        theme: str,
        score: float,
        stance: Stance,
        clause: Span,
        evidence: tuple[Evidence, ...],
    ) -> ThemeAnnotation:
        return ThemeAnnotation(
            start=sentence.start,
            end=sentence.end,
            document_id=processed.document.id,
            theme=theme,
            score=score,
            stance=stance,
            coder=self.name,
            evidence=evidence,
            assertion=assertion_of(
                sentence.tokens, clause.start, clause.end, sentence_behind(processed.sentences, sentence)
            ),
        )


def _evidence(clause: Span, why: str, hit: LexicalHit | None) -> tuple[Evidence, ...]:
    return (*(hit.evidence if hit else ()), Evidence(clause.start, clause.end, why))
