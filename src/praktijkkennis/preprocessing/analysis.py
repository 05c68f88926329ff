"""From documents to sentences with tokens, lemmas and structure, all with offsets into the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Span, Token
from praktijkkennis.preprocessing.lemmas import join_particles, normalise_lemma
from praktijkkennis.preprocessing.pipelines import DutchPipeline, load_pipeline
from praktijkkennis.preprocessing.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BATCH_DOCUMENTS = 32
_MAX_SENTENCE = 20_000


class Preprocessor:
    """Splits documents into sentences and analyses these with a Dutch spaCy pipeline.

    Parameters
    ----------
    pipeline : DutchPipeline, optional
        The pipeline that :func:`load_pipeline` chooses by itself when not given.

    Notes
    -----
    Only standard token attributes are used (``lemma_``, ``pos_``, ``dep_``, ``head``), so any Dutch pipeline
    with a tagger or morphologizer, a parser and a lemmatizer will do. Every sentence is parsed by itself.
    """

    def __init__(self, pipeline: DutchPipeline | None = None) -> None:
        self.pipeline = pipeline or load_pipeline()

    def process(self, document: Document) -> ProcessedDocument:
        """Analyse one document."""
        return next(self.stream([document]))

    def stream(self, documents: Iterable[Document]) -> Iterator[ProcessedDocument]:
        """Analyse documents one after the other, a few dozen in memory at a time.

        Yields
        ------
        ProcessedDocument
            In the order of the documents.
        """
        iterator = iter(documents)
        while batch := list(islice(iterator, _BATCH_DOCUMENTS)):
            spans = [_bounded(split_sentences(document)) for document in batch]
            texts = (
                self._as_one_sentence(document.text[span.start : span.end])
                for document, found in zip(batch, spans, strict=True)
                for span in found
                if is_codable(document, span)
            )
            parsed = self.pipeline.nlp.pipe(texts)
            for document, found in zip(batch, spans, strict=True):
                yield ProcessedDocument(document, tuple(_sentence(document, span, parsed) for span in found))

    def _as_one_sentence(self, text: str) -> Doc:
        doc = self.pipeline.nlp.make_doc(text)
        for token in doc[1:]:
            token.is_sent_start = False
        return doc


def is_codable(document: Document, span: Span) -> bool:
    """Tell whether a sentence may be coded: it holds a letter and lies in no web residue."""
    if not any(character.isalpha() for character in document.text[span.start : span.end]):
        return False
    return not any(residue.overlaps(span.start, span.end) for residue in document.residue)


def _bounded(spans: Iterable[Span]) -> list[Span]:
    """Cut what has no boundary for very long (a data dump, a poem without stops) so that parsing stays cheap."""
    return [
        Span(start, min(start + _MAX_SENTENCE, span.end))
        for span in spans
        for start in range(span.start, span.end, _MAX_SENTENCE)
    ]


def _sentence(document: Document, span: Span, parsed: Iterator[Doc]) -> Sentence:
    codable = is_codable(document, span)
    tokens = _tokens(next(parsed), span.start) if codable else ()
    return Sentence(span.start, span.end, tokens, codable, document.speaker_at(span.start))


def _tokens(doc: Doc, offset: int) -> tuple[Token, ...]:
    kept = [token for token in doc if not token.is_space]
    places = {token.i: place for place, token in enumerate(kept)}
    tokens = [
        Token(
            start=offset + token.idx,
            end=offset + token.idx + len(token.text),
            text=token.text,
            lemma=normalise_lemma(token.lemma_, token.text, token.pos_),
            pos=token.pos_,
            dep=token.dep_,
            head=places.get(token.head.i, place),
        )
        for place, token in enumerate(kept)
    ]
    return join_particles(tokens)
