"""The words of codebook terms, and quickly telling which of them a token answers to.

A token is compared by its lemma, its written form and, for verbs, the regular forms of the term's verb, so that a
lemmatiser's slip does not lose a match. Everything is compared in lower case without diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from praktijkkennis.codebook import TermWord
from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inflection import looks_like_infinitive, regular_forms
from praktijkkennis.preprocessing.lemmas import PARTICLES, VERBAL

Hit = Literal["exact", "compound", "verb", "particle"]
"""How a token answers to a word: as it is, as part of a compound, or as one half of a separable verb."""

_MIN_COMPOUND = 6
_MIN_REST = 3
_LINKS = ("s", "-")
_PRONOUNS = frozenset(
    "je jouw jou mijn mij me zijn haar hun ons onze uw jullie zich jezelf mezelf zichzelf onszelf".split()
)


def fold(text: str) -> str:
    """Write lower case without diacritics and with plain apostrophes."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def token_keys(token: Token) -> frozenset[str]:
    """What a token answers to: its lemma, its form, and an adjective without its ``-e``."""
    form, lemma = fold(token.text), fold(token.lemma)
    keys = {form, lemma}
    if token.pos == "ADJ" and form.endswith("e"):
        keys.add(form[:-1])
        if form[-2:-1] == form[-3:-2]:
            keys.add(form[:-2])
    return frozenset(keys)


@dataclass(frozen=True, slots=True)
class SeparableVerb:
    """A separable verb of a term: its particle, and the forms of its verb without and with the particle."""

    particle: str
    apart: frozenset[str]
    together: frozenset[str]


def separable_verb(word: TermWord) -> SeparableVerb | None:
    """Read a word of a term as a separable verb.

    A plain word that is a particle and an infinitive (``loslaten``) is one by itself.

    Returns
    -------
    SeparableVerb or None
        None when the word is no such verb.
    """
    if word.kind == "glob":
        return None
    particle, verb = (fold(word.particle), fold(word.text)) if word.particle else _split_separable(fold(word.text))
    if not particle:
        return None
    together = {particle + verb, f"{particle}ge{verb}"} | {fold(form) for form in regular_forms(verb, particle)}
    return SeparableVerb(particle, frozenset(map(fold, regular_forms(verb))), frozenset(together))


class WordIndex:
    """Tells which of many words a token answers to, at the cost of a look-up.

    Words are added once and get a number; what a token answers to is remembered by its form.
    """

    def __init__(self) -> None:
        self.separable: dict[int, SeparableVerb] = {}
        self._numbers: dict[TermWord, int] = {}
        self._forms: defaultdict[str, list[tuple[int, Hit]]] = defaultdict(list)
        self._bare: dict[str, int] = {}
        self._globs: list[tuple[int, re.Pattern[str]]] = []
        self._remembered = lru_cache(maxsize=65_536)(self._look_up)

    def add(self, word: TermWord) -> int:
        """Number a word; the same word, however it is accented, gets the same number."""
        word = TermWord(fold(word.text), word.kind, fold(word.particle))
        if word not in self._numbers:
            self._numbers[word] = len(self._numbers)
            self._enter(word, self._numbers[word])
        return self._numbers[word]

    def hits(self, token: Token) -> dict[int, Hit]:
        """Give the words that a token answers to, by number."""
        return self._remembered(token_keys(token), token.pos in VERBAL)

    def _enter(self, word: TermWord, number: int) -> None:
        text = word.text
        verb = separable_verb(word)
        if word.kind == "glob":
            self._globs.append((number, re.compile(".*".join(map(re.escape, text.split("*"))))))
        elif text in _PRONOUNS:
            self._list(_PRONOUNS, number, "exact")
        elif verb is not None:
            self.separable[number] = verb
            self._list({verb.particle}, number, "particle")
            self._list(verb.apart, number, "verb")
            self._list(verb.together, number, "exact")
        else:
            self._list(map(fold, regular_forms(text)) if looks_like_infinitive(text) else {text}, number, "exact")
            if len(text) >= _MIN_COMPOUND:
                self._bare[text] = number

    def _list(self, forms: Iterable[str], number: int, hit: Hit) -> None:
        for form in sorted(set(forms)):
            self._forms[form].append((number, hit))

    def _look_up(self, keys: frozenset[str], verbal: bool) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        if not verbal:
            for number in self._compounds(keys):
                found[number] = "compound"
        for number, pattern in self._globs:
            if any(pattern.fullmatch(key) for key in keys):
                found[number] = "exact"
        for key in sorted(keys):
            for number, hit in self._forms.get(key, ()):
                if found.get(number) != "exact":
                    found[number] = hit
        return found

    def _compounds(self, keys: frozenset[str]) -> set[int]:
        """Find words that a longer word is built with, as its last part or (with a linking -s- or hyphen) its first."""
        numbers = set()
        for key in keys:
            for cut in range(_MIN_REST, len(key) - _MIN_COMPOUND + 1):
                if key[cut:] in self._bare:
                    numbers.add(self._bare[key[cut:]])
            for cut in range(_MIN_COMPOUND, len(key) - _MIN_REST):
                if key[:cut] in self._bare and key[cut] in _LINKS:
                    numbers.add(self._bare[key[:cut]])
        return numbers


@lru_cache(maxsize=4096)
def _split_separable(word: str) -> tuple[str, str]:
    """Cut ``loslaten`` into particle and verb; an empty particle when it is no such verb."""
    for particle in sorted(PARTICLES, key=len, reverse=True):
        rest = word.removeprefix(particle)
        if rest != word and len(rest) >= 4 and looks_like_infinitive(rest) and any(v in rest[:-2] for v in "aeiouy"):
            return particle, rest
    return "", word
