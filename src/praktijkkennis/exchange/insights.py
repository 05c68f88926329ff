"""Insights as a sequence that is also a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self, SupportsIndex, overload

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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class KnownInsight(Insight):
    """An insight that a notebook shows with the name and colour of its theme; equal to the same insight without.

    Parameters
    ----------
    codebook : Codebook or None
        For name and colour of the theme.
    """

    codebook: Codebook | None = None

    def __eq__(self, other: object) -> bool:
        """Compare what an insight says, not how it is shown."""
        if not isinstance(other, Insight):
            return NotImplemented
        return all(getattr(self, one.name) == getattr(other, one.name) for one in fields(Insight))

    def __hash__(self) -> int:
        """Hash as the insight."""
        return hash(self.id)

    def __reduce__(self) -> tuple[type[Insight], tuple[object, ...]]:
        """Keep the codebook when pickled."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return KnownInsight, tuple((values | {"stances": dict(self.stances)}).values())


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
        made = super().__new__(cls, (_known(one, codebook) for one in insights))
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


def _known(insight: Insight, codebook: Codebook | None) -> Insight:
    """Give an insight its codebook; without one it stays as it is."""
    if codebook is None:
        return insight
    values: dict[str, Any] = {one.name: getattr(insight, one.name) for one in fields(Insight)}
    return KnownInsight(**values, codebook=codebook)
