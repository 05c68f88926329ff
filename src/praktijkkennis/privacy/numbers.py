"""Numbers that belong to one person: citizen service number, national register number, bank account, number plate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from praktijkkennis.privacy.findings import Finding

_BSN = re.compile(r"(?<![\w.,/+-])\d{9}(?![\w]|[.,/-]\d)|(?<![\w.,/+-])\d{3,4}([. ])\d{2,3}\1\d{3}(?![\w]|[.,/ -]\d)")
_NAMED = re.compile(r"(?:\bbsn|burgerservice|sofi|\bpersoonsnummer)[^\d\n]{0,30}$", re.IGNORECASE)
_AMOUNT_BEFORE = re.compile(r"(?:€|\beur|\beuro)\s*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(r"\s*(?:euro|eur\b|€|inwoners|mensen|stuks)", re.IGNORECASE)
_REGISTER = re.compile(r"(?<![\w.-])(\d{2})[. ]?(\d{2})[. ]?(\d{2})[- .]?(\d{3})[. -]?(\d{2})(?![\w]|[.-]\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_LOOK_BACK = 45
# Dutch plates have no vowels since 1978; the order of letters and digits says when they were given out.
_L = "[BDFGHJKLMNPRSTVXZ]"
_PLATE = re.compile(
    rf"(?<![\w-])(?:{_L}{{2}}-\d\d-\d\d|\d\d-\d\d-{_L}{{2}}|\d\d-{_L}{{2}}-\d\d|{_L}{{2}}-\d\d-{_L}{{2}}|{_L}{{2}}-{_L}{{2}}-\d\d"
    rf"|\d\d-{_L}{{2}}-{_L}{{2}}|\d\d-{_L}{{3}}-\d|\d-{_L}{{3}}-\d\d|{_L}{{2}}-\d{{3}}-{_L}|{_L}-\d{{3}}-{_L}{{2}}|{_L}{{3}}-\d\d-{_L}"
    rf"|{_L}-\d\d-{_L}{{3}}|\d-{_L}{{2}}-\d{{3}}|\d{{3}}-{_L}{{2}}-\d|[1-9]-[A-Z]{{3}}-\d{{3}})(?![\w-])"
)
_NAMED_PLATE = re.compile(
    r"\b(?:kenteken|nummerplaat|nummerbord|plaat)(?:nummer)?\b(?:\s+(?:is|was|met|van|heeft|met\s+het\s+nummer))?"
    r"\s*[:=]?\s*"
    r"(?P<plate>(?=[\w -]{0,9}\d)(?=[\w -]{0,9}[a-z])"
    r"(?:[a-z]{1,3}|\d{1,3})(?:[ -]?(?:[a-z]{1,3}|\d{1,3})){1,2})(?![\w-])",
    re.IGNORECASE,
)
_FEWEST_SIGNS = 6


def find_numbers(text: str) -> Iterator[Finding]:
    """Find numbers that belong to one person.

    A citizen service number is nine digits that stand the eleven test; where the text itself says that it is one
    (``BSN: ...``), it need not, because a slip of the pen is a number of somebody too. Belgian national register
    numbers stand the test modulo 97, bank accounts that of ISO 13616. A number plate is known by its shape, or because
    the text says that it is one.
    """
    for match in _PLATE.finditer(text):
        yield Finding(*match.span(), "BSN")
    for match in _NAMED_PLATE.finditer(text):
        signs = sum(sign.isalnum() for sign in match["plate"])
        if signs == _FEWEST_SIGNS or (signs == _FEWEST_SIGNS + 1 and match["plate"][0].isdigit()):
            yield Finding(*match.span("plate"), "BSN")
    for match in _REGISTER.finditer(text):
        if is_register_number(re.sub(r"\D", "", match[0])):
            yield Finding(*match.span(), "BSN")
    for match in _IBAN.finditer(text):
        if is_iban(match[0]):
            yield Finding(*match.span(), "BSN")
    for match in _BSN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - _LOOK_BACK) : match.start()]
        if len(digits) != 9 or _AMOUNT_BEFORE.search(before) or _AMOUNT_AFTER.match(text, match.end()):
            continue
        if passes_eleven_test(digits) or _NAMED.search(before):
            yield Finding(*match.span(), "BSN")


def passes_eleven_test(digits: str) -> bool:
    """Tell whether nine digits can be a citizen service number: 9a + 8b + ... + 2h - i is a multiple of eleven."""
    if len(digits) != 9 or not int(digits):
        return False
    total = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True))
    return total % 11 == 0


def is_register_number(digits: str) -> bool:
    """Tell whether eleven digits are a Belgian national register number: birth date, order, 97 less the remainder."""
    if len(digits) != 11 or not (int(digits[2:4]) <= 12 and int(digits[4:6]) <= 31):
        return False
    # Who was born in or after 2000 has a 2 before the first nine digits.
    return int(digits[9:]) in (97 - int(century + digits[:9]) % 97 for century in ("", "2"))


def is_iban(written: str) -> bool:
    """Tell whether letters and digits are a bank account number (ISO 13616, test modulo 97)."""
    compact = written.replace(" ", "")
    moved = compact[4:] + compact[:4]
    return 15 <= len(compact) <= 34 and int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
