"""The report as one self-contained HTML file, to read, to search in and to print.

It needs no server and no network. A script of its own filters and opens quotes in their text; without it everything is
there all the same. :mod:`praktijkkennis.report.page` tells how hostile text is kept text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from praktijkkennis.document import INSIGHT_KINDS
from praktijkkennis.report import charts
from praktijkkennis.report.digest.choice import build_digest
from praktijkkennis.report.distribution import FEW_DOCUMENTS
from praktijkkennis.report.excerpts import WINDOWS, Excerpt, Places, excerpts
from praktijkkennis.report.finding import Choice, Facet, Finder
from praktijkkennis.report.page import render_page, render_part
from praktijkkennis.report.summary import LEANS, ReportSummary
from praktijkkennis.report.topics.section import TopicsSection, render_topics_part
from praktijkkennis.report.trust import NOT_MEASURED, trust_groups
from praktijkkennis.report.views import (
    CONTRADICTED,
    InsightView,
    ThemeView,
    fresh_insights,
    sources_in_words,
    theme_views,
)

MOST_BYTES = 2_900_000
"""Size of the page, as far as that is in our hands: so much text of the documents is given as fits."""

MOST_FAILURES = 100
"""Files printed in the list of what was not read."""

MOST_NEWS = 12
"""New and growing insights, and as many that are gone, printed under what is new."""

_STATUSES = (("nieuw", "nieuw"), ("groeiend", "groeiend"), ("stabiel", "gelijk gebleven"))


def render_html(summary: ReportSummary, topics: TopicsSection | None = None) -> str:
    """Render a summary as one self-contained Dutch HTML page.

    Parameters
    ----------
    summary : ReportSummary
        What the report says.
    topics : TopicsSection, optional
        What it says of topics; nothing when not given.

    Returns
    -------
    str
        The page; the same for the same summary, always.
    """
    themes = theme_views(summary)
    shown = [view for view in themes if view.theme.n_passages or view.insights]
    passages = [passage for view in shown for passage in view.passages]
    places = Places(summary.texts)
    finder = Finder(passages, summary.texts)
    part = "" if topics is None else render_topics_part(topics)
    page = partial(_page, summary, themes, shown, finder, places, part)
    quoted = {(one.document_id, one.start) for one in (*passages, *(check.passage for check in summary.to_check))}
    # The digest refers to the texts of this page.
    quoted.update((one.document_id, one.start) for one in build_digest(summary).origins)
    return page(_sources(summary, themes, finder, places, quoted, MOST_BYTES - len(page("").encode("utf-8"))))


def _sources(
    summary: ReportSummary,
    themes: list[ThemeView],
    finder: Finder,
    places: Places,
    quoted: set[tuple[str, int]],
    room: int,
) -> str:
    """Lay out the documents as full as fits in a number of bytes."""
    part = ""
    values = {view.theme.label.key: view.value for view in themes}
    has_reasons = any(span.reasons for text in summary.texts for span in text.coded)
    for window in WINDOWS:
        if window is None and sum(len(text.processed.document.text) for text in summary.texts) > room:
            continue
        texts = excerpts(summary.texts, places, quoted, window)
        # Where there is no room for all, more of the texts goes before why they were coded as they are.
        for with_reasons in (True, False) if has_reasons else (False,):
            part = render_part(
                "bronnen_deel.html.j2",
                excerpts=[(one, _code_marks(one, values)) for one in texts],
                window=window,
                n_texts=len(summary.texts),
                finder=finder,
                with_reasons=with_reasons,
            )
            if len(part.encode("utf-8")) <= room:
                return part
    return part


def _code_marks(excerpt: Excerpt, values: dict[str, str]) -> str:
    """Name the themes and stances that a document is coded with, for the filter."""
    codes = {(values[label.key], stance) for span in excerpt.source.coded for label, stance in span.codes}
    return " ".join(f"{theme}:{stance}" for theme, stance in sorted(codes))


def _page(
    summary: ReportSummary,
    themes: list[ThemeView],
    shown: list[ThemeView],
    finder: Finder,
    places: Places,
    topics: str,
    sources: str,
) -> str:
    printed = {(view.value, one.document_id, one.start) for view in shown for one in view.passages}
    anchors = {insight.one.insight.id: insight.anchor for theme in themes for insight in theme.insights}
    fresh = fresh_insights(summary)
    gone = summary.news.gone[:MOST_NEWS] if summary.news else ()
    content: dict[str, Any] = {
        "summary": summary,
        "counts": summary.counts,
        "themes": shown,
        "absent": [view.theme.label for view in themes if view not in shown],
        "ranking": sorted((view for view in themes if view.theme.n_passages), key=lambda view: -view.theme.n_documents),
        "highlights": [(one, anchors.get(one.insight.id, ""), sources_in_words(one)) for one in summary.highlights],
        "fresh": [(one, anchors.get(one.insight.id, ""), label) for one, label in fresh[:MOST_NEWS]],
        "n_fresh": len(fresh),
        "gone": [(one, anchors.get(one.merged_into, "")) for one in gone],
        "labels": {view.theme.label.key: view.theme.label for view in themes},
        "totals": charts.totals_chart(summary.periods) if summary.periods else None,
        "charts": charts.theme_charts(summary.periods, [view.theme.label for view in themes])
        if summary.periods
        else [],
        "failures": summary.failures[:MOST_FAILURES],
        "few": FEW_DOCUMENTS,
        "trust": trust_groups(summary.trust),
        "not_measured": NOT_MEASURED,
        "finder": finder,
        "facets": _facets(shown, finder),
        "n_printed": len(printed),
        "n_codes": max(len(printed), sum(view.theme.n_passages for view in shown)),
        "leans": LEANS,
        "places": places,
        "topics": topics,
        "sources": sources,
    }
    return render_page("rapport.html.j2", "rapport.css", "lezen.css", script="rapport.js", **content)


def _facets(themes: list[ThemeView], finder: Finder) -> list[Facet]:
    """Give all that a reader can choose by, themes first and what is new last."""
    choices = tuple(Choice(view.value, view.theme.label.name, len(list(view.passages))) for view in themes)
    insights = [insight for view in themes for insight in view.insights]
    statuses = tuple(
        Choice(value, label, sum(insight.status == value for insight in insights)) for value, label in _STATUSES
    )
    news = tuple(one for one in statuses if one.count)
    facets = [
        Facet("thema", "Thema", choices),
        *finder.facets,
        _traits(insights),
        Facet("sinds", "Sinds de vorige keer", news),
    ]
    return [one for one in facets if len(one.choices) > 1]


def _traits(insights: Sequence[InsightView]) -> Facet:
    values = (*INSIGHT_KINDS, CONTRADICTED)
    counts = Counter(trait for insight in insights for trait in insight.traits)
    return Facet("aard", "Soort inzicht", tuple(Choice(one, one, counts[one]) for one in values if counts[one]))
