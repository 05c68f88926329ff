"""Insights as a sequence that is also a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self, SupportsIndex, overload

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Insight
from praktijkkennis.exchange.tables import insights_records

if TYPE_CHECKING:
    from pandas import DataFrame

_COLUMNS: dict[str, str] = {
    "id": "str", "theme": "str", "statement": "str", "kind": "str", "tension": "bool",
    "strength": "float64", "n_quotes": "int64",
    "n_sources": "int64", "n_documents": "int64", "n_authors": "int64", "n_organisations": "int64",
    "n_sectors": "int64",
    **dict.fromkeys(STANCES, "int64"), "first_date": "str", "last_date": "str",
}  # fmt: skip


class Insights(tuple[Insight, ...]):
    """Insights, the strongest first: a tuple that a notebook shows and that can be made a table.

    Equal to, and hashed as, the plain tuple of the same insights. A slice is of this kind too.

    Parameters
    ----------
    insights : iterable of Insight
        In order.
    codebook : Codebook, optional
        For names and colours of the themes where they are shown.
    """

    codebook: Codebook | None

    def __new__(cls, insights: Iterable[Insight] = (), codebook: Codebook | None = None) -> Self:
        """Keep the insights with their codebook."""
        made = super().__new__(cls, insights)
        made.codebook = codebook
        return made

    @overload
    def __getitem__(self, place: SupportsIndex) -> Insight: ...
    @overload
    def __getitem__(self, place: slice) -> Insights: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Insight | Insights:
        """One insight, or those of a slice."""
        found = super().__getitem__(place)
        return found if isinstance(found, Insight) else Insights(found, self.codebook)

    def to_frame(self) -> DataFrame:
        """One row an insight, in order.

        Returns
        -------
        pandas.DataFrame
            ``id, theme`` (key), ``statement, kind, tension`` (bool), ``strength`` (0..1), ``n_quotes, n_sources,
            n_documents, n_authors, n_organisations, n_sectors``, quotes by stance (``versterkend, belemmerend,
            neutraal``), ``first_date, last_date`` (ISO 8601, empty when unknown).
        """
        import pandas as pd

        rows = [one | one["stances"] | {"n_quotes": len(one["quotes"])} for one in insights_records(self)]
        return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
