"""Topic models as people use them without this library, on the same passages and vectors."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding import Vectors
from praktijkkennis.preprocessing import stop_words
from praktijkkennis.topics.engines.bertopic import quiet
from praktijkkennis.topics.passages import Passage

N_TERMS = 10
"""Terms of a topic that its coherence is measured by."""


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """What a model made of passages.

    Parameters
    ----------
    topics : ndarray of int64, shape (passages,)
        -1 for none.
    terms : list of list of str
        Of each topic, the best first.
    lemmas : bool
        Whether these are lemmas rather than word forms.
    note : str
        What went wrong, in Dutch.
    """

    topics: NDArray[np.int64]
    terms: list[list[str]]
    lemmas: bool = False
    note: str = ""


def bertopic_default(passages: Sequence[Passage], vectors: Vectors, seed: int) -> Division:
    """BERTopic (Grootendorst, 2022) with all its defaults; only the seed is fixed."""
    from bertopic import BERTopic
    from umap import UMAP

    with quiet():
        umap = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=seed, n_jobs=1
        )
        return _bertopic(BERTopic(language="multilingual", umap_model=umap), passages, vectors, None)


def bertopic_small(passages: Sequence[Passage], vectors: Vectors, seed: int) -> Division:
    """BERTopic as its documentation advises for little data: smaller clusters and neighbourhoods, stop words, outliers.

    See "Tips & Tricks", "FAQ" ("I have only a few topics", "How do I reduce topic outliers?") and "Outlier reduction".
    """
    from bertopic import BERTopic
    from hdbscan import HDBSCAN
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    with quiet():
        words = CountVectorizer(stop_words=sorted(stop_words()), min_df=1, ngram_range=(1, 1))
        model = BERTopic(
            language="multilingual",
            umap_model=UMAP(n_neighbors=5, n_components=5, min_dist=0.0, metric="cosine", random_state=seed, n_jobs=1),
            hdbscan_model=HDBSCAN(
                min_cluster_size=5, min_samples=1, cluster_selection_method="eom", prediction_data=True
            ),
            vectorizer_model=words,
            nr_topics="auto",
        )
        return _bertopic(model, passages, vectors, words)


def nmf_words(passages: Sequence[Passage], n_topics: int, seed: int) -> Division:
    """scikit-learn's NMF on TF-IDF of word forms without stop words."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _words(TfidfVectorizer, NMF(n_topics, random_state=seed, max_iter=400), passages)


def lda_words(passages: Sequence[Passage], n_topics: int, seed: int) -> Division:
    """scikit-learn's LDA on counts of word forms without stop words."""
    from sklearn.decomposition import LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer

    return _words(CountVectorizer, LatentDirichletAllocation(n_topics, random_state=seed), passages)


def _bertopic(model: Any, passages: Sequence[Passage], vectors: Vectors, words: Any) -> Division:
    texts = [passage.text for passage in passages]
    try:
        found, _ = model.fit_transform(texts, embeddings=vectors.copy())
        if words is not None and -1 in found and max(found) >= 0:
            found = model.reduce_outliers(texts, found, strategy="embeddings", embeddings=vectors)
            model.update_topics(texts, topics=found, vectorizer_model=words)
    except (ValueError, TypeError, IndexError, KeyError) as error:
        # BERTopic and UMAP have many ways to stumble over a small corpus; that is an outcome of the comparison.
        note = f"BERTopic kon deze passages niet indelen ({type(error).__name__})."
        return Division(np.full(len(texts), -1, dtype=np.int64), [], note=note)
    numbers = sorted({int(topic) for topic in found} - {-1})
    terms = [[word for word, _ in model.get_topic(topic)[:N_TERMS] if word] for topic in numbers]
    place = {topic: row for row, topic in enumerate(numbers)}
    return Division(np.array([place.get(int(topic), -1) for topic in found], dtype=np.int64), terms)


def _words(vectorizer: Any, model: Any, passages: Sequence[Passage]) -> Division:
    vectorizer = vectorizer(stop_words=sorted(stop_words()), min_df=2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        counts = vectorizer.fit_transform([passage.text for passage in passages])
        weights = model.fit_transform(counts)
    topics = np.where(counts.getnnz(axis=1) > 0, weights.argmax(axis=1), -1).astype(np.int64)
    names = vectorizer.get_feature_names_out()
    order = [np.argsort(-row, kind="stable")[:N_TERMS] for row in model.components_]
    return Division(topics, [[str(name) for name in names[best]] for best in order])
