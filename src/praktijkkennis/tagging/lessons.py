"""What a codebook teaches: its sentences with the themes that each does and does not express."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, Example, Theme
from praktijkkennis.document import Stance

DESCRIPTION_WEIGHT = 0.5
"""A sentence *about* a theme (definition, inclusion, term) counts this much of one that *expresses* it.

They are used only where a theme has no examples: beside examples they made results clearly worse on the coded
development documents, since nobody narrates in definitions.
"""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Sentences to learn from.

    Parameters
    ----------
    texts : tuple of str
        n sentences; none occurs twice.
    labels : ndarray of int8, shape (n, themes)
        1 the sentence expresses the theme, 0 it does not, -1 not known.
    weights : ndarray of float64, shape (n,)
        How much each counts.
    n_background : int
        The last so many sentences are ordinary prose without any theme.
    """

    texts: tuple[str, ...]
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]
    n_background: int


def lessons_from(codebook: Codebook, background: Sequence[str]) -> Lessons:
    """Gather what a codebook says of each theme.

    Parameters
    ----------
    codebook : Codebook
        Any; a theme with no more than a name teaches at least that name.
    background : sequence of str
        Ordinary sentences without a theme.
    """
    rows: dict[str, tuple[NDArray[np.int8], float]] = {}
    index = {key: position for position, key in enumerate(codebook.keys)}

    def add(text: str, positive: Sequence[str], negative: Sequence[str], weight: float, others: int) -> None:
        row, known = rows.get(text, (np.full(len(index), -1, dtype=np.int8), weight))
        row[row < 0] = others
        row[[index[key] for key in negative]] = 0
        row[[index[key] for key in positive]] = 1
        rows[text] = (row, max(weight, known))

    for theme in codebook.themes:
        if not theme.examples:
            for text in _descriptions(theme):
                add(text, [theme.key], [], DESCRIPTION_WEIGHT, -1)
            for text in theme.excludes:
                add(text, [], [theme.key], DESCRIPTION_WEIGHT, -1)
        for example in theme.examples:
            add(example.text, [theme.key, *example.also], [], 1.0, 0)
        for example in theme.counterexamples:
            add(example.text, list(example.also), [theme.key], 1.0, 0)
    ordinary = [text for text in dict.fromkeys(background) if text not in rows]
    for text in ordinary:
        add(text, [], [], 1.0, 0)
    labels = np.stack([row for row, _ in rows.values()])
    weights = np.array([weight for _, weight in rows.values()], dtype=np.float64)
    return Lessons(tuple(rows), labels, weights, len(ordinary))


def stance_lessons(codebook: Codebook) -> tuple[list[str], list[Stance]]:
    """Give the examples of a codebook that tell their stance, with that stance."""
    pairs = [
        (example.text, example.stance) for theme in codebook.themes for example in theme.examples if example.stance
    ]
    return [text for text, _ in pairs], [stance for _, stance in pairs]


def examples_of(theme: Theme) -> tuple[Example, ...]:
    """Examples of a theme, or its descriptions where it has none."""
    return theme.examples or tuple(Example(text) for text in _descriptions(theme))


def _descriptions(theme: Theme) -> list[str]:
    sentences = [part.strip() for part in theme.definition.replace("? ", "?. ").split(". ")]
    terms = [term.text.replace("|", "").replace("~", " ") for term in theme.terms if "*" not in term.text]
    return [" ".join(text.split()) for text in (theme.name, *sentences, *theme.includes, *terms) if text]
