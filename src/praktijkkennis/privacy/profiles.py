"""Handles, profile pages and web addresses that are made of somebody's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from praktijkkennis.privacy.findings import Finding
from praktijkkennis.privacy.name_list import GIVEN, SURNAME, USUAL, is_ordinary_word, kinds_of

_HANDLE = re.compile(r"(?<![\w@./])@[A-Za-z_]\w{1,29}(?![\w@]|\.\w)")
_PATH = r"[\w%.~-]*[\w%~-]"
_PROFILE = re.compile(
    rf"(?<![\w@.-])(?:https?://)?(?:\w{{1,3}}\.)?(?:linkedin\.com/(?:in|pub)/{_PATH}|facebook\.com/profile\.php\?id=\d+"
    rf"|(?:twitter|x|instagram|facebook|tiktok|threads|youtube)\.com/@?{_PATH}|(?:[\w-]+\.)+\w{{2,10}}/@{_PATH})/?",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:[\w-]{1,63}\.){1,4}(?:nl|be|com|net|org|eu|info|me|blog|frl|amsterdam|io)"
    r"(?:/[\w%.~/-]*[\w%~/-])?(?![\w@-])",
    re.IGNORECASE,
)
_PREFIXES = ("vande", "vander", "vanden", "van", "der", "den", "de", "ter", "ten", "te", "el")
_SHORTEST = 3


def find_profiles(text: str) -> Iterator[Finding]:
    """Find handles (``@jandeboer``), profile pages, and sites of somebody (``www.jandeboer.nl``).

    A plain name behind the sign (``@Sanne``) is left to the search for names.

    They are labelled ``EMAIL``: like a mail address they lead to one person. A site counts when a part of its address
    is a given name with a surname.
    """
    for match in _HANDLE.finditer(text):
        name = match[0][1:]
        if not name.istitle() and GIVEN not in kinds_of(name.capitalize()):
            yield Finding(*match.span(), "EMAIL")
    for match in _PROFILE.finditer(text):
        yield Finding(*match.span(), "EMAIL")
    for match in _SITE.finditer(text):
        if any(_is_full_name(part) for part in re.split(r"[./]", match[0])):
            yield Finding(*match.span(), "EMAIL")


def _is_full_name(part: str) -> bool:
    """Tell whether a part of an address is a given name with a surname, hyphens or not."""
    plain = re.sub(r"[-_%~\d]", "", part).lower()
    if is_ordinary_word(plain):
        return False
    for cut in range(_SHORTEST, len(plain) - _SHORTEST + 1):
        kinds = kinds_of(plain[:cut].capitalize())
        if GIVEN in kinds and USUAL in kinds and _is_surname(plain[cut:]):
            return True
    return False


def _is_surname(rest: str) -> bool:
    for prefix in _PREFIXES:
        behind = rest.removeprefix(prefix)
        if behind != rest and len(behind) >= _SHORTEST and SURNAME in kinds_of(behind.capitalize()):
            return True
    return len(rest) > _SHORTEST and SURNAME in kinds_of(rest.capitalize()) and not is_ordinary_word(rest)
