"""Documents and failures from files and folders, one file in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from praktijkkennis.corpus.archive import list_members, unpack
from praktijkkennis.corpus.assemble import build_document
from praktijkkennis.corpus.formats import check_extension, extension_of, read_bytes
from praktijkkennis.corpus.nearby_tables import NearbyTables
from praktijkkennis.corpus.raw import DEFAULT_MAX_BYTES, DEFAULT_MAX_CHARACTERS, ReadOptions, Rejected
from praktijkkennis.corpus.sources import METADATA_NAMES, FoundFile, Sources, find_files, given_paths, read_file
from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.errors import ReadError, SourceError


def stream_corpus(
    sources: Sources,
    *,
    text_column: str | None = None,
    metadata: str | os.PathLike[str] | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    max_characters: int = DEFAULT_MAX_CHARACTERS,
) -> Iterator[Document | ReadFailure]:
    """Read files and folders one by one; what cannot be read becomes a failure in its place.

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
    iterator of Document or ReadFailure
        In a fixed order, with unique ids. Failures of metadata tables come first, their rows
        without a file last.

    Raises
    ------
    SourceError
        At once, when a source or the metadata table does not exist.
    """
    paths = given_paths(sources)
    table = None if metadata is None else Path(metadata)
    if table is not None and not table.is_file():
        raise SourceError(f"De tabel met metadata '{table}' bestaat niet; controleer de naam.")
    return with_unique_ids(_read_all(paths, table, ReadOptions(text_column, max_bytes, max_characters)))


def with_unique_ids(items: Iterable[Document | ReadFailure]) -> Iterator[Document | ReadFailure]:
    """Put a number behind an id that came before; two files in a zip can have the same name."""
    seen: set[str] = set()
    for item in items:
        if isinstance(item, Document):
            unique, number = item.id, 1
            while unique in seen:
                number += 1
                unique = f"{item.id} ({number})"
            seen.add(unique)
            if unique != item.id:
                item = Document(unique, item.text, item.metadata, item.turns, item.residue)
        yield item


def _read_all(paths: Iterable[Path], table: Path | None, options: ReadOptions) -> Iterator[Document | ReadFailure]:
    found = find_files(paths)
    tables = NearbyTables([item for item in found if isinstance(item, FoundFile)], table, options.max_bytes)
    yield from tables.failures
    for item in found:
        if isinstance(item, ReadFailure):
            yield item
        elif not (item.whole_folder and item.path.name.lower() in METADATA_NAMES):
            yield from _read_one(item, tables, options)
    yield from tables.missing_files()


def _read_one(file: FoundFile, tables: NearbyTables, options: ReadOptions) -> Iterator[Document | ReadFailure]:
    is_archive = extension_of(file.relative) == "zip"
    if not is_archive:
        try:
            # A film of gigabytes need not be read to know that it is no text.
            check_extension(file.relative)
        except ReadError as error:
            yield ReadFailure(file.id, str(error))
            return
    data = read_file(file.path, options.max_bytes)
    if isinstance(data, str):
        yield ReadFailure(file.id, data)
    elif is_archive:
        yield from _read_archive(file, data, tables, options)
    else:
        yield from _documents(data, file.id, file.relative, file.root, tables, options)


def _read_archive(
    file: FoundFile, data: bytes, tables: NearbyTables, options: ReadOptions
) -> Iterator[Document | ReadFailure]:
    try:
        members = list_members(data, options)
    except ReadError as error:
        yield ReadFailure(file.id, str(error))
        return
    for member in members:
        tables.add_present(file.root, f"{file.relative}/{member.name}")
    is_table = [member.name.rpartition("/")[2].lower() in METADATA_NAMES for member in members]
    for member, content in unpack(data, [m for m, table in zip(members, is_table, strict=True) if table], options):
        try:
            if isinstance(content, Rejected):
                raise ReadError(content.reason)
            tables.add_table(file.root, content, f"{file.relative}/{member.name}")
        except ReadError as error:
            yield ReadFailure(f"{file.id}/{member.name}", str(error))
    for member, content in unpack(data, [m for m, table in zip(members, is_table, strict=True) if not table], options):
        member_id, relative = f"{file.id}/{member.name}", f"{file.relative}/{member.name}"
        if isinstance(content, Rejected):
            yield ReadFailure(member_id, content.reason)
        else:
            yield from _documents(content, member_id, relative, file.root, tables, options)


def _documents(
    data: bytes, file_id: str, relative: str, root: Path, tables: NearbyTables, options: ReadOptions
) -> Iterator[Document | ReadFailure]:
    about_file = tables.values_for(root, relative)
    count = 0
    for raw in read_bytes(data, relative, options):
        count += 1
        suffix = f"#{raw.key}" if raw.key else ""
        try:
            if isinstance(raw, Rejected):
                raise ReadError(raw.reason)
            about_row = tables.values_for(root, relative + suffix) if suffix else {}
            yield build_document(
                raw, file_id + suffix, source=relative, about_file=about_file, about_row=about_row, options=options
            )
        except ReadError as error:
            yield ReadFailure(file_id + suffix, str(error))
    if not count:
        yield ReadFailure(file_id, "In dit bestand staat geen tekst; laat het weg of vul het.")
