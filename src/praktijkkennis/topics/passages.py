"""What is divided over topics: sentences, or windows of sentences where these are short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Token

if TYPE_CHECKING:
    from praktijkkennis.preprocessing import Preprocessor

Text = str | Document | ProcessedDocument
"""What a topic model takes; a str gets its place in the input as its id, a Document is first analysed."""

Unit = Literal["sentence", "window", "document"]
"""A passage is a codable sentence; sentences joined until they hold enough words; or all of a document."""

UNITS: tuple[Unit, ...] = ("sentence", "window", "document")

WINDOW_WORDS = 12
"""A window is closed when it holds so many words: two short sentences, or one of usual length."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that gets topics as a whole.

    Parameters
    ----------
    document : int
        Place of the document in the input.
    document_id : str
        Its id.
    start, end : int
        Code points of the text of the document, end exclusive.
    text : str
        The text between them, verbatim.
    sentences : tuple of Sentence
        The sentences in it.
    """

    document: int
    document_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]

    @property
    def tokens(self) -> list[Token]:
        """All tokens, in order."""
        return [token for sentence in self.sentences for token in sentence.tokens]


def process_texts(texts: Iterable[Text], preprocessor: Preprocessor | None = None) -> tuple[ProcessedDocument, ...]:
    """Analyse whatever is not analysed yet.

    Parameters
    ----------
    texts : iterable of str, Document or ProcessedDocument
        The documents.
    preprocessor : Preprocessor, optional
        Loaded only when it is needed and not given.

    Returns
    -------
    tuple of ProcessedDocument
        In the same order.

    Raises
    ------
    TypeError
        When something else comes by, or one text instead of an iterable of them.
    """
    if isinstance(texts, (str, Document, ProcessedDocument)):
        raise TypeError(f"an iterable of texts is expected, not one {type(texts).__name__}; put it in a list")
    return tuple(_processed(texts, preprocessor))


def _processed(texts: Iterable[Text], preprocessor: Preprocessor | None) -> Iterator[ProcessedDocument]:
    numbered = enumerate(texts)
    for is_ready, group in groupby(numbered, key=lambda one: isinstance(one[1], ProcessedDocument)):
        if is_ready:
            for _, text in group:
                assert isinstance(text, ProcessedDocument)
                yield text
            continue
        if preprocessor is None:
            from praktijkkennis.preprocessing import Preprocessor

            preprocessor = Preprocessor()
        yield from preprocessor.stream(_document(place, text) for place, text in group)


def _document(place: int, text: Text) -> Document:
    if isinstance(text, Document):
        return text
    if isinstance(text, str):
        return Document(str(place), text)
    raise TypeError(f"a text is a str, Document or ProcessedDocument, not {type(text).__name__}")


def find_passages(
    documents: Sequence[ProcessedDocument], unit: Unit = "sentence", words: int = WINDOW_WORDS
) -> tuple[Passage, ...]:
    """Divide documents into passages.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The documents.
    unit : {"sentence", "window", "document"}
        What a passage is. No window reaches over the words of two speakers.
    words : int
        For windows: number of words from which one is full.

    Returns
    -------
    tuple of Passage
        In order of appearance; residue and sentences without a letter are left out.
    """
    if unit not in UNITS:
        raise ValueError(f"unit must be one of {UNITS}, not {unit!r}")
    passages = []
    for place, processed in enumerate(documents):
        codable = [sentence for sentence in processed.sentences if sentence.codable]
        for group in _groups(codable, unit, words):
            start, end = group[0].start, group[-1].end
            text = processed.document.text[start:end]
            passages.append(Passage(place, processed.document.id, start, end, text, tuple(group)))
    return tuple(passages)


def _groups(sentences: Sequence[Sentence], unit: Unit, words: int) -> Iterator[list[Sentence]]:
    if unit == "sentence":
        yield from ([sentence] for sentence in sentences)
        return
    if unit == "document":
        if sentences:
            yield list(sentences)
        return
    group: list[Sentence] = []
    n_words = 0
    for sentence in sentences:
        if group and (n_words >= words or sentence.speaker != group[-1].speaker):
            yield group
            group, n_words = [], 0
        group.append(sentence)
        n_words += sum(any(map(str.isalpha, token.text)) for token in sentence.tokens)
    if group:
        yield group
