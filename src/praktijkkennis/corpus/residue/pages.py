"""What the paper leaves in a text: page numbers, running headers and footers, tables of contents.

A page number is easy; a running header looks like any heading. It is told by coming back beside page
numbers, by standing in the middle of a sentence, or by naming the document ("Nota ... - concept").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from praktijkkennis.corpus.residue.lines import Line

_WORD_FOR_PAGE = r"(?:pagina|pag\.?|bladzijde|blz\.?|p\.)"
_OF = r"(?:\s*(?:van|/)\s*\d{1,4})?"
_PAGE = re.compile(rf"[\W_]*(?:{_WORD_FOR_PAGE}\s*\d{{1,4}}{_OF}|\d{{1,4}}\s+van\s+\d{{1,4}})[\W_]*", re.IGNORECASE)
_NUMBER = re.compile(r"[^\w:.,€%]{0,4}\d{1,3}[^\w:.,€%]{0,4}")
_DRESSED = re.compile(r"[-–—|•·~\[(]\s*\d{1,3}\s*[-–—|•·~\])]")
_BAR = r"(?:\s*[|–—·•]\s*|\s+-\s+|\s{2,})"
_TITLE_WITH_NUMBER = re.compile(
    rf"(?P<first>\d{{1,3}}){_BAR}(?P<title>\D.{{2,80}}?)"
    rf"|(?P<title_too>.{{2,80}}?\D){_BAR}(?P<word>{_WORD_FOR_PAGE}\s*)?(?P<last>\d{{1,3}}){_OF}",
    re.IGNORECASE,
)
_NAMES_DOCUMENT = re.compile(
    r"\b\w*(?:jaarverslag|jaarbericht|jaarplan|beleidsplan|handboek|werkboek|handleiding|casusboek|leerboek|nota|notitie"
    r"|rapport|rapportage|brochure|scriptie|onderzoeksverslag|eindverslag|projectplan|protocol|kwaliteitsplan|whitepaper"
    r"|concept|definitief|versie)\b",
    re.IGNORECASE,
)
_LEADER = re.compile(r".{2,120}?\s?(?:[.…]\s?){3,}\s*\d{1,4}|.{2,120}?_{3,}\s*\d{1,4}")
_ENTRY = re.compile(r"(?P<title>\S.{1,120}?)\s+(?P<page>\d{1,3})")
_CONTENTS = re.compile(r"(?:inhoud|inhoudsopgave|inhoudstafel|in dit (?:artikel|nummer|document)|op deze pagina)", re.I)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_OPEN_END = re.compile(r".*[^\W_][-,]?", re.DOTALL)
_LONGEST_HEADER = 12
"""Words in the longest running header."""
_PAGE_LINES = 8
"""Lines that a page has at least; fewer between two numbers are answers to a question."""
_MOST_CONTENTS = 10
"""Tables of contents that are looked for; a list of a thousand of them is something else."""
_NEAR = 6
_SHORTER = 0.75
_MOST_BETWEEN = 4
"""Lines of header, footer and number that stand between two pages at most."""


def mark_pages(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark page numbers, running headers and tables of contents, in place.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the text.
    kinds : list of str or None
        The kind of each line as far as known; None for what is narrative so far.
    """
    for at, line in enumerate(lines):
        if kinds[at] is None and not line.speech and _PAGE.fullmatch(line.core):
            kinds[at] = "paginanummer"
    _mark_contents(lines, kinds)
    _mark_numbered_titles(lines, kinds)
    numbers = [at for at in range(len(lines)) if kinds[at] == "paginanummer" or _is_number(lines[at])]
    _mark_returning(lines, kinds, numbers)
    for at in numbers:
        _mark_around(lines, kinds, at)


def _is_number(line: Line) -> bool:
    return not line.speech and _NUMBER.fullmatch(line.raw) is not None


def _is_header(line: Line, kind: str | None) -> bool:
    """Tell whether a line can be a running header by its form."""
    return (
        kind is None
        and not (line.speech or line.bullet)
        and len(line.words) <= _LONGEST_HEADER
        and not line.core.endswith((".", "?", "!", ":", ";", ","))
        and line.core[:1].isalpha()
        and not line.core[:1].islower()
    )


def _mark_contents(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark lines with a leader ("Inleiding ..... 3"), and the lines below "Inhoud" that end in a page number."""
    for at, line in enumerate(lines):
        if kinds[at] is None and not line.speech and _LEADER.fullmatch(line.core):
            kinds[at] = "inhoudsopgave"
    heads = [at for at, line in enumerate(lines) if not line.speech and _CONTENTS.fullmatch(line.plain)]
    for at in heads[:_MOST_CONTENTS]:
        entries = list(_entries_below(lines, kinds, at))
        if len(entries) >= 2:
            kinds[at : at + 1] = ["inhoudsopgave"]
            for entry in entries:
                kinds[entry] = "inhoudsopgave"


def _entries_below(lines: Sequence[Line], kinds: Sequence[str | None], at: int) -> Iterator[int]:
    """Lines of a table of contents: they end in a page number that rises, or come back as a heading."""
    page = 0
    later = {line.plain for line in lines[at + 1 :] if not line.bullet}
    for entry in range(at + 1, len(lines)):
        line = lines[entry]
        found = _ENTRY.fullmatch(line.core)
        repeated = line.bullet and line.plain in later and not line.is_prose
        if kinds[entry] == "inhoudsopgave" or repeated:
            yield entry
        elif kinds[entry] is None and found and not line.is_prose and int(found["page"]) >= page:
            page = int(found["page"])
            yield entry
        else:
            return


def _mark_numbered_titles(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark a title with the number of the page beside it, when it comes back or names the document."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        found = _TITLE_WITH_NUMBER.fullmatch(line.raw) if len(line.raw) <= 120 else None
        if (
            found is None
            or kinds[at] is not None
            or line.speech
            or line.bullet
            or len(line.words) > _LONGEST_HEADER + 3
        ):
            continue
        title = (found["title"] or found["title_too"]).strip(" |–—·•-").casefold()
        number = int(found["first"] or found["last"])
        if found["word"] and not title.endswith((".", "?", "!")):
            kinds[at] = "kopregel"
        seen.setdefault(title, []).append((at, number))
    for title, places in seen.items():
        rising = all(first[1] < second[1] for first, second in pairwise(places))
        if (len(places) > 1 and rising) or _NAMES_DOCUMENT.search(title):
            for at, _ in places:
                kinds[at] = "kopregel"


def _mark_returning(lines: Sequence[Line], kinds: list[str | None], numbers: Sequence[int]) -> None:
    """Mark lines that come back beside page numbers."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if _is_header(line, kinds[at]):
            places.setdefault(re.sub(r"\d+", "#", line.plain), []).append(at)
    if len(numbers) > 1 and (numbers[-1] - numbers[0]) < _PAGE_LINES * (len(numbers) - 1):
        return
    for found in places.values():
        beside = [at for at in found if _is_beside(at, numbers)]
        if len(found) > 1 and 2 * len(beside) >= len(found) and beside:
            for at in found:
                kinds[at] = "kopregel"


def _mark_around(lines: Sequence[Line], kinds: list[str | None], at: int) -> None:
    """Mark what stands between two pages together with the page number at ``at``."""
    first = last = at
    while first > 0 and at - first < _MOST_BETWEEN and _between_pages(lines, kinds, at, first - 1):
        first -= 1
    while last + 1 < len(lines) and last - at < _MOST_BETWEEN and _between_pages(lines, kinds, at, last + 1):
        last += 1
    if _breaks_sentence(lines, first, last):
        for between in range(first, last + 1):
            kinds[between] = kinds[between] or "kopregel"
        return
    for step in (-1, 1):
        _mark_beside(lines, kinds, at, step)


def _is_beside(at: int, numbers: Sequence[int]) -> bool:
    """Tell whether a page number stands within two lines."""
    index = bisect_left(numbers, at - 2)
    return index < len(numbers) and numbers[index] <= at + 2


def _between_pages(lines: Sequence[Line], kinds: Sequence[str | None], number: int, at: int) -> bool:
    """Tell whether a line near a page number can be part of the head or foot of a page.

    A line of text from which the sentence goes on is as long as the lines around it; a header is shorter, or
    has blank lines on both sides in a text that has none between its lines.
    """
    if kinds[at] is not None:
        return True
    if not _is_header(lines[at], None):
        return False
    around = [line for line in lines[max(0, number - _NEAR) : number + _NEAR + 1] if not _is_number(line)]
    if len(lines[at].raw) < _SHORTER * max(len(line.raw) for line in around):
        return True
    alone = lines[at].after_blank and (at + 1 == len(lines) or lines[at + 1].after_blank)
    return alone and sum(line.after_blank for line in around) < len(around)


def _breaks_sentence(lines: Sequence[Line], first: int, last: int) -> bool:
    """Tell whether the line above goes on in the line below."""
    if first == 0 or last + 1 == len(lines):
        return False
    above, below = lines[first - 1], lines[last + 1]
    return len(above.core) > 20 and bool(_OPEN_END.fullmatch(above.core)) and below.core[:1].islower()


def _mark_beside(lines: Sequence[Line], kinds: list[str | None], at: int, step: int) -> None:
    """Mark the lines directly above or below a page number that belong to it by their words or their form."""
    block: list[int] = []
    place = at + step
    while 0 <= place < len(lines) and not lines[max(place, place - step)].after_blank:
        if not (_is_header(lines[place], kinds[place]) and len(block) < _MOST_BETWEEN):
            break
        block.append(place)
        place += step
    if not block:
        return
    ended = not 0 <= place < len(lines) or lines[max(place, place - step)].after_blank
    if ended and _DRESSED.fullmatch(lines[at].raw):
        found = block
    else:
        found = [line for line in block if _NAMES_DOCUMENT.search(lines[line].core)]
        if step > 0 and at > 0 and not found and _heads_heading(lines, place, block):
            found = block[:1]
    for line in found:
        kinds[line] = "kopregel"


def _heads_heading(lines: Sequence[Line], place: int, block: Sequence[int]) -> bool:
    """Tell whether a numbered heading follows the one line below a page number: then that line heads the page."""
    return len(block) == 1 and place < len(lines) and _NUMBERED.match(lines[place].core) is not None
