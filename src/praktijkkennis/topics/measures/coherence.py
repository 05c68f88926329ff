"""Coherence: whether the terms of a topic occur together in texts.

NPMI and C_v as Röder, Both & Hinneburg define them (2015, *Exploring the Space of Topic Coherence Measures*). The
figures are those of ``gensim.models.CoherenceModel`` (``c_npmi`` and ``c_v``), except where a word stands twice in one
window: gensim 4 forgets it as soon as the first of the two leaves the window, which the definition does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Measure = Literal["npmi", "c_v"]

WINDOWS: dict[Measure, int] = {"npmi": 10, "c_v": 110}
"""Width of the sliding window, in words."""

_EPSILON = 1e-12


def coherence(
    topics: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
    measure: Measure = "npmi",
    window: int | None = None,
) -> NDArray[np.float64]:
    """Measure the coherence of every topic.

    Parameters
    ----------
    topics : sequence of sequence of str
        The terms of each topic; terms that no text holds are left out.
    texts : sequence of sequence of str
        The texts as words, or as lemmas where the terms are lemmas.
    measure : {"npmi", "c_v"}
        Mean normalised pointwise mutual information of all pairs, -1..1; or C_v, 0..1 for most topics.
    window : int, optional
        Width of the sliding window in words; that of the measure when not given. A text that is shorter is one window.

    Returns
    -------
    ndarray of float64, shape (n_topics,)
        NaN for a topic of which fewer than two terms stand in the texts.

    Raises
    ------
    ValueError
        When the measure is not known or the window not positive.
    """
    if measure not in WINDOWS:
        raise ValueError(f"measure must be one of {tuple(WINDOWS)}, not {measure!r}")
    width = WINDOWS[measure] if window is None else window
    if width < 1:
        raise ValueError(f"window must be positive, not {width}")
    words = sorted({word for terms in topics for word in terms})
    together, n_windows = _occurrences(words, texts, width)
    place = {word: column for column, word in enumerate(words)}
    values = np.full(len(topics), np.nan)
    for row, terms in enumerate(topics):
        known = [place[word] for word in dict.fromkeys(terms) if together[place[word], place[word]]]
        if len(known) >= 2:
            npmi = _npmi(together[np.ix_(known, known)], n_windows)
            values[row] = _mean_of_pairs(npmi) if measure == "npmi" else _c_v(npmi)
    return values


def npmi_matrix(
    words: Sequence[str], texts: Sequence[Sequence[str]], window: int = WINDOWS["npmi"]
) -> NDArray[np.float64]:
    """Give the normalised pointwise mutual information of every pair of words.

    Parameters
    ----------
    words : sequence of str
        Different words.
    texts : sequence of sequence of str
        The texts as words.
    window : int
        Width of the sliding window in words.

    Returns
    -------
    ndarray of float64, shape (n_words, n_words)
        -1 for words that never stand together; 0 where a word does not occur at all.
    """
    together, n_windows = _occurrences(words, texts, window)
    present = np.diag(together) > 0
    values = np.zeros_like(together)
    if present.any():
        known = np.ix_(present, present)
        values[known] = _npmi(together[known], n_windows)
    return values


def _occurrences(words: Sequence[str], texts: Sequence[Sequence[str]], width: int) -> tuple[NDArray[np.float64], int]:
    """Count in how many windows words stand together; the diagonal tells in how many each stands."""
    from scipy.sparse import csr_matrix

    place = {word: column for column, word in enumerate(words)}
    rows: list[int] = []
    columns: list[int] = []
    n_windows = 0
    for text in texts:
        n_here = max(len(text) - width + 1, 1) if text else 0
        for position, word in enumerate(text):
            column = place.get(word)
            if column is not None:
                first, last = max(position - width + 1, 0), min(position, n_here - 1)
                rows.extend(range(n_windows + first, n_windows + last + 1))
                columns.extend([column] * (last - first + 1))
        n_windows += n_here
    stands = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(max(n_windows, 1), len(words)))
    stands.data[:] = 1.0
    stands.sum_duplicates()
    stands.data[:] = 1.0
    together: NDArray[np.float64] = (stands.T @ stands).toarray()
    return together, n_windows


def _npmi(together: NDArray[np.float64], n_windows: int) -> NDArray[np.float64]:
    joint = together / n_windows
    alone = np.diag(joint)
    ratio: NDArray[np.float64] = np.log((joint + _EPSILON) / np.outer(alone, alone))
    scale = -np.log(joint + _EPSILON)
    # A word that stands in every window has no information: log 1 over log 1.
    return np.divide(ratio, scale, out=np.zeros_like(ratio), where=np.abs(scale) > 2 * _EPSILON)


def _mean_of_pairs(npmi: NDArray[np.float64]) -> float:
    n = len(npmi)
    return float((npmi.sum() - np.trace(npmi)) / (n * (n - 1)))


def _c_v(npmi: NDArray[np.float64]) -> float:
    """Mean cosine between the context vector of each word and that of all words together."""
    whole = npmi.sum(axis=0)
    lengths = np.linalg.norm(npmi, axis=1) * np.linalg.norm(whole)
    cosines = np.divide(npmi @ whole, lengths, out=np.zeros(len(npmi)), where=lengths > 0)
    return float(cosines.mean())
