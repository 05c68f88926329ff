"""Labels for people: noun phrases and verbs with their particle, as they are written in the passages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from praktijkkennis.document import Sentence, Token
from praktijkkennis.topics.passages import Passage

_NOUNS = ("NOUN", "PROPN")
_OBJECTS = ("obj", "iobj", "xcomp")
_LIGHT_VERBS = frozenset("hebben zijn doen gaan komen krijgen maken zeggen zien staan liggen zitten worden".split())
_MOST_WORDS = 4
_SPREAD = 4
# A phrase says more than a noun, and a noun more than a bare verb.
_JOINED, _NOUN, _VERB = 1.3, 1.0, 0.6


class Labeller(Protocol):
    """A hook for a language model, or anything else, that gives a topic a name."""

    def label(self, terms: Sequence[str], passages: Sequence[str]) -> str:
        """Name a topic.

        Parameters
        ----------
        terms : sequence of str
            Its terms, the best first.
        passages : sequence of str
            Its most representative passages, verbatim.

        Returns
        -------
        str
            The name; the keyphrases serve when it is empty.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Phrase:
    lemmas: tuple[str, ...]
    written: str
    worth: float


def keyphrases(
    passages: Sequence[Passage],
    term_scores: Mapping[str, float],
    n_phrases: int = 3,
    stops: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Find the phrases that name a topic.

    Parameters
    ----------
    passages : sequence of Passage
        The passages of the topic.
    term_scores : mapping of str to float
        Weight of its terms (lemmas).
    n_phrases : int
        Greatest number of phrases.
    stops : frozenset of str
        Words that no phrase may begin or end with.

    Returns
    -------
    tuple of str
        Noun phrases as most often written, and verbs as infinitive with particle and object (``fouten toegeven``); no
        two share a lemma. Terms fill up when there are too few phrases.
    """
    written: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    in_documents: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    worth: dict[tuple[str, ...], float] = {}
    for passage in passages:
        for sentence in passage.sentences:
            for phrase in _phrases(sentence, stops):
                written[phrase.lemmas][phrase.written] += 1
                in_documents[phrase.lemmas].add(passage.document)
                worth[phrase.lemmas] = phrase.worth
    scored = sorted(
        ((_score(lemmas, worth[lemmas], len(in_documents[lemmas]), term_scores), lemmas) for lemmas in written),
        key=lambda one: (-one[0], one[1]),
    )
    chosen: list[str] = []
    used: set[str] = set()
    for score, lemmas in scored:
        if len(chosen) == n_phrases or score <= 0:
            break
        if not used.intersection(lemmas):
            chosen.append(min(written[lemmas].items(), key=lambda one: (-one[1], one[0]))[0])
            used.update(lemmas)
    for term in term_scores:
        if len(chosen) >= n_phrases:
            break
        if term not in used:
            chosen.append(term)
            used.add(term)
    return tuple(chosen)


def _score(lemmas: tuple[str, ...], worth: float, n_documents: int, term_scores: Mapping[str, float]) -> float:
    """Value a phrase by the mean weight of its lemmas, its kind, and the number of documents that have it."""
    weight = sum(term_scores.get(lemma, 0.0) for lemma in lemmas) / len(lemmas)
    return weight * worth * float(np.sqrt(min(n_documents, _SPREAD)))


def _phrases(sentence: Sentence, stops: frozenset[str]) -> Iterator[_Phrase]:
    tokens = sentence.tokens
    yield from _noun_phrases(tokens, stops)
    for token in tokens:
        if token.pos != "VERB" or token.lemma in stops or token.lemma in _LIGHT_VERBS:
            continue
        yield _Phrase((token.lemma,), token.lemma, _VERB)
        place = tokens.index(token)
        for other in tokens:
            is_object = other.dep in _OBJECTS and other.head == place
            if is_object and other.pos == "NOUN" and other.lemma not in stops:
                yield _Phrase((other.lemma, token.lemma), f"{other.text.lower()} {token.lemma}", _JOINED)


def _noun_phrases(tokens: Sequence[Token], stops: frozenset[str]) -> Iterator[_Phrase]:
    for group in _runs(tokens):
        while group and (group[0].lemma in stops or group[0].text.lower() in stops):
            group = group[1:]
        if group and group[-1].pos in _NOUNS and len(group) <= _MOST_WORDS and group[-1].lemma not in stops:
            worth = _JOINED if len(group) > 1 else _NOUN
            yield _Phrase(tuple(token.lemma for token in group), _written(group), worth)
            if len(group) > 1:
                yield _Phrase((group[-1].lemma,), _written(group[-1:]), _NOUN)


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield stretches of adjectives followed by nouns."""
    group: list[Token] = []
    for token in tokens:
        is_noun = token.pos in _NOUNS
        if not is_noun and token.pos != "ADJ":
            if group:
                yield group
            group = []
        elif not is_noun and group and group[-1].pos in _NOUNS:
            yield group
            group = [token]
        else:
            group.append(token)
    if group:
        yield group


def _written(group: Iterable[Token]) -> str:
    return " ".join(token.text if token.pos == "PROPN" else token.text.lower() for token in group)
