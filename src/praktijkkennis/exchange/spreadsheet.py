"""A table as an Excel file, for people: no text in it can become a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from praktijkkennis.exchange.files import replace_file
from praktijkkennis.exchange.review.layout import fitting

if TYPE_CHECKING:
    from pandas import DataFrame

_CREATED = datetime(2000, 1, 1)
_NARROWEST, _WIDEST = 8, 48


def write_spreadsheet(frame: DataFrame, path: str | Path, headers: Mapping[str, str] | None = None) -> None:
    """Write a table as one sheet, with a filter on every column.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; its index is left out. Numbers stay numbers, all else is text; what is not known is an empty cell.
    path : str or Path
        File to write; missing folders are made. The same table gives the same bytes.
    headers : mapping of str to str, optional
        What to call columns; their own names when not given.

    Raises
    ------
    OutputError
        When the file cannot be written, for example because it is open in Excel.
    """
    import xlsxwriter

    called = [dict(headers or {}).get(str(name), str(name)) for name in frame.columns]
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True})
    book.set_properties({"author": "praktijkkennis", "created": _CREATED})
    bold, three = book.add_format({"bold": True}), book.add_format({"num_format": "0.000"})
    sheet = book.add_worksheet()
    for column, (header, name) in enumerate(zip(called, frame.columns, strict=True)):
        sheet.write_string(0, column, fitting(header), bold)
        cells = frame[name].tolist()
        longest = max((len(str(one)) for one in cells if isinstance(one, str)), default=0)
        sheet.set_column(column, column, min(max(len(header) + 3, longest, _NARROWEST), _WIDEST))
        for row, value in enumerate(cells, start=1):
            if _is_number(value):
                sheet.write_number(row, column, value, three if isinstance(value, float) else None)
            elif isinstance(value, str):
                sheet.write_string(row, column, fitting(value))
    sheet.freeze_panes(1, 0)
    if len(called):
        sheet.autofilter(0, 0, len(frame), len(called) - 1)
    book.close()
    replace_file(path, sink.getvalue())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and value == value and abs(value) != float("inf")
