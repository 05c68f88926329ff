"""Figures as SVG, the same bytes for the same figures: rows with intervals, and curves.

They are written here rather than by a plotting library, since one drawn by matplotlib or plotly differs from version to
version (and from machine to machine with its fonts), and a run has to draw them on every installation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

Values = tuple[float, float, float]

_WIDTH, _ROW, _TOP, _BOTTOM, _RIGHT = 720, 26, 34, 44, 30
_FINEST = 1e-5
_LETTER, _LONGEST = 6.6, 44
_COLOURS = ("#1b6ca8", "#c8553d", "#3c7a3f", "#7b4b94", "#a07a1f", "#4a4a4a")
_FONT = 'font-family="sans-serif" font-size="12"'
_PLOT_HEIGHT = 260


def bars_figure(labels: Sequence[str], values: Sequence[Values], measure: str, comma: bool = True) -> str:
    """Draw a dot with its interval for each row.

    Parameters
    ----------
    labels : sequence of str
        Names of the rows, the first on top.
    values : sequence of (float, float, float)
        Value and bounds of each; nan where not known.
    measure : str
        Name of the axis.
    comma : bool
        Whether numbers have a decimal comma; else a point.

    Returns
    -------
    str
        An SVG document.
    """
    names = [label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…" for label in labels]
    left = 16 + _LETTER * max((len(name) for name in names), default=0)
    height = _TOP + _ROW * len(labels) + _BOTTOM
    low, high, ticks = _scale([one for value in values for one in value])
    place = _placer(low, high, left, _WIDTH - _RIGHT)
    shapes = [_vertical(place(tick), _TOP - 8, height - _BOTTOM + 4, _number(tick, comma)) for tick in ticks]
    for number, (name, (value, bottom, top)) in enumerate(zip(names, values, strict=True)):
        y = _TOP + _ROW * number + _ROW / 2
        shapes.append(f'<text x="{left - 10:.1f}" y="{y + 4:.1f}" text-anchor="end">{escape(name)}</text>')
        if math.isnan(value):
            continue
        if not math.isnan(bottom):
            shapes.append(_line(place(bottom), y, place(top), y, _COLOURS[0], 2))
        shapes.append(f'<circle cx="{place(value):.1f}" cy="{y:.1f}" r="4.5" fill="{_COLOURS[0]}"/>')
    shapes.append(_axis_name((left + _WIDTH - _RIGHT) / 2, height - 8, measure))
    return _svg(height, measure, shapes)


def curve_figure(lines: Mapping[str, Sequence[tuple[float, Values]]], axis: str, measure: str) -> str:
    """Draw a curve for each line, with the interval of every point.

    Parameters
    ----------
    lines : mapping of str to sequence of (float, (float, float, float))
        By name: where a point is on the axis, and its value with bounds.
    axis, measure : str
        Names of the axes.

    Returns
    -------
    str
        An SVG document; the axis is logarithmic when it spans more than a factor of eight.
    """
    points = [point for line in lines.values() for point in line]
    xs = sorted({x for x, _ in points})
    by_log = bool(xs) and xs[0] > 0 and xs[-1] / xs[0] > 8
    height, left = _TOP + _PLOT_HEIGHT + _BOTTOM + 18 * len(lines), 56.0
    floor = _TOP + _PLOT_HEIGHT
    first, last = (xs[0], xs[-1]) if xs else (0.0, 1.0)
    ends = (_log(first), _log(last)) if by_log else (first, last)
    along = _placer(*ends, left + 12, _WIDTH - _RIGHT)
    low, high, ticks = _scale([one for _, value in points for one in value])
    up = _placer(low, high, floor, _TOP)
    shapes = [
        _line(left, up(tick), _WIDTH - _RIGHT, up(tick), "#dddddd", 1)
        + f'<text x="{left - 8:.1f}" y="{up(tick) + 4:.1f}" text-anchor="end">{_number(tick)}</text>'
        for tick in ticks
    ]
    shapes.extend(
        f'<text x="{along(_log(x) if by_log else x):.1f}" y="{floor + 18}" text-anchor="middle">{_number(x)}</text>'
        for x in xs
    )
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        known = sorted((x, value) for x, value in line if not math.isnan(value[0]))
        path = [(along(_log(x) if by_log else x), up(value[0]), value) for x, value in known]
        shapes.append(
            f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y, _ in path)}" fill="none" '
            f'stroke="{colour}" stroke-width="2"/>'
        )
        for x, y, (_, bottom, top) in path:
            if not math.isnan(bottom):
                shapes.append(_line(x, up(bottom), x, up(top), colour, 1))
            shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
        y = floor + 52 + 18 * number
        shapes.append(_line(left, y - 4, left + 22, y - 4, colour, 2))
        shapes.append(f'<text x="{left + 30:.1f}" y="{y:.1f}">{escape(name)}</text>')
    shapes.append(_axis_name((left + _WIDTH - _RIGHT) / 2, floor + 36, axis))
    shapes.append(f'<text x="{left - 40:.1f}" y="{_TOP - 14}">{escape(measure)}</text>')
    return _svg(height, f"{measure} bij {axis}", shapes)


def _scale(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """Choose the ends of an axis and round numbers on it."""
    known = [value for value in values if not math.isnan(value)]
    low, high = min([*known, 0.0]), max(known, default=1.0)
    span = high - low
    # Below what ticks are rounded to there is nothing to tell apart.
    rough = (span if span > _FINEST else 1.0) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = [round(step * number, 6) + 0.0 for number in range(first, last + 1)]
    return ticks[0], ticks[-1], ticks


def _placer(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)


def _log(value: float) -> float:
    return math.log10(value)


def _number(value: float, comma: bool = True) -> str:
    return f"{value:g}".replace(".", ",") if comma else f"{value:g}"


def _vertical(x: float, top: float, bottom: float, tick: str) -> str:
    return (
        _line(x, top, x, bottom, "#dddddd", 1)
        + f'<text x="{x:.1f}" y="{bottom + 14:.1f}" text-anchor="middle">{tick}</text>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, width: int) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def _axis_name(x: float, y: float, name: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-weight="bold">{escape(name)}</text>'


def _svg(height: float, title: str, shapes: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" '
        f'height="{height:.0f}" role="img" {_FONT} fill="#222222">'
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>'
        + "".join(shapes)
        + "</svg>\n"
    )
