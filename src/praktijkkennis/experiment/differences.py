"""Whether one variant is better than another: the difference, its interval, and whether that can be chance."""

from __future__ import annotations

import numpy as np

from praktijkkennis.evaluation.randomisation import approximate_randomisation
from praktijkkennis.evaluation.resampling import interval
from praktijkkennis.experiment.outcome import VariantResult, mean_over_seeds, resampled_mean

Values = tuple[float, float, float]

_NAN = float("nan")
UNKNOWN = (_NAN, _NAN, _NAN)
"""A value, or a difference, that cannot be told."""


def difference(
    base: VariantResult, other: VariantResult, measure: str, n_resamples: int, n_trials: int
) -> tuple[Values, float]:
    """Give the difference of a measure with its interval, and the chance of it; nan where it cannot be told.

    Parameters
    ----------
    base, other : VariantResult
        Of one kind.
    measure : str
        What is compared.
    n_resamples : int
        Of a paired bootstrap over documents.
    n_trials : int
        Of approximate randomisation.

    Returns
    -------
    difference : (float, float, float)
        That of ``other`` minus that of ``base``, with its interval.
    p : float
    """
    if other is base:
        return UNKNOWN, _NAN
    if measure not in base.figures or measure not in other.figures:
        if measure in base.whole and measure in other.whole:
            return (other.whole[measure] - base.whole[measure], _NAN, _NAN), _NAN
        return UNKNOWN, _NAN
    figure, own = base.figures[measure], other.figures[measure]
    with np.errstate(invalid="ignore", divide="ignore"):
        value = mean_over_seeds(own, other.terms.sum(axis=1)) - mean_over_seeds(figure, base.terms.sum(axis=1))
        if not judged_alike(base, other):
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


def judged_alike(base: VariantResult, other: VariantResult) -> bool:
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
