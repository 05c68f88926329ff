"""Chance-corrected agreement for nominal and ordinal codes, with missing values, as figures of sums over units.

The packages that compute these take one table at a time; a bootstrap over documents of every theme and every pair of
coders needs them a hundred thousand times. Written as sums over units they cost one matrix product
(:mod:`praktijkkennis.evaluation.resampling`). The tests hold them against those packages and published examples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from praktijkkennis.errors import CodingError, check_choice
from praktijkkennis.evaluation.resampling import N_RESAMPLES, Estimate, Figure, Numbers, estimate, sum_by_document

Codes = NDArray[np.int64]
"""Numbers of values, shape (units, coders); -1 where a coder did not judge the unit."""

Level = Literal["nominal", "ordinal"]
"""Whether values have an order."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A measure of agreement as a figure of sums over units.

    Parameters
    ----------
    name : str
        Column that it gets in a table.
    terms : callable
        From codes and the number of values to the terms of every unit, shape (units, terms).
    figure : callable
        From summed terms to the measure.
    """

    name: str
    terms: Callable[[Codes, int], Numbers]
    figure: Figure


def krippendorff_alpha(ratings: ArrayLike, level: Level = "nominal", order: Sequence[Any] | None = None) -> float:
    """Krippendorff's alpha (Krippendorff, 2019, *Content Analysis*, 4th ed., section 12.3).

    Parameters
    ----------
    ratings : array_like, shape (units, coders)
        Values of any kind; None and nan are missing. Units that fewer than two coders judged do not count.
    level : {"nominal", "ordinal"}
        Whether all values differ as much, or values differ more the more judgements lie between them.
    order : sequence, optional
        With ``ordinal``: the values from low to high; sorted when not given.

    Returns
    -------
    float
        1 is perfect, 0 is what chance gives; nan when all values are the same.

    Raises
    ------
    CodingError
        When ``level`` is no such choice.
    ValueError
        When a value is not in ``order``.
    """
    check_choice("level", level, get_args(Level), CodingError)
    if level == "nominal":
        return _of_ratings(ALPHA, ratings)
    return _of_ratings(ORDINAL_ALPHA, ratings, order=order, ordered=True)


def cohen_kappa(first: Sequence[Any] | ArrayLike, second: Sequence[Any] | ArrayLike) -> float:
    """Cohen's kappa of two coders (Cohen, 1960).

    Parameters
    ----------
    first, second : array_like, shape (units,)
        Values of any kind; a unit that one of the two did not judge (None, nan) does not count.

    Returns
    -------
    float
        nan when both use one and the same value only.
    """
    columns = [np.asarray(values, dtype=object) for values in (first, second)]
    return _of_ratings(KAPPA, np.stack(columns, axis=1))


def fleiss_kappa(ratings: ArrayLike) -> float:
    """Fleiss' kappa of any number of coders (Fleiss, 1971), which need not all judge every unit.

    With missing values it is the generalisation of Gwet (2014, *Handbook of Inter-Rater Reliability*, ch. 2): agreement
    over units with at least two judgements, chance by the mean share of each value over all units with one.

    Parameters
    ----------
    ratings : array_like, shape (units, coders)
        Values of any kind; None and nan are missing.
    """
    return _of_ratings(FLEISS, ratings)


def gwet_ac1(ratings: ArrayLike) -> float:
    """Gwet's AC1 (Gwet, 2008), which does not fall when one value is rare, as kappas do.

    Parameters
    ----------
    ratings : array_like, shape (units, coders)
        Values of any kind; None and nan are missing. At least two values must occur for chance to be defined.
    """
    return _of_ratings(AC1, ratings)


def agreement_estimate(
    measure: Coefficient,
    codes: Codes,
    documents: NDArray[np.int64],
    n_documents: int,
    n_values: int = 2,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> Estimate:
    """Give a coefficient with its bootstrap interval over documents.

    Parameters
    ----------
    measure : Coefficient
        One of :data:`COEFFICIENTS`.
    codes : ndarray of int64, shape (units, coders)
        0 .. ``n_values - 1``, -1 where missing.
    documents : ndarray of int64, shape (units,)
        Number of the document of each unit.
    n_documents : int
        Number of documents.
    n_values : int
        Number of values that there are, whether they occur or not.
    n_resamples, seed : int
        Of the bootstrap.
    """
    sums = sum_by_document(measure.terms(codes, n_values), documents, n_documents)
    return estimate(sums, measure.figure, n_resamples, seed)


def code_values(ratings: ArrayLike, order: Sequence[Any] | None = None, *, ordered: bool = False) -> tuple[Codes, int]:
    """Number the values of a table; None and nan become -1.

    Parameters
    ----------
    ratings : array_like
        Values of any kind.
    order : sequence, optional
        All values, in the order of their numbers.
    ordered : bool
        Without ``order``: whether to sort the values.

    Returns
    -------
    codes : ndarray of int64, of the shape of ``ratings``
    n_values : int
        How many different values occur.
    """
    import pandas as pd

    table = np.asarray(ratings, dtype=object)
    codes, values = pd.factorize(table.ravel(), sort=ordered and order is None)
    if order is not None:
        unknown = [value for value in values if value not in order]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not in order: {list(order)}")
        # The last place serves the missing values, which have number -1.
        places = np.array([*(list(order).index(value) for value in values), -1])
        codes = places[codes]
    return codes.astype(np.int64).reshape(table.shape), len(values if order is None else order)


def _of_ratings(
    measure: Coefficient, ratings: ArrayLike, order: Sequence[Any] | None = None, *, ordered: bool = False
) -> float:
    codes, n_values = code_values(ratings, order, ordered=ordered)
    if codes.ndim != 2:
        raise ValueError(f"ratings must have two dimensions (units, coders), not {codes.ndim}")
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(measure.figure(measure.terms(codes, n_values).sum(axis=0)))


def _counts(codes: Codes, n_values: int) -> Numbers:
    """Count how many coders gave each value to each unit, shape (units, values)."""
    counts: Numbers = (codes[:, :, None] == np.arange(n_values)).sum(axis=1).astype(np.float64)
    return counts


def _coincidences(codes: Codes, n_values: int) -> Numbers:
    """Contribution of each unit to the coincidence matrix, shape (units, values * values)."""
    counts = _counts(codes, n_values)
    judged = counts.sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(n_values)
    pairs[judged < 2] = 0.0
    coincidences: Numbers = (pairs / np.maximum(judged - 1, 1)[:, None, None]).reshape(len(codes), n_values**2)
    return coincidences


def _alpha(sums: Numbers) -> Numbers:
    n_values = round(sums.shape[-1] ** 0.5)
    matrix = sums.reshape(*sums.shape[:-1], n_values, n_values)
    margins = matrix.sum(axis=-1)
    total = margins.sum(axis=-1)
    observed = total - np.trace(matrix, axis1=-2, axis2=-1)
    expected = (total**2 - (margins**2).sum(axis=-1)) / (total - 1)
    return _one_minus(observed, expected)


def _ordinal_alpha(sums: Numbers) -> Numbers:
    n_values = round(sums.shape[-1] ** 0.5)
    matrix = sums.reshape(*sums.shape[:-1], n_values, n_values)
    margins = matrix.sum(axis=-1)
    # The distance of two values is that of their mean ranks, as the formula of the book comes down to.
    ranks = margins.cumsum(axis=-1) - margins / 2
    distances = (ranks[..., :, None] - ranks[..., None, :]) ** 2
    observed = (matrix * distances).sum(axis=(-2, -1))
    by_chance = margins[..., :, None] * margins[..., None, :] * distances
    return _one_minus(observed, by_chance.sum(axis=(-2, -1)) / (margins.sum(axis=-1) - 1))


def _contingency(codes: Codes, n_values: int) -> Numbers:
    """One at the cell of the two values of each unit, shape (units, values * values)."""
    if codes.shape[1] != 2:
        raise ValueError(f"Cohen's kappa is of two coders, not {codes.shape[1]}")
    first, second = (codes[:, [coder]] == np.arange(n_values) for coder in (0, 1))
    cells: Numbers = (first[:, :, None] & second[:, None, :]).astype(np.float64).reshape(len(codes), n_values**2)
    return cells


def _kappa(sums: Numbers) -> Numbers:
    n_values = round(sums.shape[-1] ** 0.5)
    matrix = sums.reshape(*sums.shape[:-1], n_values, n_values)
    total = matrix.sum(axis=(-2, -1))
    by_chance = (matrix.sum(axis=-1) * matrix.sum(axis=-2)).sum(axis=-1) / total
    return _one_minus(total - np.trace(matrix, axis1=-2, axis2=-1), total - by_chance)


def _agreement_and_shares(codes: Codes, n_values: int) -> Numbers:
    """Per unit: share of pairs that agree, whether there is a pair, share of each value, whether there is a value."""
    counts = _counts(codes, n_values)
    judged = counts.sum(axis=1)
    n_pairs = judged * (judged - 1)
    agreeing = (counts * (counts - 1)).sum(axis=1) / np.maximum(n_pairs, 1)
    shares = counts / np.maximum(judged, 1)[:, None]
    return np.column_stack([agreeing, judged >= 2, shares, judged >= 1])


def _split(sums: Numbers) -> tuple[Numbers, Numbers]:
    """Mean agreement of pairs, and mean share of each value, shape (..., values)."""
    return sums[..., 0] / sums[..., 1], sums[..., 2:-1] / sums[..., -1:]


def _observed(sums: Numbers) -> Numbers:
    return _split(sums)[0]


def _fleiss(sums: Numbers) -> Numbers:
    agreeing, shares = _split(sums)
    return _one_minus(1 - agreeing, 1 - (shares**2).sum(axis=-1))


def _ac1(sums: Numbers) -> Numbers:
    agreeing, shares = _split(sums)
    by_chance = (shares * (1 - shares)).sum(axis=-1) / (shares.shape[-1] - 1)
    return _one_minus(1 - agreeing, 1 - by_chance)


def _one_minus(observed: Numbers, expected: Numbers) -> Numbers:
    """1 - observed / expected disagreement, nan where chance allows none."""
    vanishing = np.abs(expected) < 1e-12
    found: Numbers = np.where(vanishing, np.nan, 1 - observed / np.where(vanishing, 1.0, expected))
    return found


ALPHA = Coefficient("alpha", _coincidences, _alpha)
ORDINAL_ALPHA = Coefficient("ordinal_alpha", _coincidences, _ordinal_alpha)
KAPPA = Coefficient("kappa", _contingency, _kappa)
FLEISS = Coefficient("fleiss", _agreement_and_shares, _fleiss)
AC1 = Coefficient("ac1", _agreement_and_shares, _ac1)
OBSERVED = Coefficient("agreement", _agreement_and_shares, _observed)

COEFFICIENTS = {measure.name: measure for measure in (ALPHA, ORDINAL_ALPHA, KAPPA, FLEISS, AC1, OBSERVED)}
"""The measures by name; ``agreement`` is the share of pairs of judgements that agree, not corrected for chance."""
