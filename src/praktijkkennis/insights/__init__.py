"""Insights: what recurs across people, with the quotes that prove it."""

from praktijkkennis.insights.extraction import LIKENESS, MIN_SCORE, extract_insights
from praktijkkennis.insights.grouping import group_passages
from praktijkkennis.insights.sources import Source, source_of

__all__ = ["LIKENESS", "MIN_SCORE", "Source", "extract_insights", "group_passages", "source_of"]
