"""How much a run may ask of a language model, and how much it did."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from praktijkkennis.errors import BudgetSpentError

CHARACTERS_PER_TOKEN = 3.5
"""Rough for Dutch; used before a server has counted, and where it does not count."""


def estimated_tokens(*texts: str) -> int:
    """Estimate the tokens of texts that nobody counted."""
    return round(sum(map(len, texts)) / CHARACTERS_PER_TOKEN)


@dataclass(frozen=True, slots=True)
class Usage:
    """What was asked: HTTP requests that were sent (repeats included), and tokens of questions and answers."""

    requests: int = 0
    tokens: int = 0


class Budget:
    """Counts, and refuses what goes over the limit; safe between threads.

    Parameters
    ----------
    max_requests : int, optional
        Most HTTP requests to send, repeats after a fault included.
    max_tokens : int, optional
        Most tokens of questions and answers together. A question that would go over it is not sent; since nobody knows
        beforehand how long an answer will be, the last one may go over it.
    """

    def __init__(self, max_requests: int | None = None, max_tokens: int | None = None) -> None:
        self._max_requests = max_requests
        self._max_tokens = max_tokens
        self._requests = 0
        self._tokens = 0
        self._lock = threading.Lock()

    @property
    def usage(self) -> Usage:
        """What was asked so far."""
        with self._lock:
            return Usage(self._requests, self._tokens)

    def before_request(self, question_tokens: int) -> None:
        """Count a request that is about to be sent.

        Parameters
        ----------
        question_tokens : int
            Estimated length of the question.

        Raises
        ------
        BudgetSpentError
            When it would go over a limit; it is not counted then.
        """
        with self._lock:
            if self._max_requests is not None and self._requests >= self._max_requests:
                raise BudgetSpentError(f"De grens van {self._max_requests} bij --max-requests is bereikt.")
            if self._max_tokens is not None and self._tokens + question_tokens > self._max_tokens:
                raise BudgetSpentError(f"De grens van {self._max_tokens} bij --max-tokens is bereikt.")
            self._requests += 1

    def after_answer(self, tokens: int) -> None:
        """Count the tokens of a question that was answered, and of its answer."""
        with self._lock:
            self._tokens += tokens
