"""One single text, as every other command would see it."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from praktijkkennis.corpus.stream import stream_corpus
from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.errors import ReadError


def read_text(path: str | os.PathLike[str], *, text_column: str | None = None) -> Document:
    """Read one text.

    Parameters
    ----------
    path : path
        A file; for one text out of a table or archive the id of the text follows the path of the
        file (``enquete.xlsx#4``, ``archief.zip/map/verhaal.txt``).
    text_column : str, optional
        Name of the column that holds the text, for tables.

    Returns
    -------
    Document
        The same as :func:`stream_corpus` gives for it.

    Raises
    ------
    ReadError
        When it cannot be read, with the reason, or holds more than one text.
    SourceError
        When it does not exist.
    """
    file, wanted = _file_and_id(Path(path))
    if file.is_dir():
        raise ReadError(f"'{path}' is een map; geef één bestand op.")
    found: Document | None = None
    reason = f"'{wanted or path}' is er niet; controleer het nummer of de naam."
    for item in stream_corpus(file, text_column=text_column):
        if isinstance(item, ReadFailure):
            # Without a wish any failure counts; with one only its own or that of the whole file.
            if wanted is None or item.source in (wanted, file.name):
                reason = item.reason
        elif wanted is None and found is not None:
            raise ReadError(f"'{path}' bevat meer dan één tekst; kies er een, bijvoorbeeld '{found.id}'.")
        elif wanted in (None, item.id):
            found = item
    if found is None:
        raise ReadError(reason)
    return found


def _file_and_id(path: Path) -> tuple[Path, str | None]:
    """Split a path into the file on disk and, when it goes on, the id of a text in that file."""
    if os.path.lexists(path):
        return path, None
    name, mark, _ = path.name.rpartition("#")
    if mark and os.path.lexists(path.parent / name):
        return path.parent / name, path.name
    for parent in path.parents:
        if parent.suffix.lower() == ".zip" and parent.is_file():
            return parent, PurePosixPath(parent.name, *path.relative_to(parent).parts).as_posix()
    return path, None
