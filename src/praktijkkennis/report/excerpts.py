"""Documents laid out to read a quote where it was said: whole, or the sentences around what is quoted.

The page that holds them must stay small enough to mail, so that of a large corpus only windows are given. Nothing is
rewritten: line ends and runs of spaces become single spaces, as in the quotes, and what is left out shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from praktijkkennis.document import Stance
from praktijkkennis.report import dutch
from praktijkkennis.report.context import CodedSpan, SourceText
from praktijkkennis.report.labels import ThemeLabel

WINDOWS: tuple[int | None, ...] = (None, 15, 8, 4, 2, 1)
"""How many sentences to give on either side of a quote, the fullest first; None is the whole text."""

_LONGEST_PIECE = 2_000
_SPACES = re.compile(r"\s+")
_NEW_PARAGRAPH = re.compile(r"\n\s*\n")

Paragraph: TypeAlias = "tuple[Piece, ...]"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a paragraph.

    ``coded`` pieces have an anchor, their codes, and why these were given where that is known; ``aside`` is in the text
    but no narrative (a menu, the label of a speaker); ``break`` ends a line and ``gap`` stands for what is left out.
    """

    kind: Literal["plain", "coded", "aside", "break", "gap"]
    text: str = ""
    anchor: str = ""
    codes: tuple[tuple[ThemeLabel, Stance], ...] = ()
    reasons: tuple[tuple[ThemeLabel, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A document as it is shown; ``anchor`` is its place in the page, ``n_coded`` counts the codes that are shown."""

    anchor: str
    source: SourceText
    title: str
    paragraphs: tuple[Paragraph, ...]
    n_coded: int


class Places:
    """Where in the page each document and each coded stretch is.

    Parameters
    ----------
    texts : sequence of SourceText
        The documents, in the order of the page.
    """

    def __init__(self, texts: Sequence[SourceText]) -> None:
        self._texts = {text.processed.document.id: (f"b{index}", text) for index, text in enumerate(texts, start=1)}

    def document(self, document_id: str) -> str:
        """Give the anchor of a document; ``""`` when it is not shown."""
        return self._texts[document_id][0] if document_id in self._texts else ""

    def passage(self, document_id: str, start: int) -> str:
        """Give the anchor of the coded stretch that holds a place; ``""`` when that is not shown."""
        if document_id not in self._texts:
            return ""
        anchor, text = self._texts[document_id]
        index = bisect_right(text.coded, start, key=lambda span: span.start) - 1
        if index < 0 or start >= text.coded[index].end:
            return ""
        return f"{anchor}-{text.coded[index].start}"


def excerpts(
    texts: Iterable[SourceText], places: Places, quoted: Iterable[tuple[str, int]], window: int | None
) -> list[Excerpt]:
    """Lay documents out, whole or around what is quoted.

    Parameters
    ----------
    texts : iterable of SourceText
        The documents.
    places : Places
        Of these documents.
    quoted : iterable of tuple of str and int
        Document and start of every passage that the page quotes.
    window : int or None
        Sentences on either side of a quote; with None all documents are given whole.

    Returns
    -------
    list of Excerpt
        With a window only the documents that are quoted, else all.
    """
    starts: defaultdict[str, set[int]] = defaultdict(set)
    for document_id, start in quoted:
        starts[document_id].add(start)
    return [
        _excerpt(text, places, starts[text.processed.document.id], window)
        for text in texts
        if window is None or starts[text.processed.document.id]
    ]


def _excerpt(text: SourceText, places: Places, quoted: Iterable[int], window: int | None) -> Excerpt:
    document = text.processed.document
    anchor = places.document(document.id)
    shown = _shown(text, sorted(quoted), window)
    paragraphs: list[Paragraph] = []
    at = 0
    for start, end in shown:
        if document.text[at:start].strip():
            paragraphs.append((Piece("gap"),))
        paragraphs += _paragraphs(text, start, end, anchor, None if window is None else _LONGEST_PIECE)
        at = end
    if document.text[at:].strip():
        paragraphs.append((Piece("gap"),))
    n_coded = sum(piece.kind == "coded" for pieces in paragraphs for piece in pieces)
    return Excerpt(anchor, text, text.metadata("title") or document.id, tuple(paragraphs), n_coded)


def _shown(text: SourceText, quoted: Sequence[int], window: int | None) -> list[tuple[int, int]]:
    """Give the stretches of a document to show, apart and in order."""
    sentences = text.processed.sentences
    whole = text.processed.document.text
    if window is None or not sentences:
        return [(0, len(whole))]
    found: list[tuple[int, int]] = []
    for place in quoted:
        index = max(bisect_right(sentences, place, key=lambda sentence: sentence.start) - 1, 0)
        start = sentences[max(index - window, 0)].start
        end = sentences[min(index + window, len(sentences) - 1)].end
        # A code of a person may reach over the edge of a sentence; it is shown in full.
        cut = [span for span in text.coded if span.overlaps(start, end)]
        start = min([start, *(span.start for span in cut)])
        end = max([end, *(span.end for span in cut)])
        if found and not whole[found[-1][1] : start].strip():
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return found


def _paragraphs(text: SourceText, start: int, end: int, anchor: str, limit: int | None) -> Iterator[Paragraph]:
    whole = text.processed.document.text
    pieces: list[Piece] = []
    at = start
    for first, last, span, aside in _stretches(text, start, end):
        between = whole[at:first]
        if _NEW_PARAGRAPH.search(between) and pieces:
            yield tuple(pieces)
            pieces = []
        elif "\n" in between and pieces:
            pieces.append(Piece("break"))
        words = _SPACES.sub(" ", whole[first:last])
        words = words if limit is None else dutch.clipped(words, limit)
        space = " " if between and pieces and pieces[-1].kind != "break" else ""
        if span is not None:
            if space:
                _add(pieces, Piece("plain", space))
            pieces.append(Piece("coded", words, f"{anchor}-{span.start}", span.codes, span.reasons))
        else:
            _add(pieces, Piece("aside" if aside else "plain", space + words))
        at = last
    if pieces:
        yield tuple(pieces)


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Add text to a paragraph, to its last piece where that is of the same kind."""
    if pieces and pieces[-1].kind == piece.kind:
        piece = Piece(piece.kind, pieces.pop().text + piece.text)
    pieces.append(piece)


def _stretches(text: SourceText, start: int, end: int) -> Iterator[tuple[int, int, CodedSpan | None, bool]]:
    """Cut a stretch in coded passages and what is between them, sentence by sentence.

    Yields
    ------
    tuple of int, int, CodedSpan or None, and bool
        Start and end, what was coded there, and whether it is no narrative. Only blank space is between them.
    """
    at = start
    for span in text.coded:
        if span.overlaps(start, end):
            yield from _uncoded(text, at, span.start)
            yield span.start, span.end, span, False
            at = span.end
    yield from _uncoded(text, at, end)


def _uncoded(text: SourceText, start: int, end: int) -> Iterator[tuple[int, int, None, bool]]:
    whole = text.processed.document.text
    sentences = text.processed.sentences
    at = start
    for sentence in sentences[max(bisect_right(sentences, start, key=lambda one: one.start) - 1, 0) :]:
        if sentence.start >= end:
            break
        first, last = max(sentence.start, start), min(sentence.end, end)
        if first >= last:
            continue
        # Numbers and bullets before a line belong to no sentence, but to the text.
        yield from _trimmed(whole, at, first, aside=False)
        yield from _trimmed(whole, first, last, aside=not sentence.codable)
        at = last
    yield from _trimmed(whole, at, end, aside=False)


def _trimmed(whole: str, start: int, end: int, *, aside: bool) -> Iterator[tuple[int, int, None, bool]]:
    words = whole[start:end]
    if words.strip():
        yield start + len(words) - len(words.lstrip()), start + len(words.rstrip()), None, aside
