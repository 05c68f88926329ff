"""The foot of a page or mail: an organisation above its address, opening hours, a bar with contact details."""

from __future__ import annotations

import re
from collections.abc import Sequence

from praktijkkennis.corpus.residue.lines import Line
from praktijkkennis.corpus.residue.shapes import has_contact_details, is_street_by_postcode, shape_of

_DAY = r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en)?|ma|di|wo|do|vr|za|zo|weekend|feestdagen|werkdagen)\.?"
_DAYS = rf"(?:op\s+)?{_DAY}(?:\s*(?:-|–|t/m|tot en met|en|,|&|/)\s*{_DAY})*"
_HOUR = r"\d{1,2}(?:[.:u]\d{2})?\s*(?:u(?:ur)?\.?)?"
_HOURS_OF_DAY = rf"(?:(?:van\s+)?{_HOUR}\s*(?:-|–|tot)\s*{_HOUR}|gesloten|op afspraak)"
_HOURS = re.compile(
    rf"(?:(?:openingstijden|bereikbaar|geopend|open|telefonisch bereikbaar)\s*:?\s*)?"
    rf"{_DAYS}\s*:?\s*{_HOURS_OF_DAY}(?:\s*(?:,|;|en|/)\s*(?:{_DAYS}\s*:?\s*)?{_HOURS_OF_DAY})*",
    re.IGNORECASE,
)
_ADDRESS_LABEL = re.compile(r"(?:bezoek|post|kantoor|factuur)?adres(?:gegevens)?|contactgegevens|openingstijden", re.I)
_SEGMENT = re.compile(r"\s+[|–—·•-]\s+|\s*[|·•]\s*")
_END = frozenset({"adres", "contact", "copyright", "deelknop", "menu"})


def mark_footers(lines: Sequence[Line], kinds: list[str | None]) -> None:
    """Mark what stands beside an address or contact details and belongs to it, in place.

    Parameters
    ----------
    lines : sequence of Line
        The lines of the text.
    kinds : list of str or None
        The kind of each line as far as known; None for what is narrative so far.
    """
    for at, line in enumerate(lines):
        if kinds[at] is not None or line.speech or line.is_prose:
            continue
        if _is_bar(line):
            kinds[at] = "contact"
        elif at + 1 < len(lines) and is_street_by_postcode(line.core, lines[at + 1].core):
            kinds[at] = "adres"
    for at, line in enumerate(lines):
        below = kinds[at + 1] if at + 1 < len(lines) else None
        above = kinds[at - 1] if at else None
        if kinds[at] is not None or line.speech or line.is_prose:
            continue
        if _HOURS.fullmatch(line.core) and {above, below} & _END:
            kinds[at] = "contact"
        elif below in ("adres", "contact") and _ADDRESS_LABEL.fullmatch(line.plain):
            kinds[at] = below
        elif below == "adres" and _heads_address(lines, kinds, at):
            kinds[at] = "adres"


def _is_bar(line: Line) -> bool:
    """Tell whether a line is a row of short pieces of which some are contact details or an address."""
    pieces = [piece for piece in _SEGMENT.split(line.core) if piece]
    if len(pieces) < 2 or line.core.endswith((".", "?", "!")) or any(len(piece.split()) > 6 for piece in pieces):
        return False
    return any(shape_of(piece) in ("contact", "adres") for piece in pieces) and line.core[0].isalnum()


def _heads_address(lines: Sequence[Line], kinds: Sequence[str | None], at: int) -> bool:
    """Tell whether a line names whose address stands below it.

    A name that closes a letter stands above an address too; there words go before it in the same block.
    """
    line = lines[at]
    opens = at > 0 and (line.after_blank or kinds[at - 1] in _END | {"reactieverzoek", "nieuwsbrief", "lees-meer"})
    return (
        opens
        and not lines[at + 1].after_blank
        and not line.bullet
        and len(line.words) <= 6
        and line.core[:1].isupper()
        and not line.core.endswith(("?", "!", ":", ","))
        and not has_contact_details(line.core)
    )
