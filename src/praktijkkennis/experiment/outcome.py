"""What one variant gave: predictions, counts of every document, and figures with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.evaluation.resampling import Figure, Numbers, interval, resample_weights
from praktijkkennis.experiment.measures import figures_of

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a method gave with one seed.

    Parameters
    ----------
    predictions : pandas.DataFrame
        A row a code, passage or word; the columns are those of the kind of experiment.
    documents : tuple of str
        The documents judged; for the Dutch pipeline the sentences.
    columns : tuple of str
        Names of what is counted.
    terms : ndarray of float64, shape (documents, columns)
        Counts that add up over documents.
    whole : mapping of str to float
        Measures of the corpus as a whole, which do not add up and get no interval.
    notes : tuple of str
        What somebody who reads the figures must know, in Dutch.
    """

    predictions: DataFrame
    documents: tuple[str, ...]
    columns: tuple[str, ...]
    terms: NDArray[np.float64]
    whole: Mapping[str, float]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class VariantResult:
    """What a variant gave with all its seeds.

    Parameters
    ----------
    experiment, variant, kind : str
        What it is a result of.
    seeds : tuple of int
        In the order of ``terms``.
    predictions : pandas.DataFrame
        Those of all seeds, with a column ``seed``.
    documents, columns : tuple of str
        As of :class:`Outcome`.
    terms : ndarray of float64, shape (seeds, documents, columns)
    whole : mapping of str to float
        Means over the seeds.
    notes : tuple of str
        As of :class:`Outcome`.
    spread : mapping of str to float
        Standard deviation of every measure over the seeds; empty where there is one.
    """

    experiment: str
    variant: str
    kind: str
    seeds: tuple[int, ...]
    predictions: DataFrame
    documents: tuple[str, ...]
    columns: tuple[str, ...]
    terms: NDArray[np.float64]
    whole: Mapping[str, float]
    notes: tuple[str, ...] = ()
    spread: Mapping[str, float] = field(default_factory=dict)

    @property
    def figures(self) -> dict[str, Figure]:
        """How each measure is made of summed counts."""
        return figures_of(self.kind, self.columns)

    def estimates(self, n_resamples: int) -> dict[str, tuple[float, float, float]]:
        """Give every measure with the bounds of its 95 % bootstrap interval over documents, nan where there are none.

        With several seeds a measure is the mean over these, in every resample too: the interval is that of other
        documents, not of other seeds.
        """
        found = {}
        with np.errstate(invalid="ignore", divide="ignore"):
            for name, figure in self.figures.items():
                value = mean_over_seeds(figure, self.terms.sum(axis=1))
                low, high = interval(resampled_mean(figure, self.terms, n_resamples))
                found[name] = (value, low, high)
        nan = float("nan")
        return found | {name: (value, nan, nan) for name, value in self.whole.items()}


def mean_over_seeds(figure: Figure, sums: Numbers) -> float:
    """Mean of a figure over seeds, given sums of shape (seeds, columns)."""
    return float(np.mean(figure(sums)))


def resampled_mean(figure: Figure, terms: Numbers, n_resamples: int) -> Numbers:
    """Give the mean over seeds in every resample of documents, shape (n_resamples,).

    Parameters
    ----------
    figure : callable
        Makes a figure of summed counts.
    terms : ndarray of float64, shape (seeds, documents, columns)
    n_resamples : int
        How often documents are drawn again; the same draws come back for as many documents.
    """
    if terms.shape[1] < 2 or n_resamples < 1:
        return np.zeros(0)
    weights = resample_weights(terms.shape[1], n_resamples)
    found: Numbers = np.mean([figure(weights @ one) for one in terms], axis=0)
    return found


def spread_over_seeds(kind: str, outcomes: Sequence[Outcome], digits: int) -> dict[str, float]:
    """Give the standard deviation of every measure over seeds; nothing where there is one seed.

    Parameters
    ----------
    kind : str
        Kind of experiment.
    outcomes : sequence of Outcome
        One a seed.
    digits : int
        To round to.
    """
    if len(outcomes) < 2:
        return {}
    sums = np.stack([one.terms.sum(axis=0) for one in outcomes])
    with np.errstate(invalid="ignore", divide="ignore"):
        each = {name: figure(sums) for name, figure in figures_of(kind, outcomes[0].columns).items()}
    each |= {name: np.array([one.whole[name] for one in outcomes]) for name in outcomes[0].whole}
    found = {name: round(float(np.std(values, ddof=1)), digits) for name, values in each.items()}
    return {name: value for name, value in found.items() if value == value}
