"""Interactive figures by plotly (extra ``plots``); reports use still pictures instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from praktijkkennis.errors import require_extra
from praktijkkennis.figure_labels import escaped
from praktijkkennis.topics.crosswalk import Crosswalk
from praktijkkennis.topics.groups import TopicsByGroup
from praktijkkennis.topics.result import TopicResult

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def topic_map_figure(result: TopicResult) -> Figure:
    """Topics as circles: alike is near, large is much.

    Raises
    ------
    MissingExtraError
        When plotly is not installed; so do the other figures.
    """
    go = _plotly()
    topics = result.topics
    largest = max((topic.n_passages for topic in topics), default=1)
    circles = go.Scatter(
        x=[result.points[topic.number, 0] for topic in topics],
        y=[result.points[topic.number, 1] for topic in topics],
        mode="markers+text",
        text=[str(topic.number + 1) for topic in topics],
        hovertext=[f"{escaped(topic.label)}: {topic.n_passages} passages" for topic in topics],
        hoverinfo="text",
        marker={"size": [14 + 46 * (topic.n_passages / largest) ** 0.5 for topic in topics], "opacity": 0.6},
    )
    axis = {"visible": False}
    return go.Figure(circles, {"title": {"text": "Onderwerpen op de kaart"}, "xaxis": axis, "yaxis": axis})


def terms_figure(result: TopicResult, topic: int, n_terms: int = 10) -> Figure:
    """Bars of the terms of one topic, the best on top; ``topic`` counts from 0."""
    go = _plotly()
    terms = sorted(result.topics[topic].terms[:n_terms], key=lambda one: one[1])
    bars = go.Bar(x=[value for _, value in terms], y=[escaped(term) for term, _ in terms], orientation="h")
    return go.Figure(
        bars, {"title": {"text": escaped(result.topics[topic].label)}, "xaxis": {"title": {"text": "gewicht"}}}
    )


def groups_figure(result: TopicResult, by_group: TopicsByGroup) -> Figure:
    """Lines of topics over months, or bars by group, with 95 % intervals."""
    go = _plotly()
    is_time = by_group.key == "month"
    figure = go.Figure()
    for topic, row in zip(result.topics, by_group.shares, strict=True):
        errors = {
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.share for one in row],
            "arrayminus": [one.share - one.low for one in row],
            "thickness": 1,
        }
        values = {
            "x": [escaped(group) for group in by_group.groups],
            "y": [one.share for one in row],
            "name": f"{topic.number + 1} {escaped(topic.label)}",
            "error_y": errors,
        }
        figure.add_trace(go.Scatter(mode="lines+markers", **values) if is_time else go.Bar(**values))
    figure.update_layout(yaxis={"title": {"text": "aandeel"}, "tickformat": ".0%"})
    return figure


def crosswalk_figure(result: TopicResult, crosswalk: Crosswalk) -> Figure:
    """Heat map of the share of each topic that has each theme."""
    go = _plotly()
    heat = go.Heatmap(
        z=crosswalk.shares,
        x=[f"{topic.number + 1} {escaped(topic.label)}" for topic in result.topics],
        y=[escaped(theme) for theme in crosswalk.themes],
        colorbar={"tickformat": ".0%"},
    )
    return go.Figure(heat, {"title": {"text": "Thema's in onderwerpen"}})


def _plotly() -> Any:
    require_extra("plotly", "plots")
    import plotly.graph_objects as go

    return go
