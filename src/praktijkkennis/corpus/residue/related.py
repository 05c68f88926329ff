"""Titles of other pages below "Lees ook", and the pieces of a page that stand between its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.corpus.residue.lines import Line

_PAGES = (
    r"(?:artikelen|artikels|berichten|blogs|blogposts|verhalen|nieuws|nieuwsberichten|interviews|columns|pagina's"
    r"|items|onderwerpen|publicaties|dossiers)"
)
_HEAD = re.compile(
    r"(?:lees|kijk|bekijk|luister|zie) (?:ook|verder|meer)|(?:ook|misschien ook) interessant(?: voor (?:jou|u))?"
    r"|(?:gerelateerde?|verwante?|aanbevolen|vergelijkbare|andere|meer|recente|nieuwste|populaire|meest gelezen"
    rf"|meest recente) {_PAGES}|gerelateerd|(?:meer|verder) lezen|verder lezen\?|leestips?|meest gelezen"
    r"|meer (?:over|van) (?:dit onderwerp|deze auteur|dit thema|deze rubriek)|dit is ook interessant"
    r"|(?:dit|deze) (?:vind je|vindt u) misschien ook (?:leuk|interessant)|anderen (?:lazen|bekeken) ook"
    r"|misschien (?:vind je|vindt u) dit ook (?:leuk|interessant)",
    re.IGNORECASE,
)
_MOST = 6
_LONGEST = 15
"""Number of words in the longest title of another page."""
_KINDS = frozenset({None, "lees-meer", "menu"})


def mark_related(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark a heading such as "Lees ook" with the titles below it, in place.

    Without titles below it the words may be someone's own; the line above a paragraph is a heading of
    the text itself.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the text.
    kinds : list of str or None
        The kind of each line as far as known; None for what is narrative so far.
    """
    for at, line in enumerate(lines):
        if line.speech or kinds[at] not in _KINDS or not _HEAD.fullmatch(line.core.rstrip(" :.")):
            continue
        titles: list[int] = []
        for place in range(at + 1, min(len(lines), at + 1 + _MOST)):
            if kinds[place] not in _KINDS or not _is_title(lines, place) or _apart(lines, at, place):
                break
            titles.append(place)
        if titles:
            for place in (at, *titles):
                kinds[place] = kinds[place] or "lees-meer"


def _is_title(lines: Sequence[Line], at: int) -> bool:
    line = lines[at]
    if line.speech or len(line.words) > _LONGEST or line.core.endswith((".", ":", ";", ",")):
        return False
    below = lines[at + 1] if at + 1 < len(lines) else None
    # A title may be a question; what heads a paragraph is a heading of the text itself.
    heads_prose = below is not None and not below.after_blank and below.is_prose and not below.core.endswith("?")
    return not heads_prose


def _apart(lines: Sequence[Line], head: int, at: int) -> bool:
    """Tell whether a blank line parts a title from the titles above it (one below the heading is well)."""
    if not lines[at].after_blank:
        return False
    # A list with an arrow or bullet at every line may have blank lines in between.
    return not (at == head + 1 and lines[at].bullet) and not (lines[at].bullet and lines[at - 1].bullet)
