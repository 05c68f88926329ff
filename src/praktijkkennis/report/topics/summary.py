"""What there is to say about topics, as plain data."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from praktijkkennis.report.labels import ThemeLabel
from praktijkkennis.topics.crosswalk import Crosswalk
from praktijkkennis.topics.groups import TopicsByGroup, topics_by_group
from praktijkkennis.topics.result import Quality, Topic, TopicResult

DEFAULT_TITLE = "Onderwerpen in praktijkverhalen"

_GROUP_KEYS = {"sector": "sector", "organisation": "organisatie", "kind": "soort tekst"}
_FEWEST_IN_GROUP = 3
_MOST_GROUPS = 8
_MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class TopicView:
    """One topic with its size as a share of all passages, 0..1."""

    topic: Topic
    share: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Topics by group, with the Dutch name of what a group is."""

    name: str
    groups: TopicsByGroup


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A topic with fewer themes than the rest: the share of its passages that has a theme, with its interval."""

    topic: Topic
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CrosswalkView:
    """Share of each topic that has each theme; rows are themes, columns topics."""

    themes: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]
    counts: tuple[tuple[int, ...], ...]
    candidates: tuple[CandidateView, ...]


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """All that a report says of topics.

    Parameters
    ----------
    title : str
        Title of the page.
    reason : str
        Why this engine, and how the number of topics came about or why there are none.
    topics : tuple of TopicView
        The largest first.
    n_documents, n_passages, n_outliers : int
        Numbers; outliers are passages outside all topics.
    coverage : float
        Share of passages in a topic, 0..1.
    quality : Quality
        Measures over all topics.
    tables : tuple of GroupTable
        By group; only of metadata that at least two groups of documents share.
    months : TopicsByGroup or None
        Over time; None when fewer than two months are known.
    crosswalk : CrosswalkView or None
        Against the codebook; None when nothing was coded.
    run : mapping of str to str
        What the run was made of.
    n_withheld, min_group : int
        How many documents were left out, and the least number of people in a group that is quoted.
    """

    title: str
    reason: str
    topics: tuple[TopicView, ...]
    n_documents: int
    n_passages: int
    n_outliers: int
    coverage: float
    quality: Quality
    tables: tuple[GroupTable, ...]
    months: TopicsByGroup | None
    crosswalk: CrosswalkView | None
    run: Mapping[str, str]
    n_withheld: int = 0
    min_group: int = 1

    @property
    def measures(self) -> tuple[tuple[str, float, str], ...]:
        """Name, value and meaning of each measure that could be taken."""
        quality = self.quality
        named = (
            ("samenhang (NPMI)", quality.npmi, "-1 tot 1: staan de termen van een onderwerp vaak bij elkaar?"),
            ("samenhang (C_v)", quality.c_v, "0 tot 1: komen zij in dezelfde omgeving voor?"),
            ("verscheidenheid", quality.diversity, "0 tot 1: hebben onderwerpen eigen termen?"),
            ("overlap", quality.redundancy, "0 tot 1: hoeveel termen delen twee onderwerpen?"),
            ("bestendigheid", quality.stability, "0 tot 1: komen de onderwerpen terug bij een nieuwe berekening?"),
            (
                "bestendigheid boven toeval",
                quality.stability_beyond,
                "0 is wat het lot geeft, 1 is elke keer dezelfde indeling (aangepaste Rand-index)",
            ),
        )
        return tuple(one for one in named if not math.isnan(one[1]))


def build_topic_summary(
    result: TopicResult,
    crosswalk: Crosswalk | None = None,
    themes: Sequence[ThemeLabel] = (),
    run: Mapping[str, str] | None = None,
    *,
    title: str = DEFAULT_TITLE,
    n_withheld: int = 0,
    min_group: int = 1,
) -> TopicSummary:
    """Compute what a report says of topics.

    Parameters
    ----------
    result : TopicResult
        What was found.
    crosswalk : Crosswalk, optional
        Topics beside themes.
    themes : sequence of ThemeLabel
        Names of the themes; the key stands for a theme without one.
    run : mapping of str to str, optional
        Dutch label to value.
    title : str
        Title of the page.
    n_withheld, min_group : int
        How many documents were left out because fewer people than this speak in their group.
    """
    names = {theme.key: theme.name for theme in themes}
    n_passages = len(result.passages)
    months = topics_by_group(result, "month") if result.topics else None
    return TopicSummary(
        title=title,
        reason=result.reason,
        topics=tuple(
            TopicView(
                topic,
                topic.n_passages / n_passages,
                float(result.points[topic.number, 0]),
                float(result.points[topic.number, 1]),
            )
            for topic in result.topics
        ),
        n_documents=len(result.documents),
        n_passages=n_passages,
        n_outliers=result.n_outliers,
        coverage=result.coverage,
        quality=result.quality,
        tables=tuple(_tables(result)),
        months=months if months is not None and 2 <= len(months.groups) <= _MOST_MONTHS else None,
        crosswalk=None if crosswalk is None or not result.topics else _crosswalk(crosswalk, names),
        run=dict(run or {}),
        n_withheld=n_withheld,
        min_group=min_group,
    )


def _tables(result: TopicResult) -> list[GroupTable]:
    if not result.topics:
        return []
    tables = []
    for key, name in _GROUP_KEYS.items():
        groups = topics_by_group(result, key)
        kept = [place for place, n in enumerate(groups.n_documents) if n >= _FEWEST_IN_GROUP][:_MOST_GROUPS]
        if len(kept) >= 2:
            left_out = groups.n_left_out + sum(n for p, n in enumerate(groups.n_documents) if p not in kept)
            shown = TopicsByGroup(
                key,
                tuple(groups.groups[place] for place in kept),
                tuple(groups.n_documents[place] for place in kept),
                tuple(tuple(row[place] for place in kept) for row in groups.shares),
                left_out,
            )
            tables.append(GroupTable(name, shown))
    return tables


def _crosswalk(crosswalk: Crosswalk, names: Mapping[str, str]) -> CrosswalkView:
    return CrosswalkView(
        themes=tuple(names.get(theme, theme) for theme in crosswalk.themes),
        shares=tuple(tuple(map(float, row)) for row in crosswalk.shares),
        counts=tuple(tuple(map(int, row)) for row in crosswalk.counts),
        candidates=tuple(CandidateView(one.topic, one.theme_share, one.low, one.high) for one in crosswalk.candidates),
    )
