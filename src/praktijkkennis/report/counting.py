"""The numbers of the whole that a report begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from praktijkkennis.document import Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.exchange.tables import source_at
from praktijkkennis.insights.sources import asking_speakers, fold_name, source_of
from praktijkkennis.report.dutch import iso_parts


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of the whole; ``sentences`` are those that can be coded."""

    documents: int
    sentences: int
    coded_sentences: int
    authors: int
    organisations: int
    insights: int
    failures: int
    first_date: str
    last_date: str


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
    return Counts(
        documents=len(documents),
        sentences=sum(sentence.codable for processed in documents for sentence in processed.sentences),
        coded_sentences=len({(annotation.document_id, annotation.start, annotation.end) for annotation in coded}),
        authors=len(set().union(*map(_people, documents))),
        organisations=len(
            {fold_name(processed.document.metadata.get("organisation", "")) for processed in documents} - {""}
        ),
        insights=len(insights),
        failures=len(failures),
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
    )


def _people(processed: ProcessedDocument) -> set[str]:
    """Keys of the people who say something; a document without sentences still has its author."""
    asking = asking_speakers(processed.document)
    by_speaker = {one.speaker: one for one in processed.sentences if one.speaker not in asking}
    sources = [source_of(processed, sentence) for sentence in by_speaker.values()] or [source_at(processed, 0)]
    return {source.key for source in sources if source.author}
