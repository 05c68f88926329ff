"""Insights: the statement, who said so, and the quotes that prove it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Insight
from praktijkkennis.exchange.insights import Insights, KnownInsight
from praktijkkennis.notebook.markup import SIGNS, ThemeLook, box, chip, fill, heading, joined, theme_looks
from praktijkkennis.report import dutch

_MOST_QUOTES = 12


def insight_html(insight: Insight, codebook: Codebook | None = None) -> Markup:
    """Show one insight, with the codebook that it carries when none is given."""
    if codebook is None and isinstance(insight, KnownInsight):
        codebook = insight.codebook
    return box(_card(insight, theme_looks([insight.theme], codebook)[insight.theme]))


def insights_html(insights: Sequence[Insight], codebook: Codebook | None = None, most: int = 10) -> Markup:
    """Show the first of many insights.

    Parameters
    ----------
    insights : sequence of Insight
        The strongest first.
    codebook : Codebook, optional
        For names and colours of the themes; that of :class:`Insights` when not given.
    most : int
        How many.
    """
    if codebook is None and isinstance(insights, Insights):
        codebook = insights.codebook
    looks = theme_looks((one.theme for one in insights), codebook)
    about = dutch.counted(len(insights), "inzicht", "inzichten")
    left = len(insights) - most
    return box(
        heading("Inzichten", about if left <= 0 else f"de {most} sterkste van {about}"),
        *(_card(one, looks[one.theme]) for one in insights[:most]),
    )


def _card(insight: Insight, look: ThemeLook) -> Markup:
    stances = ", ".join(f"{SIGNS[one]} {insight.stances[one]} {one}" for one in STANCES if insight.stances.get(one))
    facts = ", ".join(
        part
        for part in (
            dutch.counted(insight.n_sources, "bron", "bronnen"),
            dutch.counted(insight.n_documents, "document", "documenten"),
            dutch.period_in_words(insight.first_date, insight.last_date),
            f"sterkte {dutch.number(insight.strength, 2)}",
        )
        if part
    )
    quotes = joined(
        fill(
            '<li dir="auto">{} <span style="opacity:.7">{} {}, {}</span></li>',
            quote.text, SIGNS[quote.stance], quote.author or "onbekend", quote.document_id,
        )
        for quote in insight.quotes[:_MOST_QUOTES]
    )  # fmt: skip
    left = len(insight.quotes) - _MOST_QUOTES
    more = fill("<li>en nog {}</li>", dutch.number(left)) if left > 0 else Markup()
    return fill(
        '<div style="margin:0 0 12px;padding-left:10px;border-left:4px solid {}"><div dir="auto"><b>{}</b></div>'
        '<div>{} {}</div><details><summary style="opacity:.7;cursor:pointer">{} ({})</summary><ul>{}{}</ul>'
        "</details></div>",
        look.colour, insight.statement, chip(look), facts,
        dutch.counted(len(insight.quotes), "citaat", "citaten"), stances, quotes, more,
    )  # fmt: skip
