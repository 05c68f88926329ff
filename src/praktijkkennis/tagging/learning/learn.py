"""From coded texts to a tagger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import background_sentences
from praktijkkennis.document import Document, ProcessedDocument, Sentence, Token
from praktijkkennis.embedding import Vectors
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging.learning.account import FURTHER, account_of, stance_account
from praktijkkennis.tagging.learning.fitting import Examples, as_before, fit, folds_of, is_surer
from praktijkkennis.tagging.learning.learned import LearnedTagger, ordinary_checksum
from praktijkkennis.tagging.learning.material import Code, labels_of, stance_votes
from praktijkkennis.tagging.learning.prior import trust_in
from praktijkkennis.tagging.learning.stances import FittedStances, StanceExamples, design_of, fit_stances
from praktijkkennis.tagging.learning.start import StartingPoint
from praktijkkennis.tagging.lexical import LexicalTagger
from praktijkkennis.tagging.signals import Signals, signals_of


@dataclass(frozen=True, slots=True)
class TextToLearn:
    """A document, or a loose sentence, with the codes of everybody who read it.

    Attributes
    ----------
    document : Document
        The text.
    group : str
        Documents of one group are held out together.
    coders : tuple of tuple of Code
        The codes of every coder; an empty tuple for one who found nothing.
    seen : tuple of (int, int), optional
        The stretches that were looked at; all of it when None.
    loose : bool
        Whether it is one sentence out of a document that is not there.
    partial : bool
        Whether single themes were judged, so that a theme of which nothing was said is not known.
    """

    document: Document
    group: str
    coders: tuple[tuple[Code, ...], ...]
    seen: tuple[tuple[int, int], ...] | None = None
    loose: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """A text to learn from as it was analysed; ``vectors`` of its codable sentences where they are known already."""

    text: TextToLearn
    processed: ProcessedDocument
    vectors: Vectors | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Coded:
    """The sentences of a text that something is known of, as arrays; see :class:`Examples`."""

    prior: NDArray[np.float64]
    placed: NDArray[np.float64]
    labels: NDArray[np.int8]
    stances: StanceExamples


def learn(
    lessons: Sequence[Lesson],
    start: StartingPoint,
    preprocessor: Preprocessor,
    *,
    n_coders: int = 1,
    kinds: Mapping[str, int] | None = None,
    only_better: bool = False,
) -> LearnedTagger:
    """Learn a tagger from coded texts.

    Parameters
    ----------
    lessons : sequence of Lesson
        The texts with their codes. At least one sentence must have a code.
    start : StartingPoint
        Which tagger is there before.
    preprocessor : Preprocessor
        Analyses the ordinary sentences that stand against what was coded.
    n_coders : int
        How many people coded, for the account.
    kinds : mapping of str to int, optional
        Kinds of documents with their number, for the account.
    only_better : bool
        Whether themes stay as they were where what was learned is no surer of documents held out.
    """
    lexical = LexicalTagger(start.codebook)
    coded = [_coded(lesson, start, lexical) for lesson in lessons]
    examples = _examples(lessons, coded)
    stances = _stances(coded, examples)
    ordinary = preprocessor.stream(Document(str(number), text) for number, text in enumerate(background_sentences()))
    background = _background([signals_of(one, lexical, start.embedder) for one in ordinary], start)
    fitted = fit(examples, start.thresholds, background, trust_in(start.learned))
    if only_better and not is_surer(fitted, examples.labels):
        fitted = as_before(fitted, start.thresholds)
    calibration, correction = fitted.calibration, fitted.correction
    scale = calibration.scale[:, None]
    return LearnedTagger(
        codebook=start.codebook,
        embedder=start.embedder.name,
        embedder_checksum=start.embedder.checksum,
        base=start.base,
        base_identity=start.scorer.identity,
        ordinary_checksum=ordinary_checksum(),
        thresholds=np.round(fitted.thresholds, 4),
        scale=calibration.scale * start.scale,
        coefficients=scale * (start.coefficients + correction.coefficients),
        shift=calibration.scale * (start.shift + correction.shift) + calibration.level,
        account=account_of(
            start.codebook.keys,
            examples,
            fitted,
            started_from=FURTHER if start.further else start.base,
            n_coders=n_coders,
            kinds=kinds or {},
        )
        | {"stances": stance_account(stances)},
        stance=_joined(start.stance, stances.coefficients),
    )


def as_one_sentence(processed: ProcessedDocument) -> ProcessedDocument:
    """Take a text for one sentence, however it would be cut: as somebody coded it."""
    tokens: list[Token] = []
    for sentence in processed.sentences:
        begin = len(tokens)
        tokens += [replace(one, head=one.head + begin, particle_of=_moved(one, begin)) for one in sentence.tokens]
    text = processed.document.text
    whole = (Sentence(0, len(text), tuple(tokens)),) if text else ()
    return ProcessedDocument(processed.document, whole)


def _moved(token: Token, begin: int) -> int | None:
    return None if token.particle_of is None else token.particle_of + begin


def _coded(lesson: Lesson, start: StartingPoint, lexical: LexicalTagger) -> _Coded:
    text = lesson.text
    processed = as_one_sentence(lesson.processed) if text.loose else lesson.processed
    signals = signals_of(processed, lexical, start.embedder, lesson.vectors)
    labels = labels_of(signals.sentences, start.codebook.keys, text.coders, text.seen, partial=text.partial)
    known = (labels >= 0).any(axis=1)
    prior, placed = start.log_odds(signals), start.space.place(signals.vectors)
    votes = stance_votes(signals.sentences, start.codebook.keys, text.coders, labels)
    rows = np.flatnonzero(votes.any(axis=1))
    design = design_of(signals, rows.tolist(), start.space)
    told = start.stance_log_odds(signals, rows.tolist(), design)
    return _Coded(prior[known], placed[known], labels[known], StanceExamples(told, design, votes[rows]))


def _stances(coded: Sequence[_Coded], examples: Examples) -> FittedStances:
    """Learn stances, in the folds of the themes."""
    ends = np.cumsum([len(one.labels) for one in coded])
    folds = folds_of(examples)
    # A text without a known sentence has none with a stance either.
    firsts = [int(end) - len(one.labels) for end, one in zip(ends, coded, strict=True)]
    parts = [(first, one.stances) for first, one in zip(firsts, coded, strict=True) if len(one.stances.votes)]
    if not parts:
        return FittedStances(None, 0)
    joined = StanceExamples(
        np.vstack([one.prior for _, one in parts]),
        np.vstack([one.design for _, one in parts]),
        np.vstack([one.votes for _, one in parts]),
    )
    sizes = [len(one.votes) for _, one in parts]
    return fit_stances(joined, None if folds is None else np.repeat(folds[[first for first, _ in parts]], sizes))


def _joined(before: NDArray[np.float64] | None, learned: NDArray[np.float64] | None) -> NDArray[np.float64] | None:
    if before is None or learned is None:
        return before if learned is None else learned
    return before + learned


def _examples(lessons: Sequence[Lesson], coded: Sequence[_Coded]) -> Examples:
    texts = [lesson.text for lesson in lessons]
    whole = [not (text.loose or text.partial) and text.seen is None for text in texts]
    groups = {group: number for number, group in enumerate(dict.fromkeys(text.group for text in texts))}
    # Loose sentences of one and the same source can only be held out one by one.
    alone = len(groups) < 2 and not any(whole)
    numbers = [number if alone else groups[text.group] for number, text in enumerate(texts)]
    sizes = [len(one.labels) for one in coded]
    return Examples(
        np.vstack([one.prior for one in coded]),
        np.vstack([one.placed for one in coded]),
        np.vstack([one.labels for one in coded]),
        np.repeat(np.array(numbers, dtype=np.int64), sizes),
        np.repeat(np.array(whole, dtype=bool), sizes),
        all(text.partial for text in texts),
    )


def _background(signals: Sequence[Signals], start: StartingPoint) -> Examples:
    prior: NDArray[np.float64] = np.vstack([start.log_odds(one) for one in signals])
    placed = np.vstack([start.space.place(one.vectors) for one in signals])
    n = len(prior)
    labels = np.zeros(prior.shape, dtype=np.int8)
    return Examples(prior, placed, labels, np.full(n, -1, dtype=np.int64), np.zeros(n, dtype=bool))
