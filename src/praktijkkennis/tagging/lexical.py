"""Themes by the terms of the codebook: what a careful keyword search would find, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from praktijkkennis.codebook import Codebook, parse_term
from praktijkkennis.document import Evidence, Sentence, Token
from praktijkkennis.preprocessing.negation import negation_cues
from praktijkkennis.preprocessing.spelling import fold
from praktijkkennis.tagging.matching import TermFinder, TermMatch

COMPOUND_DISCOUNT = 0.8
"""A term inside a longer compound counts this much of its weight."""


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """What the terms of one theme say of one sentence.

    ``score`` is the chance that at least one of the terms found really means the theme, if each told the truth
    independently of the others: 1 - prod(1 - weight). ``terms`` are those found, as the codebook writes them.
    """

    score: float
    evidence: tuple[Evidence, ...]
    negated: bool
    terms: tuple[str, ...] = ()


class LexicalTagger:
    """Finds the terms of a codebook in sentences.

    Parameters
    ----------
    codebook : Codebook
        Any codebook; themes without terms are never found.
    """

    name = "lexicaal"

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._terms = [(theme.key, term) for theme in codebook.themes for term in theme.terms]
        self._finder = TermFinder([parse_term(term.text) for _, term in self._terms])

    def find(self, sentence: Sentence) -> dict[str, LexicalHit]:
        """Find terms in one sentence.

        Returns
        -------
        dict of str to LexicalHit
            By theme key; themes without a term in the sentence are absent.
        """
        found: dict[str, list[_Sign]] = {}
        for match in self._finder.find(sentence.tokens):
            theme, term = self._terms[match.term]
            weight = term.weight * (COMPOUND_DISCOUNT if match.compound else 1.0)
            found.setdefault(theme, []).append(_Sign(term.text, weight, match))
        return {theme: _hit(sentence.tokens, signs) for theme, signs in found.items()}


@dataclass(frozen=True, slots=True)
class _Sign:
    term: str
    weight: float
    match: TermMatch


def _hit(tokens: Sequence[Token], signs: list[_Sign]) -> LexicalHit:
    miss = 1.0
    evidence: list[Evidence] = []
    negated = False
    taken: set[int] = set()
    terms: list[str] = []
    # The strongest first, and no token twice: 'loslaten' and 'los*' are one sign, not two.
    for sign in sorted(signs, key=lambda sign: (-sign.weight, sign.match.tokens)):
        if taken & set(sign.match.tokens):
            continue
        taken |= set(sign.match.tokens)
        terms.append(sign.term)
        miss *= 1.0 - sign.weight
        spans = _spans(tokens, sign.match.tokens)
        cues = negation_cues(tokens, spans[0][0], spans[-1][1])
        negated = negated or bool(cues)
        why = _why(tokens, sign, [cue.text for cue in cues])
        evidence.extend(Evidence(start, end, why) for start, end in spans)
    ordered = tuple(sorted(evidence, key=lambda item: item.start))
    return LexicalHit(round(1.0 - miss, 4), ordered, negated, tuple(terms))


def _spans(tokens: Sequence[Token], indices: tuple[int, ...]) -> list[tuple[int, int]]:
    """Join neighbouring tokens into one stretch."""
    spans: list[tuple[int, int]] = []
    previous = -2
    for index in indices:
        if index == previous + 1:
            spans[-1] = (spans[-1][0], tokens[index].end)
        else:
            spans.append((tokens[index].start, tokens[index].end))
        previous = index
    return spans


def _written(tokens: Sequence[Token], indices: tuple[int, ...]) -> str:
    """Write out the tokens found, with an ellipsis only where others lie between."""
    words = tokens[indices[0]].text
    for previous, index in pairwise(indices):
        gap = " … " if index > previous + 1 else " " * (tokens[index].start > tokens[previous].end)
        words += gap + tokens[index].text
    return words


def _why(tokens: Sequence[Token], sign: _Sign, cues: list[str]) -> str:
    term = sign.term.replace("|", "").replace(" ~ ", " … ")
    written = _written(tokens, sign.match.tokens)
    sentence = f"De term '{term}' staat er"
    if sign.match.compound:
        sentence += f", als deel van '{written}'"
    elif fold(written) != fold(term):
        sentence += f", als '{written}'"
    if cues:
        sentence += f", met ontkenning ('{cues[0]}')"
    return sentence + "."
