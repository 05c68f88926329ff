"""Dates as people write them in Dutch or English, brought to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar mrt",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TIME = r"(?:[T\s,]+(?:om\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*(?:uur|u))?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = (
    r"(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|ma|di|wo|do|vr|za|zo)\.?,?\s+"
)
_SHAPES = tuple(
    re.compile(rf"(?:{_WEEKDAY})?{shape}{_TIME}", re.IGNORECASE)
    for shape in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<y>\d{4}|\d{2})",
        rf"(?P<d>\d{{1,2}})(?:e|st|nd|rd|th|\.)?[\s-]+(?:of\s+)?(?P<month>{_MONTH})\.?,?[\s-]+(?P<y>\d{{4}})",
        rf"(?P<month>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
        rf"(?P<month>{_MONTH})\.?,?[\s-]+(?P<y>\d{{4}})",
        r"(?P<y>\d{4})[-/](?P<m>\d{1,2})",
        r"(?P<m>\d{1,2})[-/](?P<y>\d{4})",
        r"(?P<y>(?:18|19|20)\d{2})(?:\.0)?",
    )
)


def iso_date(value: object) -> str | None:
    """Write a date as ISO 8601, as precise as it was given.

    Numbers alone are read the Dutch way, day before month; only when that is impossible
    (``3/14/2025``) the American way.

    Parameters
    ----------
    value : object
        Text, a number that is a year, or a date or datetime of Python.

    Returns
    -------
    str or None
        ``"2025-03-14"``, ``"2025-03"`` or ``"2025"``; None when it is no date.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(str(value).split())
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match:
            return _iso(match.groupdict(), year_first=match.start("y") == match.start())
    return None


def _iso(parts: dict[str, str | None], year_first: bool) -> str | None:
    year = int(parts["y"] or 0)
    if len(parts["y"] or "") == 2:
        # Practice narratives are of our time: 70 and up is the last century.
        year += 1900 if year >= 70 else 2000
    month_name, month_number, day_number = parts.get("month"), parts.get("m"), parts.get("d")
    if month_name:
        month = _MONTHS[month_name.lower()]
    elif month_number:
        month = int(month_number)
    else:
        return f"{year:04d}"
    if day_number is None:
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and year >= 1 else None
    day = int(day_number)
    # With the year in front the order is never in doubt: 2024-13-01 is a slip, not the thirteenth of January.
    if month > 12 >= day and not year_first:
        month, day = day, month
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
