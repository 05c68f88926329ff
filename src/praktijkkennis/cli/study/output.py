"""What ``praktijkkennis study`` prints and writes: a table, and an interactive figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from praktijkkennis.cli.console import counted, say
from praktijkkennis.errors import OutputPathError, require_extra

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="BESTAND",
        help="Schrijf de hele tabel (.xlsx, .csv, .parquet, .jsonl); met .html komt er een plaat.",
    ),
]
Picture = Annotated[
    Path | None,
    typer.Option("--plaat", "--figure", metavar="BESTAND", help="Schrijf ook een plaat om te bekijken (.html)."),
]
Most = Annotated[
    int, typer.Option("--most", metavar="AANTAL", min=1, help="Hoeveel regels er hooguit op het scherm komen.")
]

LABELS = {
    "first": "thema", "second": "en", "then": "daarna", "n_first": "eerste", "n_second": "tweede", "n_both": "samen",
    "expected": "verwacht", "log_ratio": "log ratio", "log_ratio_low": "van", "log_ratio_high": "tot",
    "jaccard": "Jaccard", "p": "p", "q": "q", "n": "keer", "share": "aandeel", "n_documents": "documenten",
    "group": "groep", "item": "wat", "n_target": "hier", "n_reference": "elders", "per_1000_target": "hier per 1000",
    "per_1000_reference": "elders per 1000", "g2": "G²", "percent_difference": "% verschil", "remark": "opmerking",
    "word": "woord", "n_near": "erbij", "n_left": "ervoor", "n_right": "erachter", "n_total": "totaal",
    "log_dice": "logDice", "share_of_documents": "deel van documenten", "largest_share": "in één document", "dp": "DP",
    "dp_norm": "DP, genormeerd", "mean_position": "plaats",
}  # fmt: skip
"""What columns are called on the screen and in Excel; other tables keep the names of the library."""

_THEMES = ("first", "second", "then", "item", "group")
_DECIMALS = {"p": 3, "q": 3, "g2": 1, "per_1000_target": 1, "per_1000_reference": 1, "expected": 1}


class Result(Protocol):
    """What close reading gives."""

    def to_frame(self) -> DataFrame:
        """All of it as a table."""

    def plot(self) -> Figure:
        """It as a figure."""


def check_outputs(out: Path | None, picture: Path | None) -> None:
    """Check, before any work is done for it, that what is asked for can be written.

    Raises
    ------
    MissingExtraError
        When a figure is asked for and plotly is not installed.
    OutputPathError
        When a file cannot have this name.
    """
    from praktijkkennis.exchange.files import TABLE_SUFFIXES, check_file

    known = (".xlsx", *TABLE_SUFFIXES, ".html")
    if out is not None and out.suffix.lower() not in known:
        raise OutputPathError(
            f"De uitvoer '{out.name}' moet eindigen op {', '.join(known[:-1])}, of op .html voor een plaat."
        )
    if picture is not None and picture.suffix.lower() != ".html":
        raise OutputPathError(f"De plaat '{picture.name}' moet eindigen op .html; open die in een webbrowser.")
    for path in (out, picture):
        if path is not None:
            check_file(path)
            if path.suffix.lower() == ".html":
                require_extra("plotly", "plots")


def write_outputs(result: Result, out: Path | None, picture: Path | None, names: Mapping[str, str], title: str) -> None:
    """Write what was asked for, and say where it is."""
    from praktijkkennis.exchange.files import replace_file, write_table
    from praktijkkennis.exchange.spreadsheet import write_spreadsheet

    table = result.to_frame().round(6)
    pages = [path for path in (out, picture) if path is not None and path.suffix.lower() == ".html"]
    # The figure first: when there is nothing to draw, nothing is written either.
    drawn = figure_page(result.plot(), title).encode("utf-8") if pages else b""
    for path in pages:
        replace_file(path, drawn)
        say(f"De plaat staat in {path}")
    if out is None or out in pages:
        return
    if out.suffix.lower() == ".xlsx":
        write_spreadsheet(_named(table, names), out, LABELS)
    else:
        write_table(table, out)
    say(f"{counted(len(table), 'regel', 'regels')} in {out}")


def figure_page(figure: Figure, title: str) -> str:
    """Make a page of a figure that needs no network; the same figure gives the same page."""
    body = figure.to_html(full_html=False, include_plotlyjs=True, div_id="plaat")
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f'<!doctype html>\n<html lang="nl"><head>{head}</head><body>\n{body}\n</body></html>\n'


def print_table(table: DataFrame, columns: tuple[str, ...], names: Mapping[str, str], most: int) -> None:
    """Print the first rows of some columns, numbers to the right.

    Parameters
    ----------
    table : pandas.DataFrame
        The rows.
    columns : tuple of str
        Which columns, in order.
    names : mapping of str to str
        What to call themes.
    most : int
        How many rows.
    """
    from praktijkkennis.report.dutch import legible

    shown = _named(table[list(columns)].head(most), names)
    lines = [[LABELS[name] for name in columns]]
    # What people wrote must not steer the terminal.
    cells_of = [_cells(name, shown[name].tolist()) for name in columns]
    lines += [[legible(one) for one in row] for row in zip(*cells_of, strict=True)]
    words = [name for name in columns if table[name].dtype.kind not in "fiu"]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        cells = (
            cell.ljust(width) if name in words else cell.rjust(width)
            for name, cell, width in zip(columns, line, widths, strict=True)
        )
        print("  ".join(cells).rstrip())
    if len(table) > most:
        print(f"... en nog {len(table) - most}; zie meer met --most, of alles met --out.")


def _named(table: DataFrame, names: Mapping[str, str]) -> DataFrame:
    called = {name: [names.get(one, one) for one in table[name]] for name in _THEMES if name in table}
    return table.assign(**called)


def _cells(column: str, values: Sequence[Any]) -> list[str]:
    """Write the cells of a column, numbers all with as many decimals."""
    numbers = [one for one in values if not isinstance(one, str) and one == one]
    decimals = _DECIMALS.get(column, 0 if all(float(one).is_integer() for one in numbers) else 2)
    return [one if isinstance(one, str) else _number(column, one, decimals) for one in values]


def _number(column: str, value: float, decimals: int) -> str:
    if value != value:
        return "-"
    if column in ("p", "q") and value < 0.0005:
        return "<0,001"
    # Adding zero makes of -0.0, which rounding can leave, an ordinary zero.
    return f"{round(value, decimals) + 0.0:.{decimals}f}".replace(".", ",")
