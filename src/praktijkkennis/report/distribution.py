"""How the themes are spread over sectors and over time.

Shares are shares of documents, not of sentences: one long document must not outweigh ten short
ones. Every share keeps the numbers behind it, so that nobody reads 100% where it says 1 of 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from praktijkkennis.document import Document
from praktijkkennis.report.dutch import MONTHS, iso_parts

Unit = Literal["sector", "maand", "kwartaal", "jaar"]

FEW_DOCUMENTS = 5
"""Below this number of documents a share says little; the report marks it."""

_MOST_SECTORS = 8
_MOST_YEARS = 16
_MONTHLY_UP_TO = 12
_QUARTERLY_UP_TO = 48


@dataclass(frozen=True, slots=True)
class Column:
    """A sector or a period, with the number of documents in it."""

    label: str
    n_documents: int

    @property
    def is_thin(self) -> bool:
        """Whether there are too few documents to say much."""
        return self.n_documents < FEW_DOCUMENTS


@dataclass(frozen=True, slots=True)
class Share:
    """``hits`` of ``n_documents`` documents."""

    hits: int
    n_documents: int

    @property
    def value(self) -> float | None:
        """The share, 0..1; ``None`` when there are no documents."""
        return self.hits / self.n_documents if self.n_documents else None


@dataclass(frozen=True, slots=True)
class Distribution:
    """A table of themes by sectors or periods.

    Parameters
    ----------
    unit : {"sector", "maand", "kwartaal", "jaar"}
        What a column is.
    columns : tuple of Column
        Sectors, the one with most documents first, or periods in order.
    rows : mapping of str to tuple of Share
        Per theme key a share for every column.
    n_left_out : int
        Number of documents that stand in no column.
    """

    unit: Unit
    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Share, ...]]
    n_left_out: int

    @property
    def highest(self) -> float:
        """The highest share in the table."""
        return max((share.value or 0.0 for row in self.rows.values() for share in row), default=0.0)


def by_sector(documents: Sequence[Document], themes: Mapping[str, Set[str]]) -> Distribution | None:
    """Spread themes over the sectors that the metadata name.

    Parameters
    ----------
    documents : sequence of Document
        All documents.
    themes : mapping of str to set of str
        Per theme key the ids of the documents in which it occurs.

    Returns
    -------
    Distribution or None
        ``None`` with fewer than two sectors. Beyond eight, the smallest are left out.
    """
    labels: dict[str, str] = {}
    members: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        label = " ".join(document.metadata.get("sector", "").split())
        if label:
            key = label.casefold()
            labels.setdefault(key, label)
            members[key].append(document.id)
    if len(members) < 2:
        return None
    largest = sorted(members, key=lambda key: (-len(members[key]), key))[:_MOST_SECTORS]
    groups = [(labels[key], members[key]) for key in largest]
    return _distribution("sector", groups, themes, len(documents))


def by_period(documents: Sequence[Document], themes: Mapping[str, Set[str]]) -> Distribution | None:
    """Spread themes over months, quarters or years, whichever the documents span.

    Up to a year goes by month, up to four years by quarter, anything longer by year, as do
    documents of which most name no month.

    Parameters
    ----------
    documents : sequence of Document
        All documents.
    themes : mapping of str to set of str
        Per theme key the ids of the documents in which it occurs.

    Returns
    -------
    Distribution or None
        ``None`` when fewer than two periods have documents.
    """
    dated = {document.id: parts for document in documents if (parts := iso_parts(document.metadata.get("date", "")))}
    monthly = {key: year * 12 + month - 1 for key, (year, month, _) in dated.items() if month is not None}
    span = max(monthly.values()) - min(monthly.values()) + 1 if monthly else 0
    if len(monthly) * 2 <= len(dated) or span > _QUARTERLY_UP_TO:
        groups = _per_year({key: year for key, (year, _, _) in dated.items()})
        unit: Unit = "jaar"
    elif span > _MONTHLY_UP_TO:
        groups, unit = _gapless({key: month // 3 for key, month in monthly.items()}, _quarter), "kwartaal"
    else:
        groups, unit = _gapless(monthly, _month), "maand"
    if sum(1 for _, members in groups if members) < 2:
        return None
    return _distribution(unit, groups, themes, len(documents))


def _month(index: int) -> str:
    return f"{MONTHS[index % 12][:3] if index % 12 != 2 else 'mrt'} {index // 12}"


def _quarter(index: int) -> str:
    return f"{index % 4 + 1}e kw. {index // 4}"


def _gapless(places: Mapping[str, int], name: Callable[[int], str]) -> list[tuple[str, list[str]]]:
    """Group by place; places between the first and the last without documents count too."""
    members = _grouped(places)
    return [(name(place), members.get(place, [])) for place in range(min(members), max(members) + 1)]


def _per_year(years: Mapping[str, int]) -> list[tuple[str, list[str]]]:
    """Group by year, the latest ones only; one wrong date must not give a hundred empty columns."""
    members = _grouped(years)
    return [(str(year), members[year]) for year in sorted(members)[-_MOST_YEARS:]]


def _grouped(places: Mapping[str, int]) -> dict[int, list[str]]:
    members: defaultdict[int, list[str]] = defaultdict(list)
    for key, place in places.items():
        members[place].append(key)
    return dict(members)


def _distribution(
    unit: Unit, groups: Iterable[tuple[str, list[str]]], themes: Mapping[str, Set[str]], n_documents: int
) -> Distribution:
    groups = tuple(groups)
    columns = tuple(Column(label, len(members)) for label, members in groups)
    rows = {
        theme: tuple(Share(sum(member in found for member in members), len(members)) for _, members in groups)
        for theme, found in themes.items()
        if found
    }
    return Distribution(unit, columns, rows, n_documents - sum(column.n_documents for column in columns))
