"""Fixed verbal expressions: ``uit handen geven``, ``de teugels laten vieren``, ``je nek uitsteken``.

An expression is a stretch that hardly varies (``uit handen``) and one or two verbs that take any form and place the
word order of Dutch allows. ``je`` in the list stands for whatever possessive or reflexive pronoun fits the subject.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inflection import looks_like_infinitive
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.verbs import verb_lexicon

_PRONOUNS = frozenset(
    """je jouw mijn m'n me mij zijn z'n haar d'r hun ons onze uw jullie zich u elkaar elkaars ieders iemands uw jezelf
    mezelf zichzelf onszelf""".split()
)
_EDGES = frozenset([";", ":", ".", "?", "!"])
_REACH = 14


@dataclass(frozen=True, slots=True)
class Expression:
    """A fixed expression as dictionaries list it, and its parts: the stretch, and the verbs."""

    lemma: str
    stretch: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpressionUse:
    """An expression in a sentence: its dictionary form, and the tokens that make it, in order."""

    lemma: str
    tokens: tuple[int, ...]


def find_expressions(tokens: Sequence[Token]) -> tuple[ExpressionUse, ...]:
    """Find the fixed expressions of a sentence whose separable verbs are joined.

    Parameters
    ----------
    tokens : sequence of Token
        What :func:`praktijkkennis.preprocessing.separable.join_particles` gives.

    Returns
    -------
    tuple of ExpressionUse
        In order of their first token; of expressions that overlap, the longest.
    """
    verbs: defaultdict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(tokens):
        if token.pos in VERBAL:
            for lemma in _lemmas(token):
                verbs[lemma].append(place)
    if not verbs:
        return ()
    found = []
    for start in range(len(tokens)):
        for expression in _starting_with(tokens[start]):
            places = _matched(tokens, start, expression, verbs)
            if places:
                found.append(ExpressionUse(expression.lemma, places))
    chosen: list[ExpressionUse] = []
    for use in sorted(found, key=lambda use: (-len(use.tokens), use.tokens[-1] - use.tokens[0], use.tokens)):
        if not any(set(use.tokens) & set(other.tokens) for other in chosen):
            chosen.append(use)
    return tuple(sorted(chosen, key=lambda use: use.tokens))


def _lemmas(token: Token) -> Iterator[str]:
    yield token.lemma
    for infinitive in verb_lexicon().forms.get(token.text.lower(), ()):
        # "een stap terug doen": what the joining took for "terugdoen" is here the verb by itself.
        if infinitive != token.lemma:
            yield infinitive


def _starting_with(token: Token) -> tuple[Expression, ...]:
    listed = expressions()
    found = listed.get(token.text.lower(), ())
    return found + listed.get("je", ()) if token.text.lower() in _PRONOUNS - {"je"} else found


def _matched(
    tokens: Sequence[Token], start: int, expression: Expression, verbs: Mapping[str, list[int]]
) -> tuple[int, ...]:
    end = start + len(expression.stretch)
    if end > len(tokens) or not all(
        _same(word, tokens[start + offset]) for offset, word in enumerate(expression.stretch)
    ):
        return ()
    places = list(range(start, end))
    for verb in expression.verbs:
        near = [
            place
            for place in verbs.get(verb, ())
            if place not in places and not start <= place < end and _in_reach(tokens, place, start, end)
        ]
        if not near:
            return ()
        best = min(near, key=lambda place: min(abs(place - start), abs(place - end + 1)))
        places.append(best)
        places += [i for i, token in enumerate(tokens) if token.particle_of == best]
    return tuple(sorted(places))


def _same(word: str, token: Token) -> bool:
    lower = token.text.lower().replace("’", "'")
    return lower == word or (word == "je" and lower in _PRONOUNS)


def _in_reach(tokens: Sequence[Token], verb: int, start: int, end: int) -> bool:
    low, high = (verb, start) if verb < start else (end - 1, verb)
    between = tokens[low + 1 : high]
    if len(between) > _REACH or any(token.text in _EDGES for token in between):
        return False
    if verb > end - 1:
        # Behind the stretch the verb closes its clause: what is not verbal in between starts another one.
        return not any(token.pos in {"SCONJ", "CCONJ"} or token.text == "," for token in between)
    return not any(token.pos == "SCONJ" for token in between) and sum(token.text == "," for token in between) % 2 == 0


@cache
def expressions() -> dict[str, tuple[Expression, ...]]:
    """Read the expressions that come along, by the first word of their stretch; the longest first."""
    text = (resources.files("praktijkkennis") / "data" / "taal" / "uitdrukkingen.txt").read_text(encoding="utf-8")
    found: defaultdict[str, list[Expression]] = defaultdict(list)
    for line in text.splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        count = 2 if len(words) > 2 and words[-2] in {"laten", "blijven", "komen", "gaan", "leren"} else 1
        if not looks_like_infinitive(words[-1]):
            continue
        found[words[0]].append(Expression(line, tuple(words[:-count]), tuple(words[-count:])))
    return {word: tuple(sorted(rows, key=lambda row: -len(row.stretch))) for word, rows in found.items()}
