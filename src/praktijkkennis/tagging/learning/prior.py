"""How firmly the tagger that is there stands beside new codings, theme by theme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_FREEDOM = (1.0, 0.5)
"""Of a theme known by the codebook only, and of one learned from many codings.

With 3 a few codings made two of four codebooks worse by up to .03 macro-F1, where with 1 they do not
(``experiments/tagging/leercurve_weinig.py``). With 0.5 the built-in tagger changed by less than .006 macro-F1 after
10 to 160 codings, were they all of its errors.
"""

_FIRMNESS = (1.0, 20.0)


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """How firmly every theme stands before anything is learned.

    Parameters
    ----------
    freedom : ndarray of float64, shape (themes,)
        Variance of the coefficients, where codings cannot tell how boldly to learn from them.
    firmness : ndarray of float64, shape (themes,)
        How many times as many codings it takes to move level and threshold as of a theme known by the codebook only.
    """

    freedom: NDArray[np.float64]
    firmness: NDArray[np.float64]


def trust_in(learned: NDArray[np.bool_]) -> Trust:
    """Tell how firmly themes stand by whether each was learned from many codings before, shape (themes,)."""
    return Trust(np.where(learned, _FREEDOM[1], _FREEDOM[0]), np.where(learned, _FIRMNESS[1], _FIRMNESS[0]))
