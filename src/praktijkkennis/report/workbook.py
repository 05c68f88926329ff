"""The report as an Excel file: the same insights, and every passage to filter and sort.

Texts are written as strings whatever they begin with, so that Excel runs nothing and links to
nothing. The same input gives the same bytes: the file bears a fixed date.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from praktijkkennis.document import STANCES
from praktijkkennis.exchange.tables import WHY_COLUMN, replace_file
from praktijkkennis.report.dutch import iso_parts, legible
from praktijkkennis.report.passages import Passage
from praktijkkennis.report.summary import LEANS, ReportSummary
from praktijkkennis.report.trust import NOT_MEASURED

if TYPE_CHECKING:
    from pandas import DataFrame
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Kind = Literal["text", "whole", "fraction", "date"]

LONGEST_CELL = 32_767
"""Characters that Excel allows in a cell, counted as UTF-16."""

MOST_ROWS = 1_048_576
"""Rows that Excel allows on a sheet, header included."""

_QUOTES = 3
_NUMBERS = ("bronnen", "personen", "organisaties", "sectoren", "documenten")
_CUT = " […]"
_LINE_HEIGHT = 15
_TALLEST_ROW = 300
_FIRST_EXCEL_YEAR = 1901
_CREATED = datetime(2000, 1, 1)

_HEADERS = {
    "document_id": "document",
    "start": "begin",
    "end": "einde",
    "text": "tekst",
    "theme": "thema",
    "score": "score",
    "stance": "houding",
    "coder": "codeur",
    "insight": "inzicht",
    "title": "titel",
    "date": "datum",
    "kind": "soort",
    "author": "auteur",
    "role": "rol",
    "organisation": "organisatie",
    "sector": "sector",
    "source": "bron",
    "negated": "ontkend",
    "wished": "gewenst",
    "advised": "aangeraden",
    "asked": "gevraagd",
    "reported": "van horen zeggen",
    "person": "over wie",
    WHY_COLUMN: "waarom",
}
_FLAGS = frozenset({"negated", "wished", "advised", "asked", "reported"})
_SAID = {"0": "nee", "1": "ja"}
_WIDTHS = {
    "document_id": 26,
    "text": 70,
    WHY_COLUMN: 60,
    "start": 10,
    "end": 10,
    "score": 10,
    "theme": 28,
    "stance": 14,
    "insight": 34,
    "title": 32,
    "date": 20,
}
_KINDS: dict[str, Kind] = {"start": "whole", "end": "whole", "score": "fraction", "date": "date"}


@dataclass(frozen=True, slots=True)
class _Column:
    header: str
    width: int = 14
    kind: Kind = "text"


def write_workbook(summary: ReportSummary, passages: DataFrame, path: str | Path) -> None:
    """Write the Excel file with the sheets Inzichten, Passages, Themas, Controleren and Fouten.

    Parameters
    ----------
    summary : ReportSummary
        What the report says.
    passages : pandas.DataFrame
        All codings, as :func:`praktijkkennis.exchange.tables.passages_frame` gives them.
    path : str or Path
        File to write.

    Raises
    ------
    OutputError
        When the file cannot be written, for example because it is open in Excel.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = Workbook(content, options)
    workbook.set_properties({"title": legible(summary.title)[:255], "author": "praktijkkennis", "created": _CREATED})
    formats = _formats(workbook)
    _write_sheet(workbook, formats, "Inzichten", _insight_columns(summary), _insight_rows(summary))
    names = {theme.label.key: theme.label.name for theme in summary.themes}
    _write_sheet(workbook, formats, "Passages", _passage_columns(passages), _passage_rows(passages, names))
    _write_sheet(workbook, formats, "Themas", _theme_columns(), _theme_rows(summary))
    to_check = _to_check_rows(summary) or [("Er zijn geen zinnen om te controleren.",)]
    _write_sheet(workbook, formats, "Controleren", _to_check_columns(), to_check)
    failures = [(failure.source, failure.reason) for failure in summary.failures]
    columns = [_Column("bestand", 50), _Column("reden", 90)]
    _write_sheet(workbook, formats, "Fouten", columns, failures or [("Alle bestanden zijn gelezen.", "")])
    workbook.close()
    replace_file(path, content.getvalue())


def _insight_columns(summary: ReportSummary) -> list[_Column]:
    quotes = [
        column
        for place in range(1, _QUOTES + 1)
        for column in (_Column(f"citaat {place}", 60), _Column(f"van {place}", 34))
    ]
    return [
        _Column("id", 34),
        _Column("thema", 28),
        _Column("uitspraak", 60),
        _Column("soort", 14),
        _Column("spanning", 12),
        _Column(LEANS, 18),
        _Column("sterkte", 10, "fraction"),
        *(_Column(name, 16, "whole") for name in (*_NUMBERS, *STANCES)),
        _Column("eerste datum", 20, "date"),
        _Column("laatste datum", 20, "date"),
        *([_Column("sinds vorige keer", 26)] if summary.news else []),
        *quotes,
    ]


def _insight_rows(summary: ReportSummary) -> Iterable[Sequence[object]]:
    for theme in summary.themes:
        for one in theme.insights:
            insight = one.insight
            people = (insight.n_sources, insight.n_authors, insight.n_organisations)
            numbers = (*people, insight.n_sectors, insight.n_documents)
            quotes = [cell for quote in one.quotes[:_QUOTES] for cell in (quote.text, _who(quote))]
            yield (
                insight.id,
                one.theme.name,
                insight.statement,
                insight.kind,
                "ja" if insight.tension else "nee",
                "ja" if one.leans else "nee",
                insight.strength,
                *numbers,
                *(insight.stances.get(stance, 0) for stance in STANCES),
                insight.first_date,
                insight.last_date,
                *([summary.news.label_of(insight.id, insight.n_sources)] if summary.news else []),
                *quotes,
            )


def _who(passage: Passage) -> str:
    return ", ".join(filter(None, (passage.author or "onbekend", passage.role, passage.organisation)))


def _passage_columns(passages: DataFrame) -> list[_Column]:
    return [
        _Column(_HEADERS.get(str(name), str(name)), _WIDTHS.get(str(name), 22), _KINDS.get(str(name), "text"))
        for name in passages.columns
    ]


def _passage_rows(passages: DataFrame, names: Mapping[Any, str]) -> Iterable[Sequence[object]]:
    said = [names if name == "theme" else _SAID if name in _FLAGS else {} for name in passages.columns]
    for row in passages.itertuples(index=False, name=None):
        yield [shown.get(cell, cell) for shown, cell in zip(said, row, strict=True)]


def _theme_columns() -> list[_Column]:
    numbers = ("passages", "documenten", "personen", "inzichten", *STANCES)
    return [
        _Column("thema", 28),
        _Column("sleutel", 28),
        _Column("kernthema", 12),
        *(_Column(name, 16, "whole") for name in numbers),
        _Column("betrouwbaarheid", 18),
        _Column("F1", 10, "fraction"),
        _Column("toelichting", 70),
        _Column("definitie", 90),
    ]


def _theme_rows(summary: ReportSummary) -> Iterable[Sequence[object]]:
    cards = {card.theme: card for card in summary.trust}
    for theme in summary.themes:
        label = theme.label
        numbers = (theme.n_passages, theme.n_documents, theme.n_authors, len(theme.insights))
        core = "ja" if label.core else "nee"
        stances = (theme.stances[stance] for stance in STANCES)
        card = cards.get(label.key)
        trust = (card.level, card.shown_f1, card.sentence) if card else ("niet gemeten", None, NOT_MEASURED)
        yield (label.name, label.key, core, *numbers, *stances, *trust, label.definition)


def _to_check_columns() -> list[_Column]:
    return [
        _Column("tekst", 70),
        _Column("thema", 28),
        _Column("houding", 14),
        _Column("score", 10, "fraction"),
        _Column("document", 26),
        _Column("begin", 10, "whole"),
        _Column("einde", 10, "whole"),
        _Column("van", 34),
        _Column("titel", 32),
        _Column("datum", 20, "date"),
    ]


def _to_check_rows(summary: ReportSummary) -> list[tuple[object, ...]]:
    return [
        (
            one.passage.text,
            one.theme.name,
            one.passage.stance,
            one.passage.score,
            one.passage.document_id,
            one.passage.start,
            one.passage.end,
            _who(one.passage),
            one.passage.title,
            one.passage.date,
        )
        for one in summary.to_check
    ]


def _formats(workbook: Workbook) -> dict[str, Format]:
    base: dict[str, Any] = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    header = {"bold": True, "bg_color": "#E7EEF0", "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "header": workbook.add_format(base | header),
        "number header": workbook.add_format(base | header | {"indent": 1, "align": "right"}),
        "text": workbook.add_format(base | {"text_wrap": True}),
        "whole": workbook.add_format(base | {"num_format": "#,##0", "indent": 1, "align": "right"}),
        "fraction": workbook.add_format(base | {"num_format": "0.00", "indent": 1, "align": "right"}),
        "date": workbook.add_format(base | {"num_format": "[$-413]d mmmm yyyy", "align": "left"}),
    }


def _write_sheet(
    workbook: Workbook,
    formats: Mapping[str, Format],
    name: str,
    columns: Sequence[_Column],
    rows: Iterable[Sequence[object]],
) -> None:
    sheet = workbook.add_worksheet(name)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        header = "number header" if column.kind in ("whole", "fraction") else "header"
        sheet.write_string(0, place, _fitting(column.header), formats[header])
    last = 0
    for last, row in enumerate(rows, start=1):
        if last == MOST_ROWS - 1:
            sheet.write_string(
                last, 0, "Meer rijen passen niet in Excel. Alles staat in passages.csv.", formats["text"]
            )
            break
        n_lines = 1
        for place, (column, value) in enumerate(zip(columns, row, strict=False)):
            kind, cell = _cell(column.kind, value)
            n_lines = max(n_lines, _lines_needed(cell, column.width) if kind == "text" else 1)
            if kind == "text":
                sheet.write_string(last, place, cell, formats["text"])
            elif kind == "date":
                sheet.write_datetime(last, place, cell, formats["date"])
            else:
                sheet.write_number(last, place, cell, formats[kind])
        # Excel would find the height by itself, LibreOffice and the preview of a mail program do not.
        sheet.set_row(last, min(n_lines * _LINE_HEIGHT, _TALLEST_ROW))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _cell(kind: Kind, value: object) -> tuple[Kind, Any]:
    """Decide how a value is written; what is no number or full date falls back to text."""
    if kind in ("whole", "fraction") and isinstance(value, int | float) and value == value:
        return kind, value
    if kind == "date":
        parts = iso_parts(str(value))
        if parts and parts[1] and parts[2] and parts[0] >= _FIRST_EXCEL_YEAR:
            return kind, date(parts[0], parts[1], parts[2])
    return "text", _fitting("" if value is None or value != value else str(value))


def _lines_needed(text: str, width: int) -> int:
    return sum(ceil(len(line) / (0.9 * width)) or 1 for line in text.split("\n"))


def _fitting(text: str) -> str:
    """Text that Excel can hold: no control characters, not too long."""
    text = legible(text)
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_CELL:
        return text
    kept = text.encode("utf-16-le")[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", errors="ignore")
    return kept + _CUT
