"""One plain summary of what was found, and its renderings for people: HTML, Excel and a digest.

:func:`build_summary` computes everything there is to say; :func:`render_html`, :func:`write_workbook` and
:func:`write_digest` only lay it out. :func:`write_report` does all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from praktijkkennis.document import Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.evaluation import TrustCard
from praktijkkennis.exchange.tables import passages_frame, replace_file
from praktijkkennis.insights.continuity import Changes, Vanished
from praktijkkennis.report.digest import write_digest
from praktijkkennis.report.html import render_html
from praktijkkennis.report.labels import ThemeLabel
from praktijkkennis.report.news import news_of
from praktijkkennis.report.summary import DEFAULT_TITLE, ReportSummary, build_summary
from praktijkkennis.report.topics import TopicsSection
from praktijkkennis.report.workbook import write_workbook

__all__ = [
    "ReportSummary",
    "ThemeLabel",
    "build_summary",
    "render_html",
    "write_digest",
    "write_report",
    "write_workbook",
]


def write_report(
    folder: str | Path,
    documents: Sequence[ProcessedDocument],
    annotations: Sequence[ThemeAnnotation],
    insights: Sequence[Insight],
    failures: Sequence[ReadFailure] = (),
    themes: Sequence[ThemeLabel] = (),
    run: Mapping[str, str] | None = None,
    *,
    title: str = DEFAULT_TITLE,
    withheld: AbstractSet[str] = frozenset(),
    min_group: int = 1,
    changes: Changes | None = None,
    vanished: Sequence[tuple[Vanished, str]] = (),
    trust: Sequence[TrustCard] = (),
    to_check: Sequence[ThemeAnnotation] = (),
    topics: TopicsSection | None = None,
) -> ReportSummary:
    """Write ``rapport.html``, ``inzichten.xlsx`` and ``nieuwsbrief.md`` and ``.docx`` into a folder.

    Parameters
    ----------
    folder : str or Path
        Where to write; it is made when it is not there.
    documents, annotations, insights, failures, themes, run, title, withheld, min_group
        As for :func:`build_summary`.
    changes : Changes, optional
        What became of the insights since the run before.
    vanished : sequence of Vanished and str
        Insights that are no longer there, each with its statement (``""`` when that cannot be shown).
    trust, to_check
        As for :func:`build_summary`.
    topics : TopicsSection, optional
        What the page says of topics; nothing when not given.

    Returns
    -------
    ReportSummary
        What the files say.

    Raises
    ------
    OutputError
        When a file cannot be written, for example because it is open in Excel.
    """
    summary = build_summary(
        documents,
        annotations,
        insights,
        failures,
        themes,
        run,
        title=title,
        withheld=withheld,
        min_group=min_group,
        news=None if changes is None else news_of(changes, vanished, {one.key: one.name for one in themes}),
        trust=trust,
        to_check=to_check,
    )
    write_workbook(summary, passages_frame(documents, annotations, insights, withheld), Path(folder) / "inzichten.xlsx")
    replace_file(Path(folder) / "rapport.html", render_html(summary, topics).encode("utf-8"))
    write_digest(summary, folder)
    return summary
