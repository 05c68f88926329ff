"""What surrounds the meaning of a sentence: its form, its neighbours and its document."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.preprocessing.negation import NEGATIONS

FORM_FEATURES = ("denial", "question", "first", "plural", "second", "length", "short", "past", "heading", "quote")
"""What :func:`form_of` tells of a sentence, in order."""

_ABSENT = -4.0
"""Score of a neighbour that is not there: that of a sentence without a theme."""

_SHORT = 8
_PERSONS = tuple(
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("ik|mij|me|mijn|m'n", "wij|we|ons|onze", "jij|je|jou|jouw|jullie|u|uw")
)
_DENIAL = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:was|waren|had|hadden|werd|werden|ging|gingen|zei|kwam|kwamen|deed|\w{3,}(?:de|te)n?)\b", re.IGNORECASE
)


def form_of(text: str, n_tokens: int) -> list[float]:
    """Tell simple things of a sentence: denial, question, person, length, tense, heading, quotation.

    Parameters
    ----------
    text : str
        The sentence.
    n_tokens : int
        Its length.

    Returns
    -------
    list of float
        One number for each of :data:`FORM_FEATURES`; all are 0 or 1 but for the length, log(1 + n).
    """
    bare = text.strip()
    return [
        float(bool(_DENIAL.search(text))),
        float(bare.endswith("?")),
        *(float(bool(person.search(text))) for person in _PERSONS),
        float(np.log1p(n_tokens)),
        float(n_tokens < _SHORT),
        float(bool(_PAST.search(text))),
        float(bare[-1:] not in ".?!…\"'”’:;"),
        float(bare[:1] in "\"'“‘„"),
    ]


def context_features(
    scores: NDArray[np.float64], lexical: NDArray[np.float64], form: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Lay out, for every sentence and theme of one document, what speaks for and against the theme.

    Parameters
    ----------
    scores : ndarray of float64, shape (n, themes)
        Log odds by meaning alone, in the order of the document.
    lexical : ndarray of float64, shape (n, themes)
        Scores by terms.
    form : ndarray of float64, shape (n, len(FORM_FEATURES))

    Returns
    -------
    ndarray of float64, shape (n, themes, 9 + len(FORM_FEATURES))
        Own score and terms; the theme's score in the sentence before and after; the strongest other theme; the theme in
        the document; the score once more for short sentences; the strongest theme nearby and the mean of the
        document; the form.
    """
    n, themes = scores.shape
    if n == 0:
        return np.zeros((0, themes, 9 + len(FORM_FEATURES)))
    absent = np.full((1, themes), _ABSENT)
    before, after = np.vstack([absent, scores[:-1]]), np.vstack([scores[1:], absent])
    ranked = np.sort(scores, axis=1)[:, ::-1]
    rival = np.where(scores >= ranked[:, :1], ranked[:, 1:2] if themes > 1 else _ABSENT, ranked[:, :1])
    document = np.broadcast_to(np.sort(scores, axis=0)[-max(1, n // 5) :].mean(axis=0), (n, themes))
    short = scores * form[:, FORM_FEATURES.index("short")][:, None]
    own = np.stack([scores, lexical, before, after, rival, document, short], axis=2)
    nearby = np.maximum(before.max(axis=1), after.max(axis=1))
    common = np.column_stack([nearby, np.full(n, scores.mean()), form])
    return np.concatenate([own, np.broadcast_to(common[:, None, :], (n, themes, common.shape[1]))], axis=2)
