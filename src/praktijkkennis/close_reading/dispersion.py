"""Dispersion: whether a theme or word is spread over the corpus or heaped up in a few documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from praktijkkennis.close_reading.concordance import kwic
from praktijkkennis.close_reading.running_words import running_words
from praktijkkennis.close_reading.statistics import Numbers, deviation_of_proportions
from praktijkkennis.close_reading.theme_matrix import theme_matrix
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError

if TYPE_CHECKING:
    from pandas import DataFrame
    from plotly.graph_objects import Figure

_COLUMNS = ["item", "n", "n_documents", "share_of_documents", "largest_share", "dp", "dp_norm", "mean_position"]


@dataclass(frozen=True, eq=False)
class Dispersion:
    """How things are spread over documents.

    Parameters
    ----------
    kind : {"words", "themes"}
        What was counted.
    table : pandas.DataFrame
        As :meth:`to_frame` gives it.
    positions : pandas.DataFrame
        ``item, document_id, position`` (0..1): every place, for the figure.
    names : mapping of str to str
        What to call items in a figure.
    weighted : bool
        Whether codes were counted by their score.
    """

    kind: Literal["words", "themes"]
    table: DataFrame
    positions: DataFrame
    names: Mapping[str, str] = field(default_factory=dict)
    weighted: bool = False

    def to_frame(self) -> DataFrame:
        """One row an item.

        Returns
        -------
        pandas.DataFrame
            ``item, n`` (times, or the sum of scores), ``n_documents, share_of_documents`` (with it, 0..1),
            ``largest_share`` (of all its places, in the one document that has most), ``dp`` and ``dp_norm`` (Gries; 0
            is spread as evenly as the documents are long, 1 is all in one), ``mean_position`` (0 is the beginning of
            a document, 1 the end).
        """
        return self.table.copy()

    def plot(self, item: str | None = None) -> Figure:
        """Show where in the documents items stand; of one item a stripe for every place, by document.

        Raises
        ------
        MissingExtraError
            When plotly is not installed.
        QueryError
            When there is no such item.
        """
        from praktijkkennis.close_reading.charts import dispersion_figure, positions_figure

        if item is None:
            return dispersion_figure(self)
        known = list(self.table["item"])
        if item not in known:
            raise QueryError(f"'{item}' is hier niet geteld. Wel: {', '.join(known)}.")
        chosen = self.positions[self.positions["item"] == item]
        places = list(zip(chosen["document_id"], chosen["position"], chosen["item"], strict=True))
        return positions_figure(places, f"Waar staat {self.names.get(item, item)}?")


def dispersion(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    *,
    names: Mapping[str, str] | None = None,
    weighted: bool = False,
) -> Dispersion:
    """Tell how themes are spread over documents; a document counts by its number of sentences.

    Parameters
    ----------
    documents, annotations
        The corpus and its codes.
    names : mapping of str to str, optional
        Names of the themes by key.
    weighted : bool
        Count a code by its score rather than as one.
    """
    import pandas as pd

    matrix = theme_matrix(documents, annotations, names)
    values = matrix.scores if weighted else matrix.given
    counts = matrix.per_document(values)
    rows = []
    places: list[tuple[str, str, float]] = []
    for column, theme in enumerate(matrix.themes):
        where = np.flatnonzero(values[:, column])
        rows.append(_row(theme, counts[:, column], matrix.lengths.astype(np.float64), matrix.positions[where]))
        places.extend((theme, matrix.ids[matrix.documents[one]], float(matrix.positions[one])) for one in where)
    positions = pd.DataFrame(places, columns=["item", "document_id", "position"])
    known = {theme: matrix.name(theme) for theme in matrix.themes}
    return Dispersion("themes", _table(rows), positions, known, weighted)


def word_dispersion(documents: Sequence[ProcessedDocument], queries: Sequence[str]) -> Dispersion:
    """Tell how words, phrases or separable verbs are spread over documents; a document counts by its running words.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The corpus.
    queries : sequence of str
        Terms in the notation of a codebook, each an item of its own.

    Raises
    ------
    QueryError
        When a term cannot be read.
    """
    import pandas as pd

    sizes = np.array(
        [sum(len(running_words(one.tokens)) for one in each.sentences if one.codable) for each in documents],
        dtype=np.float64,
    )
    rows = []
    places: list[tuple[str, str, float]] = []
    number = {one.document.id: place for place, one in enumerate(documents)}
    for query in dict.fromkeys([queries] if isinstance(queries, str) else queries):
        lines = kwic(documents, query, width=1, as_typed=True).lines
        found = np.array([number[line.document_id] for line in lines], dtype=np.int64)
        counts = np.bincount(found, minlength=len(documents)).astype(np.float64)
        rows.append(_row(query, counts, sizes, np.array([line.position for line in lines])))
        places.extend((query, line.document_id, line.position) for line in lines)
    positions = pd.DataFrame(places, columns=["item", "document_id", "position"])
    return Dispersion("words", _table(rows), positions)


def _row(item: str, counts: Numbers, sizes: Numbers, positions: Numbers) -> dict[str, object]:
    dp, dp_norm = deviation_of_proportions(counts, sizes)
    n_documents = int((counts > 0).sum())
    return {
        "item": item,
        "n": float(counts.sum()),
        "n_documents": n_documents,
        "share_of_documents": n_documents / max(len(counts), 1),
        "largest_share": float(counts.max(initial=0.0) / counts.sum()) if counts.sum() else float("nan"),
        "dp": dp,
        "dp_norm": dp_norm,
        "mean_position": float(positions.mean()) if len(positions) else float("nan"),
    }


def _table(rows: Sequence[Mapping[str, object]]) -> DataFrame:
    import pandas as pd

    types = dict.fromkeys(_COLUMNS, "float64") | {"item": "str", "n_documents": "int64"}
    return pd.DataFrame(rows, columns=_COLUMNS).astype(types)
