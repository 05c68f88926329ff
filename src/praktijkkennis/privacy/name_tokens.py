"""One word of a text with what the lists say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.brands import BRANDS
from praktijkkennis.privacy.capitals_of_no_name import ABBREVIATIONS
from praktijkkennis.privacy.name_context import OPENERS, PREFIXES, WEAK_NAMES
from praktijkkennis.privacy.name_list import (
    AREA,
    GIVEN,
    ORGANISATION,
    OTHER,
    PLACE,
    STREET,
    SURNAME,
    UNSURE,
    USUAL,
    WEAK_SURNAME,
    WORD,
    is_ordinary_word,
    kinds_of,
)
from praktijkkennis.privacy.words import Word

_NO_NAME_SHAPE = re.compile(
    r".*(?:heid|ing|ingen|schap|teit|isme|wet|plan|zorg|dienst|team|teams|groep|dag|dagen|school|huis|centrum|fonds|loket"
    r"|overleg|werk|werker|beleid|model|methode|scan|app|net|kunde|logie|tief|tie|ties|ment|age|iteit|baar|achtig|loos"
    r"|jarige|talig|gericht|proof)"
)
_MIXED = re.compile(r"[^\W\d_][a-zß-öø-ÿ]+[A-ZÀ-ÖØ-Þ]|[A-Z]{2,}[a-z]|-[A-Z]{2,}$|^[A-Z]{2,}-")
_SCOTTISH = re.compile(r"(?:Mc|Mac|De|Van|Di|Le|La|D'|O')[A-ZÀ-ÖØ-Þ]")
_SHORTEST_GENITIVE = 4
_SHORTEST_COMPOUND = 7
_SHORTEST_PART = 3
_SHORTEST_STEM = 3
_STREET_SURNAMES = ("dijk", "laan", "weg", "straat", "straten", "hof", "brug")
_SYLLABLES = frozenset(
    """ah ae bin chul eun ha hee ho hoon hwa hye hyun in ja jae ji jin joo joon ju jun jung kyung lan mi min na ok seo
    seok so soo sook su suk sun sung wan won woo yeon yi yong yoo young yu yun""".split()
)
"""Second halves of Korean given names (``Jin-ho``)."""
_SMALL_ENDINGS = ("tje", "pje", "je", "ske", "eke", "ke", "ie")


@dataclass(frozen=True, slots=True)
class NameToken:
    """A word that may be (part of) a name.

    Parameters
    ----------
    word : Word
        The word in its text.
    text : str
        The word without the s of a genitive.
    kinds : str
        Letters of :mod:`praktijkkennis.privacy.name_list`; empty for a word on no list.
    ordinary : bool
        Whether it is a Dutch word that is written without a capital.
    """

    word: Word
    text: str
    kinds: str
    ordinary: bool

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.word.start

    @property
    def end(self) -> int:
        """Where it ends, the s of a genitive left out."""
        return self.word.start + len(self.text)

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def initials(self) -> bool:
        """Whether it is one or more initials with their stops."""
        return self.word.kind == "initials"

    @property
    def given(self) -> bool:
        """Whether it can be a given name."""
        return GIVEN in self.kinds

    @property
    def usual(self) -> bool:
        """Whether it is among the most given names."""
        return USUAL in self.kinds

    @property
    def surname(self) -> bool:
        """Whether it can be a surname."""
        return SURNAME in self.kinds

    @property
    def weak_surname(self) -> bool:
        """Whether it can be a surname but is first of all a word, a town or a street (``Vis``, ``Molendijk``)."""
        return WEAK_SURNAME in self.kinds or (STREET in self.kinds and self.lower.endswith(_STREET_SURNAMES))

    @property
    def place(self) -> bool:
        """Whether it can be a town."""
        return PLACE in self.kinds

    @property
    def named(self) -> bool:
        """Whether it can be a given name or a surname."""
        return self.given or self.surname

    @property
    def something_else(self) -> bool:
        """Whether it is known as a name of something that is no person."""
        if OTHER in self.kinds:
            return not self.usual
        return not self.named and any(kind in self.kinds for kind in (AREA, ORGANISATION, STREET))

    @property
    def function_word(self) -> bool:
        """Whether it is a word such as *de* or *wil*, which seldom is a name at the start of a sentence."""
        return self.lower in stop_words() or self.lower in OPENERS

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals and is no name that happens to be."""
        if not self.text.isupper() or len(self.text) < 2 or self.initials:
            return False
        return self.lower in ABBREVIATIONS or not (self.given and len(self.text) > 3)

    @property
    def plain_word(self) -> bool:
        """Whether it is an ordinary word and on no list of names."""
        return self.ordinary and not self.named and UNSURE not in self.kinds

    @property
    def unknown(self) -> bool:
        """Whether nothing is known of it, or only that it is a name of some kind."""
        return (not self.kinds and not self.ordinary) or (UNSURE in self.kinds and not self.named)

    @property
    def weak(self) -> bool:
        """Whether it is an ordinary word as well, and not first of all a name."""
        return self.ordinary and (not self.usual or self.lower in WEAK_NAMES)

    @property
    def bare_word(self) -> bool:
        """Whether as an ordinary word it can begin a sentence without an article."""
        return self.ordinary and (self.lower in WEAK_NAMES or self.function_word)

    @property
    def compound(self) -> bool:
        """Whether it falls into two Dutch words (``Zorgleefplannen``)."""
        lower = self.lower
        return len(lower) > _SHORTEST_COMPOUND and any(
            is_ordinary_word(lower[:cut]) and is_ordinary_word(lower[cut:])
            for cut in range(_SHORTEST_PART, len(lower) - _SHORTEST_PART + 1)
        )

    @property
    def odd(self) -> bool:
        """Whether its shape is not that of a name: capitals inside, or the ending of a long noun."""
        if _MIXED.search(self.text) and not _SCOTTISH.match(self.text):
            return True
        return len(self.text) > 6 and self.unknown and bool(_NO_NAME_SHAPE.fullmatch(self.lower))


def token_of(word: Word) -> NameToken:
    """Look a word up."""
    text, kinds, ordinary = _looked_up(word.text)
    return NameToken(word, text, kinds, ordinary)


@lru_cache(maxsize=65_536)
def _looked_up(written: str) -> tuple[str, str, bool]:
    kinds = kinds_of(written)
    head, hyphen, tail = written.partition("-")
    if head.lower() in BRANDS and GIVEN not in kinds and SURNAME not in kinds:
        return written, OTHER, False
    if not kinds and hyphen and tail in PREFIXES and head[:1].isupper():
        # "Postma-van Loo" goes on behind its prefix.
        return written, SURNAME, False
    if not kinds and hyphen and tail in _SYLLABLES and kinds_of(head):
        return written, GIVEN, False
    if not kinds and hyphen and tail.islower() and not is_ordinary_word(head):
        of_head = kinds_of(head)
        if GIVEN in of_head or SURNAME in of_head:
            return head, of_head, False
    if not kinds and hyphen and head.islower() and tail[:1].isupper():
        # "al-Khatib" has an article before it.
        return written, SURNAME, False
    if not kinds and hyphen:
        # "Anne-Fleur" is made of given names, "Vermeulen-Smit" of surnames, "Laloux-boek" of neither.
        parts = [kinds_of(part) for part in written.split("-")]
        kinds = "".join(kind for kind in (GIVEN, SURNAME, USUAL) if all(kind in part for part in parts))
        if GIVEN in kinds:
            return written, kinds, False
        if (
            not kinds
            and all(part[:1].isupper() for part in written.split("-"))
            and any(GIVEN in part or SURNAME in part for part in parts)
        ):
            kinds = SURNAME
    stem = kinds_of(written[:-1]) if len(written) >= _SHORTEST_GENITIVE and written[-1] == "s" else ""
    if stem and (kinds in ("", UNSURE, WORD) or (kinds == AREA and {GIVEN, USUAL} <= set(stem))):
        word = is_ordinary_word(written)
        if (
            written[0].isupper()
            and SURNAME in stem
            and USUAL not in stem
            and not word
            and written[-3:-1] in ("en", "er", "ar")
        ):
            # "Adriaansens" and "Peeters" are surnames themselves, and what is too much covers more than too little.
            return written, SURNAME, False
        if written[0].isupper() and ((GIVEN in stem and (USUAL in stem or not word)) or (SURNAME in stem and not word)):
            return written[:-1], stem, is_ordinary_word(written[:-1])
    ordinary = is_ordinary_word(written)
    if kinds in ("", UNSURE) and not ordinary and is_small_name(written):
        return written, GIVEN, False
    return written, kinds, ordinary


def is_small_name(written: str) -> bool:
    """Tell whether a word is a given name made small (``Keesie``, ``Jefke``, ``semmie``)."""
    lower = written.lower()
    stem = next((lower.removesuffix(end) for end in _SMALL_ENDINGS if lower.endswith(end)), "")
    # "Semmie" and "Lottie" write the consonant twice.
    stems = (stem, stem[:-1]) if stem[-1:] == stem[-2:-1] else (stem,)
    return any(
        len(one) >= _SHORTEST_STEM and {GIVEN, USUAL} <= set(kinds_of(one.capitalize())) and one not in stop_words()
        for one in stems
    )
