"""Codebook terms found in the tokens of a sentence, whatever form they take there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from praktijkkennis.codebook import TermPattern, TermWord
from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inflection import looks_like_infinitive
from praktijkkennis.preprocessing.lemmas import VERBAL
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
        self._terms: list[list[tuple[int, ...]]] = [
            [tuple(map(self._index.add, piece)) for part in pattern.parts for piece in _pieces(part)]
            for pattern in patterns
        ]
        self._first_word: defaultdict[int, list[int]] = defaultdict(list)
        for number, parts in enumerate(self._terms):
            self._first_word[parts[0][0]].append(number)

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
        hits = [self._index.hits(token) for token in tokens]
        present = {word for found in hits for word in found}
        numbers = sorted({number for word in present for number in self._first_word.get(word, ())})
        matches = (
            self._match(number, tokens, hits)
            for number in numbers
            if all(word in present for part in self._terms[number] for word in part)
        )
        return [match for match in matches if match is not None]

    def _match(self, number: int, tokens: Sequence[Token], hits: Sequence[dict[int, Hit]]) -> TermMatch | None:
        places = [list(self._places(part, tokens, hits))[:_MAX_PLACES] for part in self._terms[number]]
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
