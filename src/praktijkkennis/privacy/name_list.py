"""What a word with a capital can be: a given name, a surname, a town, another name, or an ordinary word."""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from praktijkkennis.preprocessing.spelling import fold as fold_spelling
from praktijkkennis.preprocessing.words import is_known_word

GIVEN, SURNAME, PLACE, AREA, ORGANISATION, STREET, OTHER, UNSURE, WORD, USUAL, WEAK_SURNAME = "vapgbsonwtz"
"""Letters of the list: a name can be several things at once. ``UNSURE`` is a name of which nobody knows what kind,
``WEAK_SURNAME`` one that is first of all a word or a town."""

_LAST_LATIN = 0xFF
_DUTCH_SIGNS = "ĳœ"
"""Signs beyond Latin-1 that words have; a Vietnamese or Turkish name with its accents is no Dutch word."""

_SIGNS = str.maketrans("’‘ʼ", "'''")
_WORDS_IN_S = frozenset(
    """abdis anus argus avis bonus brits caritas charitas emmes heros jakkes jeans judas kanis karos kokos lans les mais
    malus mos natalis ritus sinas tiras trans windas yaws""".split()
)
"""Words that end as the genitive of a given name does."""


@lru_cache(maxsize=65_536)
def kinds_of(name: str) -> str:
    """Tell what a name can be.

    Parameters
    ----------
    name : str
        As written, with its capital; accents that are left out make no difference.

    Returns
    -------
    str
        Letters such as :data:`GIVEN`; empty when no list has it.
    """
    name = name.translate(_SIGNS)
    found = _list().get(name)
    if found is None and name.isupper() and len(name) > 3:
        found = _list().get(name.title())
    if found is None:
        found = _folded().get(fold(name), "") if not name.isupper() else ""
    return found


@lru_cache(maxsize=65_536)
def is_ordinary_word(form: str) -> bool:
    """Tell whether a form is a Dutch word that is written without a capital."""
    lower = form.translate(_SIGNS).lower()
    if any(ord(sign) > _LAST_LATIN and sign not in _DUTCH_SIGNS for sign in lower):
        return False
    if not is_known_word(fold_spelling(lower)):
        return False
    written = "-".join(part[:1].upper() + part[1:] for part in lower.split("-"))
    found = _list().get(written)
    if found is not None:
        return WORD in found
    # The word list has genitives of given names too ("Ingmars"), without their capital.
    stem = _list().get(written[:-1], WORD) if lower.endswith("s") and lower not in _WORDS_IN_S else WORD
    return GIVEN not in stem or WORD in stem


def fold(name: str) -> str:
    """Write a name without accents and capitals (``Yıldız`` -> ``yildiz``)."""
    plain = name.translate(_SIGNS).replace("ı", "i").replace("ł", "l").replace("Ł", "L").replace("ø", "o")
    decomposed = unicodedata.normalize("NFD", plain.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@cache
def place_phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Give the towns whose name is more than one word, by their first word, the longest first."""
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name, kinds in _list().items():
        words = tuple(name.split())
        if PLACE in kinds and len(words) > 1:
            phrases.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in phrases.items()}


@cache
def _list() -> dict[str, str]:
    source = files("praktijkkennis") / "data" / "namen" / "eigennamen.txt.gz"
    lines = gzip.decompress(source.read_bytes()).decode().splitlines()
    return dict(line.split("\t") for line in lines)


@cache
def _folded() -> dict[str, str]:
    return {fold(name): kinds for name, kinds in _list().items() if WORD not in kinds}
