"""From log odds on sentences that were not learned from to probabilities and thresholds, with little to go by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SCALE_VARIANCE, _LEVEL_VARIANCE = 0.1, 1.0
_OWN_VARIANCE = 0.1
"""How far a theme may depart from what holds for all themes."""

_OWN_WEIGHT = 120.0
_COMMON_WEIGHT = 80.0
"""So many codings weigh as much for a threshold as what is known without them."""

_GRID = np.round(np.arange(0.06, 0.71, 0.01), 2)
_WINDOW = 7


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """``log odds = scale * log odds + level``, per theme; ndarrays of float64, shape (themes,)."""

    scale: NDArray[np.float64]
    level: NDArray[np.float64]

    def apply(self, log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
        """Calibrate log odds of shape (n, themes)."""
        calibrated: NDArray[np.float64] = self.scale * log_odds + self.level
        return calibrated


def as_it_is(n_themes: int) -> Calibration:
    """Give the calibration that leaves everything as it was."""
    return Calibration(np.ones(n_themes), np.zeros(n_themes))


def fit_calibration(
    log_odds: NDArray[np.float64], labels: NDArray[np.int8], firmness: NDArray[np.float64]
) -> Calibration:
    """Fit scale and level on held-out log odds (Platt, 1999), for all themes together and a little for each apart.

    Both are drawn to leaving things as they are, the more so the fewer codings there are.

    Parameters
    ----------
    log_odds : ndarray of float64, shape (n, themes)
        Of sentences that were not learned from.
    labels : ndarray of int8, shape (n, themes)
        1, 0, or -1 where not known.
    firmness : ndarray of float64, shape (themes,)
        How strongly each theme is drawn to leaving things as they are.
    """
    from scipy.optimize import minimize
    from threadpoolctl import threadpool_limits

    themes = labels.shape[1]
    known, target = (labels >= 0).astype(np.float64), (labels == 1).astype(np.float64)
    common = np.array([_SCALE_VARIANCE, _LEVEL_VARIANCE]) / firmness.mean()
    variances = np.concatenate([common, np.tile(_OWN_VARIANCE / firmness, 2)])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scale, level = 1.0 + flat[0] + flat[2 : 2 + themes], flat[1] + flat[2 + themes :]
        logits = scale * log_odds + level
        value = (known * (np.logaddexp(0.0, logits) - target * logits)).sum() + (flat**2 / variances).sum() / 2
        error = known * (1.0 / (1.0 + np.exp(-logits)) - target)
        by_scale, by_level = (error * log_odds).sum(axis=0), error.sum(axis=0)
        gradient = np.concatenate([[by_scale.sum(), by_level.sum()], by_scale, by_level]) + flat / variances
        return float(value), gradient

    with threadpool_limits(limits=1):
        found = minimize(loss, np.zeros(2 + 2 * themes), jac=True, method="L-BFGS-B").x
    return Calibration(np.maximum(0.05, 1.0 + found[0] + found[2 : 2 + themes]), found[1] + found[2 + themes :])


def choose_thresholds(
    probabilities: NDArray[np.float64],
    labels: NDArray[np.int8],
    before: NDArray[np.float64],
    firmness: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Choose for each theme the threshold of the best F1 on held-out probabilities.

    What suits a theme by itself is drawn to what suits all themes together, and that to the thresholds that were there
    before: with few codings the best threshold is mostly luck.

    Parameters
    ----------
    probabilities : ndarray of float64, shape (n, themes)
    labels : ndarray of int8, shape (n, themes)
        1, 0, or -1 where not known.
    before : ndarray of float64, shape (themes,)
    firmness : ndarray of float64, shape (themes,)
        How many times as many codings it takes to depart from those.

    Returns
    -------
    ndarray of float64, shape (themes,)
    """
    counts = (labels == 1).sum(axis=0)
    taught = np.flatnonzero(counts)
    if not len(taught):
        return before.copy()
    tables = np.array([f1_scores(probabilities >= limit, labels) for limit in _GRID])
    smooth = np.stack([_smoothed(tables[:, theme]) for theme in range(labels.shape[1])], axis=1)
    common = _GRID[smooth[:, taught].mean(axis=1).argmax()]
    own = _GRID[smooth.argmax(axis=0)]
    total = counts.sum()
    every, single = firmness * _COMMON_WEIGHT, firmness * _OWN_WEIGHT
    shared = (total * common + every * before) / (total + every)
    drawn = (counts * own + single * shared) / (counts + single)
    chosen: NDArray[np.float64] = np.where(counts > 0, drawn, before)
    return chosen


def f1_scores(predicted: NDArray[np.bool_], labels: NDArray[np.int8]) -> NDArray[np.float64]:
    """F1 per theme over the sentences whose label is known."""
    right = (predicted & (labels == 1)).sum(axis=0)
    found = (predicted & (labels >= 0)).sum(axis=0) + (labels == 1).sum(axis=0)
    scores: NDArray[np.float64] = 2.0 * right / np.maximum(1, found)
    return scores


def _smoothed(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Take a running mean, so that a lucky spike does not decide."""
    padded = np.pad(values, _WINDOW // 2, mode="edge")
    smooth: NDArray[np.float64] = np.convolve(padded, np.ones(_WINDOW) / _WINDOW, mode="valid")
    return smooth
