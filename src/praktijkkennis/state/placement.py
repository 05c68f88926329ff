"""To which document a correction belongs when its document has another name now, or its table got rows on top.

A correction bears the id of the document that it was made of: a path from the folder that was read, with the number of
the row for a table. Who gives the folder above it, renames a file or puts new rows on top changes these ids. What a
person said goes along then, as far as the words tell where to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from praktijkkennis.document import Document
from praktijkkennis.exchange.review.correction import Correction, fold, latest

_LEAST_WORDS = 5
"""Words of a sentence by which a text of another name is known: a shorter one may stand in any text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Corrections with the ids that their documents have now.

    Attributes
    ----------
    corrections : tuple of Correction
        Those of documents that are here; of two of the same the later.
    absent : tuple of Correction
        Those of documents that are not.
    """

    corrections: tuple[Correction, ...]
    absent: tuple[Correction, ...]


def place(corrections: Iterable[Correction], documents: Sequence[Document]) -> Placed:
    """Find the document of each correction.

    A document with the id of the correction is it; a row of a table only while it has the sentence, else the one row of
    that table that has it is. For an id that is not here it is the document with the same file name that has most of
    the sentences that were corrected, else any document that has all of them, one of at least five words. Where two
    would do, it is none.

    Parameters
    ----------
    corrections : iterable of Correction
        In the order in which they were made.
    documents : sequence of Document
        All that are read.
    """
    given = tuple(corrections)
    search = _Search(documents)
    by_document: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in given:
        by_document[one.document_id].append(one)
    homes: dict[tuple[str, str], str | None] = {}
    for key, found in by_document.items():
        sentences = list(dict.fromkeys(fold(one.text) for one in found))
        if key in search.texts:
            homes |= {(key, words): search.row_with(key, words) for words in sentences}
        else:
            home = search.other_name(key, sentences)
            homes |= dict.fromkeys([(key, words) for words in sentences], home)
    placed, absent = [], []
    for one in given:
        home = homes[one.document_id, fold(one.text)]
        if home is None:
            absent.append(one)
        else:
            placed.append(replace(one, document_id=home))
    return Placed(latest(placed), tuple(absent))


class _Search:
    """Finds documents by the sentences that they have."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.texts = {document.id: document.text for document in documents}
        self._folded: dict[str, str] = {}
        self._rows: dict[str, list[str]] | None = None
        self._names: dict[str, list[str]] | None = None

    def row_with(self, key: str, words: str) -> str:
        """Give the row that has a sentence when this one has not; the row itself where that is not one row."""
        table, mark, _ = key.partition("#")
        if not mark or self._has(key, words):
            return key
        if self._rows is None:
            self._rows = _grouped(self.texts, lambda one: one.partition("#")[0])
        having = [one for one in self._rows[table] if self._has(one, words)]
        return having[0] if len(having) == 1 else key

    def other_name(self, key: str, sentences: Sequence[str]) -> str | None:
        """Give the one document that an unknown id stands for, if there is one."""
        if self._names is None:
            self._names = _grouped(self.texts, _file_name)
        counts = {one: self._count(one, sentences) for one in self._names.get(_file_name(key), ())}
        most = max(counts.values(), default=0)
        best = [one for one, number in counts.items() if number == most]
        if most:
            return best[0] if len(best) == 1 else None
        if not any(len(words.split()) >= _LEAST_WORDS for words in sentences):
            return None
        having = [one for one in self.texts if all(self._has(one, words) for words in sentences)]
        return having[0] if len(having) == 1 else None

    def _count(self, key: str, sentences: Iterable[str]) -> int:
        return sum(self._has(key, words) for words in sentences)

    def _has(self, key: str, words: str) -> bool:
        text = self._folded.get(key)
        if text is None:
            text = self._folded[key] = fold(self.texts[key])
        return words in text


def _file_name(document_id: str) -> str:
    """Give the name of the file without its folders and row."""
    return fold(document_id.partition("#")[0].rpartition("/")[2]).casefold()


def _grouped(keys: Iterable[str], name_of: Callable[[str], str]) -> dict[str, list[str]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        grouped[name_of(key)].append(key)
    return dict(grouped)
