"""What the words of one name say: given names, initials, surname; and whether two names can be of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from praktijkkennis.privacy.name_context import CAPITAL_PREFIXES, FAMILIAR_TITLES, FORMAL_TITLES, PREFIXES
from praktijkkennis.privacy.name_list import fold
from praktijkkennis.privacy.name_tokens import NameToken, token_of
from praktijkkennis.privacy.words import words_of

_ABBREVIATED = {
    "v.d.": "van de",
    "v.d": "van de",
    "vd": "van de",
    "v/d": "van de",
    "v d": "van de",
    "v.": "van",
    "v": "van",
}


_ALSO_GIVEN = frozenset({"ben", "do"})
"""Prefixes that with a capital are given names (``Ben Visser``)."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a name, folded (lower case, no accents).

    Parameters
    ----------
    given : tuple of str
        Given names and nicknames, in order; empty when there are none.
    initials : str
        The letters of initials (``jp`` of ``J.P.``).
    surname : str
        Without prefixes; a double name as it is (``vermeulen-smit``).
    prefixes : str
        What stands before the surname (``van der``).
    either : bool
        Whether it is one word that may be a given name or a surname; it is then in ``given``.
    """

    given: tuple[str, ...] = ()
    initials: str = ""
    surname: str = ""
    prefixes: str = ""
    either: bool = False

    @property
    def full(self) -> bool:
        """Whether it has a given name and a surname, so that it names one person in all documents."""
        return bool(self.given and self.surname) and not self.cut

    @property
    def cut(self) -> bool:
        """Whether of the surname only the first letter is written (``Anna K.``)."""
        return bool(self.given) and len(self.surname) == 1

    @property
    def key(self) -> str:
        """The name written in one way; that of a full name is the same in all documents."""
        initials = "" if self.full else self.initials
        return " ".join(filter(None, (*self.given, initials, self.prefixes, self.surname)))


def parse_name(written: str, title: str = "") -> PersonName:
    """Divide a name as it stands in a text.

    Parameters
    ----------
    written : str
        Without title (``J. de Boer``, ``Anna``, ``Van der Veen``).
    title : str
        The word before it in lower case; behind *meneer* a name of one word is a surname, behind *tante* it is not.
    """
    tokens = [token_of(word) for word in words_of(written)]
    if _ends_in_letter(tokens):
        return _with_letter(tokens)
    initials = "".join(sign for token in tokens if token.initials for sign in token.text if sign.isupper()).lower()
    words = [token for token in tokens if not token.initials]
    first_prefix = next((place for place, token in enumerate(words) if _is_prefix(token, place, len(words))), None)
    if first_prefix is not None:
        last_prefix = first_prefix
        while last_prefix + 1 < len(words) - 1 and _is_prefix(words[last_prefix + 1], last_prefix + 1, len(words)):
            last_prefix += 1
        return PersonName(
            given=_folded(words[:first_prefix]),
            initials=initials,
            prefixes=" ".join(
                _ABBREVIATED.get(token.word.lower, fold(token.word.text))
                for token in words[first_prefix : last_prefix + 1]
            ),
            surname=" ".join(_folded(words[last_prefix + 1 :])),
        )
    if len(words) == 1 and not initials:
        return _of_one_word(words[0], title)
    if len(words) > 1 and all(token.given and not token.surname for token in words) and not initials:
        # "Gert Jan" and "Li Wei": two given names.
        return PersonName(given=_folded(words), either=len(words) == 2)
    surname = words[-1:]
    return PersonName(given=_folded(words[:-1]), initials=initials, surname=" ".join(_folded(surname)))


def _ends_in_letter(tokens: Sequence[NameToken]) -> bool:
    """Tell whether the first letter of a surname stands behind a given name (``Tygo B.``, ``Jan de B.``)."""
    if len(tokens) < 2 or tokens[0].initials or _is_prefix(tokens[0], 0, len(tokens)):
        return False
    first, last = tokens[0], tokens[-1]
    letter = last.initials and last.text.rstrip(".").isalpha() and len(last.text.rstrip(".")) == 1
    # "Jansen P." and "Visser, A." have the surname first.
    given_first = first.given and not last.word.gap.startswith(",")
    return letter and given_first and not any(token.initials for token in tokens[:-1])


def _with_letter(tokens: Sequence[NameToken]) -> PersonName:
    words = list(tokens[:-1])
    first_prefix = next((place for place in range(1, len(words)) if _is_prefix(words[place], place, len(tokens))), None)
    prefixes = words[first_prefix:] if first_prefix is not None else []
    return PersonName(
        given=_folded(words[:first_prefix]),
        prefixes=" ".join(_ABBREVIATED.get(token.word.lower, fold(token.word.text)) for token in prefixes),
        surname=fold(tokens[-1].text.rstrip(".")),
    )


def may_be_same(short: PersonName, full: PersonName) -> bool:
    """Tell whether a part of a name can be that of a person whose full name is known.

    Parameters
    ----------
    short : PersonName
        A given name alone, a surname alone, initials and a surname, or a given name and the first letter of a surname.
    full : PersonName
        A name with given name and surname, or with initials and surname.
    """
    if short.surname:
        if not _same_surname(short, full):
            return False
        if short.given:
            return bool(full.given) and short.given[0] == full.given[0]
        if short.initials:
            first = full.given[0][0] if full.given else full.initials[:1]
            return short.initials[0] == first
        return True
    if short.given:
        if full.given[: len(short.given)] == short.given or (len(short.given) == 1 and short.given[0] in full.given):
            return True
        return short.either and len(short.given) == 1 and _same_surname(PersonName(surname=short.given[0]), full)
    return bool(short.initials) and short.initials == full.initials and not full.surname


def _same_surname(short: PersonName, full: PersonName) -> bool:
    if short.prefixes and full.prefixes and short.prefixes != full.prefixes:
        return False
    if short.cut:
        return full.surname.startswith(short.surname)
    return short.surname == full.surname or short.surname in full.surname.split("-")


def _of_one_word(token: NameToken, title: str) -> PersonName:
    name = fold(token.text)
    formal = title in FORMAL_TITLES and title not in (
        "meneer",
        "mevrouw",
        "mw",
        "mevr",
        "mvr",
        "dhr",
        "directeur",
        "bestuurder",
    )
    if title in FORMAL_TITLES and (not token.given or token.surname or formal):
        return PersonName(surname=name)
    if title in FAMILIAR_TITLES and (token.given or title in ("tante", "oom", "ome", "nonkel", "juf", "opa", "oma")):
        return PersonName(given=(name,))
    if token.given and not token.surname:
        return PersonName(given=(name,))
    return PersonName(given=(name,), either=True)


def _folded(tokens: list[NameToken]) -> tuple[str, ...]:
    return tuple(fold(token.text) for token in tokens)


def _is_prefix(token: NameToken, place: int, length: int) -> bool:
    """Tell whether a word is a prefix where it stands in a name; the last word never is."""
    if place == length - 1 or (token.word.capital and token.lower in _ALSO_GIVEN):
        return False
    lower = token.word.lower
    return (
        lower in PREFIXES
        or token.word.kind == "link"
        or (lower in CAPITAL_PREFIXES and not token.usual)
        or lower in ("in", "op", "uit", "aan")
    )
