"""The words that tell denial, wish, advice, question, report and person, from ``data/taal/modaliteit.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources


@cache
def cue(name: str) -> frozenset[str]:
    """Give the words of one kind.

    Parameters
    ----------
    name : str
        Section and key, for example ``"wens.werkwoorden"``.

    Returns
    -------
    frozenset of str
        In lower case; an underscore in the file is a space here.
    """
    section, key = name.split(".")
    return frozenset(word.replace("_", " ") for word in str(_table()[section][key]).split())


@cache
def prepositions_of(name: str) -> dict[str, frozenset[str]]:
    """Give the verbs of a kind with the prepositions that lead what they are about."""
    section, key = name.split(".")
    table = _table()[section][key]
    assert isinstance(table, dict)
    return {str(verb): frozenset(str(words).split()) for verb, words in table.items()}


def has_phrase(words: Sequence[str], start: int, name: str) -> bool:
    """Tell whether one of the words or phrases of a kind stands at a place in a list of words in lower case."""
    return any(list(words[start : start + phrase.count(" ") + 1]) == phrase.split() for phrase in cue(name))


@cache
def _table() -> dict[str, dict[str, object]]:
    source = resources.files("praktijkkennis") / "data" / "taal" / "modaliteit.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
