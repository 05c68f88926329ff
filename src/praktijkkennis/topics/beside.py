"""Topics beside the codes of an extraction: what the texts are about that the codebook does not name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.embedding import Embedder
from praktijkkennis.topics.crosswalk import Crosswalk, cross_themes
from praktijkkennis.topics.result import TopicResult

_N_REFITS = 4


@dataclass(frozen=True, slots=True)
class TopicsBeside:
    """Topics, and how they lie beside the themes."""

    result: TopicResult
    crosswalk: Crosswalk


def topics_beside(
    documents: Sequence[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    themes: Sequence[str],
    embedder: str | Embedder | None = None,
) -> TopicsBeside:
    """Find topics, and which of them no theme covers.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        Those that may be quoted.
    annotations : iterable of ThemeAnnotation
        Codes; those of other documents are left out.
    themes : sequence of str
        Keys of the codebook.
    embedder : str or Embedder, optional
        As for :class:`~praktijkkennis.topics.TopicModel`.

    Returns
    -------
    TopicsBeside
        By the engine for small corpora, since nothing else may be installed where a report is made; stability is
        measured on fewer refits than by ``praktijkkennis topics``.
    """
    from praktijkkennis.topics.model import TopicModel

    result = TopicModel(engine="klein", n_refits=_N_REFITS, embedder=embedder).fit(documents).result_
    shown = {one.document.id for one in documents}
    codes = [one for one in annotations if one.document_id in shown]
    return TopicsBeside(result, cross_themes(result, codes, themes))
