"""Themes on sentences, judged by the codes of people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import STANCES
from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation.resampling import Numbers, sum_by_document
from praktijkkennis.evaluation.units import rate_units
from praktijkkennis.experiment.coded import CodedTexts, drawn, read_coded
from praktijkkennis.experiment.config import TaggingExperiment
from praktijkkennis.experiment.measures import theme_columns
from praktijkkennis.experiment.outcome import Outcome
from praktijkkennis.experiment.reading import Description
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.experiment.taggers import EMBEDS, LEARNS, LOTS, PARSES, Task, code

if TYPE_CHECKING:
    from pandas import DataFrame

_MACHINE = "machine"

OWN_ENCODER = "nl_praktijk_themas"
"""What the tagger that comes along reads with."""


def judge(config: TaggingExperiment, description: Description, stages: Stages, seed: int) -> Outcome:
    """Code and judge.

    Parameters
    ----------
    config : TaggingExperiment
        The settings.
    description : Description
        Where its files are.
    stages : Stages
        Analyses and embeds.
    seed : int
        Of whatever draws lots.

    Raises
    ------
    ExperimentError
        When texts and method do not fit together.
    """
    import pandas as pd

    book = load_codebook(description.codebook(config))
    notes = _notes(config)
    found, judged = [], []
    for learn, held_out in _splits(config, description, book):
        found.append(code(Task(learn, held_out, book, stages, config.tagger, seed)))
        judged.append(held_out)
    predictions = pd.concat(found, ignore_index=True)
    core = [theme.key for theme in book.themes if theme.core]
    parts = [_counted(part, predictions) for part in judged]
    columns = theme_columns(book.keys, core)
    terms = np.concatenate([counts for counts, _ in parts])
    if (predictions["stance"] != "").any():
        columns = (*columns, "stance_right", "stances")
        terms = np.hstack([terms, np.concatenate([stances for _, stances in parts])])
    documents = tuple(document.id for part in judged for document in part.documents)
    return Outcome(predictions, documents, columns, terms, {}, notes)


def draws_lots(config: TaggingExperiment) -> bool:
    """Tell whether seeds make a difference."""
    return config.tagger.method in LOTS or config.tagger.sentences is not None


def models(config: TaggingExperiment, stages: Stages) -> dict[str, str]:
    """Give the SHA-256 of every model that is used, by name."""
    method, found = config.tagger.method, {}
    if method in PARSES:
        found[stages.pipeline.info.name] = stages.pipeline.info.checksum
    if method in EMBEDS:
        found[stages.embedder.name] = stages.embedder.checksum
    if method == "trained":
        from praktijkkennis.tagging import load_trained

        weights = load_trained()
        own = stages.with_embedder(weights.embedder).embedder
        found |= {own.name: own.checksum, "tagger_nieuw_organiseren": weights.checksum}
    return found


def uses(config: TaggingExperiment) -> frozenset[str]:
    """Name the tables with models of which something is used: ``preprocessing``, ``embedding``."""
    return frozenset(
        name for name, methods in (("preprocessing", PARSES), ("embedding", EMBEDS)) if config.tagger.method in methods
    )


def extra(config: TaggingExperiment) -> str:
    """Name the package that the method needs besides, empty when it needs none."""
    return "bertopic" if config.tagger.method == "bertopic" else ""


def _splits(
    config: TaggingExperiment, description: Description, book: Codebook
) -> Iterator[tuple[CodedTexts | None, CodedTexts]]:
    corpus = config.corpus
    texts = None if corpus.texts is None else description.folder / corpus.texts
    learns = config.tagger.method in LEARNS or (config.tagger.method == "zero-shot" and config.tagger.threshold is None)
    if config.split.method == "fixed":
        if not corpus.test:
            raise ExperimentError(
                "Noem onder [corpus] bij 'test' waarop wordt beoordeeld, of kies onder [split] 'files' of 'documents'."
            )
        held_out = drawn(read_coded(description.files(corpus.test), book, texts), corpus.documents, corpus.draw)
        learn = read_coded(description.files(corpus.train), book, texts) if learns and corpus.train else None
        _check_apart(learn, held_out)
        yield learn, held_out
        return
    whole = drawn(read_coded(description.files(corpus.train), book, texts), corpus.documents, corpus.draw)
    for fold in _folds(config, whole):
        rest = sorted(set(range(len(whole.documents))) - set(fold))
        yield whole.part(rest) if learns else None, whole.part(fold)


def _folds(config: TaggingExperiment, whole: CodedTexts) -> list[list[int]]:
    """Divide documents over folds: those of one file together, or one by one in turn."""
    n_folds = config.split.folds
    if config.split.method == "documents":
        names = [str(place) for place in range(len(whole.documents))]
    else:
        names = list(whole.files)
    different = list(dict.fromkeys(names))
    if len(different) < n_folds:
        what = "documenten" if config.split.method == "documents" else "bestanden"
        raise ExperimentError(
            f"Er zijn {len(different)} {what}, te weinig voor {n_folds} delen. Verlaag 'folds' onder [split]."
        )
    fold_of = {name: number % n_folds for number, name in enumerate(different)}
    return [[place for place, name in enumerate(names) if fold_of[name] == fold] for fold in range(n_folds)]


def _check_apart(learn: CodedTexts | None, held_out: CodedTexts) -> None:
    if learn is None:
        return
    double = {one.text for one in learn.documents} & {one.text for one in held_out.documents}
    if double:
        name = next(one.id for one in held_out.documents if one.text in double)
        raise ExperimentError(f"De tekst '{name}' staat in 'train' en in 'test'. Dan zegt de uitkomst niets.")


def _counted(part: CodedTexts, predictions: DataFrame) -> tuple[Numbers, Numbers]:
    """Count per document codes of both, of the machine and of people per theme; and stances that are right."""
    own = [document.id for document in part.documents]
    codes = predictions[predictions["document_id"].isin(own)].assign(coder=_MACHINE)
    rated = rate_units(codes, dict.fromkeys(own, (_MACHINE,)), (_MACHINE,), part.themes, part.units)
    guess = np.maximum(rated.codes[:, 0], 0)
    each = np.stack([guess & part.truth, guess, part.truth], axis=2).reshape(len(guess), -1)
    guessed = rated.stances[:, 0]
    both = (guess == 1) & (part.truth == 1) & (guessed >= 0) & (part.stances >= 0) & (guessed < len(STANCES))
    right = (both & (guessed == part.stances)).sum(axis=1)
    stances = np.stack([right, both.sum(axis=1)], axis=1)
    n_documents = len(part.documents)
    return sum_by_document(each, part.places, n_documents), sum_by_document(stances, part.places, n_documents)


def _notes(config: TaggingExperiment) -> tuple[str, ...]:
    """Say what learned from the texts that are judged, and refuse what cannot be judged at all.

    Raises
    ------
    ExperimentError
        When the method itself learned from the texts.
    """
    seen, method = set(config.corpus.seen_by), config.tagger.method
    if method in seen:
        raise ExperimentError(
            f"De methode '{method}' heeft van deze teksten geleerd ('seen_by' onder [corpus]); "
            "een oordeel daarop zegt niets. Beoordeel haar op andere teksten."
        )
    encoder = OWN_ENCODER if method == "trained" else config.embedding.embedder
    if (method in EMBEDS or method == "trained") and encoder in seen:
        return (f"{encoder} heeft van deze teksten geleerd.",)
    return ()
