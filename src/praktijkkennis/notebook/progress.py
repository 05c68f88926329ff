"""Progress of long jobs in notebooks, by tqdm."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praktijkkennis.pipeline import Progress


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
        To give to :class:`praktijkkennis.Pipeline` as ``progress``.
    """
    if not (_can_show() if shown is None else shown):
        yield lambda stage, done, total: None
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


def _can_show() -> bool:
    ipython = sys.modules.get("IPython")
    shell = getattr(ipython, "get_ipython", lambda: None)()
    return type(shell).__name__ == "ZMQInteractiveShell" or sys.stderr.isatty()
