"""Lists of names: of people present, of organisations, and captions that repeat a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.corpus.lexicon import phrases
from praktijkkennis.corpus.residue.lines import Line
from praktijkkennis.corpus.residue.shapes import is_name

_PRESENT = re.compile(
    r"(?:aanwezig(?:en|e leden)?|afwezig(?:en)?|deelnemers|deelgenomen|leden|genodigden|met dank aan|afgemeld"
    r"|verhinderd|met kennisgeving afwezig|bericht van verhindering|afmeldingen|notulist|notulen"
    r"|verslag(?:legging|lever)?|voorzitter|gespreksleiders?|begeleiders?|cc|aanwezig waren|geïnterviewden?"
    r"|opgesteld door|auteurs?)\b(?:\s+[mz]\.k\.)?"
    r"(?:\s*\([^)]{1,40}\))?[^:.]{0,30}:\s*(?P<names>.*)",
    re.IGNORECASE,
)
_PRESENT_ALONE = re.compile(r"(?:aanwezig(?:en)?|afwezig(?:en)?|deelnemers|afgemeld|verhinderd)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*(?:[,;/&•·]|\ben\b|\+)\s*")
_NOBODY = frozenset(
    {"allen", "iedereen", "geen", "niemand", "-", "n.v.t", "nvt", "hele team", "het hele team", "volgt", "e.a"}
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)")
_ORGANISATIONS_FOLLOW = re.compile(
    r"(?:.*\b(?:deelnemende|meewerkende|aangesloten|betrokken|participerende|samenwerkende)\s+(?:organisaties|partijen"
    r"|instellingen|gemeenten|bedrijven|partners|scholen|corporaties)\b.{0,40}|.*\b(?:partners|sponsors|opdrachtgevers"
    r"|deelnemers|leden|partijen|organisaties|gemeenten)\b(?:\s+(?:zijn|waren|doen mee))?)\s*:",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_ENDS_IN_ACRONYM = re.compile(r".*\b[A-Z]{2,6}(?:\s+(?:Nederland|NL|Holland|België))?")
_NEARBY = 8
"""Number of lines around a caption in which the heading stands that it repeats."""


def mark_listings(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark lists of people and of organisations, and captions, in place.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the text.
    kinds : list of str or None
        The kind of each line as far as known; None for what is narrative so far.
    """
    for at, line in enumerate(lines):
        if kinds[at] is not None or line.speech or (line.is_prose and ":" not in line.core):
            continue
        present = _PRESENT.fullmatch(line.core)
        if _PRESENT_ALONE.fullmatch(line.core):
            _mark_people_below(lines, kinds, at)
        elif present:
            _mark_people(lines, kinds, at, present["names"])
        elif _ORGANISATIONS_FOLLOW.fullmatch(line.core):
            _mark_organisations(lines, kinds, at + 1, introduced=True)
        elif _repeats_heading(lines, at):
            kinds[at] = "bijschrift"
        elif line.bullet:
            _mark_organisations(lines, kinds, at, introduced=False)


def _mark_people(lines: Sequence[Line], kinds: list[str | None], at: int, value: str) -> None:
    if value.strip():
        if _all_names(value):
            kinds[at] = "namenlijst"
        return
    last = at
    while last + 1 < len(lines) and kinds[last + 1] is None and not lines[last + 1].after_blank:
        if lines[last + 1].speech or not _all_names(lines[last + 1].core.split(" - ")[0]):
            break
        last += 1
    if last > at:
        kinds[at : last + 1] = ["namenlijst"] * (last + 1 - at)


def _mark_people_below(lines: Sequence[Line], kinds: list[str | None], at: int) -> None:
    """Mark a heading such as "Aanwezig" with the names in the line, or table cell, under it."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is not None and not below.after_blank and "," in below.core and _all_names(below.core):
        kinds[at : at + 2] = ["namenlijst"] * 2


def _all_names(value: str) -> bool:
    value = _IN_BRACKETS.sub("", value).strip().rstrip(".")
    names = [name.strip() for name in _BETWEEN_NAMES.split(value) if name.strip()]
    return bool(names) and all(is_name(name) or name.casefold() in _NOBODY for name in names)


def _mark_organisations(lines: Sequence[Line], kinds: list[str | None], start: int, *, introduced: bool) -> None:
    """Mark a run of lines that name organisations; a list of values or lessons looks much like it."""
    stop = start
    while stop < len(lines) and kinds[stop] is None and _names_something(lines[stop]):
        if stop > start and lines[stop].bullet != lines[start].bullet:
            break
        stop += 1
    run = lines[start:stop]
    if len(run) < 3:
        return
    clear = sum(_names_organisation(line) for line in run)
    if clear >= (0.4 if introduced else 0.7) * len(run):
        kinds[start:stop] = ["organisatielijst"] * len(run)


def _names_something(line: Line) -> bool:
    words = [word for word in line.core.rstrip(".;,").split() if word.casefold() not in ("en", "of")]
    capitals = sum(word[0].isupper() for word in words)
    return (
        not line.speech
        and 0 < len(words) <= 7
        and capitals > 0
        and capitals >= 0.5 * sum(word.casefold() not in phrases("function_words") for word in words)
        and not line.core.endswith(("?", "!", ":"))
        and "," not in line.core.rstrip(",")
    )


def _names_organisation(line: Line) -> bool:
    words = [word.strip(".,;()") for word in line.core.split()]
    known = phrases("organisation_words")
    if any(_ACRONYM.fullmatch(word) for word in words):
        return True
    if any(word.casefold() in known or (len(word) > 8 and word.casefold().endswith(_ENDINGS)) for word in words):
        return True
    return sum(word[:1].isupper() for word in words) >= 3


_ENDINGS = (
    "groep",
    "zorg",
    "hogeschool",
    "verzekeraar",
    "adviseurs",
    "school",
    "ziekenhuis",
    "hulp",
    "gemeente",
    "bank",
)


def _repeats_heading(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is the name of a picture: key words of a heading nearby and an acronym."""
    line = lines[at]
    if not 3 <= len(line.words) <= 8 or line.bullet or not _ENDS_IN_ACRONYM.fullmatch(line.core):
        return False
    if any(word.casefold() in phrases("function_words") for word in line.words):
        return False
    own = _key_words(line)
    around = (*lines[max(0, at - _NEARBY) : at], *lines[at + 1 : at + 1 + _NEARBY])
    return any(len(own & _key_words(other)) >= 2 for other in around if len(other.words) <= 10)


def _key_words(line: Line) -> set[str]:
    return {word.strip(".,!?:;'\"").casefold() for word in line.words if len(word) > 4}
