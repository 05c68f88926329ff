"""Two parts of a corpus compared by what stands in them: the core of keyness and collocations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.close_reading.statistics import (
    Numbers,
    chance_of,
    false_discovery,
    log_likelihood,
    log_ratio,
    percent_difference,
)
from praktijkkennis.evaluation.resampling import FEWEST_DOCUMENTS, LEVEL, N_RESAMPLES, interval

if TYPE_CHECKING:
    from pandas import DataFrame

Weighting = Literal["length", "documents"]
"""Whether a document counts by its length, or every document as much as any other."""

COMPARISON_COLUMNS = (
    "item", "n_target", "n_reference", "per_1000_target", "per_1000_reference", "n_documents", "g2", "p", "q",
    "log_ratio", "log_ratio_low", "log_ratio_high", "percent_difference", "remark",
)  # fmt: skip
"""Columns of :func:`compare_counts`, in order."""

_WHOLE = {"n_documents": "int64"}


def compare_counts(
    items: Sequence[str],
    target: Numbers,
    target_sizes: Numbers,
    reference: Numbers,
    reference_sizes: Numbers,
    *,
    weights: Numbers | None = None,
    min_count: float = 3,
    most: int | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> DataFrame:
    """Compare what is counted in two parts of the same documents.

    G² takes every word for independent of the others, which words of one document are not; so the log ratio has a
    bootstrap interval over documents. Where that holds 0, the difference may hang on one or two documents. Documents
    with something of the target are drawn apart from those without, one fewer than there are (McCarthy & Snowden,
    1985, *The Bootstrap and Finite Population Sampling*), and the percentiles are those of Student's t for the smaller
    part (Hesterberg, 2015, *The American Statistician* 69): otherwise intervals of few documents are far too narrow.
    A part of fewer than
    :data:`~praktijkkennis.evaluation.resampling.FEWEST_DOCUMENTS` has no interval, and ``remark`` says so.

    Weighted words tell less than as many words that weigh the same. G² (and so ``p`` and ``q``) therefore takes each
    part for as many words as it is worth, by the effective sample size (:func:`effective_size`; Kish, 1965, *Survey
    Sampling*); its rates, and so all that says how large a difference is, stay those of the weighted counts.

    Parameters
    ----------
    items : sequence of str
        What is counted.
    target, reference : ndarray of float64, shape (documents, items)
        Counts in either part of each document, as they stand in the texts.
    target_sizes, reference_sizes : ndarray of float64, shape (documents,)
        Running words (or sentences) of either part.
    weights : ndarray of float64, shape (documents,), optional
        What each word of a document counts for, such as :func:`stretches` gives; 1 when not given.
    min_count : float
        Items that occur less often in all, before weighting, are left out.
    most : int, optional
        Keep so many items, those with the highest G².
    n_resamples, seed : int
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        :data:`COMPARISON_COLUMNS`. ``n_target`` and ``n_reference`` are weighted; ``n_documents`` hold the item in the
        target part. ``q`` is corrected for all items that were compared. ``remark`` tells an editor why there is no
        interval, and is empty when there is one. Those that the target has more of come first, the highest G² first.
    """
    import pandas as pd

    weights = np.ones(len(target)) if weights is None else weights
    compared = np.flatnonzero((target + reference).sum(axis=0) >= max(min_count, 1e-12))
    worth = effective_size(target_sizes, weights), effective_size(reference_sizes, weights)
    target, reference = target * weights[:, None], reference * weights[:, None]
    target_sizes, reference_sizes = target_sizes * weights, reference_sizes * weights
    sums = target.sum(axis=0), reference.sum(axis=0)
    sizes = float(target_sizes.sum()), float(reference_sizes.sum())
    if not len(compared) or min(sizes) <= 0:
        empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in COMPARISON_COLUMNS})
        return empty.astype({"item": "str", "remark": "str"} | _WHOLE)
    a, b = sums[0][compared], sums[1][compared]
    g2 = log_likelihood(a * (worth[0] / sizes[0]), b * (worth[1] / sizes[1]), *worth)
    ratio = log_ratio(a, b, *sizes)
    p = chance_of(g2)
    columns: dict[str, Any] = {
        "item": [items[place] for place in compared.tolist()],
        "n_target": a,
        "n_reference": b,
        "per_1000_target": 1000 * a / sizes[0],
        "per_1000_reference": 1000 * b / sizes[1],
        "n_documents": (target[:, compared] > 0).sum(axis=0),
        "g2": g2,
        "p": p,
        "q": false_discovery(p),
        "log_ratio": ratio,
        "percent_difference": percent_difference(a, b, *sizes),
    }
    table = pd.DataFrame(columns).assign(place=compared, less=ratio < 0)
    table = table.sort_values(["less", "g2", "item"], ascending=[True, False, True], kind="stable")
    if most is not None:
        kept = table.nlargest(most, "g2", keep="first").index
        table = table[table.index.isin(kept)]
    places = table["place"].to_numpy()
    n_target, n_reference = int((target_sizes > 0).sum()), int((reference_sizes > 0).sum())
    remark = why_no_interval(n_target, n_reference)
    low, high = _ratio_intervals(
        target[:, places], target_sizes, reference[:, places], reference_sizes, 0 if remark else n_resamples, seed
    )
    table = table.assign(log_ratio_low=low, log_ratio_high=high, remark=remark)
    return table[list(COMPARISON_COLUMNS)].astype(_WHOLE).reset_index(drop=True)


def _ratio_intervals(
    target: Numbers,
    target_sizes: Numbers,
    reference: Numbers,
    reference_sizes: Numbers,
    n_resamples: int,
    seed: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw documents again and give the bounds of each log ratio."""
    n_items = target.shape[1]
    if n_resamples < 1:
        return np.full(n_items, np.nan), np.full(n_items, np.nan)
    weights = _draw_within_sides(target_sizes > 0, reference_sizes > 0, n_resamples, seed)
    drawn = log_ratio(
        weights @ target,
        weights @ reference,
        (weights @ target_sizes)[:, None],
        (weights @ reference_sizes)[:, None],
    )
    # A draw without the item says that there is no difference; left out, one document would look like many.
    drawn = np.where(weights @ target + weights @ reference == 0, 0.0, drawn)
    level = _level_of(min(int((target_sizes > 0).sum()), int((reference_sizes > 0).sum())))
    bounds = [interval(drawn[:, place], level) for place in range(n_items)]
    return np.array([low for low, _ in bounds]), np.array([high for _, high in bounds])


def _draw_within_sides(
    in_target: NDArray[np.bool_], in_reference: NDArray[np.bool_], n_resamples: int, seed: int
) -> Numbers:
    """Draw documents with and without a target part apart, as many in every resample, shape (n_resamples, documents).

    A resample then never lacks the target, which would leave its variance out.
    """
    random = np.random.default_rng(seed)
    weights = np.zeros((n_resamples, len(in_target)))
    for side in (in_target, in_reference & ~in_target):
        n = int(side.sum())
        if n:
            # One fewer: of n the variance would be too small by 1 / n, which of few documents is much.
            drawn = max(n - 1, 1)
            weights[:, side] = random.multinomial(drawn, np.full(n, 1 / n), size=n_resamples) * (n / drawn)
    return weights


def _level_of(n_documents: int) -> float:
    """Give the level of percentiles that are as wide as those of Student's t with so many documents."""
    from scipy.stats import norm, t

    return float(1 - 2 * norm.sf(t.isf((1 - LEVEL) / 2, n_documents - 1)))


def why_no_interval(n_target: int, n_reference: int) -> str:
    """Say in Dutch which part has too few documents for an interval; empty when neither has."""
    if min(n_target, n_reference) >= FEWEST_DOCUMENTS:
        return ""
    n, where = (n_target, "hier") if n_target < FEWEST_DOCUMENTS else (n_reference, "om mee te vergelijken")
    documents = "document" if n == 1 else "documenten"
    return f"geen interval: maar {n} {documents} {where}, minstens {FEWEST_DOCUMENTS} nodig; q zegt dan weinig"


def stretches(sizes: Numbers) -> Numbers:
    """Give by how much each document must be stretched to have the mean length, shape (documents,).

    All together then stay as long as they are. Empty documents stay empty.
    """
    filled = sizes > 0
    mean = float(sizes[filled].mean()) if filled.any() else 0.0
    return np.divide(mean, sizes, out=np.zeros(sizes.shape), where=filled)


def effective_size(sizes: Numbers, weights: Numbers) -> float:
    """Tell how many words of weight 1 give as sure a rate as these: (Σw)² / Σw² over all words (Kish, 1965).

    Parameters
    ----------
    sizes : ndarray of float64, shape (documents,)
        Running words (or sentences) of each document.
    weights : ndarray of float64, shape (documents,)
        What each of its words counts for.

    Returns
    -------
    float
        As many as there are when all weigh the same, else less; 0 when there are none.
    """
    squares = float((sizes * weights**2).sum())
    return float((sizes * weights).sum()) ** 2 / squares if squares > 0 else 0.0


def count_matrix(lists: Sequence[Sequence[str]], items: Sequence[str]) -> Numbers:
    """Count items in lists of words, shape (lists, items); other words are not counted."""
    column = {item: place for place, item in enumerate(items)}
    counts = np.zeros((len(lists), len(items)))
    for row, words in enumerate(lists):
        for word in words:
            place = column.get(word)
            if place is not None:
                counts[row, place] += 1
    return counts
