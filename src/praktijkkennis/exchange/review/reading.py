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
from praktijkkennis.exchange.review.layout import CODER_LABEL, CODES_SHEET, HELP_SHEET, MISSED_SHEET, NAMES_PROPERTY

MAX_BYTES = 100_000_000
"""Largest workbook that is read, in bytes."""

_NEEDED = {
    CODES_SHEET: ("document", "zin", "thema", "oordeel", "sleutel", "controlegetal"),
    MISSED_SHEET: ("document", "zin", "thema"),
}
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
class Answers:
    """All rows of a workbook that hold anything; ``coder`` is who judged, ``""`` when the workbook does not tell."""

    codes: tuple[AnsweredRow, ...]
    missed: tuple[AnsweredRow, ...]
    coder: str


def read_answers(path: str | Path) -> Answers:
    """Read a workbook that :func:`~praktijkkennis.exchange.review.workbook.write_review` wrote and a person filled in.

    Sheets and columns are known by their names, so that they may be moved, sorted, and rows be left out.

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
    if CODES_SHEET not in book.sheetnames:
        raise ReviewError(
            f"In '{path.name}' staat geen blad '{CODES_SHEET}'. Geef het bestand dat 'review export' maakte."
        )
    codes = _rows(book[CODES_SHEET], CODES_SHEET, path.name)
    missed = _rows(book[MISSED_SHEET], MISSED_SHEET, path.name) if MISSED_SHEET in book.sheetnames else []
    return Answers(tuple(codes), tuple(missed), _coder(book))


def is_review(path: str | Path) -> bool:
    """Tell whether a file is a workbook for review rather than another table."""
    path = Path(path)
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    try:
        data = read_file(path, MAX_BYTES)
        sheets = set(_opened(data, path.name).sheetnames) if isinstance(data, bytes) else set()
        # One that lost its most important sheet is still of this kind, and must be told so.
        return CODES_SHEET in sheets or {MISSED_SHEET, HELP_SHEET} <= sheets
    except ReviewError:
        return False


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


def _rows(sheet: Any, name: str, file: str) -> list[AnsweredRow]:
    lines: Sequence[Sequence[Any]] = list(sheet.iter_rows(values_only=True))
    headers = [as_text(cell).strip().casefold() for cell in lines[0]] if lines else []
    headers = ["houding" if header == "stance" else header for header in headers]
    lacking = [header for header in _NEEDED[name] if header not in headers]
    if lacking:
        raise ReviewError(
            f"In '{file}' mist het blad '{name}' de kolom '{lacking[0]}'. Zet die terug of exporteer opnieuw."
        )
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        cells = {header: as_text(cell).strip() for header, cell in zip(headers, line, strict=False) if header}
        if any(cells.values()):
            rows.append(AnsweredRow(name, number, cells))
    return rows


def _coder(book: Any) -> str:
    if HELP_SHEET in book.sheetnames:
        for line in book[HELP_SHEET].iter_rows(values_only=True, max_row=20):
            cells = [as_text(cell).strip() for cell in line]
            if cells and cells[0].casefold() == CODER_LABEL.casefold() and len(cells) > 1 and cells[1]:
                return cells[1]
    saved_by = str(book.properties.lastModifiedBy or "").strip()
    return "" if saved_by.casefold() in _PROGRAMS else saved_by
