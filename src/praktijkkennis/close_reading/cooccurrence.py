"""Which themes go together, more often than chance and the length of documents make them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from praktijkkennis.close_reading.chance import (
    N_PERMUTATIONS,
    exact_overlap,
    fixed_margins,
    two_sided,
    within_documents,
)
from praktijkkennis.close_reading.comparison import Weighting, stretches
from praktijkkennis.close_reading.statistics import Numbers, false_discovery
from praktijkkennis.close_reading.theme_matrix import ThemeMatrix, theme_matrix
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError, check_choice

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

Unit = Literal["sentence", "document"]
"""What themes must share to go together."""

_COLUMNS = ["first", "second", "n_first", "n_second", "n_both", "expected", "log_ratio", "jaccard", "p", "q"]


@dataclass(frozen=True, eq=False)
class Cooccurrence:
    """Which pairs of themes go together.

    Parameters
    ----------
    unit : {"sentence", "document"}
        What they must share.
    n_units : int
        Number of sentences or documents.
    themes : tuple of str
        Keys, in order.
    test : str
        How chance was reckoned, in Dutch.
    table : pandas.DataFrame
        As :meth:`to_frame` gives it.
    names : mapping of str to str
        What to call themes in a figure.
    distance : int
        How many sentences apart still counted as together.
    weighted : bool
        Whether codes were counted by their score.
    weighting : {"length", "documents"}
        What documents counted for.
    """

    unit: Unit
    n_units: int
    themes: tuple[str, ...]
    test: str
    table: DataFrame
    names: Mapping[str, str] = field(default_factory=dict)
    distance: int = 0
    weighted: bool = False
    weighting: Weighting = "length"

    def to_frame(self) -> DataFrame:
        """One row a pair of themes.

        Returns
        -------
        pandas.DataFrame
            ``first, second, n_first, n_second, n_both`` (units, or sums of scores or weights), ``expected`` (both, by
            chance), ``log_ratio`` (binary logarithm of both over expected, half a unit added to either), ``jaccard``
            (both over either; nan when a distance was given), ``p`` (two-sided), ``q`` (Benjamini-Hochberg). The surest
            come first.
        """
        return self.table.copy()

    def plot(self, level: float = 0.05) -> Figure:
        """Heat map of the log ratio; a dot marks pairs with ``q`` below ``level``.

        Cells that are not so sure, or where chance gives fewer than one meeting, are pale.

        Raises
        ------
        MissingExtraError
            When plotly is not installed.
        """
        from praktijkkennis.close_reading.charts import cooccurrence_figure

        return cooccurrence_figure(self, level)


def cooccurrence(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    *,
    unit: Unit = "sentence",
    distance: int = 0,
    weighted: bool = False,
    weighting: Weighting = "length",
    correct_for_length: bool = True,
    names: Mapping[str, str] | None = None,
    n_permutations: int = N_PERMUTATIONS,
    seed: int = 0,
) -> Cooccurrence:
    """Tell which themes go together in sentences or in documents.

    Long documents, and documents full of themes, make any two themes meet. Unless ``correct_for_length`` is off, chance
    therefore keeps them as they are: for sentences, the codes of each document are spread over its own sentences
    (exact, the test behind Cochran, 1954, and Mantel & Haenszel, 1959; by permutation where codes are weighted or a
    distance is given); for documents, every document keeps its number of themes and every theme its number of
    documents (curveball permutations, Strona et al., 2014, *Nature Communications* 5). Without it, Fisher's exact test
    on the units.

    Parameters
    ----------
    documents, annotations
        The corpus and its codes.
    unit : {"sentence", "document"}
        What themes must share.
    distance : int
        With sentences: how many sentences apart still counts as together; every pair of sentences is counted.
    weighted : bool
        With sentences: count codes by their score, a pair by the product.
    weighting : {"length", "documents"}
        With sentences: ``documents`` lets each document count as much as any other, so that a long one does not decide;
        chance is then by permutation. Of documents each counts once anyhow.
    correct_for_length : bool
        Whether chance keeps documents as they are.
    names : mapping of str to str, optional
        Names of the themes by key.
    n_permutations, seed : int
        Of the permutations.

    Raises
    ------
    QueryError
        When ``unit`` or ``weighting`` is no such choice, ``distance`` or ``weighted`` are asked of documents, one of
        these or ``weighting`` of a test without correction for length, or the distance is negative.
    """
    check_choice("unit", unit, get_args(Unit))
    check_choice("weighting", weighting, get_args(Weighting))
    if distance < 0:
        raise QueryError(f"distance={distance} kan niet: geef 0 of meer zinnen op.")
    if (distance or weighted) and unit == "document":
        raise QueryError("distance en weighted gaan over zinnen. Laat ze weg, of kies unit='sentence'.")
    alike = weighting == "documents" and unit == "sentence"
    if (distance or weighted or alike) and not correct_for_length:
        raise QueryError(
            "distance, weighted en weighting='documents' gaan samen met correct_for_length=True. Zet die aan."
        )
    matrix = theme_matrix(documents, annotations, names)
    if unit == "document":
        values = (matrix.per_document(matrix.given) > 0).astype(np.float64)
    else:
        values = matrix.scores if weighted else matrix.given
    weights = np.ones(len(values))
    if alike:
        weights = stretches(matrix.lengths.astype(np.float64))[matrix.documents]
    if not correct_for_length:
        test, rows = "exacte toets van Fisher", _fisher(values)
    elif unit == "document":
        test = "permutaties: elk document houdt zijn aantal thema's"
        rows = _permuted(values.T @ values, fixed_margins(values, n_permutations, seed))
    elif distance or weighted or alike:
        test = "permutaties binnen documenten"
        rows = _permuted(*within_documents(matrix, values, weights, distance, n_permutations, seed))
    else:
        test, rows = "exacte toets binnen documenten", _stratified(matrix)
    return Cooccurrence(
        unit, len(values), matrix.themes, test,
        _table(matrix.themes, values * weights[:, None], rows, shared=not distance),
        {theme: matrix.name(theme) for theme in matrix.themes}, distance, weighted, "documents" if alike else "length",
    )  # fmt: skip


_Found = tuple[float, float, float]
"""How often both were found, how often chance would have it, and the p-value."""


def _fisher(values: Numbers) -> dict[tuple[int, int], _Found]:
    from scipy.stats import fisher_exact

    n, sums, both = len(values), values.sum(axis=0), values.T @ values
    found = {}
    for i, j in combinations(range(len(sums)), 2):
        a, b, c = both[i, j], sums[i] - both[i, j], sums[j] - both[i, j]
        table = np.array([[a, b], [c, n - a - b - c]]).astype(np.int64)
        found[i, j] = float(a), float(sums[i] * sums[j] / n), float(fisher_exact(table)[1])
    return found


def _stratified(matrix: ThemeMatrix) -> dict[tuple[int, int], _Found]:
    given = matrix.given
    sums = matrix.per_document(given)
    both = given.T @ given
    found = {}
    for i, j in combinations(range(len(matrix.themes)), 2):
        expected, p = exact_overlap(int(both[i, j]), sums[:, i], sums[:, j], matrix.lengths)
        found[i, j] = float(both[i, j]), expected, p
    return found


def _permuted(observed: Numbers, drawn: Numbers) -> dict[tuple[int, int], _Found]:
    return {
        (i, j): (float(observed[i, j]), float(drawn[:, i, j].mean()), two_sided(observed[i, j], drawn[:, i, j]))
        for i, j in combinations(range(len(observed)), 2)
    }


def _table(
    themes: Sequence[str], values: Numbers, found: Mapping[tuple[int, int], _Found], *, shared: bool
) -> DataFrame:
    import pandas as pd

    sums = values.sum(axis=0)
    rows = []
    for (i, j), (both, expected, p) in found.items():
        either = sums[i] + sums[j] - both
        ratio = float(np.log2((both + 0.5) / (expected + 0.5)))
        jaccard = both / either if shared and either > 0 else float("nan")
        rows.append((themes[i], themes[j], sums[i], sums[j], both, expected, ratio, jaccard, p))
    table = pd.DataFrame(rows, columns=_COLUMNS[:-1]).astype(dict.fromkeys(_COLUMNS[2:-1], "float64"))
    table["q"] = false_discovery(table["p"].to_numpy())
    return table.sort_values(["p", "log_ratio"], ascending=[True, False], kind="stable", ignore_index=True)
