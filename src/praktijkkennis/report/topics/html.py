"""Topics as a page that stands by itself, or as a section of another page.

As in :mod:`praktijkkennis.report.html` whatever people wrote is escaped, and the content security policy allows nothing
but the one style whose hash it names.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from praktijkkennis.report import dutch
from praktijkkennis.report.html import content_security_policy
from praktijkkennis.report.topics.pictures import heat_map, map_picture, month_lines, term_bars
from praktijkkennis.report.topics.summary import TopicSummary

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_LONGEST_QUOTE = 500
_LONGEST_NAME = 160


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
    from markupsafe import Markup

    style = topics_style()
    page = _environment().get_template("onderwerpen.html.j2")
    return page.render(
        summary=summary,
        style=Markup(style),
        policy=content_security_policy(style),
        section=render_topics_section(summary),
    )


def render_topics_section(summary: TopicSummary) -> Markup:
    """Render topics as a part of a page that has :func:`topics_style` among its styles.

    Returns
    -------
    Markup
        Headings from the second level on, every ``id`` beginning with ``onderwerp``; no script, no style of its own.
    """
    from markupsafe import Markup

    months = summary.months
    highest = max((one.high for row in months.shares for one in row), default=1.0) if months else 1.0
    part = _environment().get_template("onderwerpen_deel.html.j2")
    content = part.render(
        summary=summary,
        picture=map_picture(summary.topics) if len(summary.topics) > 1 else "",
        bars=[term_bars(view) for view in summary.topics],
        lines=[month_lines(view, months, highest) for view in summary.topics] if months else [],
        heat=heat_map(summary.crosswalk) if summary.crosswalk else "",
    )
    # The template escapes all that is not Markup already.
    return Markup(content)


def topics_style() -> str:
    """Give the style sheet of the page: that of the report and what topics need besides."""
    folder = files("praktijkkennis.report").joinpath("templates")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("rapport.css", "onderwerpen.css"))


def _fit_to_print(value: object) -> object:
    from markupsafe import Markup

    return dutch.legible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("praktijkkennis.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_fit_to_print,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=dutch.number,
        percent=dutch.percent,
        counted=dutch.counted,
        date=dutch.date_in_words,
        name=lambda text: dutch.clipped(text, _LONGEST_NAME),
        quote=lambda text: dutch.clipped(text, _LONGEST_QUOTE),
    )
    return environment
