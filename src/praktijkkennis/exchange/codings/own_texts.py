"""The texts that a REFI-QDA project carries along, for who has no others at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from praktijkkennis.corpus.assemble import build_document
from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.document import Document
from praktijkkennis.errors import ReadError
from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.codings.from_project import match_sources
from praktijkkennis.exchange.refi_qda.identity import source_guid
from praktijkkennis.exchange.refi_qda.model import QdaSource
from praktijkkennis.exchange.refi_qda.project import FOLDER_MARK, SIGNS
from praktijkkennis.exchange.refi_qda.reading import read_project

_MOST_FOLDERS = 8
_MOST_SIGNS = 4
_MOST_NAMES = 30_000
_NUMBERED = re.compile(r" \(\d+\)(?=\.txt$)")


def is_project(path: str | Path) -> bool:
    """Tell whether a file is a project by its name."""
    return Path(path).suffix.lower() == ".qdpx"


def texts_of_project(path: str | Path, known: Sequence[Document] = ()) -> tuple[Document, ...]:
    """Take the texts out of a project.

    Parameters
    ----------
    path : str or Path
        A REFI-QDA project (``.qdpx``) of any program.
    known : sequence of Document
        Texts that are at hand already; what the project holds of these is left out.

    Returns
    -------
    tuple of Document
        With the attributes of the project as metadata. The id is the one that the text had when this library wrote it
        into a project, else its name there; sources without a text are left out.

    Raises
    ------
    ReadError
        When the file as a whole cannot be read.
    """
    project = read_project(path)
    at_hand = match_sources(project.sources, known, {one.id: FoldedText(one.text) for one in known})
    taken = {one.id for one in known}
    found: dict[str, Document] = {}
    for number, source in enumerate(project.sources):
        if number in at_hand or source.text is None:
            continue
        key = _free(document_id(source), taken)
        try:
            found[key] = build_document(
                RawText(source.text, stated=source.variables), key, source="", options=ReadOptions()
            )
        except ReadError:
            # An empty text holds no codings.
            continue
        taken.add(key)
    return tuple(found.values())


def document_id(source: QdaSource) -> str:
    """Give the id that a source had as a document; its name when the project is not of our making.

    A name in our projects is that of the document, changed so that it can be a file name; the GUID, which is made of
    the id, tells which of the ids that give that name it was. Folders and up to four signs that no file name may have
    are undone so; tabs and line ends, more signs, and white space that a program folded are not, and leave the name.
    """
    return next((one for one in _possible(source.name) if source_guid(one) == source.guid), source.name or source.guid)


def _possible(name: str) -> Iterator[str]:
    """Yield ids that would be named so, the likely ones first."""
    likely = dict.fromkeys(_with_folders(name))
    yield from likely
    # Every project that another program made is asked for all of them, so that there must be an end to it.
    yield from islice((one for plain in likely for one in _with_signs(plain)), _MOST_NAMES)


def _with_signs(name: str) -> Iterator[str]:
    parts = name.split("_")
    if len(parts) == 1:
        return
    for signs in product(f"_{SIGNS}", repeat=min(len(parts) - 1, _MOST_SIGNS)):
        # Where there are more, those behind stay as they are.
        marks = (*signs, *"_" * (len(parts) - 1 - len(signs)), "")
        yield "".join(part + mark for part, mark in zip(parts, marks, strict=True))


def _with_folders(name: str) -> Iterator[str]:
    for one in dict.fromkeys((name, _NUMBERED.sub("", name))):
        for stem in (one, one.removesuffix(".txt")):
            parts = stem.split(FOLDER_MARK)
            if len(parts) > _MOST_FOLDERS:
                continue
            for marks in product(("/", FOLDER_MARK), repeat=len(parts) - 1):
                yield "".join(part + mark for part, mark in zip(parts, (*marks, ""), strict=True))


def _free(key: str, taken: Iterable[str]) -> str:
    number, free = 2, key
    while free in taken:
        free, number = f"{key} ({number})", number + 1
    return free
