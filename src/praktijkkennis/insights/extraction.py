"""From coded sentences to insights: what at least two sources say, in their own words."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, background_sentences
from praktijkkennis.document import STANCES, Insight, ProcessedDocument, Quote, Sentence, ThemeAnnotation
from praktijkkennis.embedding import Embedder, Vectors, unit_rows
from praktijkkennis.insights.grouping import group_passages
from praktijkkennis.insights.sources import Source, asking_speakers, source_of

LIKENESS = 0.25
"""Least average cosine between the passages of one insight, once what all passages of the theme share is taken away."""

MIN_WORDS = 5
"""A coded stretch of fewer words (a heading, an exclamation) is kept as a code but proves no insight."""

MIN_SCORE = 0.3
"""Least score of a code that may prove an insight: a doubtful code is worth a look, not a conclusion."""

Place = tuple[str, int, int]
"""Document, start and end of a passage."""

_USUAL_WEIGHT = 20.0
_MIN_EXAMPLES = 5
_MIN_SOURCES = 2
_HANGING = re.compile(
    r"^(?:en|maar|want|dus|of|dan|toen|daar|daarom|daardoor|dat|dit|die|deze|hij|zij|ze|het|zo|ook|ja|nee|nou)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Passage:
    annotation: ThemeAnnotation
    text: str
    source: Source
    date: str


def extract_insights(
    documents: Sequence[ProcessedDocument],
    annotations: Sequence[ThemeAnnotation],
    embedder: Embedder,
    *,
    likeness: float = LIKENESS,
    min_sources: int = _MIN_SOURCES,
    min_score: float = MIN_SCORE,
    codebook: Codebook | None = None,
    vectors: Mapping[Place, NDArray[np.float32]] | None = None,
) -> tuple[Insight, ...]:
    """Gather coded sentences that say the same thing into insights.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The documents that the annotations refer to.
    annotations : sequence of ThemeAnnotation
        Codes of one coder; the order makes no difference.
    embedder : Embedder
        Tells which sentences are alike.
    likeness : float
        Least average cosine within an insight, -1..1.
    min_sources : int
        Least number of different sources; with two, a prolific writer alone makes no insight.
    min_score : float
        Least score of a code that may prove an insight, 0..1.
    codebook : Codebook, optional
        Its examples tell what all passages of a theme have in common; ordinary sentences do where it gives none.
    vectors : mapping of (str, int, int) to ndarray of float32, shape (dimensions,), optional
        Vectors of passages by document, start and end, as they were computed when their document was coded. A passage
        that has none is embedded by itself, so that nobody else's texts make a difference.

    Returns
    -------
    tuple of Insight
        The strongest first.
    """
    telling = [annotation for annotation in annotations if annotation.score >= min_score]
    passages = _passages(documents, telling)
    vector_of = _vectors(passages, embedder, vectors or {})
    usual = _usual(embedder, codebook)
    by_theme: defaultdict[str, list[_Passage]] = defaultdict(list)
    for passage in passages:
        by_theme[passage.annotation.theme].append(passage)
    insights: list[Insight] = []
    for theme, members in by_theme.items():
        own = _without_common_part(np.stack([vector_of[_place(passage)] for passage in members]), usual(theme))
        groups = group_passages(own, likeness)
        for group in range(int(groups.max()) + 1):
            rows = np.flatnonzero(groups == group)
            chosen = [members[row] for row in rows]
            if len({passage.source.key for passage in chosen}) >= min_sources:
                insights.append(_insight(theme, chosen, own[rows]))
    return tuple(sorted(insights, key=lambda insight: (-insight.strength, insight.id)))


def _vectors(
    passages: Sequence[_Passage], embedder: Embedder, known: Mapping[Place, NDArray[np.float32]]
) -> dict[Place, NDArray[np.float32]]:
    """Give every passage its vector: the known one, else that of its text alone."""
    alone: dict[str, NDArray[np.float32]] = {}
    found = {}
    for passage in passages:
        place = _place(passage)
        vector = known.get(place)
        if vector is None:
            vector = alone.get(passage.text)
        if vector is None:
            vector = alone[passage.text] = embedder.encode([passage.text])[0]
        found[place] = vector
    return found


def _usual(embedder: Embedder, codebook: Codebook | None) -> Callable[[str], Vectors]:
    """Give a function from a theme to the mean vector of what is usually said about it, or at all."""
    ordinary: Vectors = embedder.encode(background_sentences()).mean(axis=0)
    examples = {theme.key: [one.text for one in theme.examples] for theme in codebook.themes} if codebook else {}

    def usual(theme: str) -> Vectors:
        texts = examples.get(theme, [])
        return embedder.encode(texts).mean(axis=0) if len(texts) >= _MIN_EXAMPLES else ordinary

    return usual


def _without_common_part(vectors: Vectors, usual: Vectors) -> Vectors:
    """Take away what all passages of a theme share, so that what remains is what each of them says about it.

    Encoders crowd their vectors into a narrow cone (Mu & Viswanath, 2018, *All-but-the-Top*), and one that was adapted
    to themes crowds those of a theme once more. The fewer passages there are, the more the mean of what is usual counts
    instead of theirs.

    Parameters
    ----------
    vectors : ndarray of float32, shape (n, dimensions)
        Of the passages of one theme.
    usual : ndarray of float32, shape (dimensions,)
        Mean of what is usually said.
    """
    common = (vectors.sum(axis=0) + _USUAL_WEIGHT * usual) / (len(vectors) + _USUAL_WEIGHT)
    return unit_rows(vectors - common)


def _passages(documents: Sequence[ProcessedDocument], annotations: Sequence[ThemeAnnotation]) -> list[_Passage]:
    by_id = {processed.document.id: processed for processed in documents}
    sentences: dict[tuple[str, int, int], Sentence] = {
        (processed.document.id, sentence.start, sentence.end): sentence
        for processed in documents
        for sentence in processed.sentences
    }
    asking = {key: asking_speakers(processed.document) for key, processed in by_id.items()}
    passages = []
    for annotation in annotations:
        processed = by_id[annotation.document_id]
        if len(processed.text_of(annotation).split()) < MIN_WORDS:
            continue
        place = (annotation.document_id, annotation.start, annotation.end)
        # Codes of people need not be sentences; who speaks there counts all the same.
        speaker = processed.document.speaker_at(annotation.start)
        sentence = sentences.get(place) or Sentence(annotation.start, annotation.end, (), speaker=speaker)
        if sentence.speaker in asking[annotation.document_id]:
            continue
        passages.append(
            _Passage(
                annotation,
                processed.text_of(annotation),
                source_of(processed, sentence),
                processed.document.metadata.get("date", ""),
            )
        )
    return sorted(passages, key=_place)


def _place(passage: _Passage) -> Place:
    return passage.annotation.document_id, passage.annotation.start, passage.annotation.end


def _insight(theme: str, members: list[_Passage], vectors: Vectors) -> Insight:
    centre = vectors.mean(axis=0)
    closeness = vectors @ (centre / (np.linalg.norm(centre) or 1.0))
    order = np.argsort(-_clarity(members, closeness), kind="stable")
    ranked = [members[row] for row in order]
    dates = sorted(passage.date for passage in members if passage.date)
    n_sources = len({passage.source.key for passage in members})
    counts = Counter(passage.annotation.stance for passage in members)
    return Insight(
        id=_identity(theme, members),
        theme=theme,
        statement=ranked[0].text,
        quotes=tuple(map(_quote, ranked)),
        n_documents=len({passage.annotation.document_id for passage in members}),
        n_authors=len({passage.source.key for passage in members if passage.source.author}),
        n_organisations=len({passage.source.organisation for passage in members if passage.source.organisation}),
        n_sources=n_sources,
        stances={stance: counts.get(stance, 0) for stance in STANCES},
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
        strength=_strength(n_sources, members, closeness),
    )


def _clarity(members: list[_Passage], closeness: NDArray[np.float32]) -> NDArray[np.float64]:
    """Rank passages as a statement: typical, surely coded, of a readable length, without a pronoun left hanging."""
    values = []
    for passage, close in zip(members, closeness, strict=True):
        n_words = len(passage.text.split())
        readable = 1.0 if 6 <= n_words <= 30 else 0.75
        hanging = 0.8 if _HANGING.match(passage.text) else 1.0
        asking = 0.8 if passage.text.endswith("?") else 1.0
        values.append(float(close) * (0.5 + 0.5 * passage.annotation.score) * readable * hanging * asking)
    return np.array(values)


def _quote(passage: _Passage) -> Quote:
    annotation = passage.annotation
    return Quote(
        start=annotation.start,
        end=annotation.end,
        document_id=annotation.document_id,
        text=passage.text,
        author=passage.source.author,
        score=annotation.score,
        stance=annotation.stance,
    )


def _identity(theme: str, members: list[_Passage]) -> str:
    digest = hashlib.sha256()
    for passage in members:
        digest.update(f"{passage.annotation.document_id}:{passage.annotation.start}:{passage.text}\n".encode())
    return f"{theme}-{digest.hexdigest()[:8]}"


def _strength(n_sources: int, members: list[_Passage], closeness: NDArray[np.float32]) -> float:
    surety = float(np.mean([passage.annotation.score for passage in members]))
    return round((1.0 - 1.0 / n_sources) * float(np.sqrt(max(0.0, float(closeness.mean())) * surety)), 4)
