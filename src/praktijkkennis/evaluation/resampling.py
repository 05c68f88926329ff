"""Intervals by drawing whole documents again: sentences of one document are not independent.

Every figure of this package is a function of counts that add up over documents. A resample is then a row of weights,
one a document, and a thousand figures are one matrix product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

Figure = Callable[[Numbers], Numbers]
"""From summed terms, shape (..., terms), to a figure, shape (...); nan where it is not defined."""

N_RESAMPLES = 1000
"""Resamples when nothing else is asked."""

FEWEST_DOCUMENTS = 5
"""Documents below which a comparison gives no interval: how much these differ cannot be told."""

LEVEL = 0.95
"""Coverage that the intervals aim at."""

_LEAST_DEFINED = 0.5


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval; nan where it cannot be told.

    Parameters
    ----------
    value : float
        Over all documents.
    low, high : float
        Bounds of the interval.
    """

    value: float
    low: float
    high: float

    def columns(self, name: str) -> dict[str, float]:
        """Give the columns of a table: ``name``, ``name_low`` and ``name_high``."""
        return {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}


@lru_cache(maxsize=16)
def resample_weights(n_documents: int, n_resamples: int = N_RESAMPLES, seed: int = 0) -> Numbers:
    """Draw documents with replacement.

    Parameters
    ----------
    n_documents : int
        How many there are, and how many are drawn each time.
    n_resamples : int
        How often.
    seed : int
        Of the generator; the same weights come back for the same arguments.

    Returns
    -------
    ndarray of float64, shape (n_resamples, n_documents)
        How often each document was drawn; not to be written to.
    """
    shares = np.full(n_documents, 1.0 / max(n_documents, 1))
    weights = np.random.default_rng(seed).multinomial(n_documents, shares, size=n_resamples).astype(np.float64)
    weights.setflags(write=False)
    return weights


def numbered(documents: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """Number the documents that units are of from 0 on, and count them."""
    numbers = np.unique(documents, return_inverse=True)[1] if len(documents) else documents
    return numbers, int(numbers.max(initial=-1)) + 1


def sum_by_document(terms: NDArray[np.generic], documents: NDArray[np.int64], n_documents: int) -> Numbers:
    """Add the terms of the units of each document.

    Parameters
    ----------
    terms : ndarray, shape (units, terms)
    documents : ndarray of int64, shape (units,)
        Number of the document of each unit.
    n_documents : int
        One more than the largest number that can occur.

    Returns
    -------
    ndarray of float64, shape (n_documents, terms)
    """
    columns = [np.bincount(documents, weights=column, minlength=n_documents) for column in terms.T]
    return np.stack(columns, axis=1) if columns else np.zeros((n_documents, 0))


def estimate(by_document: Numbers, figure: Figure, n_resamples: int = N_RESAMPLES, seed: int = 0) -> Estimate:
    """Give a figure over all documents with its percentile bootstrap interval (Efron & Tibshirani, 1993, ch. 13).

    Parameters
    ----------
    by_document : ndarray of float64, shape (documents, terms)
        Summed terms of each document.
    figure : callable
        Makes the figure of summed terms.
    n_resamples : int
        0 for no interval.
    seed : int
        Of the generator.

    Returns
    -------
    Estimate
        Without interval when there are fewer than two documents, or when the figure is not defined in half of the
        resamples.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        value = float(figure(by_document.sum(axis=0)))
        drawn = resampled(by_document, figure, n_resamples, seed)
    low, high = interval(drawn)
    return Estimate(value, low, high)


def resampled(by_document: Numbers, figure: Figure, n_resamples: int = N_RESAMPLES, seed: int = 0) -> Numbers:
    """Give the figure in every resample, shape (n_resamples,); empty when there are fewer than two documents."""
    if len(by_document) < 2 or n_resamples < 1:
        return np.zeros(0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return figure(resample_weights(len(by_document), n_resamples, seed) @ by_document)


def why_no_intervals(n_documents: int) -> str:
    """Say in Dutch that there are too few documents for intervals; empty when there are enough."""
    if n_documents >= FEWEST_DOCUMENTS:
        return ""
    documents = "document" if n_documents == 1 else "documenten"
    return f"geen intervallen: maar {n_documents} {documents}, minstens {FEWEST_DOCUMENTS} nodig"


def interval(drawn: Numbers, level: float = LEVEL) -> tuple[float, float]:
    """Bounds between which the middle ``level`` of the resamples lies; nan when too few of them are defined."""
    defined = drawn[~np.isnan(drawn)]
    if not len(defined) or len(defined) < _LEAST_DEFINED * len(drawn):
        return float("nan"), float("nan")
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
