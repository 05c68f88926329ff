"""Peers that learn no theme from coded texts: likeness to a description, and topics that are given beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.codebook import Theme
from praktijkkennis.embedding import Vectors, unit_rows
from praktijkkennis.experiment.taggers.task import CODE_COLUMNS, Scores, Task, codes_of, thresholds_for
from praktijkkennis.tagging.lessons import examples_of

if TYPE_CHECKING:
    from pandas import DataFrame


def by_likeness(task: Task) -> DataFrame:
    """Give a theme to sentences whose vector is like that of its description.

    What all sentences share is taken out of the vectors first (Mu & Viswanath, 2018), or most would be like anything.
    The threshold is chosen on the texts to learn from; it may be given instead.
    """
    described = [_description(theme, task.settings.described_by) for theme in task.codebook.themes]
    said = task.stages.vectors(described)
    ends = np.cumsum([len(texts) for texts in described])
    unknown = task.stages.vectors(task.judge.groups)
    limits: float | Scores | None = task.settings.threshold
    if limits is None:
        learn = task.lessons()
        known = task.stages.vectors(learn.groups)
        centre = known.mean(axis=0)
        limits = thresholds_for(_likeness(known, said, ends.tolist(), centre), learn.truth)
    else:
        centre = unknown.mean(axis=0)
    return codes_of(task.judge, _likeness(unknown, said, ends.tolist(), centre), limits)


def by_topics(task: Task) -> DataFrame:
    """Let BERTopic divide sentences over the themes, with what is like none of them clustered apart.

    Raises
    ------
    MissingExtraError
        When BERTopic is not installed.
    """
    import pandas as pd

    from praktijkkennis.topics import TopicModel

    documents = task.stages.processed(task.judge.documents)
    groups = [[one.text_of(sentence) for sentence in one.sentences if sentence.codable] for one in documents]
    model = TopicModel(
        engine="bertopic",
        codebook=task.codebook,
        guidance="zero-shot",
        embedder=task.stages.embedder,
        n_refits=0,
        seed=task.seed,
        pipeline=task.stages.pipeline_name,
    )
    result = model.fit(documents, embeddings=task.stages.vectors(groups)).result_
    rows = []
    for passage, weights in zip(result.passages, result.passage_topic, strict=True):
        if weights.any():
            topic = int(weights.argmax())
            theme = result.topics[topic].theme
            if theme:
                place = (passage.document_id, passage.start, passage.end, passage.text)
                rows.append((*place, theme, float(weights[topic]), ""))
    frame = pd.DataFrame(rows, columns=list(CODE_COLUMNS))
    return frame.astype({"start": "int64", "end": "int64", "score": "float64"})


def _description(theme: Theme, by: str) -> list[str]:
    """What a codebook says of a theme; its name and definition when it gives no examples."""
    definition = [f"{theme.name}. {theme.definition}".strip()]
    examples = [example.text for example in examples_of(theme)]
    if by == "definition" or not examples:
        return definition
    return examples if by == "examples" else [*definition, *examples]


def _likeness(vectors: Vectors, said: Vectors, ends: list[int], centre: Vectors) -> Scores:
    own = unit_rows(vectors - centre)
    columns = []
    for start, end in zip([0, *ends], ends, strict=False):
        theme = unit_rows((said[start:end] - centre).mean(axis=0, keepdims=True))[0]
        columns.append(own @ theme)
    found: Scores = np.stack(columns, axis=1).astype(np.float64)
    return found
