"""metadata.csv: what someone wrote down about the files beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from praktijkkennis.corpus.metadata import as_text, canonical_metadata
from praktijkkennis.corpus.readers.tables import Row, csv_rows, xlsx_sheets
from praktijkkennis.corpus.sources import normal_name
from praktijkkennis.errors import ReadError

_FILE_COLUMNS = ("bestand", "file", "bestandsnaam", "filename", "bestandnaam", "file name")


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """The rows of one metadata table.

    Upper and lower case of file names do not matter: neither to Windows and macOS, nor to the
    people who fill in the table.

    Parameters
    ----------
    source : str
        Path of the table relative to the root, for messages.
    folder : str
        Path of its folder relative to the root; empty for the root itself.
    names : mapping of str to str
        File names as written in the table, by their lower case form.
    rows : mapping of str to mapping
        Canonical metadata by lower case file name.
    """

    source: str
    folder: str
    names: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def values_for(self, relative: str, present: Collection[str]) -> Mapping[str, str]:
        """Metadata for a file, archive member or row.

        Parameters
        ----------
        relative : str
            Its path relative to the root, with ``#`` and the row number for a row.
        present : collection of str
            Lower case relative paths of all files. A bare name in the table is meant for the file
            beside it, and only when that does not exist for a file of that name further down.

        Returns
        -------
        mapping of str to str
            Empty when the table does not name the file.
        """
        inside = self._inside(relative)
        if inside is None:
            return {}
        if inside in self.rows:
            return self.rows[inside]
        bare = inside.rpartition("/")[2]
        beside = f"{self.folder}/{bare}".casefold().lstrip("/")
        return {} if beside.partition("#")[0] in present else self.rows.get(bare, {})

    def missing(self, present: Collection[str]) -> Iterator[str]:
        """Names in the table that fit none of the files.

        Parameters
        ----------
        present : collection of str
            Lower case relative paths of all files and archive members.
        """
        there: set[str] = set()
        for relative in present:
            inside = self._inside(relative)
            if inside is not None:
                there |= {inside, inside.rpartition("/")[2]}
        for folded, name in self.names.items():
            if folded not in there and folded.partition("#")[0] not in there:
                yield name

    def _inside(self, relative: str) -> str | None:
        """Path from the folder of the table; None when the file is elsewhere."""
        folded, folder = relative.casefold(), f"{self.folder}/".casefold()
        if not self.folder:
            return folded
        return folded.removeprefix(folder) if folded.startswith(folder) else None


def read_metadata_table(data: bytes, source: str) -> MetadataTable:
    """Read a metadata table.

    Parameters
    ----------
    data : bytes
        The whole file, .csv or .xlsx.
    source : str
        Its path relative to the root.

    Raises
    ------
    ReadError
        When it cannot be read or no column names the files.
    """
    rows = _rows(data, source)
    columns = {name.strip().casefold(): name for name in reversed(rows[0][1])}
    column = next((columns[known] for known in _FILE_COLUMNS if known in columns), None)
    if column is None:
        raise ReadError(
            "In deze tabel ontbreekt de kolom 'bestand'; voeg die toe met in elke rij de naam van een bestand."
        )
    names: dict[str, str] = {}
    values: dict[str, Mapping[str, str]] = {}
    for _, cells in rows:
        name = _file_name(cells.get(column))
        if name and name.casefold() not in names:
            names[name.casefold()] = name
            values[name.casefold()] = canonical_metadata({key: cell for key, cell in cells.items() if key != column})
    folder = str(PurePosixPath(source).parent)
    return MetadataTable(source, "" if folder == "." else folder, names, values)


def _rows(data: bytes, source: str) -> list[Row]:
    try:
        if source.lower().endswith(".xlsx"):
            rows = next((rows for _, rows in xlsx_sheets(data) if rows), [])
        else:
            rows = csv_rows(data)
    except ReadError:
        raise
    except Exception:  # noqa: BLE001
        raise ReadError("Deze tabel met metadata is beschadigd; sla hem opnieuw op.") from None
    if not rows:
        raise ReadError("In deze tabel met metadata staan geen rijen; vul hem of verwijder hem.")
    return rows


def _file_name(cell: object) -> str:
    name = normal_name((cell if isinstance(cell, str) else as_text(cell)).strip().replace("\\", "/"))
    while name.startswith("./"):
        name = name[2:]
    return name
