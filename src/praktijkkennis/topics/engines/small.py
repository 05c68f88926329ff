"""The engine for small corpora: clusters of sentences by meaning, words and neighbours.

A few dozen narratives have too few sentences for density clustering and too few words for word counts alone. What
helps there is that a sentence borrows from the sentences around it, because people stay on a subject for a while, and
that meaning and words are joined. What all passages share is taken away first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Vectors, unit_rows
from praktijkkennis.topics.engines.protocol import Assignment, Material, Weights, by_size, shares
from praktijkkennis.topics.stability import FRAGILE, match_topics

NEIGHBOUR_WEIGHT = 0.5
"""Weight of the sentence before and after; the next ones count its square."""

WORD_WEIGHT = 0.4
"""Weight of the lexical half beside the semantic half."""

_WORD_DIMENSIONS = 100
_DIMENSIONS = 20
_FEWEST_PASSAGES = 12
_PASSAGES_PER_TOPIC = 5
_MOST_TOPICS = 60
_SUBSAMPLES = 6
_SUBSAMPLE = 0.8
_MOST_FOR_CHOICE = 3000
_LEAST_LIKENESS = 0.12
_SHARPNESS = 10.0
_STARTS = 10
_STARTS_FOR_CHOICE = 3
_NOTHING = 1e-4


class SmallCorpusEngine:
    """Spherical k-means on joined semantic and lexical vectors, with the number of topics chosen by stability.

    Parameters
    ----------
    n_topics : int, optional
        Number of topics; chosen when not given: of several numbers that suit the size the one with most topics that
        come back on subsamples (after Ben-Hur, Elisseeff & Guyon, 2002, and Hennig, 2007). Mean stability would always
        take the fewest.
    seed : int
        For k-means and the subsamples.
    neighbour_weight, word_weight : float
        As :data:`NEIGHBOUR_WEIGHT` and :data:`WORD_WEIGHT`.
    """

    name = "klein"
    needs_vectors = True

    def __init__(
        self,
        n_topics: int | None = None,
        seed: int = 0,
        neighbour_weight: float = NEIGHBOUR_WEIGHT,
        word_weight: float = WORD_WEIGHT,
    ) -> None:
        self.n_topics = n_topics
        self.seed = seed
        self.neighbour_weight = neighbour_weight
        self.word_weight = word_weight

    def refitted(self, n_topics: int, seed: int) -> SmallCorpusEngine:
        """See :class:`Engine`."""
        return SmallCorpusEngine(n_topics, seed, self.neighbour_weight, self.word_weight)

    def fit(self, material: Material) -> Assignment:
        """See :class:`Engine`."""
        points = self._learn_space(material)
        usable = points[np.any(points != 0, axis=1)]
        n_different = len(np.unique(usable.round(5), axis=0))
        if not n_different:
            return self._nothing(len(material), "Er is geen passage die iets anders zegt dan de rest.")
        if self.n_topics is None and n_different < _FEWEST_PASSAGES:
            how_many = "is maar 1 passage" if n_different == 1 else f"zijn maar {n_different} verschillende passages"
            return self._nothing(
                len(material),
                f"Er {how_many} met inhoud; onder de {_FEWEST_PASSAGES} is een verdeling in onderwerpen toeval.",
            )
        if self.n_topics is None:
            n_topics, note = self._choose(usable)
        else:
            n_topics = min(self.n_topics, n_different)
            note = f"Het aantal onderwerpen ({n_topics}) is opgegeven."
            if n_topics < self.n_topics:
                note = f"Er zijn {self.n_topics} onderwerpen gevraagd, maar er is maar tekst voor {n_topics}."
        self._centres = _centres(usable, n_topics, self.seed, _STARTS)
        weights = self._weights(points)
        order = by_size(weights)
        self._centres = self._centres[order]
        return Assignment(shares(weights[:, order]), note=note)

    def transform(self, material: Material) -> Weights:
        """See :class:`Engine`."""
        return self._weights(self._project(material))

    def _nothing(self, n_passages: int, note: str) -> Assignment:
        self._centres = np.zeros((0, self._axes.shape[0]), dtype=np.float32)
        return Assignment(np.zeros((n_passages, 0)), note=note)

    def _learn_space(self, material: Material) -> Vectors:
        from sklearn.feature_extraction.text import TfidfTransformer

        vectors = _given(material)
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], dtype=np.float32)
        self._weigher = TfidfTransformer(sublinear_tf=True)
        self._words = np.zeros((0, material.counts.shape[1]), dtype=np.float32)
        if min(material.counts.shape) > 2 and material.counts.nnz:
            weighed = self._weigher.fit_transform(material.counts)
            self._words = _principal(weighed, min(_WORD_DIMENSIONS, min(weighed.shape) - 1), self.seed)
        joined = self._joined(material)
        self._joined_mean = joined.mean(axis=0) if len(joined) else np.zeros(joined.shape[1], dtype=np.float32)
        n_axes = min(_DIMENSIONS, joined.shape[1], max(len(joined) - 1, 1))
        self._axes = _principal(joined - self._joined_mean, n_axes, self.seed) if len(joined) > 2 else _identity(joined)
        return self._projected(joined)

    def _project(self, material: Material) -> Vectors:
        return self._projected(self._joined(material))

    def _projected(self, joined: Vectors) -> Vectors:
        points = _directions((joined - self._joined_mean) @ self._axes.T)
        points[~np.any(joined, axis=1)] = 0
        return points

    def _joined(self, material: Material) -> Vectors:
        vectors = _given(material)
        empty = ~np.any(vectors, axis=1)
        meaning = _directions(vectors - self._mean)
        meaning[empty] = 0
        halves = [with_neighbours(meaning, material.documents, self.neighbour_weight)]
        if len(self._words) and self.word_weight:
            lexical = unit_rows(self._weigher.transform(material.counts) @ self._words.T)
            halves.append(self.word_weight * with_neighbours(lexical, material.documents, self.neighbour_weight))
        joined: Vectors = np.hstack(halves).astype(np.float32)
        joined[empty] = 0
        return joined

    def _choose(self, points: Vectors) -> tuple[int, str]:
        random = np.random.default_rng(self.seed)
        if len(points) > _MOST_FOR_CHOICE:
            points = points[np.sort(random.choice(len(points), _MOST_FOR_CHOICE, replace=False))]
        candidates = candidate_numbers(len(points))
        outcomes = {number: self._returning(points, number) for number in candidates}
        best = max(candidates, key=lambda number: (outcomes[number], -number))
        tried = ", ".join(str(number) for number in candidates)
        return best, (
            f"Het aantal onderwerpen ({best}) is gekozen uit {tried}: bij dit aantal kwamen op steekproeven van de "
            f"passages de meeste onderwerpen terug ({outcomes[best][0]})."
        )

    def _returning(self, points: Vectors, n_topics: int) -> tuple[int, float]:
        """Count the topics that mostly come back when a part of the passages is left out, and their mean overlap."""
        random = np.random.default_rng(self.seed + 1)
        whole = (points @ _centres(points, n_topics, self.seed, _STARTS_FOR_CHOICE).T).argmax(axis=1)
        turns = []
        for _ in range(_SUBSAMPLES):
            chosen = np.sort(random.choice(len(points), int(_SUBSAMPLE * len(points)), replace=False))
            centres = _centres(points[chosen], n_topics, self.seed, _STARTS_FOR_CHOICE)
            # All passages are divided by what the subsample taught, so that divisions can be compared.
            turns.append(match_topics(whole, (points @ centres.T).argmax(axis=1), n_topics))
        overlap = np.nan_to_num(np.mean(turns, axis=0))
        return int((overlap >= FRAGILE).sum()), float(overlap.mean().round(4))

    def _weights(self, points: Vectors) -> Weights:
        if not len(self._centres):
            return np.zeros((len(points), 0))
        likeness = (points @ self._centres.T).astype(np.float64)
        raised = np.exp(_SHARPNESS * (likeness - likeness.max(axis=1, keepdims=True)))
        weights: Weights = raised / raised.sum(axis=1, keepdims=True)
        weights[likeness.max(axis=1) < _LEAST_LIKENESS] = 0.0
        weights[~np.any(points, axis=1)] = 0.0
        return weights


def candidate_numbers(n_passages: int) -> tuple[int, ...]:
    """Numbers of topics that suit so many passages: a sixth to a half of the root, at least five passages a topic.

    Returns
    -------
    tuple of int
        Up to five different numbers, rising.
    """
    root = float(np.sqrt(n_passages))
    highest = max(2, min(_MOST_TOPICS, n_passages // _PASSAGES_PER_TOPIC))
    numbers = {int(np.clip(round(root * factor), 2, highest)) for factor in (0.18, 0.25, 0.33, 0.42, 0.5)}
    return tuple(sorted(numbers))


def with_neighbours(vectors: Vectors, documents: NDArray[np.int64], weight: float) -> Vectors:
    """Mix vectors with those of the two passages before and after in the same document.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        In the order of the text.
    documents : ndarray of int64, shape (n,)
        Document of each.
    weight : float
        Of the next passage; the one behind it counts the square.

    Returns
    -------
    ndarray of float32, shape (n, dimensions)
        Rows of unit length.
    """
    mixed = np.array(vectors, dtype=np.float32)
    for step in (1, 2):
        if len(vectors) > step and weight:
            together = (documents[step:] == documents[:-step])[:, None]
            mixed[step:] += weight**step * vectors[:-step] * together
            mixed[:-step] += weight**step * vectors[step:] * together
    return unit_rows(mixed)


def _directions(vectors: Vectors) -> Vectors:
    """Scale rows to length one; what differs from the mean in nothing but the last bits has no direction."""
    small = np.linalg.norm(vectors, axis=1) < _NOTHING
    scaled = unit_rows(vectors)
    scaled[small] = 0
    return scaled


def _given(material: Material) -> Vectors:
    if material.vectors is None:
        raise ValueError("this engine needs the vectors of the passages")
    return material.vectors


def _principal(matrix: object, n_axes: int, seed: int) -> Vectors:
    from sklearn.utils.extmath import randomized_svd

    axes: Vectors = randomized_svd(matrix, n_axes, random_state=seed)[2].astype(np.float32)
    return axes


def _identity(joined: Vectors) -> Vectors:
    return np.eye(joined.shape[1], dtype=np.float32)


def _centres(points: Vectors, n_topics: int, seed: int, starts: int) -> Vectors:
    """Spherical k-means (Dhillon & Modha, 2001): centres of unit length."""
    from sklearn.cluster import KMeans

    n_topics = min(n_topics, len(np.unique(points.round(5), axis=0)))
    return unit_rows(KMeans(n_topics, n_init=starts, random_state=seed).fit(points).cluster_centers_)
