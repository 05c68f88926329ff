"""Whether a score may be taken at its word: of the codes with score 0.7, seven in ten should hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.evaluation.scores import Compared

N_BINS = 10


def calibration_bins(compared: Compared, n_bins: int = N_BINS) -> DataFrame:
    """Lay scores beside the share that people agree with, per range of scores (reliability diagram).

    Only scores that the machine wrote down are known; a table of codes above a threshold tells nothing of lower ones.

    Parameters
    ----------
    compared : Compared
        Codes of machine and people.
    n_bins : int
        Ranges of equal width over 0..1.

    Returns
    -------
    pandas.DataFrame
        One row a theme and range in which a score lies, and with an empty ``theme`` all themes together:
        ``theme, low, high, n, mean_score, share_right``.
    """
    import pandas as pd

    rows = []
    every = list(range(len(compared.themes)))
    for theme, columns in [("", every), *((theme, [number]) for number, theme in enumerate(compared.themes))]:
        scores, right = compared.scores[:, columns].ravel(), compared.truth[:, columns].ravel()
        known = ~np.isnan(scores)
        bins = _bin_of(scores[known], n_bins)
        for number in np.unique(bins):
            inside = bins == number
            rows.append(
                {
                    "theme": theme,
                    "low": number / n_bins,
                    "high": (number + 1) / n_bins,
                    "n": int(inside.sum()),
                    "mean_score": float(scores[known][inside].mean()),
                    "share_right": float(right[known][inside].mean()),
                }
            )
    return pd.DataFrame(rows, columns=["theme", "low", "high", "n", "mean_score", "share_right"])


def expected_calibration_error(bins: DataFrame) -> float:
    """Mean distance between score and share that holds, weighted by the number of codes (Naeini et al., 2015).

    Parameters
    ----------
    bins : pandas.DataFrame
        Rows of one theme as :func:`calibration_bins` gives them.

    Returns
    -------
    float
        0 is perfect; nan without scores.
    """
    if not len(bins):
        return float("nan")
    return float(np.average((bins["mean_score"] - bins["share_right"]).abs(), weights=bins["n"]))


def _bin_of(scores: NDArray[np.float64], n_bins: int) -> NDArray[np.int64]:
    bins: NDArray[np.int64] = np.minimum((scores * n_bins).astype(np.int64), n_bins - 1)
    return bins
