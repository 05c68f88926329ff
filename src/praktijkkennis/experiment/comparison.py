"""Results side by side: each with its interval, and whether one is really better than another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation.randomisation import N_TRIALS, approximate_randomisation, holm
from praktijkkennis.evaluation.resampling import N_RESAMPLES, interval
from praktijkkennis.experiment.figures import bars_figure
from praktijkkennis.experiment.measures import COUNTS, name_of
from praktijkkennis.experiment.outcome import VariantResult, mean_over_seeds, resampled_mean
from praktijkkennis.experiment.summaries import SEEN_ENGLISH, cell, shown_measures
from praktijkkennis.experiment.tables import Table, csv_text, number, with_interval
from praktijkkennis.validation import meant

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.experiment.results import ExperimentResult

Values = tuple[float, float, float]

_NAN = float("nan")
_UNKNOWN = (_NAN, _NAN, _NAN)


@dataclass(frozen=True, slots=True)
class Row:
    """One variant beside the baseline.

    Parameters
    ----------
    experiment, variant : str
        What it is.
    values : dict of str to (float, float, float)
        Every measure shown, with its interval.
    difference : (float, float, float)
        Of the main measure with that of the baseline, with the interval of a paired bootstrap over documents.
    p, p_holm : float
        By approximate randomisation; adjusted for the number of rows. nan for the baseline, and where there is none.
    notes : tuple of str
        What somebody who reads the figures must know.
    """

    experiment: str
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
    baseline : str
        Name of the variant that the others are held against.
    rows : tuple of Row
        In the order given.
    remarks : tuple of tuple of str
        About the comparison as a whole, in Dutch and in English.
    """

    measures: tuple[str, ...]
    baseline: str
    rows: tuple[Row, ...]
    remarks: tuple[tuple[str, ...], tuple[str, ...]]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the rows: the variant, with its experiment where there are several."""
        several = len({row.experiment for row in self.rows}) > 1
        return tuple(f"{row.experiment}: {row.variant}" if several else row.variant for row in self.rows)

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
        for name, row in zip(self.names, self.rows, strict=True):
            cells = [cell(one, row.values[one], comma, one not in COUNTS) for one in self.measures]
            base = name == self.baseline
            difference = words[1] if base else with_interval(row.difference, comma, sign=True)
            rows.append((name + _mark(row), *cells, difference, _chance(row.p, comma), _chance(row.p_holm, comma)))
        about = f"{words[0].capitalize()}: {name_of(main, english)} {'minus that of' if english else 'min die van'}"
        notes = [*(self.remarks[1] if english else self.remarks[0]), f"{about} '{self.baseline}'."]
        marks = [SEEN_ENGLISH if english else note for row in self.rows for note in row.notes]
        notes.extend(dict.fromkeys(f"† {note}" for note in marks))
        return Table(tuple(headings), tuple(rows), tuple(notes))

    def figure(self) -> str:
        """Draw the main measure as SVG."""
        main = self.measures[0]
        values = [row.values[main] for row in self.rows]
        return bars_figure(list(self.names), values, name_of(main))

    def _headings(self) -> tuple[str, ...]:
        each = [f"{one}{end}" for one in self.measures for end in ("", "_low", "_high")]
        return ("experiment", "variant", *each, "difference", "difference_low", "difference_high", "p", "p_holm")

    def _plain(self) -> list[tuple[object, ...]]:
        return [
            (
                row.experiment,
                row.variant,
                *(value for one in self.measures for value in row.values[one]),
                *row.difference,
                row.p,
                row.p_holm,
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
        Variant that the others are held against (``EXPERIMENT: VARIANT`` where the name is not enough); the first when
        not given.
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
        When there is nothing to compare, kinds differ, or a measure or the baseline is not known.
    """
    variants = [one for result in results for one in result.variants]
    if not variants:
        raise ExperimentError("Er is geen enkele uitkomst om te vergelijken.")
    kinds = sorted({one.kind for one in variants})
    if len(kinds) > 1:
        raise ExperimentError(f"Deze proeven zijn van verschillende soort ({', '.join(kinds)}) en niet te vergelijken.")
    shown = tuple(measures) or shown_measures(results[0])
    estimates = [one.estimates(n_resamples) for one in variants]
    for name in shown:
        if not any(name in each for each in estimates):
            known = [one for one in estimates[0] if ":" in name or ":" not in one]
            raise ExperimentError(f"De maat '{name}' is niet gemeten. {meant(name, known)}")
    base = _baseline(variants, baseline)
    differences = [_difference(base, one, shown[0], n_resamples, n_trials) for one in variants]
    adjusted = holm([p for _, p in differences])
    rows = tuple(
        Row(
            one.experiment,
            one.variant,
            {name: each.get(name, _UNKNOWN) for name in shown},
            difference,
            p,
            p_holm,
            one.notes,
        )
        for one, each, (difference, p), p_holm in zip(variants, estimates, differences, adjusted, strict=True)
    )
    several = len({row.experiment for row in rows}) > 1
    name = f"{base.experiment}: {base.variant}" if several else base.variant
    return Comparison(shown, name, rows, _remarks(base, variants, shown[0]))


def _baseline(variants: Sequence[VariantResult], name: str | None) -> VariantResult:
    if name is None:
        return variants[0]
    found = [one for one in variants if name in (one.variant, f"{one.experiment}: {one.variant}")]
    if len(found) != 1:
        known = ", ".join(f"'{one.experiment}: {one.variant}'" for one in (found or variants))
        what = "is er meer dan eens" if found else "bestaat niet"
        raise ExperimentError(f"De variant '{name}' {what}. Kies uit: {known}.")
    return found[0]


def _difference(
    base: VariantResult, other: VariantResult, measure: str, n_resamples: int, n_trials: int
) -> tuple[Values, float]:
    """Give the difference of a measure with its interval, and the chance of it; nan where it cannot be told."""
    if other is base:
        return _UNKNOWN, _NAN
    if measure not in base.figures or measure not in other.figures:
        if measure in base.whole and measure in other.whole:
            return (other.whole[measure] - base.whole[measure], _NAN, _NAN), _NAN
        return _UNKNOWN, _NAN
    figure, own = base.figures[measure], other.figures[measure]
    with np.errstate(invalid="ignore", divide="ignore"):
        value = mean_over_seeds(own, other.terms.sum(axis=1)) - mean_over_seeds(figure, base.terms.sum(axis=1))
        if not _judged_alike(base, other):
            return (value, _NAN, _NAN), _NAN
        place = {key: row for row, key in enumerate(other.documents)}
        theirs = other.terms[:, [place[key] for key in base.documents]]
        low, high = interval(resampled_mean(own, theirs, n_resamples) - resampled_mean(figure, base.terms, n_resamples))
    # Counts of a stance make no difference to codes, and not every method tells one.
    shared = [name for name in base.columns if name in other.columns]
    ours = base.terms[..., [base.columns.index(name) for name in shared]]
    theirs = theirs[..., [other.columns.index(name) for name in shared]]
    joint = VariantResult(base.experiment, "", base.kind, (), base.predictions, (), tuple(shared), ours, {}).figures
    if measure not in joint:
        return (value, low, high), _NAN
    return (value, low, high), approximate_randomisation(ours, theirs, joint[measure], n_trials)


def _judged_alike(base: VariantResult, other: VariantResult) -> bool:
    """Tell whether two variants were judged on the same documents, by the same codes of people."""
    if sorted(base.documents) != sorted(other.documents):
        return False
    people = [{name for name in one.columns if name.startswith("people/")} for one in (base, other)]
    if people[0] != people[1]:
        return False
    place = {key: row for row, key in enumerate(other.documents)}
    rows = [place[key] for key in base.documents]
    counts = [one.terms[0][:, [one.columns.index(name) for name in sorted(people[0])]] for one in (base, other)]
    return bool(np.array_equal(counts[0], counts[1][rows]))


def _remarks(
    base: VariantResult, variants: Sequence[VariantResult], measure: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found = []
    if any(sorted(one.documents) != sorted(base.documents) for one in variants):
        found.append(
            (
                "Niet alle varianten zijn op dezelfde documenten beoordeeld; die andere zijn niet te toetsen.",
                "Not all variants were judged on the same documents; the others cannot be tested.",
            )
        )
    elif not all(_judged_alike(base, one) for one in variants):
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
        n_documents = len(base.documents)
        found.append(
            (
                f"Tussen haakjes 95 %-intervallen (bootstrap over {n_documents} documenten); "
                "p door approximatieve randomisatie.",
                f"In brackets 95% intervals (bootstrap over {n_documents} documents); p by approximate randomisation.",
            )
        )
    return tuple(dutch for dutch, _ in found), tuple(english for _, english in found)


def _chance(p: float, comma: bool) -> str:
    if math.isnan(p):
        return "–"
    return f"< {number(0.001, comma, 3)}" if p < 0.001 else number(p, comma, 3)


def _mark(row: Row) -> str:
    return "†" if row.notes else ""
