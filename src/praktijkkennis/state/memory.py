"""What was found out of each document, so that a document that is the same need not be coded again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import Document, ProcessedDocument, ThemeAnnotation
from praktijkkennis.embedding import Vectors
from praktijkkennis.exchange.review.correction import Correction, apply_corrections
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.state.database import Database
from praktijkkennis.state.identity import StageIdentities, fingerprint
from praktijkkennis.state.records import (
    codes_from_bytes,
    codes_to_bytes,
    sentences_from_bytes,
    sentences_to_bytes,
    vectors_from_bytes,
    vectors_to_bytes,
)
from praktijkkennis.tagging import ThemeTagger

_AT_ONCE = 32


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A document with its codes.

    ``vectors`` are those of its codable sentences, shape (sentences, dimensions); ``recalled`` tells whether nothing
    had to be computed; ``followed`` are the corrections of people that ``annotations`` obey, ``unplaced`` those
    whose sentence is no longer there.
    """

    processed: ProcessedDocument
    annotations: tuple[ThemeAnnotation, ...]
    vectors: Vectors
    recalled: bool = False
    followed: tuple[Correction, ...] = ()
    unplaced: tuple[Correction, ...] = ()

    def vector_of(self) -> dict[tuple[str, int, int], NDArray[np.float32]]:
        """Give the vector of every sentence with a code, by document, start and end."""
        coded = {(one.start, one.end) for one in self.annotations}
        sentences = [one for one in self.processed.sentences if one.codable]
        key = self.processed.document.id
        return {
            (key, one.start, one.end): vector
            for one, vector in zip(sentences, self.vectors, strict=True)
            if (one.start, one.end) in coded
        }


class Memory:
    """Stored results of documents, by a checksum of each.

    Parameters
    ----------
    database : Database
        Where they are.
    made_with : StageIdentities
        What results must have been made with to serve.
    dimensions : int
        Length of a vector.
    """

    def __init__(self, database: Database, made_with: StageIdentities, dimensions: int) -> None:
        self._database = database
        self._made_with = {
            "sentences": made_with.sentences,
            "vectors": made_with.vectors,
            "codes": made_with.codes,
        }
        self._dimensions = dimensions

    def recall(
        self, document: Document
    ) -> tuple[ProcessedDocument | None, Vectors | None, tuple[ThemeAnnotation, ...] | None]:
        """Give sentences, vectors and codes, each as far as it is known and still serves."""
        rows = self._database.rows(
            "SELECT stage, made_with, content FROM result WHERE fingerprint = ?", fingerprint(document)
        )
        found = {str(stage): content for stage, made, content in rows if self._made_with.get(str(stage)) == made}
        sentences, vectors, codes = (found.get(stage) for stage in self._made_with)
        return (
            sentences_from_bytes(sentences, document) if isinstance(sentences, bytes) else None,
            vectors_from_bytes(vectors, self._dimensions) if isinstance(vectors, bytes) else None,
            codes_from_bytes(codes, document.id) if isinstance(codes, bytes) else None,
        )

    def last_run(self) -> Iterator[tuple[ProcessedDocument, Vectors]]:
        """Give the documents of the last finished run with their vectors, as far as these still serve.

        Yields
        ------
        tuple of ProcessedDocument and ndarray of float32, shape (codable sentences, dimensions)
            In order of id; the documents have neither metadata nor turns.
        """
        rows = self._database.rows(
            "SELECT id, text, s.content, v.content FROM document"
            " JOIN result s ON s.fingerprint = document.fingerprint AND s.stage = 'sentences' AND s.made_with = ?"
            " JOIN result v ON v.fingerprint = document.fingerprint AND v.stage = 'vectors' AND v.made_with = ?"
            " ORDER BY id",
            self._made_with["sentences"],
            self._made_with["vectors"],
        )
        for key, text, sentences, vectors in cast("list[tuple[str, bytes, bytes, bytes]]", rows):
            document = Document(key, text.decode("utf-8", "surrogatepass"))
            yield sentences_from_bytes(sentences, document), vectors_from_bytes(vectors, self._dimensions)

    def keep(self, coded: Coded) -> None:
        """Store what was found out of a document; once this returns, no kill of the run undoes it."""
        document = coded.processed.document
        key = fingerprint(document)
        content = {
            "sentences": sentences_to_bytes(coded.processed),
            "vectors": vectors_to_bytes(coded.vectors),
            "codes": codes_to_bytes(coded.annotations),
        }
        with self._database.change() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?)",
                [(key, stage, self._made_with[stage], blob) for stage, blob in content.items()],
            )


def code_documents(
    documents: Iterable[Document],
    preprocessor: Preprocessor,
    tagger: ThemeTagger,
    memory: Memory | None = None,
    corrections: Mapping[str, Sequence[Correction]] | None = None,
) -> Iterator[Coded]:
    """Code documents as they come, a few dozen in memory at a time; what is remembered is not computed again.

    Parameters
    ----------
    documents : iterable of Document
        The corpus.
    preprocessor, tagger
        The stages.
    memory : Memory, optional
        Nothing is remembered when not given.
    corrections : mapping of str to sequence of Correction, optional
        What people said, by document; it goes before what the machine says. Only the latter is remembered.

    Yields
    ------
    Coded
        In the order of the documents; the same with and without memory.
    """
    iterator = iter(documents)
    while batch := list(islice(iterator, _AT_ONCE)):
        known = [memory.recall(document) if memory else (None, None, None) for document in batch]
        fresh = preprocessor.stream(
            document for document, (processed, _, _) in zip(batch, known, strict=True) if processed is None
        )
        for processed, vectors, machine in known:
            recalled = processed is not None and vectors is not None and machine is not None
            processed = processed or next(fresh)
            clauses = None
            if vectors is None:
                vectors, clauses = tagger.encode(processed)
            machine = tagger.tag(processed, vectors, clauses) if machine is None else machine
            coded = Coded(processed, machine, vectors, recalled)
            if memory is not None and not recalled:
                memory.keep(coded)
            said = (corrections or {}).get(processed.document.id, ())
            corrected, unplaced = apply_corrections(processed, machine, said)
            followed = tuple(one for one in said if one not in unplaced)
            yield replace(coded, annotations=corrected, followed=followed, unplaced=unplaced)
