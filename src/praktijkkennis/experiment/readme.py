"""Tables in a Markdown file, made of recorded results between markers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from praktijkkennis.errors import ExperimentError
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.experiment.locks import LOCK_SUFFIX, read_lock
from praktijkkennis.experiment.measures import COUNTS, USUAL, name_of
from praktijkkennis.experiment.reading import axis_label
from praktijkkennis.experiment.summaries import SEEN_ENGLISH, SPREAD_ENGLISH, cell
from praktijkkennis.experiment.tables import Table, number
from praktijkkennis.validation import meant

# A marker begins its line; elsewhere it is spoken of.
_BLOCK = re.compile(
    r"(?P<open>^[ \t]*<!--\s*experiment:(?P<name>[\w.-]+)(?P<options>[^>]*?)-->)(?P<body>.*?)"
    r"(?P<close><!--\s*/experiment\s*-->)",
    re.DOTALL | re.MULTILINE,
)
_OPEN = re.compile(r"^[ \t]*<!--\s*experiment:([\w.-]+)", re.MULTILINE)
_OPTION = re.compile(r"(\w+)=(\"[^\"]*\"|\S+)")
_OPTIONS = ("measures", "variants", "columns", "intervals", "spread")
_YES_NO = {"yes": True, "no": False}


def filled(text: str, folder: Path) -> str:
    """Fill the blocks of a text with tables of recorded results.

    Parameters
    ----------
    text : str
        Markdown with blocks ``<!-- experiment:NAME -->`` ... ``<!-- /experiment -->``. Behind the name may stand
        ``measures=macro_f1,recall``, ``variants="one;another"``, ``intervals=no``, ``spread=yes`` and ``columns=AXIS``,
        as for :func:`lock_table` and :func:`cross_table`.
    folder : Path
        Where the recorded results are.

    Raises
    ------
    ExperimentError
        When a block is not closed, nothing is recorded under its name, or it asks for what was not measured or cannot
        be asked.
    """
    blocks = list(_BLOCK.finditer(text))
    opened = _OPEN.findall(text)
    if len(opened) != len(blocks) or any(len(_OPEN.findall(one[0])) != 1 for one in blocks):
        raise ExperimentError("Niet elk blok '<!-- experiment:... -->' wordt gesloten met '<!-- /experiment -->'.")

    def body(block: re.Match[str]) -> str:
        lock = read_lock(folder / f"{block['name']}{LOCK_SUFFIX}")
        options = _options(block)
        intervals, spread = _YES_NO[options.get("intervals", "yes")], _YES_NO[options.get("spread", "no")]
        measures, variants = options.get("measures", ""), options.get("variants", "")
        if "columns" in options:
            table = cross_table(lock, options["columns"], measures, variants, intervals=intervals, spread=spread)
        else:
            table = lock_table(lock, measures, variants, intervals=intervals, spread=spread)
        return f"{block['open']}\n\n{table.to_markdown()}\n{block['close']}"

    return _BLOCK.sub(body, text)


def fill_file(path: Path, folder: Path, *, check: bool = False) -> bool:
    """Bring the tables of a file up to date.

    Parameters
    ----------
    path : Path
        A Markdown file.
    folder : Path
        Where the recorded results are.
    check : bool
        Only look.

    Returns
    -------
    bool
        Whether it was up to date.

    Raises
    ------
    ExperimentError
        When the file cannot be read, or a block cannot be filled.
    OutputError
        When the file cannot be written.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExperimentError(f"Het bestand '{path}' kan niet worden gelezen. Geef een Markdown-bestand.") from error
    new = filled(text, folder)
    if new != text and not check:
        replace_file(path, new.encode("utf-8"))
    return new == text


def names_in(text: str) -> list[str]:
    """Give the experiments that a text has blocks of."""
    return list(dict.fromkeys(_OPEN.findall(text)))


def lock_table(
    lock: Mapping[str, Any], measures: str = "", variants: str = "", *, intervals: bool = True, spread: bool = False
) -> Table:
    """Lay out a recorded result, a row a variant and a column a measure, in English, for a README or a paper.

    Parameters
    ----------
    lock : mapping
        As recorded.
    measures : str
        Measures with commas between them; what the experiment shows when empty.
    variants : str
        Variants with semicolons between them; all when empty.
    intervals : bool
        Whether the first measure has its interval.
    spread : bool
        Whether a measure has its standard deviation over seeds, where it was recorded.

    Raises
    ------
    ExperimentError
        When a measure or variant is not in it.
    """
    rows, chosen, shown = _chosen(lock, measures, variants)
    # Rows of cases are each about something else: they do not compete.
    rivals = [] if lock["kind"] == "cases" else [rows[one]["metrics"] for one in chosen]
    best = {name: _best(name, rivals) for name in shown}
    lines = []
    for name in chosen:
        row = rows[name]
        cells = [_cell(one, row, intervals and one == shown[0], best[one], spread) for one in shown]
        lines.append((_marked(name, row), *cells))
    headings = ("", *(name_of(one, english=True) for one in shown))
    return Table(headings, tuple(lines), _notes([rows[one] for one in chosen], spread))


def cross_table(
    lock: Mapping[str, Any],
    axis: str,
    measures: str = "",
    variants: str = "",
    *,
    intervals: bool = True,
    spread: bool = False,
) -> Table:
    """Lay out one measure of a recorded result with a column for each value on an axis of its grid, in English.

    The best is bold among the methods: of a row where the axis is the method, else of a column.

    Parameters
    ----------
    lock : mapping
        As recorded, of a grid with at least two axes.
    axis : str
        As in the grid, with dots.
    measures : str
        The measure; the main one of the experiment when empty.
    variants : str
        Variants with semicolons between them; all when empty.
    intervals : bool
        Whether every cell has its interval.
    spread : bool
        Whether every cell has its standard deviation over seeds, where it was recorded.

    Raises
    ------
    ExperimentError
        When the axis, the measure or a variant is not in it.
    """
    rows, chosen, shown = _chosen(lock, measures, variants)
    axes = {name: lock["axes"][name] for name in chosen}
    known = list(next(iter(axes.values())))
    if len(known) < 2 or axis not in known:
        raise ExperimentError(
            f"De proef '{lock['experiment']}' heeft geen as '{axis}' naast een andere. {meant(axis, known)}"
        )
    measure, cells = shown[0], {}
    for name, values in axes.items():
        across = ", ".join(axis_label(key, value) for key, value in values.items() if key != axis)
        numeric = isinstance(values[axis], int | float)
        cells[across, str(values[axis]) if numeric else axis_label(axis, values[axis])] = name
    columns = list(dict.fromkeys(column for _, column in cells))
    quantities = all(isinstance(values[axis], int | float) for values in axes.values())
    # Methods compete: those in the rows within a column, those in the columns within a row.
    rival = 1 if quantities or axis.partition(".")[0] == "corpus" else 0
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for place, name in cells.items():
        groups.setdefault(place[rival], []).append(rows[name]["metrics"])
    best = {own: _best(measure, metrics) for own, metrics in groups.items()}
    lines = []
    for across in dict.fromkeys(across for across, _ in cells):
        line = [across]
        for column in columns:
            row = rows.get(cells.get((across, column), ""), {"metrics": {}, "notes": []})
            rivals = best.get((across, column)[rival])
            line.append(_marked(_cell(measure, row, intervals, rivals, spread), row))
        lines.append(tuple(line))
    corner = name_of(measure, english=True)
    if quantities:
        corner = f"{corner} by {axis.rpartition('.')[2]}"
    return Table((corner, *columns), tuple(lines), _notes([rows[one] for one in chosen], spread))


def _options(block: re.Match[str]) -> dict[str, str]:
    """Read what stands behind the name of a block."""
    options = {key: value.strip('"') for key, value in _OPTION.findall(block["options"])}
    for key in options:
        if key not in _OPTIONS:
            raise ExperimentError(f"In het blok van '{block['name']}' is '{key}' onbekend. {meant(key, _OPTIONS)}")
    for key in ("intervals", "spread"):
        if options.get(key, "no") not in _YES_NO:
            raise ExperimentError(f"In het blok van '{block['name']}' moet '{key}' yes of no zijn.")
    return options


def _chosen(
    lock: Mapping[str, Any], measures: str, variants: str
) -> tuple[dict[str, Mapping[str, Any]], list[str], list[str]]:
    """Give recorded results by variant, the variants to show, and the measures."""
    asked = lock["settings"]["shared"]["metrics.show"]
    shown = [one.strip() for one in measures.split(",") if one.strip()] or asked or list(USUAL[lock["kind"]])
    rows = {one["variant"]: one for one in lock["results"]}
    chosen = [one.strip() for one in variants.split(";") if one.strip()] or list(rows)
    for name in chosen:
        if name not in rows:
            raise ExperimentError(f"De proef '{lock['experiment']}' heeft geen variant '{name}'. {meant(name, rows)}")
    measured = list(dict.fromkeys(name for row in rows.values() for name in row["metrics"]))
    for name in shown:
        if name not in measured:
            known = [one for one in measured if ":" in name or ":" not in one]
            raise ExperimentError(f"In de proef '{lock['experiment']}' is '{name}' niet gemeten. {meant(name, known)}")
    return rows, chosen, shown


def _marked(text: str, row: Mapping[str, Any]) -> str:
    return text + ("†" if row["notes"] else "")


def _notes(rows: Sequence[Mapping[str, Any]], spread: bool) -> tuple[str, ...]:
    notes = [f"† {SEEN_ENGLISH}"] if any(row["notes"] for row in rows) else []
    if spread and any(row.get("spread") for row in rows):
        notes.append(SPREAD_ENGLISH)
    elif spread:
        notes.append("The spread over seeds was not recorded.")
    return tuple(notes)


def _best(measure: str, rows: list[Mapping[str, Any]]) -> float | None:
    """The highest value, where higher is better and there is something to choose."""
    values = [row[measure][0] for row in rows if row.get(measure) and row[measure][0] is not None]
    return None if measure in COUNTS or measure == "largest" or len(values) < 2 else max(values)


def _cell(measure: str, row: Mapping[str, Any], bounds: bool, best: float | None, spread: bool) -> str:
    recorded = row["metrics"].get(measure) or (None, None, None)
    value, low, high = (float("nan") if one is None else float(one) for one in recorded)
    text = number(value, comma=False)
    deviation = row.get("spread", {}).get(measure) if spread else None
    whole = cell(measure, (value, low, high), False, bounds, deviation)
    if best is None or measure in COUNTS or text != number(best, comma=False):
        return whole
    return f"**{text}**{whole[len(text) :]}"
