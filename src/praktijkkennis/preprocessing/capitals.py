"""Names told from other words with a capital, by a small trained model of the word and what stands around it."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.preprocessing.spelling import fold
from praktijkkennis.preprocessing.words import is_known_word

BUCKETS = 1 << 15
"""How many weights a question has; features share them by their checksum."""

_OPENING = frozenset(["''", "``", ",,", *"\"'“”„‘’«»()-:–—"])
_STOPS = frozenset([*".?!…", "..."])
_REPEATED = re.compile(r"(.)\1+")


class Capitals:
    """Two logistic regressions: is a word with a capital (part of) a name, and is that name neuter.

    Parameters
    ----------
    weights : array of shape (2, BUCKETS)
        A row for each question.
    """

    def __init__(self, weights: NDArray[np.float32]) -> None:
        self._rows: list[list[float]] = weights.astype(np.float32).tolist()

    def name(self, words: Sequence[str], place: int) -> float:
        """Give the chance that a word is (part of) a name.

        Parameters
        ----------
        words : sequence of str
            The words of one sentence.
        place : int
            Place of a word with a capital.
        """
        return self._chance(0, words, place)

    def neuter(self, words: Sequence[str], place: int) -> float:
        """Give the chance that a name is neuter, as towns and countries are."""
        return self._chance(1, words, place)

    def _chance(self, row: int, words: Sequence[str], place: int) -> float:
        weights = self._rows[row]
        return 1 / (1 + math.exp(-sum(weights[bucket] for bucket in buckets(words, place))))

    def to_bytes(self) -> bytes:
        """Give the weights as a compressed file."""
        stream = io.BytesIO()
        np.savez_compressed(stream, weights=np.array(self._rows, dtype=np.float16))
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Capitals:
        """Read what :meth:`to_bytes` wrote."""
        with np.load(io.BytesIO(data)) as stored:
            return cls(stored["weights"].astype(np.float32))


def buckets(words: Sequence[str], place: int) -> list[int]:
    """Give the features of a word with a capital, as places in a row of weights."""
    return [crc32(feature.encode()) % BUCKETS for feature in features(words, place)]


def features(words: Sequence[str], place: int) -> list[str]:
    """Describe a word with a capital: its form, whether it is a Dutch word, where it stands and beside what.

    Parameters
    ----------
    words : sequence of str
        The words of one sentence.
    place : int
        Place of the word.

    Returns
    -------
    list of str
        Names of what holds of the word.
    """
    word, n = words[place], len(words)
    lower = word.lower()
    before = words[place - 1].lower() if place else "<"
    after = words[place + 1].lower() if place + 1 < n else ">"
    first = int(is_first(words, place))
    led = int(place > 0 and is_capital(words[place - 1]) and not is_first(words, place - 1))
    followed = int(place + 1 < n and is_capital(words[place + 1]))
    known, around = int(_is_known(lower)), f"{led}{followed}"
    capitals = sum(map(is_capital, words)) * 5 // n
    found = [
        "bias",
        f"w={lower}",
        f"wi={lower}{first}",
        f"wc={lower}{around}",
        f"p3={lower[:3]}",
        f"s2={lower[-2:]}",
        f"s3={lower[-3:]}",
        f"s4={lower[-4:]}",
        f"s2i={lower[-2:]}{first}",
        f"s2c={lower[-2:]}{followed}",
        f"sh={_shape(word)}",
        f"k={known}",
        f"i={first}",
        f"ki={known}{first}",
        f"c={around}",
        f"ck={around}{known}{first}",
        f"b={before}",
        f"a={after}",
        f"bs={before[-2:]}",
        f"as={after[-2:]}",
        f"up={capitals}",
    ]
    if "-" in word[1:-1]:
        last = word.rsplit("-", 1)[1]
        found += [f"hy={int(is_capital(last))}", f"ht={last[-3:].lower()}"]
    if place:
        found.append(f"bk={int(_is_known(before))}{led}")
    if followed:
        found.append(f"ak={int(_is_known(after))}{_shape(words[place + 1])}")
    return found


def is_capital(word: str) -> bool:
    """Tell whether a word begins with a capital."""
    return word[:1].isupper()


def is_first(words: Sequence[str], place: int) -> bool:
    """Tell whether a word opens a sentence or what is quoted in it, so that its capital says nothing."""
    while place > 0 and words[place - 1] in _OPENING:
        place -= 1
    return place == 0 or words[place - 1] in _STOPS


def _is_known(lower: str) -> bool:
    return is_known_word(fold(lower))


def _shape(word: str) -> str:
    signs = "".join(
        "X" if sign.isupper() else "x" if sign.islower() else "d" if sign.isdigit() else sign for sign in word
    )
    return _REPEATED.sub(r"\1", signs)
