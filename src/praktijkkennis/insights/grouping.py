"""Passages that say the same gathered into groups, by the likeness of their embeddings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Vectors

_MAX_AT_ONCE = 2500


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
