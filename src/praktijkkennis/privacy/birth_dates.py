"""Dates that are said to be of somebody's birth; other dates tell when something happened and stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from praktijkkennis.privacy.findings import Finding

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|(?:jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\.?)"
)
_YEAR = r"(?:(?:1[89]|20)\d{2}|['’‘]\d{2})"
_FULL = (
    rf"(?:\d{{1,2}}(?:e|ste|de)?\s+{_MONTH}(?:\s+{_YEAR})?"
    rf"|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:{_YEAR}|\d{{2}})"
    rf"|{_YEAR}-\d{{2}}-\d{{2}})"
)
_DATE = rf"(?:{_FULL}|{_MONTH}\s+{_YEAR}|{_YEAR})"
_BORN = re.compile(
    r"\b(?:geboren|geboortedatum|geboortejaar|geboortedag|geb(?:oorte)?\.?\s?(?:dat(?:um)?|jaar)?\.?)(?:\s+werd|\s+is)?"
    rf"(?:\s*[:=]\s*|\s+(?:op|in|te|anno)\s+(?:['’]?[A-Za-z][\w'-]+,?\s+(?:op\s+|in\s+|\()?)?|\s*,?\s*)(?P<date>{_DATE})(?!\w)",
    re.IGNORECASE,
)
_THEN_BORN = re.compile(rf"(?P<date>{_DATE})(?!\w)(?=(?:\s+\w+){{0,2}}\s*,?\s+geboren\b)", re.IGNORECASE)
_BORN_BEHIND = re.compile(
    rf"(?:\(\s*\*|°)\s*(?P<date>{_DATE})(?!\w)|(?P<year>{_YEAR})(?=\s*,\s*geboren\b)", re.IGNORECASE
)
_BIRTHDAY = re.compile(
    rf"\b(?:jarig|verjaardag|verjaart)\s+(?:(?:(?:is|valt|was|ben ik|is hij|is ze|is zij)\s+)?op\s+(?P<date>{_DATE})"
    rf"|(?:(?:is|was|ben ik|is hij|is ze|is zij)\s+)?:?\s*(?P<bare>{_FULL}))(?!\w)",
    re.IGNORECASE,
)
# "Zij is van 7 juli 1980" is said of a person; a whole date only, because "het boek is van 1980" is not.
_OF_PERSON = re.compile(
    rf"\b(?:ik ben|hij is|zij is|ze is|jij bent|je bent)\s+van\s+(?P<date>{_FULL})(?!\w)", re.IGNORECASE
)


def find_birth_dates(text: str) -> Iterator[Finding]:
    """Find dates and years of birth (``geboren op 3 mei 1961``, ``geb. 03-05-'61``)."""
    for pattern in (_BORN, _THEN_BORN, _BIRTHDAY, _OF_PERSON):
        for match in pattern.finditer(text):
            group = "date" if match["date"] else "bare"
            if any(sign.isdigit() for sign in match[group]):
                yield Finding(*match.span(group), "GEBOORTEDATUM")
    for match in _BORN_BEHIND.finditer(text):
        group = "date" if match["date"] else "year"
        yield Finding(*match.span(group), "GEBOORTEDATUM")
