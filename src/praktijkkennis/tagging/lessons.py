"""What a codebook teaches: its sentences with the themes that each does and does not express."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, Example, Theme
from praktijkkennis.document import Stance

EXAMPLE_WEIGHT = 0.5
"""What one example counts for.

The name of a theme, its definition, its inclusions and its terms count for one each, however many sentences or words
they are: they are all there is of a codebook without examples, and next to nothing beside dozens of examples, since
nobody narrates in definitions.
"""

ABOUT, DENIED, UNSAID = 1, 0, -1
"""Labels: the sentence is about the theme, is said not to be, or is about another theme."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Sentences to learn from.

    Parameters
    ----------
    texts : tuple of str
        n sentences; none occurs twice.
    labels : ndarray of int8, shape (n, themes)
        1 the sentence is about the theme, 0 it is expressly not, -1 it is about another theme.
    weights : ndarray of float64, shape (n,)
        How much each counts.
    """

    texts: tuple[str, ...]
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]


def lessons_from(codebook: Codebook, ordinary: Sequence[str] = ()) -> Lessons:
    """Gather what a codebook says of each theme.

    Parameters
    ----------
    codebook : Codebook
        Any; a theme with no more than a name teaches at least that name.
    ordinary : sequence of str
        Sentences that are about none of the themes.
    """
    rows: dict[str, tuple[NDArray[np.int8], float]] = {}
    index = {key: position for position, key in enumerate(codebook.keys)}

    def add(text: str, about: Sequence[str], denied: Sequence[str], weight: float) -> None:
        row, known = rows.get(text, (np.full(len(index), UNSAID, dtype=np.int8), weight))
        row[[index[key] for key in denied]] = DENIED
        row[[index[key] for key in about]] = ABOUT
        rows[text] = (row, max(weight, known))

    for theme in codebook.themes:
        for group in descriptions_of(theme):
            for text in group:
                add(text, [theme.key], [], 1.0 / len(group))
        for text in theme.excludes:
            add(text, [], [theme.key], EXAMPLE_WEIGHT / len(theme.excludes))
        for example in theme.examples:
            add(example.text, [theme.key, *example.also], [], EXAMPLE_WEIGHT)
        for example in theme.counterexamples:
            add(example.text, list(example.also), [theme.key], EXAMPLE_WEIGHT)
    for text in ordinary:
        if text not in rows:
            add(text, [], codebook.keys, EXAMPLE_WEIGHT)
    labels = np.stack([row for row, _ in rows.values()])
    return Lessons(tuple(rows), labels, np.array([weight for _, weight in rows.values()], dtype=np.float64))


def stance_lessons(codebook: Codebook) -> tuple[list[str], list[Stance]]:
    """Give the examples of a codebook that tell their stance, with that stance."""
    pairs = [
        (example.text, example.stance) for theme in codebook.themes for example in theme.examples if example.stance
    ]
    return [text for text, _ in pairs], [stance for _, stance in pairs]


def examples_of(theme: Theme) -> tuple[Example, ...]:
    """Examples of a theme, or its descriptions where it has none."""
    return theme.examples or tuple(Example(text) for group in descriptions_of(theme) for text in group)


def descriptions_of(theme: Theme) -> list[list[str]]:
    """What is said about a theme: its name, the sentences of its definition, its inclusions, its terms in plain words.

    Returns
    -------
    list of list of str
        Only groups that hold something.
    """
    sentences = [part.strip() for part in theme.definition.replace("? ", "?. ").split(". ")]
    terms = [term.text.replace("|", "").replace("~", " ").replace("*", "") for term in theme.terms]
    groups = ([theme.name], sentences, theme.includes, terms)
    plain = [[" ".join(text.split()) for text in group if text.strip()] for group in groups]
    return [list(dict.fromkeys(group)) for group in plain if group]
