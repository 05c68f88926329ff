"""Topics in the report of an extraction: what the texts are about besides the themes, and what may be a new theme.

It is shorter than the page of ``praktijkkennis topics``: no pictures, no measures, first of all the candidates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from praktijkkennis.document import ProcessedDocument
from praktijkkennis.exchange.tables import source_at
from praktijkkennis.report.labels import ThemeLabel
from praktijkkennis.report.page import render_part
from praktijkkennis.topics.crosswalk import Crosswalk
from praktijkkennis.topics.result import Topic, TopicQuote, TopicResult

if TYPE_CHECKING:
    from markupsafe import Markup

MOST_TOPICS = 15
"""Topics printed in the list of all, the largest first."""

_QUOTES_OF_CANDIDATE, _QUOTES = 3, 2
_TERMS = 8
_NAMED_SHARE = 0.2
_MOST_THEMES = 2


@dataclass(frozen=True, slots=True)
class SectionQuote:
    """A verbatim passage with what is known of where it comes from; unknown is ``""``."""

    text: str
    author: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class SectionTopic:
    """A topic as it is printed.

    Parameters
    ----------
    topic : Topic
        What was found.
    themes : tuple of (str, float)
        Names of the themes that most of its passages have, with the share of its passages, 0..1.
    coded : float
        Share of its passages with any theme, 0..1.
    quotes : tuple of SectionQuote
        Its most representative passages.
    terms : tuple of str
        Suggested terms.
    """

    topic: Topic
    themes: tuple[tuple[str, float], ...]
    coded: float
    quotes: tuple[SectionQuote, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicsSection:
    """What the report says of topics.

    Parameters
    ----------
    candidates : tuple of SectionTopic
        Topics with clearly fewer themes than the rest, the least covered first.
    topics : tuple of SectionTopic
        The largest topics.
    n_topics, n_passages : int
        Numbers of all of them.
    coverage : float
        Share of passages in a topic, 0..1.
    overall : float
        Share of all passages with any theme, 0..1.
    reason : str
        How the topics came about, or why there are none.
    """

    candidates: tuple[SectionTopic, ...]
    topics: tuple[SectionTopic, ...]
    n_topics: int
    n_passages: int
    coverage: float
    overall: float
    reason: str


def build_topics_section(
    result: TopicResult,
    crosswalk: Crosswalk,
    documents: Sequence[ProcessedDocument],
    themes: Sequence[ThemeLabel] = (),
) -> TopicsSection:
    """Compute what the report says of topics.

    Parameters
    ----------
    result : TopicResult
        What was found in the documents that may be quoted.
    crosswalk : Crosswalk
        The same topics beside the codes.
    documents : sequence of ProcessedDocument
        At least those of the result.
    themes : sequence of ThemeLabel
        Names of the themes; the key stands for a theme without one.
    """
    names = {theme.key: theme.name for theme in themes}
    by_id = {one.document.id: one for one in documents}

    def view(topic: Topic, n_quotes: int) -> SectionTopic:
        shares = [
            (float(share), key) for key, share in zip(crosswalk.themes, crosswalk.shares[:, topic.number], strict=True)
        ]
        most = sorted((one for one in shares if one[0] >= _NAMED_SHARE), key=lambda one: (-one[0], one[1]))
        return SectionTopic(
            topic=topic,
            themes=tuple((names.get(key, key), share) for share, key in most[:_MOST_THEMES]),
            coded=float(crosswalk.n_coded[topic.number] / max(topic.n_passages, 1)),
            quotes=tuple(_quote(one, by_id) for one in topic.quotes[:n_quotes]),
            terms=tuple(term for term, _ in topic.terms[:_TERMS]),
        )

    return TopicsSection(
        candidates=tuple(view(one.topic, _QUOTES_OF_CANDIDATE) for one in crosswalk.candidates),
        topics=tuple(view(topic, _QUOTES) for topic in result.topics[:MOST_TOPICS]),
        n_topics=len(result.topics),
        n_passages=len(result.passages),
        coverage=result.coverage,
        overall=crosswalk.overall,
        reason=result.reason,
    )


def render_topics_part(section: TopicsSection) -> Markup:
    """Render topics as a section of the report.

    Returns
    -------
    Markup
        One ``section`` with the id ``onderwerpen``; it has no script and no style of its own, and every other ``id``
        begins with ``onderwerp-``.
    """
    return render_part("onderwerpen_rapport.html.j2", section=section)


def _quote(quote: TopicQuote, by_id: Mapping[str, ProcessedDocument]) -> SectionQuote:
    processed = by_id[quote.document_id]
    metadata = processed.document.metadata
    return SectionQuote(
        text=quote.text,
        author=source_at(processed, quote.start).author,
        title=metadata.get("title", "") or quote.document_id,
        date=metadata.get("date", ""),
    )
