"""In which order an insight is quoted: different people and words first, both sides where stances are opposite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import Stance

_OPPOSITE: dict[Stance, Stance] = {"versterkend": "belemmerend", "belemmerend": "versterkend"}
_RELEVANCE = 0.6
_IN_WORDS, _SAME_PERSON, _SAME_ORGANISATION = 0.3, 0.5, 0.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to quote.

    Attributes
    ----------
    source, organisation : str
        Who says it, and for whom they work (empty when unknown).
    stance : {"versterkend", "belemmerend", "neutraal"}
    clear : bool
        Whether it says something of the theme to who reads it alone.
    """

    source: str
    organisation: str
    stance: Stance
    clear: bool = True


def is_divided(candidates: Sequence[Candidate]) -> bool:
    """Tell whether the stances of people are opposite.

    They are when somebody says that the theme is there, and somebody else that it is missing or under pressure, both in
    so many words. Who says both, as in a story of before and after, takes no side. That is not yet a contradiction, and
    the likeness of passages does not tell which are (``experiments/inzichten/tegenspraak.py`` gives the figures).
    """
    sides: dict[str, set[Stance]] = {}
    for one in candidates:
        sides.setdefault(one.source, set()).add(one.stance)
    decided = {source: found - {"neutraal"} for source, found in sides.items()}
    told = [decided[one.source] for one in candidates if one.clear and one.stance in decided[one.source]]
    return {"versterkend"} in told and {"belemmerend"} in told


def order_of_quotes(
    candidates: Sequence[Candidate],
    clarity: NDArray[np.float64],
    likeness: NDArray[np.floating],
    first: int,
    divided: bool,
) -> list[int]:
    """Choose in which order passages are quoted.

    Maximal marginal relevance (Carbonell & Goldstein, 1998): each next one is clear and unlike those before it, where
    the same person or organisation counts as likeness; everybody is quoted once before anybody is twice.

    Parameters
    ----------
    candidates : sequence of Candidate
        The n passages.
    clarity : ndarray of float64, shape (n,)
        How well each says it; compared with the highest.
    likeness : ndarray of float, shape (n, n)
        Cosines.
    first : int
        Place of the statement.
    divided : bool
        Whether the other side has to be quoted second.

    Returns
    -------
    list of int
        Every place once.
    """
    relevance = clarity / (float(clarity.max()) or 1.0)
    sources = np.array([one.source for one in candidates])
    organisations = np.array([one.organisation for one in candidates])
    chosen: list[int] = []
    left = set(range(len(candidates)))
    nearest = np.zeros(len(candidates))

    def take(place: int) -> None:
        nonlocal nearest
        chosen.append(place)
        left.remove(place)
        same = _SAME_PERSON * (sources == sources[place])
        same += _SAME_ORGANISATION * ((organisations == organisations[place]) & (organisations != ""))
        nearest = np.maximum(nearest, _IN_WORDS * np.clip(likeness[place], 0.0, 1.0) + same)

    def best(places: Sequence[int]) -> int:
        # Rounded, so that the last bits of a machine do not decide; of equals the first.
        values = {one: round(float(_RELEVANCE * relevance[one] - (1 - _RELEVANCE) * nearest[one]), 6) for one in places}
        return max(sorted(places), key=lambda one: values[one])

    def quoted() -> set[str]:
        return {candidates[place].source for place in chosen}

    take(first)
    if divided:
        for stance in _other_sides(candidates[first].stance):
            others = [
                one
                for one in left
                if candidates[one].stance == stance and candidates[one].source not in quoted() and candidates[one].clear
            ]
            if others:
                take(best(others))
    while left:
        # What one person says very clearly three times is still one person.
        take(best([one for one in sorted(left) if candidates[one].source not in quoted()] or sorted(left)))
    return chosen


def _other_sides(stance: Stance) -> tuple[Stance, ...]:
    """Name the stances that have to be heard beside one."""
    return (_OPPOSITE[stance],) if stance in _OPPOSITE else ("versterkend", "belemmerend")
