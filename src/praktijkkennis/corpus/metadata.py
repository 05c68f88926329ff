"""One set of metadata out of what the table, the author and the software say of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import get_args

from praktijkkennis.corpus.dates import iso_date
from praktijkkennis.document import MetadataKey

UNREADABLE_DATE = "datum_onleesbaar"
"""Key that keeps a date which could not be read, as it was written."""

_KNOWN = {
    "title": "titel title kop",
    "date": "datum date",
    "kind": "soort kind type tekstsoort",
    "author": "auteur author naam name respondent schrijver",
    "role": "rol role functie",
    "organisation": "organisatie organisation organization werkgever",
    "sector": "sector",
}
_CANONICAL = {word: key for key, words in _KNOWN.items() for word in words.split()}

_NOT_A_PERSON = re.compile(
    r"(?:microsoft office[- ]?(?:user|gebruiker)|microsoft|office|python-docx|openpyxl|admin(?:istrator)?|beheerder"
    r"|unknown|onbekend|user|gebruiker|owner|eigenaar|author|auteur|root|test|anonymous|pc|default|windows"
    r"|(?:default|windows) user|-+|\W*)",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel) ?-.*|(?:word|powerpoint|pdf)[- ](?:document|presentation|presentatie)"
    r"|powerpoint-presentatie|document ?\d*|untitled(?: document)?|naamloos(?: document)?|geen titel|title|titel|test"
    r"|.*\.(?:docx?|pdf|odt|rtf|indd|dotx?|pptx?|xlsx?|txt|html?)|\W*)",
    re.IGNORECASE,
)
# The template inside python-docx carries this moment; Word files made by scripts all show it.
_TEMPLATE_DATE = "2013-12-23"


def canonical_key(name: object) -> str:
    """Known metadata key for a column or field name in Dutch or English, else the name itself, stripped."""
    stripped = " ".join(str(name).split())
    return _CANONICAL.get(stripped.casefold(), stripped)


def as_text(value: object) -> str:
    """Write a cell, field or property as text on one line; empty when there is nothing in it.

    Lists become ``"a, b"``; whole numbers lose their ``.0``; nested structures are left out,
    because a few bytes of YAML can describe gigabytes of them.
    """
    if value is None or isinstance(value, Mapping):
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Iterable):
        return ", ".join(filter(None, (as_text(item) for item in value if isinstance(item, (str, int, float, date)))))
    return " ".join(str(value).split())


def canonical_metadata(fields: Mapping[str, object]) -> dict[str, str]:
    """Bring field names and dates to their one form; fields without a value are left out.

    When two fields have the same known meaning (``naam`` and ``auteur``) the first keeps it and
    the second stays under its own name. A date that cannot be read stays as it was written, under
    :data:`UNREADABLE_DATE`.

    Parameters
    ----------
    fields : mapping of str to object
        As found in a file.

    Returns
    -------
    dict of str to str
    """
    result: dict[str, str] = {}
    for name, value in fields.items():
        text = as_text(value)
        own_name = " ".join(str(name).split())
        key = canonical_key(own_name)
        if not text or not key:
            continue
        if key == "source":
            # `source` is the path of the file and nothing else.
            key = "bron"
        if key == "date":
            iso = iso_date(value if isinstance(value, date) else text)
            key, text = ("date", iso) if iso else (UNREADABLE_DATE, text)
        if key in result and key != own_name:
            key = own_name
        result.setdefault(key, text)
    return result


def credible_properties(fields: Mapping[str, object]) -> dict[str, str]:
    """Keep of the properties that software wrote only those that tell about this text."""
    result = {key: text for key, text in canonical_metadata(fields).items() if key in get_args(MetadataKey)}
    if _NOT_A_PERSON.fullmatch(result.get("author", "x")):
        result.pop("author")
    if _NOT_A_TITLE.fullmatch(result.get("title", "x")):
        result.pop("title")
    if result.get("date") == _TEMPLATE_DATE:
        result.pop("date")
    return result


def merge(*levels: Mapping[str, str]) -> dict[str, str]:
    """Merge sets of metadata, the most trusted first."""
    result: dict[str, str] = {}
    for level in levels:
        # A date that someone wrote but we cannot read still outranks a guess from a lower level.
        dated = "date" in result or UNREADABLE_DATE in result
        for key, text in level.items():
            if not (dated and key in ("date", UNREADABLE_DATE)):
                result.setdefault(key, text)
    return result
