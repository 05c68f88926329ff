from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from praktijkkennis.exchange.spreadsheet import write_spreadsheet


def test_texts_stay_texts_and_numbers_numbers(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"item": ["=1+1", "http://example.org", "bel\x07"], "n": [1, 2, 3], "q": [0.25, float("nan"), float("inf")]}
    )
    path = tmp_path / "nieuw" / "tabel.xlsx"
    write_spreadsheet(frame, path, {"item": "woord"})
    sheet = openpyxl.load_workbook(path).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == ["woord", "n", "q"]
    assert [(row[0].data_type, row[0].value, row[0].hyperlink) for row in rows[1:]] == [
        ("s", "=1+1", None),
        ("s", "http://example.org", None),
        ("s", "bel", None),
    ]
    assert [[cell.value for cell in row[1:]] for row in rows[1:]] == [[1, 0.25], [2, None], [3, None]]
    assert sheet.auto_filter.ref == "A1:C4"
    again = tmp_path / "weer.xlsx"
    write_spreadsheet(frame, again, {"item": "woord"})
    assert again.read_bytes() == path.read_bytes()
