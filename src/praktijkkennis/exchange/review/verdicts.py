"""What a project that came back says of each code of the machine, as a workbook for review says it in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from praktijkkennis.exchange.codings.result import PlacedCoding
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.exchange.review.judging import Judged

Key = tuple[str, str, int, str]
"""Place and theme, as :attr:`Correction.key` gives them."""


def verdicts(
    machine: Mapping[Key, PlacedCoding], corrections: Sequence[Correction]
) -> tuple[tuple[Judged, ...], tuple[tuple[str, float], ...]]:
    """Tell what became of every code of the machine.

    Parameters
    ----------
    machine : mapping of key to PlacedCoding
        What the machine had coded, by place and theme.
    corrections : sequence of Correction
        What people coded, and what they took away.

    Returns
    -------
    judged : tuple of Judged
        Coded by a person too is right, if need be with another stance; taken away is wrong, or of another theme where
        somebody gave the same sentence a theme that the machine had not.
    unjudged : tuple of (str, float)
        Theme and score of the codes of which nobody said anything.
    """
    moved: defaultdict[tuple[str, str, int], int] = defaultdict(int)
    for one in corrections:
        if one.stance is not None and one.key not in machine:
            moved[one.place] += 1
    judged = []
    for one in corrections:
        code = machine.get(one.key)
        if one.stance is None:
            # Each theme that came instead takes the place of one that went.
            judged.append(Judged(one.theme, "ander thema" if moved[one.place] > 0 else "fout", False))
            moved[one.place] -= 1
        elif code is not None:
            judged.append(Judged(one.theme, "goed", one.stance not in ("", code.stance)))
    said = {one.key for one in corrections}
    left = tuple((code.theme, code.score) for key, code in machine.items() if key not in said)
    return tuple(judged), left
