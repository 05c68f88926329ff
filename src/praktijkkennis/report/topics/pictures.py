"""Still pictures of topics as SVG, without script or style of their own: a map, bars, lines and a heat map.

Every function gives :class:`markupsafe.Markup`: text in it is escaped, and colours come from classes of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from praktijkkennis.report import dutch
from praktijkkennis.report.topics.summary import CrosswalkView, TopicView
from praktijkkennis.topics.groups import TopicsByGroup

if TYPE_CHECKING:
    from markupsafe import Markup

_WIDTH = 640
_LINE = 22
_NAME = 150
_LONGEST_NAME = 24
_SIDE = 52
_MOST_TICKS = 6
_MONTHS_APART = (1, 2, 3, 4, 6, 12, 24, 60, 120)
_SHARES = (1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)


def map_picture(topics: Sequence[TopicView]) -> Markup:
    """Topics as numbered circles: alike is near, large is much."""
    from markupsafe import Markup

    height, edge = 360, 44
    largest = max((view.topic.n_passages for view in topics), default=1)
    shapes = []
    # Large circles first, so that small ones lie on top of them.
    for view in sorted(topics, key=lambda view: -view.topic.n_passages):
        x = edge + (view.x + 1) / 2 * (_WIDTH - 2 * edge)
        y = edge + (1 - view.y) / 2 * (height - 2 * edge)
        radius = 9 + 27 * (view.topic.n_passages / largest) ** 0.5
        title = f"{view.topic.number + 1}. {view.topic.label}: {view.topic.n_passages} passages"
        shapes.append(
            Markup(
                '<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>'
                '<text class="mark" x="{}" y="{}" text-anchor="middle">{}</text>'
            ).format(
                "blob thin" if view.topic.fragile else "blob",
                f"{x:.1f}", f"{y:.1f}", f"{radius:.1f}", _fit(title), f"{x:.1f}", f"{y + 5:.1f}", view.topic.number + 1,
            )
        )  # fmt: skip
    return _svg(height, "Kaart van de onderwerpen", shapes)


def term_bars(view: TopicView, n_terms: int = 8) -> Markup:
    """Terms of a topic as bars, the longest on top."""
    from markupsafe import Markup

    # Which terms are shown is decided by more than their weight, and so is their order in the topic.
    terms = sorted(view.topic.terms[:n_terms], key=lambda one: -one[1])
    highest = max((value for _, value in terms), default=0.0) or 1.0
    shapes = [
        Markup(
            '<text class="name" x="{}" y="{}" text-anchor="end">{}</text>'
            '<rect class="bar" x="{}" y="{}" width="{}" height="12"/>'
        ).format(
            _NAME - 8, row * _LINE + 15, _fit(dutch.clipped(term, _LONGEST_NAME)),
            _NAME, row * _LINE + 5, f"{(_WIDTH - _NAME) * 0.6 * value / highest:.1f}",
        )
        for row, (term, value) in enumerate(terms)
    ]  # fmt: skip
    return _svg(_LINE * len(terms) + 4, f"Termen van onderwerp {view.topic.number + 1}", shapes)


def month_lines(topic: TopicView, months: TopicsByGroup, highest: float) -> Markup:
    """Share of a topic over months, with its 95 % interval as a band, and ticks for months and shares."""
    from markupsafe import Markup

    height, bottom, row = 92, 66, months.shares[topic.topic.number]
    places = _month_places(months.groups)

    def x_of(place: int) -> float:
        return _SIDE + place / max(places[-1], 1) * (_WIDTH - 2 * _SIDE)

    def y(value: float) -> float:
        return bottom - min(value / (highest or 1.0), 1.0) * (bottom - 8)

    xs = [x_of(place) for place in places]

    upper = [f"{x:.1f},{y(one.high):.1f}" for x, one in zip(xs, row, strict=True)]
    lower = [f"{x:.1f},{y(one.low):.1f}" for x, one in zip(xs, row, strict=True)]
    line = [f"{x:.1f},{y(one.share):.1f}" for x, one in zip(xs, row, strict=True)]
    band = " ".join([*upper, *reversed(lower)])
    shapes = [
        *(_share_tick(share, y(share)) for share in (0.0, next((one for one in _SHARES if one <= highest), 1.0))),
        *(_month_tick(months.groups[0], place, x_of(place), bottom) for place in tick_places(places[-1])),
        Markup('<polygon class="band" points="{}"/>').format(band),
        Markup('<polyline class="line" points="{}"/>').format(" ".join(line)),
    ]
    for x, one, month, n in zip(xs, row, months.groups, months.n_documents, strict=True):
        counted = dutch.counted(n, "document", "documenten")
        title = f"{dutch.date_in_words(month)}: {dutch.percent(one.share)} ({counted})"
        shapes.append(
            Markup('<circle class="dot" cx="{}" cy="{}" r="3"><title>{}</title></circle>').format(
                f"{x:.1f}", f"{y(one.share):.1f}", _fit(title)
            )
        )
    return _svg(height, f"Onderwerp {topic.topic.number + 1} door de tijd", shapes)


def heat_map(crosswalk: CrosswalkView) -> Markup:
    """Share of every topic (columns) that has each theme (rows)."""
    from markupsafe import Markup

    n_topics = len(crosswalk.shares[0]) if crosswalk.shares else 0
    left, top = 200, 24
    step = min(34.0, (_WIDTH - left) / max(n_topics, 1))
    highest = max((share for row in crosswalk.shares for share in row), default=0.0) or 1.0
    shapes = [
        Markup('<text class="name" x="{}" y="16" text-anchor="middle">{}</text>').format(
            f"{left + (column + 0.5) * step:.1f}", column + 1
        )
        for column in range(n_topics)
    ]
    for row, theme in enumerate(crosswalk.themes):
        y = top + row * _LINE
        shapes.append(
            Markup('<text class="name" x="{}" y="{}" text-anchor="end">{}</text>').format(
                left - 8, y + 15, _fit(dutch.clipped(theme, 30))
            )
        )
        for column in range(n_topics):
            share, count = crosswalk.shares[row][column], crosswalk.counts[row][column]
            title = f"{theme} in onderwerp {column + 1}: {count} passages, {dutch.percent(share)}"
            shapes.append(
                Markup(
                    '<rect class="cell" x="{}" y="{}" width="{}" height="{}" fill-opacity="{}"><title>{}</title></rect>'
                ).format(
                    f"{left + column * step:.1f}", y, f"{step - 2:.1f}", _LINE - 2,
                    f"{0.06 + 0.94 * share / highest if count else 0.04:.2f}", _fit(title),
                )
            )  # fmt: skip
    return _svg(top + _LINE * len(crosswalk.themes), "Thema's in onderwerpen", shapes)


def _svg(height: int, label: str, shapes: Sequence[Markup]) -> Markup:
    from markupsafe import Markup

    return Markup('<svg class="picture" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, height, label, Markup("").join(shapes)
    )


def _month_places(months: Sequence[str]) -> list[int]:
    """Give each month its distance from the first, so that months without documents leave room."""
    numbers = [int(month[:4]) * 12 + int(month[5:7]) for month in months]
    return [number - numbers[0] for number in numbers] or [0]


def tick_places(last: int) -> range:
    """Give months to name, counted from the first: evenly spread, and no more than there is room for."""
    step = next((apart for apart in _MONTHS_APART if last // apart < _MOST_TICKS), last)
    return range(0, last + 1, step)


def _month_tick(first: str, place: int, x: float, bottom: float) -> Markup:
    from markupsafe import Markup

    number = int(first[:4]) * 12 + int(first[5:7]) - 1 + place
    month = f"{number // 12:04d}-{number % 12 + 1:02d}"
    return Markup(
        '<line class="tick" x1="{0}" y1="{1}" x2="{0}" y2="{2}"/><text class="scale" x="{0}" y="{3}" '
        'text-anchor="middle">{4}</text>'
    ).format(f"{x:.1f}", bottom, bottom + 5, bottom + 20, dutch.date_in_words(month))


def _share_tick(share: float, y: float) -> Markup:
    from markupsafe import Markup

    return Markup(
        '<line class="tick" x1="{0}" y1="{3}" x2="{1}" y2="{3}"/><text class="scale" x="{2}" y="{4}" '
        'text-anchor="end">{5}</text>'
    ).format(_SIDE - 5, _WIDTH - _SIDE, _SIDE - 8, f"{y:.1f}", f"{y + 4:.1f}", dutch.percent(share))


def _fit(text: str) -> str:
    return dutch.legible(text)
