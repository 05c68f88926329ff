"""How many topics a small corpus bears: the numbers to try, what each is worth, and a Dutch clause on the choice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

_PASSAGES_PER_TOPIC = 5
_MOST_TOPICS = 60
_SPREAD_DOCUMENTS = 3


def candidate_numbers(n_passages: int) -> tuple[int, ...]:
    """Numbers of topics that suit so many passages: a fifth to two thirds of the root, at least five passages a topic.

    Returns
    -------
    tuple of int
        Up to five different numbers, rising.
    """
    root = float(np.sqrt(n_passages))
    highest = max(2, min(_MOST_TOPICS, n_passages // _PASSAGES_PER_TOPIC))
    numbers = {int(np.clip(round(root * factor), 2, highest)) for factor in (0.2, 0.3, 0.4, 0.5, 0.65)}
    return tuple(sorted(numbers))


def spread_topics(topics: NDArray[np.int64], documents: NDArray[np.int64], n_topics: int) -> NDArray[np.bool_]:
    """Tell which topics stand in several documents; one that does not is about a document and not about a subject.

    Parameters
    ----------
    topics : ndarray of int64, shape (n,)
        Topic of each passage.
    documents : ndarray of int64, shape (n,)
        Document of each.
    n_topics : int
        Number of topics.

    Returns
    -------
    ndarray of bool, shape (n_topics,)
        Whether a topic stands in three documents, or in all when there are fewer.
    """
    enough = min(_SPREAD_DOCUMENTS, len(np.unique(documents)))
    pairs = np.unique(np.stack([topics, documents]), axis=1)
    spread: NDArray[np.bool_] = np.bincount(pairs[0], minlength=n_topics) >= enough
    return spread


def worth_of(number: int, n_returning: int, overlap: float) -> tuple[float, float, float]:
    """Value a number of topics: those that come back, less half of those that do not, which a reader judges in vain.

    Parameters
    ----------
    number : int
        Number of topics.
    n_returning : int
        How many of them come back on subsamples.
    overlap : float
        How much they overlap with themselves there, on average.

    Returns
    -------
    tuple of float
        The value, the mean overlap that decides between equal values, and the standard error of the value.
    """
    share = n_returning / number
    return n_returning - 0.5 * (number - n_returning), overlap, 1.5 * float(np.sqrt(number * share * (1 - share)))


def fewest_as_good(worth: Mapping[int, tuple[float, float, float]]) -> int:
    """Choose the least number of topics that is within one standard error of the best.

    Among numbers that differ by chance the best is another one for every draw of texts; with the fewest a reader has
    least to read, and finds the same again next time (the one-standard-error rule of Breiman et al., 1984).

    Parameters
    ----------
    worth : mapping of int to (float, float, float)
        Value, overlap, and standard error of the value, by number of topics.
    """
    best = max(worth, key=lambda number: (*worth[number][:2], -number))
    least = worth[best][0] - worth[best][2]
    return min(number for number, (value, _, _) in worth.items() if value >= least)


def returned(number: int, n_topics: int, documents: NDArray[np.int64]) -> str:
    """Say what was counted when the number was chosen; that tells not yet which of the topics shown are fragile.

    Parameters
    ----------
    number : int
        Topics that came back.
    n_topics : int
        Topics there were.
    documents : ndarray of int64, shape (n,)
        Document of each passage.

    Returns
    -------
    str
        A Dutch clause without a full stop.
    """
    enough = min(_SPREAD_DOCUMENTS, len(np.unique(documents)))
    spread = f", in minstens {enough} teksten" if enough > 1 else ""
    verb, many = ("kwam", number or "geen") if number < 2 else ("kwamen", number)
    return f"bij het kiezen {verb} op steekproeven van de teksten {many} van de {n_topics} terug{spread}"
