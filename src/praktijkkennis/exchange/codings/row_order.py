"""Which of the places where the same words stand a row of a table means, told by the rows around it.

Interviews are full of *Ja.* and *Precies.* A table without positions says which one is meant only by its order: what
stands between two rows that have a place, stands between these in the text as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from praktijkkennis.exchange.codings.quotation import Place


@dataclass(frozen=True, slots=True)
class QuotingRow:
    """A row that quotes words.

    Parameters
    ----------
    words : str
        Tells which rows quote the same.
    places : tuple of Place
        Where they stand in the document, in order; one where nothing is to be settled.
    says : frozenset of str
        What the row says of its place. Two rows of one person that say the same are of two places.
    """

    words: str
    places: tuple[Place, ...]
    says: frozenset[str]


def settle_order(rows: Sequence[QuotingRow]) -> list[Place | None]:
    """Choose a place for each row of one person in one document.

    Of rows with the same words between two rows that have a place, it is the only place that these words have there;
    or there are as many such places as rows, and these are all of another place. Nothing is chosen where the rows with
    one place do not stand in the order of the text.

    Parameters
    ----------
    rows : sequence of QuotingRow
        In the order of the table.

    Returns
    -------
    list of Place or None
        For each row; None where the order does not tell.
    """
    chosen = {number: one.places[0] for number, one in enumerate(rows) if len(one.places) == 1}
    if _in_order(chosen):
        # Every row that got a place may tell more of those around it.
        while (new := _between(rows, chosen)) and _in_order(chosen | new):
            chosen |= new
    return [chosen.get(number) for number in range(len(rows))]


def _between(rows: Sequence[QuotingRow], chosen: Mapping[int, Place]) -> dict[int, Place]:
    """Choose what the stretches between two chosen rows leave no doubt about."""
    found: dict[int, Place] = {}
    for before, after in pairwise((-1, *sorted(chosen), len(rows))):
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(before + 1, after):
            alike[rows[number].words].append(number)
        least = chosen[before].start if before in chosen else 0
        for numbers in alike.values():
            places = [
                one
                for one in rows[numbers[0]].places
                if one.start >= least and (after not in chosen or one.start <= chosen[after].start)
            ]
            if len(places) == 1:
                found |= dict.fromkeys(numbers, places[0])
            elif len(places) == len(numbers) and frozenset.intersection(*(rows[number].says for number in numbers)):
                found |= dict(zip(numbers, places, strict=True))
    return found


def _in_order(chosen: Mapping[int, Place]) -> bool:
    return all(chosen[one].start <= chosen[other].start for one, other in pairwise(sorted(chosen)))
