"""What an editor filled in, row by row, as it stands in the workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from zipfile import BadZipFile, ZipFile

from praktijkkennis.corpus.metadata import as_text
from praktijkkennis.corpus.signature import check_packed_size, check_signature
from praktijkkennis.corpus.sources import read_file
from praktijkkennis.errors import PraktijkkennisError, ReviewError
from praktijkkennis.exchange.review.layout import (
    CODE_COLUMNS,
    CODER_LABEL,
    CODES_SHEET,
    HELP_SHEET,
    LISTS_SHEET,
    MARKS,
    MISSED_COLUMNS,
    MISSED_SHEET,
    NAMES_PROPERTY,
)

MAX_BYTES = 100_000_000
"""Largest workbook that is read, in bytes."""

# A column of answers that is gone may have got another name: what was typed in it would be lost without a word.
_OPTIONAL = frozenset({"ervoor", "score", "waarom", "auteur", "begin"})
_KNOWN = {
    CODES_SHEET: tuple(column.header for column in CODE_COLUMNS),
    MISSED_SHEET: tuple(column.header for column in MISSED_COLUMNS),
}
_OURS = frozenset({CODES_SHEET, MISSED_SHEET, HELP_SHEET, LISTS_SHEET})
_TOP = 20
"""Rows in which the headers are looked for: people write a line of their own above them."""
_NAMED_ROWS = 5
_PROPERTIES = "docProps/custom.xml"
_PROGRAMS = frozenset({"", "praktijkkennis", "openpyxl", "xlsxwriter"})


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row: the name of its sheet, its number as Excel shows it, and its cells by header, without outer space."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, header: str) -> str:
        return self.cells.get(header, "")


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands where nothing is read, and why not, in Dutch; ``row`` is 0 for a whole sheet or column."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Answers:
    """All rows of a workbook that hold anything.

    Attributes
    ----------
    codes, missed : tuple of AnsweredRow
        The rows of the two sheets.
    coder : str
        Who judged, ``""`` when the workbook does not tell.
    unread : tuple of Unread
        What somebody filled in where it is not read.
    """

    codes: tuple[AnsweredRow, ...]
    missed: tuple[AnsweredRow, ...]
    coder: str
    unread: tuple[Unread, ...] = ()


def read_answers(path: str | Path) -> Answers:
    """Read a workbook that :func:`~praktijkkennis.exchange.review.workbook.write_review` wrote and a person filled in.

    Columns are known by their names, so that they may be moved, sorted, and rows be left out; a sheet that got another
    name is known by its columns.

    Raises
    ------
    ReviewError
        When it is no such workbook.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise ReviewError(f"'{path.name}' is geen Excel-bestand (.xlsx). Sla de controle op als .xlsx.")
    data = read_file(path, MAX_BYTES)
    if isinstance(data, str):
        raise ReviewError(f"{path.name}: {data}")
    book = _opened(data, path.name)
    sheet = _codes_sheet(book)
    if sheet is None:
        raise ReviewError(
            f"In '{path.name}' staat geen blad '{CODES_SHEET}'. Geef het bestand dat 'review export' maakte."
        )
    codes, unread = _rows(sheet, CODES_SHEET, path.name)
    missed: list[AnsweredRow] = []
    if MISSED_SHEET in book.sheetnames:
        missed, more = _rows(book[MISSED_SHEET], MISSED_SHEET, path.name)
        unread += more
    for other in book.worksheets:
        if other.title != sheet.title and other.title not in _OURS and other.max_row and _holds_anything(other):
            unread.append(
                Unread(
                    other.title,
                    0,
                    f"Dit blad is niet gelezen; alleen '{sheet.title}' en '{MISSED_SHEET}' tellen. Zet wat moet "
                    "meetellen op een van die bladen.",
                )
            )
    return Answers(tuple(codes), tuple(missed), _coder(book), tuple(unread))


def is_review(path: str | Path) -> bool:
    """Tell whether a file is a workbook for review rather than another table."""
    path = Path(path)
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        data = read_file(path, MAX_BYTES)
        if isinstance(data, str):
            return False
        book = _opened(data, path.name)
    except ReviewError:
        return False
    # One that lost its most important sheet is still of this kind, and must be told so.
    return _codes_sheet(book) is not None or {MISSED_SHEET, HELP_SHEET} <= set(book.sheetnames)


def has_pseudonyms(path: str | Path) -> bool | None:
    """Tell whether a workbook for review is of texts with pseudonyms; None when it does not tell, or is none."""
    from openpyxl.packaging.custom import CustomPropertyList
    from openpyxl.xml.functions import fromstring

    try:
        with ZipFile(path) as book:
            properties: Any = CustomPropertyList.from_tree(cast(Any, fromstring(book.read(_PROPERTIES))))
    except (OSError, BadZipFile, KeyError, ValueError, SyntaxError):
        return None
    told = next((one.value for one in properties.props if one.name == NAMES_PROPERTY), None)
    return told if isinstance(told, bool) else None


def _opened(data: bytes, name: str) -> Any:
    import openpyxl

    try:
        check_signature(data, "xlsx")
        check_packed_size(data, 4 * MAX_BYTES)
        # Not read-only: some programs write a wrong size of the sheet, and rows beyond it would be missed.
        # A remark that begins with "=" may have become a formula: its text is what was meant, and it has no value.
        return openpyxl.load_workbook(io.BytesIO(data))
    except PraktijkkennisError as error:
        raise ReviewError(f"{name}: {error}") from error
    except Exception as error:
        raise ReviewError(f"'{name}' is beschadigd. Open het in Excel en sla het opnieuw op.") from error


def _codes_sheet(book: Any) -> Any:
    """Find the sheet with a row a code; None when there is none."""
    if CODES_SHEET in book.sheetnames:
        return book[CODES_SHEET]
    for sheet in book.worksheets:
        if any(set(_headers(line)) >= MARKS for line in sheet.iter_rows(values_only=True, max_row=_TOP)):
            return sheet
    return None


def _holds_anything(sheet: Any) -> bool:
    return any(as_text(cell).strip() for line in sheet.iter_rows(values_only=True) for cell in line)


def _headers(line: Sequence[Any]) -> list[str]:
    headers = [" ".join(as_text(cell).split()).casefold() for cell in line]
    return ["houding" if header == "stance" else header for header in headers]


def _rows(sheet: Any, name: str, file: str) -> tuple[list[AnsweredRow], list[Unread]]:
    lines: Sequence[Sequence[Any]] = list(sheet.iter_rows(values_only=True))
    known = set(_KNOWN[name])
    top = max(range(min(len(lines), _TOP)), key=lambda row: len(known & set(_headers(lines[row]))), default=0)
    headers = _headers(lines[top]) if lines else []
    lacking = [header for header in _KNOWN[name] if header not in headers and header not in _OPTIONAL]
    if lacking:
        raise ReviewError(
            f"In '{file}' mist het blad '{name}' de kolom '{lacking[0]}'; is de kop veranderd of de kolom weggehaald? "
            "Zet die terug, of exporteer opnieuw."
        )
    twice = [header for header in _KNOWN[name] if headers.count(header) > 1]
    if twice:
        raise ReviewError(f"In '{file}' staat op het blad '{name}' de kolom '{twice[0]}' twee keer. Haal er één weg.")
    rows = []
    for number, line in enumerate(lines[top + 1 :], start=top + 2):
        cells = {header: as_text(cell).strip() for header, cell in zip(headers, line, strict=False) if header in known}
        if any(cells.values()):
            rows.append(AnsweredRow(name, number, cells))
    return rows, [*_beside(lines, top, headers, name), *_merged(sheet, top, headers, name)]


def _beside(lines: Sequence[Sequence[Any]], top: int, headers: Sequence[str], name: str) -> list[Unread]:
    """Tell of columns that are not of this sheet, but hold something."""
    from openpyxl.utils import get_column_letter

    found = []
    for place, header in enumerate(headers):
        if header in _KNOWN[name]:
            continue
        filled = [number for number, line in enumerate(lines[top + 1 :], start=top + 2) if as_text(line[place]).strip()]
        if filled:
            called = f" ('{header}')" if header else ""
            where = (
                f"Wat in kolom {get_column_letter(place + 1)}{called} staat (rij {_numbers(filled)}), is niet gelezen."
            )
            instead = "Zet een oordeel in 'oordeel' en een aantekening in 'opmerking'."
            if name != CODES_SHEET:
                instead = "Gebruik de kolommen die er al waren."
            found.append(Unread(name, 0, f"{where} {instead}"))
    return found


def _merged(sheet: Any, top: int, headers: Sequence[str], name: str) -> list[Unread]:
    """Tell of cells that were merged: of these only the first holds what was typed."""
    found = []
    for area in sheet.merged_cells.ranges:
        of_table = [header for header in headers[area.min_col - 1 : area.max_col] if header in _KNOWN[name]]
        if area.min_row > top + 1 and area.max_row > area.min_row and of_table:
            found.append(
                Unread(
                    name,
                    area.min_row + 1,
                    f"De cellen {area.coord} zijn samengevoegd; alleen rij {area.min_row} is gelezen. Maak de "
                    "samenvoeging ongedaan en vul elke rij in.",
                )
            )
    return found


def _numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:_NAMED_ROWS]))
    return shown if len(rows) <= _NAMED_ROWS else f"{shown} en nog {len(rows) - _NAMED_ROWS}"


def _coder(book: Any) -> str:
    if HELP_SHEET in book.sheetnames:
        for line in book[HELP_SHEET].iter_rows(values_only=True, max_row=20):
            cells = [as_text(cell).strip() for cell in line]
            if cells and cells[0].casefold() == CODER_LABEL.casefold() and len(cells) > 1 and cells[1]:
                return cells[1]
    saved_by = str(book.properties.lastModifiedBy or "").strip()
    return "" if saved_by.casefold() in _PROGRAMS else saved_by
