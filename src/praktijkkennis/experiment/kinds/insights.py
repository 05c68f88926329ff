"""Coded sentences gathered into insights, judged by insights that were planted in the texts.

The codes are those of people: what is measured is the gathering alone.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document, ProcessedDocument, Sentence, Stance, ThemeAnnotation
from praktijkkennis.embedding import Vectors
from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation.resampling import sum_by_document
from praktijkkennis.experiment.config import InsightsExperiment
from praktijkkennis.experiment.outcome import Outcome
from praktijkkennis.experiment.reading import Description
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.insights import LIKENESS, extract_insights, group_passages
from praktijkkennis.topics.measures import b_cubed_items

if TYPE_CHECKING:
    from pandas import DataFrame

_COLUMNS = ("b_cubed_precision", "b_cubed_recall", "labelled")
_EMBEDS = frozenset({"library", "kmeans", "linkage"})
_CHOICES: dict[str, tuple[float, ...]] = {
    "words": tuple(round(0.02 * step, 2) for step in range(31)),
    "linkage": tuple(round(0.02 * step, 2) for step in range(48)),
    "kmeans": (1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0),
}
"""Sizes, by method, that ``train`` chooses from."""
_DIGITS = 6


@dataclass(frozen=True, eq=False)
class _Planted:
    """Coded sentences, one row a code, with the insight that was planted there (empty where none was)."""

    documents: tuple[Document, ...]
    sentences: tuple[tuple[Sentence, ...], ...]
    """Of each document, for what stands around a passage; without tokens."""
    rows: DataFrame
    vectors: Vectors | None
    """Of the sentences; None where the method wants none."""

    @property
    def judged(self) -> NDArray[np.bool_]:
        return np.array([bool(one) for one in self.rows["insight"]])


def judge(config: InsightsExperiment, description: Description, stages: Stages, seed: int) -> Outcome:
    """Gather and judge.

    Parameters
    ----------
    config : InsightsExperiment
        The settings.
    description : Description
        Where its files are.
    stages : Stages
        Embeds.
    seed : int
        Of k-means.

    Raises
    ------
    ExperimentError
        When the files hold no planted insights.
    """
    book = load_codebook(description.codebook(config))
    part = _read(description.files(config.corpus.test), config, stages)
    gather = _method(config, description, stages, book, seed)
    groups = gather(part)
    judged = part.judged
    items = np.zeros((len(groups), len(_COLUMNS)))
    items[judged, :2] = _judged(part, groups)[judged]
    items[judged, 2] = 1.0
    number = {document.id: place for place, document in enumerate(part.documents)}
    places = np.array([number[key] for key in part.rows["document_id"]], dtype=np.int64)
    terms = np.round(sum_by_document(items, places, len(part.documents)), _DIGITS)
    predictions = part.rows.drop(columns="sentence").assign(group=groups)
    notes: tuple[str, ...] = ()
    if config.insights.method in _EMBEDS and config.embedding.embedder in config.corpus.seen_by:
        notes = (f"{config.embedding.embedder} heeft van deze teksten geleerd.",)
    whole = {
        "groups": float(len(set(groups))),
        "found": float(_found(part, groups)),
        "b_cubed_planted": round(_among_planted(part, groups), _DIGITS),
    }
    return Outcome(predictions, tuple(number), _COLUMNS, terms, whole, notes)


def draws_lots(config: InsightsExperiment) -> bool:
    """Tell whether seeds make a difference."""
    return config.insights.method == "kmeans"


def models(config: InsightsExperiment, stages: Stages) -> dict[str, str]:
    """Give the SHA-256 of every model that is used, by name."""
    return {stages.embedder.name: stages.embedder.checksum} if config.insights.method in _EMBEDS else {}


def uses(config: InsightsExperiment) -> frozenset[str]:
    """Name the tables with models of which something is used: ``preprocessing``, ``embedding``."""
    return frozenset({"embedding"} if config.insights.method in _EMBEDS else ())


def extra(config: InsightsExperiment) -> str:
    """Name the package that the method needs besides, empty when it needs none."""
    return ""


def _read(paths: Sequence[Path], config: InsightsExperiment, stages: Stages) -> _Planted:
    import pandas as pd

    documents, sentences, rows, groups = [], [], [], []
    for path in paths:
        themes = _themes(path.parent)
        for record in _records(path):
            text, spans = record["text"], record["sentences"]
            documents.append(Document(record["id"], text, _metadata(record), turns=find_turns(text)))
            groups.append([text[start:end] for start, end in spans])
            speaker_at = documents[-1].speaker_at
            sentences.append(tuple(Sentence(start, end, (), speaker=speaker_at(start)) for start, end in spans))
            # What is planted names a sentence and an insight; the theme of that insight is among the codes.
            planted: dict[int, list[str]] = {}
            for place, insight, *_ in record["insights"]:
                planted.setdefault(place, []).append(insight)
            codes = next(iter(record["codes"].values()))
            for place, theme, stance in codes:
                own = [one for one in planted.get(place, []) if themes.get(one) == theme]
                start, end = spans[place]
                rows.append((record["id"], start, end, text[start:end], theme, stance, own[0] if own else "", place))
    columns = ["document_id", "start", "end", "text", "theme", "stance", "insight", "sentence"]
    frame = pd.DataFrame(rows, columns=columns)
    vectors = None
    if config.insights.method in _EMBEDS:
        every, starts = stages.vectors(groups), np.cumsum([0, *map(len, groups)])
        number = {document.id: place for place, document in enumerate(documents)}
        picked = [
            starts[number[key]] + place for key, place in zip(frame["document_id"], frame["sentence"], strict=True)
        ]
        vectors = every[picked]
    return _Planted(tuple(documents), tuple(sentences), frame, vectors)


def _records(path: Path) -> list[dict[str, Any]]:
    try:
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        complete = all({"id", "text", "sentences", "codes", "insights"} <= set(record) for record in records)
    except (OSError, ValueError, TypeError) as error:
        raise ExperimentError(
            f"'{path.name}' kan niet worden gelezen. Nodig zijn JSON-regels met 'insights'."
        ) from error
    if not complete or not any(record["insights"] for record in records):
        raise ExperimentError(f"In '{path.name}' staan geen geplante inzichten ('insights'); zie corpora/inzichten.")
    for record in records:
        if not _sound(record):
            raise ExperimentError(
                f"In '{path.name}' klopt het document '{record['id']}' niet: 'codes' heeft per codeur regels van "
                "[zin, thema, houding], 'insights' regels van [zin, inzicht]; zinnen tellen vanaf 0."
            )
    return records


def _sound(record: dict[str, Any]) -> bool:
    """Tell whether codes and planted insights have their fields and point at sentences."""
    codes, planted, n = record["codes"], record["insights"], len(record["sentences"])
    if not isinstance(codes, dict) or not codes:
        return False
    rows = [(row, 3) for each in codes.values() for row in each] + [(row, 2) for row in planted]
    return all(len(row) >= least and isinstance(row[0], int) and 0 <= row[0] < n for row, least in rows)


def _themes(folder: Path) -> dict[str, str]:
    """Theme of each planted insight."""
    path = folder / "inzichten.json"
    try:
        return {one["id"]: one["theme"] for one in json.loads(path.read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ExperimentError(
            f"Naast de teksten hoort '{path.name}' te staan, met 'id' en 'theme' per inzicht."
        ) from error


def _metadata(record: dict[str, Any]) -> dict[str, str]:
    known = {"auteur": "author", "organisatie": "organisation", "datum": "date", "sector": "sector", "soort": "kind"}
    return {known.get(key, key): str(value) for key, value in record.get("metadata", {}).items() if value}


Gather = Callable[[_Planted], list[str]]
"""Gives the group of every coded sentence."""


def _method(config: InsightsExperiment, description: Description, stages: Stages, book: Codebook, seed: int) -> Gather:
    settings = config.insights
    if settings.method == "theme":
        return lambda part: [str(theme) for theme in part.rows["theme"]]
    if settings.method == "alone":
        return lambda part: [str(row) for row in range(len(part.rows))]
    if settings.method == "library":
        likeness = LIKENESS if settings.likeness is None else settings.likeness
        return lambda part: _by_library(part, stages, book, likeness)
    gather = {"words": _by_words, "linkage": _by_linkage, "kmeans": _by_kmeans}[settings.method]
    given = settings.per_group if settings.method == "kmeans" else settings.likeness
    choices = _CHOICES[settings.method]
    if given is None:
        if not config.corpus.train:
            raise ExperimentError(f"De methode '{settings.method}' kiest haar maat op 'train' onder [corpus].")
        example = _read(description.files(config.corpus.train), config, stages)
        judged = {one.text for one in _read(description.files(config.corpus.test), config, stages).documents}
        if double := next((one.id for one in example.documents if one.text in judged), None):
            raise ExperimentError(f"De tekst '{double}' staat in 'train' en in 'test'. Dan zegt de uitkomst niets.")
        figures = [_figure(example, gather(example, choice, seed)) for choice in choices]
        given = choices[int(np.argmax(np.round(figures, _DIGITS)))]
    chosen = float(given)
    return lambda part: gather(part, chosen, seed)


def _figure(part: _Planted, groups: list[str]) -> float:
    one, other = _judged(part, groups)[part.judged].mean(axis=0)
    return float(2 * one * other / (one + other))


def _judged(part: _Planted, groups: list[str]) -> NDArray[np.float64]:
    """Give B-cubed of every sentence; one in which no insight was planted belongs with no other.

    Such sentences are not judged themselves, but a group that takes them in for company is less precise.
    """
    return b_cubed_items(groups, [one or f"los {row}" for row, one in enumerate(part.rows["insight"].tolist())])


def _among_planted(part: _Planted, groups: list[str]) -> float:
    """B-cubed F1 where only planted sentences are looked at, whatever else their groups hold."""
    kept = np.flatnonzero(part.judged).tolist()
    insights = part.rows["insight"].tolist()
    one, other = b_cubed_items([groups[row] for row in kept], [insights[row] for row in kept]).mean(axis=0)
    return float(2 * one * other / (one + other))


def _found(part: _Planted, groups: list[str]) -> int:
    """Count the planted insights that sentences of two people stand for in one group, more than half of it."""
    sizes = Counter(groups)
    people = {one.id: str(one.metadata.get("author") or one.id) for one in part.documents}
    inside: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for insight, group, key in zip(part.rows["insight"], groups, part.rows["document_id"], strict=True):
        if insight:
            inside[insight, group].append(people[key])
    hits = {
        insight
        for (insight, group), members in inside.items()
        if len(set(members)) > 1 and 2 * len(members) > sizes[group]
    }
    return len(hits)


def _by_library(part: _Planted, stages: Stages, book: Codebook, likeness: float) -> list[str]:
    """Gather as ``extract`` does; a sentence that it leaves out is a group of its own."""
    assert part.vectors is not None
    columns = (part.rows[name].tolist() for name in ("document_id", "start", "end", "theme", "stance"))
    annotations = [
        ThemeAnnotation(start, end, key, theme, 1.0, cast("Stance", stance or "neutraal"), "mens")
        for key, start, end, theme, stance in zip(*columns, strict=True)
    ]
    places = [(one.document_id, one.start, one.end) for one in annotations]
    insights = extract_insights(
        [ProcessedDocument(*one) for one in zip(part.documents, part.sentences, strict=True)],
        annotations,
        stages.embedder,
        likeness=likeness,
        codebook=book,
        vectors=dict(zip(places, part.vectors, strict=True)),
    )
    group_of = {
        (insight.theme, quote.document_id, quote.start, quote.end): insight.id
        for insight in insights
        for quote in insight.quotes
    }
    return [
        group_of.get((one.theme, *place), f"los {row}")
        for row, (one, place) in enumerate(zip(annotations, places, strict=True))
    ]


def _by_kmeans(part: _Planted, per_group: float, seed: int) -> list[str]:
    """Divide the sentences of a theme by k-means, so many to a group on average."""
    from sklearn.cluster import KMeans

    vectors = cast("Vectors", part.vectors)

    def divide(rows: NDArray[np.int64]) -> NDArray[np.int64]:
        n_groups = max(1, round(len(rows) / per_group))
        found: NDArray[np.int64] = KMeans(n_groups, n_init=4, random_state=seed).fit_predict(vectors[rows])
        return found

    return _within_themes(part, divide)


def _by_words(part: _Planted, likeness: float, seed: int) -> list[str]:
    """Gather sentences that share telling words, in the way that the library gathers by meaning."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(sublinear_tf=True).fit_transform(part.rows["text"].tolist()).toarray().astype(np.float32)
    return _within_themes(part, lambda rows: group_passages(words[rows], likeness))


def _by_linkage(part: _Planted, likeness: float, seed: int) -> list[str]:
    """Gather sentences by average linkage on the cosine of their vectors as they come."""
    vectors = cast("Vectors", part.vectors)
    return _within_themes(part, lambda rows: group_passages(vectors[rows], likeness))


def _within_themes(part: _Planted, divide: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> list[str]:
    themes = np.array(part.rows["theme"].tolist())
    groups = [""] * len(themes)
    for theme in sorted(set(themes.tolist())):
        rows = np.flatnonzero(themes == theme)
        for row, group in zip(rows.tolist(), divide(rows).tolist(), strict=True):
            groups[row] = f"{theme} {group}"
    return groups
