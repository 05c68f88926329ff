"""Words of written and spoken Dutch that say nothing of what a text is about."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def stop_words() -> frozenset[str]:
    """Give our own list of Dutch stop words, the spoken and the Flemish included.

    Returns
    -------
    frozenset of str
        Lower case; some are phrases (``zeg maar``, ``op een gegeven moment``).
    """
    source = files("praktijkkennis") / "data" / "taal" / "stopwoorden.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
