"""Tables of codings as people make them: a row a coding, or a row a sentence with a column for each theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from praktijkkennis.corpus.metadata import as_text
from praktijkkennis.corpus.readers.tables import Row, csv_rows, xlsx_sheets
from praktijkkennis.corpus.signature import check_packed_size, check_signature
from praktijkkennis.corpus.sources import read_file
from praktijkkennis.document import Stance
from praktijkkennis.errors import CodingError, FileUseError, PraktijkkennisError, ReadError
from praktijkkennis.exchange.codings.names import CodeNames, Meaning
from praktijkkennis.exchange.files import read_table
from praktijkkennis.exchange.refi_qda.theme_codes import fold_name

MAX_BYTES = 100_000_000
"""Largest table that is read, in bytes."""

_ALIASES = {
    "document": (
        *("document id", "document", "bestand", "file", "doc", "documentnaam", "document name", "bestandsnaam"),
        *("naam van document", "source", "bron"),
    ),
    "start": ("start", "begin"),
    "end": ("end", "eind", "einde", "stop"),
    "text": (
        *("text", "tekst", "zin", "passage", "citaat", "fragment", "segment", "quotation content", "quotation"),
        *("gecodeerd segment", "coded segment"),
    ),
    "theme": ("theme", "thema", "themas", "thema s", "code", "codes"),
    "stance": ("stance", "houding"),
    "score": ("score", "kans"),
    "coder": ("coder", "codeur", "codeerder", "beoordelaar", "created by", "gemaakt door"),
}
_YES = frozenset({"1", "x", "ja", "j", "yes", "y", "true", "waar", "✓", "✔", "☑"})
_NO = frozenset({"", "0", "nee", "no", "false", "onwaar", "☐", "nan", "none"})
_STANCES: dict[str, Stance] = {
    "versterkend": "versterkend",
    "+": "versterkend",
    "belemmerend": "belemmerend",
    "-": "belemmerend",
    "–": "belemmerend",
    "−": "belemmerend",
    "neutraal": "neutraal",
    "+/-": "neutraal",
    "±": "neutraal",
}
_STANCE_WORDS = ("houding", "stance")


@dataclass(frozen=True, slots=True)
class CodedRow:
    """What a row of a table says, as it stands there.

    ``start`` and ``end`` are None where the row has no numbers; ``codes`` are pairs of the name of a code and what it
    stands for, with None for what is not understood. ``listed`` tells that the table has a row a sentence, with all
    codes of it, so that two rows are two sentences. ``number`` is that of the row as a spreadsheet counts.
    """

    document: str
    start: int | None
    end: int | None
    text: str
    coder: str
    score: float
    codes: tuple[tuple[str, Meaning | None], ...]
    listed: bool = False
    number: int = 0


class UnknownColumn(NamedTuple):
    """A column that holds marks as the column of a theme does, and names none.

    ``n_marks`` is the number of rows with a mark, and ``nearest`` the name of the theme that may have been meant, empty
    where none is near.
    """

    name: str
    n_marks: int
    nearest: str


def read_coded_table(path: Path, names: CodeNames) -> tuple[list[CodedRow], list[UnknownColumn]]:
    """Read a table of codings, and tell which of its columns may be themes that are not understood.

    Parameters
    ----------
    path, names
        As for :func:`coded_rows`.

    Returns
    -------
    rows : list of CodedRow
        As :func:`coded_rows` yields them.
    unknown : list of UnknownColumn
        In the order of the table; empty for a table with a row a coding.

    Raises
    ------
    CodingError, ReadError
        As :func:`coded_rows`.
    """
    rows = _rows(path)
    return list(_coded(path, rows, names)), _unknown_columns(rows, names)


def coded_rows(path: Path, names: CodeNames) -> Iterator[CodedRow]:
    """Read a table of codings.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet`` or ``.jsonl``.
    names : CodeNames
        Tells which column or cell names a theme.

    Yields
    ------
    CodedRow
        Every row that says where it belongs, also without codes.

    Raises
    ------
    CodingError
        When no column names a theme, or none tells a place.
    ReadError
        When the file cannot be read.
    """
    yield from _coded(path, _rows(path), names)


def _coded(path: Path, rows: Sequence[Row], names: CodeNames) -> Iterator[CodedRow]:
    columns = _columns(rows)
    named = _named(columns)
    if "text" not in named and not {"start", "end"} <= named.keys():
        raise CodingError(
            f"In '{path.name}' ontbreekt een kolom met de tekst ('tekst'), of anders de kolommen 'start' en 'end'. "
            "Voeg er een toe."
        )
    by_theme = {} if "theme" in named else _theme_columns(columns, set(named.values()), names)
    if "theme" not in named and not by_theme:
        raise CodingError(
            f"In '{path.name}' noemt geen kolom een thema. Maak een kolom 'thema', of een kolom per thema van het "
            f"codeboek.{_hint(_unknown_columns(rows, names))}"
        )
    signs = {as_text(cells.get(column)).strip() for _, cells in rows for column in by_theme}
    for number, cells in rows:
        values = {name: as_text(cells.get(column)).strip() for name, column in named.items()}
        codes = _in_columns(cells, by_theme, plus="+" in signs)
        if not by_theme:
            cell = cells.get(named["theme"])
            codes = _in_cell(cell if isinstance(cell, str) else values["theme"], values.get("stance", ""), names)
        yield CodedRow(
            values.get("document", ""),
            _offset(values.get("start", "")),
            _offset(values.get("end", "")),
            values.get("text", ""),
            values.get("coder", ""),
            _score(values.get("score", "")),
            tuple(codes),
            listed=bool(by_theme),
            number=number,
        )


def _rows(path: Path) -> list[Row]:
    suffix = path.suffix.lower()
    if suffix in (".parquet", ".jsonl"):
        records = read_table(path).to_dict(orient="records")
        return [(number, {str(name): cell for name, cell in one.items()}) for number, one in enumerate(records, 1)]
    if suffix not in (".csv", ".tsv", ".xlsx"):
        raise FileUseError(
            f"'{path.name}' kan niet worden gelezen als codering; dat kan met .qdpx, .csv, .tsv, .xlsx, .jsonl en "
            ".parquet."
        )
    data = read_file(path, MAX_BYTES)
    if isinstance(data, str):
        raise ReadError(f"{path.name}: {data}")
    try:
        check_signature(data, suffix[1:])
        if suffix != ".xlsx":
            return csv_rows(data)
        check_packed_size(data, 4 * MAX_BYTES)
        return next((rows for _, rows in xlsx_sheets(data) if rows), [])
    except PraktijkkennisError as error:
        raise ReadError(f"{path.name}: {error}") from error
    except Exception as error:
        raise ReadError(f"'{path.name}' is beschadigd; sla het opnieuw op.") from error


def _columns(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(column for _, cells in rows for column in cells))


def _named(columns: Sequence[str]) -> dict[str, str]:
    present = {fold_name(column): column for column in reversed(columns)}
    return {
        name: present[alias]
        for name, aliases in _ALIASES.items()
        if (alias := next((one for one in aliases if one in present), None)) is not None
    }


def _theme_columns(columns: Sequence[str], taken: set[str], names: CodeNames) -> dict[str, tuple[Meaning, str]]:
    """Tell of each column about a theme what it is about, and which column has its stance (``loslaten_houding``)."""
    free = [column for column in columns if column not in taken]
    stances: dict[str, str] = {}
    for column in free:
        words = fold_name(column).split()
        rest = " ".join(word for word in words if word not in _STANCE_WORDS)
        meaning = names.of_text(rest) if len(rest.split()) < len(words) else None
        if meaning is not None and meaning.theme:
            stances[meaning.theme] = column
    found: dict[str, tuple[Meaning, str]] = {}
    for column in free:
        meaning = names.of_text(column) if column not in stances.values() else None
        if meaning is not None and meaning.theme:
            found[column] = (meaning, stances.get(meaning.theme, ""))
    return found


def _unknown_columns(rows: Sequence[Row], names: CodeNames) -> list[UnknownColumn]:
    columns = _columns(rows)
    named = _named(columns)
    if "theme" in named:
        return []
    by_theme = _theme_columns(columns, set(named.values()), names)
    known = {*named.values(), *by_theme, *(stance_column for _, stance_column in by_theme.values())}
    found = []
    for column in columns:
        if column in known:
            continue
        cells = [as_text(row.get(column)).strip().casefold() for _, row in rows]
        marks = [cell for cell in cells if not _is_no(cell)]
        if not marks or not all(_is_yes(cell) or cell in _STANCES for cell in marks):
            continue
        nearest = names.nearest(column)
        # The number of an interview is 1 in every row as well.
        if nearest or len(marks) < len(cells) or not all(cell.startswith("1") for cell in cells):
            found.append(UnknownColumn(column, len(marks), nearest))
    return found


def _hint(unknown: Sequence[UnknownColumn]) -> str:
    near = [f"'{one.name}' lijkt op '{one.nearest}'" for one in unknown if one.nearest]
    return f" De kolom {', '.join(near)}." if near else ""


def _is_yes(cell: str) -> bool:
    return cell in _YES or cell in ("1.0", "1,0")


def _is_no(cell: str) -> bool:
    return cell in _NO or cell in ("0.0", "0,0")


def _in_columns(
    cells: Mapping[str, object], columns: Mapping[str, tuple[Meaning, str]], *, plus: bool
) -> Iterator[tuple[str, Meaning | None]]:
    for column, (meaning, stance_column) in columns.items():
        cell = as_text(cells.get(column)).strip().casefold()
        told = _STANCES.get(as_text(cells.get(stance_column)).strip().casefold()) if stance_column else None
        # A dash alone is how many people leave a cell empty; beside plusses it is a minus.
        if _is_no(cell) or (cell in ("-", "–") and not plus):
            continue
        if cell in _STANCES:
            yield column, Meaning(meaning.theme, _STANCES[cell])
        elif _is_yes(cell):
            yield column, Meaning(meaning.theme, told or meaning.stance)
        else:
            yield f"{column}: {cell}", None


def _in_cell(cell: str, stance: str, names: CodeNames) -> Iterator[tuple[str, Meaning | None]]:
    told = _STANCES.get(stance.casefold())
    for name in _split(cell, names):
        meaning = names.of_text(name)
        yield name, meaning and Meaning(meaning.theme, meaning.stance or told)


def _split(cell: str, names: CodeNames) -> list[str]:
    """Part a cell with several codes; a comma parts only what is no name by itself."""
    found = [part.strip() for line in cell.splitlines() for part in line.split(";") if part.strip()]
    parts = [piece for part in found for piece in ([part] if names.of_text(part) else part.split(","))]
    return [part.strip() for part in parts if part.strip()]


def _offset(cell: str) -> int | None:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return None
    return int(number) if number >= 0 and number == int(number) else None


def _score(cell: str) -> float:
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        return 1.0
    return number if 0.0 <= number <= 1.0 else 1.0
