"""What chance alone would give, when documents keep their length and their number of codes."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.close_reading.statistics import Numbers
from praktijkkennis.close_reading.theme_matrix import ThemeMatrix

N_PERMUTATIONS = 2000
"""Permutations when nothing else is asked; the smallest p-value is then 0.0005."""

_TRADES_PER_THEME = 5
_SLACK = 1e-7


def exact_overlap(both: int, first: Numbers, second: Numbers, sizes: NDArray[np.int64]) -> tuple[float, float]:
    """Spread two themes over the sentences of each document at random, and tell how often they meet.

    The overlap within a document is hypergeometric; over documents these are added up exactly. It is the exact form of
    the test of Cochran, Mantel and Haenszel with documents as strata.

    Parameters
    ----------
    both : int
        Sentences with both themes, in all.
    first, second : ndarray, shape (documents,)
        Sentences of each document with either theme.
    sizes : ndarray of int64, shape (documents,)
        Sentences of each document.

    Returns
    -------
    expected, p : float
        Mean overlap, and the chance (two-sided) of one at most as likely as what was found.
    """
    from scipy.stats import hypergeom

    places = np.flatnonzero((first > 0) & (second > 0))
    chances = np.ones(1)
    least = 0
    for place in places.tolist():
        n, a, b = int(sizes[place]), int(first[place]), int(second[place])
        low, high = max(0, a + b - n), min(a, b)
        chances = np.convolve(chances, hypergeom.pmf(np.arange(low, high + 1), n, a, b))
        least += low
    expected = float((first[places] * second[places] / sizes[places]).sum())
    if not least <= both < least + len(chances):
        raise ValueError("the overlap does not fit with the numbers of sentences")
    likely = chances <= chances[both - least] * (1 + _SLACK)
    return expected, float(min(chances[likely].sum(), 1.0))


def within_documents(
    matrix: ThemeMatrix, values: Numbers, weights: Numbers, distance: int, n_permutations: int, seed: int
) -> tuple[Numbers, Numbers]:
    """Count meetings of themes, as they are and with one of the two moved within its document.

    With a distance of 0 sentences are put in any order. Otherwise they are turned round as on a ring, so that runs of a
    theme stay runs and neighbours do not become evidence by themselves.

    Parameters
    ----------
    matrix : ThemeMatrix
        Tells which sentences are of one document.
    values : ndarray, shape (sentences, themes)
        What counts.
    weights : ndarray, shape (sentences,)
        How much a meeting counts; the same for all sentences of a document.
    distance : int
        How many sentences apart still meets.
    n_permutations, seed : int
        How often, and with which generator.

    Returns
    -------
    observed : ndarray, shape (themes, themes)
    drawn : ndarray, shape (n_permutations, themes, themes)
    """
    near = reach_of(matrix, values, distance) * weights[:, None]
    random = np.random.default_rng(seed)
    drawn = np.zeros((n_permutations, values.shape[1], values.shape[1]))
    for number in range(n_permutations):
        order = turned(matrix, random) if distance else shuffled(matrix, random)
        drawn[number] = near.T @ values[order]
    return near.T @ values, drawn


def shuffled(matrix: ThemeMatrix, random: np.random.Generator) -> NDArray[np.int64]:
    """Give an order of sentences in which every document keeps its own."""
    found: NDArray[np.int64] = np.lexsort((random.random(len(matrix.documents)), matrix.documents))
    return found


def turned(matrix: ThemeMatrix, random: np.random.Generator) -> NDArray[np.int64]:
    """Give an order of sentences in which every document begins at another of its own and goes round."""
    sizes = matrix.lengths[matrix.documents]
    firsts = (np.cumsum(matrix.lengths) - matrix.lengths)[matrix.documents]
    shifts = random.integers(0, np.maximum(matrix.lengths, 1))[matrix.documents]
    found: NDArray[np.int64] = firsts + (np.arange(len(sizes)) - firsts + shifts) % sizes
    return found


def reach_of(matrix: ThemeMatrix, values: Numbers, distance: int) -> Numbers:
    """Add to every sentence the values of those at most so far away in the same document."""
    near = values.copy()
    for step in range(1, distance + 1):
        same = matrix.documents[step:] == matrix.documents[:-step]
        near[step:][same] += values[:-step][same]
        near[:-step][same] += values[step:][same]
    return near


def fixed_margins(given: Numbers, n_permutations: int, seed: int) -> Numbers:
    """Shuffle which document has which theme, every document and every theme keeping its number.

    Curveball trades (Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz, 2014): two themes pool the documents that
    only one of them has, and deal these out again.

    Parameters
    ----------
    given : ndarray, shape (documents, themes)
        1 where a document has a theme, else 0.
    n_permutations, seed : int
        How many matrices, and with which generator.

    Returns
    -------
    ndarray, shape (n_permutations, themes, themes)
        How many documents any two themes share, in each.
    """
    random = np.random.default_rng(seed)
    rows = given.T.astype(bool)
    n_themes = len(rows)
    drawn = np.zeros((n_permutations, n_themes, n_themes))
    pairs = list(combinations(range(n_themes), 2))
    if not pairs:
        return drawn
    trades = _TRADES_PER_THEME * n_themes
    # The first rounds are thrown away: they still look like what was given.
    for number in range(-10, n_permutations):
        for chosen in random.integers(0, len(pairs), size=trades).tolist():
            first, second = pairs[chosen]
            differ = np.flatnonzero(rows[first] != rows[second])
            n_first = int(rows[first, differ].sum())
            if 0 < n_first < len(differ):
                mixed = random.permutation(differ)
                rows[first, differ], rows[second, differ] = False, True
                rows[first, mixed[:n_first]], rows[second, mixed[:n_first]] = True, False
        if number >= 0:
            whole = rows.astype(np.float64)
            drawn[number] = whole @ whole.T
    return drawn


def two_sided(observed: float, drawn: Numbers) -> float:
    """P-value of permutations: twice the smaller tail, the observed one counted in (Phipson & Smyth, 2010)."""
    n = len(drawn) + 1
    upper = (int((drawn >= observed - _SLACK).sum()) + 1) / n
    lower = (int((drawn <= observed + _SLACK).sum()) + 1) / n
    return min(1.0, 2 * min(upper, lower))
