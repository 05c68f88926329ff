"""The lines of a text with what residue rules need to know of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(r"^(?:[\s•◦▪■●○*·‣➢➤✓✔|»›><#→←‹«\-–—]+|\(?\d{1,2}[.)]\s+)+")
_BULLET = re.compile(r"\s*(?:[•◦▪■●○*·‣➢➤✓✔+–-]|\(?\d{1,2}[.)])\s+\S")
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\([^)\s]{0,500}\)")
_TAIL = re.compile(r"[\s>»›→↑↓←▲▼|^]+$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s+[\"'“‘(]?[A-ZÀ-ÖØ-Þ]|\s*$)")
LONGEST = 300
"""Characters beyond which a line is running text, whatever is in it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Parameters
    ----------
    start, end : int
        Where it stands in the text, outer white space left out.
    raw : str
        As it stands there.
    core : str
        Its words without bullets, Markdown marks and arrows around them; quotes are straight.
    bullet : bool
        Whether it begins with a bullet or number.
    after_blank : bool
        Whether a blank line stands above it.
    speech : bool
        Whether it begins with the label of a speaker.
    """

    start: int
    end: int
    raw: str
    core: str
    bullet: bool
    after_blank: bool
    speech: bool

    @property
    def plain(self) -> str:
        """The words in lower case, without final punctuation; for looking up in lists."""
        return self.core.casefold().rstrip(" :.!…")

    @property
    def words(self) -> list[str]:
        """The words of the line."""
        return self.core.split()

    @property
    def is_prose(self) -> bool:
        """Whether the line is long enough, and ends so, that it must be running text."""
        return len(self.core) > 80 or (self.core.endswith((".", "?", "!", "…")) and len(self.words) > 6)


def split_lines(text: str, speech_starts: frozenset[int]) -> Iterator[Line]:
    r"""Lines of a text, blank ones left out.

    Only ``\n`` ends a line, as everywhere in a document; what is at ``speech_starts`` are lines
    that begin with the label of a speaker.
    """
    position = 0
    blank = True
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = position + len(line) - len(line.lstrip())
            core = core_of(stripped) if len(stripped) <= LONGEST else stripped
            bullet, speech = bool(_BULLET.match(line)), position in speech_starts
            yield Line(start, start + len(stripped), stripped, core, bullet, blank, speech)
        blank = not stripped
        position += len(line) + 1


def core_of(text: str) -> str:
    """Strip bullets, Markdown links and emphasis, and arrows; make quotes straight."""
    text = _LINK.sub(r"\1", text)
    text = _TAIL.sub("", _MARKS.sub("", text)).replace("**", "").replace("__", "")
    return " ".join(text.replace("’", "'").replace("‘", "'").split())


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``, roughly: good enough to lift one out of a paragraph."""
    position = start
    while position < end:
        found = _SENTENCE_END.search(text, position, end)
        stop = found.end() if found else end
        begin = position
        while begin < stop and text[begin].isspace():
            begin += 1
        if begin < stop:
            yield begin, stop
        position = stop
