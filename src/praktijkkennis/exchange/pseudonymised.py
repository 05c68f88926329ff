"""Pseudonymising with a key that is kept, and the texts as a folder that can be given away and read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path, PurePosixPath

from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.errors import SettingsError
from praktijkkennis.exchange.files import all_or_none, replace_file
from praktijkkennis.exchange.key_file import joined_key, only_user, read_key, write_key
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.privacy import (
    DEFAULT_LABELS,
    LABELS,
    DeduceRecogniser,
    Label,
    Pseudonymised,
    proper_nouns_of,
    pseudonymise,
)

METADATA_NAME = "metadata.csv"

_COLUMNS = {
    "title": "titel",
    "date": "datum",
    "kind": "soort",
    "author": "auteur",
    "role": "rol",
    "organisation": "organisatie",
    "sector": "sector",
}


def pseudonymise_with_key(
    documents: Sequence[Document],
    key: str | Path | None = None,
    *,
    organisations: bool = False,
    keep: Iterable[str] = (),
    deduce: bool = False,
    preprocessor: Preprocessor | None = None,
    failures: Sequence[ReadFailure] = (),
    progress: Callable[[int], None] | None = None,
    write: Callable[[Pseudonymised], None] | None = None,
) -> Pseudonymised:
    """Pseudonymise a corpus, with the pseudonyms of an earlier run where there was one.

    Parameters
    ----------
    documents : sequence of Document
        The corpus.
    key : str or Path, optional
        File of the key. One that is there is used, and rows of documents that are not in this corpus are kept in it;
        without a file no key is kept at all.
    organisations : bool
        Whether names of organisations are replaced too.
    keep : iterable of str
        Labels of what is left as it is.
    deduce : bool
        Whether the package deduce helps.
    preprocessor : Preprocessor, optional
        Whose pipeline helps in doubt.
    failures : sequence of ReadFailure
        What could not be read.
    progress : callable, optional
        Called with the number of documents searched.
    write : callable, optional
        Writes the texts, while the key is still held: what it writes and the key appear together or not at all. Texts
        without their key can never be led back to people, and a key without its texts is of nothing.

    Raises
    ------
    MissingExtraError
        When deduce is asked for and not installed.
    OutputError
        When the key or what ``write`` writes cannot be written, or another run holds the key.
    SettingsError
        When a label does not exist.
    SourceError
        When the key is there but is none.
    """
    labels = _labels(organisations, keep)
    others = (DeduceRecogniser(),) if deduce else ()
    with only_user(key) if key else nullcontext():
        earlier = read_key(key) if key else ((), ())
        result = pseudonymise(
            documents,
            labels=labels,
            proper_nouns=proper_nouns_of(preprocessor) if preprocessor else None,
            others=others,
            known=earlier[0],
            known_fields=earlier[1],
            failures=failures,
            progress=progress,
        )
        with all_or_none():
            if key:
                ids = [*(document.id for document in documents), *(one.document_id for one in result.fields)]
                write_key(key, *joined_key(earlier, (result.replacements, result.fields), ids))
            if write is not None:
                write(result)
    return result


def _labels(organisations: bool, keep: Iterable[str]) -> frozenset[Label]:
    kept = {label.upper() for label in keep}
    unknown = sorted(kept - set(LABELS))
    if unknown:
        raise SettingsError(f"'{unknown[0]}' is geen soort gegeven. Kies uit: {', '.join(LABELS)}.")
    chosen = frozenset(LABELS) if organisations else DEFAULT_LABELS
    return frozenset(label for label in chosen if label not in kept)


def text_names(documents: Iterable[Document]) -> list[str]:
    """Give each document the path of its text: its id with the ending ``.txt``.

    A row or record of a file has its number in the name (``enquete.xlsx#4`` -> ``enquete-4.txt``); where two documents
    would have the same name the second keeps its ending before it (``verslag.docx.txt``).
    """
    names: list[str] = []
    taken: set[str] = set()
    for document in documents:
        for name in _candidates(document.id):
            if name.casefold() not in taken:
                break
        taken.add(name.casefold())
        names.append(name)
    return names


def write_texts(documents: Sequence[Document], folder: str | Path) -> tuple[str, ...]:
    """Write every text as UTF-8, and a table of their metadata (``metadata.csv``) when they have any; all or nothing.

    Returns
    -------
    tuple of str
        What else lies there: texts, or a table of metadata, of an earlier run.

    Raises
    ------
    OutputError
        When a file cannot be written.
    """
    folder = Path(folder)
    names = text_names(documents)
    with all_or_none():
        for name, document in zip(names, documents, strict=True):
            replace_file(folder / name, document.text.encode("utf-8"))
        table = _metadata_table(names, documents)
        if table:
            replace_file(folder / METADATA_NAME, table)
    written = {*names, *([METADATA_NAME] if table else [])}
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.txt"))
    there += [METADATA_NAME] if (folder / METADATA_NAME).is_file() else []
    return tuple(name for name in there if name not in written)


def _candidates(document_id: str) -> Iterable[str]:
    whole, mark, row = document_id.partition("#")
    path = PurePosixPath(whole)
    # A folder that is called .zip would be taken for an archive.
    parts = [part.removesuffix(".zip") or part for part in path.parent.parts]
    number = f"-{row.replace('/', '-')}" if mark else ""
    yield PurePosixPath(*parts, f"{path.stem}{number}.txt").as_posix()
    yield PurePosixPath(*parts, f"{path.name}{number}.txt").as_posix()
    count = 2
    while True:
        yield PurePosixPath(*parts, f"{path.name}{number}-{count}.txt").as_posix()
        count += 1


def _metadata_table(names: Sequence[str], documents: Sequence[Document]) -> bytes:
    keys = list(dict.fromkeys(key for document in documents for key in document.metadata if key != "source"))
    if not keys:
        return b""
    known = [key for key in _COLUMNS if key in keys]
    keys = [*known, *(key for key in keys if key not in known and key not in ("bestand", "file"))]
    sink = io.StringIO()
    writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(["bestand", *(_COLUMNS.get(key, key) for key in keys)])
    for name, document in zip(names, documents, strict=True):
        writer.writerow([name, *(document.metadata.get(key, "") for key in keys)])
    return sink.getvalue().encode("utf-8")
