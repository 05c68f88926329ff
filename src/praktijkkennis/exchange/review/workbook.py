"""A workbook in which an editor judges codes: one row a code, the most doubtful first.

Everything is written as a string, whatever it begins with, so that Excel computes nothing and links to nothing. The
same input gives the same bytes: the file bears a fixed date.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.exchange.review.layout import (
    CODE_COLUMNS,
    CODER_LABEL,
    CODES_SHEET,
    HELP_SHEET,
    LISTS_SHEET,
    MISSED_COLUMNS,
    MISSED_SHEET,
    NAMES_PROPERTY,
    VERDICTS,
    Column,
    ReviewRow,
    fitting,
    row_checksum,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 100_000
"""Codes on one sheet; nobody judges more, and Excel becomes slow."""

_MISSED_ROWS = 500
_LINE_HEIGHT, _TALLEST = 15, 240
_CREATED = datetime(2000, 1, 1)
_DOUBT = 0.5
_ASIDE = frozenset({"ervoor", "waarom"})

_EXPLANATION = (
    ("Wat je met dit bestand doet", True),
    (
        "De computer zocht bij elke zin de thema's. Op het blad Controle staat elke vondst op een rij, de "
        "twijfelgevallen bovenaan. Kijk na wat klopt; alles hoeft niet: een rij zonder oordeel telt niet mee.",
        False,
    ),
    ("De gele kolommen vul je in", True),
    (
        "oordeel: goed (de zin gaat over dit thema), fout (niet), of ander thema (de zin gaat over een ander thema).",
        False,
    ),
    ("ander thema: kies hier welk thema het wel is.", False),
    (
        "houding: versterkend (het thema is er, werkt of groeit), belemmerend (het ontbreekt, lukt niet of staat onder "
        "druk) of neutraal. Klopt de houding niet, kies dan een andere; het thema telt dan als goed.",
        False,
    ),
    ("opmerking: wat je er nog over kwijt wilt.", False),
    (
        "waarom (achter de score): waaraan de computer het thema zag. Dat zegt niet of het klopt, en je hoeft er niets "
        "mee te doen.",
        False,
    ),
    ("Gemist", True),
    (
        "Zag je een zin die een thema had moeten krijgen? Zet op het blad Gemist het document, de zin (kopieer hem "
        "uit de tekst) en het thema.",
        False,
    ),
    ("Goed om te weten", True),
    ("Je mag sorteren, filteren en rijen weglaten. Verander de zin, het document en de score niet.", False),
    (
        "Wat jij zegt, gaat altijd voor: ook in volgende rapporten, zolang die zin in dat document staat. Verander je "
        "van mening, kijk de zin dan later opnieuw na; het laatste oordeel telt.",
        False,
    ),
    ("Zo komt het terug: praktijkkennis review import controle.xlsx --state MAP", False),
)


def sorted_by_doubt(rows: Iterable[ReviewRow]) -> list[ReviewRow]:
    """Put the codes that are as likely wrong as right first; ties in the order of the documents."""
    return sorted(
        rows, key=lambda one: (round(abs(one.score - _DOUBT), 4), one.document_id, one.start, one.theme, one.stance)
    )


def write_review(
    rows: Iterable[ReviewRow],
    path: str | Path,
    codebook: Codebook,
    documents: Iterable[str] = (),
    *,
    pseudonymised: bool | None = None,
) -> int:
    """Write the workbook.

    Parameters
    ----------
    rows : iterable of ReviewRow
        The codes, in any order.
    path : str or Path
        File to write, ``.xlsx``.
    codebook : Codebook
        Its themes can be chosen.
    documents : iterable of str
        Ids of documents to choose from on the sheet for what was missed.
    pseudonymised : bool, optional
        Whether the texts have pseudonyms, so that they are not put beside texts with names later.

    Returns
    -------
    int
        Number of codes on the sheet: at most :data:`MOST_ROWS`, the most doubtful.

    Raises
    ------
    OutputError
        When the file cannot be written, for example because it is open in Excel.
    """
    from xlsxwriter import Workbook

    chosen = sorted_by_doubt(rows)[:MOST_ROWS]
    names = [theme.name for theme in codebook.themes]
    ids = list(dict.fromkeys([*documents, *sorted({one.document_id for one in chosen})]))
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(content, options)
    book.set_properties({"title": "Coderingen nakijken", "author": "praktijkkennis", "created": _CREATED})
    if pseudonymised is not None:
        book.set_custom_property(NAMES_PROPERTY, pseudonymised, "bool")
    formats = _formats(book)
    codes = book.add_worksheet(CODES_SHEET)
    missed = book.add_worksheet(MISSED_SHEET)
    _write_help(book.add_worksheet(HELP_SHEET), formats)
    _write_lists(book.add_worksheet(LISTS_SHEET), names, ids)
    _write_codes(codes, formats, chosen, codebook)
    _write_header(missed, formats, MISSED_COLUMNS, _MISSED_ROWS)
    for row in range(1, _MISSED_ROWS + 1):
        for place in range(len(MISSED_COLUMNS)):
            missed.write_blank(row, place, None, formats["answer"])
    _choose(missed, MISSED_COLUMNS, "document", _MISSED_ROWS, _list_range(0, len(ids)), strict=False)
    _choose(missed, MISSED_COLUMNS, "thema", _MISSED_ROWS, _list_range(1, len(names)))
    _choose(missed, MISSED_COLUMNS, "houding", _MISSED_ROWS, list(STANCES))
    codes.activate()
    book.close()
    replace_file(path, content.getvalue())
    return len(chosen)


def _write_codes(sheet: Worksheet, formats: dict[str, Format], rows: Sequence[ReviewRow], codebook: Codebook) -> None:
    names = {theme.key: theme.name for theme in codebook.themes}
    _write_header(sheet, formats, CODE_COLUMNS, len(rows))
    for number, one in enumerate(rows, start=1):
        text, document, occurrence = fitting(one.text), fitting(one.document_id), str(one.occurrence)
        cells = {
            "ervoor": fitting(one.context),
            "zin": text,
            "thema": names.get(one.theme, one.theme),
            "houding": one.stance,
            "waarom": fitting(one.why),
            "document": document,
            "auteur": fitting(one.author),
            "begin": str(one.start),
            "keer": occurrence,
            "sleutel": one.theme,
            "gevonden houding": one.stance,
            "controlegetal": row_checksum(document, text, occurrence, one.theme, one.stance),
        }
        lines = 1
        for place, column in enumerate(CODE_COLUMNS):
            value = cells.get(column.header, "")
            lines = max(lines, 1 if column.hidden else ceil(len(value) / (0.9 * column.width)))
            kind = "answer" if column.answer else ("aside" if column.header in _ASIDE else "text")
            if column.header == "score":
                sheet.write_number(number, place, round(one.score, 2), formats["score"])
            elif value:
                sheet.write_string(number, place, value, formats[kind])
            else:
                sheet.write_blank(number, place, None, formats[kind])
        sheet.set_row(number, min(lines * _LINE_HEIGHT, _TALLEST))
    last = max(1, len(rows))
    _choose(sheet, CODE_COLUMNS, "oordeel", last, list(VERDICTS))
    _choose(sheet, CODE_COLUMNS, "ander thema", last, _list_range(1, len(names)))
    _choose(sheet, CODE_COLUMNS, "houding", last, list(STANCES))


def _write_header(sheet: Worksheet, formats: dict[str, Format], columns: Sequence[Column], n_rows: int) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, None, {"hidden": True} if column.hidden else {})
        sheet.write_string(0, place, column.header, formats["answer header" if column.answer else "header"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, n_rows), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_help(sheet: Worksheet, formats: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, CODER_LABEL, formats["heading"])
    sheet.write_blank(0, 1, None, formats["answer"])
    for row, (line, heading) in enumerate(_EXPLANATION, start=2):
        if heading:
            sheet.write_string(row, 0, line, formats["heading"])
        else:
            sheet.write_string(row, 1, line, formats["text"])
            sheet.set_row(row, _LINE_HEIGHT * ceil(len(line) / 85))


def _write_lists(sheet: Worksheet, names: Sequence[str], ids: Sequence[str]) -> None:
    # Excel allows only 255 characters in a list that is written out, and no comma in a choice.
    for column, values in enumerate((ids, names)):
        for row, value in enumerate(values):
            sheet.write_string(row, column, fitting(value))
    sheet.hide()


def _list_range(column: int, length: int) -> str:
    letter = "AB"[column]
    return f"={LISTS_SHEET}!${letter}$1:${letter}${max(1, length)}"


def _choose(
    sheet: Worksheet,
    columns: Sequence[Column],
    header: str,
    last: int,
    choices: str | list[str],
    *,
    strict: bool = True,
) -> None:
    place = [column.header for column in columns].index(header)
    rule = {
        "validate": "list",
        "source": choices,
        "error_type": "stop" if strict else "warning",
        "error_title": "Kies uit de lijst",
        "error_message": f"Kies bij '{header}' iets uit de lijst, of maak de cel leeg.",
    }
    sheet.data_validation(1, place, last, place, rule)


def _formats(book: Workbook) -> dict[str, Format]:
    base = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    header = base | {"bold": True, "bg_color": "#E7EEF0", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    yellow = {"bg_color": "#FFF8DC", "border": 1, "border_color": "#E3D9B0"}
    # Text cells, so that an answer that begins with "=" stays what it is.
    return {
        "header": book.add_format(header),
        "answer header": book.add_format(header | {"bg_color": "#F3E3A1"}),
        "text": book.add_format(base | {"text_wrap": True, "num_format": "@"}),
        "aside": book.add_format(base | {"text_wrap": True, "num_format": "@", "font_color": "#666666"}),
        "answer": book.add_format(base | yellow | {"text_wrap": True, "num_format": "@"}),
        "score": book.add_format(base | {"num_format": "0.00"}),
        "heading": book.add_format(base | {"bold": True}),
    }
