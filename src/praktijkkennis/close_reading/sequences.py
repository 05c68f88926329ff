"""Theme sequences: which theme follows which in a document, more often than their order by chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.close_reading.chance import N_PERMUTATIONS, two_sided
from praktijkkennis.close_reading.statistics import Numbers, false_discovery
from praktijkkennis.close_reading.theme_matrix import ThemeMatrix, theme_matrix
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

_COLUMNS = ["first", "then", "n", "share", "expected", "log_ratio", "n_documents", "p", "q"]


@dataclass(frozen=True, eq=False)
class Sequences:
    """Which theme follows which.

    Parameters
    ----------
    themes : tuple of str
        Keys, in order.
    n_steps : int
        Number of times that a coded sentence followed another near enough.
    table : pandas.DataFrame
        As :meth:`to_frame` gives it.
    names : mapping of str to str
        What to call themes in a figure.
    max_gap : int, optional
        How many sentences without a theme could lie between; any number when None.
    weighted : bool
        Whether sentences divided their step by score.
    """

    themes: tuple[str, ...]
    n_steps: int
    table: DataFrame
    names: Mapping[str, str] = field(default_factory=dict)
    max_gap: int | None = None
    weighted: bool = False

    def to_frame(self) -> DataFrame:
        """One row an ordered pair of themes, a theme with itself included.

        Returns
        -------
        pandas.DataFrame
            ``first, then, n`` (steps; of sentences with several themes each pair has its part), ``share`` (of all steps
            away from the first theme, 0..1), ``expected`` (steps, in another order), ``log_ratio`` (binary logarithm of
            n over expected, half a step added to either), ``n_documents`` with the step, ``p`` (two-sided, by
            permutation) and ``q`` (Benjamini-Hochberg). The surest come first.
        """
        return self.table.copy()

    def plot(self, level: float = 0.05) -> Figure:
        """Heat map of transitions: from the theme of the row to that of the column; a dot where ``q`` < ``level``.

        Cells that are not so sure, or where chance gives fewer than one step, are pale.

        Raises
        ------
        MissingExtraError
            When plotly is not installed.
        """
        from praktijkkennis.close_reading.charts import sequences_figure

        return sequences_figure(self, level)


def theme_sequences(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    *,
    max_gap: int | None = 3,
    weighted: bool = False,
    names: Mapping[str, str] | None = None,
    n_permutations: int = N_PERMUTATIONS,
    seed: int = 0,
) -> Sequences:
    """Count steps from a coded sentence to the next coded sentence of its document.

    Chance puts the coded sentences of each document in another order and leaves uncoded ones where they are, so that a
    document with much of a theme does not make it follow itself.

    Parameters
    ----------
    documents, annotations
        The corpus and its codes.
    max_gap : int, optional
        How many sentences without a theme may lie between; any number when None.
    weighted : bool
        Let a sentence divide its step over its themes by their scores rather than evenly.
    names : mapping of str to str, optional
        Names of the themes by key.
    n_permutations, seed : int
        Of the permutations.
    """
    import pandas as pd

    matrix = theme_matrix(documents, annotations, names)
    coded = np.flatnonzero(matrix.given.any(axis=1))
    values = (matrix.scores if weighted else matrix.given)[coded]
    values = values / np.maximum(values.sum(axis=1, keepdims=True), 1e-12)
    before = _steps(matrix, coded, max_gap)
    observed = values[before].T @ values[before + 1]
    drawn = _reordered(matrix.documents[coded], values, before, n_permutations, seed)
    documents_of = matrix.documents[coded][before]
    rows = []
    for i, first in enumerate(matrix.themes):
        leaving = observed[i].sum()
        for j, then in enumerate(matrix.themes):
            n, expected = float(observed[i, j]), float(drawn[:, i, j].mean()) if len(drawn) else float("nan")
            here = (values[before, i] > 0) & (values[before + 1, j] > 0)
            p = two_sided(n, drawn[:, i, j]) if len(drawn) else float("nan")
            share = n / leaving if leaving > 0 else float("nan")
            ratio = float(np.log2((n + 0.5) / (expected + 0.5)))
            rows.append((first, then, n, share, expected, ratio, len(np.unique(documents_of[here])), p))
    types = dict.fromkeys([*_COLUMNS[2:6], "p"], "float64") | {"n_documents": "int64"}
    table = pd.DataFrame(rows, columns=_COLUMNS[:-1]).astype(types)
    table["q"] = false_discovery(table["p"].to_numpy())
    table = table.sort_values(["p", "log_ratio"], ascending=[True, False], kind="stable", ignore_index=True)
    known = {theme: matrix.name(theme) for theme in matrix.themes}
    return Sequences(matrix.themes, len(before), table, known, max_gap, weighted)


def _steps(matrix: ThemeMatrix, coded: NDArray[np.int64], max_gap: int | None) -> NDArray[np.int64]:
    """Give the coded sentences, by their number among these, that another follows near enough in their document."""
    same = matrix.documents[coded[1:]] == matrix.documents[coded[:-1]]
    near = np.ones_like(same) if max_gap is None else np.diff(coded) - 1 <= max_gap
    found: NDArray[np.int64] = np.flatnonzero(same & near).astype(np.int64)
    return found


def _reordered(
    documents: NDArray[np.int64], values: Numbers, before: NDArray[np.int64], n_permutations: int, seed: int
) -> Numbers:
    random = np.random.default_rng(seed)
    drawn = np.zeros((n_permutations, values.shape[1], values.shape[1]))
    for number in range(n_permutations):
        order = np.lexsort((random.random(len(documents)), documents))
        moved = values[order]
        drawn[number] = moved[before].T @ moved[before + 1]
    return drawn
