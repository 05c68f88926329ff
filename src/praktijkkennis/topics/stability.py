"""Stability: whether a topic comes back when the model is fitted again, with chance or corpus a little different.

Overlap by itself can be won by lot: one heap with nearly all passages comes back whatever is in it. So there is a
second figure for all topics together, from which what lots give is taken off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.engines.protocol import Assignment, Engine, Material, strongest

FRAGILE = 0.5
"""A topic that comes back with a mean Jaccard below this is fragile: most of the time it dissolves (Hennig, 2007)."""

_REFITS = ((2500, 5), (6000, 2))
_SUBSAMPLE = 0.8
_FEWEST_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class Stability:
    """How stable topics are.

    Parameters
    ----------
    refits, subsamples : ndarray of float64, shape (n_topics,)
        Mean Jaccard overlap of each topic with the topic matched to it, when fitted again on all passages by another
        seed, and on a part of the documents; NaN where it was not tried.
    beyond : float
        Mean :func:`beyond_chance` over all those fits; NaN when none was tried.
    """

    refits: NDArray[np.float64]
    subsamples: NDArray[np.float64]
    beyond: float = float("nan")

    @property
    def topics(self) -> NDArray[np.float64]:
        """Mean of both, leaving out what was not tried; NaN where neither was."""
        both = np.stack([self.refits, self.subsamples])
        tried = ~np.isnan(both)
        totals = np.where(tried, both, 0.0).sum(axis=0)
        mean: NDArray[np.float64] = np.divide(
            totals, tried.sum(axis=0), out=np.full(both.shape[1], np.nan), where=tried.any(axis=0)
        )
        return mean


def refits_by_size(n_passages: int, engine: str) -> int:
    """Give how often to fit again, half of it on subsamples, so that it does not take too long."""
    refits = 2 * next((refits for size, refits in _REFITS if n_passages <= size), 1)
    if engine == "bertopic":
        # UMAP takes half a minute for ten thousand passages, each time.
        return min(refits, 4) if n_passages <= _REFITS[-1][0] else 0
    return refits


def measure_stability(
    engine: Engine, assignment: Assignment, material: Material, n_refits: int, n_subsamples: int, seed: int = 0
) -> Stability:
    """Fit an engine again and again, and match the topics.

    Parameters
    ----------
    engine : Engine
        The fitted engine; it is not altered.
    assignment : Assignment
        What it found.
    material : Material
        What it was fitted on.
    n_refits, n_subsamples : int
        How often to fit on all passages by another seed, and on four fifths of the documents (of the passages when
        there are few documents).
    seed : int
        For the subsamples.

    Returns
    -------
    Stability
        Topics are matched one to one so that the sum of overlaps is greatest (Kuhn, 1955; Greene et al., 2014).
    """
    n_topics = assignment.weights.shape[1]
    everything = np.arange(len(material))
    refits = [_again(engine, assignment, material, everything, seed + 1 + turn) for turn in range(n_refits)]
    random = np.random.default_rng(seed)
    subsamples = [
        _again(engine, assignment, material, subsample(material.documents, random), seed) for _ in range(n_subsamples)
    ]
    turns = [*refits, *subsamples]
    beyond = sum(alike for _, alike in turns) / len(turns) if turns else float("nan")
    matched = [_mean([overlap for overlap, _ in some], n_topics) for some in (refits, subsamples)]
    return Stability(matched[0], matched[1], beyond)


def beyond_chance(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Tell how alike two divisions of the same passages are beyond what lots give.

    Parameters
    ----------
    one, other : ndarray of int64, shape (n_passages,)
        Topic of each passage; those without (-1) are a group too.

    Returns
    -------
    float
        The adjusted Rand index (Hubert & Arabie, 1985): 1 for the same division, 0 for what divisions with groups of
        these sizes get when passages are drawn into them by lot. 0 too when either has one group only: that comes back
        whatever is in it.
    """
    from sklearn.metrics import adjusted_rand_score

    if min(len(np.unique(one)), len(np.unique(other))) < 2:
        return 0.0
    return float(adjusted_rand_score(one, other))


def match_topics(one: NDArray[np.int64], other: NDArray[np.int64], n_topics: int) -> NDArray[np.float64]:
    """Match the topics of two divisions of the same passages.

    Parameters
    ----------
    one, other : ndarray of int64, shape (n_passages,)
        Topic of each passage, -1 for none.
    n_topics : int
        Number of topics of ``one``.

    Returns
    -------
    ndarray of float64, shape (n_topics,)
        Jaccard overlap of each topic of ``one`` with its match; 0 when it has none, NaN when it has no passage.
    """
    from scipy.optimize import linear_sum_assignment

    n_other = int(other.max(initial=-1)) + 1
    shared = np.zeros((n_topics, n_other))
    both = (one >= 0) & (other >= 0)
    np.add.at(shared, (one[both], other[both]), 1.0)
    sizes = np.bincount(one[one >= 0], minlength=n_topics).astype(float)
    other_sizes = np.bincount(other[other >= 0], minlength=n_other).astype(float)
    union = sizes[:, None] + other_sizes[None, :] - shared
    overlap = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    rows, columns = linear_sum_assignment(-overlap)
    matched = np.zeros(n_topics)
    matched[rows] = overlap[rows, columns]
    matched[sizes == 0] = np.nan
    return matched


def subsample(documents: NDArray[np.int64], random: np.random.Generator) -> NDArray[np.int64]:
    """Draw the passages of four fifths of the documents, or four fifths of the passages when there are few documents.

    Parameters
    ----------
    documents : ndarray of int64, shape (n_passages,)
        Document of each passage.
    random : numpy.random.Generator
        Draws.

    Returns
    -------
    ndarray of int64
        Rows, rising.
    """
    different = np.unique(documents)
    if len(different) < _FEWEST_DOCUMENTS:
        n_kept = max(1, round(_SUBSAMPLE * len(documents)))
        return np.sort(random.choice(len(documents), n_kept, replace=False))
    chosen = random.choice(different, round(_SUBSAMPLE * len(different)), replace=False)
    return np.flatnonzero(np.isin(documents, chosen))


def _again(
    engine: Engine, assignment: Assignment, material: Material, rows: NDArray[np.int64], seed: int
) -> tuple[NDArray[np.float64], float]:
    n_topics = assignment.weights.shape[1]
    found = strongest(engine.refitted(n_topics, seed).fit(material.rows(rows)).weights)
    before = assignment.topics[rows]
    return match_topics(before, found, n_topics), beyond_chance(before, found)


def _mean(turns: list[NDArray[np.float64]], n_topics: int) -> NDArray[np.float64]:
    if not turns:
        return np.full(n_topics, np.nan)
    values = np.stack(turns)
    tried = ~np.isnan(values)
    totals = np.where(tried, values, 0.0).sum(axis=0)
    mean: NDArray[np.float64] = np.divide(
        totals, tried.sum(axis=0), out=np.full(n_topics, np.nan), where=tried.any(axis=0)
    )
    return mean
