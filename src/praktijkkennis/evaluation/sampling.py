"""How many sentences two coders must both code before their agreement is known well enough."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.evaluation.coefficients import ALPHA
from praktijkkennis.evaluation.resampling import sum_by_document
from praktijkkennis.evaluation.units import RatedUnits

if TYPE_CHECKING:
    from pandas import DataFrame

_STEP = 1e-4


def double_coding_size(
    prevalence: float,
    *,
    half_width: float = 0.1,
    agreement: float = 0.8,
    level: float = 0.95,
    design_effect: float = 1.0,
) -> int:
    """Number of units to be coded by two coders, so that kappa is known up to a half width.

    Goodness-of-fit method of Donner & Eliasziw (1992, *Statistics in Medicine* 11), in its form for an interval
    (Donner, 1999): the smallest number at which the expected limits of the interval lie no farther than ``half_width``
    from kappa. It holds for Krippendorff's alpha as well, which equals this kappa when there are many units.

    Parameters
    ----------
    prevalence : float
        Share of the units that carry the theme, in (0, 1). The rarer, the more units.
    half_width : float
        Distance from kappa to either limit.
    agreement : float
        Kappa that is expected; must be more than ``half_width``. Where kappa plus half a width is over 1, only the
        lower limit counts.
    level : float
        Coverage of the interval.
    design_effect : float
        How many times more units are needed because units of one document are alike (Kish, 1965): 1 + (units per
        document - 1) * intraclass correlation.

    Returns
    -------
    int
        Number of units.

    Raises
    ------
    ValueError
        When an argument is out of bounds.
    """
    if not 0 < prevalence < 1:
        raise ValueError(f"prevalence must lie between 0 and 1, not {prevalence}")
    if not 0 < half_width < agreement < 1:
        raise ValueError(f"0 < half_width < agreement < 1 must hold, not {half_width} and {agreement}")
    if not 0 < level < 1 or design_effect < 1:
        raise ValueError(f"level must lie between 0 and 1 and design_effect be at least 1: {level}, {design_effect}")
    critical = NormalDist().inv_cdf((1 + level) / 2) ** 2
    expected = _cells(prevalence, agreement)
    needed = []
    for limit in (agreement - half_width, agreement + half_width):
        if limit < 1:
            at_limit = _cells(prevalence, limit)
            distance = sum((one - other) ** 2 / other for one, other in zip(expected, at_limit, strict=True))
            needed.append(critical / distance)
    return ceil(design_effect * max(needed))


def double_coding_advice(
    prevalences: Mapping[str, float],
    *,
    units_per_document: float | None = None,
    half_width: float = 0.1,
    agreement: float = 0.8,
    level: float = 0.95,
    design_effect: float = 1.0,
) -> DataFrame:
    """Advise per theme how much must be coded twice.

    Parameters
    ----------
    prevalences : mapping of str to float
        Share of the units that carry each theme; a theme at 0 or 1 is left out, for nothing can be said of it.
    units_per_document : float, optional
        Mean number of units of a document, to count in documents as well.
    half_width, agreement, level, design_effect : float
        As for :func:`double_coding_size`; :func:`agreement_design_effect` estimates the last of what was coded already.

    Returns
    -------
    pandas.DataFrame
        ``theme, prevalence, n_units, n_codes`` (expected number of units with the theme), ``n_documents`` (nan when not
        asked) and ``design_effect``; the most demanding theme first, which is the one to plan for.
    """
    import pandas as pd

    rows = []
    for theme, prevalence in prevalences.items():
        if 0 < prevalence < 1:
            n_units = double_coding_size(
                prevalence, half_width=half_width, agreement=agreement, level=level, design_effect=design_effect
            )
            n_documents = float("nan") if units_per_document is None else float(ceil(n_units / units_per_document))
            rows.append((theme, prevalence, n_units, round(n_units * prevalence), n_documents, design_effect))
    columns = ["theme", "prevalence", "n_units", "n_codes", "n_documents", "design_effect"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("n_units", ascending=False, kind="stable", ignore_index=True)


def agreement_design_effect(rated: RatedUnits) -> float:
    """Estimate how many times more units are needed because units of one document are alike.

    The variance of Krippendorff's alpha when documents are drawn, over its variance when units are (Kish, 1965), both
    by Taylor linearisation (Wolter, 2007, *Introduction to Variance Estimation*, ch. 6). Of a rare theme it can hardly
    be told, so the mean over themes is taken, weighted by how often they were given.

    Parameters
    ----------
    rated : RatedUnits
        What each coder said of each unit.

    Returns
    -------
    float
        At least 1; nan with fewer than two documents, or when no theme varies.
    """
    found, weights = [], []
    for theme in range(len(rated.themes)):
        codes = rated.codes[:, :, theme]
        shared = (codes >= 0).sum(axis=1) > 1
        codes, documents = codes[shared], np.unique(rated.documents[shared], return_inverse=True)[1]
        n_units, n_documents = len(codes), int(documents.max(initial=-1)) + 1
        if n_documents < 2:
            continue
        terms = ALPHA.terms(codes, 2).astype(np.float64)
        total = terms.sum(axis=0)
        steps = _STEP * total.max() * np.eye(len(total))
        with np.errstate(invalid="ignore", divide="ignore"):
            slope = (ALPHA.figure(total + steps) - ALPHA.figure(total - steps)) / (2 * _STEP * total.max())
        influence = terms @ slope
        influence -= influence.mean()
        by_document = sum_by_document(influence[:, None], documents, n_documents)[:, 0]
        apart = (influence**2).sum() * n_units / (n_units - 1)
        together = ((by_document - by_document.mean()) ** 2).sum() * n_documents / (n_documents - 1)
        if np.isfinite(apart) and apart > 0:
            found.append(together / apart)
            weights.append(int((codes == 1).sum()))
    if not found or not sum(weights):
        return float("nan")
    return max(1.0, float(np.average(found, weights=weights)))


def _cells(prevalence: float, kappa: float) -> tuple[float, float, float]:
    """Chances that both, one, or neither of two coders give the theme (common correlation model)."""
    differing = prevalence * (1 - prevalence)
    return (
        prevalence**2 + kappa * differing,
        2 * differing * (1 - kappa),
        (1 - prevalence) ** 2 + kappa * differing,
    )
