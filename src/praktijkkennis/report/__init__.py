"""One plain summary of what was found, and its renderings for people: HTML and Excel.

:func:`build_summary` computes everything there is to say; :func:`render_html` and
:func:`write_workbook` only lay it out. :func:`write_report` does all of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from praktijkkennis.document import Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.evaluation import TrustCard
from praktijkkennis.exchange.tables import passages_frame, replace_file
from praktijkkennis.insights.continuity import Changes, Vanished
from praktijkkennis.report.html import render_html
from praktijkkennis.report.news import news_of
from praktijkkennis.report.summary import DEFAULT_TITLE, ReportSummary, ThemeLabel, build_summary
from praktijkkennis.report.workbook import write_workbook

__all__ = ["ReportSummary", "ThemeLabel", "build_summary", "render_html", "write_report", "write_workbook"]


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
) -> ReportSummary:
    """Write ``rapport.html`` and ``inzichten.xlsx`` into a folder.

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

    Returns
    -------
    ReportSummary
        What the two files say.

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
    replace_file(Path(folder) / "rapport.html", render_html(summary).encode("utf-8"))
    return summary
