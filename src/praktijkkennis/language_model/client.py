"""Asking a language model: with cache, budget, retries and one chance to repair an answer.

Works with every service that speaks the chat completions protocol of OpenAI (Ollama, the server of llama.cpp, vLLM,
LM Studio and many others). What it is asked for is always JSON; what the JSON must be, the caller says.

Examples
--------
>>> address = parse_address("http://localhost:11434")                      # doctest: +SKIP
>>> with ChatClient(address, "qwen3:8b") as client:                        # doctest: +SKIP
...     answer = client.ask(question, read=json_object_in, repair="Geef alleen JSON. {fault}".format)
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Generic, TypeVar

from praktijkkennis.errors import LanguageModelError, UnusableAnswerError
from praktijkkennis.language_model.address import Address
from praktijkkennis.language_model.budget import Budget
from praktijkkennis.language_model.cache import AnswerCache, cache_key
from praktijkkennis.language_model.dialect import Question, with_repair
from praktijkkennis.language_model.replies import Completion
from praktijkkennis.language_model.server import Backoff, Server
from praktijkkennis.language_model.transport import Clock, SystemClock

T = TypeVar("T")

_CUT_OFF = "Je antwoord was te lang en is afgebroken."
_LONGEST_REPEATED_ANSWER = 8_000


class AnswerFault(ValueError):
    """An answer that cannot be used; its text says in Dutch what is wrong, to the model as well as to people."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """An answer that could be read, and whether it was asked now or known already."""

    value: T
    from_cache: bool


class ChatClient:
    """Asks one model at one address; safe between threads.

    Parameters
    ----------
    address : Address
        Checked by :func:`~praktijkkennis.language_model.address.parse_address`.
    model : str
        Name of the model, as the server knows it.
    key : str, optional
        API key.
    cache : AnswerCache, optional
        Where good answers are kept; nowhere when not given.
    budget : Budget, optional
        No limit when not given.
    timeout : float
        Seconds that one request may take.
    backoff : Backoff
        Patience with a server in trouble.
    clock : Clock, optional
        The time of the machine when not given.
    patience : int
        After so many questions in a row that a server failed on, it is asked nothing more.

    Attributes
    ----------
    stopped : LanguageModelError or None
        Why nothing is asked any more; answers that are known are still given.
    """

    def __init__(
        self,
        address: Address,
        model: str,
        *,
        key: str | None = None,
        cache: AnswerCache | None = None,
        budget: Budget | None = None,
        timeout: float = 300.0,
        backoff: Backoff | None = None,
        clock: Clock | None = None,
        patience: int = 3,
    ) -> None:
        self.address = address
        self.model = model
        self.budget = budget or Budget()
        self.stopped: LanguageModelError | None = None
        self._cache = cache
        self._server = Server(address, model, key, self.budget, timeout, backoff or Backoff(), clock or SystemClock())
        self._patience = patience
        self._in_a_row = 0
        self._lock = threading.Lock()

    def __enter__(self) -> ChatClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def has_answered(self) -> bool:
        """Whether the server answered at least one question of this client."""
        return self._server.has_answered

    def close(self) -> None:
        """Let connections and cache go."""
        self._server.close()
        if self._cache is not None:
            self._cache.close()

    def ask(self, question: Question, read: Callable[[str], T], repair: Callable[[str], str]) -> Answer[T]:
        """Ask, unless the answer is known.

        Parameters
        ----------
        question : Question
            What to ask.
        read : callable
            Makes something of the text of an answer; raises :class:`AnswerFault` when it is not usable. Only answers
            that it accepts are kept, and what is kept has to pass it again.
        repair : callable
            Gives the message with which to ask once more, from what is wrong.

        Raises
        ------
        UnusableAnswerError
            When this question got no usable answer; the next may.
        BudgetSpentError
            When the limit of the user is reached.
        LanguageModelUseError
            When address, model or key is not right, or the model does not read the whole question.
        LanguageModelError
            When the server does not answer any more, or nothing is asked any more.
        OutputError
            When the cache cannot be used.
        """
        key = cache_key({"address": self.address.url, "model": self.model, "question": asdict(question)})
        known = self._known(key, read)
        if known is not None:
            return known
        first = self._complete(question)
        try:
            return self._kept(key, first, read)
        except AnswerFault as fault:
            message = f"{_CUT_OFF} {fault}" if first.cut_off else str(fault)
        again = with_repair(question, first.text[:_LONGEST_REPEATED_ANSWER], repair(message))
        second = self._complete(again)
        try:
            return self._kept(key, second, read)
        except AnswerFault as fault:
            why = _CUT_OFF if second.cut_off else str(fault)
            raise UnusableAnswerError(f"Het model gaf twee keer een onbruikbaar antwoord. {why}") from fault

    def _known(self, key: str, read: Callable[[str], T]) -> Answer[T] | None:
        text = None if self._cache is None else self._cache.get(key)
        try:
            return None if text is None else Answer(read(text), True)
        except AnswerFault:
            return None

    def _kept(self, key: str, completion: Completion, read: Callable[[str], T]) -> Answer[T]:
        value = read(completion.text)
        if self._cache is not None:
            self._cache.put(key, self.model, completion.text)
        return Answer(value, False)

    def _complete(self, question: Question) -> Completion:
        """Get one completion, whatever it says."""
        if self.stopped is not None:
            raise self.stopped
        try:
            completion = self._server.complete(question)
        except UnusableAnswerError as trouble:
            with self._lock:
                self._in_a_row += 1
                if self._in_a_row >= self._patience and self.stopped is None:
                    self.stopped = LanguageModelError(f"Er is niets meer gevraagd, want het ging steeds mis. {trouble}")
            raise
        except LanguageModelError as reason:
            self.stopped = self.stopped or reason
            raise
        with self._lock:
            self._in_a_row = 0
        return completion
