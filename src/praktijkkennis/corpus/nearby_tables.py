"""All metadata tables beside the files of one corpus, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from praktijkkennis.corpus.metadata import merge
from praktijkkennis.corpus.metadata_table import MetadataTable, read_metadata_table
from praktijkkennis.corpus.sources import METADATA_NAMES, FoundFile, normal_name, read_file
from praktijkkennis.document import ReadFailure
from praktijkkennis.errors import ReadError


class NearbyTables:
    """The metadata tables in the folders of the files, up to the root of each source.

    Parameters
    ----------
    files : sequence of FoundFile
        All files of the corpus.
    given : Path, optional
        A table that the caller named; it goes before all others and holds for every source.
    max_bytes : int
        Largest table that is read, in bytes.
    """

    def __init__(self, files: Sequence[FoundFile], given: Path | None, max_bytes: int) -> None:
        self.failures: list[ReadFailure] = []
        self._max_bytes = max_bytes
        self._given = self._read(given, given.name) if given is not None else None
        self._tables: dict[Path, list[MetadataTable]] = {}
        self._present: dict[Path, set[str]] = {}
        self._whole_roots = dict.fromkeys(file.root for file in files if file.whole_folder)
        looked_in: set[tuple[Path, Path]] = set()
        for file in files:
            self.add_present(file.root, file.relative)
            for folder in _folders_up_to_root(file):
                if (file.root, folder) not in looked_in:
                    looked_in.add((file.root, folder))
                    self._look_in(file.root, folder)

    def values_for(self, root: Path, relative: str) -> dict[str, str]:
        """Metadata for a file, archive member or row, the nearest table first.

        Parameters
        ----------
        root : Path
            Root of its source.
        relative : str
            Its path from that root, with ``#`` and the row number for a row.
        """
        present = self._present[root]
        tables = sorted(self._tables.get(root, ()), key=lambda table: -len(table.folder))
        if self._given is not None:
            tables.insert(0, self._given)
        return merge(*(table.values_for(relative, present) for table in tables))

    def add_present(self, root: Path, relative: str) -> None:
        """Note that there is a file (or archive member) with this path."""
        self._present.setdefault(root, set()).add(relative.casefold())

    def add_table(self, root: Path, data: bytes, source: str) -> None:
        """Read one more table, out of an archive.

        Raises
        ------
        ReadError
            When it cannot be read.
        """
        self._tables.setdefault(root, []).append(read_metadata_table(data, source))

    def missing_files(self) -> Iterator[ReadFailure]:
        """Yield a failure for every row that names no file, in folders that were read as a whole."""
        everything = set().union(*self._present.values()) if self._present else set()
        tables = [(table, self._present[root]) for root in self._whole_roots for table in self._tables.get(root, ())]
        if self._given is not None and self._whole_roots:
            tables.insert(0, (self._given, everything))
        for table, present in tables:
            for name in table.missing(present):
                yield ReadFailure(
                    table.source,
                    f"Het bestand '{name}' uit deze tabel is er niet; verbeter de naam of voeg het bestand toe.",
                )

    def _look_in(self, root: Path, folder: Path) -> None:
        for name in METADATA_NAMES:
            path = folder / name
            if path.is_file():
                table = self._read(path, normal_name(str(path.relative_to(root))))
                if table is not None:
                    self._tables.setdefault(root, []).append(table)

    def _read(self, path: Path, source: str) -> MetadataTable | None:
        data = read_file(path, self._max_bytes)
        try:
            if isinstance(data, str):
                raise ReadError(data)
            table = read_metadata_table(data, source)
        except ReadError as error:
            self.failures.append(ReadFailure(source, str(error)))
            return None
        return table


def _folders_up_to_root(file: FoundFile) -> Iterator[Path]:
    folder = file.path.parent
    yield folder
    while folder != file.root and folder != folder.parent:
        folder = folder.parent
        yield folder
