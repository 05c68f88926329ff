"""One experiment for people: its table and its figure."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from praktijkkennis.experiment.figures import bars_figure, curve_figure
from praktijkkennis.experiment.measures import COUNTS, USUAL, name_of
from praktijkkennis.experiment.tables import Table, csv_text, number, with_interval, with_spread

if TYPE_CHECKING:
    from praktijkkennis.experiment.results import ExperimentResult

Values = tuple[float, float, float]

SEEN_ENGLISH = "The encoder learned from these texts."
"""What a mark at a variant means."""

SPREAD_ENGLISH = "±: standard deviation over seeds."

_UNKNOWN = (float("nan"), float("nan"), float("nan"))


def shown_measures(result: ExperimentResult) -> tuple[str, ...]:
    """Tell what the tables of an experiment show."""
    asked = result.manifest["settings"]["shared"]["metrics.show"]
    return tuple(asked) or USUAL[str(result.manifest["kind"])]


def summary_table(result: ExperimentResult, english: bool = False) -> Table:
    """Lay out an experiment for people: a row a variant, the interval with the main measure only."""
    measures = shown_measures(result)
    headings = ["variant", *(name_of(one, english) for one in measures)]
    rows: list[tuple[str, ...]] = []
    notes: list[str] = []
    for one in result.variants:
        each = result.estimates[one.variant]
        cells = [
            cell(name, each.get(name, _UNKNOWN), not english, name == measures[0], one.spread.get(name))
            for name in measures
        ]
        rows.append((one.variant + ("†" if one.notes else ""), *cells))
        notes.extend(f"† {SEEN_ENGLISH if english else note}" for note in one.notes)
    if any(one.spread for one in result.variants):
        notes.append(SPREAD_ENGLISH if english else "±: standaardafwijking over de zaden.")
    notes.extend(f"Niet gedraaid: {label} ({why})." for label, why in result.skipped.items())
    return Table(tuple(headings), tuple(rows), tuple(dict.fromkeys(notes)))


def summary_figure(result: ExperimentResult) -> str:
    """Draw the main measure of an experiment as SVG: a curve where the grid has an axis of numbers, else a row each."""
    main = shown_measures(result)[0]
    axes, labels = result.manifest["axes"], [one.variant for one in result.variants]
    values = [result.estimates[label].get(main, _UNKNOWN) for label in labels]
    numeric = [
        axis
        for axis in (axes[labels[0]] if labels else {})
        if all(isinstance(axes[label].get(axis), int | float) for label in labels)
        and len({axes[label][axis] for label in labels}) > 2
    ]
    if not numeric:
        return bars_figure(labels, values, name_of(main))
    axis = numeric[0]
    lines: dict[str, list[tuple[float, Values]]] = {}
    for label, value in zip(labels, values, strict=True):
        rest = [part for part in label.split(", ") if part != f"{axes[label][axis]} {axis.rpartition('.')[2]}"]
        lines.setdefault(", ".join(rest), []).append((float(axes[label][axis]), value))
    return curve_figure(lines, axis.rpartition(".")[2], name_of(main))


def summary_files(result: ExperimentResult) -> dict[str, str]:
    """Give the tables and the figure of a run by file name."""
    table = summary_table(result)
    headings = ("experiment", "variant", "measure", "value", "low", "high", "n_documents", "n_seeds")
    return {
        "table.md": table.to_markdown(),
        "table.tex": summary_table(result, english=True).to_latex(),
        "table.csv": csv_text(headings, result.metrics.to_numpy().tolist()),
        "figure.svg": summary_figure(result),
    }


def cell(measure: str, values: Values, comma: bool, bounds: bool, spread: float | None = None) -> str:
    """Write a measure, with its spread over seeds where there is one.

    A number of things has no decimals, a share its interval when ``bounds`` asks for it.
    """
    value = values[0]
    if measure in COUNTS:
        whole = math.isnan(value) or value == round(value)
        return with_spread(number(value, comma, 0 if whole else 1), spread, comma, 1)
    text = with_spread(number(value, comma), spread, comma)
    return text + with_interval(values, comma)[len(number(value, comma)) :] if bounds else text
