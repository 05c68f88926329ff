"""The codes of a corpus as one matrix of sentences by themes, the common ground of all that counts themes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import ProcessedDocument, Sentence, Span, ThemeAnnotation
from praktijkkennis.errors import QueryError

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ThemeMatrix:
    """Which themes each sentence has.

    Parameters
    ----------
    ids : tuple of str
        Ids of the documents.
    themes : tuple of str
        Keys of the themes, in the order of the columns.
    names : mapping of str to str
        What to call themes in a figure, by key.
    documents : ndarray of int64, shape (sentences,)
        Number of the document of each sentence that can be coded, ascending.
    starts : ndarray of int64, shape (sentences,)
        Where it begins in its document, in code points.
    scores : ndarray of float64, shape (sentences, themes)
        Highest score of the theme in the sentence, 0 without it.
    """

    ids: tuple[str, ...]
    themes: tuple[str, ...]
    names: Mapping[str, str]
    documents: Indices
    starts: Indices
    scores: Numbers

    @cached_property
    def given(self) -> Numbers:
        """1 where a sentence has a theme, else 0; shape (sentences, themes)."""
        found: Numbers = (self.scores > 0).astype(np.float64)
        return found

    @cached_property
    def lengths(self) -> Indices:
        """Number of sentences of each document, shape (documents,)."""
        found: Indices = np.bincount(self.documents, minlength=len(self.ids)).astype(np.int64)
        return found

    @cached_property
    def positions(self) -> Numbers:
        """Where each sentence stands in its document, from 0 (first) towards 1, shape (sentences,)."""
        firsts = np.concatenate([[0], np.cumsum(self.lengths)[:-1]])
        place = np.arange(len(self.documents)) - firsts[self.documents]
        found: Numbers = (place + 0.5) / self.lengths[self.documents]
        return found

    def per_document(self, values: Numbers) -> Numbers:
        """Add the values of the sentences of each document, shape (documents, themes)."""
        sums = np.zeros((len(self.ids), values.shape[1]))
        np.add.at(sums, self.documents, values)
        return sums

    def name(self, theme: str) -> str:
        """What to call a theme in a figure."""
        return self.names.get(theme) or theme.replace("_", " ")


def theme_matrix(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    names: Mapping[str, str] | None = None,
) -> ThemeMatrix:
    """Lay codes out over sentences.

    A code belongs to every sentence of which it covers at least half, else to the one that it shares most with. Codes
    of several coders count as one.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The documents, with other ids each.
    annotations : iterable of ThemeAnnotation
        Their codes.
    names : mapping of str to str, optional
        Names of the themes by key; their order is that of the columns, and themes that are not in it come last.

    Returns
    -------
    ThemeMatrix
        Only with themes that occur.

    Raises
    ------
    QueryError
        When a code belongs to none of the documents, or two documents have the same id.
    """
    known = dict(names or {})
    codes = tuple(annotations)
    number_of = {one.document.id: number for number, one in enumerate(documents)}
    if len(number_of) < len(documents):
        raise QueryError("Twee documenten hebben dezelfde id. Geef elk document een eigen id.")
    check_documents_of(codes, number_of)
    occurring = {code.theme for code in codes}
    themes = (*(key for key in known if key in occurring), *sorted(occurring - known.keys()))
    column = {theme: place for place, theme in enumerate(themes)}
    sentences = [[one for one in processed.sentences if one.codable] for processed in documents]
    firsts = np.concatenate([[0], np.cumsum([len(found) for found in sentences])]).astype(np.int64)
    scores = np.zeros((int(firsts[-1]), len(themes)))
    for code in codes:
        number = number_of[code.document_id]
        for place in sentences_of(code, sentences[number]):
            cell = int(firsts[number]) + place, column[code.theme]
            scores[cell] = max(scores[cell], code.score)
    return ThemeMatrix(
        tuple(number_of),
        themes,
        known,
        np.repeat(np.arange(len(documents)), np.diff(firsts)).astype(np.int64),
        np.array([one.start for found in sentences for one in found], dtype=np.int64),
        scores,
    )


def check_documents_of(codes: Iterable[ThemeAnnotation], ids: Collection[str]) -> None:
    """See to it that every code belongs to one of these documents.

    Raises
    ------
    QueryError
        When one does not, with the first ids that are not there.
    """
    unknown = sorted({code.document_id for code in codes} - set(ids))
    if unknown:
        named = ", ".join(map(repr, unknown[:3]))
        raise QueryError(f"Er zijn codes van documenten die er niet bij zijn: {named}. Geef ook die documenten.")


def sentences_of(code: Span, sentences: Sequence[Sentence]) -> list[int]:
    """Give the numbers of the sentences that a code belongs to; ``sentences`` are in order and do not overlap."""
    first = max(bisect_right(sentences, code.start, key=lambda one: one.start) - 1, 0)
    shared: dict[int, int] = {}
    for place in range(first, len(sentences)):
        one = sentences[place]
        if one.start >= code.end:
            break
        overlap = min(one.end, code.end) - max(one.start, code.start)
        if overlap > 0:
            shared[place] = overlap
    half = [place for place, size in shared.items() if 2 * size >= sentences[place].end - sentences[place].start]
    return half or ([max(shared, key=lambda place: shared[place])] if shared else [])
