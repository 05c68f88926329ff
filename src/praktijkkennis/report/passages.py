"""Verbatim passages with what a report tells of where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from praktijkkennis.document import ProcessedDocument, Quote, Stance, ThemeAnnotation
from praktijkkennis.exchange.tables import source_at
from praktijkkennis.insights.leaning import leans_on_others
from praktijkkennis.insights.withholding import WITHHELD

_UNPROVED, _LEANING = 0.6, 0.25


@dataclass(frozen=True, slots=True)
class Passage:
    """A verbatim passage with what is known of where it comes from; unknown is ``""``.

    ``clarity`` tells how well it says something of its theme to who reads it alone, 0..1; ``leans`` whether it leans on
    the text around it.
    """

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
    clarity: float = 0.5
    leans: bool = False


def passage_of_quote(by_id: Mapping[str, ProcessedDocument], quote: Quote) -> Passage:
    """Give the passage that an insight quotes; of one that is not shown nothing of its source either."""
    passage = _passage(by_id[quote.document_id], quote, quote.text, quote.author, quote.stance, quote.score)
    return replace(passage, clarity=quote.clarity, leans=quote.leans)


def passage_of_annotation(by_id: Mapping[str, ProcessedDocument], annotation: ThemeAnnotation) -> Passage:
    """Give the passage that was coded, with its text as it stands in its document.

    Nobody read it alone, so that a sentence that leans on others is the only thing to go by.
    """
    processed = by_id[annotation.document_id]
    author = source_at(processed, annotation.start).author
    text = processed.text_of(annotation)
    leans = passage_leans(processed, annotation)
    passage = _passage(processed, annotation, text, author, annotation.stance, annotation.score)
    return replace(passage, clarity=annotation.score * (_LEANING if leans else _UNPROVED), leans=leans)


def passage_leans(processed: ProcessedDocument, place: Quote | ThemeAnnotation) -> bool:
    """Tell whether a passage of a document leans on the text around it."""
    tokens = [one.tokens for one in processed.sentences if (one.start, one.end) == (place.start, place.end)]
    return leans_on_others(processed.text_of(place), tokens[0] if tokens else ())


def sentence_before(processed: ProcessedDocument, place: Quote | ThemeAnnotation) -> str:
    """Give the sentence before a passage, a heading or question too; ``""`` where the document begins."""
    before = [one for one in processed.sentences if one.end <= place.start]
    return processed.text_of(before[-1]) if before else ""


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
