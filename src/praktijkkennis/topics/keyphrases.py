"""Labels for people: noun phrases and verbs with their particle, as they are written in the passages.

A phrase names a topic when its words stand in more documents there than in the rest of the corpus, and are more common
than in ordinary Dutch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from praktijkkennis.topics.ordinary import empty_words, is_word, keyness
from praktijkkennis.topics.passages import Passage
from praktijkkennis.topics.phrases import alike, phrases_of

LABEL_PHRASES = (2, 3)
"""Least and greatest number of phrases in a label."""

_ENOUGH = 0.25
"""The third phrase stands in the label when it is worth this share of the first."""

_SPREAD = 9
_LEAST_SHARE = 0.1
_LONGER_SHARE = 0.2
_LEAST_NEAR = 0.05


class Labeller(Protocol):
    """A hook for a language model, or anything else, that gives a topic a name.

    :class:`~praktijkkennis.language_model.ModelLabeller` is one. A ``name`` that it has, such as ``"het taalmodel
    qwen3"``, is told in the reason of the result.
    """

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


@dataclass(slots=True)
class _Found:
    """What was seen of one phrase."""

    worth: float
    close: bool
    written: Counter[str] = field(default_factory=Counter)
    documents: set[int] = field(default_factory=set)
    nearness: list[float] = field(default_factory=list)


def keyphrases(
    passages: Sequence[Passage],
    term_scores: Mapping[str, float],
    n_phrases: int = 4,
    stops: frozenset[str] = frozenset(),
    least_documents: int = 2,
    names: frozenset[str] = frozenset(),
    nearness: Sequence[float] | None = None,
) -> tuple[str, ...]:
    """Find the phrases that name a topic.

    Parameters
    ----------
    passages : sequence of Passage
        The passages of the topic.
    term_scores : mapping of str to float
        Weight of its terms (lemmas) against the rest of the corpus.
    n_phrases : int
        Greatest number of phrases.
    stops : frozenset of str
        Words that no phrase may begin or end with.
    least_documents : int
        In so many documents a phrase stands at least, where the topic has that many; a single word in a large topic
        in a tenth of its documents.
    names : frozenset of str
        Lemmas that are names; no phrase has one.
    nearness : sequence of float, optional
        How near each passage lies to the middle of the topic, at most 1: what is said there names it better.

    Returns
    -------
    tuple of str
        Noun phrases as most often written, and verbs as infinitive with particle and object (``fouten toegeven``); no
        two share a word, a part of a compound or a stem. Terms fill up when there are too few phrases.
    """
    found: dict[tuple[str, ...], _Found] = {}
    empty = empty_words() | names
    for passage, near in zip(passages, [1.0] * len(passages) if nearness is None else nearness, strict=True):
        for sentence in passage.sentences:
            for phrase in phrases_of(sentence, stops, empty):
                one = found.setdefault(phrase.lemmas, _Found(phrase.worth, phrase.close))
                one.written[phrase.written] += 1
                one.documents.add(passage.document)
                one.nearness.append(max(float(near), _LEAST_NEAR))
    telling = _telling(passages, term_scores, empty)
    n_documents = len({passage.document for passage in passages})
    least = min(max(least_documents, round(_LEAST_SHARE * n_documents)), n_documents)
    longer_least = min(least_documents, n_documents)
    recurring = {
        lemma
        for lemmas, one in found.items()
        for lemma in lemmas
        if len(lemmas) == 1 and len(one.documents) >= longer_least and telling.get(lemma, 0.0) > 0
    }
    scored = sorted(
        (
            (_score(lemmas, one, telling, empty), lemmas)
            for lemmas, one in found.items()
            if _spread(lemmas, one, least, longer_least, recurring)
        ),
        key=lambda one: (-round(one[0], 12), one[1]),
    )
    chosen: list[str] = []
    used: list[str] = []
    for score, lemmas in scored:
        if len(chosen) == n_phrases or score <= 0:
            break
        if len(chosen) >= LABEL_PHRASES[0] and score < _ENOUGH * scored[0][0]:
            break
        if not any(alike(lemma, other) for lemma in lemmas for other in used):
            said = _longer(lemmas, scored, found, used) or lemmas
            chosen.append(min(found[said].written.items(), key=lambda one: (-one[1], one[0]))[0])
            used.extend(said)
    for term in sorted(telling, key=lambda one: (-telling[one], one)):
        if len(chosen) >= LABEL_PHRASES[0]:
            break
        if not any(alike(term, other) for other in used):
            chosen.append(term)
            used.append(term)
    return tuple(chosen)


def label_of(phrases: Sequence[str]) -> str:
    """Join the first phrases to a label that reads as one line: ``rooster, diensten ruilen, vrij weekend``."""
    return ", ".join(phrases[: LABEL_PHRASES[1]])


def _spread(lemmas: tuple[str, ...], one: _Found, least: int, longer_least: int, recurring: set[str]) -> bool:
    """Tell whether a phrase stands in enough documents to be of the topic and not of one writer."""
    n_documents = len(one.documents)
    if len(lemmas) == 1:
        return n_documents >= least
    # Two words together are seldom in as many documents as one; when both are the topic's own, once is enough.
    return n_documents >= longer_least or (one.close and recurring.issuperset(lemmas))


def _longer(
    lemmas: tuple[str, ...],
    scored: Sequence[tuple[float, tuple[str, ...]]],
    found: Mapping[tuple[str, ...], _Found],
    used: Sequence[str],
) -> tuple[str, ...] | None:
    """Give the best longer phrase that a word often stands in, ``angst voor fouten`` for ``angst``."""
    if len(lemmas) > 1:
        return None
    least = _LONGER_SHARE * len(found[lemmas].documents)
    for score, other in scored:
        is_longer = score > 0 and len(other) > 1 and lemmas[0] in other and len(found[other].documents) >= least
        if is_longer and not any(alike(lemma, said) for lemma in other for said in used):
            return other
    return None


def _telling(passages: Sequence[Passage], term_scores: Mapping[str, float], empty: frozenset[str]) -> dict[str, float]:
    """Weigh terms against ordinary Dutch too."""
    counts = Counter(token.lemma for passage in passages for token in passage.tokens if token.pos != "PUNCT")
    total = sum(counts.values()) or 1
    return {
        term: score * keyness(term, counts[term] / total * 1e6 if counts[term] else 1e6 / total)
        for term, score in term_scores.items()
        if term not in empty and is_word(term)
    }


def _score(lemmas: tuple[str, ...], one: _Found, telling: Mapping[str, float], empty: frozenset[str]) -> float:
    """Value a phrase by the mean weight of its lemmas, its kind, its place in the topic and its number of documents."""
    weighed = [lemma for lemma in lemmas if lemma not in empty]
    weight = sum(telling.get(lemma, 0.0) for lemma in weighed) / len(weighed)
    nearness = sum(one.nearness) / len(one.nearness)
    return weight * one.worth * nearness * float(np.sqrt(min(len(one.documents), _SPREAD)))
