"""Whether a file can be a workbook for review, or is one that was saved in a way that loses part of it."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile, is_zipfile

from praktijkkennis.corpus.signature import apparent_format
from praktijkkennis.corpus.unpacking import read_member
from praktijkkennis.errors import ReviewError
from praktijkkennis.exchange.review.layout import CODES_SHEET, MARKS

_TEXTS = (".csv", ".tsv")
_SPREADSHEETS = (".ods", ".fods", ".xls", ".xlsm", ".xlsb", ".numbers")
_START = 5_000
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
_REPORT_SHEETS = frozenset({b"Inzichten", b"Passages", b"Themas"})
_LONGEST_LIST = 1_000_000


def check_review_file(path: Path) -> None:
    """Check that a file with judgements is there and is what its name says.

    Raises
    ------
    ReviewError
        With what to do about it.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise ReviewError(f"'{path}' is een map. Geef het bestand op waarin je hebt nagekeken (.xlsx).")
    if not path.is_file():
        raise ReviewError(f"Het bestand '{path}' bestaat niet. Controleer de naam en de map.")
    if suffix in _SPREADSHEETS:
        raise ReviewError(f"'{path.name}' is geen .xlsx. Open het en sla het op als Excel-werkmap (.xlsx).")
    if suffix == ".xlsx" and not is_zipfile(path):
        with path.open("rb") as handle:
            locked = apparent_format(handle.read()) == "locked"
        if locked:
            raise ReviewError(f"'{path.name}' is met een wachtwoord beveiligd. Sla het in Excel op zonder wachtwoord.")
        raise ReviewError(
            f"'{path.name}' is geen geldig Excel-bestand of is beschadigd. Open het in Excel en sla het opnieuw op."
        )
    if suffix == ".xlsx" and _is_report(path):
        raise ReviewError(
            f"'{path.name}' is het overzicht van 'extract', om te lezen; wat je daarin verandert, wordt niet gebruikt. "
            "Maak met 'review export' een bestand om na te kijken, en lees dat in."
        )
    if suffix in _TEXTS and _is_review_as_text(path):
        raise ReviewError(
            f"'{path.name}' is een controle die als {suffix} is bewaard; daarin ontbreekt het blad 'Gemist'. Lees de "
            ".xlsx in, of open dit bestand in Excel en sla het op als Excel-werkmap (.xlsx)."
        )


def _is_report(path: Path) -> bool:
    """Tell whether a workbook is the one beside the report of ``extract``, under whatever name it was saved."""
    try:
        with ZipFile(path) as book:
            names = set(_SHEET.findall(read_member(book, book.getinfo("xl/workbook.xml"), _LONGEST_LIST)))
    except (BadZipFile, KeyError, OSError, ValueError, NotImplementedError):
        return False
    return names >= _REPORT_SHEETS and CODES_SHEET.encode() not in names


def _is_review_as_text(path: str | Path) -> bool:
    """Tell whether a file of plain text is a sheet of a workbook for review that was saved in that form."""
    try:
        with Path(path).open("rb") as handle:
            start = handle.read(_START)
    except OSError:
        return False
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    text = start.decode(encoding, "ignore").casefold()
    return all(mark in text for mark in MARKS)
