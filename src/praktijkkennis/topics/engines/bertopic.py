"""BERTopic (Grootendorst, 2022) on our embeddings and lemmas, seeded, with the themes of a codebook as a guide.

It needs the extra ``bertopic`` and, in its light form, no sentence-transformers and no torch.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, parse_term
from praktijkkennis.embedding import Embedder, Vectors, unit_rows
from praktijkkennis.errors import MissingExtraError
from praktijkkennis.topics.engines.protocol import Assignment, Material, Weights, by_size, number_note, too_few

Guidance = Literal["none", "guided", "zero-shot"]

ZERO_SHOT_LIKENESS = 0.5
"""Least cosine between a passage and a theme, what all passages share taken away, to give it that theme."""

ZERO_SHOT_DEVIATIONS = 2.3
"""Or so many standard deviations above the mean of these cosines, where that is less.

One embedder spreads its cosines three times as wide as another, which would never give a theme.
"""

_FEWEST_PASSAGES = 15
_SEED_WORDS = 8
_HOW_TO = (
    "Voor BERTopic zijn extra pakketten nodig. Installeer ze met: "
    'pip install "praktijkkennis[bertopic]" && pip install --no-deps bertopic'
)


def require_bertopic() -> None:
    """Check that BERTopic and what it needs is installed.

    Raises
    ------
    MissingExtraError
        With the command to run.
    """
    if not bertopic_installed():
        raise MissingExtraError(_HOW_TO)


def bertopic_installed() -> bool:
    """Tell whether BERTopic and what it needs is installed, without importing any of it."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("bertopic", "umap", "hdbscan", "plotly", "tqdm"))


class BERTopicEngine:
    """UMAP, HDBSCAN and class-TF-IDF by the package ``bertopic``.

    Parameters
    ----------
    n_topics : int, optional
        BERTopic brings its topics back to so many; as HDBSCAN finds them when not given.
    seed : int
        Of UMAP.
    codebook : Codebook, optional
        The themes for guidance.
    guidance : {"none", "guided", "zero-shot"}
        Whether themes pull passages towards them, or are topics from the start, with the rest clustered.
    embedder : Embedder, optional
        Embeds the themes; needed for guidance only, the same that made the vectors.
    reduce_outliers : bool
        Give passages that HDBSCAN leaves out to the most likely topic when they are like it at all.
    """

    name = "bertopic"
    needs_vectors = True

    def __init__(
        self,
        n_topics: int | None = None,
        seed: int = 0,
        codebook: Codebook | None = None,
        guidance: Guidance = "none",
        embedder: Embedder | None = None,
        reduce_outliers: bool = True,
    ) -> None:
        self.n_topics = n_topics
        self.seed = seed
        self.codebook = codebook
        self.guidance = guidance
        self.embedder = embedder
        self.reduce_outliers = reduce_outliers

    def refitted(self, n_topics: int, seed: int) -> BERTopicEngine:
        """See :class:`Engine`; HDBSCAN finds the number of topics anew, as that is part of how stable it is."""
        return BERTopicEngine(self.n_topics, seed, self.codebook, self.guidance, self.embedder, self.reduce_outliers)

    def fit(self, material: Material) -> Assignment:
        """See :class:`Engine`."""
        require_bertopic()
        if material.vectors is None:
            raise ValueError("this engine needs the vectors of the passages")
        if self.embedder is not None and len(material) and material.vectors.shape[1] != self.embedder.dimensions:
            raise ValueError(
                f"for guidance, embeddings must be of the embedder '{self.embedder.name}', which has "
                f"{self.embedder.dimensions} columns, not {material.vectors.shape[1]}; name theirs with 'embedder'"
            )
        self._model: Any = None
        self._order = np.zeros(0, dtype=np.int64)
        self._centres: Vectors = np.zeros((0, 0), dtype=np.float32)
        self._mean = material.vectors.mean(axis=0) if len(material) else np.zeros(0)
        nothing = np.zeros((len(material), 0))
        usable = self._usable(material)
        n_different = len(np.unique(material.vectors[usable].round(5), axis=0))
        if n_different < _FEWEST_PASSAGES:
            return Assignment(nothing, note=f"Er {too_few(n_different)} met inhoud; BERTopic kan daar niets mee.")
        vectors = unit_rows(material.vectors[usable] - self._mean)
        texts = _as_texts(material, usable)
        with quiet():
            try:
                found, strengths = self._run(texts, vectors, n_different)
            except (ValueError, TypeError, IndexError, KeyError) as error:
                # BERTopic and UMAP have many ways to stumble over a degenerate corpus; that is an outcome, not a bug.
                self._model = None
                return Assignment(nothing, note=f"BERTopic kon deze passages niet indelen ({type(error).__name__}).")
        return self._assigned(material, usable, vectors, found, strengths)

    def transform(self, material: Material) -> Weights:
        """Give each passage to the topic whose mean vector it is most like; unlike all of them, to none.

        Of passages that it was fitted on this may be another topic than :meth:`fit` gave, which went by density. No
        memory of these makes it the same: a passage would then get a topic by whether it was there before.
        """
        if material.vectors is None:
            raise ValueError("this engine needs the vectors of the passages")
        weights = np.zeros((len(material), len(self._order)))
        usable = self._usable(material)
        if not len(self._order) or not len(usable):
            return weights
        likeness = unit_rows(material.vectors[usable] - self._mean) @ self._centres.T
        best = likeness.argmax(axis=1)
        weights[usable, best] = (likeness.max(axis=1) > 0).astype(float)
        return weights

    def _usable(self, material: Material) -> NDArray[np.int64]:
        assert material.vectors is not None
        return np.flatnonzero((material.counts.getnnz(axis=1) > 0) & np.any(material.vectors != 0, axis=1))

    def _run(self, texts: list[str], vectors: Vectors, n_different: int) -> tuple[NDArray[np.int64], Any]:
        from bertopic import BERTopic
        from hdbscan import HDBSCAN
        from sklearn.feature_extraction.text import CountVectorizer
        from umap import UMAP

        n_components = min(5, n_different - 2)
        options: dict[str, Any] = {}
        if self.codebook is not None and self.guidance != "none":
            options = self._guide(self.codebook, vectors)
        model = BERTopic(
            language="multilingual",
            umap_model=UMAP(
                n_neighbors=min(15, n_different - 1),
                n_components=n_components,
                min_dist=0.0,
                metric="cosine",
                init="spectral" if n_different > 4 * n_components else "random",
                random_state=self.seed,
                n_jobs=1,
            ),
            hdbscan_model=HDBSCAN(min_cluster_size=10 if len(texts) >= 500 else 5, prediction_data=True),
            vectorizer_model=CountVectorizer(analyzer=_lemmas_of),
            nr_topics=None if self.n_topics is None else self.n_topics + 1,
            calculate_probabilities=False,
            verbose=False,
            **options,
        )
        # BERTopic writes in the vectors that it is given when themes guide it.
        found, strengths = model.fit_transform(texts, embeddings=vectors.copy())
        if self.reduce_outliers and -1 in found and max(found) >= 0:
            found = model.reduce_outliers(texts, found, strategy="embeddings", embeddings=vectors, threshold=0.1)
            model.update_topics(texts, topics=found, vectorizer_model=CountVectorizer(analyzer=_lemmas_of))
        self._model = model
        return np.asarray(found, dtype=np.int64), strengths

    def _guide(self, codebook: Codebook, vectors: Vectors) -> dict[str, Any]:
        if self.embedder is None:
            raise ValueError("guidance needs the embedder that made the vectors")
        backend = _backend(self.embedder, self._mean)
        if self.guidance == "guided":
            return {"seed_topic_list": seed_words(codebook), "embedding_model": backend}
        names = [f"{theme.name}. {theme.definition}".strip() for theme in codebook.themes]
        self._names = dict(zip(names, codebook.keys, strict=True))
        likeness = vectors @ backend.embed(names).T
        return {
            "zeroshot_topic_list": names,
            "zeroshot_min_similarity": min(
                ZERO_SHOT_LIKENESS, float(likeness.mean() + ZERO_SHOT_DEVIATIONS * likeness.std())
            ),
            "embedding_model": backend,
        }

    def _assigned(
        self,
        material: Material,
        usable: NDArray[np.int64],
        vectors: Vectors,
        found: NDArray[np.int64],
        strengths: Any,
    ) -> Assignment:
        n_found = int(found.max(initial=-1)) + 1
        weights = np.zeros((len(material), n_found))
        inside = found >= 0
        weights[usable[inside], found[inside]] = 1.0
        self._order = by_size(weights)
        if not len(self._order):
            return Assignment(weights[:, self._order], note="BERTopic vond geen enkel dicht groepje passages.")
        self._centres = unit_rows(np.stack([vectors[found == topic].mean(axis=0) for topic in self._order]))
        assert self._model is not None
        lemmas = list(self._model.vectorizer_model.get_feature_names_out())
        place = {lemma: column for column, lemma in enumerate(map(str, material.vocabulary))}
        columns = [place[_unjoined(lemma)] for lemma in lemmas]
        rows = self._order + (1 if -1 in self._model.topic_sizes_ else 0)
        terms = np.zeros((len(self._order), len(place)))
        terms[:, columns] = self._model.c_tf_idf_.toarray()[rows]
        known = getattr(self, "_names", {})
        labels = self._model.topic_labels_ if self.guidance == "zero-shot" and self.codebook is not None else {}
        names = tuple(known.get(labels.get(int(topic), ""), "") for topic in self._order)
        n_themes = sum(map(bool, names))
        why = "volgt uit de dichtheid van de passages (HDBSCAN)"
        if n_themes:
            n_others = len(names) - n_themes
            why = f"is dat van de thema's die zijn gevonden ({n_themes}) en de dichte groepjes daarbuiten ({n_others})"
        note = number_note(len(self._order), self.n_topics, why)
        return Assignment(weights[:, self._order], terms, note, names)


def seed_words(codebook: Codebook) -> list[list[str]]:
    """Give for each theme the plain words of its name and terms, for guided topic modelling."""
    seeds = []
    for theme in codebook.themes:
        words = theme.name.lower().split()
        for term in theme.terms:
            for part in parse_term(term.text).parts:
                words.extend(word.particle + word.text for word in part if word.kind != "glob")
        seeds.append(list(dict.fromkeys(words))[:_SEED_WORDS])
    return seeds


def _as_texts(material: Material, rows: NDArray[np.int64]) -> list[str]:
    """Write the lemmas of passages as texts of which BERTopic counts the words."""
    counts = material.counts[rows].tocsr()
    joined = [str(lemma).replace(" ", "\u00a0") for lemma in material.vocabulary]
    texts = []
    for row in range(counts.shape[0]):
        here = slice(counts.indptr[row], counts.indptr[row + 1])
        pairs = zip(counts.indices[here], counts.data[here], strict=True)
        texts.append(" ".join(joined[column] for column, count in pairs for _ in range(int(count))))
    return texts


def _lemmas_of(text: str) -> list[str]:
    return [lemma for lemma in text.split(" ") if lemma]


def _unjoined(lemma: str) -> str:
    return lemma.replace("\u00a0", " ")


def _backend(embedder: Embedder, mean: NDArray[np.floating]) -> Any:
    from bertopic.backend import BaseEmbedder

    class Backend(BaseEmbedder):  # type: ignore[misc]
        def embed(self, documents: Sequence[str], verbose: bool = False) -> Vectors:
            return unit_rows(embedder.encode(list(documents)) - mean)

    return Backend()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep warnings of numba, UMAP and BERTopic off the reader's screen, and numba on one thread."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    import numba

    threads = numba.get_num_threads()
    log = logging.getLogger("BERTopic")
    was_off = log.disabled
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        numba.set_num_threads(1)
        log.disabled = True
        try:
            yield
        finally:
            numba.set_num_threads(threads)
            log.disabled = was_off
