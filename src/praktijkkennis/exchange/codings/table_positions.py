"""What the positions of a table count, where no text beside them tells.

R counts from one and names the last character; JavaScript and NVivo count an emoji as two; a text with Windows line
ends has two characters where ours has one. Positions that are counted otherwise begin and end in the middle of words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from praktijkkennis.exchange.refi_qda.model import QdaSelection, QdaSource
from praktijkkennis.exchange.refi_qda.positions import (
    STANDARD,
    Counting,
    Positions,
    count_faults,
    cuts_word,
    possible_countings,
)

_MOST_FAULTY = 0.1
_LEAST_FAULTS = 3
_MOST_LEFT = 1 / 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TablePositions:
    """How the positions of a table were understood.

    Attributes
    ----------
    spans : mapping of (str, int, int) to (int, int)
        By document, start and end as the table has them: start and end in code points of the text, the end exclusive.
        What lies outside the text is not among them.
    remark : str
        What somebody must know of it, in Dutch; empty when nothing is odd.
    """

    spans: Mapping[tuple[str, int, int], Span]
    remark: str = ""


def understand_positions(places: Mapping[str, Sequence[Span]], texts: Mapping[str, str]) -> TablePositions:
    """Find out what positions count.

    They are taken as they are, which is how ``praktijkkennis tag`` writes them, unless more than a tenth of the ends
    lies within a word or outside the text, and another way to count mends most of these, of which there are at least
    three.

    Parameters
    ----------
    places : mapping of str to sequence of (int, int)
        Starts and ends by document, of the rows without a text.
    texts : mapping of str to str
        The documents.
    """
    sources = [
        QdaSource(key, key, texts[key], selections=tuple(QdaSelection("", *span) for span in sorted(set(spans))))
        for key, spans in sorted(places.items())
    ]
    n_ends = 2 * sum(len(source.selections) for source in sources)
    faults = _faults(sources, STANDARD, 0)
    if faults <= _MOST_FAULTY * n_ends:
        return TablePositions(_spans(sources, STANDARD, 0))
    ways = sorted(((counting, first) for counting in possible_countings(sources) for first in (0, 1)), key=_oddness)
    best = min(ways, key=lambda way: _faults(sources, *way))
    if faults >= _LEAST_FAULTS and _faults(sources, *best) <= _MOST_LEFT * faults:
        remark = (
            f"De posities in deze tabel lijken anders geteld ({_named(*best)}) en zijn zo gelezen. Kijk een paar "
            "passages na."
        )
        return TablePositions(_spans(sources, *best), remark)
    as_they_are = _spans(sources, STANDARD, 0)
    n_cut = sum(cuts_word(texts[key], edge) for (key, *_), span in as_they_are.items() for edge in span)
    if not n_cut:
        # Places outside the text are told of one by one.
        return TablePositions(as_they_are)
    remark = (
        f"De posities in deze tabel lijken anders geteld: {n_cut} keer begint of eindigt een passage midden in een "
        "woord. Tel tekens vanaf 0, met het eind erbuiten, of zet de tekst erbij."
    )
    return TablePositions(as_they_are, remark)


def _faults(sources: Sequence[QdaSource], counting: Counting, first: int) -> int:
    return sum(count_faults(_from_zero(source, first), counting) for source in sources)


def _spans(sources: Sequence[QdaSource], counting: Counting, first: int) -> dict[tuple[str, int, int], Span]:
    found = {}
    for source in sources:
        positions = Positions(source, counting)
        for given, selection in zip(source.selections, _from_zero(source, first).selections, strict=True):
            place = positions.place(selection)
            if place is not None and given.start is not None and given.end is not None:
                found[source.guid, given.start, given.end] = place
    return found


def _from_zero(source: QdaSource, first: int) -> QdaSource:
    moved = (
        replace(one, start=one.start - first, end=one.end - first)
        for one in source.selections
        if one.start is not None and one.end is not None
    )
    return replace(source, selections=tuple(moved))


def _oddness(way: tuple[Counting, int]) -> int:
    counting, first = way
    # Who counts from one nearly always names the last character.
    unlike = counting.inclusive != bool(first)
    return first + 2 * unlike + counting.utf16 + (counting.line_end != "as stored")


def _named(counting: Counting, first: int) -> str:
    told = (
        ("vanaf 1", bool(first)),
        ("met het laatste teken erbij", counting.inclusive),
        ("een emoji als twee", counting.utf16),
        ("een regeleinde als twee", counting.line_end == "two"),
    )
    return ", ".join(words for words, is_so in told if is_so)
