from __future__ import annotations

import threading

import pytest

from praktijkkennis.language_model.workers import in_order


@pytest.mark.parametrize("n_workers", [1, 3, 50])
def test_results_come_in_order(n_workers: int) -> None:
    assert list(in_order(lambda piece: piece * 2, range(20), n_workers)) == [piece * 2 for piece in range(20)]


def test_work_goes_on_at_the_same_time() -> None:
    together = threading.Barrier(3, timeout=10)
    assert list(in_order(lambda piece: together.wait() >= 0, range(3), 3)) == [True] * 3


@pytest.mark.parametrize("n_workers", [1, 2])
def test_fault_is_raised_and_nothing_new_is_begun(n_workers: int) -> None:
    begun: list[int] = []

    def work(piece: int) -> int:
        begun.append(piece)
        if piece == 2:
            raise RuntimeError("stuk")
        threading.Event().wait(0.01)
        return piece

    results = in_order(work, range(1000), n_workers)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(RuntimeError, match="stuk"):
        next(results)
    threading.Event().wait(0.1)
    so_far = len(begun)
    threading.Event().wait(0.1)
    assert len(begun) == so_far < 100


def test_with_one_worker_nothing_is_done_ahead() -> None:
    begun: list[int] = []
    results = in_order(begun.append, [1, 2, 3], 1)
    next(results)
    assert begun == [1]


def test_no_work_at_all() -> None:
    assert list(in_order(str, [], 4)) == []
