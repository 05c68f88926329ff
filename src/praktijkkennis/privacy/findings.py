"""What is found in a text that tells who somebody is, and what comes in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from praktijkkennis.document import Span

Label = Literal["PERSOON", "EMAIL", "TELEFOON", "ADRES", "BSN", "GEBOORTEDATUM", "ORGANISATIE", "PLAATS", "BESTAND"]
"""What a stretch is. BSN stands for every number that is one person's: the Belgian one, bank accounts, number plates;
BESTAND for the name of a file that could not be read."""

LABELS: tuple[Label, ...] = (
    "PERSOON",
    "EMAIL",
    "TELEFOON",
    "ADRES",
    "BSN",
    "GEBOORTEDATUM",
    "ORGANISATIE",
    "PLAATS",
    "BESTAND",
)

DEFAULT_LABELS: frozenset[Label] = frozenset(LABELS) - {"ORGANISATIE"}
"""What is replaced unless somebody chooses otherwise."""


@dataclass(frozen=True, slots=True)
class Finding(Span):
    """A stretch of a text that tells who somebody is; a title or the s of a genitive is not part of it."""

    label: Label


@dataclass(frozen=True, slots=True)
class Replacement(Span):
    """A stretch of the original text of a document and the pseudonym in its place: a row of the key."""

    document_id: str
    text: str
    label: Label
    pseudonym: str


EARLIER = "eerder"
"""The field name of what is no longer in a document: its pseudonym stays known, so that nobody else gets it."""


@dataclass(frozen=True, slots=True)
class FieldReplacement:
    """A stretch that was replaced outside the text: in a metadata field, or in the name of the file.

    ``field`` is the key of the metadata, ``"id"`` for the document id, ``"bestand"`` for a file that could not be
    read, or :data:`EARLIER` for what stood in an earlier version of the document.
    """

    document_id: str
    field: str
    text: str
    label: Label
    pseudonym: str


def without_overlap(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep of findings that overlap the one that was given first.

    Returns
    -------
    tuple of Finding
        In order of place.
    """
    kept: list[Finding] = []
    taken: set[int] = set()
    for finding in findings:
        places = range(finding.start, finding.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(finding)
    return tuple(sorted(kept, key=lambda finding: finding.start))
