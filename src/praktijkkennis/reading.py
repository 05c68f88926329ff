"""From settings and sources to documents, with pseudonyms where the settings say so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from praktijkkennis.corpus import Corpus, read_corpus
from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.exchange.pseudonymised import pseudonymise_with_key
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.privacy import Pseudonymised
from praktijkkennis.progress import Progress, silent
from praktijkkennis.settings import ReadingSettings, Settings

Sources = Iterable[str | Path] | Iterable[Document] | Corpus
"""Files and folders, a corpus that knows how to read them, or documents that are there already."""


def corpus_of(sources: Sources, reading: ReadingSettings) -> Corpus:
    """Give the corpus of sources, which reads as it is gone through.

    Parameters
    ----------
    sources : Sources
        One path will do.
    reading : ReadingSettings
        How files are read.

    Raises
    ------
    SourceError
        When a source does not exist.
    """
    if isinstance(sources, Corpus):
        return sources
    given: list[Any] = [sources] if isinstance(sources, str | Path) else list(sources)
    if given and all(isinstance(one, Document) for one in given):
        return Corpus.from_documents(given)
    return read_corpus(
        given,
        text_column=reading.text_column,
        max_bytes=reading.max_bytes,
        max_characters=reading.max_characters,
    )


def pseudonymise_documents(
    documents: Sequence[Document],
    settings: Settings,
    preprocessor: Preprocessor | None = None,
    progress: Progress = silent,
    failures: Sequence[ReadFailure] = (),
    write: Callable[[Pseudonymised], None] | None = None,
) -> Pseudonymised:
    """Give people pseudonyms as the settings say, and keep the key where they say.

    Parameters
    ----------
    documents : sequence of Document
        The corpus.
    settings : Settings
        Those of ``privacy`` count.
    preprocessor : Preprocessor, optional
        Whose pipeline helps in doubt; rules and lists do it alone when not given.
    progress : callable, optional
        Told how far it is.
    failures : sequence of ReadFailure
        What could not be read: the names of those files are replaced too.
    write : callable, optional
        Writes what must appear together with the key, or not at all.

    Raises
    ------
    MissingExtraError, OutputError, SettingsError, SourceError
        As :func:`praktijkkennis.exchange.pseudonymised.pseudonymise_with_key` raises them.
    """
    privacy = settings.privacy
    return pseudonymise_with_key(
        documents,
        privacy.key,
        organisations=privacy.organisations,
        keep=privacy.keep,
        deduce=privacy.deduce,
        preprocessor=preprocessor,
        failures=failures,
        progress=lambda done: progress("Namen vervangen", done, len(documents)),
        write=write,
    )
