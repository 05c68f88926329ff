"""Which part of a sentence carries a theme: the clause that says it most by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from praktijkkennis.document import ProcessedDocument, Span
from praktijkkennis.embedding import Embedder
from praktijkkennis.tagging.scoring import Scorer

_CLAUSE = re.compile(r"[^,;:()–—]+")
_MIN_CLAUSE = 15


class TellingClauses:
    """The telling clauses of some sentences of one document, all embedded at once.

    Parameters
    ----------
    processed : ProcessedDocument
        The document.
    sentences : mapping of int to Span
        Sentences by number.
    embedder, scorer
        Tell what a clause by itself means.
    """

    def __init__(
        self, processed: ProcessedDocument, sentences: Mapping[int, Span], embedder: Embedder, scorer: Scorer
    ) -> None:
        self._clauses = {row: clauses_of(processed.document.text, sentence) for row, sentence in sentences.items()}
        texts = [processed.text_of(clause) for clauses in self._clauses.values() for clause in clauses]
        self._meaning = scorer.meaning(embedder.encode(texts))
        starts, position = {}, 0
        for row, clauses in self._clauses.items():
            starts[row] = position
            position += len(clauses)
        self._starts = starts

    def best(self, row: int, theme: int) -> Span:
        """Give the clause of a sentence that scores highest on a theme (by its number)."""
        clauses: Sequence[Span] = self._clauses[row]
        start = self._starts[row]
        return clauses[int(self._meaning[start : start + len(clauses), theme].argmax())]


def clauses_of(text: str, sentence: Span) -> list[Span]:
    """Cut a sentence at commas, colons, brackets and dashes; the sentence itself when that gives fewer than two."""
    found = [
        _trimmed(match)
        for match in _CLAUSE.finditer(text, sentence.start, sentence.end)
        if len(match.group().strip()) >= _MIN_CLAUSE
    ]
    return found if len(found) > 1 else [Span(sentence.start, sentence.end)]


def _trimmed(match: re.Match[str]) -> Span:
    """Leave out the white space around a match that holds more than that."""
    words = match.group().strip()
    start = match.start() + match.group().index(words)
    return Span(start, start + len(words))
