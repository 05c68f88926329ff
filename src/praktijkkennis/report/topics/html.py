"""Topics as a page that stands by itself, or as a section of another page.

As :mod:`praktijkkennis.report.page` says, whatever people wrote is escaped, and the content security policy allows
nothing but the one style whose hash it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from praktijkkennis.report.page import read_template, render_page, render_part
from praktijkkennis.report.topics.pictures import heat_map, map_picture, month_lines, term_bars
from praktijkkennis.report.topics.summary import TopicSummary

if TYPE_CHECKING:
    from markupsafe import Markup

_STYLES = ("rapport.css", "onderwerpen.css")


def render_topics_html(summary: TopicSummary) -> str:
    """Render topics as one self-contained Dutch HTML page.

    Parameters
    ----------
    summary : TopicSummary
        What the page says.

    Returns
    -------
    str
        The page; the same for the same summary, always.
    """
    return render_page("onderwerpen.html.j2", *_STYLES, summary=summary, section=render_topics_section(summary))


def render_topics_section(summary: TopicSummary) -> Markup:
    """Render topics as a part of a page that has :func:`topics_style` among its styles.

    Returns
    -------
    Markup
        Headings from the second level on, every ``id`` beginning with ``onderwerp``; no script, no style of its own.
    """
    months = summary.months
    highest = max((one.high for row in months.shares for one in row), default=1.0) if months else 1.0
    return render_part(
        "onderwerpen_deel.html.j2",
        summary=summary,
        picture=map_picture(summary.topics) if len(summary.topics) > 1 else "",
        bars=[term_bars(view) for view in summary.topics],
        lines=[month_lines(view, months, highest) for view in summary.topics] if months else [],
        heat=heat_map(summary.crosswalk) if summary.crosswalk else "",
    )


def topics_style() -> str:
    """Give the style sheet of the page: that of the report and what topics need besides."""
    return "\n".join(map(read_template, _STYLES))
