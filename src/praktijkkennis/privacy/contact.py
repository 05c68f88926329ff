"""E-mail addresses and telephone numbers.

The package phonenumbers was considered. It refuses numbers that nobody has been given, and those are the typing errors
and the numbers of old that tell just as well who somebody is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from praktijkkennis.privacy.findings import Finding

_NAME = r"[^\W_](?:[\w.+'-]{0,63}\w)?"
_DOMAIN = r"[^\W_](?:[\w-]{0,62}[^\W_])?(?:\.[^\W_](?:[\w-]{0,62}[^\W_])?)+"
_MAIL = re.compile(rf"\b{_NAME}@{_DOMAIN}")
_AT = r"(?:\s?[\[({<]\s?(?:at|apenstaartje|@)\s?[\])}>]\s?|\s(?:at|apenstaartje)\s)"
_DOT = r"(?:\s?[\[({<]\s?(?:punt|dot|\.)\s?[\])}>]\s?|\s(?:punt|dot)\s|\.)"
_HIDDEN_MAIL = re.compile(
    rf"\b{_NAME}{_AT}[^\W_][\w-]{{0,62}}(?:{_DOT}[^\W_][\w-]{{0,62}}){{0,2}}{_DOT}[a-z]{{2,8}}\b", re.IGNORECASE
)

_SEPARATOR = r"[ \t\u00a0./()–-]"
_PHONE = re.compile(
    rf"(?<![\w+.,/-])(?:\(?\+|\(?0)(?:\d|{_SEPARATOR}(?={_SEPARATOR}{{0,3}}\d)){{7,22}}\d(?![\w]|[.,]\d)"
)
_NEXT_PHONE = re.compile(r"[ \t\u00a0,;/]+(?P<sign>\(?[+0])")
_LONG_FOREIGN = (9, 13)


def find_mail(text: str) -> Iterator[Finding]:
    """Find e-mail addresses, those that were hidden from robots too (``jan (at) voorbeeld punt nl``).

    Yields
    ------
    Finding
        In no fixed order; plain addresses do not overlap each other.
    """
    if "@" in text:
        for match in _MAIL.finditer(text):
            yield Finding(*match.span(), "EMAIL")
    for match in _HIDDEN_MAIL.finditer(text):
        yield Finding(*match.span(), "EMAIL")


def find_phones(text: str) -> Iterator[Finding]:
    """Find Dutch, Belgian and international telephone numbers, however their digits are grouped.

    Information and emergency numbers (0800, 0900, 112) are nobody's and are left.
    """
    for match in _PHONE.finditer(text):
        start = match.start()
        while (end := _phone_end(text, start, match.end())) is not None:
            yield Finding(start, end, "TELEFOON")
            # Another number may follow with only a space between.
            following = _NEXT_PHONE.match(text, end, match.end())
            if following is None:
                break
            start = following.end() - len(following["sign"])


def _phone_end(text: str, start: int, limit: int) -> int | None:
    """Tell where the longest number ends that begins here, at the end of a group of digits."""
    ends = [group.end() for group in re.finditer(r"\d+", text[start:limit])]
    return next((start + end for end in reversed(ends) if is_phone(text[start : start + end])), None)


def is_phone(written: str) -> bool:
    """Tell whether digits with what stands between them can be a telephone number.

    Parameters
    ----------
    written : str
        ``+31 (0)6 12345678``, ``020-1234567``, ``0475/12.34.56``.
    """
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if written.lstrip("(").startswith("+"):
        international = digits
    elif digits.startswith("00"):
        international = digits[2:]
    else:
        if digits.startswith(("0800", "0900", "0906", "0909", "0000")):
            return False
        # Dutch numbers have ten digits; Belgian ones nine, mobile ones ten.
        return len(digits) == 10 or (len(digits) == 9 and digits[1] != "0" and _is_grouped(written))
    if international.startswith("31"):
        return len(international.removeprefix("310").removeprefix("31")) == 9
    if international.startswith("32"):
        return len(international.removeprefix("320").removeprefix("32")) in (8, 9)
    return _LONG_FOREIGN[0] <= len(international) <= _LONG_FOREIGN[1]


def _is_grouped(written: str) -> bool:
    return bool(re.search(r"\d[\s./)-]+\d", written))
