"""Lines that are no narrative by their shape: contact details, addresses, by-lines, copyright, captions."""

from __future__ import annotations

import re

from praktijkkennis.corpus.lexicon import phrases

_EMAIL = re.compile(r"[\w.+-]{1,64}\s?(?:@|\[at\]|\(at\))\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s]{1,500}|(?<![\w@.-])[\w-]{2,63}(?:\.[\w-]{1,63}){0,3}"
    r"\.(?:nl|com|org|net|eu|be|info|nu|io|edu|gov)(?:/[^\s]{0,300})?(?![\w@])",
    re.IGNORECASE,
)
_PHONE = re.compile(
    # No date: 03-09-2015.
    r"(?<![\d])(?!\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d{2}(?!\d))(?:0[89]00[\s-]?\d{4,7}(?!\d)"
    r"|(?:\+\s?\d{2}|00\s?\d{2}|0)[\s.()/–-]{0,3}(?:\d[\s.()/–-]{0,3}){7,9}\d?(?!\d))"
)
_BESIDE_NUMBER = re.compile(r"\((?:[^()]{0,40}\d[^()]{0,40}|lokaal tarief|gratis|tijdens kantooruren)\)", re.IGNORECASE)
_REGISTRATION = re.compile(
    r"\b(?:kvk|k\.v\.k\.|btw|iban|rsin|bic|kamer van koophandel)\b[\w .:-]{0,20}\d[\w .]{4,30}", re.I
)
_NAME_PART = r"(?:[A-ZÀ-ÖØ-Þ][\w'.-]*|dr\.|drs\.|ir\.|mr\.|prof\.)"
_NOBODY = r"(?:(?:de |onze )?(?:redactie|communicatie|webredactie)|afdeling communicatie|eigen (?:foto|beeld|archief))"
_SMALL = r"(?:van|de|der|den|ter|ten|te|het|'t|in|la|le|el|von|du|vd)"
_NAME = rf"{_NAME_PART}(?:\s+(?:{_SMALL}\s+)*{_NAME_PART}){{1,4}}"
_NAME_OR_ONE = rf"{_NAME_PART}(?:\s+(?:{_SMALL}\s+)*{_NAME_PART}){{0,4}}"

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mrt|maart|apr(?:il)?|mei|june?i?|jul[iy]|aug(?:ustus|ust)?|sept?(?:ember)?"
    r"|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?|january|february|march|may)\.?"
)
_WEEKDAY = r"(?:(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|zo)\.?,?\s+)"
_DATE = (
    rf"{_WEEKDAY}?(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|(?:\d{{1,2}}e?\s+)?{_MONTH}\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}"
    rf"|{_MONTH}\s+\d{{1,2}},\s*\d{{4}}|(?:voorjaar|zomer|najaar|winter|herfst)\s+\d{{4}})"
)
_TIME_OF_DAY = r",?\s*(?:om|van)?\s*\d{1,2}[:.]\d{2}(?:\s*(?:-|–|tot)\s*\d{1,2}[:.]\d{2})?(?:\s*uur)?"
_TIME = rf"(?:{_TIME_OF_DAY})?"

_BYLINES = (
    re.compile(rf"{_NAME_OR_ONE}\s*[,|·•–-]\s*(?i:{_DATE})"),
    re.compile(rf"(?i:door|by|geschreven door|tekst door|interview door)\s*:?\s+{_NAME}(?:\s*[,|·•–-].{{0,60}})?"),
    re.compile(
        rf"(?i:door|auteurs?|tekst|geschreven door|interview|redactie|eindredactie|tekst en beeld|tekst en foto's)"
        rf"\s*:\s*(?:{_NAME_OR_ONE}|{_NOBODY})(?:\s*(?:,|en|&|\||·)\s*(?:{_NAME_OR_ONE}|{_NOBODY})){{0,4}}"
        rf"(?:\s*[|·,–-]\s*(?:(?i:{_DATE})|(?i:beeld|foto's?|foto|illustraties?)\s*:\s*{_NAME_OR_ONE}))?"
    ),
)
_DATE_LINES = re.compile(
    rf"(?i:(?:geplaatst|gepubliceerd|laatst (?:bijgewerkt|gewijzigd)|datum|bijgewerkt|gewijzigd|publicatiedatum|update)"
    rf"\s*(?:op)?\s*:?\s*)?(?:(?i:{_DATE}{_TIME})(?:\s*(?i:door|by|\||·|,|in)\s*{_NAME_OR_ONE}|\s*[|·]\s*.{{1,80}})?"
    rf"|(?i:{_DATE}{_TIME_OF_DAY}),\s.{{1,60}}|(?i:{_WEEKDAY}?\d{{1,2}}e?\s+{_MONTH}))"
)
_READING_TIME = re.compile(
    r"(?:leestijd\s*:?\s*)?(?:ca\.?\s*)?\d{1,2}\s*(?:min|minuten|minuut)\.?(?:\s*(?:leestijd|lezen))?", re.I
)
_CREDIT = re.compile(
    r"(?:foto(?:'s|grafie|graaf)?|beeld|illustraties?|afbeelding|bron|figuur|credits?|omslagfoto)\s*\d{0,3}"
    r"(?:\s*(?::|©|/)\s*.{1,100}|\s+\d{1,3})",
    re.IGNORECASE,
)
_CREDIT_BY_NAME = re.compile(rf"(?:Foto|Foto's|Fotografie|Beeld|Illustraties?|Tekening|Video)(?: door)?\s+{_NAME}")
_KEYWORDS = re.compile(
    r"(?:tags?|trefwoorden|steekwoorden|labels?|hashtags?|categorie(?:ën)?|rubriek|gearchiveerd onder|geplaatst in)"
    r"\s*:\s*[^.!?]{1,120}",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"[\w() .-]{1,80}\.(?:jpe?g|png|gif|webp|svg|pdf|mp[34]|docx?|pptx?)", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:.{0,60}\s)?(?:©|\(c\)|copyright)\s.{0,120}|.{0,80}\b(?:alle rechten voorbehouden|all rights reserved)\W*"
    r"|(?:powered by|website door|webdesign door|realisatie(?: door)?:|ontwerp(?: en realisatie)?(?: door)?:)\s.{1,60}",
    re.IGNORECASE,
)
_LANGUAGE_NAME = r"(?:NL|EN|DE|FR|ES|Nederlands|English|Engels|Deutsch|Duits|Français|Frans|Español|Spaans|Dutch)"
_LANGUAGES = re.compile(
    rf"(?:[a-z]{{2}}[_-][A-Z]{{2}}\s*(?:[A-ZÀ-Þ][a-zà-ÿ]+)?\s*)+|{_LANGUAGE_NAME}(?:\s*[|/·]\s*{_LANGUAGE_NAME})+"
    r"|(?:NL|EN|DE|FR|ES)(?:\s+(?:NL|EN|DE|FR|ES))+"
)

_NUMBER = r"\s+\d{1,5}(?:\s?[-/]\s?\d{1,4}|\s?-?\s?[a-zA-Z]{1,3})?"
_SURE_STREET = (
    r"[A-ZÀ-Þ][\w'. -]{0,40}?(?:straat|str\.|laan|plein|kade|singel|gracht|dreef|steeg|dijk|plantsoen|boulevard|allee)"
    rf"{_NUMBER}"
)
_ANY_STREET = rf"[A-ZÀ-Þ][\w'. -]{{2,40}}?{_NUMBER}"
_POSTCODE = r"\d{4}\s?[A-Z]{2}\s+[A-ZÀ-Þ'][\w'. -]{1,40}"
_POSTBUS = r"(?:[Pp]ostbus|[Aa]ntwoordnummer)\s+\d[\d ]{0,7}"
# Belgium has no letters in its postcodes, so there the street and the place must stand beside them.
_BELGIAN_STREET = (
    r"[A-ZÀ-Þ][\w'. -]{0,40}?(?:straat|str\.|laan|plein|kaai|kade|dreef|steeg|dijk|lei|weg|baan|steenweg|markt|plaats"
    rf"|pad|hof|park|vest|berg|veld|wijk|heide){_NUMBER}"
)
_BELGIAN = rf"{_BELGIAN_STREET}(?:\s+bus\s+\w{{1,4}})?\s*[,|·•–-]\s*(?:B-?)?\d{{4}}\s+[A-ZÀ-Þ'][\w'. -]{{1,40}}"
_BETWEEN = r"\s*[,|·•–-]?\s*"
_OWNER = rf"(?:[^,|·.]{{2,60}}{_BETWEEN})?"
_COUNTRY = rf"(?:{_BETWEEN}(?:Nederland|België|The Netherlands))?"
_ADDRESS = re.compile(
    rf"(?:(?i:bezoek|post|kantoor)?(?i:adres)\s*:?\s*)?(?:{_OWNER}(?:{_SURE_STREET}|{_ANY_STREET}|{_POSTBUS}){_BETWEEN}"
    rf"{_POSTCODE}|{_OWNER}{_BELGIAN}|{_SURE_STREET}|{_POSTBUS}|{_POSTCODE}){_COUNTRY}"
)
_STREET_BESIDE_POSTCODE = re.compile(_ANY_STREET)
_STARTS_WITH_POSTCODE = re.compile(_POSTCODE)


def shape_of(core: str) -> str | None:
    """Kind of residue that a whole line is by its shape alone, or None.

    Parameters
    ----------
    core : str
        The words of the line, see :attr:`Line.core`.

    Returns
    -------
    str or None
        A Dutch word, as in :attr:`praktijkkennis.document.Residue.kind`.
    """
    if not any(character.isalpha() for character in core):
        return "contact" if _PHONE.fullmatch(core) else "tekens"
    if _LANGUAGES.fullmatch(core):
        return "taalkeuze"
    if is_contact(core):
        return "contact"
    if _ADDRESS.fullmatch(core):
        return "adres"
    if _COPYRIGHT.fullmatch(core):
        return "copyright"
    bare = core[1:-1] if core[0] + core[-1] in ("()", "[]") else core
    if _KEYWORDS.fullmatch(core):
        return "trefwoorden"
    if any(shape.fullmatch(core) for shape in _BYLINES):
        return "naamregel"
    if _DATE_LINES.fullmatch(core) or _READING_TIME.fullmatch(core):
        return "datumregel"
    is_credit = len(core.split()) <= 15 and (_CREDIT.fullmatch(bare) or _CREDIT_BY_NAME.fullmatch(bare))
    if is_credit or _FILE_NAME.fullmatch(core):
        return "bijschrift"
    return None


def is_contact(core: str) -> bool:
    """Tell whether a line holds contact details and nothing besides but labels and a name."""
    # "(ma-vr 8.30-17.00 uur)", "(lokaal tarief)"
    rest, found = _BESIDE_NUMBER.sub(" ", core), 0
    for shape in (_EMAIL, _REGISTRATION, _URL, _PHONE):
        rest, count = shape.subn(" ", rest)
        found += count
    if not found:
        return False
    words = [word for word in re.split(r"[\s,;:|/·•()–-]+", rest) if word]
    others = [word for word in words if word.casefold().rstrip(".:") not in phrases("contact_labels")]
    return len(others) <= 4 and not core.endswith((".", "!", "?")) and _is_name(" ".join(others))


def has_contact_details(text: str) -> bool:
    """Tell whether an e-mail address, web address or telephone number stands in the text."""
    return any(shape.search(text) for shape in (_EMAIL, _URL, _PHONE))


def is_name(text: str) -> bool:
    """Tell whether the text can be the name of a person: capitals, and small words only between them."""
    return bool(text) and _is_name(text)


def is_street_by_postcode(core: str, neighbour: str) -> bool:
    """Tell whether a line is a street (of any name) because the line beside it is a postcode."""
    return bool(_STREET_BESIDE_POSTCODE.fullmatch(core)) and bool(_STARTS_WITH_POSTCODE.match(neighbour))


def _is_name(text: str) -> bool:
    return not text or bool(re.fullmatch(_NAME_OR_ONE, text))
