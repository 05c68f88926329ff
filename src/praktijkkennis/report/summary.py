"""What a report says, computed once and without a thought to how it looks.

The renderings (HTML, Excel) take a :class:`ReportSummary` and add nothing of their own. It depends
on its input alone: no clock, no random choice, ties are broken by name and place.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType

from praktijkkennis.document import STANCES, Insight, ProcessedDocument, ReadFailure, Stance, ThemeAnnotation
from praktijkkennis.evaluation import TrustCard
from praktijkkennis.exchange.tables import source_at
from praktijkkennis.insights.sources import asking_speakers
from praktijkkennis.insights.withholding import WITHHELD
from praktijkkennis.report.context import SourceText, source_texts
from praktijkkennis.report.counting import Counts, counts_of
from praktijkkennis.report.distribution import Distribution, by_period, by_sector
from praktijkkennis.report.labels import ThemeLabel, labels_of
from praktijkkennis.report.news import News
from praktijkkennis.report.passages import (
    Passage,
    passage_of_annotation,
    passage_of_quote,
    sentence_before,
)
from praktijkkennis.report.trust import ranked_cards

DEFAULT_TITLE = "Thema’s en inzichten uit de praktijk"
"""Title of a report that was given none."""

LEANS = "leunt op de tekst eromheen"
"""How a report marks a statement that cannot be understood by itself."""

_MOST_HIGHLIGHTS = 5
_MOST_LOOSE_PASSAGES = 5


@dataclass(frozen=True, slots=True)
class ReportInsight:
    """An insight with its theme and with its quotes as passages, the best first.

    ``leans`` tells that its statement leans on the text around it; ``before`` then is the sentence before that, if any.
    """

    insight: Insight
    theme: ThemeLabel
    quotes: tuple[Passage, ...]
    leans: bool = False
    before: str = ""

    @property
    def telling(self) -> float:
        """How strong it is, and how sure and clear its first two quotes are to who reads no more; 0..1."""
        clarity = [passage.clarity * passage.score for passage in self.quotes[:2]]
        return round(self.insight.strength * math.sqrt(sum(clarity) / max(1, len(clarity))), 6)


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A passage that a person should check, with the theme that it was coded with."""

    theme: ThemeLabel
    passage: Passage


@dataclass(frozen=True, slots=True)
class ThemeSummary:
    """The numbers, insights and best loose passages of one theme.

    ``stances`` has a count for every stance; ``loose`` are the best passages that belong to no
    insight, of different sources as far as possible; ``n_nameless`` are documents that name nobody.
    """

    label: ThemeLabel
    n_passages: int
    n_documents: int
    n_authors: int
    stances: Mapping[Stance, int]
    insights: tuple[ReportInsight, ...]
    loose: tuple[Passage, ...]
    n_loose: int
    n_nameless: int = 0


@dataclass(frozen=True, slots=True)
class Withholding:
    """What is not shown: how many coded sentences in how many documents, of groups of fewer than ``least`` people."""

    least: int
    n_passages: int
    n_documents: int


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """All that a report says.

    Parameters
    ----------
    title : str
        Title of the report.
    counts : Counts
        Numbers of the whole.
    themes : tuple of ThemeSummary
        Core themes first, otherwise in the order of the codebook; themes that do not occur too.
    highlights : tuple of ReportInsight
        The most telling insights, at most one of a theme.
    sectors, periods : Distribution or None
        Spread of the themes, where the metadata allow it.
    failures : tuple of ReadFailure
        What could not be read.
    coders : mapping of str to int
        Number of codings per coder.
    run : tuple of tuple of str
        Label and value of how it was made, in the given order.
    withholding : Withholding or None
        What is not shown, when a least size of groups was asked for.
    news : News or None
        What is new since the run before, where there was one.
    trust : tuple of TrustCard
        How far the codes of each theme can be trusted, the most trusted first; empty when nothing was measured.
    to_check : tuple of ToCheck
        Sentences that a person should check next, in that order.
    texts : tuple of SourceText
        The documents that may be quoted, in order, each with what was coded in it.
    """

    title: str
    counts: Counts
    themes: tuple[ThemeSummary, ...]
    highlights: tuple[ReportInsight, ...]
    sectors: Distribution | None
    periods: Distribution | None
    failures: tuple[ReadFailure, ...]
    coders: Mapping[str, int]
    run: tuple[tuple[str, str], ...]
    withholding: Withholding | None = None
    news: News | None = None
    trust: tuple[TrustCard, ...] = ()
    to_check: tuple[ToCheck, ...] = ()
    texts: tuple[SourceText, ...] = ()


def build_summary(
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
    news: News | None = None,
    trust: Sequence[TrustCard] = (),
    to_check: Sequence[ThemeAnnotation] = (),
) -> ReportSummary:
    """Compute what the report says.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        All documents that were read.
    annotations : sequence of ThemeAnnotation
        Their codings. Where several coders gave one sentence the same theme, it counts once, with
        the stance of the surest.
    insights : sequence of Insight
        What recurs.
    failures : sequence of ReadFailure
        What could not be read.
    themes : sequence of ThemeLabel
        The themes of the codebook; a theme that is coded but not listed is named by its key.
    run : mapping of str to str, optional
        Lines for 'how it was made', in order.
    title : str
        Title of the report.
    withheld : set of str
        Ids of documents that are not quoted. What the insights quote of them must have been replaced already
        (:func:`praktijkkennis.insights.withhold`).
    min_group : int
        Least number of people in a group that is quoted.
    news : News, optional
        What is new since the run before.
    trust : sequence of TrustCard
        How far the codes of each theme can be trusted; none when nothing was measured.
    to_check : sequence of ThemeAnnotation
        Codes that a person should check next, in that order; those of documents that are not quoted are left out.

    Returns
    -------
    ReportSummary
        The same for the same input.

    Raises
    ------
    ValueError
        When an annotation or quote belongs to none of the documents.
    """
    by_id = {processed.document.id: processed for processed in documents}
    place = {key: index for index, key in enumerate(by_id)}
    _check_known(by_id, [*annotations, *to_check], insights)

    coded = _surest(annotations, place)
    labels = labels_of(
        themes,
        [annotation.theme for annotation in coded],
        [insight.theme for insight in insights],
        [one.theme for one in to_check],
    )
    strongest = [
        _report_insight(insight, labels[insight.theme], by_id)
        for insight in sorted(insights, key=lambda one: (-one.strength, -one.n_sources, one.theme, one.id))
    ]
    summaries = tuple(
        _theme_summary(
            label,
            [annotation for annotation in coded if annotation.theme == label.key],
            tuple(one for one in strongest if one.insight.theme == label.key),
            by_id,
            withheld,
        )
        for label in labels.values()
    )
    found = {key: {annotation.document_id for annotation in coded if annotation.theme == key} for key in labels}
    plain = [processed.document for processed in documents]
    return ReportSummary(
        title=title,
        counts=counts_of(documents, coded, insights, failures),
        themes=summaries,
        highlights=_highlights(strongest),
        sectors=by_sector(plain, found),
        periods=by_period(plain, found),
        failures=tuple(failures),
        coders=MappingProxyType(dict(sorted(Counter(annotation.coder for annotation in annotations).items()))),
        run=tuple((str(label), str(value)) for label, value in (run or {}).items()),
        withholding=_withholding(coded, withheld, min_group) if min_group > 1 else None,
        news=news,
        trust=ranked_cards(trust, {key: label.name for key, label in labels.items()}),
        to_check=tuple(
            ToCheck(labels[one.theme], passage_of_annotation(by_id, one))
            for one in to_check
            if one.document_id not in withheld
        ),
        texts=source_texts(documents, coded, labels, withheld),
    )


def _report_insight(insight: Insight, theme: ThemeLabel, by_id: Mapping[str, ProcessedDocument]) -> ReportInsight:
    quotes = tuple(passage_of_quote(by_id, quote) for quote in insight.quotes)
    lead = next((quote for quote in insight.quotes if quote.text == insight.statement != WITHHELD), None)
    if lead is None or not lead.leans:
        return ReportInsight(insight, theme, quotes)
    return ReportInsight(insight, theme, quotes, leans=True, before=sentence_before(by_id[lead.document_id], lead))


def _check_known(
    by_id: Mapping[str, ProcessedDocument], annotations: Iterable[ThemeAnnotation], insights: Iterable[Insight]
) -> None:
    named = {annotation.document_id for annotation in annotations}
    named.update(quote.document_id for insight in insights for quote in insight.quotes)
    unknown = sorted(named - by_id.keys())
    if unknown:
        raise ValueError(f"annotations or quotes of documents that were not given: {unknown[:3]}")


def _surest(annotations: Iterable[ThemeAnnotation], place: Mapping[str, int]) -> list[ThemeAnnotation]:
    """One annotation per passage and theme, in the order of the documents."""
    best: dict[tuple[int, int, int, str], ThemeAnnotation] = {}
    for annotation in sorted(annotations, key=lambda one: (-one.score, one.coder, one.stance)):
        best.setdefault((place[annotation.document_id], annotation.start, annotation.end, annotation.theme), annotation)
    return [best[key] for key in sorted(best)]


def _theme_summary(
    label: ThemeLabel,
    coded: Sequence[ThemeAnnotation],
    insights: tuple[ReportInsight, ...],
    by_id: Mapping[str, ProcessedDocument],
    withheld: AbstractSet[str],
) -> ThemeSummary:
    stances = Counter(annotation.stance for annotation in coded)
    sources = [
        source_at(processed, annotation.start)
        for annotation in coded
        if not _is_asked(processed := by_id[annotation.document_id], annotation.start)
    ]
    inside = {(quote.document_id, quote.start, quote.end) for one in insights for quote in one.quotes}
    loose = [one for one in coded if (one.document_id, one.start, one.end) not in inside]
    quoted = [one for one in loose if one.document_id not in withheld]
    return ThemeSummary(
        label=label,
        n_passages=len(coded),
        n_documents=len({annotation.document_id for annotation in coded}),
        n_authors=len({source.key for source in sources if source.author}),
        stances=MappingProxyType({stance: stances[stance] for stance in STANCES}),
        insights=insights,
        loose=tuple(passage_of_annotation(by_id, annotation) for annotation in _best_of_many_sources(quoted, by_id)),
        n_loose=len(loose),
        n_nameless=len({source.key for source in sources if not source.author}),
    )


def _best_of_many_sources(
    coded: Iterable[ThemeAnnotation], by_id: Mapping[str, ProcessedDocument]
) -> list[ThemeAnnotation]:
    """Pick the surest passages; a second one of the same source only when every source had its turn."""
    turns: Counter[str] = Counter()
    ranked: list[tuple[int, ThemeAnnotation]] = []
    for annotation in sorted(coded, key=lambda one: -one.score):
        source = source_at(by_id[annotation.document_id], annotation.start).key
        ranked.append((turns[source], annotation))
        turns[source] += 1
    return [annotation for _, annotation in sorted(ranked, key=lambda pair: pair[0])[:_MOST_LOOSE_PASSAGES]]


def _highlights(strongest: Iterable[ReportInsight]) -> tuple[ReportInsight, ...]:
    chosen: dict[str, ReportInsight] = {}
    # A headline stands alone: what leans on the text around it comes after all that does not.
    for one in sorted(strongest, key=lambda one: (one.leans, -one.telling)):
        if one.insight.statement == WITHHELD:
            continue
        if one.insight.statement not in {other.insight.statement for other in chosen.values()}:
            chosen.setdefault(one.insight.theme, one)
    return tuple(chosen.values())[:_MOST_HIGHLIGHTS]


def _withholding(coded: Sequence[ThemeAnnotation], withheld: AbstractSet[str], least: int) -> Withholding:
    hidden = {(one.document_id, one.start, one.end) for one in coded if one.document_id in withheld}
    return Withholding(least, len(hidden), len({document_id for document_id, _, _ in hidden}))


def _is_asked(processed: ProcessedDocument, start: int) -> bool:
    """Tell whether an interviewer says it: who asks is not one of the people behind a theme."""
    return processed.document.speaker_at(start) in asking_speakers(processed.document)
