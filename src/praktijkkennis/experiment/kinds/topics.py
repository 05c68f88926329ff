"""Passages divided over topics, judged by the themes that people gave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import numpy as np

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import ProcessedDocument
from praktijkkennis.embedding import Vectors
from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation.resampling import sum_by_document
from praktijkkennis.evaluation.units import rate_units
from praktijkkennis.experiment.coded import CodedTexts, drawn, read_coded
from praktijkkennis.experiment.config import TopicsExperiment
from praktijkkennis.experiment.kinds.topic_peers import (
    N_TERMS,
    Division,
    bertopic_default,
    bertopic_small,
    lda_words,
    nmf_words,
)
from praktijkkennis.experiment.outcome import Outcome
from praktijkkennis.experiment.reading import Description
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.topics import Passage, TopicModel, find_passages
from praktijkkennis.topics.engines.bertopic import require_bertopic
from praktijkkennis.topics.measures import agreement, b_cubed_items, coherence, topic_diversity
from praktijkkennis.topics.stability import beyond_chance, match_topics

if TYPE_CHECKING:
    from praktijkkennis.topics.choice import EngineName

_COLUMNS = ("b_cubed_precision", "b_cubed_recall", "labelled", "covered", "passages")
_LOTS = frozenset({"klein", "nmf", "lda", "bertopic", "nmf-words", "lda-words", "bertopic-default", "bertopic-small"})
_WORDS = frozenset({"nmf-words", "lda-words"})
_DIGITS = 6
_PART = 0.8
_PARTS = 5
"""So often topics are sought again in a part of the documents; with one or two, .05 more or less is luck."""


def judge(config: TopicsExperiment, description: Description, stages: Stages, seed: int) -> Outcome:
    """Find topics and judge them on passages with exactly one theme.

    Parameters
    ----------
    config : TopicsExperiment
        The settings.
    description : Description
        Where its files are.
    stages : Stages
        Analyses and embeds.
    seed : int
        Of the engine.

    Raises
    ------
    ExperimentError
        When no passage has exactly one theme.
    MissingExtraError
        When BERTopic is wanted and not installed.
    """
    if extra(config):
        require_bertopic()
    corpus = config.corpus
    book = load_codebook(description.codebook(config))
    texts = None if corpus.texts is None else description.folder / corpus.texts
    coded = drawn(read_coded(description.files(corpus.test), book, texts), corpus.documents, corpus.draw)
    documents = stages.processed(coded.documents)
    passages = find_passages(documents, "sentence")
    labels = _labels(coded, passages)
    known = [row for row, label in enumerate(labels) if label]
    if not known:
        raise ExperimentError("Geen passage heeft precies één thema; er is niets om onderwerpen naast te leggen.")
    vectors = None if config.topics.method in _WORDS else _vectors(passages, len(documents), stages)
    division = _divided(config, documents, passages, vectors, stages, seed)
    stability = _stability(division, config, documents, passages, vectors, stages, seed)
    return _judged(division, coded, passages, labels, known, stability, _notes(config))


def draws_lots(config: TopicsExperiment) -> bool:
    """Tell whether seeds make a difference."""
    return config.topics.method in _LOTS


def models(config: TopicsExperiment, stages: Stages) -> dict[str, str]:
    """Give the SHA-256 of every model that is used, by name."""
    found = {stages.pipeline.info.name: stages.pipeline.info.checksum}
    return found if config.topics.method in _WORDS else found | {stages.embedder.name: stages.embedder.checksum}


def uses(config: TopicsExperiment) -> frozenset[str]:
    """Name the tables with models of which something is used: ``preprocessing``, ``embedding``."""
    return frozenset({"preprocessing"} if config.topics.method in _WORDS else {"preprocessing", "embedding"})


def extra(config: TopicsExperiment) -> str:
    """Name the package that the method needs besides, empty when it needs none."""
    return "bertopic" if config.topics.method.startswith("bertopic") else ""


def _labels(coded: CodedTexts, passages: Sequence[Passage]) -> list[str]:
    """Give the one theme of each passage, empty when it has none or several."""
    import pandas as pd

    rows, columns = np.nonzero(coded.truth)
    codes = coded.units.iloc[rows].reset_index(drop=True)
    codes = codes.assign(theme=[coded.themes[column] for column in columns], coder="mens", score=1.0, stance="")
    units = pd.DataFrame(
        [(one.document_id, one.start, one.end, one.text) for one in passages],
        columns=["document_id", "start", "end", "text"],
    )
    seen = {document.id: ("mens",) for document in coded.documents}
    given = rate_units(codes, seen, ("mens",), coded.themes, units).codes[:, 0] == 1
    return [coded.themes[int(row.argmax())] if row.sum() == 1 else "" for row in given]


def _divided(
    config: TopicsExperiment,
    documents: Sequence[ProcessedDocument],
    passages: Sequence[Passage],
    vectors: Vectors | None,
    stages: Stages,
    seed: int,
) -> Division:
    method, n_topics = config.topics.method, config.topics.topics
    if vectors is None:
        if n_topics is None:
            raise ExperimentError(f"De methode '{method}' wil weten hoeveel onderwerpen. Geef 'topics' onder [topics].")
        return (nmf_words if method == "nmf-words" else lda_words)(passages, n_topics, seed)
    if method in ("bertopic-default", "bertopic-small"):
        return (bertopic_default if method == "bertopic-default" else bertopic_small)(passages, vectors, seed)
    model = TopicModel(
        n_topics,
        engine=cast("EngineName", method),
        n_refits=0,
        n_terms=N_TERMS,
        seed=seed,
        pipeline=stages.pipeline_name,
    )
    result = model.fit(documents, embeddings=vectors).result_
    terms = [[term for term, _ in topic.terms] for topic in result.topics]
    return Division(np.asarray(result.assigned, dtype=np.int64), terms, lemmas=True)


def _stability(
    division: Division,
    config: TopicsExperiment,
    documents: Sequence[ProcessedDocument],
    passages: Sequence[Passage],
    vectors: Vectors | None,
    stages: Stages,
    seed: int,
) -> dict[str, float]:
    """Fit on parts of the documents again, in the same way, and tell how far the topics come back.

    ``stability`` is the mean overlap of matched topics, weighed by their size; ``stability_beyond`` what the divisions
    have in common beyond chance.
    """
    n_topics = len(division.terms)
    random = np.random.default_rng(seed)
    n_kept = max(1, round(_PART * len(documents)))
    overlaps, alike = [], []
    for _ in range(_PARTS):
        kept = np.sort(random.choice(len(documents), n_kept, replace=False))
        rows = np.flatnonzero(np.isin([passage.document for passage in passages], kept))
        part = None if vectors is None else vectors[rows]
        some = [passages[row] for row in rows.tolist()]
        again = _divided(config, [documents[place] for place in kept.tolist()], some, part, stages, seed)
        before = division.topics[rows]
        matched, sizes = (
            match_topics(before, again.topics, n_topics),
            np.bincount(before + 1, minlength=n_topics + 1)[1:],
        )
        tried = ~np.isnan(matched)
        overlaps.append(float(np.average(matched[tried], weights=sizes[tried])) if tried.any() else float("nan"))
        alike.append(beyond_chance(before, again.topics))
    return {"stability": float(np.mean(overlaps)), "stability_beyond": float(np.mean(alike))}


def _vectors(passages: Sequence[Passage], n_documents: int, stages: Stages) -> Vectors:
    groups: list[list[str]] = [[] for _ in range(n_documents)]
    for passage in passages:
        groups[passage.document].append(passage.text)
    return stages.vectors(groups)


def _judged(
    division: Division,
    coded: CodedTexts,
    passages: Sequence[Passage],
    labels: Sequence[str],
    known: Sequence[int],
    stability: dict[str, float],
    notes: tuple[str, ...],
) -> Outcome:
    import pandas as pd

    topics = division.topics
    counts = np.zeros((len(passages), len(_COLUMNS)))
    counts[known, :2] = b_cubed_items([int(topics[row]) for row in known], [labels[row] for row in known])
    counts[known, 2] = 1.0
    counts[:, 3], counts[:, 4] = topics >= 0, 1.0
    places = np.array([passage.document for passage in passages], dtype=np.int64)
    rows = [(one.document_id, one.start, one.end, one.text) for one in passages]
    predictions = pd.DataFrame(rows, columns=["document_id", "start", "end", "text"]).assign(topic=topics, label=labels)
    return Outcome(
        predictions,
        tuple(document.id for document in coded.documents),
        _COLUMNS,
        np.round(sum_by_document(counts, places, len(coded.documents)), _DIGITS),
        _whole(division, passages, labels, known) | stability,
        (*notes, *([division.note] if division.note else [])),
    )


def _whole(
    division: Division, passages: Sequence[Passage], labels: Sequence[str], known: Sequence[int]
) -> dict[str, float]:
    """Measure what does not add up over documents."""
    same = agreement([int(division.topics[row]) for row in known], [labels[row] for row in known])
    terms = [topic for topic in division.terms if topic]
    npmi = coherence(terms, _texts(passages, division.lemmas)) if terms else np.array([np.nan])
    mean = float(np.nanmean(npmi)) if np.isfinite(npmi).any() else float("nan")
    diversity = topic_diversity(terms, N_TERMS)
    sizes = np.bincount(division.topics[division.topics >= 0], minlength=1)
    return {
        "nmi": same.nmi,
        "ami": same.ami,
        "ari": same.ari,
        "b_cubed_beyond": same.b_cubed_beyond,
        "npmi": mean,
        "diversity": diversity,
        # From -1..1 to 0..1, since the product of a negative number with diversity would reward sameness.
        "npmi_diversity": (mean + 1) / 2 * diversity,
        "topics": float(len(division.terms)),
        "largest": float(sizes.max() / len(passages)),
    }


def _texts(passages: Sequence[Passage], lemmas: bool) -> list[list[str]]:
    texts: dict[int, list[str]] = {}
    for passage in passages:
        tokens = [token for token in passage.tokens if any(map(str.isalpha, token.text))]
        words = [token.lemma if lemmas else token.text.lower() for token in tokens]
        texts.setdefault(passage.document, []).extend(words)
    return list(texts.values())


def _notes(config: TopicsExperiment) -> tuple[str, ...]:
    embedder = config.embedding.embedder
    if config.topics.method not in _WORDS and embedder in config.corpus.seen_by:
        return (f"{embedder} heeft van deze teksten geleerd.",)
    return ()
