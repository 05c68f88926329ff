"""The lines of a text gathered into blocks: the stretches within which sentences are looked for.

A block is a paragraph, a heading, a bullet or a cell of a table row. Its span leaves list markers and
heading signs out. A line end closes a block, unless the text was broken into lines of a fixed width or
the next line can only be the rest of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from praktijkkennis.document import Span
from praktijkkennis.preprocessing.wrapping import Line, Width, read_lines, width_of

_MARKER = re.compile(
    r"""\s*(?:
        [-–—*•·▪◦●○■□►▶✓✔➢>+]+\s+(?:\[[ xX]\]\s+)?  # bullets, dashes, quoted mail, tick boxes
      | \?\s+                                         # a list of questions
      | \#{1,6}\s+                                    # Markdown headings
      | \(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})\)\s+    # 1) (a) iv)
      | \d{1,2}(?:\.\d{1,2})*\.\s+(?=\S)              # 1. 2.3.
      | \d{1,2}(?:\.\d{1,2})+\s+(?=[A-ZÀ-Þ])          # 2.3 Title
      | \d{1,2}(?:\.\d{1,2})*\t\s*(?=[^\W\d_])        # number of an agenda point in a column of its own
    )+""",
    re.VERBOSE,
)
_CELL = re.compile(r"[^\t|]+")
_POINT = re.compile(r"\d{1,2}[a-z]")
_VALUE = re.compile(r"[€±<>~]?\s?[-+]?\d[\d.,:/-]*\s?(?:%|[^\W\d_]+\.?)?(?:\s[^\W\d_]+)?")

# Words no sentence ends in, and those with which it may in speech ("daar hou ik van", "doe dan maar").
_HANGS = re.compile(
    r"(?:,|\b(?:de|een|en|of|omdat|want|als|te|onze|mijn|jouw|uw|met|sinds|doordat|zodat|terwijl|hoewel|tijdens"
    r"|volgens|vanwege|wegens))\s*$",
    re.IGNORECASE,
)
_MAY_HANG = re.compile(r"\b(?:dat|die|om|maar|van)\s*$", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\s*(?:omdat|zodat|doordat|nadat|voordat|totdat|terwijl|hoewel|tenzij|waardoor|waarbij|waarin|waarmee|waarna"
    r"|waarvan|waarop|waaruit|waaraan|waarover)\b"
)
_LONG = 45
"""Characters from which a line may have been broken for its length."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a whole document are to be read.

    Parameters
    ----------
    widths : pair of Width
        Width at which the text was broken into lines, and that of the mail quoted in it.
    sloppy : bool
        Whether the writer uses no capitals, so that a line in small letters may say something new.
    """

    widths: tuple[Width, Width] = (Width(), Width())
    sloppy: bool = False


def layout_of(text: str, *, sloppy: bool = False) -> Layout:
    """Measure the lines of a document."""
    lines = read_lines(text, 0, len(text))
    return Layout(_widths(lines, [_is_marked(line) for line in lines]), sloppy)


def iter_blocks(text: str, start: int = 0, end: int | None = None, layout: Layout | None = None) -> Iterator[Span]:
    """Yield the blocks of ``text[start:end]`` in order.

    Parameters
    ----------
    text : str
        Text of a document.
    start, end : int
        Stretch to look at, in code points; the whole text by default.
    layout : Layout, optional
        That of the document, for a stretch too short to tell; without it the stretch is all there is.

    Yields
    ------
    Span
        A block without surrounding white space and without list marker.
    """
    end = len(text) if end is None else end
    lines = read_lines(text, start, end, whole_first=layout is not None)
    marked = [_is_marked(line) for line in lines]
    layout = _with_own_widths(layout or Layout(), lines, marked)
    index = 0
    while index < len(lines):
        first = index
        while index + 1 < len(lines) and _continues(lines, marked, first, index, layout):
            index += 1
        if not lines[first].is_empty:
            yield from _cells(text, _skip_marker(text, lines[first].start, lines[index].end), lines[index].end)
        index += 1


def _with_own_widths(layout: Layout, lines: Sequence[Line], marked: Sequence[bool]) -> Layout:
    own = _widths(lines, marked)
    pairs = zip(own, layout.widths, strict=True)
    body, quoted = (mine if mine.characters else whole for mine, whole in pairs)
    return Layout((body, quoted), layout.sloppy)


def _widths(lines: Sequence[Line], marked: Sequence[bool]) -> tuple[Width, Width]:
    if not any(line.depth for line in lines):
        return width_of(lines, marked), Width()
    body = [not line.depth for line in lines]
    return _width_of_part(lines, marked, body), _width_of_part(lines, marked, [not own for own in body])


def _width_of_part(lines: Sequence[Line], marked: Sequence[bool], chosen: Sequence[bool]) -> Width:
    """Width of some of the lines; one that follows on a line left out counts as no rest of another."""
    at = [index for index, own in enumerate(chosen) if own]
    apart = [marked[index] or index == 0 or not chosen[index - 1] for index in at]
    return width_of([lines[index] for index in at], apart)


def _continues(lines: Sequence[Line], marked: Sequence[bool], first: int, at: int, layout: Layout) -> bool:
    """Tell whether the line after ``at`` goes on in the block that began at ``first``."""
    line, following = lines[at], lines[at + 1]
    if line.is_empty or following.is_empty or marked[at + 1] or line.introduces or line.depth != following.depth:
        return False
    width = layout.widths[min(line.depth, 1)]
    if line.is_hyphenated(following) or width.is_full(line, following):
        return True
    hanging = marked[first] and _indent(following) == _text_column(lines[first])
    if hanging and (not line.has_ended or line.content.rstrip().endswith(";")):
        # Set right below the text of its bullet: a line of that bullet, whatever it begins with.
        return True
    if line.has_ended:
        return False
    lower = following.starts_lower
    if (lower or width.ragged) and width.is_nearly_full(line, following):
        return True
    if marked[first] and _indent(following) > _indent(lines[first]):
        return lower or line.length >= _LONG
    return lower and _hangs(line, following, layout.sloppy)


def _hangs(line: Line, following: Line, sloppy: bool) -> bool:
    """Tell whether a line cannot be complete by its words, as in a cell with a line break in it."""
    if _HANGS.search(line.content[-20:]):
        return True
    if sloppy:
        return False
    if _MAY_HANG.search(line.content[-20:]) or _SUBORDINATE.match(following.content):
        return True
    # In a text with capitals a long line goes on in small letters when what comes next ends like a sentence.
    return line.length >= _LONG and following.has_ended


def _indent(line: Line) -> int:
    return len(line.content) - len(line.content.lstrip())


def _text_column(line: Line) -> int:
    """Count what stands before the text of a line with a bullet or number."""
    match = _MARKER.match(line.content)
    return match.end() if match else 0


def _is_marked(line: Line) -> bool:
    match = _MARKER.match(line.content)
    return match is not None and bool(match.group().strip())


def _skip_marker(text: str, start: int, end: int) -> int:
    match = _MARKER.match(text, start, end)
    return match.end() if match else start


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    content = text[start:end]
    has_tabs, has_bars = "\t" in content.strip(), content.count("|") >= 2 or " | " in content
    if not (has_tabs or has_bars):
        yield from _bare(text, start, end)
        return
    held: Span | None = None
    for match in _CELL.finditer(text, start, end):
        for cell in _bare(text, *match.span()):
            # "4a" and "8 dagen" say nothing by themselves; between bars they would drag the bars along.
            if held and not has_bars and _belong_together(text[held.start : held.end], text[cell.start : cell.end]):
                held = Span(held.start, cell.end)
                continue
            if held:
                yield held
            held = cell
    if held:
        yield held


def _belong_together(before: str, cell: str) -> bool:
    return _POINT.fullmatch(before) is not None or (
        not before.endswith((".", "!", "?")) and len(cell) <= 20 and _VALUE.fullmatch(cell) is not None
    )


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
