"""Tables in a Markdown file, made of recorded results between markers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from praktijkkennis.errors import ExperimentError
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.experiment.locks import LOCK_SUFFIX, read_lock
from praktijkkennis.experiment.measures import COUNTS, USUAL, name_of
from praktijkkennis.experiment.summaries import SEEN_ENGLISH
from praktijkkennis.experiment.tables import Table, number, with_interval

_BLOCK = re.compile(
    r"(?P<open><!--\s*experiment:(?P<name>[\w.-]+)(?P<options>[^>]*?)-->)(?P<body>.*?)(?P<close><!--\s*/experiment\s*-->)",
    re.DOTALL,
)
_OPEN = re.compile(r"<!--\s*experiment:([\w.-]+)")
_OPTION = re.compile(r"(\w+)=(\"[^\"]*\"|\S+)")


def filled(text: str, folder: Path) -> str:
    """Fill the blocks of a text with tables of recorded results.

    Parameters
    ----------
    text : str
        Markdown with blocks ``<!-- experiment:NAME -->`` ... ``<!-- /experiment -->``. Behind the name may stand
        ``measures=macro_f1,recall`` and ``variants="one;another"``.
    folder : Path
        Where the recorded results are.

    Raises
    ------
    ExperimentError
        When a block is not closed, nothing is recorded under its name, or it asks for what was not measured.
    """
    blocks = list(_BLOCK.finditer(text))
    opened = _OPEN.findall(text)
    if len(opened) != len(blocks) or any(len(_OPEN.findall(one[0])) != 1 for one in blocks):
        raise ExperimentError("Niet elk blok '<!-- experiment:... -->' wordt gesloten met '<!-- /experiment -->'.")

    def body(block: re.Match[str]) -> str:
        lock = read_lock(folder / f"{block['name']}{LOCK_SUFFIX}")
        options = {key: value.strip('"') for key, value in _OPTION.findall(block["options"])}
        table = lock_table(lock, options.get("measures", ""), options.get("variants", ""))
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


def lock_table(lock: Mapping[str, Any], measures: str = "", variants: str = "") -> Table:
    """Lay out a recorded result, in English, for a README or a paper.

    Parameters
    ----------
    lock : mapping
        As recorded.
    measures : str
        Measures with commas between them; what the experiment shows when empty. The first has its interval.
    variants : str
        Variants with semicolons between them; all when empty.

    Raises
    ------
    ExperimentError
        When a measure or variant is not in it.
    """
    asked = lock["settings"]["shared"]["metrics.show"]
    shown = [one.strip() for one in measures.split(",") if one.strip()] or asked or list(USUAL[lock["kind"]])
    rows = {one["variant"]: one for one in lock["results"]}
    chosen = [one.strip() for one in variants.split(";") if one.strip()] or list(rows)
    for name in chosen:
        if name not in rows:
            raise ExperimentError(f"De proef '{lock['experiment']}' heeft geen variant '{name}'.")
    for name in shown:
        if not any(name in row["metrics"] for row in rows.values()):
            raise ExperimentError(f"In de proef '{lock['experiment']}' is '{name}' niet gemeten.")
    best = {name: _best(name, [rows[one]["metrics"] for one in chosen]) for name in shown}
    lines = []
    for name in chosen:
        row = rows[name]
        cells = [_cell(one, row["metrics"].get(one), one == shown[0], best[one]) for one in shown]
        lines.append((name + ("†" if row["notes"] else ""), *cells))
    notes = [f"† {SEEN_ENGLISH}"] if any(rows[one]["notes"] for one in chosen) else []
    return Table(("", *(name_of(one, english=True) for one in shown)), tuple(lines), tuple(notes))


def _best(measure: str, rows: list[Mapping[str, Any]]) -> float | None:
    """The highest value, where higher is better and there is something to choose."""
    values = [row[measure][0] for row in rows if row.get(measure) and row[measure][0] is not None]
    return None if measure in COUNTS or measure == "largest" or len(values) < 2 else max(values)


def _cell(measure: str, values: list[float | None] | None, bounds: bool, best: float | None) -> str:
    one = tuple(float("nan") if value is None else value for value in values or (None, None, None))
    if measure in COUNTS:
        return number(one[0], comma=False, digits=0 if one[0] == round(one[0]) else 1) if one[0] == one[0] else "–"
    text = number(one[0], comma=False)
    if best is not None and text == number(best, comma=False):
        return f"**{text}**" + (with_interval((one[0], one[1], one[2]), comma=False)[len(text) :] if bounds else "")
    return with_interval((one[0], one[1], one[2]), comma=False) if bounds else text
