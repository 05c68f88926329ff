r"""What the positions of a program count, found out from the texts that they point into.

The standard (REFI-QDA 1.5, section 10.2) counts Unicode code points from zero; by its own examples the end is
exclusive. Programs differ where a text has more to it than letters: NVivo for Windows counts UTF-16 code units, so that
an emoji is two; ``\r\n`` in a stored text counts as two characters or as one; a byte order mark may count or not. A
wrong guess shows, because codings then begin and end in the middle of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from praktijkkennis.exchange.refi_qda.model import QdaSelection, QdaSource

LineEnd = Literal["as stored", "one", "two"]


@dataclass(frozen=True, slots=True)
class Counting:
    r"""A way to count positions; the standard's own by default.

    Parameters
    ----------
    utf16 : bool
        UTF-16 code units instead of code points.
    line_end : {"as stored", "one", "two"}
        What a line end counts for: its characters in the stored text, always one, or always two.
    byte_order_mark : bool
        Whether a byte order mark at the beginning of the text counts.
    inclusive : bool
        Whether the end is the last character instead of the one behind it.
    """

    utf16: bool = False
    line_end: LineEnd = "as stored"
    byte_order_mark: bool = False
    inclusive: bool = False


STANDARD = Counting()

_KNOWN = (("nvivo", Counting(utf16=True)), ("atlas.ti", Counting(line_end="one")), ("maxqda", Counting(line_end="one")))
_UNUSUAL = 0.5
_VERY_UNUSUAL = 2.0
_OUTSIDE = 3
_NAMED = -2
_LEAST_NAME = 8


class Positions:
    """Turns the positions of one text into code points.

    Parameters
    ----------
    source : QdaSource
        With a text.
    counting : Counting
        As its program counts.
    """

    def __init__(self, source: QdaSource, counting: Counting) -> None:
        text = source.text or ""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        widths = np.ones(len(codes), dtype=np.int64)
        if counting.utf16:
            widths[codes > 0xFFFF] = 2
        returns, feeds = codes == ord("\r"), codes == ord("\n")
        after_return = np.concatenate(([False], returns[:-1]))[: len(codes)]
        before_feed = np.concatenate((feeds[1:], [False]))[: len(codes)]
        if counting.line_end == "one":
            widths[returns & before_feed] = 0
        elif counting.line_end == "two":
            widths[feeds & ~after_return] = 2
        first = int(counting.byte_order_mark and source.byte_order_mark)
        self._edges = np.concatenate(([first], first + np.cumsum(widths)))
        self._inclusive = counting.inclusive

    def place(self, selection: QdaSelection) -> tuple[int, int] | None:
        """Give start and end (exclusive) of a selection in code points of the text; None when it lies outside."""
        if selection.start is None or selection.end is None:
            return None
        start, end = selection.start, selection.end + self._inclusive
        if not self._edges[0] <= start < end <= self._edges[-1]:
            return None
        first = int(np.searchsorted(self._edges, start, side="right")) - 1
        last = int(np.searchsorted(self._edges, end, side="left"))
        return first, last


def find_counting(sources: Sequence[QdaSource], origin: str = "") -> Counting:
    """Find out how the positions of a project count.

    Parameters
    ----------
    sources : sequence of QdaSource
        All of the project, since one program wrote them.
    origin : str
        The program, as the project names it: what is known of it goes first as long as the texts do not tell
        otherwise.

    Returns
    -------
    Counting
    """
    read = [source for source in sources if source.text and source.selections]
    usual = next((counting for name, counting in _KNOWN if name in origin.lower()), STANDARD)
    candidates = sorted(
        possible_countings(read), key=lambda one: (one != usual, one != STANDARD, one.inclusive, one.byte_order_mark)
    )
    n_selections = sum(len(source.selections) for source in read)
    best, least = usual, float("inf")
    for counting in candidates:
        # Whoever selects half a word now and then must not tip the scales.
        faults = 0.0 if counting == usual else _UNUSUAL
        faults += (_VERY_UNUSUAL + 0.1 * n_selections) * counting.inclusive
        faults += sum(count_faults(source, counting) for source in read)
        if faults < least:
            best, least = counting, faults
    return best


def possible_countings(sources: Sequence[QdaSource]) -> Iterator[Counting]:
    """Yield the ways to count that make a difference for these texts."""
    texts = [source.text or "" for source in sources]
    astral = any(not text.isascii() and max(text) > "\uffff" for text in texts)
    line_ends: list[LineEnd] = ["as stored"]
    if any("\r\n" in text for text in texts):
        line_ends.append("one")
    if any("\n" in text.replace("\r\n", "") for text in texts):
        line_ends.append("two")
    marked = any(source.byte_order_mark for source in sources)
    for utf16, line_end, mark, inclusive in product((False, True), line_ends, (False, True), (False, True)):
        if (astral or not utf16) and (marked or not mark):
            yield Counting(utf16, line_end, mark, inclusive)


def count_faults(source: QdaSource, counting: Counting) -> int:
    """Weigh what speaks against a way to count: ends within a word, places outside the text, names of another text."""
    text = source.text or ""
    positions = Positions(source, counting)
    total = 0
    for selection in source.selections:
        if selection.start is None or selection.end is None or selection.start >= selection.end:
            continue
        place = positions.place(selection)
        if place is None:
            total += _OUTSIDE
            continue
        start, end = place
        total += cuts_word(text, start) + cuts_word(text, end)
        total += _NAMED * _is_named(text[start:end], selection.name)
    return total


def cuts_word(text: str, place: int) -> bool:
    """Tell whether a place lies within a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _is_named(text: str, name: str) -> bool:
    """Tell whether a selection is named after its text, perhaps cut short, as ATLAS.ti and QualCoder do."""
    words, named = " ".join(text.split()), " ".join(name.split())
    if words == named:
        return len(named) >= _LEAST_NAME
    begin = named.removesuffix("…").removesuffix("...")
    return begin != named and len(begin) >= _LEAST_NAME and words.startswith(begin)
