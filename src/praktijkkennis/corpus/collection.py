"""A corpus: documents that are read when they are asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from praktijkkennis.corpus.assemble import build_document, clean_text
from praktijkkennis.corpus.raw import DEFAULT_MAX_BYTES, DEFAULT_MAX_CHARACTERS, RawText, ReadOptions
from praktijkkennis.corpus.sources import Sources, given_paths
from praktijkkennis.corpus.stream import stream_corpus, with_unique_ids
from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.document_frames import documents_frame
from praktijkkennis.errors import ReadError, SourceError

if TYPE_CHECKING:
    import pandas as pd


def read_corpus(
    sources: Sources,
    *,
    text_column: str | None = None,
    metadata: str | os.PathLike[str] | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_characters: int = DEFAULT_MAX_CHARACTERS,
) -> Corpus:
    """Point at files and folders with texts; they are read when the corpus is used.

    Parameters
    ----------
    sources : path or iterable of paths
        Files and folders; folders are read with all folders in them.
    text_column : str, optional
        Name of the column that holds the text in tables; found by itself when not given.
    metadata : path, optional
        A metadata table that goes before every ``metadata.csv`` beside the files.
    max_bytes : int
        Largest file that is read, in bytes; an archive may unpack to four times as much.
    max_characters : int
        Longest text that is taken, in characters (code points).

    Returns
    -------
    Corpus

    Raises
    ------
    SourceError
        When a source or the metadata table does not exist.
    """
    stream = partial(
        stream_corpus,
        # An iterator of paths would be used up after the first pass.
        given_paths(sources),
        text_column=text_column,
        metadata=metadata,
        max_bytes=max_bytes,
        max_characters=max_characters,
    )
    stream()
    return Corpus(stream)


class Corpus:
    """Documents in a fixed order, with unique ids; iterating reads them anew each time.

    Make one with :func:`read_corpus`, :meth:`Corpus.from_frame` or :meth:`Corpus.from_documents`.

    Parameters
    ----------
    stream : callable
        Gives a new iterator over the documents and failures at every call.
    """

    def __init__(self, stream: Callable[[], Iterator[Document | ReadFailure]]) -> None:
        self._stream = stream
        self._failures: tuple[ReadFailure, ...] | None = None
        self._length: int | None = None

    def __iter__(self) -> Iterator[Document]:
        """Read the documents one by one; failures are known after the last."""
        failures: list[ReadFailure] = []
        length = 0
        for item in self._stream():
            if isinstance(item, ReadFailure):
                failures.append(item)
            else:
                length += 1
                yield item
        self._failures, self._length = tuple(failures), length

    def __len__(self) -> int:
        """Count the documents; reads them all once when that has not happened yet."""
        if self._length is None:
            self._read_through()
        return self._length or 0

    def __bool__(self) -> bool:
        """Tell whether there is any document; reads no further than the first."""
        return any(isinstance(item, Document) for item in self._stream())

    def __repr__(self) -> str:
        """Say how many documents there are, as far as that is known."""
        if self._length is None:
            return "<Corpus: not read yet>"
        return f"<Corpus: {self._length} documents, {len(self._failures or ())} failures>"

    @property
    def failures(self) -> tuple[ReadFailure, ...]:
        """What could not be read in the last complete pass; reads all when there was none yet."""
        if self._failures is None:
            self._read_through()
        return self._failures or ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents in memory at once, read anew."""
        return tuple(iter(self))

    def to_frame(self) -> pd.DataFrame:
        """Make a table with a row a document.

        Returns
        -------
        pandas.DataFrame
            Columns ``id`` and ``text`` and one for each metadata key, the known keys first; None
            where a document lacks a key.
        """
        return documents_frame(self.documents)

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, text: str = "text", id: str = "id") -> Corpus:
        """Make a corpus of a table with a row a document.

        Parameters
        ----------
        frame : pandas.DataFrame
            The table; every column besides text and id becomes metadata.
        text, id : str
            Names of the columns with the text and the id. Without a column of that name the index
            of the table gives the ids.

        Returns
        -------
        Corpus
            A row without text is one of its failures.

        Raises
        ------
        SourceError
            When there is no column with the text.
        """
        if text not in frame.columns:
            names = ", ".join(map(str, frame.columns)) or "geen kolommen"
            raise SourceError(f"De tabel heeft geen kolom '{text}'; kies uit: {names}.")
        items = tuple(with_unique_ids(_rows_as_documents(frame, text, id)))
        return cls(partial(iter, items))

    @classmethod
    def from_documents(cls, documents: Iterable[Document]) -> Corpus:
        """Make a corpus of documents that are there already.

        Parameters
        ----------
        documents : iterable of Document
            In order; a number comes behind an id that is there twice.

        Returns
        -------
        Corpus

        Raises
        ------
        SourceError
            When one of them is no document.
        """
        items = tuple(documents)
        for one in items:
            if not isinstance(one, Document):
                raise SourceError(f"Een {type(one).__name__} is geen Document; lees bestanden met read_corpus.")
        return cls(partial(iter, tuple(with_unique_ids(items))))

    def _read_through(self) -> None:
        for _ in self:
            pass


def _rows_as_documents(frame: pd.DataFrame, text: str, id: str) -> Iterator[Document | ReadFailure]:
    import pandas as pd

    options = ReadOptions()
    for index, row in zip(frame.index, frame.to_dict("records"), strict=True):
        absent = {name for name, cell in row.items() if pd.api.types.is_scalar(cell) and pd.isna(cell)}
        cells = {str(name): None if name in absent else cell for name, cell in row.items()}
        document_id = clean_text(str(cells.pop(id) if cells.get(id) is not None else index))
        value = cells.pop(text)
        source = str(cells.pop("source", None) or "")
        stated = {name.removeprefix("metadata."): cell for name, cell in cells.items() if name != id}
        try:
            if not isinstance(value, str) or not value.strip():
                raise ReadError("Deze rij heeft geen tekst; vul de tekst in of laat de rij weg.")
            yield build_document(RawText(value, stated=stated), document_id, source=source, options=options)
        except ReadError as error:
            yield ReadFailure(document_id, str(error))
