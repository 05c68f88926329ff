"""Readers of tables in which every row is a text: .csv and .xlsx."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.corpus.metadata import as_text
from praktijkkennis.corpus.raw import RawText, ReadOptions, Rejected
from praktijkkennis.corpus.readers.columns import find_text_column, holds_sentences, is_sentence
from praktijkkennis.corpus.signature import check_packed_size
from praktijkkennis.errors import ReadError

Row = tuple[int, dict[str, object]]
"""Number of a row as a spreadsheet shows it (the header is often row 1) and its cells by column name."""

_SEPARATORS = ";,\t|"
_ROWS_IN_EXCEL = 1_048_576
_WORD = re.compile(r"\w+")
_WE = frozenset("ik we wij mij me mijn ons onze".split())
_YOU = frozenset("je jij jou jouw jullie u uw".split())
_ONLY_HEADERS = (
    "In deze tabel staan geen rijen onder de kolomkoppen. Vul die aan; is de bovenste rij al een verhaal, zet er dan "
    "een rij met koppen boven of sla het op als .docx."
)


def read_csv(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText | Rejected]:
    """Read a .csv or .tsv file, a row a text; the separator is found.

    Raises
    ------
    ReadError
        When there is no header, no row or no column with text.
    """
    return _texts(csv_rows(data), options)


def read_xlsx(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText | Rejected]:
    """Read an Excel file, a row a text.

    The first visible sheet with rows is read, and further sheets that have the same text column; one with sentences in
    another column is rejected.

    Raises
    ------
    ReadError
        When there is no row or no column with text.
    """
    check_packed_size(data, 4 * options.max_bytes)
    sheets = [(title, rows) for title, rows in xlsx_sheets(data) if rows]
    if not sheets:
        raise ReadError(_ONLY_HEADERS)
    first_rows = sheets[0][1]
    column = find_text_column([cells for _, cells in first_rows], options.text_column)
    for number, (title, rows) in enumerate(sheets):
        if column in rows[0][1]:
            yield from _texts(rows, options, column=column, prefix=f"{title}!" if number else "")
        elif options.text_column is None and _holds_stories(rows):
            yield Rejected(
                f"{title}!",
                f"Dit blad is niet gelezen, want het heeft geen kolom '{column}'; geef de kolom met tekst op elk blad "
                "dezelfde naam, of sla het blad apart op.",
            )


def csv_rows(data: bytes) -> list[Row]:
    """Rows of a .csv file below its header, with their numbers."""
    text = decode(data)
    separator = _separator(text)
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    # The standard limit of 131,072 characters a field is less than a long interview.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return _with_header(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1))


def xlsx_sheets(data: bytes) -> Iterator[tuple[str, list[Row]]]:
    """Title and rows of every visible sheet of an Excel file."""
    import openpyxl

    with warnings.catch_warnings():
        # It warns about layout that it does not know; that does not touch the text.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                # Declared sizes are often wrong, and a wrong one makes millions of empty cells.
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=_ROWS_IN_EXCEL, values_only=True)
                yield sheet.title, _with_header(enumerate(rows, start=1))
        finally:
            book.close()


def _separator(text: str) -> str:
    if text[:4].lower() == "sep=" and text[4:5] in _SEPARATORS:
        return text[4]
    sample = text[:200_000]

    def regularity(separator: str) -> tuple[float, int]:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        widths = [len(row) for _, row in zip(range(200), reader, strict=False) if row]
        header = widths[0] if widths else 1
        if header == 1:
            return 0.0, 1
        return sum(width == header for width in widths) / len(widths), header

    csv.field_size_limit(max(csv.field_size_limit(), len(sample) + 1))
    best = max(_SEPARATORS, key=regularity)
    return best if regularity(best)[1] > 1 else ","


def _with_header(rows: Iterable[tuple[int, Sequence[object]]]) -> list[Row]:
    """Name the cells of every row after the header, which is the first row that is not empty."""
    header: list[str] | None = None
    result: list[Row] = []
    for number, cells in rows:
        if not any(as_text(cell) for cell in cells):
            continue
        if header is None:
            header = _column_names(cells)
            continue
        named = {
            header[position] if position < len(header) else f"kolom {position + 1}": _value(cell)
            for position, cell in enumerate(cells)
        }
        result.append((number, named))
    return result


def _column_names(cells: Sequence[object]) -> list[str]:
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = as_text(cell) or f"kolom {position}"
        names.append(name if name not in names else f"{name} ({position})")
    return names


def _value(cell: object) -> object:
    # Excel's own error marks say nothing about the text.
    return None if isinstance(cell, str) and cell in ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!") else cell


def _holds_stories(rows: Sequence[Row]) -> bool:
    """Tell whether in some column most tell of themselves, rather than name, choose or explain something."""
    names = rows[0][1]
    filled = [[str(cells[name]) for _, cells in rows if isinstance(cells.get(name), str)] for name in names]
    return any(holds_sentences(cells, _tells) for cells in filled)


def _tells(cell: str) -> bool:
    return is_sentence(cell) and bool(_WE.intersection(_WORD.findall(cell.casefold())))


def _is_story(header: str) -> bool:
    """Tell whether what stands where headers should be is an answer: somebody tells of himself and asks nothing."""
    asks = "?" in header or _YOU.intersection(_WORD.findall(header.casefold()))
    return _tells(header) and header[-1:] in ".!" and not asks


def _texts(
    rows: Sequence[Row], options: ReadOptions, column: str | None = None, prefix: str = ""
) -> Iterator[RawText | Rejected]:
    if not rows:
        raise ReadError(_ONLY_HEADERS)
    column = column or find_text_column([cells for _, cells in rows], options.text_column)
    if _is_story(column):
        yield Rejected(
            f"{prefix}kop",
            "De bovenste rij lijkt een antwoord en geen kolomkop, en is niet gelezen; zet er een rij met koppen boven.",
        )
    for number, cells in rows:
        value = cells.get(column)
        text = value if isinstance(value, str) else as_text(value)
        if text.strip():
            stated = {name: cell for name, cell in cells.items() if name != column}
            yield RawText(text, stated=stated, key=f"{prefix}{number}")
