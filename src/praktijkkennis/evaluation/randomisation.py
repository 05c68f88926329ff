"""Whether one method is better than another on the same documents, or the difference could be chance.

Approximate randomisation (Noreen, 1989, *Computer-Intensive Methods for Testing Hypotheses*; for language technology
Yeh, 2000): if both methods were equally good, it would make no difference whose results a document gets. It asks
nothing of the distribution, and fits measures such as F1 that are no means of documents.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from praktijkkennis.evaluation.resampling import Figure, Numbers

N_TRIALS = 9999
"""Exchanges when nothing else is asked; the least p is then 0.0001."""

_AT_ONCE = 500
_LEAST_DEFINED = 0.5
_NOISE = 1e-12


def approximate_randomisation(
    first: Numbers, second: Numbers, figure: Figure, n_trials: int = N_TRIALS, seed: int = 0
) -> float:
    """Give the chance of a difference at least as large if documents were exchanged between methods by lot.

    Parameters
    ----------
    first, second : ndarray of float64, shape (seeds, documents, terms)
        Counts of the same documents by either method; the figure of a method is the mean over its seeds, of which the
        two need not have as many. The terms are the same.
    figure : callable
        Makes the figure of summed terms.
    n_trials : int
        How often to exchange.
    seed : int
        Of the generator.

    Returns
    -------
    float
        Two-sided p, (hits + 1) / (defined exchanges + 1); nan without documents, where the figure is not defined, and
        where it is not in more than half of the exchanges: a method that codes little may be left without any code.

    Raises
    ------
    ValueError
        When the two are not of the same documents and terms.
    """
    if first.shape[1:] != second.shape[1:]:
        raise ValueError(f"the same documents and terms are expected, not {first.shape} and {second.shape}")
    n_documents = first.shape[1]
    if not n_documents:
        return float("nan")
    n_seeds = np.lcm(len(first), len(second))
    one, other = (np.repeat(terms, n_seeds // len(terms), axis=0) for terms in (first, second))
    swing, sums_one, sums_other = other - one, one.sum(axis=1), other.sum(axis=1)
    random = np.random.default_rng(seed)
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = abs(float(figure(sums_one).mean() - figure(sums_other).mean()))
        if np.isnan(seen):
            return float("nan")
        hits = n_done = n_defined = 0
        while n_done < n_trials:
            exchanged = random.integers(0, 2, size=(min(_AT_ONCE, n_trials - n_done), n_documents)).astype(np.float64)
            moved = np.einsum("td,sdk->tsk", exchanged, swing)
            drawn = figure(sums_one + moved).mean(axis=1) - figure(sums_other - moved).mean(axis=1)
            # The same exchange may add up to a hair less in another order.
            hits += int((np.abs(drawn) >= seen - _NOISE).sum())
            n_defined += int((~np.isnan(drawn)).sum())
            n_done += len(exchanged)
    return (hits + 1) / (n_defined + 1) if n_defined >= _LEAST_DEFINED * n_trials else float("nan")


def holm(values: Sequence[float]) -> list[float]:
    """Adjust p-values of several comparisons (Holm, 1979); nan stays nan and does not count.

    Parameters
    ----------
    values : sequence of float
        One p a comparison.

    Returns
    -------
    list of float
        In the same order.
    """
    known = sorted((value, place) for place, value in enumerate(values) if not np.isnan(value))
    adjusted, highest = [float("nan")] * len(values), 0.0
    for rank, (value, place) in enumerate(known):
        highest = max(highest, min(1.0, value * (len(known) - rank)))
        adjusted[place] = highest
    return adjusted
