"""A document with some stretches replaced, and the way from its offsets to those of the original and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from praktijkkennis.document import Document, Residue, Turn
from praktijkkennis.privacy.findings import Replacement


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Where a place of one text is in the other.

    Parameters
    ----------
    original, replaced : tuple of (int, int)
        The stretches that were replaced, in order, with their place in the original and in the new text.
    """

    original: tuple[tuple[int, int], ...]
    replaced: tuple[tuple[int, int], ...]

    def to_replaced(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the new text; a stretch that was touched is in it as a whole."""
        return _moved(start, end, self.original, self.replaced)

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the original text; a pseudonym that is touched stands for all that it replaced."""
        return _moved(start, end, self.replaced, self.original)


def _moved(
    start: int, end: int, here: tuple[tuple[int, int], ...], there: tuple[tuple[int, int], ...]
) -> tuple[int, int]:
    return _point(start, here, there, at_end=False), _point(end, here, there, at_end=True)


def _point(point: int, here: tuple[tuple[int, int], ...], there: tuple[tuple[int, int], ...], *, at_end: bool) -> int:
    index = bisect_right(here, (point, -1) if at_end else (point, point + 1)) - 1
    # The stretch that begins last at or before the point; an end that is a beginning lies before that stretch.
    while index >= 0 and (here[index][0] > point or (at_end and here[index][0] == point)):
        index -= 1
    if index < 0:
        return point
    (_, stop), (new_start, new_stop) = here[index], there[index]
    if point >= stop:
        return new_stop + point - stop
    return new_stop if at_end else new_start


def offset_map(replacements: Iterable[Replacement]) -> OffsetMap:
    """Make the map of the replacements in one document, which are in order and do not overlap."""
    original, replaced, shift = [], [], 0
    for one in replacements:
        original.append((one.start, one.end))
        replaced.append((one.start + shift, one.start + shift + len(one.pseudonym)))
        shift += len(one.pseudonym) - (one.end - one.start)
    return OffsetMap(tuple(original), tuple(replaced))


def rewrite(
    document: Document,
    replacements: Iterable[Replacement],
    *,
    document_id: str,
    metadata: Mapping[str, str],
    speaker: Callable[[str], str],
) -> Document:
    """Make the document that comes in the place of another.

    Parameters
    ----------
    document : Document
        The original, which stays as it is.
    replacements : iterable of Replacement
        What is replaced in its text, in order and without overlap.
    document_id, metadata
        Of the new document.
    speaker : callable
        Gives the pseudonym of a speaker.

    Returns
    -------
    Document
        With its turns and residue at the same words as before.
    """
    replacements = tuple(replacements)
    places = offset_map(replacements)
    pieces, end = [], 0
    for one in replacements:
        pieces += [document.text[end : one.start], one.pseudonym]
        end = one.end
    text = "".join([*pieces, document.text[end:]])
    turns = tuple(Turn(*places.to_replaced(one.start, one.end), speaker(one.speaker)) for one in document.turns)
    residue = tuple(Residue(*places.to_replaced(one.start, one.end), one.kind) for one in document.residue)
    return Document(document_id, text, metadata, turns, residue)
