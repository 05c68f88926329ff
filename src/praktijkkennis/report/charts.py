"""The small pictures of a report as numbers: bars over time, and how the stances divide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from praktijkkennis.document import STANCES
from praktijkkennis.report import dutch
from praktijkkennis.report.distribution import Distribution
from praktijkkennis.report.labels import ThemeLabel

_CHART_HEIGHT = 56


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar as SVG lengths; ``meaning`` says in words what it shows, ``thin`` that it rests on little."""

    x: str
    middle: str
    width: str
    y: str
    height: str
    thin: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A row of bars with a name, and with all that they show in words."""

    name: str
    meaning: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """The part of one stance in a bar of all."""

    name: str
    x: str
    width: str


def totals_chart(periods: Distribution) -> Chart:
    """Chart how many documents each period has."""
    numbers = [column.n_documents for column in periods.columns]
    meanings = [f"{column.label}: {_documents(column.n_documents)}" for column in periods.columns]
    return _chart("", [count / (max(numbers) or 1) for count in numbers], periods, meanings)


def theme_charts(periods: Distribution, labels: Iterable[ThemeLabel]) -> list[Chart]:
    """Chart per theme its share in each period, all on one scale."""
    charts = []
    for label in labels:
        row = periods.rows.get(label.key, ())
        meanings = [
            f"{column.label}: {share.hits} van {_documents(share.n_documents)}"
            if share.n_documents
            else f"{column.label}: geen documenten"
            for column, share in zip(periods.columns, row, strict=False)
        ]
        if row:
            heights = [(share.value or 0.0) / (periods.highest or 1.0) for share in row]
            charts.append(_chart(label.name, heights, periods, meanings))
    return charts


def _chart(name: str, heights: Sequence[float], periods: Distribution, meanings: Sequence[str]) -> Chart:
    step = 100 / len(heights)
    bars = tuple(
        Bar(
            x=f"{(index + 0.12) * step:.2f}%",
            middle=f"{(index + 0.5) * step:.2f}%",
            width=f"{0.76 * step:.2f}%",
            y=f"{_CHART_HEIGHT - height * (_CHART_HEIGHT - 2):.1f}",
            height=f"{height * (_CHART_HEIGHT - 2):.1f}",
            thin=column.is_thin,
            meaning=meaning,
        )
        for index, (height, column, meaning) in enumerate(zip(heights, periods.columns, meanings, strict=True))
    )
    return Chart(name, "; ".join(meanings), bars)


def _documents(count: int) -> str:
    return dutch.counted(count, "document", "documenten")


def segments(stances: Mapping[str, int]) -> list[Segment]:
    """Divide a bar over the stances that occur, in their fixed order."""
    total = sum(stances.get(stance, 0) for stance in STANCES)
    found, x = [], 0.0
    for stance in STANCES:
        width = 100 * stances.get(stance, 0) / total if total else 0.0
        if width:
            found.append(Segment(stance, f"{x:.2f}%", f"{width:.2f}%"))
        x += width
    return found


def stances_in_words(stances: Mapping[str, int]) -> str:
    """Say how many of each stance: ``3 versterkend, 1 belemmerend, 0 neutraal``."""
    return ", ".join(f"{stances.get(stance, 0)} {stance}" for stance in STANCES)
