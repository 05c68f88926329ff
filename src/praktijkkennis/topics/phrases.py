"""Phrases of a sentence that a topic may be named after, and which of them say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from praktijkkennis.document import Sentence, Token
from praktijkkennis.preprocessing.compounds import split_compound

_NOUNS = ("NOUN", "PROPN")
_OBJECTS = ("obj", "iobj", "xcomp", "nsubj:pass")
_PLACES = ("obl", "obl:arg")
_LINKS = frozenset("van voor met in aan op over tussen naar bij door tegen zonder om uit onder".split())
_ARTICLES = frozenset("de het een".split())
# Adverbs that say who does it, and no time or degree.
_TOGETHER = frozenset("zelf samen onderling apart".split())
# After a verb these often name who did it, or belong to another noun.
_AGENTS = frozenset(("van", "door"))
# Verbs that are stop words and still say what is done to a thing.
_LIGHT = frozenset("doen geven gaan houden komen krijgen laten maken nemen zeggen zetten".split())
_MOST_WORDS = 3
_SHORTEST = 3
_SAME_STEM = 5
_SAME_SHARE = 0.7
_NAME_SHARE = 0.6
# A phrase says more than a noun, a noun more than a verb with a particle, and that more than a bare verb; a name says
# who it is about, not what.
_JOINED, _NOUN, _PARTICLE, _VERB, _NAME = 1.6, 1.0, 0.9, 0.7, 0.15


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase.

    Parameters
    ----------
    lemmas : tuple of str
        Its lemmas, without articles and prepositions.
    written : str
        As it stands in the text, a verb as infinitive.
    worth : float
        How well its kind names a topic.
    close : bool
        Whether its words belong together by grammar alone, so that seeing it once says enough: an adjective with its
        noun, a verb with its object. The parser is less sure of what a preposition belongs to.
    """

    lemmas: tuple[str, ...]
    written: str
    worth: float
    close: bool = False


def phrases_of(
    sentence: Sentence, stops: frozenset[str] = frozenset(), empty: frozenset[str] = frozenset()
) -> Iterator[Phrase]:
    """Find noun phrases, nouns joined by a preposition, and verbs with what they are done to or with.

    Parameters
    ----------
    sentence : Sentence
        With its tokens.
    stops : frozenset of str
        Words (lemma or form) that are no part of a phrase.
    empty : frozenset of str
        Lemmas that say nothing by themselves; of these only a verb comes along, with what it is done to:
        ``rooster maken``.

    Yields
    ------
    Phrase
        In order of the text, repetitions included.
    """
    tokens = sentence.tokens
    telling = [_tells(token, stops, empty) for token in tokens]
    yield from _noun_phrases(tokens, telling)
    yield from _linked(tokens, telling)
    for place, token in enumerate(tokens):
        if token.pos != "VERB" or not _tells(token, stops - _LIGHT, frozenset()):
            continue
        if telling[place]:
            apart = any(other.particle_of == place for other in tokens)
            yield Phrase((token.lemma,), token.lemma, _PARTICLE if apart else _VERB)
        yield from _done(tokens, telling, place)


def name_lemmas(tokens: Iterable[Token]) -> frozenset[str]:
    """Give the lemmas that are names of people and places, by how they are written.

    Parameters
    ----------
    tokens : iterable of Token
        All words of a corpus, or of a part of it.

    Returns
    -------
    frozenset of str
        Lemmas that mostly begin with a capital and go on without; taggers take many first names for nouns.
    """
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for token in tokens:
        total[token.lemma] += 1
        capital[token.lemma] += token.text[:1].isupper() and not token.text.isupper()
    return frozenset(lemma for lemma, n in total.items() if capital[lemma] > _NAME_SHARE * n)


@lru_cache(maxsize=20_000)
def alike(one: str, other: str) -> bool:
    """Tell whether two lemmas would say the same twice in a label.

    Parameters
    ----------
    one, other : str
        Lemmas.

    Returns
    -------
    bool
        True for the same word, for a compound beside one of its parts or beside another compound with that part
        (``rooster``, ``dienstrooster``), and for words of one stem (``plannen``, ``planning``).
    """
    if one == other:
        return True
    ours, theirs = {one, *split_compound(one)}, {other, *split_compound(other)}
    if ours & theirs:
        return True
    return any(_same_stem(mine, yours) for mine in ours for yours in theirs)


def _same_stem(one: str, other: str) -> bool:
    shared = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        shared += 1
    return shared >= _SAME_STEM - 1 and shared >= _SAME_SHARE * min(len(one), len(other))


def _tells(token: Token, stops: frozenset[str], empty: frozenset[str]) -> bool:
    """Tell whether a word may be part of a phrase at all."""
    lower = token.text.lower()
    return (
        len(token.lemma) >= _SHORTEST
        and token.lemma.replace("-", "").isalpha()
        and token.particle_of is None
        and not {token.lemma, lower} & stops
        and not {token.lemma, lower} & empty
    )


def _noun_phrases(tokens: Sequence[Token], telling: Sequence[bool]) -> Iterator[Phrase]:
    for group in _runs(tokens, telling):
        while group and group[-1].pos not in _NOUNS:
            group = group[:-1]
        if not group:
            continue
        yield _noun(group[-1])
        if 1 < len(group) <= _MOST_WORDS and not any(token.pos == "PROPN" for token in group):
            yield Phrase(tuple(token.lemma for token in group), _written(group), _JOINED, close=True)


def _linked(tokens: Sequence[Token], telling: Sequence[bool]) -> Iterator[Phrase]:
    """Yield ``angst voor fouten``, ``gesprek met de bewoner``."""
    for place, token in enumerate(tokens[:-2]):
        if token.pos != "NOUN" or not telling[place] or tokens[place + 1].text not in _LINKS:
            continue
        last = place + 2 + (tokens[place + 2].text in _ARTICLES)
        if last < len(tokens) and tokens[last].pos == "NOUN" and telling[last]:
            # An adjective that follows would belong to a longer phrase; a noun that is the first half of one too.
            group = tokens[place : last + 1]
            yield Phrase((token.lemma, tokens[last].lemma), _written(group), _JOINED)


def _done(tokens: Sequence[Token], telling: Sequence[bool], verb: int) -> Iterator[Phrase]:
    """Yield ``rooster maken``, ``stil blijven``, ``om hulp vragen`` for one verb."""
    infinitive = tokens[verb].lemma
    for place, token in enumerate(tokens):
        if token.head != verb or not telling[place]:
            continue
        lemmas = (token.lemma, infinitive)
        if (token.dep in _OBJECTS and token.pos == "NOUN") or (token.dep == "xcomp" and token.pos == "ADJ"):
            yield Phrase(lemmas, f"{token.text.lower()} {infinitive}", _JOINED, close=True)
        elif telling[verb] and token.dep == "advmod" and (token.pos == "ADJ" or token.lemma in _TOGETHER):
            yield Phrase(lemmas, f"{token.text.lower()} {infinitive}", _JOINED)
        elif telling[verb] and token.dep in _PLACES and token.pos == "NOUN" and (before := _up_to(tokens, place)):
            yield Phrase(lemmas, f"{_written(before)} {infinitive}", _JOINED)


def _up_to(tokens: Sequence[Token], noun: int) -> Sequence[Token]:
    """Give a noun with its preposition and article, ``in de gang``; nothing when something else stands between."""
    first = noun - 1 - (noun > 0 and tokens[noun - 1].text.lower() in _ARTICLES)
    if first < 0 or tokens[first].text.lower() not in _LINKS - _AGENTS:
        return ()
    return tokens[first : noun + 1]


def _runs(tokens: Sequence[Token], telling: Sequence[bool]) -> Iterator[list[Token]]:
    """Yield stretches of telling adjectives and the nouns that follow."""
    group: list[Token] = []
    for token, tells in zip(tokens, telling, strict=True):
        is_noun = token.pos in _NOUNS
        fits = tells and (is_noun or token.pos == "ADJ")
        if group and (not fits or (not is_noun and group[-1].pos in _NOUNS)):
            yield group
            group = []
        if fits:
            group.append(token)
    if group:
        yield group


def _noun(token: Token) -> Phrase:
    return Phrase((token.lemma,), _written([token]), _NOUN if token.pos == "NOUN" else _NAME)


def _written(group: Iterable[Token]) -> str:
    return " ".join(token.text if token.pos == "PROPN" else token.text.lower() for token in group)
