"""Menus, share bars, forms and buttons: short lines that are residue because of what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from praktijkkennis.corpus.lexicon import phrases
from praktijkkennis.corpus.residue.lines import Line

_SEPARATOR = re.compile(r"\s*[|›»>/·•]\s*|\s[-–—]\s")
_COLUMNS = re.compile(r"\s{2,}|\t|\xa0{2,}|\s*[|·•]\s*|\s[-–—]\s")
_JUMP = re.compile(
    r"(?:(?:ga|spring|skip|snel|direct|door|overslaan en)\s+)+(?:naar|to)\s+(?:de |het |main )?(?:hoofd)?"
    r"(?:inhoud|menu|navigatie|content|zoeken|zoekveld|zoekbalk|footer|artikel|submenu|subnavigatie)(?: gaan)?"
    r"|(?-i:Logo [A-Z]).{1,60}"
    r"|inloggen (?:op |bij |in |voor )?(?:mijn|leden|klanten|ouders|medewerkers|professionals)\b.{0,30}",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(
    r"(?:(?:(?:u|je) bent hier|u bevindt zich hier|je bevindt je hier)\s*:?\s*.{1,200}"
    r"|(?:home|start|startpagina)\s*(?:[>›»/→]\s*[^>›»/→]{1,60}){1,6})",
    re.IGNORECASE,
)
_OWN_NAME = r"[A-Z][\w&-]*(?:\.\w+)*"
_ABOUT = re.compile(rf"[Oo]ver (?:ons|mij|deze (?:web)?site|{_OWN_NAME}(?: (?:&|{_OWN_NAME})){{0,3}}(?:(?<=& Zn)\.)?)")
_CRUMB = re.compile(r"\s*[>›»→]\s*|\s+/\s+")
_ARROWS = re.compile(r"\s[>›»]\s")
_TITLE_BELOW = 6
"""Number of lines below a breadcrumb within which the title that ends it stands."""
_BESIDE = {
    "navigation": "menu",
    "navigation_soft": "menu",
    "sharing": "deelknop",
    "comment_form": "reactieverzoek",
    "cookie_buttons": "cookiemelding",
}
# "Lees meer" is not here: below it the next article begins, with a heading.
_SUPPORT = frozenset(
    ("menu", "kruimelpad", "deelknop", "reactieverzoek", "nieuwsbrief", "cookiemelding", "contact", "adres")
) | {"taalkeuze", "copyright"}
_MOST_BETWEEN = 8
"""Number of unknown lines between known lines of menu, at the head and foot of a page."""
_FEWEST = 3
"""Number of different menu entries under one another that make a menu."""


def menu_line(raw: str, core: str) -> str | None:
    """Kind of a line that is a whole menu or breadcrumb by itself, or navigation wherever it stands.

    Parameters
    ----------
    raw, core : str
        The line as it stands there, and its words; see :class:`Line`.
    """
    plain = core.casefold().rstrip(" :.!")
    if plain in phrases("navigation_always"):
        return "menu"
    if _JUMP.fullmatch(core.rstrip(" :.")):
        return "menu"
    if _BREADCRUMB.fullmatch(core):
        return "kruimelpad"
    clear, known = _entries()
    columns = [_plain(entry) for entry in _COLUMNS.split(raw) if entry.strip()]
    if _is_row(columns, core) and sum(entry in known for entry in columns) >= 2 and not clear.isdisjoint(columns):
        # Sites have entries of their own, so in a row of columns a few known ones will do.
        return "deelknop" if phrases("sharing").issuperset(columns) else "menu"
    entries = [entry for entry in _SEPARATOR.split(plain) if entry]
    if len(entries) == 2 and any(entry in phrases("navigation_always") for entry in entries):
        return "menu" if all(entry in known for entry in entries) else None
    if len(entries) < _FEWEST:
        entries = _entries_without_separator(plain.split(), known)
    if len(entries) < _FEWEST or not any(entry in clear for entry in entries):
        return None
    if all(entry in phrases("sharing") for entry in entries):
        return "deelknop"
    return "menu" if sum(entry in known for entry in entries) >= 0.5 * len(entries) else None


@cache
def _entries() -> tuple[frozenset[str], frozenset[str]]:
    """Entries that are clearly of a menu, and those together with the ordinary words among entries."""
    clear = phrases("navigation") | phrases("navigation_always") | phrases("sharing")
    return clear, clear | phrases("navigation_soft")


def _plain(entry: str) -> str:
    return entry.strip(" \t\xa0:.!*>›»").casefold()


def _is_row(columns: Sequence[str], core: str) -> bool:
    short = all(0 < len(entry.split()) <= 4 for entry in columns)
    return len(columns) > _FEWEST and short and not core.endswith((".", "?", "!"))


def mark_menus(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark runs of menu entries, share buttons and form fields, in place.

    Alone such a line may be a heading ("Delen") or an answer ("Facebook"); it is residue in a run
    with other residue, or with at least two others of which one is clearly navigation.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the text.
    kinds : list of str or None
        The kind of each line as far as known; None for what is narrative so far.
    """
    for at, line in enumerate(lines):
        if kinds[at] is None and not line.speech and _is_breadcrumb(lines, at):
            kinds[at] = "kruimelpad"
    candidates = [_candidate(lines, kinds, at) if kind is None else None for at, kind in enumerate(kinds)]
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        stop = start
        while stop < len(lines) and (candidates[stop] or kinds[stop] in _SUPPORT):
            stop += 1
        if stop > start:
            runs.append((start, stop))
        start = stop + 1
    for start, stop in runs:
        if _is_menu(lines, kinds, candidates, start, stop):
            kinds[start:stop] = [kinds[at] or candidates[at] for at in range(start, stop)]
    for (start, gap_start), (gap_end, stop) in pairwise(runs):
        if _is_one_menu(lines, kinds, candidates, start, gap_start, gap_end, stop):
            kinds[start:stop] = [kinds[at] or candidates[at] or "menu" for at in range(start, stop)]
    _fill_blocks(lines, kinds)
    _fill_ends(lines, kinds)


def _is_breadcrumb(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line goes from an entry of the menu to the title of the page, which stands below it."""
    crumbs = [_plain(crumb) for crumb in _CRUMB.split(lines[at].core) if crumb.strip()]
    if len(crumbs) < 2 or _entries()[1].isdisjoint((crumbs[0], crumbs[-1])):
        return False
    if (
        _ARROWS.search(lines[at].core)
        and len(lines[at].words) <= 12
        and any(crumb in phrases("navigation") for crumb in crumbs)
    ):
        return True
    return crumbs[-1] in {line.plain for line in lines[at + 1 : at + 1 + _TITLE_BELOW]}


def _candidate(lines: Sequence[Line], kinds: Sequence[str | None], at: int) -> str | None:
    line = lines[at]
    if line.speech or len(line.core) > 40 or line.core.endswith(("?", ":")):
        return None
    if line.core.endswith(".") and not _ABOUT.fullmatch(line.core):
        return None
    below = lines[at + 1] if at + 1 < len(lines) and kinds[at + 1] is None else None
    if below is not None and not below.after_blank and below.is_prose:
        return None
    for name, kind in _BESIDE.items():
        if line.plain in phrases(name):
            return kind
    return "menu" if _ABOUT.fullmatch(line.core) else None


def _is_menu(
    lines: Sequence[Line], kinds: Sequence[str | None], candidates: Sequence[str | None], start: int, stop: int
) -> bool:
    run = range(start, stop)
    if any(kinds[at] in _SUPPORT for at in run):
        return True
    entries = {lines[at].plain for at in run if candidates[at]}
    clear = phrases("navigation") | phrases("comment_form")
    sure = sum(entry in clear for entry in entries)
    introduced = start > 0 and lines[start - 1].core.endswith(":")
    # A list with bullets may be someone's own, of themes or of sectors.
    least = 2 if all(lines[at].bullet for at in run) else 4
    return len(entries) >= _FEWEST and sure > 0 and sure * least >= len(entries) and not introduced


def _is_one_menu(
    lines: Sequence[Line],
    kinds: Sequence[str | None],
    candidates: Sequence[str | None],
    start: int,
    gap_start: int,
    gap_end: int,
    stop: int,
) -> bool:
    """Tell whether two runs with a few unknown lines between are one menu: sites have entries of their own."""
    if gap_end - gap_start > 2 or not all(_may_be_entry(line) for line in lines[gap_start:gap_end]):
        return False
    same_spacing = len({lines[at].after_blank for at in range(gap_start, gap_end + 1)}) == 1
    entries = [lines[at].plain for at in range(start, stop) if (kinds[at] or candidates[at]) == "menu"]
    sure = sum(entry in phrases("navigation") for entry in entries)
    return same_spacing and len(entries) > _FEWEST and sure > 1


def _fill_blocks(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark the entries that only this site has, in a block of lines of which the rest is menu."""
    starts = [at for at, line in enumerate(lines) if at == 0 or line.after_blank]
    for start, stop in pairwise((*starts, len(lines))):
        block = range(start, stop)
        others = [at for at in block if kinds[at] is None]
        sure = sum(kinds[at] in ("menu", "kruimelpad") and _is_sure(lines[at]) for at in block)
        if not others or sure < 2 or 2 * len(others) > len(block) or not all(_may_be_entry(lines[at]) for at in others):
            continue
        # The last line may be the title of the page.
        ends_in_title = others[-1] == stop - 1 and not (stop < len(lines) and kinds[stop])
        for at in others[:-1] if ends_in_title else others:
            kinds[at] = "menu"


def _fill_ends(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark short lines between lines of menu and the like, above the first paragraph and below the last."""
    prose = [at for at, line in enumerate(lines) if kinds[at] is None and line.is_prose]
    if not prose:
        return
    # Share buttons stand between a title and its text as well, so above the text they border on nothing.
    for part, borders in ((range(prose[0]), _SUPPORT - {"deelknop"}), (range(prose[-1] + 1, len(lines)), _SUPPORT)):
        known = [at for at in part if kinds[at] in borders]
        for above, below in pairwise(known):
            between = range(above + 1, below)
            if 0 < len(between) <= _MOST_BETWEEN and all(_stands_in_list(lines, kinds, at) for at in between):
                for at in between:
                    kinds[at] = kinds[at] or "menu"


def _stands_in_list(lines: Sequence[Line], kinds: Sequence[str | None], at: int) -> bool:
    """Tell whether a line is short and has neighbours; a title stands by itself."""
    alone = lines[at].after_blank and (at + 1 == len(lines) or lines[at + 1].after_blank)
    return kinds[at] is not None or (_may_be_entry(lines[at], 4) and not alone)


def _is_sure(line: Line) -> bool:
    """Tell whether a line of a menu is so by its own words: a row of entries or a known one."""
    return len(line.words) > 3 or line.plain in phrases("navigation") | phrases("navigation_always")


def _may_be_entry(line: Line, words: int = 3) -> bool:
    if _ABOUT.fullmatch(line.core):
        return True
    return not line.speech and len(line.words) <= words and not line.core.endswith((".", "?", "!", ":", ","))


def _entries_without_separator(words: Sequence[str], known: frozenset[str]) -> list[str]:
    """Split a line into the menu entries that make up all its words; empty when they do not."""
    entries: list[str] = []
    at = 0
    while at < len(words):
        for width in (4, 3, 2, 1):
            entry = " ".join(words[at : at + width])
            if at + width <= len(words) and entry in known:
                break
        else:
            return []
        entries.append(entry)
        at += width
    return entries
