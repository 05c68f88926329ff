"""Diversity and redundancy: whether topics differ from each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np


def topic_diversity(topics: Sequence[Sequence[str]], n_terms: int = 10) -> float:
    """Share of different terms among the first terms of all topics (Dieng, Ruiz & Blei, 2020).

    Parameters
    ----------
    topics : sequence of sequence of str
        Terms of each topic, the best first.
    n_terms : int
        How many terms of each topic to look at.

    Returns
    -------
    float
        0..1; 1 when no term stands in two topics, NaN when there are no terms.
    """
    terms = [term for topic in topics for term in topic[:n_terms]]
    return len(set(terms)) / len(terms) if terms else float("nan")


def redundancy(topics: Sequence[Sequence[str]], n_terms: int = 10) -> float:
    """Mean Jaccard overlap of the first terms of every pair of topics.

    Parameters
    ----------
    topics : sequence of sequence of str
        Terms of each topic, the best first.
    n_terms : int
        How many terms of each topic to look at.

    Returns
    -------
    float
        0..1; 0 when no two topics share a term, NaN with fewer than two topics that have terms.
    """
    sets = [set(topic[:n_terms]) for topic in topics if topic]
    overlaps = [len(one & other) / len(one | other) for one, other in combinations(sets, 2)]
    return float(np.mean(overlaps)) if overlaps else float("nan")
