"""Which written forms are Dutch words: the word list of OpenTaal, inflected forms and many compounds included."""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=65_536)
def is_known_word(form: str) -> bool:
    """Tell whether a form is on the Dutch word list.

    Parameters
    ----------
    form : str
        In the writing of :func:`praktijkkennis.preprocessing.spelling.fold`; a known form is not always one of the
        word that a reader would think of first (``reden`` is of rijden too).
    """
    text, starts = _words()
    wanted = form.encode()
    low, high = 0, len(starts) - 1
    while low < high:
        middle = (low + high) // 2
        word = text[starts[middle] : starts[middle + 1] - 1]
        if word == wanted:
            return True
        if word < wanted:
            low = middle + 1
        else:
            high = middle
    return False


@cache
def _words() -> tuple[bytes, NDArray[np.int64]]:
    """Read the list as one sorted text with the places where its words begin; a set of them would take 40 MB."""
    source = files("praktijkkennis") / "data" / "taal" / "woordvormen.txt.gz"
    text = gzip.decompress(source.read_bytes())
    ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n")) + 1
    return text, np.concatenate([np.zeros(1, dtype=np.int64), ends.astype(np.int64)])
