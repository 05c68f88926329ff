"""From documents to sentences with tokens, lemmas and structure, all with offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Span, Token
from praktijkkennis.preprocessing.inversion import mend_inversion
from praktijkkennis.preprocessing.lemmas import normalise_lemma
from praktijkkennis.preprocessing.pipelines import DutchPipeline, is_word_with_stop, load_pipeline
from praktijkkennis.preprocessing.sentences import split_sentences
from praktijkkennis.preprocessing.separable import join_particles

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BATCH_DOCUMENTS = 32
_MAX_SENTENCE = 20_000
_WORD = re.compile(r"\S+")
_CLOSING = frozenset("\"'”’»)]")
_STOP_BEFORE_CLOSING = re.compile(r"""\.\s?["'”’»)\]]""")
_PIECE = re.compile(rf"\S(?:.{{0,{_MAX_SENTENCE - 2}}}\S)?(?!\S)|\S{{1,{_MAX_SENTENCE}}}", re.DOTALL)


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
            spans = [list(_bounded(document.text, split_sentences(document))) for document in batch]
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
        # Line ends and double spaces would be tokens of their own, and the parse would depend on the layout.
        doc = self.pipeline.nlp.make_doc(" ".join(text.split()))
        _part_from_stop(doc)
        for token in doc[1:]:
            token.is_sent_start = False
        return doc


def _part_from_stop(doc: Doc) -> None:
    """Part the last word of a sentence, or of what is quoted, from its full stop (``... van de pers.``).

    Elsewhere ``pers.`` is short for something, and so it is behind a number (``12 pers.``).
    """
    # Going over all tokens takes longer than to see that no full stop stands before what closes a quotation.
    first = 0 if _STOP_BEFORE_CLOSING.search(doc.text) else max(0, len(doc) - 1)
    places = [
        token.i
        for token in doc[first:]
        if len(token.text) > 1
        and token.text.endswith(".")
        and (token.i + 1 == len(doc) or doc[token.i + 1].text in _CLOSING)
        and not (token.i > 0 and doc[token.i - 1].like_num)
        and is_word_with_stop(token.text)
    ]
    if not places:
        return
    with doc.retokenize() as retokenizer:
        for place in places:
            token = doc[place]
            retokenizer.split(token, [token.text[:-1], "."], heads=[(token, 0), (token, 0)])


def is_codable(document: Document, span: Span) -> bool:
    """Tell whether a sentence may be coded: it holds a letter and lies in no web residue."""
    if not any(character.isalpha() for character in document.text[span.start : span.end]):
        return False
    return not any(residue.overlaps(span.start, span.end) for residue in document.residue)


def _bounded(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Cut what has no boundary for very long (a data dump, a poem without stops) so that parsing stays cheap.

    The cut falls between words, unless a word is that long itself.
    """
    for span in spans:
        if span.end - span.start <= _MAX_SENTENCE:
            yield span
        else:
            yield from (Span(*piece.span()) for piece in _PIECE.finditer(text, span.start, span.end))


def _sentence(document: Document, span: Span, parsed: Iterator[Doc]) -> Sentence:
    codable = is_codable(document, span)
    tokens = tokens_of(next(parsed), document.text, span) if codable else ()
    return Sentence(span.start, span.end, tokens, codable, document.speaker_at(span.start))


def tokens_of(doc: Doc, text: str, span: Span) -> tuple[Token, ...]:
    """Turn what spaCy made of a sentence into tokens of the library.

    Parameters
    ----------
    doc : Doc
        The analysed sentence, its white space folded to single spaces.
    text : str
        The text that the sentence stands in.
    span : Span
        Where it stands there.

    Returns
    -------
    tuple of Token
        With offsets into the text, lemmas made alike, verbs before their subject put right, and particles joined to
        their verbs.
    """
    places = _places(text, span)
    tokens: list[Token] = []
    for token in doc:
        start, end = places[token.idx], places[token.idx + len(token.text) - 1] + 1
        written = text[start:end]
        lemma = normalise_lemma(token.lemma_, written, token.pos_)
        tokens.append(Token(start, end, written, lemma, token.pos_, token.dep_, token.head.i))
    return join_particles(mend_inversion(tokens))


def _places(text: str, span: Span) -> Sequence[int]:
    """Tell of each character of a sentence with its white space folded where it stands in the text."""
    words = [word.span() for word in _WORD.finditer(text, span.start, span.end)]
    return [place for start, end in words for place in range(start, end + 1)]
