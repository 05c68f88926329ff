"""What the trained name finder sees of a word: how it is written, what the lists say, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.privacy.brands import BRANDS
from praktijkkennis.privacy.capitals_of_no_name import ABBREVIATIONS, CALENDAR
from praktijkkennis.privacy.lower_case_context import is_small_thing, kinds_in_lower_case
from praktijkkennis.privacy.lower_case_words import QUALITIES
from praktijkkennis.privacy.name_context import (
    AUXILIARIES,
    CAPITAL_PREFIXES,
    GREETINGS,
    PLACE_PREPOSITIONS,
    PREFIXES,
    RELATIVES,
    ROLES,
    SALUTATIONS,
    SPEAKS,
    THINGS,
)
from praktijkkennis.privacy.name_list import GIVEN, ORGANISATION, PLACE, SURNAME, USUAL, WEAK_SURNAME
from praktijkkennis.privacy.name_tokens import NameToken
from praktijkkennis.privacy.surroundings import TITLES, Surroundings

_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"[ \t]+")
_LINES = re.compile(r"[\n ]*\n[\n ]*")
_LONGEST_GAP = 4
_LONGEST = 14
_MANY = 3
_SHORTEST = 2
_LONG = 7
_CLASSES = (
    ("rol", TITLES | ROLES),
    ("groet", GREETINGS | SALUTATIONS),
    ("zegt", SPEAKS),
    ("hulp", AUXILIARIES),
    ("plek", PLACE_PREPOSITIONS),
    ("voor", PREFIXES),
    ("verwant", RELATIVES),
    ("ding", THINGS),
)


class Looker:
    """Looks at the words of one text.

    Parameters
    ----------
    tokens : sequence of NameToken
        The words.
    people : set of int
        Positions of words that are known to be (part of) a name.
    kinds : sequence of str, optional
        What each word can be by the lists; looked up when not given. Training hides some of it, so that the model
        learns from what stands around a name too.
    """

    def __init__(
        self, tokens: Sequence[NameToken], people: AbstractSet[int], kinds: Sequence[str] | None = None
    ) -> None:
        self.tokens = tokens
        self.people = people
        self._kinds = kinds
        self.around = Surroundings(tokens, frozenset(), None)
        self.lower_case_sentence = _lower_case_sentences(tokens)
        self.written = Counter(token.text for token in tokens)
        openings = [token.word.capital for token in tokens if token.word.opens]
        self.capitals = round(3 * sum(openings) / len(openings)) if openings else 0
        self.gaps = [_gap(token.word.gap) for token in tokens]

    def may_be_name(self, position: int) -> bool:
        """Tell whether a word is worth looking at: no small word, and written as names are in such a sentence."""
        token = self.tokens[position]
        lower = token.word.lower
        if token.initials or token.word.kind != "word" or len(lower) < _SHORTEST or lower in TITLES:
            return False
        if token.something_else or ORGANISATION in token.kinds or lower in BRANDS or (token.odd and "-" in lower):
            return False
        when = lower in CALENDAR and token.word.capital and not token.given
        if when or (lower in ABBREVIATIONS and token.text.isupper()):
            # Of these the rules know where the sentence proves somebody; a child may be called Juli.
            return False
        if token.function_word and (token.word.opens or not token.word.capital or not token.named):
            return False
        if token.word.capital:
            return not self._of_thing(position)
        if is_small_thing(lower) or lower in QUALITIES or lower.removesuffix("s") in ROLES:
            return False
        return self.lower_case_sentence[position] or (not token.ordinary and GIVEN in self.kinds_at(position))

    def _of_thing(self, position: int) -> bool:
        """Tell whether it is the name or number of a thing (``moskee Al Hidaya``, ``Dock 7``)."""
        first = position
        while first and self.tokens[first - 1].word.capital and self.tokens[first - 1].lower in CAPITAL_PREFIXES:
            first -= 1
        numbered = self.around.numbered(position) and not self.tokens[position].named
        return numbered or self.around.thing_before(first)

    def kinds_at(self, position: int) -> str:
        """Tell what a word can be by the lists, in whatever case it is written."""
        if self._kinds is not None:
            return self._kinds[position]
        return listed_kinds(self.tokens[position])

    def features(self, position: int) -> Iterator[str]:
        """Give what is seen of a word, as strings that mean nothing but themselves."""
        token = self.tokens[position]
        case = self._case(position)
        what = _what(self.kinds_at(position), token)
        before, before2, before3 = (self._neighbour(position, -distance) for distance in (1, 2, 3))
        after, after2, after3 = (self._neighbour(position, distance) for distance in (1, 2, 3))
        gap, gap_after = self.gaps[position], self.gaps[position + 1] if position + 1 < len(self.tokens) else "einde"
        yield "altijd"
        yield from (f"{case}", f"w{what}", f"{case}w{what}")
        yield from _form(token, case)
        yield f"d{case}{self.capitals}"
        yield f"h{case}{min(self.written[token.text], _MANY)}"
        for name, value in (
            ("a", before), ("b", before2), ("c", before3), ("p", after), ("q", after2), ("r", after3),
        ):  # fmt: skip
            yield name + value
            yield f"{name}{case}{value}"
        yield f"ab{before2} {before}"
        yield f"pq{after} {after2}"
        yield f"ap{before} {after}"
        class_before, class_after = self._class(position, -1), self._class(position, 1)
        class_before2, class_after2 = self._class(position, -2), self._class(position, 2)
        yield from (
            f"k{case}{class_before}", f"l{case}{class_after}", f"kl{case}{class_before} {class_after}",
            f"kk{case}{class_before2} {class_before}", f"ll{case}{class_after} {class_after2}",
            f"kw{what}{case}{class_before}", f"lw{what}{case}{class_after}",
        )  # fmt: skip
        yield from (
            f"g{case}{gap}", f"n{case}{gap_after}", f"gn{case}{gap}|{gap_after}", f"ga{gap}{before}",
            f"np{gap_after}{after}", f"gnw{what}{case}{gap}|{gap_after}", f"gl{case}{gap}{class_after}",
            f"kn{case}{class_before}{gap_after}",
        )  # fmt: skip
        if class_after == "":
            yield f"e{case}{after[-2:]}"
        if class_before == "":
            yield f"f{case}{before[-3:]}"

    def _case(self, position: int) -> str:
        token = self.tokens[position]
        if token.text.isupper() and len(token.text) > 1:
            return "A"
        if token.word.capital:
            return "O" if token.word.opens else "C"
        return "l" if self.lower_case_sentence[position] else "m"

    def _neighbour(self, position: int, distance: int) -> str:
        """Write a word nearby, but never who it names; nothing beyond the line."""
        place = position + distance
        between = range(min(place, position) + 1, max(place, position) + 1)
        if not 0 <= place < len(self.tokens) or any("/" in self.gaps[one] for one in between):
            return "|"
        if place in self.people:
            return "IEMAND"
        token = self.tokens[place]
        if token.ordinary or token.function_word:
            return token.word.lower
        return "Onbekend" if token.word.capital else "onbekend"

    def _class(self, position: int, distance: int) -> str:
        word = self._neighbour(position, distance)
        if word in ("|", "IEMAND", "Onbekend", "onbekend"):
            return word
        found = _class_of(word)
        capital = self.tokens[position + distance].word.capital and not self.tokens[position + distance].word.opens
        return found + "H" if capital else found


@lru_cache(maxsize=16_384)
def _class_of(word: str) -> str:
    found = "".join(name[0] for name, words in _CLASSES if word in words)
    return found + ("s" if word in stop_words() else "")


def listed_kinds(token: NameToken) -> str:
    """Tell what a word can be by the lists, also where it is written without its capital."""
    return token.kinds if token.word.capital else kinds_in_lower_case(token.word.lower)


def _what(kinds: str, token: NameToken) -> str:
    """Say in one letter what the lists know of a word."""
    if USUAL in kinds:
        found = "u"
    elif GIVEN in kinds:
        found = "v"
    elif SURNAME in kinds:
        found = "a"
    elif PLACE in kinds:
        found = "p"
    elif token.something_else:
        found = "e"
    elif WEAK_SURNAME in kinds:
        found = "z"
    else:
        found = "o" if token.ordinary else "x"
    return found + ("w" if token.ordinary and found != "o" else "")


def _form(token: NameToken, case: str) -> Iterator[str]:
    lower = token.word.lower
    yield f"z{case}{min(len(lower), _LONGEST)}"
    if len(lower) > _MANY:
        yield f"s{lower[-3:]}"
        yield f"v{lower[:3]}"
    yield f"t{lower[-2:]}"
    if token.odd:
        yield "vreemd"
    if len(lower) > _LONG and not token.ordinary and token.compound:
        yield "samen"
    if "-" in lower:
        yield f"streep{case}"


@lru_cache(maxsize=16_384)
def _gap(gap: str) -> str:
    """Write what stands between two words in few signs: ``0`` for a number, ``/`` for a new line."""
    short = _LINES.sub("/", _DIGITS.sub("0", _SPACES.sub(" ", gap)))
    return short if len(short) <= _LONGEST_GAP else short[:2] + ("/" if "/" in short else "~") + short[-2:]


def _lower_case_sentences(tokens: Sequence[NameToken]) -> list[bool]:
    """Tell of each word whether its sentence, or its line after a speaker, begins without a capital."""
    found = []
    lower = False
    for token in tokens:
        if token.word.opens:
            lower = not token.word.capital
        found.append(lower)
    return found
