"""How far a long job is: what stages call, and bars of it by tqdm."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Progress = Callable[[str, int, int | None], None]
"""Called with a Dutch name of the stage, how much of it is done, and of how much (None: not known yet)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Report no progress."""


@contextmanager
def listening(progress: Progress | bool | None) -> Iterator[Progress]:
    """Give whom a stage tells how far it is.

    Parameters
    ----------
    progress : callable or bool, optional
        Whom to tell; or whether to show bars, in a notebook only when not said.

    Yields
    ------
    callable
        To call with stage, done and total.
    """
    if callable(progress):
        yield progress
        return
    with progress_bars(in_notebook() if progress is None else progress) as tell:
        yield tell


@contextmanager
def progress_bars(shown: bool | None = None) -> Iterator[Progress]:
    """Show a bar for every stage.

    Parameters
    ----------
    shown : bool, optional
        Whether to; in a notebook and on a terminal when not said.

    Yields
    ------
    callable
        To give to a job as ``progress``.
    """
    if not (in_notebook() or sys.stderr.isatty() if shown is None else shown):
        yield silent
        return
    with warnings.catch_warnings():
        # Without ipywidgets tqdm falls back on plain text, which is good enough and no news.
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm

    bar: Any = None
    current = ""

    def tell(stage: str, done: int, total: int | None) -> None:
        nonlocal bar, current
        # Stages follow one another; two open bars would fight over the lines of plain text.
        if stage != current:
            if bar is not None:
                bar.close()
            bar, current = tqdm(desc=stage, total=total, unit=""), stage
        bar.update(done - bar.n)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.close()


def in_notebook() -> bool:
    """Tell whether this runs in a notebook."""
    ipython = sys.modules.get("IPython")
    shell = getattr(ipython, "get_ipython", lambda: None)()
    return type(shell).__name__ == "ZMQInteractiveShell"
