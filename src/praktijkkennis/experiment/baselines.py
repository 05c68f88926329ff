"""What every row of a comparison is called, and which row it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.outcome import VariantResult
from praktijkkennis.experiment.reading import axis_label
from praktijkkennis.validation import meant

if TYPE_CHECKING:
    from praktijkkennis.experiment.results import ExperimentResult

_RUN_DIGITS = 6


def run_of(result: ExperimentResult) -> str:
    """Give the checksum of all that a run was made of."""
    return str(result.manifest["identity"])


def names_of_rows(results: Sequence[ExperimentResult]) -> list[str]:
    """Name every variant of every run so that no two have the same name.

    Parameters
    ----------
    results : sequence of ExperimentResult
        In the order of the rows.

    Returns
    -------
    list of str
        The variant, with its experiment, and the digits of its run, where there are several.

    Raises
    ------
    ExperimentError
        When the same run is there twice.
    """
    runs = [(result.name, run_of(result)) for result in results]
    if twice := [name for place, (name, run) in enumerate(runs) if (name, run) in runs[:place]]:
        raise ExperimentError(f"Dezelfde uitkomst van '{twice[0]}' staat er twee keer. Noem elke uitkomst één keer.")
    names: list[str] = []
    for result, (name, run) in zip(results, runs, strict=True):
        others = [other for same, other in runs if same == name and other != run]
        digits = _RUN_DIGITS
        while any(other[:digits] == run[:digits] for other in others):
            digits += 1
        about = f"{name} {run[:digits]}" if others else name
        names.extend(f"{about}: {one.variant}" if len(runs) > 1 else one.variant for one in result.variants)
    return names


def bases_of_rows(
    results: Sequence[ExperimentResult], variants: Sequence[VariantResult], names: Sequence[str], asked: str | None
) -> tuple[int, ...]:
    """Give for every row the number of the one that it is held against.

    Parameters
    ----------
    results : sequence of ExperimentResult
        What is compared.
    variants : sequence of VariantResult
        Theirs, one a row.
    names : sequence of str
        Those of the rows, as :func:`names_of_rows` gives them.
    asked : str, optional
        Name of a row or a variant, or ``AXIS=VALUE``; the first row when not given.

    Returns
    -------
    tuple of int
        Of a baseline its own number.

    Raises
    ------
    ExperimentError
        When nothing has that name, more than one has, or a row has no counterpart on the axis.
    """
    axis, equals, value = (asked or "").partition("=")
    axis, value = axis.strip(), value.strip()
    axes = [result.manifest["axes"][one.variant] for result in results for one in result.variants]
    known = list(dict.fromkeys(name for each in axes for name in each))
    if not equals or asked in names or (axis not in known and any(asked == one.variant for one in variants)):
        return (_baseline(variants, names, asked),) * len(variants)
    if axis not in known:
        raise ExperimentError(f"Geen enkele proef heeft een as '{axis}'. {meant(axis, known)}")
    runs = [number for number, result in enumerate(results) for _ in result.variants]
    places = [
        (run, {key: axis_label(key, one) for key, one in each.items() if key != axis})
        for run, each in zip(runs, axes, strict=True)
    ]
    on_axis = ["" if axis not in each else _value_on(axis, each[axis]) for each in axes]
    if value not in on_axis:
        shown = ", ".join(f"'{one}'" for one in dict.fromkeys(on_axis) if one)
        raise ExperimentError(f"De as '{axis}' heeft geen waarde '{value}'. Kies uit: {shown}.")
    found = []
    for row, place in enumerate(places):
        same = [other for other, one in enumerate(places) if one == place and on_axis[other] == value]
        if len(same) != 1:
            raise ExperimentError(
                f"De variant '{names[row]}' heeft geen tegenhanger met {axis} = {value}. Kies een variant als basis."
            )
        found.append(same[0])
    return tuple(found)


def _value_on(axis: str, value: object) -> str:
    """Name a value on an axis as a person would type it."""
    return str(value) if isinstance(value, int | float) else axis_label(axis, value)


def _baseline(variants: Sequence[VariantResult], names: Sequence[str], asked: str | None) -> int:
    """Give the number of the row that a name stands for."""
    if asked is None:
        return 0
    if asked in names:
        return names.index(asked)
    found = [place for place, one in enumerate(variants) if asked in (one.variant, f"{one.experiment}: {one.variant}")]
    if len(found) != 1:
        known = ", ".join(f"'{names[place]}'" for place in (found or range(len(names))))
        what = "is er meer dan eens" if found else "bestaat niet"
        raise ExperimentError(f"De variant '{asked}' {what}. Kies uit: {known}.")
    return found[0]
