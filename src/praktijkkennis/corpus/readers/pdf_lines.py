"""From the lines of PDF pages back to paragraphs: a sentence must not be cut where a line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": "-", "\u00a0": " "}
)
_BULLET = re.compile(r"\s*(?:[•◦▪■●○–—*·‣➢➤✓-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s|•)")
_LONE_BULLET = re.compile(r"\s*(?:[•◦▪■●○*·‣➢➤✓-]|\(?(?:\d{1,2}|[a-z])[.)])\s*")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][”’\"')\]»]*$")
_HYPHENATED = re.compile(r"\w-$")
# "tijds- en plaatsonafhankelijk": this hyphen stands for the rest of a word and stays.
_SUSPENDED = re.compile(r"(?:en|of|en/of|als|noch|/)\b")
_PAGE_NUMBER = re.compile(
    r"(?:-\s*)?(?:(?:pagina|page|blz\.?|p\.)\s*)?\d{1,4}(?:\s*(?:van|of|/|\|)\s*\d{1,4})?(?:\s*-)?", re.IGNORECASE
)
_NARROWEST = 30.0
"""Characters in a full line of the narrowest column; a page of shorter lines is a list."""
_EDGE = 2
"""Number of lines at the top and bottom of a page in which a running head or foot may stand."""


def join_pages(pages: Sequence[Sequence[str]]) -> str:
    """Join the lines of pages into paragraphs.

    Words hyphenated at a line end are made whole, running heads and page numbers are left out
    (they would stand in the middle of a sentence), and headings and list items keep their line.

    Parameters
    ----------
    pages : sequence of sequences of str
        The lines of each page, as they stand on it.

    Returns
    -------
    str
        One paragraph, heading or list item a line.
    """
    cleaned = [[" ".join(line.translate(_LIGATURES).split()) for line in page] for page in pages]
    lines = [line for page in _without_running_heads(cleaned) for line in page]
    width = _usual_width(lines)
    paragraphs: list[str] = []
    last = ""
    blank = False
    for line in lines:
        if not line:
            blank = True
            continue
        if paragraphs and _belongs_to(last, line, width, blank):
            paragraphs[-1] = _glue(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        last, blank = line, False
    return "\n".join(paragraphs)


def _belongs_to(last: str, line: str, width: float, blank: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line above it."""
    if _LONE_BULLET.fullmatch(last):
        return True
    if _BULLET.match(line) and not (_HYPHENATED.search(last) and line[0].islower()):
        return False
    if _HYPHENATED.search(last):
        return True
    starts_low = line[0].islower() or line[0] in ",;)"
    if _ENDS_SENTENCE.search(last):
        # A full stop in a full line is any sentence end; in a short line it ends the paragraph.
        return not blank and last[-1] not in ":" and (starts_low or len(last) >= 0.85 * width)
    if starts_low:
        return True
    # A name or noun with a capital did not fit on the line above; a heading would have.
    return not blank and len(last) + 1 + len(line.split()[0]) > 0.92 * width


def _glue(paragraph: str, line: str) -> str:
    if not _HYPHENATED.search(paragraph):
        return f"{paragraph} {line}"
    if _SUSPENDED.match(line):
        return f"{paragraph} {line}"
    # West-\nBrabant keeps its hyphen, samen-\nwerking loses it.
    return (paragraph[:-1] if line[0].islower() else paragraph) + line


def _usual_width(lines: Sequence[str]) -> float:
    """Length that a full line has: high, but not the highest, since one line may stick out."""
    lengths = sorted(len(line) for line in lines if line)
    return max(_NARROWEST, lengths[int(0.9 * (len(lengths) - 1))]) if lengths else _NARROWEST


def _without_running_heads(pages: Sequence[list[str]]) -> list[list[str]]:
    edges = [_edge_positions(page) for page in pages]
    edge_lines = [{page[at] for at in positions} for page, positions in zip(pages, edges, strict=True)]
    same = Counter(line for lines in edge_lines for line in lines)
    numbered = Counter(key for lines in edge_lines for key in {_key(line) for line in lines})
    share = 0.3 * len(pages)

    def runs(line: str) -> bool:
        # "Vraag 1" and "Vraag 2" may head two pages; a foot with only the number changed stands on three.
        return same[line] >= max(2, share) or numbered[_key(line)] >= max(3, share)

    return [
        [line for at, line in enumerate(page) if not (at in positions and (_PAGE_NUMBER.fullmatch(line) or runs(line)))]
        for page, positions in zip(pages, edges, strict=True)
    ]


def _edge_positions(page: Sequence[str]) -> set[int]:
    filled = [at for at, line in enumerate(page) if line]
    return {*filled[:_EDGE], *filled[-_EDGE:]}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line)
