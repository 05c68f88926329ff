from __future__ import annotations

import threading

import pytest

from praktijkkennis.errors import BudgetSpentError
from praktijkkennis.language_model import Budget, Usage
from praktijkkennis.language_model.budget import estimated_tokens


def test_requests_are_counted_and_limited() -> None:
    budget = Budget(max_requests=2)
    budget.before_request(10)
    budget.before_request(10)
    with pytest.raises(BudgetSpentError, match="2 bij --max-requests"):
        budget.before_request(10)
    assert budget.usage == Usage(2, 0)


def test_a_question_that_would_go_over_is_not_sent() -> None:
    budget = Budget(max_tokens=100)
    budget.before_request(60)
    budget.after_answer(70)
    budget.before_request(30)
    with pytest.raises(BudgetSpentError, match="100 bij --max-tokens"):
        budget.before_request(31)
    assert budget.usage == Usage(2, 70)


def test_without_limits_nothing_is_refused() -> None:
    budget = Budget()
    for _ in range(100):
        budget.before_request(10**9)
    assert budget.usage.requests == 100


def test_limit_holds_between_threads() -> None:
    budget = Budget(max_requests=50)

    def spend() -> None:
        for _ in range(40):
            try:
                budget.before_request(1)
            except BudgetSpentError:
                return

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert budget.usage.requests == 50


def test_estimate_grows_with_text() -> None:
    assert estimated_tokens("") == 0
    assert estimated_tokens("a" * 35, "b" * 35) == 20
