"""What of a summary is printed in the page: its insights and themes, cut off where there are many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from praktijkkennis.document import Insight
from praktijkkennis.insights.withholding import WITHHELD
from praktijkkennis.report import dutch
from praktijkkennis.report.finding import Names
from praktijkkennis.report.page import LONGEST_HEADING
from praktijkkennis.report.passages import Passage
from praktijkkennis.report.summary import ReportInsight, ReportSummary, ThemeSummary

# What is printed is limited, because nobody reads, mails or prints a page of fifty megabytes;
# the Excel file has all of it, and the page says so wherever it leaves something out.
MOST_INSIGHTS = 120
"""Insights printed in the whole report; each theme gets as many as another, as far as it has them."""

MOST_QUOTES = 9
"""Quotes printed with one insight, the one in its heading left out."""

CONTRADICTED = "loopt uiteen"
"""Trait of an insight about which the stances of people are opposite."""

_OPEN_QUOTES = 3
_FEWEST_INSIGHTS = 3
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class InsightView:
    """An insight as it is printed; ``lead`` is the quote that is its heading, ``status`` whether it is new."""

    one: ReportInsight
    anchor: str
    spoken_by: str
    lead: Passage | None
    open_quotes: tuple[Passage, ...]
    more_quotes: tuple[Passage, ...]
    n_left_out: int
    news: str

    @property
    def status(self) -> str:
        """``nieuw``, ``groeiend`` or ``stabiel``, ``""`` when there is nothing to compare with."""
        return self.news.partition(":")[0]

    @property
    def said_when(self) -> str:
        """The period in words; ``""`` where of some of it nobody knows when it was said."""
        insight = self.one.insight
        known = all(quote.date for quote in self.one.quotes)
        return dutch.period_in_words(insight.first_date, insight.last_date) if known else ""

    @property
    def traits(self) -> tuple[str, ...]:
        """What sort of insight it is, and :data:`CONTRADICTED` when the stances of people are opposite."""
        insight = self.one.insight
        return (insight.kind, CONTRADICTED) if insight.tension else (insight.kind,)


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme as it is printed; ``value`` is how the page knows it, ``colour`` is ``""`` when it is none."""

    theme: ThemeSummary
    anchor: str
    value: str
    colour: str
    insights: tuple[InsightView, ...]
    n_left_out: int

    @property
    def passages(self) -> Iterator[Passage]:
        """All passages that are printed under it."""
        for insight in self.insights:
            if insight.lead:
                yield insight.lead
            yield from (*insight.open_quotes, *insight.more_quotes)
        yield from self.theme.loose


def theme_views(summary: ReportSummary) -> list[ThemeView]:
    """Choose what to print of each theme, and name it."""
    most = _most_of_a_theme([len(theme.insights) for theme in summary.themes])
    names, values = Names(), Names()
    return [
        ThemeView(
            theme=theme,
            anchor=names.unique("thema", theme.label.key),
            value=values.unique(theme.label.key),
            colour=theme.label.colour if _COLOUR.fullmatch(theme.label.colour) else "",
            insights=tuple(
                _insight_view(summary, one, names.unique("inzicht", one.insight.id)) for one in theme.insights[:most]
            ),
            n_left_out=max(len(theme.insights) - most, 0),
        )
        for theme in summary.themes
    ]


def _most_of_a_theme(counts: Sequence[int]) -> int:
    """Divide the insights that are printed over the themes: what one does not use goes to those that have more."""
    most = _FEWEST_INSIGHTS
    while most < max(counts, default=0) and sum(min(count, most + 1) for count in counts) <= MOST_INSIGHTS:
        most += 1
    return most


def _insight_view(summary: ReportSummary, one: ReportInsight, anchor: str) -> InsightView:
    # The statement is one of the quotes; unless the heading cuts it off it need not be repeated below.
    statement = one.insight.statement
    whole = len(statement) <= LONGEST_HEADING
    lead = next((quote for quote in one.quotes if whole and quote.text == statement), None)
    quotes = [quote for quote in one.quotes if quote is not lead]
    return InsightView(
        one=one,
        anchor=anchor,
        spoken_by=sources_in_words(one),
        lead=lead,
        open_quotes=tuple(quotes[:_OPEN_QUOTES]),
        more_quotes=tuple(quotes[_OPEN_QUOTES:MOST_QUOTES]),
        n_left_out=max(len(quotes) - MOST_QUOTES, 0),
        news=summary.news.label_of(one.insight.id, one.insight.n_sources) if summary.news else "",
    )


def fresh_insights(summary: ReportSummary) -> list[tuple[ReportInsight, str]]:
    """Give the insights that are new or grow, the strongest first, with what to say of each."""
    if summary.news is None:
        return []
    labelled = [(one, summary.news.label_of(one.insight.id, one.insight.n_sources)) for one in strongest_first(summary)]
    return [(one, label) for one, label in labelled if label != "stabiel" and one.insight.statement != WITHHELD]


def strongest_first(summary: ReportSummary) -> Sequence[ReportInsight]:
    """Give the insights of all themes, the strongest first."""
    return sorted(
        (one for theme in summary.themes for one in theme.insights),
        key=lambda one: (-one.insight.strength, one.insight.id),
    )


def sources_in_words(one: ReportInsight) -> str:
    """Say who stands behind an insight of the report; see :func:`spoken_by`."""
    return spoken_by(
        one.insight,
        all(quote.organisation for quote in one.quotes if quote.author),
        all(quote.sector for quote in one.quotes),
    )


def spoken_by(insight: Insight, all_organisations_known: bool = True, all_sectors_known: bool = True) -> str:
    """Say in Dutch who stands behind an insight: ``zoiets is gezegd door 4 mensen uit 3 organisaties, in 2 sectoren``.

    Where of some of the people the organisation is not known, it says ``uit minstens 3 organisaties``; so for sectors.

    Documents that name nobody are counted apart, so that no people are suggested who are not known.
    """
    nameless = max(insight.n_sources - insight.n_authors, 0)
    parts = []
    if insight.n_authors:
        people = f"door {dutch.counted(insight.n_authors, 'persoon', 'mensen')}"
        if insight.n_organisations:
            least = "" if all_organisations_known else "minstens "
            people += f" uit {least}{dutch.counted(insight.n_organisations, 'organisatie', 'organisaties')}"
        parts.append(people)
    if nameless:
        parts.append(f"in {dutch.counted(nameless, 'document', 'documenten')} zonder naam")
    if not parts:
        return ""
    least = "" if all_sectors_known else "minstens "
    sectors = f", in {least}{dutch.counted(insight.n_sectors, 'sector', 'sectoren')}" if insight.n_sectors else ""
    return f"zoiets is gezegd {dutch.enumeration(parts)}{sectors}"
