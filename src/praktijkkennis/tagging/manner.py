"""How a coded sentence is meant, as numbers that help to tell its stance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import PERSONS, Assertion, Sentence
from praktijkkennis.preprocessing.assertion import assertion_of

MANNER_FEATURES = ("negated", "wished", "advised", "asked", "reported", *PERSONS)
"""What :func:`manner_of` tells of a sentence, in order."""


def manner_of(sentence: Sentence) -> list[float]:
    """Tell how a sentence as a whole is meant.

    Returns
    -------
    list of float
        0 or 1 for each of :data:`MANNER_FEATURES`.
    """
    return features_of(assertion_of(sentence.tokens, sentence.start, sentence.end))


def features_of(assertion: Assertion) -> list[float]:
    """Lay out an assertion as numbers."""
    flags = (assertion.negated, assertion.wished, assertion.advised, assertion.asked, assertion.reported)
    return [*map(float, flags), *(float(assertion.person == person) for person in PERSONS)]


def manners(sentences: Sequence[Sentence]) -> NDArray[np.float64]:
    """Lay out the manner of n sentences, shape (n, len(MANNER_FEATURES))."""
    rows = [manner_of(sentence) for sentence in sentences]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(MANNER_FEATURES))
