"""Insights: what recurs across people, with the quotes that prove it."""

from praktijkkennis.insights.continuity import Changes, KnownInsight, Vanished, compare, member_key
from praktijkkennis.insights.extraction import LIKENESS, MIN_SCORE, extract_insights
from praktijkkennis.insights.grouping import group_passages, split_around
from praktijkkennis.insights.sources import Source, source_of
from praktijkkennis.insights.withholding import WITHHELD, small_groups, withhold

__all__ = [
    "LIKENESS",
    "MIN_SCORE",
    "WITHHELD",
    "Changes",
    "KnownInsight",
    "Source",
    "Vanished",
    "compare",
    "extract_insights",
    "group_passages",
    "member_key",
    "small_groups",
    "source_of",
    "split_around",
    "withhold",
]
