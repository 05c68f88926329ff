"""The words of a text as the search for names sees them: with their place, and whether they begin a sentence.

It looks at signs only, so that it needs no language pipeline and never fails on sloppy text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?P<link>(?<!\w)[vV][./]?\s?d\.?(?=\s)|(?<!\w)v\.(?=\s?[A-ZÀ-ÖØ-Þ]))
    |(?P<initials>(?<!\w)(?!Dhr\.|Ds\.)[A-ZÀ-ÖØ-ÞŁŚŞÇİ](?:h|hr|j|s)?\.(?:\s?-?[A-ZÀ-ÖØ-Þ](?:h|hr|j|s)?\.(?!\w{2}))*)
    |(?P<word>['’‘]s-[^\W\d_]+(?:-[^\W\d_]+)*|['’‘][tsn](?![\w'’])|[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*)
    """,
    re.VERBOSE,
)
_GENITIVE = re.compile(r"['’ʼ]s$")
# The start of a line, also behind a bullet or a number, and what follows a full stop, a colon or an opening quote.
_OPENING = re.compile(r"[.!?…:][\s\"'”’)\]*_]*\s[^\w]*$|\n[^\n]*$|[\"“„«]\s?$|(?:^|\s)[‘'(]?[‘']$")
# "al-Khatib" is as much a name as "Khatib".
_ARTICLE_AND_CAPITAL = re.compile(r"(?:a[lnrstdz]|el|ash|ech|ul|ur)-[A-ZÀ-ÖØ-Þ]")
_SHORTEST_GENITIVE = 3
_ABBREVIATIONS = frozenset(
    """dr drs mr ir ing prof mw mevr mvr mej dhr hr fam ds past st zr wed bc msc jhr kol lt gen min wnd evt bijv bv nl
    o.a m.b.t t.a.v""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or initials with their stops.

    Parameters
    ----------
    start, end : int
        Place in the text; the ``'s`` of a genitive is left out.
    text : str
        The word as written, without that ``'s``.
    opens : bool
        Whether it begins a sentence, a line or a quotation, so that its capital says nothing.
    gap : str
        What stands between it and the word before.
    kind : {"word", "initials", "link"}
        ``link`` is an abbreviated prefix (``v.d.``).
    genitive : bool
        Whether a ``'s`` was left out.
    """

    start: int
    end: int
    text: str
    opens: bool
    gap: str
    kind: str = "word"
    genitive: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, an Arabic article aside (``al-Khatib``)."""
        return self.text[:1].isupper() or (self.text[:1] in "aeu" and bool(_ARTICLE_AND_CAPITAL.match(self.text)))

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()


def words_of(text: str) -> list[Word]:
    """Divide a text into words.

    Returns
    -------
    list of Word
        In order; digits and signs are in the gaps.
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    end, before = 0, ""
    for match in _TOKEN.finditer(text):
        gap = text[end : match.start()]
        kind = match.lastgroup or "word"
        written = match[0]
        opens = not before or _opens(gap, before)
        start, end = match.span()
        before = written
        whole = len(written)
        if kind == "word" and whole > _SHORTEST_GENITIVE and (genitive := _GENITIVE.search(written)):
            written = written[: genitive.start()]
        yield Word(start, start + len(written), written, opens, gap, kind, genitive=len(written) < whole)


def _acronym(written: str) -> bool:
    """Tell whether it is a name in capitals (``ING``) rather than a title (``ing.``)."""
    return written.isupper() and len(written) > 2


def _opens(gap: str, before: str) -> bool:
    if gap == " " or gap == "":
        return False
    stripped = gap.lstrip()
    if gap.startswith(".") and "\n" not in gap and before.lower() in _ABBREVIATIONS and not _acronym(before):
        return False
    return bool(_OPENING.search(gap)) and bool(stripped or "\n" in gap)
