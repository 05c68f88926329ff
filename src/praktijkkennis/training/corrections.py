"""What an editor corrected, learned by a tagger of the state's own that the next runs use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ProcessedDocument, Sentence
from praktijkkennis.embedding import Vectors
from praktijkkennis.exchange.review.correction import Correction, fold
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.settings import Settings
from praktijkkennis.state import TAGGER_FOLDER, State, by_document, stage_identities
from praktijkkennis.tagging import LexicalTagger
from praktijkkennis.tagging.learning import (
    Code,
    LearnedTagger,
    Lesson,
    StartingPoint,
    TextToLearn,
    asked_of,
    learn,
    load_tagger,
    sigmoid,
    starting_point,
)
from praktijkkennis.tagging.learning.learned import log_odds_of
from praktijkkennis.tagging.learning.storing import CARD, CONFIG, WEIGHTS
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.strictness import BALANCED, strict_thresholds
from praktijkkennis.training.running import write_tagger

ENOUGH = 10
"""Corrections from which a tagger learns; fewer only count for their own sentences."""


@dataclass(frozen=True, slots=True)
class ThemeShift:
    """How many sentences have a theme by the tagger before, and how many it lost and gained by the one that learned.

    Sentences that a person judged for the theme are left out: there the person's word counts anyhow.
    """

    theme: str
    before: int
    gone: int
    new: int


@dataclass(frozen=True, slots=True, eq=False)
class Retrained:
    """What came of learning from corrections.

    Attributes
    ----------
    tagger : LearnedTagger or None
        None when there are too few corrections, or when they did not help on corrections that were held out.
    n_corrections : int
        How many there are of themes of this codebook.
    agreement_before, agreement_after : float or None
        Share of held-out corrections that the tagger agrees with, before and after learning from the others; None when
        nothing could be held out.
    shifts : tuple of ThemeShift
        What changes in the texts of the last run, for themes of which anything does.
    n_documents : int
        How many of these texts were at hand.
    stances : tuple of (float, float), optional
        Macro-F1 of the stances of corrections held out, before and after learning from the others; None when stances
        are told as before.
    """

    tagger: LearnedTagger | None
    n_corrections: int
    agreement_before: float | None = None
    agreement_after: float | None = None
    shifts: tuple[ThemeShift, ...] = ()
    n_documents: int = 0
    stances: tuple[float, float] | None = None


def learn_from_corrections(state: State, settings: Settings, documents: Sequence[Document] = ()) -> Retrained:
    """Let the tagger of a state learn from all corrections that count, and put it in the folder of the state.

    It learns anew every time, from the tagger that the settings name, so that the same corrections give the same
    tagger. What does not make it better on corrections that it did not see, themes or stances, stays as it was; when
    neither does, the state has no tagger of its own.

    Parameters
    ----------
    state : State
        With the corrections, and the texts of the last run.
    settings : Settings
        As for the runs that will use it: codebook, embedder, tagger, pipeline and strictness count.
    documents : sequence of Document
        Texts that the state does not know yet.

    Raises
    ------
    PraktijkkennisError
        When a model named in the settings cannot be loaded, or the tagger cannot be written.
    """
    folder, models = state.folder / TAGGER_FOLDER, settings.models
    given = None if models.tagger is None else load_tagger(models.tagger)
    own_book = given is not None and settings.tagging.codebook is None
    codebook = given.codebook if given is not None and own_book else load_codebook(settings.tagging.codebook)
    corrections = by_document(state.corrections.counting(), codebook.keys)
    number = sum(map(len, corrections.values()))
    if number < ENOUGH:
        _remove(folder)
        return Retrained(None, number)
    start = starting_point(codebook, models.embedder, models.tagger)
    preprocessor = Preprocessor(load_pipeline(models.pipeline))
    made_with = stage_identities(preprocessor.pipeline.info, start.embedder, codebook, start.scorer.identity, {})
    remembered = {
        processed.document.id: (processed, vectors)
        for processed, vectors in state.memory(made_with, start.embedder.dimensions).last_run()
    }
    fresh = {one.document.id: (one, None) for one in preprocessor.stream(_needed(documents, corrections, remembered))}
    lessons = list(_lessons(corrections, {**fresh, **remembered}, preprocessor))
    people = {one.coder for found in corrections.values() for one in found}
    learned = learn(lessons, start, preprocessor, n_coders=len(people), only_better=True)
    account = learned.account
    asked = asked_of(codebook, models.embedder, given)
    learned = replace(learned, account={**account, "corrections": number, "asked": asked})
    agreement = (account.get("agreement_before"), account.get("agreement_after"))
    told = account["stances"]
    themes_learned = not account["judged"] or account["log_loss_after"] < account["log_loss_before"]
    if not themes_learned and not told["learned"]:
        _remove(folder)
        return Retrained(None, number, *agreement)
    strictness = BALANCED if settings.tagging.strictness is None else settings.tagging.strictness
    shifts = _shifts(learned, start, remembered.values(), corrections, strictness)
    write_tagger(learned, folder)
    stances = (told["macro_f1_before"], told["macro_f1_after"]) if told["learned"] else None
    return Retrained(learned, number, *agreement, shifts, len(remembered), stances)


def _needed(
    documents: Iterable[Document], corrections: Mapping[str, object], remembered: Mapping[str, object]
) -> list[Document]:
    return [one for one in documents if one.id in corrections and one.id not in remembered]


def _lessons(
    corrections: Mapping[str, Sequence[Correction]],
    texts: Mapping[str, tuple[ProcessedDocument, Vectors | None]],
    preprocessor: Preprocessor,
) -> Iterator[Lesson]:
    """Put corrections on the sentences of their documents; those without one teach as a loose sentence."""
    for key, found in corrections.items():
        processed, vectors = texts.get(key, (None, None))
        sentences = {} if processed is None else _by_words(processed)
        codes: list[Code] = []
        loose: defaultdict[str, list[Code]] = defaultdict(list)
        for one in found:
            alike = sentences.get(fold(one.text))
            there = one.stance is not None
            # An empty stance is that of the machine, which nobody looked at.
            stance = one.stance or None
            if alike:
                sentence = alike[min(one.occurrence, len(alike) - 1)]
                codes.append(Code(sentence.start, sentence.end, one.theme, there, stance))
            else:
                loose[one.text].append(Code(0, len(one.text), one.theme, there, stance))
        if processed is not None and codes:
            text = TextToLearn(processed.document, key, (tuple(codes),), partial=True)
            yield Lesson(text, processed, vectors)
        for number, (words, given) in enumerate(loose.items(), start=1):
            document = Document(f"{key}#{number}", words)
            text = TextToLearn(document, key, (tuple(given),), loose=True, partial=True)
            yield Lesson(text, preprocessor.process(document))


def _by_words(processed: ProcessedDocument) -> dict[str, list[Sentence]]:
    """Sentences by their folded words; only those that are coded at all."""
    found: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in processed.sentences:
        if sentence.codable:
            found[fold(processed.text_of(sentence))].append(sentence)
    return found


def _shifts(
    learned: LearnedTagger,
    start: StartingPoint,
    texts: Iterable[tuple[ProcessedDocument, Vectors]],
    corrections: Mapping[str, Sequence[Correction]],
    strictness: float,
) -> tuple[ThemeShift, ...]:
    """Compare what the tagger before and the one that learned code in texts."""
    keys, lexical = start.codebook.keys, LexicalTagger(start.codebook)
    counts = np.zeros((3, len(keys)), dtype=np.int64)
    limits = [strict_thresholds(one, strictness) for one in (start.thresholds, learned.thresholds)]
    for processed, vectors in texts:
        signals = signals_of(processed, lexical, start.embedder, vectors)
        placed = start.space.place(signals.vectors)
        first = sigmoid(start.log_odds(signals)) >= limits[0]
        then = sigmoid(learned.log_odds(log_odds_of(start.scorer, signals), placed)) >= limits[1]
        judged = {(fold(one.text), one.theme) for one in corrections.get(processed.document.id, ())}
        for row, text in enumerate(signals.texts):
            for column, key in enumerate(keys):
                if (fold(text), key) in judged:
                    first[row, column] = then[row, column] = False
        counts += np.stack([first.sum(axis=0), (first & ~then).sum(axis=0), (then & ~first).sum(axis=0)])
    found = (ThemeShift(key, *map(int, counts[:, column])) for column, key in enumerate(keys))
    return tuple(one for one in found if one.gone or one.new)


def _remove(folder: Path) -> None:
    """Take a tagger of earlier corrections away."""
    for name in (CONFIG, WEIGHTS, CARD):
        with suppress(FileNotFoundError):
            (folder / name).unlink()
    with suppress(OSError):
        folder.rmdir()
