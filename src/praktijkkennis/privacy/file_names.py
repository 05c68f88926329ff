"""Names of people in the names of files, which are the ids of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from praktijkkennis.privacy.name_context import PREFIXES
from praktijkkennis.privacy.name_list import GIVEN, USUAL, fold, is_ordinary_word, kinds_of

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 3


def names_in_path(path: str, seen: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """Find names of people in a path (``zorg/interview-gerda-lammertink.txt``).

    Parameters
    ----------
    path : str
        Id of a document; extensions are left out.
    seen : set of str
        Words of the names of people in the document, folded.

    Yields
    ------
    tuple of int
        Start and end in the path; words that follow each other are one name.
    """
    found: list[tuple[int, int]] = []
    for match in _WORD.finditer(path):
        if path[match.start() - 1 : match.start()] == "." or len(match[0]) < _SHORTEST:
            continue
        word = fold(match[0])
        kinds = kinds_of(match[0][:1].upper() + match[0][1:].lower())
        sure = GIVEN in kinds and USUAL in kinds and not is_ordinary_word(word)
        if word in seen or sure:
            found.append(match.span())
    joined: list[tuple[int, int]] = []
    for start, end in found:
        between = path[joined[-1][1] : start] if joined else "/"
        inside = [fold(word) for word in _WORD.findall(between)]
        if joined and "/" not in between and len(between) < 12 and all(word in PREFIXES for word in inside):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    yield from joined


def as_written(name: str) -> str:
    """Write a name out of a path as people do (``gerda_van-dam`` -> ``Gerda van Dam``)."""
    words = _WORD.findall(name)
    return " ".join(word if word.lower() in PREFIXES else word[:1].upper() + word[1:] for word in words)


def in_path(pseudonym: str) -> str:
    """Write a pseudonym as it can stand in a path (``[Persoon 3]`` -> ``persoon-3``)."""
    return re.sub(r"\W+", "-", pseudonym).strip("-").lower()
