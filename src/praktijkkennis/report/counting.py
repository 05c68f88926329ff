"""The numbers of the whole that a report begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from praktijkkennis.document import Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.exchange.tables import source_at
from praktijkkennis.insights.sources import Source, asking_speakers, fold_name, source_of
from praktijkkennis.report.dutch import iso_parts


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the whole; ``sentences`` are those that can be coded.

    ``unnamed``, ``unplaced`` and ``undated`` are documents of which it is not known of everybody who speaks, of which
    organisation they are, and when they are from: what is told of the others is not true of all.
    """

    documents: int
    sentences: int
    coded_sentences: int
    authors: int
    organisations: int
    insights: int
    failures: int
    first_date: str
    last_date: str
    unnamed: int = 0
    unplaced: int = 0
    undated: int = 0


def counts_of(
    documents: Sequence[ProcessedDocument],
    coded: Iterable[ThemeAnnotation],
    insights: Sequence[Insight],
    failures: Sequence[ReadFailure],
) -> Counts:
    """Count documents, sentences, people and what was found; ``coded`` may hold one sentence more than once."""
    dates = sorted(
        day for processed in documents if iso_parts(day := processed.document.metadata.get("date", "").strip())
    )
    sources = [_sources(one) for one in documents]
    return Counts(
        documents=len(documents),
        sentences=sum(sentence.codable for processed in documents for sentence in processed.sentences),
        coded_sentences=len({(annotation.document_id, annotation.start, annotation.end) for annotation in coded}),
        authors=len({source.key for each in sources for source in each if source.author}),
        organisations=len(
            {fold_name(processed.document.metadata.get("organisation", "")) for processed in documents} - {""}
        ),
        insights=len(insights),
        failures=len(failures),
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
        unnamed=sum(map(_lacks_name, documents, sources)),
        unplaced=sum(not fold_name(one.document.metadata.get("organisation", "")) for one in documents),
        undated=len(documents) - len(dates),
    )


def _sources(processed: ProcessedDocument) -> list[Source]:
    """Give who says something; a document without sentences still has its author."""
    asking = asking_speakers(processed.document)
    by_speaker = {one.speaker: one for one in processed.sentences if one.speaker not in asking}
    return [source_of(processed, sentence) for sentence in by_speaker.values()] or [source_at(processed, 0)]


def _lacks_name(processed: ProcessedDocument, sources: Sequence[Source]) -> bool:
    """Tell whether somebody speaks who is not named; the heading above a transcript is nobody's."""
    named = [bool(source.author) for source in sources]
    return not (any(named) if processed.document.turns else all(named))
