"""What codes sentences in an experiment: the taggers of the library, and the peers that they are held against."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from praktijkkennis.experiment.taggers.task import Task

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["EMBEDS", "LEARNS", "LOTS", "PARSES", "Task", "code"]

LEARNS = frozenset({"tfidf", "vectors", "few-shot"})
"""Methods that need coded texts to learn from; ``zero-shot`` needs them for its threshold."""

EMBEDS = frozenset({"codebook", "vectors", "few-shot", "zero-shot", "bertopic"})
"""Methods that use the embedder of the experiment; ``trained`` brings its own."""

PARSES = frozenset({"trained", "codebook", "terms", "bertopic"})
"""Methods that use the Dutch pipeline."""

LOTS = frozenset({"few-shot", "bertopic"})
"""Methods that draw lots, so that seeds make a difference."""


def code(task: Task) -> DataFrame:
    """Code the sentences that are judged.

    Parameters
    ----------
    task : Task
        What to learn from, what to code, and how.

    Returns
    -------
    pandas.DataFrame
        One row a code: ``document_id, start, end, text, theme, score, stance``; ``stance`` is empty where the method
        tells none.

    Raises
    ------
    ExperimentError
        When the method cannot do what is asked.
    MissingExtraError
        When the method needs a package that is not installed.
    """
    from praktijkkennis.experiment.taggers import learned, library, unlearned

    methods: dict[str, Callable[[Task], DataFrame]] = {
        "trained": library.trained,
        "codebook": library.by_codebook,
        "terms": library.by_terms,
        "tfidf": learned.on_words,
        "vectors": learned.on_vectors,
        "few-shot": learned.on_few,
        "zero-shot": unlearned.by_likeness,
        "bertopic": unlearned.by_topics,
    }
    return methods[task.settings.method](task)
