"""Columns of metadata whose name says that all of their value is one person's: a birth date, a telephone, a name.

A survey has ``geboortedatum`` above 03-05-1961, without a word beside it that a search in running text needs, and a
spreadsheet drops the zero of a telephone number.
"""

from __future__ import annotations

import re

from praktijkkennis.privacy.findings import Finding, Label
from praktijkkennis.privacy.name_list import GIVEN, SURNAME, fold, kinds_of

_WHO = (
    "(?:respondent|geinterviewde|medewerker|medewerkster|client|clientnaam|deelnemer|contactpersoon|verteller"
    "|interviewer|begeleider|inzender|patient|bewoner|leerling|ouder|mantelzorger|collega|manager|teamleider|auteur)"
)
_COLUMNS: tuple[tuple[re.Pattern[str], Label], ...] = (
    (re.compile(r"geb(?:oorte)?(?:datum|dag|jaar|dat|dt)|geboren(?:op)?|(?:date|year)ofbirth|birth(?:date|day|year)|dob"),
     "GEBOORTEDATUM"),
    (re.compile(r"(?:mobiel|vast|prive|werk)?(?:tel|telefoon|telnr|tele?foonn(?:umme)?r|mobiel|mobieln(?:umme)?r|gsm|phone"
                r"|phonenumber|mobile|fax|whatsapp)"), "TELEFOON"),
    (re.compile(r"bsn|burgerservicen(?:umme)?r|sofin(?:umme)?r|rijksregistern(?:umme)?r|insz|iban|(?:bank)?rekening"
                r"(?:n(?:umme)?r)?|(?:client|patient|personeels|leerling|polis|dossier)n(?:umme)?r|paspoort(?:n(?:umme)?r)?"),
     "BSN"),
    (re.compile(r"(?:prive|werk)?(?:e?mail|emailadres|mailadres|emailaddress)|linkedin|twitter|instagram"), "EMAIL"),
    (re.compile(r"(?:woon|post|prive|huis|bezoek)?adres|straat(?:naam)?|straat(?:en)?huisn(?:umme)?r|postcode|zipcode"
                r"|address"), "ADRES"),
    (re.compile(r"(?:woon|geboorte)plaats"), "PLAATS"),
    (re.compile(rf"(?:voor|achter|familie|roep|volledige|meisjes)?naam(?:van)?(?:de)?{_WHO}?|{_WHO}s?naam"
                r"|(?:first|last|full|sur)?name|voorletters|initialen"), "PERSOON"),
)  # fmt: skip
_OF_PEOPLE = re.compile(_WHO)
_FEWEST_DIGITS = 6


def label_of_column(key: str, value: str) -> Label | None:
    """Tell what a value wholly is, by the name of its column.

    Parameters
    ----------
    key : str
        Name of the column; capitals, accents, spaces and signs make no difference.
    value : str
        What stands there.

    Returns
    -------
    Label or None
        None when the name says nothing, or the value can be no such thing (``ja``, ``onbekend`` under a telephone).
    """
    name = re.sub(r"[\W\d_]", "", fold(key))
    label = next((label for pattern, label in _COLUMNS if pattern.fullmatch(name)), None)
    if label is None and _OF_PEOPLE.fullmatch(name) and _has_name(value):
        label = "PERSOON"
    return label if label is not None and _can_be(label, value) else None


def whole(value: str, label: Label) -> Finding:
    """Give all of a value as one finding, the white space around it left out."""
    start = len(value) - len(value.lstrip())
    return Finding(start, len(value.rstrip()), label)


def _can_be(label: Label, value: str) -> bool:
    digits = sum(sign.isdigit() for sign in value)
    if label in ("TELEFOON", "BSN"):
        return digits >= _FEWEST_DIGITS
    if label == "GEBOORTEDATUM":
        return digits > 1
    if label == "EMAIL":
        return any(sign in value for sign in "@./")
    # A number or a code (``respondent 12``) names nobody.
    return any(sign.isalpha() for sign in value) and (label != "PERSOON" or not digits)


def _has_name(value: str) -> bool:
    """Tell whether a value, capitals or not, has a name of people in it."""
    kinds = (kinds_of(word.title()) for word in re.findall(r"[^\W\d_]{3,}", value))
    return any(GIVEN in one or SURNAME in one for one in kinds)
