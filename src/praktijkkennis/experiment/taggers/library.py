"""The taggers of the library as a user meets them: on its own sentences, at their own thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.taggers.task import CODE_COLUMNS, Scores, Task
from praktijkkennis.tagging import CodebookScorer, LexicalTagger, Scorer, TrainedScorer, load_trained
from praktijkkennis.tagging.signals import Signals, signals_of

if TYPE_CHECKING:
    from pandas import DataFrame

# As in ThemeTagger: a score just below a threshold must fall on the same side.
_SCORE_DIGITS = 4


def trained(task: Task) -> DataFrame:
    """Code by the tagger that comes along, which learned from the coded documents of the repository.

    Raises
    ------
    ExperimentError
        When the codebook is not the one that it learned.
    """
    weights = load_trained()
    if weights.themes != task.codebook.keys:
        raise ExperimentError(
            "De meegeleverde codeur kent alleen het ingebouwde codeboek. Kies voor een eigen codeboek 'codebook'."
        )
    stages = task.stages.with_embedder(weights.embedder)
    return _coded(replace(task, stages=stages), TrainedScorer(weights, stages.embedder))


def by_codebook(task: Task) -> DataFrame:
    """Code by what the codebook itself says."""
    return _coded(task, CodebookScorer(task.codebook, task.stages.embedder))


def by_terms(task: Task) -> DataFrame:
    """Give a theme to every sentence in which one of its terms stands."""
    lexical = LexicalTagger(task.codebook)
    rows: list[tuple[object, ...]] = []
    for processed in task.stages.processed(task.judge.documents):
        for sentence in processed.sentences:
            if sentence.codable:
                hits = lexical.find(sentence)
                place = (processed.document.id, sentence.start, sentence.end, processed.text_of(sentence))
                rows.extend((*place, key, hits[key].score, "") for key in task.codebook.keys if key in hits)
    return _frame(rows)


def _coded(task: Task, scorer: Scorer) -> DataFrame:
    lexical = LexicalTagger(task.codebook)
    documents = task.stages.processed(task.judge.documents)
    groups = [[one.text_of(sentence) for sentence in one.sentences if sentence.codable] for one in documents]
    vectors = task.stages.vectors(groups)
    given = task.settings.threshold
    limits = scorer.thresholds if given is None else np.full(len(task.codebook.keys), given)
    rows: list[tuple[object, ...]] = []
    place = 0
    for processed, texts in zip(documents, groups, strict=True):
        own = vectors[place : place + len(texts)]
        place += len(texts)
        if texts:
            signals = signals_of(processed, lexical, scorer.embedder, own)
            scores = np.round(scorer.probabilities(signals), _SCORE_DIGITS)
            rows.extend(_rows(processed, signals, scores, limits, scorer, task.codebook.keys))
    return _frame(rows)


def _rows(
    processed: ProcessedDocument,
    signals: Signals,
    scores: Scores,
    limits: Scores,
    scorer: Scorer,
    keys: tuple[str, ...],
) -> list[tuple[object, ...]]:
    found, columns = np.nonzero(scores >= limits)
    coded = sorted(set(found.tolist()))
    stances = dict(zip(coded, scorer.stances(signals, coded), strict=True))
    rows: list[tuple[object, ...]] = []
    for row, column in zip(found.tolist(), columns.tolist(), strict=True):
        sentence = signals.sentences[row]
        place = (processed.document.id, sentence.start, sentence.end, signals.texts[row])
        rows.append((*place, keys[column], float(scores[row, column]), stances[row]))
    return rows


def _frame(rows: list[tuple[object, ...]]) -> DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(CODE_COLUMNS))
    return frame.astype({"start": "int64", "end": "int64", "score": "float64"})
