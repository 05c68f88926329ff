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
from praktijkkennis.tagging.learning.account import FURTHER, account_of
from praktijkkennis.tagging.learning.fitting import Examples, fit
from praktijkkennis.tagging.learning.learned import LearnedTagger, ordinary_checksum
from praktijkkennis.tagging.learning.material import Code, labels_of
from praktijkkennis.tagging.learning.prior import trust_in
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


def learn(
    lessons: Sequence[Lesson],
    start: StartingPoint,
    preprocessor: Preprocessor,
    *,
    n_coders: int = 1,
    kinds: Mapping[str, int] | None = None,
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
    """
    lexical = LexicalTagger(start.codebook)
    examples = _examples(lessons, start, lexical)
    ordinary = preprocessor.stream(Document(str(number), text) for number, text in enumerate(background_sentences()))
    background = _background([signals_of(one, lexical, start.embedder) for one in ordinary], start)
    fitted = fit(examples, start.thresholds, background, trust_in(start.learned))
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
        ),
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
    return _Coded(prior[known], placed[known], labels[known])


def _examples(lessons: Sequence[Lesson], start: StartingPoint, lexical: LexicalTagger) -> Examples:
    coded = [_coded(lesson, start, lexical) for lesson in lessons]
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
