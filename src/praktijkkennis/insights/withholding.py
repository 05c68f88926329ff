"""Quotes that are not shown because too few people speak in the group that they can be traced to.

Who reads "somebody of the bank says ..." where two people of the bank have written knows who it is. A text is shown
only when at least k people of its organisation speak in the corpus (of its sector where no organisation is named, of
the whole corpus where neither is); numbers stay as they are. It is the k-anonymity of Sweeney (2002), for quotes.
People are counted on the safe side: those who may be one person are, unlike the sources that insights recur in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from praktijkkennis.document import Document, Insight, ProcessedDocument, Quote
from praktijkkennis.insights.sources import asking_speakers, fold_name, source_of
from praktijkkennis.privacy.head_count import fewest_people

WITHHELD = "[Niet getoond: er komen te weinig mensen uit deze groep aan het woord.]"
"""What stands in the place of a text that is not shown."""


def group_of(document: Document) -> tuple[str, str]:
    """Name the group that a quote can be traced to: the organisation, else the sector, else the corpus."""
    for key in ("organisation", "sector"):
        if name := fold_name(document.metadata.get(key, "")):
            return key, name
    return "corpus", ""


def small_groups(documents: Sequence[ProcessedDocument], least: int) -> frozenset[str]:
    """Find the documents of groups in which fewer than ``least`` people speak.

    People are counted by :func:`praktijkkennis.privacy.head_count.fewest_people`, over all documents of a group. All
    documents of a group that name nobody count as one person together, and as nobody beside others who are named; who
    only asks questions does not count.

    Returns
    -------
    frozenset of str
        Ids of documents.
    """
    if least <= 1:
        return frozenset()
    groups: defaultdict[tuple[str, str], list[ProcessedDocument]] = defaultdict(list)
    for processed in documents:
        groups[group_of(processed.document)].append(processed)
    return frozenset(
        processed.document.id for group in groups.values() if _people(group) < least for processed in group
    )


def _people(group: Iterable[ProcessedDocument]) -> int:
    authors: list[str] = []
    speakers: list[list[str]] = []
    speak = False
    for processed in group:
        asking = asking_speakers(processed.document)
        said = {one.speaker: one for one in processed.sentences if one.speaker not in asking}
        speak |= bool(said)
        labels = {speaker: source_of(processed, one).author for speaker, one in said.items()}
        speakers.append([label for speaker, label in labels.items() if label == speaker])
        authors += [label for speaker, label in labels.items() if label != speaker]
    return max(fewest_people(authors, speakers), int(speak))


def withhold(insights: Iterable[Insight], withheld: AbstractSet[str]) -> tuple[Insight, ...]:
    """Put :data:`WITHHELD` in the place of quotes of some documents, and another quote in that of their statement.

    Parameters
    ----------
    insights : iterable of Insight
        What recurs.
    withheld : set of str
        Ids of the documents that are not quoted.

    Returns
    -------
    tuple of Insight
        The same, with the quotes that can be shown first; numbers stay as they are.
    """
    return tuple(_shown(insight, withheld) for insight in insights)


def _shown(insight: Insight, withheld: AbstractSet[str]) -> Insight:
    quotes = sorted((_hidden(quote, withheld) for quote in insight.quotes), key=lambda quote: quote.text == WITHHELD)
    return replace(insight, quotes=tuple(quotes), statement=quotes[0].text if quotes else insight.statement)


def _hidden(quote: Quote, withheld: AbstractSet[str]) -> Quote:
    return replace(quote, text=WITHHELD, author="", leans=False) if quote.document_id in withheld else quote
