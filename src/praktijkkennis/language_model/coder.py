"""A language model as one coder among others: documents in, annotations out, and a word on what was not coded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import Assertion, Evidence, ProcessedDocument, Sentence, Span, ThemeAnnotation
from praktijkkennis.errors import LanguageModelError, LanguageModelUseError, UnusableAnswerError
from praktijkkennis.language_model.answers import ModelCode, read_codes
from praktijkkennis.language_model.client import Answer, ChatClient
from praktijkkennis.language_model.dialect import Question
from praktijkkennis.language_model.prompt import CodingPrompt
from praktijkkennis.language_model.windows import Window, WindowSize, windows_of
from praktijkkennis.language_model.workers import in_order
from praktijkkennis.preprocessing.assertion import assertion_of, sentence_behind

SAMPLING_TEMPERATURE = 0.7
"""Temperature when a model is asked more than once: at 0 it would say the same each time (Wang et al. 2022)."""

CODED_FROM = 0.5
"""Share of the samples that must give a theme for it to count."""


@dataclass(frozen=True, slots=True)
class Uncoded(Span):
    """A stretch of a document that was not coded.

    Attributes
    ----------
    document_id : str
        Which document.
    reason : str
        Why, in Dutch.
    failed : bool
        Whether it was tried and went wrong; otherwise it is still to do.
    """

    document_id: str
    reason: str
    failed: bool


@dataclass(frozen=True, slots=True)
class CodingCounts:
    """What came of the windows: how many there were, went wrong, and are still to do; and answers known beforehand."""

    windows: int = 0
    failed: int = 0
    left: int = 0
    known_answers: int = 0
    lost_samples: int = 0


class ModelCoder:
    """Codes sentences by asking a language model; works like :class:`~praktijkkennis.tagging.ThemeTagger`.

    Parameters
    ----------
    client : ChatClient
        Asks the model.
    codebook : Codebook, optional
        The built-in codebook when not given.
    samples : int
        How often each window is asked. With 1 the temperature is 0 and every code has score 1, as with a human coder.
        With more, the temperature is 0.7, and the score of a code is the share of the samples that give it
        (self-consistency; Wang et al. 2022, arXiv:2203.11171). It says how steady the model is, not how right.
    threshold : float
        Share of the samples from which a theme is coded.
    seed : int
        Seed of the first sample; the next ones count on from there.
    size : WindowSize, optional
        How much is coded at once.
    workers : int
        How many questions may be under way at once.
    max_answer_tokens : int
        Longest answer to one question.

    Attributes
    ----------
    name : str
        ``model:`` and the name of the model.
    identity : str
        All that decides what it codes, besides the model itself; for a manifest.
    uncoded : list of Uncoded
        What was not coded, of all documents so far.
    counts : CodingCounts
        What came of all windows so far.
    """

    def __init__(
        self,
        client: ChatClient,
        codebook: Codebook | None = None,
        *,
        samples: int = 1,
        threshold: float = CODED_FROM,
        seed: int = 0,
        size: WindowSize | None = None,
        workers: int = 1,
        max_answer_tokens: int = 4096,
    ) -> None:
        if samples < 1:
            raise ValueError(f"samples must be at least 1, not {samples}")
        self.codebook = codebook or load_codebook()
        self.name = f"model:{client.model}"
        self.uncoded: list[Uncoded] = []
        self.counts = CodingCounts()
        self._client = client
        self._samples = samples
        self._threshold = threshold
        self._seed = seed
        self._temperature = 0.0 if samples == 1 else SAMPLING_TEMPERATURE
        self._size = size or WindowSize()
        self._workers = workers
        self._max_answer_tokens = max_answer_tokens
        self._prompt = CodingPrompt(self.codebook)
        self._order = {key: place for place, key in enumerate(self.codebook.keys)}

    @property
    def identity(self) -> str:
        """All that decides what it codes, besides the model itself, on one line."""
        return ", ".join(f"{name} {value}" for name, value in self.record().items())

    def record(self) -> dict[str, Any]:
        """Give what identifies the coder, for ``run.json``; the key of a service is not part of it."""
        return {
            "coder": self.name,
            "address": self._client.address.url,
            "prompt_sha256": self._prompt.checksum,
            "codebook_sha256": self.codebook.checksum,
            "temperature": self._temperature,
            "seed": self._seed,
            "samples": self._samples,
            "threshold": self._threshold,
            "max_answer_tokens": self._max_answer_tokens,
            **{f"window_{name}": value for name, value in asdict(self._size).items()},
        }

    def tag(self, processed: ProcessedDocument) -> tuple[ThemeAnnotation, ...]:
        """Code one document.

        Returns
        -------
        tuple of ThemeAnnotation
            In order of sentence, then of theme in the codebook. What could not be coded is added to ``uncoded``.

        Raises
        ------
        LanguageModelUseError
            When address, model or key is not right.
        """
        return next(self.stream([processed]))[1]

    def stream(
        self, documents: Iterable[ProcessedDocument], progress: Callable[[int, int], None] = lambda done, total: None
    ) -> Iterator[tuple[ProcessedDocument, tuple[ThemeAnnotation, ...]]]:
        """Code documents.

        When a limit is reached or the server falls silent, what is known already is still coded, and the rest is added
        to ``uncoded``.

        Parameters
        ----------
        documents : iterable of ProcessedDocument
            All are taken before the first question is asked.
        progress : callable
            Called with the number of windows done, and of all.

        Yields
        ------
        tuple of ProcessedDocument and tuple of ThemeAnnotation
            In the order of the documents.

        Raises
        ------
        LanguageModelUseError
            When address, model or key is not right, before anything was answered.
        """
        cut = [(processed, list(windows_of(processed, self._size))) for processed in documents]
        windows = [window for _, found in cut for window in found]
        outcomes = in_order(self._outcome, windows, self._workers)
        done = 0
        for processed, found in cut:
            annotations: list[ThemeAnnotation] = []
            for window in found:
                annotations.extend(self._noted(window, next(outcomes)))
                done += 1
                progress(done, len(windows))
            yield processed, tuple(annotations)

    def _outcome(self, window: Window) -> _Outcome:
        """Ask about one window; runs in several threads at once, so it changes nothing."""
        answers: list[Answer[tuple[ModelCode, ...]]] = []
        faults: list[str] = []
        for number in range(self._samples):
            question = Question(
                self._prompt.messages(window),
                self._prompt.schema,
                f"coderen {self._prompt.checksum}",
                self._temperature,
                self._seed + number,
                self._max_answer_tokens,
            )
            try:
                answers.append(
                    self._client.ask(question, lambda text: read_codes(text, window, self._order), self._prompt.repair)
                )
            except UnusableAnswerError as fault:
                faults.append(str(fault))
            except LanguageModelError as stop:
                if isinstance(stop, LanguageModelUseError) and not self._client.has_answered:
                    raise
                return _Outcome((), 0, 0, str(stop), False)
        known = sum(answer.from_cache for answer in answers)
        # Agreement between a minority of the samples would say nothing.
        if 2 * len(answers) <= self._samples:
            return _Outcome((), known, 0, faults[0], True)
        return _Outcome(tuple(answer.value for answer in answers), known, len(faults))

    def _noted(self, window: Window, outcome: _Outcome) -> Iterator[ThemeAnnotation]:
        counts = self.counts
        self.counts = CodingCounts(
            counts.windows + 1,
            counts.failed + (bool(outcome.reason) and outcome.failed),
            counts.left + (bool(outcome.reason) and not outcome.failed),
            counts.known_answers + outcome.known,
            counts.lost_samples + outcome.lost,
        )
        if outcome.reason:
            document_id = window.document.document.id
            self.uncoded.append(Uncoded(window.start, window.end, document_id, outcome.reason, outcome.failed))
            return iter(())
        return self._annotations(window, outcome.samples)

    def _annotations(self, window: Window, samples: Sequence[tuple[ModelCode, ...]]) -> Iterator[ThemeAnnotation]:
        votes: defaultdict[tuple[int, int], list[ModelCode]] = defaultdict(list)
        for sample in samples:
            for code in sample:
                votes[code.sentence.start, self._order[code.theme]].append(code)
        for _, codes in sorted(votes.items()):
            score = round(len(codes) / len(samples), 4)
            if score < self._threshold:
                continue
            (stance, _), *_ = Counter(code.stance for code in codes).most_common()
            sentence, quote = codes[0].sentence, next(code.quote for code in codes if code.stance == stance)
            evidence: dict[Span, Evidence] = {}
            for code in codes:
                evidence.setdefault(code.quote, _evidence(code))
            yield ThemeAnnotation(
                start=sentence.start,
                end=sentence.end,
                document_id=window.document.document.id,
                theme=codes[0].theme,
                score=score,
                stance=stance,
                coder=self.name,
                evidence=tuple(evidence.values()),
                assertion=_assertion(window, sentence, quote),
            )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one window: its samples, or why there are none."""

    samples: tuple[tuple[ModelCode, ...], ...]
    known: int
    lost: int
    reason: str = ""
    failed: bool = False


def _assertion(window: Window, sentence: Sentence, quote: Span) -> Assertion | None:
    if not sentence.tokens:
        return None
    return assertion_of(sentence.tokens, quote.start, quote.end, sentence_behind(window.document.sentences, sentence))


def _evidence(code: ModelCode) -> Evidence:
    why = f"Het taalmodel zegt hierbij: {code.reason}" if code.reason else "Hierin leest het taalmodel het thema"
    return Evidence(code.quote.start, code.quote.end, why)
