"""What codings teach on top of a tagger that was there already.

The tagger that was there is the prior: every theme gets ``log odds = prior + coefficients · x + shift`` with ``x`` the
sentence in the whitened space. A ridge penalty draws coefficients and shift to nothing, so that a few codings bend the
prior a little and many may overrule it: logistic regression with an offset, the estimate of highest posterior
probability under a normal prior around the old tagger (as in adapting a maximum-entropy model; Chelba & Acero, 2004).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SHIFT_VARIANCE = 0.1
_ITERATIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """A linear correction of log odds.

    Parameters
    ----------
    coefficients : ndarray of float64, shape (themes, dimensions)
    shift : ndarray of float64, shape (themes,)
    """

    coefficients: NDArray[np.float64]
    shift: NDArray[np.float64]

    def apply(self, prior: NDArray[np.float64], placed: NDArray[np.float64]) -> NDArray[np.float64]:
        """Correct log odds of shape (n, themes) of sentences of shape (n, dimensions)."""
        corrected: NDArray[np.float64] = prior + placed @ self.coefficients.T + self.shift
        return corrected


def no_correction(n_themes: int, dimensions: int) -> Correction:
    """Give the correction that leaves everything as it was."""
    return Correction(np.zeros((n_themes, dimensions)), np.zeros(n_themes))


def fit_correction(
    prior: NDArray[np.float64],
    placed: NDArray[np.float64],
    labels: NDArray[np.int8],
    strength: NDArray[np.float64],
    *,
    shifts: bool = True,
    denials: bool = False,
) -> Correction:
    """Fit a correction on coded sentences.

    Parameters
    ----------
    prior : ndarray of float64, shape (n, themes)
        Log odds of the tagger that was there.
    placed : ndarray of float64, shape (n, dimensions)
        The sentences in the whitened space.
    labels : ndarray of int8, shape (n, themes)
        1 the sentence expresses the theme, 0 it does not, -1 not known.
    strength : ndarray of float64, shape (themes,)
        Variance of the coefficients under the prior; nothing is learned at 0.
    shifts : bool
        Whether the level of a theme may move; not when the sentences are no fair sample.
    denials : bool
        Whether a theme that no sentence expresses is learned too, because somebody said that it is not there.

    Returns
    -------
    Correction
        Of zeros for a theme that nothing is learned of: what was never coded was perhaps never looked for.
    """
    from scipy.optimize import minimize
    from threadpoolctl import threadpool_limits

    n_themes, dimensions = labels.shape[1], placed.shape[1]
    taught = np.flatnonzero((labels >= int(not denials)).any(axis=0) & (strength > 0))
    nothing = no_correction(n_themes, dimensions)
    if not len(taught):
        return nothing
    variance = strength[taught][:, None]
    offset, target = prior[:, taught], (labels[:, taught] == 1).astype(np.float64)
    known = (labels[:, taught] >= 0).astype(np.float64)
    free = float(shifts)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        beta = flat.reshape(len(taught), dimensions + 1)
        logits = offset + placed @ beta[:, :-1].T + free * beta[:, -1]
        value = (known * (np.logaddexp(0.0, logits) - target * logits)).sum()
        error = known * (1.0 / (1.0 + np.exp(-logits)) - target)
        gradient = np.hstack([error.T @ placed, free * error.sum(axis=0)[:, None]])
        gradient[:, :-1] += beta[:, :-1] / variance
        gradient[:, -1] += beta[:, -1] / _SHIFT_VARIANCE
        value += (beta[:, :-1] ** 2 / variance).sum() / 2 + (beta[:, -1] ** 2).sum() / (2 * _SHIFT_VARIANCE)
        return float(value), gradient.ravel()

    start = np.zeros(len(taught) * (dimensions + 1))
    # The products are small: threads would wait for one another, and their number would change the last digits.
    with threadpool_limits(limits=1):
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}).x
    beta = found.reshape(len(taught), dimensions + 1)
    nothing.coefficients[taught] = beta[:, :-1]
    nothing.shift[taught] = free * beta[:, -1]
    return nothing
