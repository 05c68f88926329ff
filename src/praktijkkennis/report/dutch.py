"""Dates, numbers and counts in the Dutch of the reader, and text made fit to print.

Everything here is a pure function of its arguments; the locale of the machine plays no part.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
"""Names of the months, in order."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Tab and line feed stay; the other controls, lone surrogates and noncharacters are no text in HTML or Excel.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_OMISSION = " […]"
_WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def iso_parts(iso: str) -> tuple[int, int | None, int | None] | None:
    """Split an ISO date in year, month and day.

    Parameters
    ----------
    iso : str
        ``2025-03-14``, ``2025-03`` or ``2025``; a time behind a ``T`` is left out.

    Returns
    -------
    tuple of int and None, or None
        What the date names; ``None`` when it is no existing date.
    """
    match = _ISO.fullmatch(iso.strip().split("T")[0])
    if match is None:
        return None
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    # A month or day "00" passes as "not given" above, but is no date.
    if year is None or month == 0 or day == 0:
        return None
    return year, month, day


def date_in_words(iso: str) -> str:
    """Write an ISO date in words: ``14 maart 2025``, ``maart 2025`` or ``2025``.

    What is no ISO date comes back as it is.
    """
    parts = iso_parts(iso)
    if parts is None:
        return iso
    year, month, day = parts
    return " ".join(str(part) for part in (day, MONTHS[month - 1] if month else None, year) if part is not None)


def period_in_words(first: str, last: str) -> str:
    """Write a period: ``van maart 2024 tot en met 14 mei 2025``; ``""`` when no date is known."""
    if not first or not last or first == last:
        known = first or last
        if not known:
            return ""
        parts = iso_parts(known)
        return f"{'op' if parts and parts[2] else 'in'} {date_in_words(known)}"
    return f"van {date_in_words(first)} tot en met {date_in_words(last)}"


def number(value: float, decimals: int = 0) -> str:
    """Write a number with a point between thousands and a decimal comma: ``1.234,50``."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def figure(value: float, decimals: int = 2) -> str:
    """Write a measured figure: ``0,67``; ``–`` when it is not known (nan)."""
    return "–" if math.isnan(value) else number(value, decimals)


def percent(share: float) -> str:
    """Write a share of 0..1 as a whole percentage: ``67%``; a little more than nothing is ``<1%``, unknown is ``–``."""
    if math.isnan(share):
        return "–"
    if 0 < share < 0.005:
        return "<1%"
    return f"{number(share * 100)}%"


def counted(count: int, singular: str, plural: str) -> str:
    """Write a count with its noun: ``1 document``, ``1.234 documenten``, ``geen documenten``."""
    if count == 0:
        return f"geen {plural}"
    return f"{number(count)} {singular if count == 1 else plural}"


def enumeration(parts: Sequence[str]) -> str:
    """Join parts as in a sentence: ``a, b en c``."""
    return " en ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def legible(text: str) -> str:
    """Replace characters that neither HTML nor Excel can hold; other text comes back as it is."""
    return _BROKEN.sub("\ufffd", _CONTROL.sub(" ", text))


def clipped(text: str, limit: int) -> str:
    """Cut a text off after a whole word, with ``[…]`` behind it, when it is longer than ``limit``."""
    if len(text) <= limit:
        return text
    kept = text[: limit - len(_OMISSION)]
    at = kept.rfind(" ", limit // 2)
    return (kept[:at] if at > 0 else kept).rstrip() + _OMISSION


def number_word(count: int) -> str:
    """Write a small count as running text does: ``één``, ``twaalf``; from 13 on in figures."""
    return _WORDS[count] if 0 <= count < len(_WORDS) else number(count)
