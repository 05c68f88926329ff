"""Doing work that mostly waits, a few pieces at a time, with the results in order."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

Piece = TypeVar("Piece")
Result = TypeVar("Result")


def in_order(work: Callable[[Piece], Result], pieces: Sequence[Piece], n_workers: int) -> Iterator[Result]:
    """Yield the result of each piece, in the order of the pieces.

    Parameters
    ----------
    work : callable
        What is done; its exception is raised here, and then nothing new is begun.
    pieces : sequence
        What it is done to.
    n_workers : int
        How many at the same time; 1 does it here, without threads.

    Notes
    -----
    The threads are daemons, unlike those of an executor: who presses Ctrl-C need not wait for answers that are under
    way.
    """
    if n_workers <= 1:
        for piece in pieces:
            yield work(piece)
        return
    waiting: queue.SimpleQueue[tuple[Future[Result], Piece]] = queue.SimpleQueue()
    promises: list[Future[Result]] = []
    for piece in pieces:
        promises.append(Future())
        waiting.put((promises[-1], piece))
    stopped = threading.Event()

    def worker() -> None:
        while not stopped.is_set():
            try:
                promise, piece = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                promise.set_result(work(piece))
            except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
                promise.set_exception(error)

    for _ in range(min(n_workers, len(pieces))):
        threading.Thread(target=worker, daemon=True).start()
    try:
        for promise in promises:
            yield promise.result()
    finally:
        stopped.set()
