"""What the words of a sentence and its neighbours say of themes: runs of words and of characters, weighed by learning.

An encoder that was adapted to themes sees meaning, and forgets which words coders in fact gave a code. Hashing
(Weinberger et al., 2009, *Feature hashing for large scale multitask learning*) keeps the weights small and needs no
list of words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import HashingVectorizer

_WORD_BITS, _CHARACTER_BITS = 17, 17
_CHARACTER_SHARE, _NEIGHBOUR_SHARE = 0.7, 0.4

N_FEATURES = 3 * 2**_WORD_BITS + 2**_CHARACTER_BITS
"""Columns of :func:`wording_features`."""


def wording_features(texts: Sequence[str]) -> csr_matrix:
    """Lay out the wording of the sentences of one document.

    Parameters
    ----------
    texts : sequence of str
        The n sentences, in order.

    Returns
    -------
    scipy.sparse.csr_matrix of float32, shape (n, N_FEATURES)
        Words and pairs of words of the sentence, runs of three to five characters within words, and the words of the
        sentence before and after; hashed, each part of unit length times its share.
    """
    from scipy.sparse import csr_matrix, hstack

    words = _words().transform(texts)
    nothing = csr_matrix((1, words.shape[1]), dtype=words.dtype)
    before = _stacked(nothing, words[:-1])
    after = _stacked(words[1:], nothing)
    characters = _characters().transform(texts)
    found: csr_matrix = hstack(
        [words, characters * _CHARACTER_SHARE, before * _NEIGHBOUR_SHARE, after * _NEIGHBOUR_SHARE], format="csr"
    )
    return found


def wording_scores(texts: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give log odds per theme by the wording alone, save for a constant.

    Parameters
    ----------
    texts : sequence of str
        The n sentences of a document, in order.
    weights : ndarray of float32, shape (N_FEATURES, themes)

    Returns
    -------
    ndarray of float64, shape (n, themes)
    """
    if not texts:
        return np.zeros((0, weights.shape[1]))
    scores: NDArray[np.float64] = (wording_features(texts) @ weights).astype(np.float64)
    return scores


def word_shares(
    texts: Sequence[str], words: Sequence[Sequence[str]], weights: NDArray[np.float32]
) -> list[NDArray[np.float64]]:
    """Give what each of some words of sentences adds to their scores by wording, as a word and by its runs of letters.

    Pairs of words and the neighbouring sentences are left out: they are not of one word.

    Parameters
    ----------
    texts : sequence of str
        Sentences.
    words : sequence of sequence of str
        For each sentence words that stand in it.
    weights : ndarray of float32, shape (N_FEATURES, themes)

    Returns
    -------
    list of ndarray of float64
        For each sentence shape (words, themes).
    """
    every = [word for of_text in words for word in of_text]
    counts = [len(of_text) for of_text in words]
    shares = np.zeros((len(every), weights.shape[1]))
    for vectorizer, start, share in _own_parts():
        rows = vectorizer.transform([*texts, *every])
        sizes = np.sqrt(np.diff(rows.indptr))
        scale = sizes[len(texts) :] / np.maximum(np.repeat(sizes[: len(texts)], counts), 1.0)
        shares += share * scale[:, None] * (rows[len(texts) :] @ weights[start : start + rows.shape[1]])
    return np.split(shares, np.cumsum(counts)[:-1])


def scores_alone(texts: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give what :func:`wording_scores` does of sentences that have no neighbours, shape (len(texts), themes)."""
    scores = np.zeros((len(texts), weights.shape[1]))
    for vectorizer, start, share in _own_parts():
        rows = vectorizer.transform(texts)
        scores += share * (rows @ weights[start : start + rows.shape[1]])
    return scores


def spread_out(stored: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float32] | None:
    """Spread out weights that are kept in 8 bits with a scale per theme.

    Parameters
    ----------
    stored : mapping of str to ndarray
        ``wordings`` (themes, :data:`N_FEATURES`) of int8 and ``wording_scales`` (themes,).

    Returns
    -------
    ndarray of float32, shape (N_FEATURES, themes), or None
        None where there are none.
    """
    if "wordings" not in stored:
        return None
    spread = stored["wordings"].T.astype(np.float32) * stored["wording_scales"].astype(np.float32)
    return np.ascontiguousarray(spread)


def _own_parts() -> tuple[tuple[HashingVectorizer, int, float], ...]:
    """Give what reads the sentence itself, where its weights begin, and its share."""
    return (_words(), 0, 1.0), (_characters(), 2**_WORD_BITS, _CHARACTER_SHARE)


def _stacked(first: csr_matrix, second: csr_matrix) -> csr_matrix:
    from scipy.sparse import vstack

    found: csr_matrix = vstack([first, second], format="csr")
    return found


@cache
def _words() -> HashingVectorizer:
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        n_features=2**_WORD_BITS, ngram_range=(1, 2), alternate_sign=False, binary=True, dtype=np.float32
    )


@cache
def _characters() -> HashingVectorizer:
    from sklearn.feature_extraction.text import HashingVectorizer

    return HashingVectorizer(
        n_features=2**_CHARACTER_BITS,
        analyzer="char_wb",
        ngram_range=(3, 5),
        alternate_sign=False,
        binary=True,
        dtype=np.float32,
    )
