"""Streets with or without a number, postal codes with their town, and post office boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from praktijkkennis.privacy.findings import Finding
from praktijkkennis.privacy.name_context import FORMAL_TITLES, PREFIXES
from praktijkkennis.privacy.name_list import AREA, GIVEN, PLACE, SURNAME, is_ordinary_word, kinds_of

_S = r"[ \t\u00a0]"
_KIND = (
    r"(?:straat|laan|weg|plein|dijk|kade|kaai|gracht|singel|steeg|dreef|pad|hof|markt|steenweg|plantsoen|erf|oord|lei|vest"
    r"|boulevard|park|ring|baan|haven|hoek|wal|veld|akker|kamp|burg|berg|donk|straatje|poort|brink|werf|eiland|rade|vaart)"
)
_SURE_KIND = r"(?:straat|laan|weg|plein|dijk|kade|kaai|gracht|singel|steeg|dreef|steenweg|plantsoen|boulevard|straatje)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_WORD = rf"(?:{_CAPITAL}[\w'’.-]{{0,40}})"
_LINK = r"(?:van|de|der|den|het|'t|’t|ter|ten|te|en|v\.d\.|la|du)"
_NUMBER = (
    r"\d{1,4}(?:\s?[-/]\s?\d{1,4})?(?:[ \t]?-?[ \t]?(?:bis|ter|boven|huis|hs|zwart|rood|I{1,3}|IV|[a-zA-Z](?!\w)))?"
    r"(?:[ \t]?[,-]?[ \t]?(?:bus|app?\.?|kamer|unit)[ \t]?\w{1,4})?"
    r"(?![\w%€]|[.,:]\d|\s?(?:uur|jaar|mensen|euro|keer|km|weken|dagen))"
)
_TOWN = (
    rf"(?:{_CAPITAL}[\w'’-]{{1,40}}|['’]s-{_CAPITAL}[\w-]+|['’]t)"
    rf"(?:[ -](?:{_CAPITAL}[\w'’-]{{1,40}}|aan|op|den|de|zoom))*"
)
_DUTCH_CODE = r"[1-9]\d{3}[ \t]?(?!SA|SD|SS)[A-Z]{2}"
_BELGIAN_CODE = r"(?:B-)?[1-9]\d{3}"
_TAIL = rf"(?:{_S}*,?(?:{_S}+|\n){_DUTCH_CODE}(?!\w)(?:,?{_S}+{_TOWN})?|{_S}*,?(?:{_S}+|\n){_BELGIAN_CODE}{_S}+{_TOWN})"

# "Laan van Meerdervoort 221", "Oude Gracht 105 bis", "Van Speykstraat 9b", "'t Zand 16", "Lindelaan 34".
_NUMBERED = re.compile(
    rf"(?<![\w-])(?P<street>(?:(?:['’]t|{_WORD}){_S})(?:(?:{_LINK}|{_WORD}){_S}){{0,4}}?|)(?P<last>{_WORD}){_S}"
    rf"(?P<number>{_NUMBER})(?P<tail>{_TAIL})?"
)
_NAMED = re.compile(
    rf"(?<![\w-])(?:{_WORD}{_S}(?:(?:van|de|der|den|la|du){_S}){{0,2}}){{0,3}}{_CAPITAL}[\w'’-]{{0,40}}{_SURE_KIND}(?!\w)"
    rf"|(?<![\w-]){_CAPITAL}[\w'’-]{{0,40}}{_S}(?:Steenweg|Laan|Straat|Singel|Gracht|Dijk|Plein)(?!\w)"
)
# "op de dorpsstraat 15", "haagdijk 307": who writes without capitals lives somewhere too.
_LOWER_SURE = re.compile(
    rf"(?<![\w-])(?P<last>(?:(?:oude|nieuwe|lange|korte){_S})?[a-zà-öø-ÿ]{{3,40}}"
    rf"(?:straat|laan|gracht|singel|kade|steeg|dreef|steenweg|plein)){_S}(?P<number>{_NUMBER})(?P<tail>{_TAIL})?"
)
_LOWER_PLACED = re.compile(
    rf"(?:\bop|\baan|\bnaar|adres:?|\badres is)(?:{_S}(?:de|het|den))?{_S}"
    rf"(?P<street>(?P<last>[a-zà-öø-ÿ]{{2,40}}{_KIND}){_S}(?P<number>{_NUMBER})(?P<tail>{_TAIL})?)"
)
_CODE = re.compile(rf"(?<![\w.,-])(?:{_DUTCH_CODE})(?![\w-])(?:,?{_S}+{_TOWN})?")
_BOX = re.compile(rf"\bPostbus{_S}+\d+(?:{_TAIL})?", re.IGNORECASE)
_BELGIAN_TOWN = re.compile(rf"(?<![\w.,-])B-[1-9]\d{{3}}{_S}+{_TOWN}")

_STREET_WORD = re.compile(rf".*{_KIND}", re.IGNORECASE)
_SURE_STREET = re.compile(r".{3,}(?:straat|laan|plein|kade|kaai|gracht|singel|steeg|dreef|steenweg)", re.IGNORECASE)
_FIRST_STREET_WORD = re.compile(
    r"(?:Laan|Straat|Weg|Plein|Dijk|Rue|Avenue|Chaussée|Place|['’]t|Boulevard|Achter|Korte|Lange)\b"
)
# Words that open the name of a street; other ordinary words before it only open the sentence.
_STREET_OPENINGS = frozenset(
    """oude nieuwe grote kleine lange korte hoge lage eerste tweede derde achter voor prins prinses koning koningin
    keizer burgemeester dokter doctor pastoor meester professor sint generaal admiraal kardinaal graaf hertog heer
    onze laan weg plein groene rode witte zwarte van de den ter ten het""".split()
)
_NO_STREET = frozenset(
    """afdeling artikel blok cluster dag deel dienst dossier factuur fase figuur groep hoofdstuk huis jaar januari
    februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag kamer klas kwartaal leerjaar
    les lid lokaal module niveau nummer paragraaf periode punt pagina ronde sessie spreker stap tabel team
    verdieping versie vraag week zaal unit persoon respondent deelnemer covid windows ons op om van in tot over na
    voor met is zijn was circa ongeveer ruim bijna minstens hoogstens maximaal minimaal alle de het een die deze
    kring werkplek bijlage overleg terugweg heenweg werkveld vakgebied onderweg""".split()
)
_ORDINARY_PLACES = frozenset(
    """autoweg snelweg fietspad voetpad zebrapad spoorweg spoorbaan loopbaan renbaan startbaan voorhoek speelveld
    voetbalveld sportveld sportpark vliegveld rivierpark speelhoek leerplein werkplein schoolplein speelplein
    parkeerplein marktplein omweg doorgang binnenhaven kraamkamp gemeenteraad handelskade werkkamp ijsberg
    achterhoek leeshoek zithoek kleuterhoek kerkhof binnenhof vergaarbak zijstraat hoofdstraat winkelstraat
    kluswerf scheepswerf ijsbaan bijbaan leerlingbaan vakantiepark dierenpark werkvaart binnenvaart zeevaart
    veemarkt arbeidsmarkt banenmarkt rommelmarkt informatiemarkt kerstmarkt weekmarkt studiepad leerpad
    taakveld speelkwartier""".split()
)
_PLACED = re.compile(
    r"(?:\baan|\bop|\bin|adres:?|\bwo(?:on|ont|nen|onde|onden)|\bnaar|\bnabij|\bbij)(?:\s+(?:de|het|den))?\s+$",
    re.IGNORECASE,
)
_LOOK_BACK = 40
_INITIALS_BEFORE = re.compile(r"\b[A-ZÀ-ÖØ-Þ]\.\s?$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?) $")
_ARTICLE_BEFORE = re.compile(r"\b(?:de|het|den|deze|die|langs|vanaf|tot|richting|hoek) $", re.IGNORECASE)


def find_addresses(text: str) -> Iterator[Finding]:
    """Find addresses; street, number, postal code and town that stand together are one.

    A street without a number counts too when its name says that it is one (``de Kerkstraat``).
    """
    for match in _BOX.finditer(text):
        yield Finding(*match.span(), "ADRES")
    for match in _NUMBERED.finditer(text):
        start = _street_start(text, match)
        if start is not None:
            yield Finding(start, match.end(), "ADRES")
    for match in _LOWER_SURE.finditer(text):
        if not _is_ordinary_place(match["last"]):
            yield Finding(*match.span(), "ADRES")
    for match in _LOWER_PLACED.finditer(text):
        if match["last"] not in _NO_STREET and not _is_ordinary_place(match["last"]):
            yield Finding(*match.span("street"), "ADRES")
    for pattern in (_CODE, _BELGIAN_TOWN):
        for match in pattern.finditer(text):
            yield Finding(*match.span(), "ADRES")
    for match in _NAMED.finditer(text):
        start = _without_opening(text, match.start(), match.end())
        name = text[start : match.end()]
        if PLACE in kinds_of(name):
            continue
        if _is_of_person(text, start, name):
            continue
        # "in de Dorpsstraat" is an address, "Dorpsstraat" that begins a sentence need not be one.
        if not is_ordinary_word(name) or _PLACED.search(text[max(0, start - _LOOK_BACK) : start]):
            yield Finding(start, match.end(), "ADRES")


def _is_of_person(text: str, start: int, name: str) -> bool:
    """Tell whether a name that looks like a street is somebody's (``Sjaak Ammerlaan``, ``mw. Verlaan``)."""
    first, _, last = name.rpartition(" ")
    surname = SURNAME in kinds_of(last) or re.fullmatch(r".+(?:dijk|laan|weg)", last) is not None
    if first:
        return (
            surname and " " not in first and (GIVEN in kinds_of(first) or _INITIALS_BEFORE.fullmatch(first) is not None)
        )
    before = text[max(0, start - _LOOK_BACK) : start]
    if _INITIALS_BEFORE.search(before) or ((word := _WORD_BEFORE.search(before)) and _names_person(word[1])):
        return True
    return surname and not _PLACED.search(before) and not _ARTICLE_BEFORE.search(before)


def _names_person(word: str) -> bool:
    given = word[0].isupper() and GIVEN in kinds_of(word) and not is_ordinary_word(word)
    return given or word.lower().rstrip(".") in FORMAL_TITLES | PREFIXES - {"de", "den", "het", "la", "du"}


def _is_ordinary_place(street: str) -> bool:
    """Tell whether a word says where something is without being a street (``parkeerplein``, ``autoweg``)."""
    return street.split()[-1] in _ORDINARY_PLACES


def _street_start(text: str, match: re.Match[str]) -> int | None:
    """Tell where a street begins, or None when what stands before the number is no street."""
    last = match["last"]
    if last.lower() in _NO_STREET:
        return None
    start = _without_opening(text, match.start(), match.end("last"))
    whole = text[start : match.end("last")]
    if _FIRST_STREET_WORD.match(whole) and " " in whole:
        return start
    before = text[max(0, start - _LOOK_BACK) : start]
    placed = _PLACED.search(before) is not None
    if _STREET_WORD.fullmatch(last):
        # "Werkveld 3" heads a passage; "op de Brink 14" is where somebody lives.
        sure = _SURE_STREET.fullmatch(last) or not is_ordinary_word(last)
        return start if sure or placed or match["tail"] or " " in whole else None
    # "Coolsingel" says it itself; "Damrak 5" must be said to be where somebody lives, or bear a postal code.
    return start if match["tail"] or (placed and not last.isupper()) else None


def _without_opening(text: str, start: int, end: int) -> int:
    """Leave out words that are no part of a street but stand before it with a capital (``Eerst``, ``Rapportage``)."""
    words = [(start + match.start(), match[0]) for match in re.finditer(r"\S+", text[start:end])]
    for place, word in words[:-1]:
        opening = word.lower() in _STREET_OPENINGS or not word[0].isupper()
        kinds = kinds_of(word)
        named = any(kind in kinds for kind in (GIVEN, SURNAME, AREA, PLACE)) or word.endswith(".")
        article = word in ("De", "Het", "Aan", "Voor") and not _is_prefix(words, place)
        if article and _PLACED.search(text[max(0, place - _LOOK_BACK) : place]):
            # "op De Meent 61": the article has its capital because it is the name.
            continue
        if (not opening and not named) or article:
            start = place + len(word) + 1
    first = next((place for place, word in words if place >= start and (word[0].isupper() or word[0] in "'’")), start)
    return max(start, first)


def _is_prefix(words: list[tuple[int, str]], place: int) -> bool:
    """Tell whether an article with a capital belongs to a street: a surname follows in *De Ruyterkade*."""
    index = [start for start, _ in words].index(place)
    follows = words[index + 1][1]
    stem = re.sub(rf"{_KIND}$", "", follows)
    return index + 2 < len(words) or SURNAME in kinds_of(stem)
