"""When a full stop belongs to an abbreviation, an initial or a number and ends no sentence."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

# A capital by itself behind one of these is a name for a thing ("toren B."), no initial of a person.
_LETTER = re.compile(
    r"\b(?:een|de|letter|toren|groep|optie|plan|team|klas|blok|variant|deel|type|categorie|hal|zaal|gebouw|vak|lijn|fase"
    r"|scenario|bijlage|punt|vitamine|ploeg|kamer|afdeling|unit|cluster|vleugel)\s+$",
    re.IGNORECASE,
)
_OPENING = " \t\n\"'“‘„«("
_NUMBER_BEFORE = re.compile(r"\d[\d.,]*\s*$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_COMPANY = frozenset({"b.v", "n.v", "v.o.f", "c.v", "v.z.w", "u.s.a", "v.s", "u.k"})
_ARTICLE_BEFORE = re.compile(r"\b(?:de|het|een|deze|die|dit|dat|onze|ons|elke|geen|per)\s+$", re.IGNORECASE)
# Letters without a vowel are no word, unless someone makes a noise ("pff").
_NO_VOWEL = re.compile(r"(?!(?:h*m+|p+f+|p*s+t*|b+r+|t+s+|z+|g+r+|s+h*)$)[bcdfghjklmnpqrstvwxz]{2,5}")
# "werknr.", "bouwverg.": what is shortened is the end of a compound.
_SHORT_END = re.compile(r"[^\W\d_]{2,}(?P<end>nrs?|verg|afd|coörd|coord|gem|str|bijl)")
_LABEL = re.compile(
    r"(?:hoofdstuk|paragraaf|artikel|bijlage|deel|stap|punt|agendapunt|actiepunt|fase|les|vraag|tip|ronde|stelling|casus"
    r"|week|dag|module|thema|scène|stuk|figuur|tabel|afbeelding|voorbeeld|opdracht|regel)"
    r"\s+(?:\d{1,3}[a-z]?|[ivx]{1,4}|[a-z])",
    re.IGNORECASE,
)


def is_abbreviation(word: str, before: str, following: str) -> bool:
    """Tell whether the full stop behind a word ends no sentence.

    Parameters
    ----------
    word : str
        What stands before the stop, since the last white space or opening mark.
    before : str
        The sentence so far, without that word; only the end of it matters.
    following : str
        What comes after the stop and the white space, without opening marks.
    """
    bare = word.casefold().rstrip(".")
    if not bare:
        return False
    upper = following[:1].isupper()
    if not before.strip(_OPENING) and (_is_point(bare) or kind_of(word) in ("always", "may end")):
        # Nobody writes "Vz." as a sentence: "Vz. Jansen opent". "a. Eerst" is a point of a list.
        return True
    if _LABEL.fullmatch(f"{before.lstrip()}{word}"):
        return True
    if len(bare) == 1 and bare.isalpha() and word.isupper():
        return upper and not _LETTER.search(before)
    if bare.isdigit():
        # "op 3. maart" is rare and a list number is a marker already; "in 2024. Daarna" ends a sentence.
        return len(bare) <= 2 and following[:1].islower()
    match kind_of(word):
        case "always":
            return True
        case "may end":
            return not upper
        case "before a digit":
            return following[:1].isdigit()
        case "behind a number":
            return not upper and _NUMBER_BEFORE.search(before) is not None
    if _DOTTED.fullmatch(bare):
        return not (upper and word.isupper()) or _are_initials(bare, before)
    return following[:1].isdigit() and (_NO_VOWEL.fullmatch(word) is not None or _SHORT_END.fullmatch(bare) is not None)


def kind_of(word: str) -> str | None:
    """When a stop behind this word is no end of a sentence, or None when the word is on no list.

    Returns
    -------
    str or None
        ``"always"``, ``"may end"``, ``"before a digit"`` or ``"behind a number"``.
    """
    kinds = _kinds()
    bare = word.rstrip(".")
    # "St. Anna" is a saint, "5 st." is a number of things.
    return kinds.get(bare) or kinds.get(bare.casefold())


def _is_point(bare: str) -> bool:
    return re.fullmatch(r"[a-z]|\d{1,2}[a-z]|\d{1,2}(?:\.\d{1,2})+|[ivx]{1,4}", bare) is not None


def _are_initials(bare: str, before: str) -> bool:
    """Tell whether dotted capitals before a capital are someone's initials: "chirurg A.M. Verkerk"."""
    return bare not in _COMPANY and not _ARTICLE_BEFORE.search(before)


@cache
def _kinds() -> dict[str, str]:
    """Abbreviations without their last stop, with when a stop behind them is no end of a sentence."""
    source = resources.files("praktijkkennis") / "data" / "taal" / "afkortingen.txt"
    classes = {"+": "may end", "9": "before a digit", "~": "behind a number"}
    lines = source.read_text(encoding="utf-8").splitlines()
    return {line.lstrip("+9~"): classes.get(line[0], "always") for line in lines if line and line[0] != "#"}
