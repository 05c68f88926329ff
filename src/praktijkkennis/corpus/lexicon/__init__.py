"""Lists of words and phrases, one a line in text files beside this module, read when first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def phrases(name: str) -> frozenset[str]:
    """Phrases of one list, lower case.

    Parameters
    ----------
    name : str
        Name of the list: its file without ``.txt``. Lines that begin with ``#`` are comments.

    Returns
    -------
    frozenset of str
    """
    text = files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip().lower() for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
