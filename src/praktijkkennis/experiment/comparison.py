"""Results side by side: each with its interval, and whether one is really better than another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation.randomisation import N_TRIALS, holm
from praktijkkennis.evaluation.resampling import N_RESAMPLES
from praktijkkennis.experiment.baselines import bases_of_rows, names_of_rows, run_of
from praktijkkennis.experiment.differences import UNKNOWN, Values, difference, judged_alike
from praktijkkennis.experiment.figures import bars_figure
from praktijkkennis.experiment.measures import COUNTS, name_of
from praktijkkennis.experiment.outcome import VariantResult
from praktijkkennis.experiment.summaries import SEEN_ENGLISH, cell, shown_measures
from praktijkkennis.experiment.tables import Table, csv_text, number, with_interval
from praktijkkennis.validation import meant

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.experiment.results import ExperimentResult

_GROUPING = ("topics", "insights")
"""Kinds that judge groups; groups run across documents."""


@dataclass(frozen=True, slots=True)
class Row:
    """One variant beside the baseline.

    Parameters
    ----------
    name : str
        What sets it apart from the other rows.
    experiment, run, variant : str
        What it is; ``run`` is the checksum of all that the run was made of, as in the name of its folder.
    values : dict of str to (float, float, float)
        Every measure shown, with its interval.
    difference : (float, float, float)
        Of the main measure with that of the baseline, with the interval of a paired bootstrap over documents.
    p, p_holm : float
        By approximate randomisation; adjusted for the number of rows. nan for the baseline, and where there is none.
    notes : tuple of str
        What somebody who reads the figures must know.
    """

    name: str
    experiment: str
    run: str
    variant: str
    values: dict[str, Values]
    difference: Values
    p: float
    p_holm: float
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Variants side by side.

    Parameters
    ----------
    measures : tuple of str
        The main one first.
    bases : tuple of int
        For every row the number of the one that it is held against; its own for a baseline.
    rows : tuple of Row
        In the order given.
    remarks : tuple of tuple of str
        About the comparison as a whole, in Dutch and in English.
    baseline : str
        Name of the row that the others are held against, or ``AXIS=VALUE``.
    """

    measures: tuple[str, ...]
    bases: tuple[int, ...]
    rows: tuple[Row, ...]
    remarks: tuple[tuple[str, ...], tuple[str, ...]]
    baseline: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the rows: the variant, with its experiment, and the digits of its run, where there are several."""
        return tuple(row.name for row in self.rows)

    def to_frame(self) -> DataFrame:
        """One row a variant, numbers as they are."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self._plain()], columns=list(self._headings()))

    def to_csv(self) -> str:
        """Write it for a program."""
        return csv_text(self._headings(), self._plain())

    def table(self, english: bool = False) -> Table:
        """Lay it out for people.

        Parameters
        ----------
        english : bool
            In English with decimal points, as most papers want it; else in Dutch with decimal commas.
        """
        main, comma = self.measures[0], not english
        words = ("difference", "baseline") if english else ("verschil", "basis")
        headings = ["variant", *(name_of(one, english) for one in self.measures), words[0], "p", "p (Holm)"]
        rows = []
        for place, row in enumerate(self.rows):
            cells = [cell(one, row.values[one], comma, one not in COUNTS) for one in self.measures]
            by = words[1] if place == self.bases[place] else with_interval(row.difference, comma, sign=True)
            rows.append((row.name + _mark(row), *cells, by, _chance(row.p, comma), _chance(row.p_holm, comma)))
        about = f"{words[0].capitalize()}: {name_of(main, english)} {'minus that of' if english else 'min die van'}"
        notes = [*(self.remarks[1] if english else self.remarks[0]), f"{about} '{self.baseline}'."]
        marks = [SEEN_ENGLISH if english else note for row in self.rows for note in row.notes]
        notes.extend(dict.fromkeys(f"† {note}" for note in marks))
        return Table(tuple(headings), tuple(rows), tuple(notes))

    def figure(self, english: bool = False) -> str:
        """Draw the main measure as SVG.

        Parameters
        ----------
        english : bool
            In English with decimal points, as :meth:`table`.
        """
        main = self.measures[0]
        values = [row.values[main] for row in self.rows]
        return bars_figure(list(self.names), values, name_of(main, english), comma=not english)

    def _headings(self) -> tuple[str, ...]:
        each = [f"{one}{end}" for one in self.measures for end in ("", "_low", "_high")]
        return ("experiment", "variant", *each, "difference", "difference_low", "difference_high", "p", "p_holm", "run")

    def _plain(self) -> list[tuple[object, ...]]:
        return [
            (
                row.experiment,
                row.variant,
                *(value for one in self.measures for value in row.values[one]),
                *row.difference,
                row.p,
                row.p_holm,
                row.run,
            )
            for row in self.rows
        ]


def compare(
    results: Sequence[ExperimentResult],
    *,
    measures: Sequence[str] = (),
    baseline: str | None = None,
    n_resamples: int = N_RESAMPLES,
    n_trials: int = N_TRIALS,
) -> Comparison:
    """Hold the variants of experiments against one of them.

    Parameters
    ----------
    results : sequence of ExperimentResult
        Of one kind.
    measures : sequence of str
        What to show, the main one first; what the first experiment shows when empty.
    baseline : str, optional
        Variant that the others are held against (``EXPERIMENT: VARIANT`` where the name is not enough, and
        ``EXPERIMENT DIGITS: VARIANT`` for runs of the same experiment, as the table names them); the first when not
        given. Or ``AXIS=VALUE``, as in ``tagger=terms`` or ``tagger.per_theme=8``: every variant is held against that
        with this value on this axis of the grid and the same on all others.
    n_resamples : int
        Of the bootstrap.
    n_trials : int
        Of approximate randomisation.

    Returns
    -------
    Comparison

    Raises
    ------
    ExperimentError
        When there is nothing to compare, kinds differ, the same run is there twice, or a measure or the baseline is
        not known.
    """
    variants = [one for result in results for one in result.variants]
    runs = [run_of(result) for result in results for _ in result.variants]
    if not variants:
        raise ExperimentError("Er is geen enkele uitkomst om te vergelijken.")
    kinds = sorted({one.kind for one in variants})
    if len(kinds) > 1:
        raise ExperimentError(f"Deze proeven zijn van verschillende soort ({', '.join(kinds)}) en niet te vergelijken.")
    names = names_of_rows(results)
    shown = tuple(measures) or shown_measures(results[0])
    estimates = [one.estimates(n_resamples) for one in variants]
    for name in shown:
        if not any(name in each for each in estimates):
            known = [one for one in estimates[0] if ":" in name or ":" not in one]
            raise ExperimentError(f"De maat '{name}' is niet gemeten. {meant(name, known)}")
    bases = bases_of_rows(results, variants, names, baseline)
    pairs = [(variants[base], one) for base, one in zip(bases, variants, strict=True)]
    differences = [difference(base, one, shown[0], n_resamples, n_trials) for base, one in pairs]
    adjusted = holm([p for _, p in differences])
    rows = tuple(
        Row(
            name,
            one.experiment,
            run,
            one.variant,
            {measure: each.get(measure, UNKNOWN) for measure in shown},
            by,
            p,
            p_holm,
            one.notes,
        )
        for name, run, one, each, (by, p), p_holm in zip(
            names, runs, variants, estimates, differences, adjusted, strict=True
        )
    )
    one_for_all = len(set(bases)) == 1
    return Comparison(shown, bases, rows, _remarks(pairs, shown[0]), names[bases[0]] if one_for_all else str(baseline))


def _remarks(
    pairs: Sequence[tuple[VariantResult, VariantResult]], measure: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found, base = [], pairs[0][0]
    if any(sorted(one.documents) != sorted(other.documents) for one, other in pairs):
        found.append(
            (
                "Niet alle varianten zijn op dezelfde documenten beoordeeld; die andere zijn niet te toetsen.",
                "Not all variants were judged on the same documents; the others cannot be tested.",
            )
        )
    elif not all(judged_alike(one, other) for one, other in pairs):
        found.append(
            (
                "Niet alle varianten zijn met dezelfde codes van mensen beoordeeld; die andere zijn niet te toetsen.",
                "Not all variants were judged by the same codes of people; the others cannot be tested.",
            )
        )
    if measure not in base.figures:
        found.append(
            (
                f"{name_of(measure)} telt niet op over documenten: geen interval, geen toets.",
                f"{name_of(measure, True)} does not add up over documents: no interval, no test.",
            )
        )
    else:
        sizes = sorted({len(one.documents) for one, _ in pairs})
        n_documents = str(sizes[0]) if len(sizes) == 1 else f"{sizes[0]}-{sizes[-1]}"
        found.append(
            (
                f"Tussen haakjes 95 %-intervallen (bootstrap over {n_documents} documenten); "
                "p door approximatieve randomisatie.",
                f"In brackets 95% intervals (bootstrap over {n_documents} documents); p by approximate randomisation.",
            )
        )
        if base.kind in _GROUPING:
            found.append(
                (
                    "Hoe een document telt, hangt hier af van groepen waarin ook andere documenten zitten: interval "
                    "en p zijn een benadering.",
                    "How a document counts depends here on groups that other documents are in too: interval and p are "
                    "approximate.",
                )
            )
    return tuple(dutch for dutch, _ in found), tuple(english for _, english in found)


def _chance(p: float, comma: bool) -> str:
    if math.isnan(p):
        return "–"
    return f"< {number(0.001, comma, 3)}" if p < 0.001 else number(p, comma, 3)


def _mark(row: Row) -> str:
    return "†" if row.notes else ""
