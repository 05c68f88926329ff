"""One dial between finding much and being sure, for taggers whose themes have thresholds of their own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

BALANCED = 0.5
"""Strictness at which every theme keeps its own threshold, that of the best F1."""

_LOOSEST, _STRICTEST = 0.05, 0.9


def strict_thresholds(thresholds: NDArray[np.float64], strictness: float) -> NDArray[np.float64]:
    """Move thresholds along the scale of probabilities.

    In between, log odds are interpolated. Since a threshold is a probability, it says what to expect where
    probabilities are calibrated: of the codes that just reach it, that share is right, of all others more.

    Parameters
    ----------
    thresholds : ndarray of float64, shape (themes,)
        Those of the best F1.
    strictness : float
        0 (every theme from a probability of 0.05) through 0.5 (as given) to 1 (from 0.9).

    Returns
    -------
    ndarray of float64, shape (themes,)
        Never falls when strictness rises.
    """
    if strictness == BALANCED:
        return thresholds.copy()
    share = abs(strictness - BALANCED) / BALANCED
    end = np.maximum(thresholds, _STRICTEST) if strictness > BALANCED else np.minimum(thresholds, _LOOSEST)
    moved = (1.0 - share) * _log_odds(thresholds) + share * _log_odds(end)
    chances: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-moved))
    return chances


def expected(
    probabilities: NDArray[np.float64], truth: NDArray[np.int8], thresholds: NDArray[np.float64]
) -> Mapping[str, float]:
    """Tell what thresholds do on sentences that were not learned from.

    Parameters
    ----------
    probabilities : ndarray of float64, shape (n, themes)
    truth : ndarray of int8, shape (n, themes)
        1, 0, or -1 where not known.
    thresholds : ndarray of float64, shape (themes,)

    Returns
    -------
    mapping of str to float
        ``precision`` (nan when nothing is coded) and ``recall`` over all themes together.
    """
    coded = (probabilities >= thresholds) & (truth >= 0)
    right, there = int((coded & (truth == 1)).sum()), int((truth == 1).sum())
    n_coded = int(coded.sum())
    return {
        "precision": right / n_coded if n_coded else float("nan"),
        "recall": right / there if there else float("nan"),
    }


def _log_odds(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    bounded = np.clip(chances, 1e-6, 1 - 1e-6)
    odds: NDArray[np.float64] = np.log(bounded / (1.0 - bounded))
    return odds
