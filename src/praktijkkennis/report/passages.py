"""Verbatim passages with what a report tells of where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from praktijkkennis.document import ProcessedDocument, Quote, Stance, ThemeAnnotation
from praktijkkennis.exchange.tables import source_at
from praktijkkennis.insights.withholding import WITHHELD


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim passage with what is known of where it comes from; unknown is ``""``."""

    document_id: str
    start: int
    end: int
    text: str
    stance: Stance
    score: float
    author: str
    role: str
    organisation: str
    title: str
    date: str
    sector: str = ""
    kind: str = ""


def passage_of_quote(by_id: Mapping[str, ProcessedDocument], quote: Quote) -> Passage:
    """Give the passage that an insight quotes; of one that is not shown nothing of its source either."""
    return _passage(by_id[quote.document_id], quote, quote.text, quote.author, quote.stance, quote.score)


def passage_of_annotation(by_id: Mapping[str, ProcessedDocument], annotation: ThemeAnnotation) -> Passage:
    """Give the passage that was coded, with its text as it stands in its document."""
    processed = by_id[annotation.document_id]
    author = source_at(processed, annotation.start).author
    return _passage(processed, annotation, processed.text_of(annotation), author, annotation.stance, annotation.score)


def _passage(
    processed: ProcessedDocument, place: Quote | ThemeAnnotation, text: str, author: str, stance: Stance, score: float
) -> Passage:
    # Who is behind a text that is not shown is not shown either.
    metadata = processed.document.metadata if text != WITHHELD else {}
    # The role is that of the author of the document; somebody else who speaks in it has another.
    own = not author or author == metadata.get("author", "").strip()
    return Passage(
        document_id=place.document_id,
        start=place.start,
        end=place.end,
        text=text,
        stance=stance,
        score=score,
        author=author,
        role=metadata.get("role", "") if own else "",
        organisation=metadata.get("organisation", ""),
        title=metadata.get("title", "") or (place.document_id if text != WITHHELD else ""),
        date=metadata.get("date", ""),
        sector=metadata.get("sector", ""),
        kind=metadata.get("kind", ""),
    )
