"""Cutting a document into pieces that a model can code at once, each with some sentences around it to read along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from praktijkkennis.document import ProcessedDocument, Sentence


@dataclass(frozen=True, slots=True)
class WindowSize:
    """How much is coded at once.

    Attributes
    ----------
    sentences : int
        Most sentences to code.
    characters : int
        Most characters of these; a longer sentence goes by itself.
    context : int
        Sentences before and after that are read along and not coded.
    """

    sentences: int = 20
    characters: int = 4_000
    context: int = 3

    def __post_init__(self) -> None:
        if self.sentences < 1 or self.characters < 1 or self.context < 0:
            raise ValueError(f"a window holds at least one sentence and one character, not {self}")


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences of one document to code, in order, with those around them."""

    document: ProcessedDocument
    sentences: tuple[Sentence, ...]
    before: tuple[Sentence, ...]
    after: tuple[Sentence, ...]

    @property
    def start(self) -> int:
        """Where the first sentence to code begins, in code points."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where the last sentence to code ends, in code points."""
        return self.sentences[-1].end


def windows_of(processed: ProcessedDocument, size: WindowSize | None = None) -> Iterator[Window]:
    """Cut a document into windows.

    Parameters
    ----------
    processed : ProcessedDocument
        Sentences that are not codable (menus, addresses) are neither coded nor read along.
    size : WindowSize, optional
        The default when not given.

    Yields
    ------
    Window
        Every codable sentence is in exactly one, in order.
    """
    size = size or WindowSize()
    sentences = tuple(sentence for sentence in processed.sentences if sentence.codable)
    start = 0
    while start < len(sentences):
        end, characters = start, 0
        while end < len(sentences) and end - start < size.sentences:
            characters += sentences[end].end - sentences[end].start
            if end > start and characters > size.characters:
                break
            end += 1
        before = sentences[max(0, start - size.context) : start]
        yield Window(processed, sentences[start:end], before, sentences[end : end + size.context])
        start = end
