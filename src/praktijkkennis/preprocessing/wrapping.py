"""Whether a text was broken into lines of a fixed width, and which lines run on because of that.

Mail programs and PDF files break a paragraph into lines of nearly the same length; a line that ends there says
nothing. In notes and in sloppy typing each line is something by itself, in small letters too. What tells the two
apart is the length of the lines: in a broken text nearly every line that goes on in small letters could not have
held the first word of the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_RULE = re.compile(r"[\s|:=_*~+>-]*$")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_INTRODUCES = re.compile(r"\b(?:volgende|volgt|hieronder|onderstaande?)\b[^.!?:]{0,40}:\s*$")
_GOES_ON = re.compile(r"[\"'“‘„(\[]*[^\W\d_]")
_HYPHENATED = re.compile(r"[^\W\d_][-\u00ad‐]\s*$")

# Half of what stands at the end of a broken line is such a word; who ends a line himself seldom ends it so.
_FUNCTION_WORD = re.compile(
    r"(?:,|\b(?:de|het|een|der|den|en|of|maar|want|dat|die|dit|deze|als|om|te|in|op|aan|van|met|voor|bij|naar|uit|door|over"
    r"|tot|ik|hij|zij|ze|wij|we|je|er|niet|ook|zijn|haar|hun|onze|mijn|is|was|had|heeft|werd|wordt|kan|moet|wil))\s*$",
    re.IGNORECASE,
)
_FUNCTION_SHARE = 0.25

_MIN, _MAX = 45, 130
_SHARE, _SHARE_GOING_ON = 0.75, 0.85
_FEWEST = 3
_SLACK = 2
"""Programs differ in whether the space counts."""
_RAGGED = 0.2
"""Slack, as a share of the width, in a text set in letters that are not all as wide."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text.

    Parameters
    ----------
    start, end : int
        Where it stands, as far as it lies in the stretch that is looked at.
    length : int
        Number of characters, without surrounding white space and marks of quoted mail.
    label : int
        Number of characters that stand on the line before the stretch begins, such as the name of a speaker.
    depth : int
        How many times it is quoted, as in an answered mail.
    content : str
        The line without marks of quoted mail.
    """

    start: int
    end: int
    length: int
    label: int
    depth: int
    content: str

    @property
    def is_empty(self) -> bool:
        """Whether the line holds nothing, or only a rule under a heading or between the rows of a table."""
        return _RULE.match(self.content) is not None

    @property
    def has_ended(self) -> bool:
        """Whether the line ends as a sentence or an introduction does."""
        return _ENDED.search(self.content[-12:]) is not None

    @property
    def introduces(self) -> bool:
        """Whether the line announces what stands below it: "Zij zegt hierover het volgende:"."""
        return _INTRODUCES.search(self.content[-60:]) is not None

    @property
    def breaks_off(self) -> bool:
        """Whether the line ends in a comma or a word that more words follow as a rule."""
        return _FUNCTION_WORD.search(self.content[-20:]) is not None

    @property
    def starts_lower(self) -> bool:
        """Whether the first word begins with a small letter."""
        match = _GOES_ON.match(self.content.lstrip())
        return match is not None and match.group()[-1].islower()

    def is_hyphenated(self, following: Line) -> bool:
        """Tell whether the last word of the line seems to go on at the start of the next."""
        return _HYPHENATED.search(self.content[-4:]) is not None and following.content.lstrip()[:1].islower()


@dataclass(frozen=True, slots=True)
class Width:
    """Width at which a text was broken into lines; 0 when its line ends mean something."""

    characters: int = 0
    ragged: bool = False

    def is_full(self, line: Line, following: Line) -> bool:
        """Tell whether the next word did not fit on the line."""
        return bool(self.characters) and self._reach(line, following) > self.characters - _SLACK

    def is_nearly_full(self, line: Line, following: Line) -> bool:
        """Tell whether the next word may not have fitted, in letters of different widths."""
        return bool(self.characters) and self._reach(line, following) > self.characters * (1 - _RAGGED)

    @staticmethod
    def _reach(line: Line, following: Line) -> int:
        return line.label + line.length + 1 + len(following.content.split(maxsplit=1)[0])


def read_lines(text: str, start: int, end: int, *, whole_first: bool = False) -> list[Line]:
    r"""Cut a stretch of a text into lines at ``\n``.

    Parameters
    ----------
    text : str
        Text of a document.
    start, end : int
        The stretch.
    whole_first : bool, default False
        Measure the first line from where it begins in the text, when the stretch begins further on.
    """
    lines: list[Line] = []
    position = start
    while position <= end:
        line_end = text.find("\n", position, end)
        line_end = end if line_end < 0 else line_end
        marks = _QUOTED.match(text, position, line_end)
        begin = marks.end() if marks else position
        content = text[begin:line_end]
        label = len(text[text.rfind("\n", 0, start) + 1 : start].lstrip()) if whole_first and position == start else 0
        depth = marks.group().count(">") if marks else 0
        lines.append(Line(position, line_end, len(content.strip()), label, depth, content))
        position = line_end + 1
    return lines


def width_of(lines: Sequence[Line], is_marked: Sequence[bool]) -> Width:
    """Find the width at which lines were broken.

    Parameters
    ----------
    lines : sequence of Line
        The lines of a text.
    is_marked : sequence of bool
        Which of them begin with a bullet or number, and so cannot be the rest of the line above.
    """
    pairs = [
        (first, second)
        for (first, second), marked in zip(pairwise(lines), is_marked[1:], strict=True)
        if not (first.is_empty or second.is_empty or marked) and first.depth == second.depth
    ]
    return _width_of_all(pairs) or _width_of_going_on(pairs) or Width()


def _width_of_all(pairs: Sequence[tuple[Line, Line]]) -> Width | None:
    """Width of a text in which nearly every line that has a next one is full."""
    if len(pairs) < _FEWEST:
        return None
    width = Width(max(line.label + line.length for pair in pairs for line in pair))
    if not _MIN <= width.characters <= _MAX:
        return None
    full = sum(width.is_full(*pair) for pair in pairs)
    return width if full >= _SHARE * len(pairs) else None


def _width_of_going_on(pairs: Sequence[tuple[Line, Line]]) -> Width | None:
    """Width of a text that has headings, short lines and rows of figures as well.

    Only lines that seem to go on in small letters count. A single line may be longer than the rest.
    """
    going_on = [pair for pair in pairs if pair[1].starts_lower and not pair[0].has_ended]
    if len(going_on) < _FEWEST:
        return None
    lengths = sorted((first.label + first.length for first, _ in going_on), reverse=True)
    for characters in dict.fromkeys(lengths[: 1 + len(lengths) // 20]):
        if not _MIN <= characters <= _MAX:
            continue
        width = Width(characters)
        if sum(width.is_full(*pair) for pair in going_on) >= _SHARE_GOING_ON * len(going_on):
            return width
        loose = sum(first.is_hyphenated(second) or first.breaks_off for first, second in going_on)
        if loose >= _FUNCTION_SHARE * len(going_on) and (
            sum(width.is_nearly_full(*pair) for pair in going_on) >= _SHARE_GOING_ON * len(going_on)
        ):
            return Width(characters, ragged=True)
    return None
