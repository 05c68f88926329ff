"""How many topics a small corpus bears: the numbers to try, what each is worth, and a Dutch clause on the choice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.topics.stability import FRAGILE

_PASSAGES_PER_TOPIC = 5
_MOST_TOPICS = 60
_SPREAD_DOCUMENTS = 3
_PER_CUBE_ROOT = 0.8
_TIMES_USUAL = (1.0, 1.4, 1.8, 2.4, 3.2)
_CLEARLY = 2.0


def candidate_numbers(n_passages: int) -> tuple[int, ...]:
    """Numbers of topics that suit so many passages: the usual one, and larger ones with at least five passages a topic.

    The usual one goes with the cube root of the passages, as the number of bars of a histogram does (Scott, 1979): a
    fifth of the texts more or less then alters it by one topic at most, up to some thousands of passages.

    Returns
    -------
    tuple of int
        Up to five different numbers, rising; the first is the usual one.
    """
    usual = _PER_CUBE_ROOT * float(np.cbrt(n_passages))
    highest = max(2, min(_MOST_TOPICS, n_passages // _PASSAGES_PER_TOPIC))
    numbers = {int(np.clip(round(usual * times), 2, highest)) for times in _TIMES_USUAL}
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


def worth_of(overlap: NDArray[np.float64], spread: NDArray[np.bool_]) -> tuple[float, float]:
    """Value a number of topics: how much its topics overlap with themselves on subsamples.

    Parameters
    ----------
    overlap : ndarray of float64, shape (n_topics,)
        Mean overlap of each topic.
    spread : ndarray of bool, shape (n_topics,)
        Whether it stands in several documents; one that does not counts as never coming back.

    Returns
    -------
    tuple of float
        The mean over the topics, and its standard error as if topics were drawn one by one.
    """
    values = np.where(spread, overlap, 0.0)
    error = float(values.std(ddof=1)) / np.sqrt(len(values)) if len(values) > 1 else 0.0
    return float(values.mean().round(4)), float(np.round(error, 4))


def usual_or_better(worth: Mapping[int, tuple[float, float]]) -> int:
    """Choose the usual number of topics, unless the topics of a larger one come back clearly better.

    The values of numbers near each other hardly differ, so that the best is another one for every draw of texts, and
    with it all topics. That is why a larger number has to show that it is better, by two standard errors of the
    difference. Smaller ones are not tried: few broad topics overlap by themselves.

    Parameters
    ----------
    worth : mapping of int to (float, float)
        Value and its standard error, by number of topics; the smallest number is the usual one.
    """
    usual = min(worth)
    value, error = worth[usual]
    better = [
        number
        for number, (other, its_error) in worth.items()
        if number != usual and other - value > _CLEARLY * float(np.hypot(error, its_error))
    ]
    return max(better, key=lambda number: (worth[number][0], -number), default=usual)


def returned(overlap: NDArray[np.float64], spread: NDArray[np.bool_], documents: NDArray[np.int64]) -> str:
    """Say how many topics came back on parts of the texts while their number was chosen, and how many are about few.

    Those are parts drawn for the choice; the stability of the topics shown is measured afterwards, on others.

    Parameters
    ----------
    overlap : ndarray of float64, shape (n_topics,)
        Mean overlap of each topic with itself.
    spread : ndarray of bool, shape (n_topics,)
        Whether it stands in several documents: see :func:`spread_topics`.
    documents : ndarray of int64, shape (n,)
        Document of each passage.

    Returns
    -------
    str
        A Dutch clause without a full stop.
    """
    came, local = int((overlap >= FRAGILE).sum()), int((~spread).sum())
    verb, many = ("kwam", came or "geen") if came < 2 else ("kwamen", came)
    clause = f"bij het kiezen {verb} op steekproeven van de teksten {many} van de {len(overlap)} terug"
    if not local:
        return clause
    enough = min(_SPREAD_DOCUMENTS, len(np.unique(documents)))
    few = "1 tekst" if enough == 2 else f"minder dan {enough} teksten"
    return f"{clause}, en {'staat' if local == 1 else 'staan'} er {local} in {few}"
