"""What a report says of the time since the run before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from praktijkkennis.insights.continuity import GONE, STATUSES, Changes, Vanished


@dataclass(frozen=True, slots=True)
class GoneInsight:
    """An insight that is no longer there.

    ``statement`` is ``""`` when it cannot be shown; ``merged_into`` is the id of the insight that it went into, if any.
    """

    id: str
    theme_name: str
    statement: str
    n_sources: int
    merged_into: str


@dataclass(frozen=True, slots=True)
class News:
    """What is new.

    Attributes
    ----------
    counts : mapping of str to int
        Number of insights that are ``nieuw``, ``groeiend``, ``stabiel`` and ``verdwenen``.
    labels : mapping of str to str
        For every insight, by id, what to say of it: ``groeiend: van 2 naar 4 bronnen``.
    gone : tuple of GoneInsight
        Those that are no longer there.
    """

    counts: Mapping[str, int]
    labels: Mapping[str, str]
    gone: tuple[GoneInsight, ...]

    def label_of(self, insight_id: str, n_sources: int) -> str:
        """Say what became of an insight that now has so many sources."""
        status = self.labels.get(insight_id, "")
        return f"{status} naar {n_sources} bronnen" if ":" in status else status


def news_of(changes: Changes, vanished: Sequence[tuple[Vanished, str]], theme_names: Mapping[str, str]) -> News:
    """Put what changed in the words of a report.

    Parameters
    ----------
    changes : Changes
        What became of the insights.
    vanished : sequence of Vanished and str
        Those that are no longer there, each with the statement to show.
    theme_names : mapping of str to str
        Names of themes by key.
    """
    labels = {
        key: f"groeiend: van {changes.sources_before[key]}" if status == "groeiend" else status
        for key, status in changes.status.items()
    }
    gone = tuple(
        GoneInsight(one.id, theme_names.get(one.theme, one.theme), statement, one.n_sources, one.merged_into)
        for one, statement in vanished
    )
    counts = {status: changes.count(status) for status in (*STATUSES, GONE)}
    return News(MappingProxyType(counts), MappingProxyType(labels), gone)
