"""Codebook terms found in the tokens of a sentence, whatever form they take there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from praktijkkennis.codebook import TermPattern, TermWord
from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inflection import looks_like_infinitive
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.spelling import stands_freely
from praktijkkennis.tagging.wordforms import Hit, WordIndex

MAX_DISTANCE = 8
"""How many tokens may lie between two parts of a term that need not be neighbours."""

_MAX_PLACES = 12
_SEPARATORS = frozenset({",", ";", ":", "(", ")"})
_BETWEEN = frozenset({"te", "kunnen", "willen", "moeten", "durven", "gaan"})
_NOMINAL = frozenset({"DET", "NOUN", "PRON", "PROPN", "ADJ", "NUM"})

Place = tuple[tuple[int, ...], bool]
"""Token indices of a part of a term, and whether one of them is a longer compound."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """Where a term was found: its number, the token indices in the sentence, and whether it is part of a compound."""

    term: int
    tokens: tuple[int, ...]
    compound: bool = False


class TermFinder:
    """Finds many terms in sentences at once.

    Parameters
    ----------
    patterns : sequence of TermPattern
        The terms, as :func:`praktijkkennis.codebook.parse_term` reads them; matches refer to them by position.
    """

    def __init__(self, patterns: Sequence[TermPattern]) -> None:
        self._index = WordIndex()
        # A phrase may be written together, so a term is one or more ways to write it.
        self._ways: list[tuple[int, list[tuple[int, ...]]]] = []
        for number, pattern in enumerate(patterns):
            pieces = [piece for part in pattern.parts for piece in _pieces(part)]
            self._ways.append((number, [tuple(map(self._index.add, piece)) for piece in pieces]))
            if _may_be_together(pattern.parts):
                self._ways.append((number, [(self._index.add_together(pattern.parts[0]),)]))
        self._first_word: defaultdict[int, list[int]] = defaultdict(list)
        for way, (_, parts) in enumerate(self._ways):
            self._first_word[parts[0][0]].append(way)

    def find(self, tokens: Sequence[Token]) -> list[TermMatch]:
        """Find the terms of one sentence.

        Parameters
        ----------
        tokens : sequence of Token
            The tokens of one sentence.

        Returns
        -------
        list of TermMatch
            At most one for each term, in the order of the terms.
        """
        found = self._find(tokens)
        joined = self._index.join(tokens)
        if joined:
            # What is found in the words as they stand goes first.
            whole, places = joined
            for match in self._find(whole).values():
                pieces = tuple(index for place in match.tokens for index in places[place])
                found.setdefault(match.term, replace(match, tokens=pieces))
        return [found[term] for term in sorted(found)]

    def _find(self, tokens: Sequence[Token]) -> dict[int, TermMatch]:
        hits = [self._index.hits(token, not index or not _is_name(token)) for index, token in enumerate(tokens)]
        present = {word for found in hits for word in found}
        matches: dict[int, TermMatch] = {}
        for way in sorted({way for word in present for way in self._first_word.get(word, ())}):
            term, parts = self._ways[way]
            if term not in matches and all(word in present for part in parts for word in part):
                match = self._match(term, parts, tokens, hits)
                if match is not None:
                    matches[term] = match
        return matches

    def _match(
        self, number: int, parts: list[tuple[int, ...]], tokens: Sequence[Token], hits: Sequence[dict[int, Hit]]
    ) -> TermMatch | None:
        places = [list(self._places(part, tokens, hits))[:_MAX_PLACES] for part in parts]
        if not all(places):
            return None
        if len(places) == 1:
            return TermMatch(number, *places[0][0])
        best: tuple[int, Place] | None = None
        for combination in product(*places):
            indices = tuple(sorted(index for found, _ in combination for index in found))
            gap = indices[-1] - indices[0] + 1 - len(indices)
            if len(set(indices)) == len(indices) and gap <= MAX_DISTANCE and (best is None or gap < best[0]):
                best = (gap, (indices, any(compound for _, compound in combination)))
        return TermMatch(number, *best[1]) if best else None

    def _places(
        self, part: tuple[int, ...], tokens: Sequence[Token], hits: Sequence[dict[int, Hit]]
    ) -> Iterator[Place]:
        """Yield where the words of a part stand one after the other."""
        if len(part) == 1 and part[0] in self._index.separable:
            yield from _separable(part[0], tokens, hits)
            return
        for start in range(len(tokens) - len(part) + 1):
            found = [hits[start + offset].get(word) for offset, word in enumerate(part)]
            if all(hit in {"exact", "compound"} for hit in found):
                yield tuple(range(start, start + len(part))), "compound" in found


def _is_name(token: Token) -> bool:
    """Tell whether a token is written as a name is, unless it begins the sentence: no name is a misspelt word."""
    return token.text[:1].isupper() and not token.text.isupper()


def _may_be_together(parts: tuple[tuple[TermWord, ...], ...]) -> bool:
    """Tell whether a term is a phrase of two words that can only be meant as one when written together."""
    phrase = parts[0]
    plain = len(parts) == 1 and len(phrase) == 2 and all(word.kind == "lemma" for word in phrase)
    return plain and not stands_freely(phrase[0].text)


def _pieces(part: tuple[TermWord, ...]) -> list[tuple[TermWord, ...]]:
    """Let the verb at the end of a phrase loose: in a main clause it stands elsewhere."""
    last = part[-1]
    is_verb = last.kind == "separable" or (last.kind == "lemma" and looks_like_infinitive(last.text))
    return [part[:-1], part[-1:]] if len(part) > 1 and is_verb else [part]


def _separable(word: int, tokens: Sequence[Token], hits: Sequence[dict[int, Hit]]) -> Iterator[Place]:
    """Yield where a separable verb stands: together, joined by the parse, or apart."""
    for index, found in enumerate(hits):
        hit = found.get(word)
        if hit == "exact":
            particle = next((i for i, other in enumerate(tokens) if other.particle_of == index), index)
            yield tuple(sorted({index, particle})), False
        elif hit == "compound":
            yield (index,), True
        elif hit == "particle":
            verb = _verb_of(word, tokens, hits, index)
            if verb is not None:
                yield tuple(sorted((index, verb))), False


def _verb_of(word: int, tokens: Sequence[Token], hits: Sequence[dict[int, Hit]], particle: int) -> int | None:
    """Find the verb of a particle that stands apart: after it (``los te laten``) or before it (``liet ... los``)."""
    for index in range(particle + 1, min(particle + 4, len(tokens))):
        if hits[index].get(word) == "verb":
            return index
        if tokens[index].text.lower() not in _BETWEEN:
            break
    if not _ends_group(tokens, particle):
        return None
    for index in range(particle - 1, max(-1, particle - 2 * MAX_DISTANCE), -1):
        if tokens[index].text in _SEPARATORS:
            break
        if hits[index].get(word) == "verb" and tokens[index].pos in VERBAL:
            return index
    return None


def _ends_group(tokens: Sequence[Token], particle: int) -> bool:
    """Tell whether a particle closes its group: a preposition with a noun after it belongs to that noun."""
    return particle + 1 >= len(tokens) or tokens[particle + 1].pos not in _NOMINAL
