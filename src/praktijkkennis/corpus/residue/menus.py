"""Menus, share bars, forms and buttons: short lines that are residue because of what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from praktijkkennis.corpus.lexicon import phrases
from praktijkkennis.corpus.residue.lines import Line

_SEPARATOR = re.compile(r"\s*[|›»>/·•]\s*|\s[-–]\s")
_BREADCRUMB = re.compile(
    r"(?:(?:u|je) bent hier\s*:?\s*.{1,200}|(?:home|start|startpagina)\s*(?:[>›»/→]\s*[^>›»/→]{1,60}){1,6})",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"[Oo]ver (?:ons|mij|deze (?:web)?site|[A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,2})")
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
_FEWEST = 3
"""Number of different menu entries under one another that make a menu."""


def menu_line(core: str) -> str | None:
    """Kind of a line that is a whole menu or breadcrumb by itself, or navigation wherever it stands."""
    plain = core.casefold().rstrip(" :.!")
    if plain in phrases("navigation_always"):
        return "menu"
    if _BREADCRUMB.fullmatch(core):
        return "kruimelpad"
    entries = [entry for entry in _SEPARATOR.split(plain) if entry]
    clear = phrases("navigation") | phrases("navigation_always") | phrases("sharing")
    known = clear | phrases("navigation_soft")
    if len(entries) < _FEWEST:
        entries = _entries_without_separator(plain.split(), known)
    if len(entries) < _FEWEST or not any(entry in clear for entry in entries):
        return None
    if all(entry in phrases("sharing") for entry in entries):
        return "deelknop"
    return "menu" if sum(entry in known for entry in entries) >= 0.5 * len(entries) else None


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
    candidates = [_candidate(lines, at) if kind is None else None for at, kind in enumerate(kinds)]
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


def _candidate(lines: Sequence[Line], at: int) -> str | None:
    line = lines[at]
    if line.speech or len(line.core) > 40 or line.core.endswith((".", "?", ":")):
        return None
    heads_prose = at + 1 < len(lines) and not lines[at + 1].after_blank and lines[at + 1].is_prose
    if heads_prose:
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
    return len(entries) >= _FEWEST and sure > 0 and sure * 4 >= len(entries) and not introduced


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


def _may_be_entry(line: Line) -> bool:
    return not line.speech and len(line.words) <= 3 and not line.core.endswith((".", "?", "!", ":", ","))


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
