"""The lines of a text gathered into blocks: the stretches within which sentences are looked for.

A block is a paragraph, a heading, a bullet or a cell of a table row. Its span leaves list markers and
heading signs out. A line end closes a block, unless the text was broken into lines of a fixed width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from praktijkkennis.document import Span

_MARKER = re.compile(
    r"""\s*(?:
        [-–—*•·▪◦●○■□►▶✓✔➢>]+\s+(?:\[[ xX]\]\s+)?   # bullets, dashes, quoted mail, tick boxes
      | \#{1,6}\s+                                    # Markdown headings
      | \(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\)\s+    # 1) (a) iv)
      | \d{1,2}(?:\.\d{1,2})*\.\s+(?=\S)              # 1. 2.3.
      | \d{1,2}(?:\.\d{1,2})+\s+(?=[A-ZÀ-Þ])          # 2.3 Title
    )+""",
    re.VERBOSE,
)
_CELL = re.compile(r"[^\t|]+")
_RULE = re.compile(r"[\s|:=_*~+-]*$")
_HANGS = re.compile(r"(?:,|\b(?:de|een|en|of|dat|die|om|omdat|want|maar|als|van|te))\s*$", re.IGNORECASE)
_WRAP_MIN, _WRAP_MAX = 45, 130
_WRAP_SHARE = 0.75


def iter_blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the blocks of ``text[start:end]`` in order.

    Parameters
    ----------
    text : str
        Text of a document.
    start, end : int
        Stretch to look at, in code points; the whole text by default.

    Yields
    ------
    Span
        A block without surrounding white space and without list marker.
    """
    end = len(text) if end is None else end
    lines = list(_lines(text, start, end))
    width = _wrap_width(text, lines)
    index = 0
    while index < len(lines):
        first, last = lines[index]
        while index + 1 < len(lines) and _continues(text, lines[index], lines[index + 1], width):
            index += 1
            last = lines[index][1]
        index += 1
        if _is_empty(text, (first, last)):
            continue
        yield from _cells(text, _skip_marker(text, first, last), last)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position <= end:
        line_end = text.find("\n", position, end)
        line_end = end if line_end < 0 else line_end
        yield position, line_end
        position = line_end + 1


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """Width at which the text was broken into lines, or 0 when its line ends mean something.

    In a wrapped text nearly every line that has a successor could not have held the first word of it.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not (_is_empty(text, a) or _is_empty(text, b) or _marked(text, b))]
    if len(pairs) < 3:
        return 0
    width = max(_length(text, line) for pair in pairs for line in pair)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return 0
    full = sum(_is_full(text, a, b, width) for a, b in pairs)
    return width if full / len(pairs) >= _WRAP_SHARE else 0


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    # Two characters of slack: programs differ in whether the space counts.
    return _length(text, line) + 1 + len(first_word) > width - 2


def _continues(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    if _is_empty(text, line) or _is_empty(text, following) or _marked(text, following):
        return False
    if width and _is_full(text, line, following, width):
        return True
    # A line that ends in a comma or a word no sentence ends in goes on, as in a cell with a line break in it.
    return text[slice(*following)].lstrip()[:1].islower() and _HANGS.search(text[slice(*line)]) is not None


def _is_empty(text: str, line: tuple[int, int]) -> bool:
    """Tell whether a line holds nothing, or only a rule under a heading or between the rows of a table."""
    return _RULE.match(text, *line) is not None


def _length(text: str, line: tuple[int, int]) -> int:
    return len(text[line[0] : line[1]].strip())


def _marked(text: str, line: tuple[int, int]) -> bool:
    match = _MARKER.match(text, *line)
    return match is not None and bool(match.group().strip())


def _skip_marker(text: str, start: int, end: int) -> int:
    match = _MARKER.match(text, start, end)
    return match.end() if match else start


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    is_row = "\t" in text[start:end].strip() or text[start:end].count("|") >= 2 or " | " in text[start:end]
    pieces = _CELL.finditer(text, start, end) if is_row else [re.compile(r".+", re.DOTALL).match(text, start, end)]
    for piece in pieces:
        if piece is None:
            continue
        low, high = piece.span()
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low < high:
            yield Span(low, high)
