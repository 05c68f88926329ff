"""Which sentences a person should code next, so that the machine learns most from it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from pandas import DataFrame

Numbers = NDArray[np.float64]

_LEAST_UNCERTAIN = 0.5
_TINY = 1e-9


def next_to_code(
    probabilities: ArrayLike,
    vectors: ArrayLike,
    *,
    n: int = 20,
    thresholds: ArrayLike = 0.5,
    themes: Sequence[str] | None = None,
    n_coded: Sequence[int] | None = None,
    coded_vectors: ArrayLike | None = None,
    skip: Collection[int] = (),
) -> DataFrame:
    """Choose sentences that the machine is unsure of, that differ from one another, and that serve every theme.

    Every theme gets a share of the ``n`` sentences. For a theme the sentences are candidates that are at least half as
    uncertain as the most uncertain one, which is the one whose probability lies nearest to the threshold (uncertainty
    sampling; Settles, 2009, *Active Learning Literature Survey*, section 3.1). Of these, one by one, the sentence is
    taken with the greatest product of uncertainty and distance to the nearest one coded or chosen before (the greedy
    k-center choice of Sener & Savarese, 2018). Themes take turns.

    Sentences chosen so are no fair sample: train on them, but judge the machine on sentences drawn at random.

    Parameters
    ----------
    probabilities : array_like of float, shape (sentences, themes)
        As :meth:`~praktijkkennis.tagging.ThemeTagger.score` gives them.
    vectors : array_like of float, shape (sentences, dimensions)
        Embeddings of the sentences.
    n : int
        How many to choose; fewer come back when there are no more.
    thresholds : array_like of float, scalar or shape (themes,)
        Probability from which each theme is coded.
    themes : sequence of str, optional
        Names of the themes; their numbers by default.
    n_coded : sequence of int, optional
        How many examples each theme has already. Shares are in proportion to 1 / sqrt(1 + examples), so that a theme
        with few examples gets more; equal by default.
    coded_vectors : array_like of float, shape (coded, dimensions), optional
        Embeddings of sentences that were coded before; what is like them is not asked again.
    skip : collection of int
        Numbers of sentences not to choose.

    Returns
    -------
    pandas.DataFrame
        In the order in which to code: ``row`` (number of the sentence), ``theme`` it is chosen for, ``probability`` of
        that theme, ``uncertainty`` (1 at the threshold, 0 when sure) and ``distance`` (cosine distance to the nearest
        sentence coded or chosen before; 1 when there is none). The same for the same input.

    Raises
    ------
    ValueError
        When shapes do not fit or probabilities lie outside 0..1.
    """
    import pandas as pd

    chances = np.asarray(probabilities, dtype=np.float64)
    rows = _unit_rows(vectors)
    names = _checked(chances, rows, themes, n_coded)
    uncertain = uncertainty(chances, thresholds)
    nearest = _distances(rows, _unit_rows(coded_vectors)) if coded_vectors is not None else np.ones(len(rows))
    free = np.ones(len(rows), dtype=bool)
    free[list(skip)] = False
    turns = _turns(n, len(names), n_coded)
    found: list[tuple[int, str, float, float, float]] = []
    anything = coded_vectors is not None and len(np.asarray(coded_vectors)) > 0
    for theme in turns:
        candidates = _candidates(uncertain[:, theme], free)
        if not len(candidates):
            break
        gain = uncertain[candidates, theme] * (nearest[candidates] + _TINY)
        row = int(candidates[gain.argmax()])
        found.append((row, names[theme], float(chances[row, theme]), float(uncertain[row, theme]), float(nearest[row])))
        free[row] = False
        to_row = np.clip(1 - rows @ rows[row], 0.0, 2.0)
        nearest = np.minimum(nearest, to_row) if anything else to_row
        anything = True
    return pd.DataFrame(found, columns=["row", "theme", "probability", "uncertainty", "distance"])


def uncertainty(probabilities: ArrayLike, thresholds: ArrayLike = 0.5) -> Numbers:
    """Tell how near probabilities lie to the threshold, in log odds.

    Parameters
    ----------
    probabilities : array_like of float, shape (sentences, themes)
    thresholds : array_like of float, scalar or shape (themes,)

    Returns
    -------
    ndarray of float64, shape (sentences, themes)
        Twice the chance of the less likely side once the threshold is moved to one half: 1 at the threshold, towards 0
        on either side.
    """
    chances, limits = (
        np.clip(np.asarray(one, dtype=np.float64), _TINY, 1 - _TINY) for one in (probabilities, thresholds)
    )
    moved = 1 / (1 + np.exp(-(np.log(chances / (1 - chances)) - np.log(limits / (1 - limits)))))
    found: Numbers = 2 * np.minimum(moved, 1 - moved)
    return found


def _checked(
    chances: Numbers, rows: Numbers, themes: Sequence[str] | None, n_coded: Sequence[int] | None
) -> Sequence[str]:
    if chances.ndim != 2 or rows.ndim != 2 or len(chances) != len(rows):
        raise ValueError(
            f"probabilities and vectors must be tables of as many rows, not {chances.shape} and {rows.shape}"
        )
    if not ((chances >= 0) & (chances <= 1)).all():
        raise ValueError("probabilities must lie in 0..1")
    names = [str(number) for number in range(chances.shape[1])] if themes is None else list(themes)
    if len(names) != chances.shape[1] or (n_coded is not None and len(n_coded) != len(names)):
        raise ValueError(f"themes and n_coded must have one value per theme ({chances.shape[1]})")
    return names


def _turns(n: int, n_themes: int, n_coded: Sequence[int] | None) -> list[int]:
    """Give the theme of every turn, the shares spread evenly over the turns."""
    if not n_themes:
        return []
    counts = np.zeros(n_themes) if n_coded is None else np.asarray(n_coded, dtype=np.float64)
    shares = 1 / np.sqrt(1 + counts)
    shares = shares / shares.sum()
    # The theme that is farthest behind its share is next, as seats are given by Webster's method.
    turns: list[int] = []
    given = np.zeros(n_themes)
    for _ in range(n):
        theme = int((shares / (2 * given + 1)).argmax())
        given[theme] += 1
        turns.append(theme)
    return turns


def _candidates(uncertain: Numbers, free: NDArray[np.bool_]) -> NDArray[np.int64]:
    highest = uncertain[free].max(initial=0.0)
    return np.flatnonzero(free & (uncertain >= _LEAST_UNCERTAIN * highest))


def _distances(rows: Numbers, others: Numbers) -> Numbers:
    """Cosine distance to the nearest of the others, in pieces that fit in memory."""
    if not len(others):
        return np.ones(len(rows))
    parts = np.array_split(rows, max(1, len(rows) // 2000))
    found: Numbers = np.concatenate([np.clip(1 - (part @ others.T).max(axis=1), 0.0, 2.0) for part in parts])
    return found


def _unit_rows(vectors: ArrayLike) -> Numbers:
    rows = np.asarray(vectors, dtype=np.float64)
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    found: Numbers = rows / np.where(lengths > 0, lengths, 1.0)
    return found
