"""The report as one self-contained HTML file.

Everything in a summary was written by others and may be hostile: Jinja escapes every value, the
content security policy allows no script, no image and no style but the one whose hash it names,
and links point inside the page only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from praktijkkennis.document import STANCES, Insight
from praktijkkennis.insights.withholding import WITHHELD
from praktijkkennis.report import dutch
from praktijkkennis.report.distribution import FEW_DOCUMENTS, Distribution
from praktijkkennis.report.passages import Passage
from praktijkkennis.report.summary import ReportInsight, ReportSummary, ThemeLabel, ThemeSummary
from praktijkkennis.report.trust import NOT_MEASURED, trust_groups

if TYPE_CHECKING:
    from jinja2 import Environment

# What is printed is limited, because nobody reads, mails or prints a page of fifty megabytes;
# the Excel file has all of it, and the page says so wherever it leaves something out.
MOST_INSIGHTS = 120
"""Insights printed in the whole report, divided evenly over the themes."""

MOST_QUOTES = 9
"""Quotes printed with one insight, the one in its heading left out."""

MOST_FAILURES = 100
"""Files printed in the list of what was not read."""

MOST_NEWS = 12
"""New and growing insights, and as many that are gone, printed under what is new."""

_OPEN_QUOTES = 3
_FEWEST_INSIGHTS = 3
_LONGEST_QUOTE = 700
_LONGEST_HEADING = 280
_LONGEST_NAME = 160
_CHART_HEIGHT = 56
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True)
class _InsightView:
    one: ReportInsight
    anchor: str
    spoken_by: str
    lead: Passage | None
    open_quotes: tuple[Passage, ...]
    more_quotes: tuple[Passage, ...]
    n_left_out: int


@dataclass(frozen=True, slots=True)
class _ThemeView:
    theme: ThemeSummary
    anchor: str
    colour: str
    insights: tuple[_InsightView, ...]
    n_left_out: int


@dataclass(frozen=True, slots=True)
class _Bar:
    x: str
    middle: str
    width: str
    y: str
    height: str
    thin: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class _Chart:
    name: str
    meaning: str
    bars: tuple[_Bar, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    name: str
    x: str
    width: str


def render_html(summary: ReportSummary) -> str:
    """Render a summary as one self-contained Dutch HTML page.

    Parameters
    ----------
    summary : ReportSummary
        What the report says.

    Returns
    -------
    str
        The page; the same for the same summary, always.
    """
    from markupsafe import Markup

    style = _style()
    themes = _theme_views(summary)
    anchors = {insight.one.insight.id: insight.anchor for theme in themes for insight in theme.insights}
    by_documents = sorted(themes, key=lambda view: -view.theme.n_documents)
    page = _environment().get_template("rapport.html.j2")
    fresh = _fresh(summary)
    gone = summary.news.gone[:MOST_NEWS] if summary.news else ()
    return page.render(
        summary=summary,
        counts=summary.counts,
        style=Markup(style),
        policy=content_security_policy(style),
        themes=[view for view in themes if view.theme.n_passages or view.insights],
        absent=[view.theme.label for view in themes if not (view.theme.n_passages or view.insights)],
        ranking=[view for view in by_documents if view.theme.n_passages],
        highlights=[(one, anchors.get(one.insight.id, ""), _spoken_by(one)) for one in summary.highlights],
        fresh=[(one, anchors.get(one.insight.id, ""), label) for one, label in fresh[:MOST_NEWS]],
        n_fresh=len(fresh),
        gone=[(one, anchors.get(one.merged_into, "")) for one in gone],
        labels={view.theme.label.key: view.theme.label for view in themes},
        totals=_totals(summary.periods) if summary.periods else None,
        charts=_charts(summary.periods, [view.theme.label for view in themes]) if summary.periods else [],
        failures=summary.failures[:MOST_FAILURES],
        few=FEW_DOCUMENTS,
        trust=trust_groups(summary.trust),
        not_measured=NOT_MEASURED,
    )


def _fresh(summary: ReportSummary) -> list[tuple[ReportInsight, str]]:
    """Give the insights that are new or grow, the strongest first, with what to say of each."""
    if summary.news is None:
        return []
    ranked = sorted(
        (one for theme in summary.themes for one in theme.insights),
        key=lambda one: (-one.insight.strength, one.insight.id),
    )
    labelled = [(one, summary.news.label_of(one.insight.id, one.insight.n_sources)) for one in ranked]
    return [(one, label) for one, label in labelled if label != "stabiel" and one.insight.statement != WITHHELD]


def content_security_policy(style: str) -> str:
    """Name the policy that allows one inline style, by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def spoken_by(insight: Insight, all_organisations_known: bool = True) -> str:
    """Say in Dutch who stands behind an insight: ``gezegd door 4 mensen uit 3 organisaties``.

    Where of some of the people the organisation is not known, it says ``uit minstens 3 organisaties``.

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
    return f"gezegd {dutch.enumeration(parts)}" if parts else ""


def _spoken_by(one: ReportInsight) -> str:
    return spoken_by(one.insight, all(quote.organisation for quote in one.quotes if quote.author))


def _theme_views(summary: ReportSummary) -> list[_ThemeView]:
    n_with_insights = sum(bool(theme.insights) for theme in summary.themes) or 1
    most = max(_FEWEST_INSIGHTS, MOST_INSIGHTS // n_with_insights)
    names = _Anchors()
    return [
        _ThemeView(
            theme=theme,
            anchor=names.unique("thema", theme.label.key),
            colour=theme.label.colour if _COLOUR.fullmatch(theme.label.colour) else "",
            insights=tuple(
                _insight_view(one, names.unique("inzicht", one.insight.id)) for one in theme.insights[:most]
            ),
            n_left_out=max(len(theme.insights) - most, 0),
        )
        for theme in summary.themes
    ]


def _insight_view(one: ReportInsight, anchor: str) -> _InsightView:
    # The statement is one of the quotes; unless the heading cuts it off it need not be repeated below.
    statement = one.insight.statement
    whole = len(statement) <= _LONGEST_HEADING
    lead = next((quote for quote in one.quotes if whole and quote.text == statement), None)
    quotes = [quote for quote in one.quotes if quote is not lead]
    return _InsightView(
        one=one,
        anchor=anchor,
        spoken_by=_spoken_by(one),
        lead=lead,
        open_quotes=tuple(quotes[:_OPEN_QUOTES]),
        more_quotes=tuple(quotes[_OPEN_QUOTES:MOST_QUOTES]),
        n_left_out=max(len(quotes) - MOST_QUOTES, 0),
    )


class _Anchors:
    """Hands out ids that are safe in a link and unique in the page."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, prefix: str, key: str) -> str:
        name = base = f"{prefix}-{re.sub(r'[^a-z0-9]+', '-', key.lower())[:60].strip('-')}"
        count = 1
        while name in self._taken:
            count += 1
            name = f"{base}-{count}"
        self._taken.add(name)
        return name


def _totals(periods: Distribution) -> _Chart:
    """Chart of how many documents each period has."""
    numbers = [column.n_documents for column in periods.columns]
    meanings = [f"{column.label}: {_documents(column.n_documents)}" for column in periods.columns]
    return _chart("", [count / (max(numbers) or 1) for count in numbers], periods, meanings)


def _charts(periods: Distribution, labels: Iterable[ThemeLabel]) -> list[_Chart]:
    """Chart per theme of its share in each period, all on one scale."""
    charts = []
    for label in labels:
        row = periods.rows.get(label.key, ())
        meanings = [
            f"{column.label}: {share.hits} van {_documents(share.n_documents)}"
            if share.n_documents
            else f"{column.label}: geen documenten"
            for column, share in zip(periods.columns, row, strict=False)
        ]
        if row:
            heights = [(share.value or 0.0) / (periods.highest or 1.0) for share in row]
            charts.append(_chart(label.name, heights, periods, meanings))
    return charts


def _chart(name: str, heights: Sequence[float], periods: Distribution, meanings: Sequence[str]) -> _Chart:
    step = 100 / len(heights)
    bars = tuple(
        _Bar(
            x=f"{(index + 0.12) * step:.2f}%",
            middle=f"{(index + 0.5) * step:.2f}%",
            width=f"{0.76 * step:.2f}%",
            y=f"{_CHART_HEIGHT - height * (_CHART_HEIGHT - 2):.1f}",
            height=f"{height * (_CHART_HEIGHT - 2):.1f}",
            thin=column.is_thin,
            meaning=meaning,
        )
        for index, (height, column, meaning) in enumerate(zip(heights, periods.columns, meanings, strict=True))
    )
    return _Chart(name, "; ".join(meanings), bars)


def _documents(count: int) -> str:
    return dutch.counted(count, "document", "documenten")


def _segments(stances: Mapping[str, int]) -> list[_Segment]:
    total = sum(stances.get(stance, 0) for stance in STANCES)
    segments, x = [], 0.0
    for stance in STANCES:
        width = 100 * stances.get(stance, 0) / total if total else 0.0
        if width:
            segments.append(_Segment(stance, f"{x:.2f}%", f"{width:.2f}%"))
        x += width
    return segments


def _stances_in_words(stances: Mapping[str, int]) -> str:
    return ", ".join(f"{stances.get(stance, 0)} {stance}" for stance in STANCES)


def _fit_to_print(value: object) -> object:
    from markupsafe import Markup

    return dutch.legible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _style() -> str:
    return files("praktijkkennis.report").joinpath("templates/rapport.css").read_text(encoding="utf-8")


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
        date=dutch.date_in_words,
        counted=dutch.counted,
        name=lambda text: dutch.clipped(text, _LONGEST_NAME),
        quote=lambda text: dutch.clipped(text, _LONGEST_QUOTE),
        heading=lambda text: dutch.clipped(text, _LONGEST_HEADING),
        segments=_segments,
        stances_in_words=_stances_in_words,
        width=lambda share: f"{share * 100:.2f}%",
    )
    environment.globals.update(period=dutch.period_in_words, stance_names=STANCES)
    return environment
