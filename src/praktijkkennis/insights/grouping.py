"""Passages that say the same gathered into groups, by the likeness of their embeddings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Vectors

_MIDDLE_ABOVE = 0.06
_COMPANY = 0.001
_BESIDE_BELOW = 0.01
_MAX_AT_ONCE = 2500
_MOST_SOURCES = 4
_LEAST_WORTH = 0.2
_DIGITS = 6


def group_passages(vectors: Vectors, likeness: float, seed: int = 0) -> NDArray[np.int64]:
    """Group passages so that the members of a group are on average at least so much alike.

    Average-linkage agglomerative clustering on cosine distance (Sokal & Michener, 1958). It needs no number of groups,
    leaves a passage alone that is like no other, and gives the same groups in whatever order the passages come. Above a
    few thousand passages these are first divided by k-means, since the distances of all pairs would not fit.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Rows of unit length.
    likeness : float
        Least average cosine within a group.
    seed : int
        For the division of large sets.

    Returns
    -------
    ndarray of int64, shape (n,)
        Group of each passage, numbered by first appearance.
    """
    if len(vectors) == 0:
        return np.zeros(0, dtype=np.int64)
    # Ties are broken, and k-means begins, by position: a fixed order makes that the same for the same passages.
    fixed = np.array(sorted(range(len(vectors)), key=lambda row: vectors[row].tobytes()))
    parts = _divide(vectors[fixed], seed)
    labels = np.zeros(len(vectors), dtype=np.int64)
    taken = 0
    for part in np.unique(parts):
        members = fixed[parts == part]
        found = _agglomerate(vectors[members], likeness)
        labels[members] = found + taken
        taken += int(found.max()) + 1
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    order = np.argsort(np.argsort(first))
    renumbered: NDArray[np.int64] = order[inverse].astype(np.int64)
    return renumbered


def split_around(
    vectors: Vectors,
    sources: Sequence[str],
    worth: NDArray[np.float64],
    likeness: float,
    surety: NDArray[np.float64] | None = None,
) -> list[list[int]]:
    """Split a group into parts, each around one passage that others say in their own words.

    The average over a large group hides chains: the first is like the second, the second like the third, and nothing
    holds the first and the third together. So the passage to which others of different sources are most alike gathers
    these around it, as in the star algorithm of Aslam, Pelekhov & Rus (2004); then the next, until nobody has company.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Of one group; rows of unit length.
    sources : sequence of str
        Who says each: only other sources count for the middle.
    worth : ndarray of float64, shape (n,)
        How fit each is to be the middle, at least 0.
    likeness : float
        Least average cosine within the group. With its middle a passage has more (:func:`near_middle`); or it has some
        worth of its own and, on average, about as much with all that is near the middle.
    surety : ndarray of float64, shape (n,), optional
        Probability that each is about the theme at all, 0..1; one that may not be has to be nearer to the middle
        (:func:`weighed`). All are sure when not given.

    Returns
    -------
    list of list of int
        Every row once. The middle of a part comes first; rows without company are parts of one.
    """
    near, beside = near_middle(likeness), likeness - _BESIDE_BELOW
    cosines = cosines_of(vectors)
    weighted = cosines if surety is None else weighed(cosines, surety)
    left = list(range(len(vectors)))
    parts: list[list[int]] = []
    while left:
        support = {row: _support(agreement(weighted, sources, row, left, near)) * worth[row] for row in left}
        middle = max(left, key=lambda row: (round(support[row], _DIGITS), -row))
        if support[middle] <= 0.0:
            break
        around = [middle, *(row for row in left if row != middle and weighted[row, middle] >= near)]
        beside_it = [
            row
            for row in left
            if row not in around and worth[row] >= _LEAST_WORTH and cosines[row, around].mean() >= beside
        ]
        parts.append([*around, *beside_it])
        left = [row for row in left if row not in parts[-1]]
    return [*parts, *([row] for row in left)]


def near_middle(likeness: float) -> float:
    """Give the least cosine with the middle of a part, for the least average within its group."""
    return min(likeness + _MIDDLE_ABOVE, (1.0 + likeness) / 2)


def _support(nearest: NDArray[np.float64]) -> float:
    # Company is company, also where a reader asked for groups of what is hardly alike.
    return float((nearest.clip(0.0) + _COMPANY).sum())


def cosines_of(vectors: Vectors) -> NDArray[np.float64]:
    """Give all cosines, rounded so that the last bits of a machine do not choose between two that are as good."""
    found: NDArray[np.float64] = np.round(vectors.astype(np.float64) @ vectors.astype(np.float64).T, _DIGITS)
    return found


def weighed(cosines: NDArray[np.float64], surety: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give cosines, less where it is not sure that both passages are about the theme.

    What is alike counts by the geometric mean of both probabilities; what is unlike does not become less so.
    """
    both = np.sqrt(np.outer(surety, surety)).astype(np.float64)
    found: NDArray[np.float64] = np.minimum(cosines, 0.0) + np.maximum(cosines, 0.0) * both
    return found.round(_DIGITS)


def agreement(
    cosines: NDArray[np.float64], sources: Sequence[str], row: int, among: Sequence[int], least: float = -1.0
) -> NDArray[np.float64]:
    """Give how alike a passage is to what the few sources say that come nearest, each by its nearest passage.

    Parameters
    ----------
    cosines : ndarray of float64, shape (n, n)
        Of all pairs.
    sources : sequence of str
        Who says each; that of ``row`` does not count.
    row : int
        The passage.
    among : sequence of int
        Passages that count.
    least : float
        Least cosine that counts.

    Returns
    -------
    ndarray of float64, shape (at most 4,)
        Highest first.
    """
    nearest: dict[str, float] = {}
    for other in among:
        if sources[other] != sources[row] and cosines[row, other] >= least:
            nearest[sources[other]] = max(nearest.get(sources[other], -1.0), float(cosines[row, other]))
    return np.array(sorted(nearest.values(), reverse=True)[:_MOST_SOURCES])


def _divide(vectors: Vectors, seed: int) -> NDArray[np.int64]:
    n_parts = -(-len(vectors) // _MAX_AT_ONCE)
    if n_parts == 1:
        return np.zeros(len(vectors), dtype=np.int64)
    from sklearn.cluster import MiniBatchKMeans

    model = MiniBatchKMeans(n_clusters=2 * n_parts, random_state=seed, n_init=3)
    parts: NDArray[np.int64] = model.fit_predict(vectors).astype(np.int64)
    return parts


def _agglomerate(vectors: Vectors, likeness: float) -> NDArray[np.int64]:
    if len(vectors) == 1:
        return np.zeros(1, dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distances = np.clip(1.0 - vectors.astype(np.float64) @ vectors.astype(np.float64).T, 0.0, 2.0)
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), method="average")
    labels: NDArray[np.int64] = fcluster(tree, t=1.0 - likeness, criterion="distance").astype(np.int64) - 1
    return labels
