"""The documents behind a report, each with what was coded in it, to show a quote where it was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from praktijkkennis.document import ProcessedDocument, Span, Stance, ThemeAnnotation
from praktijkkennis.report.labels import ThemeLabel


@dataclass(frozen=True, slots=True)
class CodedSpan(Span):
    """A stretch of a document with all themes that it was coded with, each with its stance.

    ``reasons`` are the themes of which is known why the machine gave them, each with that.
    """

    codes: tuple[tuple[ThemeLabel, Stance], ...]
    reasons: tuple[tuple[ThemeLabel, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document that may be quoted; ``coded`` are its coded stretches in order, which do not overlap."""

    processed: ProcessedDocument
    coded: tuple[CodedSpan, ...]

    def metadata(self, key: str) -> str:
        """Give a value of the metadata, ``""`` when it is not known."""
        return self.processed.document.metadata.get(key, "").strip()


def source_texts(
    documents: Iterable[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    labels: Mapping[str, ThemeLabel],
    withheld: AbstractSet[str] = frozenset(),
) -> tuple[SourceText, ...]:
    """Gather the documents that may be quoted with their codes.

    Parameters
    ----------
    documents : iterable of ProcessedDocument
        All documents.
    annotations : iterable of ThemeAnnotation
        Their codes, one for each passage and theme. Codes of people need not begin where a sentence begins; those
        that overlap are shown as one stretch.
    labels : mapping of str to ThemeLabel
        The themes by key.
    withheld : set of str
        Ids of documents that are not quoted; nothing of these comes back.
    """
    by_document: defaultdict[str, list[ThemeAnnotation]] = defaultdict(list)
    for annotation in annotations:
        by_document[annotation.document_id].append(annotation)
    return tuple(
        SourceText(processed, _joined(by_document[processed.document.id], labels))
        for processed in documents
        if processed.document.id not in withheld
    )


def _joined(annotations: Sequence[ThemeAnnotation], labels: Mapping[str, ThemeLabel]) -> tuple[CodedSpan, ...]:
    spans: list[CodedSpan] = []
    for one in sorted(annotations, key=lambda one: (one.start, -one.end)):
        code = (labels[one.theme], one.stance)
        why = ((labels[one.theme], one.why),) if one.why else ()
        if spans and spans[-1].overlaps(one.start, one.end):
            last = spans.pop()
            codes, reasons = dict.fromkeys((*last.codes, code)), dict.fromkeys((*last.reasons, *why))
            spans.append(CodedSpan(last.start, max(last.end, one.end), tuple(codes), tuple(reasons)))
        else:
            spans.append(CodedSpan(one.start, one.end, (code,), why))
    return tuple(spans)
