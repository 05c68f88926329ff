"""What a report calls the themes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThemeLabel:
    """What a report needs to know of a theme of the codebook.

    Parameters
    ----------
    key : str
        Key of the theme in annotations and insights.
    name : str
        Name as people read it.
    definition : str
        What the theme is, in a line.
    core : bool
        Whether it is one of the core themes, which come first.
    colour : str
        ``#rrggbb``, or ``""`` for none.
    """

    key: str
    name: str
    definition: str = ""
    core: bool = False
    colour: str = ""


def labels_of(themes: Sequence[ThemeLabel], *used: Iterable[str]) -> dict[str, ThemeLabel]:
    """Give the labels by key, core themes first; a key that is used but has none is named after itself."""
    known = {label.key: label for label in sorted(themes, key=lambda label: not label.core)}
    unlisted = sorted({key for keys in used for key in keys} - known.keys())
    named = {key: ThemeLabel(key, key.replace("_", " ").strip().capitalize() or key) for key in unlisted}
    return known | named
