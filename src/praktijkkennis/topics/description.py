"""From columns of numbers to topics that can be read: terms, labels, quotes and measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import unit_rows
from praktijkkennis.errors import PraktijkkennisError
from praktijkkennis.preprocessing import stop_words
from praktijkkennis.topics.engines.protocol import Assignment, Material, Weights
from praktijkkennis.topics.keyphrases import Labeller, keyphrases, label_of
from praktijkkennis.topics.measures import coherence, redundancy, topic_diversity
from praktijkkennis.topics.ordinary import empty_words, measure_words
from praktijkkennis.topics.passages import Passage
from praktijkkennis.topics.phrases import name_lemmas
from praktijkkennis.topics.quotes import closeness, representative
from praktijkkennis.topics.result import Quality, Topic
from praktijkkennis.topics.stability import FRAGILE, Stability
from praktijkkennis.topics.terms import class_tf_idf, distinctive, document_log_odds

_LABEL_TERMS = 60
_SHOWN = 1.5


@dataclass(frozen=True, slots=True)
class Description:
    """Topics, the weights of their lemmas, where they lie on a map, and measures over all of them.

    ``note`` is a Dutch sentence on what went wrong with naming them, empty when nothing did.
    """

    topics: tuple[Topic, ...]
    scores: Weights
    points: NDArray[np.float64]
    quality: Quality
    note: str = ""


def describe(
    passages: Sequence[Passage],
    material: Material,
    assignment: Assignment,
    stability: Stability,
    n_terms: int,
    n_quotes: int,
    labeller: Labeller | None = None,
    theme_names: Mapping[str, str] | None = None,
) -> Description:
    """Describe what an engine found.

    Parameters
    ----------
    passages : sequence of Passage
        What was divided.
    material : Material
        The same as the engine saw it.
    assignment : Assignment
        What it made of it.
    stability : Stability
        Of each topic.
    n_terms, n_quotes : int
        How many to show of each topic.
    labeller : Labeller, optional
        Names topics instead of their keyphrases; a topic on which it fails keeps those.
    theme_names : mapping of str to str, optional
        Names of themes by key: a topic given with a theme is called so when its passages have no phrase to name it.
    """
    weights, assigned = assignment.weights, assignment.topics
    scores = class_tf_idf(material, weights) if assignment.terms is None else assignment.terms
    texts = _lemma_texts(passages)
    names = name_lemmas(token for passage in passages for token in passage.tokens)
    shown = distinctive(scores, material, texts, n_terms, little=measure_words() | names, plain=empty_words())
    lemmas = [[(str(material.vocabulary[column]), value) for column, value in terms] for terms in shown]
    best = [[term for term, _ in terms] for terms in lemmas]
    npmi, c_v = coherence(best, texts, "npmi"), coherence(best, texts, "c_v")
    odds = document_log_odds(material, weights)
    # What tells more of another topic names that one only: two topics of one name are of no use.
    odds = np.where(odds == odds.max(axis=0, initial=0.0), odds, 0.0)
    column_of = {str(lemma): column for column, lemma in enumerate(material.vocabulary)}
    named = []
    for number in range(len(lemmas)):
        rows = np.flatnonzero(assigned == number)
        members = [passages[row] for row in rows.tolist()]
        naming = odds[number] if odds[number].any() else scores[number]
        weighed = np.argsort(-naming, kind="stable")[:_LABEL_TERMS]
        telling = {str(material.vocabulary[c]): float(naming[c]) for c in weighed if naming[c] > 0}
        for term in best[number]:
            # What is shown stands together in the texts; a label of such words speaks of one subject.
            telling[term] = _SHOWN * float(naming[column_of[term]])
        near = None if material.vectors is None else closeness(material, rows).tolist()
        phrases = keyphrases(members, telling, stops=stop_words(), names=names, nearness=near)
        named.append(phrases)
    quotes = representative(passages, material, weights, scores, n_quotes, named)
    # Topics that come back no better than by lot are all fragile, however much they overlap.
    no_better = len(lemmas) > 1 and stability.beyond <= 0
    topics = []
    labels: set[str] = set()
    failures: list[str] = []
    n_named = 0
    for number, (terms, phrases) in enumerate(zip(lemmas, named, strict=True)):
        members = [passages[row] for row in np.flatnonzero(assigned == number).tolist()]
        given = _label(labeller, best[number], [quote.text for quote in quotes[number]], failures)
        n_named += bool(given)
        theme = assignment.names[number] if assignment.names else ""
        label = given or label_of(phrases) or (theme_names or {}).get(theme, theme)
        label = _unique(label or f"onderwerp {number + 1}", number, labels)
        value = float(stability.topics[number])
        topics.append(
            Topic(
                number=number,
                label=label,
                keyphrases=phrases,
                terms=tuple(terms),
                n_passages=len(members),
                n_documents=len({passage.document for passage in members}),
                npmi=float(npmi[number]),
                c_v=float(c_v[number]),
                stability=value,
                fragile=bool(value < FRAGILE) or no_better,
                quotes=quotes[number],
                theme=theme,
            )
        )
    sizes = np.array([topic.n_passages for topic in topics], dtype=float)
    quality = Quality(
        npmi=_mean(npmi),
        c_v=_mean(c_v),
        diversity=topic_diversity(best, n_terms),
        redundancy=redundancy(best, n_terms),
        stability=_mean(stability.topics, sizes),
        stability_beyond=stability.beyond,
    )
    return Description(
        tuple(topics),
        scores,
        topic_map(material, weights, scores),
        quality,
        _naming_note(labeller, failures, n_named, len(topics)),
    )


def topic_map(material: Material, weights: Weights, scores: Weights) -> NDArray[np.float64]:
    """Place topics on a plane by classical scaling of their mean vectors, or of their terms without vectors.

    Returns
    -------
    ndarray of float64, shape (n_topics, 2)
        Within -1..1. The sign of each axis is fixed: the topic farthest out lies on its positive side.
    """
    n_topics = weights.shape[1]
    points = np.zeros((n_topics, 2))
    if n_topics < 2:
        return points
    features = scores if material.vectors is None else weights.T @ (material.vectors - material.vectors.mean(axis=0))
    rows = unit_rows(features).astype(np.float64)
    left, values, _ = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)
    found = (left * values)[:, :2]
    points[:, : found.shape[1]] = found
    for axis in range(2):
        farthest = int(np.argmax(np.abs(points[:, axis]).round(6)))
        points[:, axis] *= np.sign(points[farthest, axis]) or 1.0
    scaled: NDArray[np.float64] = points / (np.abs(points).max() or 1.0)
    return scaled


def _lemma_texts(passages: Sequence[Passage]) -> list[list[str]]:
    """Give the documents as lemmas in order, stop words included, since windows count running words."""
    texts: dict[int, list[str]] = {}
    for passage in passages:
        words = texts.setdefault(passage.document, [])
        words.extend(token.lemma for token in passage.tokens if any(map(str.isalpha, token.lemma)))
    return list(texts.values())


def _label(labeller: Labeller | None, terms: Sequence[str], quotes: Sequence[str], failures: list[str]) -> str:
    if labeller is None:
        return ""
    try:
        return " ".join(labeller.label(terms, quotes).split())
    # A labeller is the user's own, often over a network: no fault of it may cost the topics, which took minutes.
    except Exception as error:  # noqa: BLE001
        failures.append(str(error).rstrip(".") if isinstance(error, PraktijkkennisError) else type(error).__name__)
        return ""


def _naming_note(labeller: Labeller | None, failures: Sequence[str], n_named: int, n_topics: int) -> str:
    """Say in Dutch whose the names are when they are not all words of the texts, and why some are after all."""
    name = getattr(labeller, "name", "de labeller")
    if labeller is None:
        return ""
    if not failures:
        return f"De namen van de onderwerpen zijn bedacht door {name}." if n_named else ""
    kinds = "; ".join(dict.fromkeys(failures))
    which = f"Voor {len(failures)} van de {n_topics} onderwerpen"
    note = f"{which} gaf {name} geen naam ({kinds}); daar staan woorden uit de tekst."
    return f"{note} De andere namen zijn bedacht door {name}." if n_named else note


def _unique(label: str, number: int, taken: set[str]) -> str:
    if label in taken:
        label = f"{label} ({number + 1})"
    taken.add(label)
    return label


def _mean(values: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> float:
    known = ~np.isnan(values)
    if not known.any():
        return float("nan")
    return float(np.average(values[known], weights=None if weights is None else weights[known]))
