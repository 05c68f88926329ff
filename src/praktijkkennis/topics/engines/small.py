"""The engine for small corpora: clusters of sentences by meaning, words and neighbours.

A few dozen narratives have too few sentences for density clustering and too few words for word counts alone. What
helps there is that a sentence borrows from the sentences around it and from its document, because people stay on a
subject for a while, and that meaning and words are joined. What all passages share is taken away first, and words of
time and quantity are not counted: sentences that share a weekday are about different things.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Vectors, unit_rows
from praktijkkennis.topics.engines.number import candidate_numbers, returned, spread_topics, usual_or_better, worth_of
from praktijkkennis.topics.engines.protocol import (
    FEWEST_PASSAGES,
    Assignment,
    Material,
    Weights,
    by_size,
    shares,
    too_few,
)
from praktijkkennis.topics.ordinary import is_word, measure_words
from praktijkkennis.topics.stability import match_topics, subsample

NEIGHBOUR_WEIGHT = 0.5
"""Weight of the sentence before and after; the next ones count its square."""

DOCUMENT_WEIGHT = 1.0
"""Weight of the document as a whole, for a short one: a paragraph is about one thing, a long narrative is not."""

WORD_WEIGHT = 0.8
"""Weight of the lexical half beside the semantic half."""

SHORT_DOCUMENT = 6
"""Up to so many passages a document is short; twice as long it counts for a quarter."""

_REACH = 2
_WORD_DIMENSIONS = 100
_DIMENSIONS = 20
_SUBSAMPLES = 6
_MOST_FOR_CHOICE = 3000
_LEAST_LIKENESS = 0.12
_SHARPNESS = 10.0
_STARTS = 10
_TURNS = 20
_TURNS_FOR_CHOICE = 4
_NOTHING = 1e-4


class SmallCorpusEngine:
    """Bagged spherical k-means on joined semantic and lexical vectors, the number of topics chosen by stability.

    Parameters
    ----------
    n_topics : int, optional
        Number of topics; chosen when not given: the usual one for so many passages, or a larger one whose topics, in at
        least three documents each, come back clearly better on subsamples of the documents (after Ben-Hur, Elisseeff &
        Guyon, 2002, and Hennig, 2007).
    seed : int
        For k-means and the subsamples.
    neighbour_weight, word_weight, document_weight : float
        As :data:`NEIGHBOUR_WEIGHT`, :data:`WORD_WEIGHT` and :data:`DOCUMENT_WEIGHT`.
    """

    name = "klein"
    needs_vectors = True

    def __init__(
        self,
        n_topics: int | None = None,
        seed: int = 0,
        neighbour_weight: float = NEIGHBOUR_WEIGHT,
        word_weight: float = WORD_WEIGHT,
        document_weight: float = DOCUMENT_WEIGHT,
    ) -> None:
        self.n_topics = n_topics
        self.seed = seed
        self.neighbour_weight = neighbour_weight
        self.word_weight = word_weight
        self.document_weight = document_weight

    def refitted(self, n_topics: int, seed: int) -> SmallCorpusEngine:
        """See :class:`Engine`."""
        return SmallCorpusEngine(n_topics, seed, self.neighbour_weight, self.word_weight, self.document_weight)

    def fit(self, material: Material) -> Assignment:
        """See :class:`Engine`."""
        points = self._learn_space(material)
        rows = np.flatnonzero(np.any(points != 0, axis=1))
        usable = points[rows]
        n_different = len(np.unique(usable.round(5), axis=0))
        if not n_different:
            why = "Er is geen zin met woorden."
            if len(material):
                why = "Er is maar 1 passage." if len(material) == 1 else "Alle passages zeggen hetzelfde."
            return self._nothing(len(material), why)
        # Words as "ja" and "ik ook niet" have vectors too, and come back as a group; they are about nothing.
        worded = rows if material.worded is None else rows[material.worded[rows]]
        if not len(worded):
            return self._nothing(len(material), "Er is geen passage met inhoudswoorden.")
        if self.n_topics is None:
            # The same sentence again is no more to go by, even where other sentences stand around it.
            n_telling = min(n_different, len(np.unique(_given(material)[worded].round(3), axis=0)))
            if n_telling < FEWEST_PASSAGES:
                return self._nothing(
                    len(material),
                    f"Er {too_few(n_telling)} met inhoudswoorden; "
                    f"onder de {FEWEST_PASSAGES} is een verdeling in onderwerpen toeval.",
                )
        if self.n_topics is None:
            n_topics, note = self._choose(usable, material.documents[rows])
        else:
            n_topics = min(self.n_topics, n_different)
            note = f"Het aantal onderwerpen ({n_topics}) is opgegeven."
            if n_topics < self.n_topics:
                note = f"Er zijn {self.n_topics} onderwerpen gevraagd, maar er is maar tekst voor {n_topics}."
        self._centres = bagged_centres(usable, material.documents[rows], n_topics, self.seed, _TURNS)
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
        measures = measure_words()
        tells = [is_word(str(lemma)) and lemma not in measures for lemma in material.vocabulary]
        self._telling = np.flatnonzero(np.array(tells, dtype=bool))
        self._words = np.zeros((0, len(self._telling)), dtype=np.float32)
        counts = material.counts[:, self._telling]
        if min(counts.shape) > 2 and counts.nnz:
            weighed = self._weigher.fit_transform(counts)
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
        halves = [self._in_context(meaning, material)]
        if len(self._words) and self.word_weight:
            lexical = unit_rows(self._weigher.transform(material.counts[:, self._telling]) @ self._words.T)
            halves.append(self.word_weight * self._in_context(lexical, material))
        joined: Vectors = np.hstack(halves).astype(np.float32)
        joined[empty] = 0
        return joined

    def _in_context(self, vectors: Vectors, material: Material) -> Vectors:
        return with_context(vectors, material.documents, self.neighbour_weight, self.document_weight)

    def _choose(self, points: Vectors, documents: NDArray[np.int64]) -> tuple[int, str]:
        random = np.random.default_rng(self.seed)
        of_what = "zoveel tekst"
        if len(points) > _MOST_FOR_CHOICE:
            kept = np.sort(random.choice(len(points), _MOST_FOR_CHOICE, replace=False))
            points, documents = points[kept], documents[kept]
            of_what = f"de {len(kept)} passages waaraan het is getoetst"
        candidates = candidate_numbers(len(points))
        found = {number: self._returning(points, documents, number) for number in candidates}
        usual, best = candidates[0], usual_or_better({number: worth_of(*found[number]) for number in candidates})
        came = returned(*found[best], documents)
        if len(candidates) == 1:
            return best, f"Het aantal onderwerpen ({best}) is het enige dat bij zo weinig passages past: {came}."
        if best == usual:
            others = ", ".join(str(number) for number in candidates[1:])
            return best, (
                f"Het aantal onderwerpen ({best}) is het gewone voor {of_what}: {came}. "
                f"Met meer (geprobeerd: {others}) kwamen ze niet duidelijk beter terug."
            )
        tried = ", ".join(str(number) for number in candidates)
        return best, (
            f"Het aantal onderwerpen ({best}) is gekozen uit {tried}: het gewone voor {of_what} is {usual}, "
            f"maar met {best} kwamen ze duidelijk beter terug; {came}."
        )

    def _returning(
        self, points: Vectors, documents: NDArray[np.int64], n_topics: int
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Tell how much each topic overlaps with itself when texts are left out, and whether it is spread."""
        random = np.random.default_rng(self.seed + 1)
        centres = bagged_centres(points, documents, n_topics, self.seed, _TURNS_FOR_CHOICE)
        whole = (points @ centres.T).argmax(axis=1)
        turns = []
        for _ in range(_SUBSAMPLES):
            chosen = subsample(documents, random)
            centres = bagged_centres(points[chosen], documents[chosen], n_topics, self.seed, _TURNS_FOR_CHOICE)
            # All passages are divided by what the subsample taught, so that divisions can be compared.
            turns.append(match_topics(whole, (points @ centres.T).argmax(axis=1), n_topics))
        overlap = np.nan_to_num(np.mean(turns, axis=0))
        return overlap, spread_topics(whole, documents, n_topics)

    def _weights(self, points: Vectors) -> Weights:
        if not len(self._centres):
            return np.zeros((len(points), 0))
        likeness = (points @ self._centres.T).astype(np.float64)
        raised = np.exp(_SHARPNESS * (likeness - likeness.max(axis=1, keepdims=True)))
        weights: Weights = raised / raised.sum(axis=1, keepdims=True)
        weights[likeness.max(axis=1) < _LEAST_LIKENESS] = 0.0
        weights[~np.any(points, axis=1)] = 0.0
        return weights


def with_context(
    vectors: Vectors, documents: NDArray[np.int64], neighbour_weight: float, document_weight: float
) -> Vectors:
    """Mix vectors with those of the passages around them and with their document.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        In the order of the text.
    documents : ndarray of int64, shape (n,)
        Document of each, not falling.
    neighbour_weight : float
        Of the passages before and after in the same document; those two away count its square.
    document_weight : float
        Of the mean direction of a document of at most :data:`SHORT_DOCUMENT` passages, beside the passage with its
        neighbours as one; of a longer one it falls by the square of its length.

    Returns
    -------
    ndarray of float32, shape (n, dimensions)
        Rows of unit length.
    """
    mixed = np.array(vectors, dtype=np.float32)
    for step in range(1, min(_REACH + 1, len(vectors)) if neighbour_weight else 1):
        together = (documents[step:] == documents[:-step])[:, None]
        mixed[step:] += neighbour_weight**step * vectors[:-step] * together
        mixed[:-step] += neighbour_weight**step * vectors[step:] * together
    mixed = unit_rows(mixed)
    if not document_weight or not len(vectors):
        return mixed
    _, place, sizes = np.unique(documents, return_inverse=True, return_counts=True)
    sums = np.zeros((len(sizes), vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, place, vectors)
    # Of a long document the whole would weigh more than any subject in it: topics would be documents.
    weight = document_weight * np.minimum(1.0, (SHORT_DOCUMENT / sizes) ** 2)
    return unit_rows(mixed + (weight[:, None] * unit_rows(sums))[place].astype(np.float32))


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


def bagged_centres(points: Vectors, documents: NDArray[np.int64], n_topics: int, seed: int, turns: int) -> Vectors:
    """Find centres that do not hang on a few documents (bagged clustering; Leisch, 1999).

    Spherical k-means is done on many parts of the documents, and its centres are divided into groups in turn; the mean
    of a group is a centre that most parts agree on.

    Parameters
    ----------
    points : ndarray of float32, shape (n, dimensions)
        Of unit length.
    documents : ndarray of int64, shape (n,)
        Document of each.
    n_topics : int
        Number of centres; fewer are given when there are fewer different points.
    seed : int
        Of the parts and of k-means.
    turns : int
        Number of parts.

    Returns
    -------
    ndarray of float32, shape (at most n_topics, dimensions)
        Of unit length.
    """
    random = np.random.default_rng(seed)
    parts = [points[subsample(documents, random)] for _ in range(turns)]
    found = [_centres(part, n_topics, seed + turn, 1) for turn, part in enumerate(parts)]
    centres = _centres(np.vstack(found), n_topics, seed, _STARTS)
    sizes = np.bincount((points @ centres.T).argmax(axis=1), minlength=n_topics)
    # Of very few passages a part may lack a topic that was asked for.
    return centres if sizes.all() else _centres(points, n_topics, seed, _STARTS)


def _centres(points: Vectors, n_topics: int, seed: int, starts: int) -> Vectors:
    """Spherical k-means (Dhillon & Modha, 2001): centres of unit length."""
    from sklearn.cluster import KMeans

    n_topics = min(n_topics, len(np.unique(points.round(5), axis=0)))
    return unit_rows(KMeans(n_topics, n_init=starts, random_state=seed).fit(points).cluster_centers_)
