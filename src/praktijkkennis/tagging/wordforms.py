"""The words of codebook terms, and quickly telling which of them a token answers to.

A token is compared by its lemma, its written form and, for verbs, the regular forms of the term's verb, so that a
lemmatiser's slip does not lose a match. Everything is compared in lower case without diacritics, with and without
hyphens and apostrophes; a word that nobody knows may be a term with a slip of the hand in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from praktijkkennis.codebook import TermWord
from praktijkkennis.document import Token
from praktijkkennis.preprocessing.compounds import is_compound_part, spoken_parts
from praktijkkennis.preprocessing.inflection import looks_like_infinitive, regular_forms
from praktijkkennis.preprocessing.lemmas import PARTICLES, VERBAL
from praktijkkennis.preprocessing.spelling import Joiner, Misspellings, compact, fold, likely_forms
from praktijkkennis.preprocessing.stop_words import stop_words
from praktijkkennis.preprocessing.words import is_known_word

Hit = Literal["exact", "compound", "verb", "particle"]
"""How a token answers to a word: as it is, as part of a compound, or as one half of a separable verb."""

_MIN_COMPOUND = 6
_MIN_REST = 3
_LINKS = ("s", "-")
PRONOUNS = frozenset(
    "je jouw jou mijn mij me zijn haar hun ons onze uw jullie zich jezelf mezelf zichzelf onszelf".split()
)
"""Possessive and reflexive pronouns: in a term any of them stands for all (``zijn nek uit|steken``)."""


def token_keys(token: Token) -> frozenset[str]:
    """What a token answers to: its lemma, its form (also without hyphens), and an adjective without its ``-e``."""
    return _keys(token.text, token.lemma, token.pos)


def _keys(text: str, lemma: str, pos: str) -> frozenset[str]:
    form = fold(text)
    keys = {form, fold(lemma), compact(text), compact(lemma)}
    if pos == "ADJ" and form.endswith("e"):
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
        self._meant: defaultdict[str, list[int]] = defaultdict(list)
        self._misspellings = Misspellings()
        self._joiner = Joiner()
        self._remembered = lru_cache(maxsize=65_536)(self._look_up)

    def add(self, word: TermWord) -> int:
        """Number a word; the same word, however it is accented, gets the same number."""
        word = TermWord(fold(word.text), word.kind, fold(word.particle))
        if word not in self._numbers:
            self._numbers[word] = len(self._numbers)
            self._enter(word, self._numbers[word])
        return self._numbers[word]

    def add_together(self, words: Sequence[TermWord]) -> int:
        """Number what words of a phrase are when written together (``psychologischeveiligheid``)."""
        whole = TermWord(" ".join(word.text for word in words))
        if whole not in self._numbers:
            self._numbers[whole] = len(self._numbers)
            *before, last = (compact(word.text) for word in words)
            forms = {"".join(before) + last, "".join(word + "e" for word in before) + last}
            self._list(forms, self._numbers[whole], "exact")
        return self._numbers[whole]

    def hits(self, token: Token, misspelt: bool = True) -> dict[int, Hit]:
        """Give the words that a token answers to, by number.

        Parameters
        ----------
        token : Token
            A token of a sentence.
        misspelt : bool
            Whether a token that nobody knows may be a misspelt word.
        """
        return self._remembered(token.text, token.lemma, token.pos, misspelt)

    def join(self, tokens: Sequence[Token]) -> tuple[list[Token], list[tuple[int, ...]]] | None:
        """Put together what is one of the words but written in pieces, as :meth:`Joiner.join` does."""
        return self._joiner.join(tokens)

    def _enter(self, word: TermWord, number: int) -> None:
        text = word.text
        verb = separable_verb(word)
        if word.kind == "glob":
            self._globs.append((number, re.compile(".*".join(map(re.escape, text.split("*"))))))
            # Of a beginning only what is a word by itself is recognised misspelt or in pieces.
            if text.endswith("*") and is_known_word(text[:-1]):
                self._list_unlike(text[:-1], (), number)
        elif text in PRONOUNS:
            self._list(PRONOUNS, number, "exact")
        elif verb is not None:
            self.separable[number] = verb
            self._list({verb.particle}, number, "particle")
            self._list(verb.apart, number, "verb")
            self._list(verb.together, number, "exact")
            whole = verb.particle + text if word.particle else text
            self._list_unlike(whole, verb.together, number)
            self._bare[whole] = number
        else:
            is_verb = looks_like_infinitive(text)
            # Of a plural that looks like a verb ("bijen") no form must be a word that stands in every sentence ("bij").
            forms = {fold(form) for form in regular_forms(text)} - stop_words() if is_verb else set()
            self._list({text} | forms, number, "exact")
            self._list_unlike(text, regular_forms(text) if is_verb else likely_forms(text), number)
            self._bare[text] = number

    def _list(self, forms: Iterable[str], number: int, hit: Hit) -> None:
        forms = set(forms)
        for form in sorted(forms | set(map(compact, forms))):
            self._forms[form].append((number, hit))

    def _list_unlike(self, word: str, forms: Iterable[str], number: int) -> None:
        """Enter a word to be recognised misspelt or in pieces."""
        word = compact(word)
        self._meant[word].append(number)
        self._misspellings.add(word, forms)
        self._joiner.add(word)

    def _look_up(self, text: str, lemma: str, pos: str, misspelt: bool) -> dict[int, Hit]:
        found: dict[int, Hit] = dict.fromkeys(self._compounds(text, lemma), "compound") if pos not in VERBAL else {}
        found |= self._look_up_keys(_keys(text, lemma, pos))
        if not found and misspelt:
            meant = self._misspellings.words_of(text)
            if meant and is_known_word(fold(lemma)):
                # A form of another word, unless the lemma is the lemmatiser's slip.
                meant = []
            meant = meant or self._misspellings.find(text)
            found = {number: "exact" for word in meant for number in self._meant[word]}
        return found

    def _look_up_keys(self, keys: frozenset[str]) -> dict[int, Hit]:
        found: dict[int, Hit] = {}
        for number, pattern in self._globs:
            if any(pattern.fullmatch(key) for key in keys):
                found[number] = "exact"
        for key in sorted(keys):
            for number, hit in self._forms.get(key, ()):
                if found.get(number) != "exact":
                    found[number] = hit
        return found

    def _compounds(self, *words: str) -> list[int]:
        """Find the words that a compound speaks of, by its written form and by its lemma."""
        parts = {part for word in words for part in spoken_parts(word) or self._parts_by_letters(fold(word))}
        return sorted({self._bare[part] for part in parts if part in self._bare})

    def _parts_by_letters(self, key: str) -> Iterator[str]:
        """Find long words at the end or (with a linking -s- or hyphen) the beginning of a word that cannot be cut.

        So a compound with a word that no lexicon knows still counts.
        """
        if is_compound_part(key) or is_known_word(key):
            return
        for cut in range(_MIN_REST, len(key) - _MIN_COMPOUND + 1):
            yield key[cut:]
        for cut in range(_MIN_COMPOUND, len(key) - _MIN_REST):
            if key[cut] in _LINKS:
                yield key[:cut]


@lru_cache(maxsize=4096)
def _split_separable(word: str) -> tuple[str, str]:
    """Cut ``loslaten`` into particle and verb; an empty particle when it is no such verb."""
    for particle in sorted(PARTICLES, key=len, reverse=True):
        rest = word.removeprefix(particle)
        if rest != word and len(rest) >= 4 and looks_like_infinitive(rest) and any(v in rest[:-2] for v in "aeiouy"):
            return particle, rest
    return "", word
