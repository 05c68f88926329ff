"""The measures of corpus linguistics, over arrays of counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]

_INSTEAD_OF_NONE = 0.5


def log_likelihood(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> Numbers:
    """Log-likelihood ratio G² of a two by two table (Dunning, 1993, *Computational Linguistics* 19).

    Parameters
    ----------
    target, reference : array_like
        How often something stands in either part.
    target_size, reference_size : array_like
        How many running words (or sentences) either part has.

    Returns
    -------
    ndarray of float64
        Never negative; chi-squared with one degree of freedom when there is no difference and words are independent.
    """
    from scipy.special import xlogy

    a, b, n1, n2 = (np.asarray(one, dtype=np.float64) for one in (target, reference, target_size, reference_size))
    cells = np.stack(np.broadcast_arrays(a, b, n1 - a, n2 - b))
    total, rows = n1 + n2, a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.stack(
            np.broadcast_arrays(
                n1 * rows / total, n2 * rows / total, n1 * (total - rows) / total, n2 * (total - rows) / total
            )
        )
        ratios = np.where(cells > 0, cells / expected, 1.0)
    found: Numbers = 2 * xlogy(cells, ratios).sum(axis=0)
    return np.maximum(found, 0.0)


def chance_of(g2: ArrayLike) -> Numbers:
    """P-value of G² with one degree of freedom."""
    from scipy.special import chdtrc

    found: Numbers = np.asarray(chdtrc(1, np.asarray(g2, dtype=np.float64)), dtype=np.float64)
    return found


def log_ratio(target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike) -> Numbers:
    """Binary logarithm of the ratio of relative frequencies (Hardie, 2014, *Log Ratio*).

    1 is twice as often, 2 four times, -1 half as often. Where something does not occur at all it counts half a time.
    """
    a, b, n1, n2 = (np.asarray(one, dtype=np.float64) for one in (target, reference, target_size, reference_size))
    with np.errstate(divide="ignore", invalid="ignore"):
        one = np.where(a > 0, a, _INSTEAD_OF_NONE) / n1
        other = np.where(b > 0, b, _INSTEAD_OF_NONE) / n2
        found: Numbers = np.log2(one / other)
    return np.where((a + b > 0) & (n1 > 0) & (n2 > 0), found, np.nan)


def percent_difference(
    target: ArrayLike, reference: ArrayLike, target_size: ArrayLike, reference_size: ArrayLike
) -> Numbers:
    """%DIFF (Gabrielatos & Marchi, 2011): by how many per cent the relative frequency is higher; inf where new."""
    a, b, n1, n2 = (np.asarray(one, dtype=np.float64) for one in (target, reference, target_size, reference_size))
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = a / n1, b / n2
        found: Numbers = (one - other) / other * 100
    return found


def log_dice(both: ArrayLike, node: ArrayLike, word: ArrayLike) -> Numbers:
    """LogDice (Rychlý, 2008): 14 + log2 of the Dice coefficient; does not depend on the corpus size.

    At most 14 for pairs; a word that stands near the node more than once each time can pass it.

    Parameters
    ----------
    both : array_like
        How often the word stands near the node.
    node, word : array_like
        How often either occurs in all.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Numbers = 14 + np.log2(
            2 * np.asarray(both, dtype=np.float64) / (np.asarray(node) + np.asarray(word, dtype=np.float64))
        )
    return found


def false_discovery(p: ArrayLike) -> Numbers:
    """Q-values: p-values corrected for their number (Benjamini & Hochberg, 1995); nan stays nan and does not count."""
    from scipy.stats import false_discovery_control

    values = np.asarray(p, dtype=np.float64)
    found = np.full(values.shape, np.nan)
    known = ~np.isnan(values)
    if known.any():
        found[known] = false_discovery_control(np.clip(values[known], 0.0, 1.0))
    return found


def deviation_of_proportions(counts: ArrayLike, sizes: ArrayLike) -> tuple[float, float]:
    """DP and its normalised form (Gries, 2008, *IJCL* 13; Lijffijt & Gries, 2012, *IJCL* 17).

    Parameters
    ----------
    counts : array_like, shape (parts,)
        How often something stands in each part of the corpus.
    sizes : array_like, shape (parts,)
        How large each part is.

    Returns
    -------
    dp, dp_norm : float
        0 when it is spread exactly as the sizes of the parts, towards 1 when it stands in one small part only; nan when
        it does not occur, and ``dp_norm`` when there is one part.
    """
    found, expected = np.asarray(counts, dtype=np.float64), np.asarray(sizes, dtype=np.float64)
    if found.sum() <= 0 or expected.sum() <= 0:
        return float("nan"), float("nan")
    expected = expected / expected.sum()
    dp = float(np.abs(found / found.sum() - expected).sum() / 2)
    room = 1 - float(expected[expected > 0].min())
    return dp, dp / room if room > 0 else float("nan")
