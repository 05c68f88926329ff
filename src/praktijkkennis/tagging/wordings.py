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


def word_shares(text: str, words: Sequence[str], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give what each of some words of a sentence adds to its score by wording, as a word and by its runs of characters.

    Pairs of words and the neighbouring sentences are left out: they are not of one word.

    Parameters
    ----------
    text : str
        The sentence.
    words : sequence of str
        Words that stand in it.
    weights : ndarray of float32, shape (N_FEATURES, themes)

    Returns
    -------
    ndarray of float64, shape (len(words), themes)
    """
    whole, runs = _words().transform([text, *words]), _characters().transform([text, *words])
    as_word = _scaled_to_first(whole)[1:] @ weights[: 2**_WORD_BITS]
    as_runs = _scaled_to_first(runs)[1:] @ weights[2**_WORD_BITS : 2**_WORD_BITS + 2**_CHARACTER_BITS]
    shares: NDArray[np.float64] = (as_word + _CHARACTER_SHARE * as_runs).astype(np.float64)
    return shares


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


def _scaled_to_first(rows: csr_matrix) -> csr_matrix:
    """Give all features of rows of unit length the size that those of the first have."""
    from scipy.sparse import diags

    sizes = np.sqrt(np.diff(rows.indptr).astype(np.float32))
    scaled: csr_matrix = (diags(sizes / max(float(sizes[0]), 1.0)) @ rows).tocsr()
    return scaled


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
