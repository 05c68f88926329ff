"""From coded sentences to insights: what at least two sources say, in their own words."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import (
    STANCES,
    Insight,
    InsightKind,
    ProcessedDocument,
    Quote,
    Sentence,
    ThemeAnnotation,
    Token,
)
from praktijkkennis.embedding import Embedder, Vectors
from praktijkkennis.insights.grouping import (
    agreement,
    cosines_of,
    group_passages,
    near_middle,
    split_around,
    weighed,
)
from praktijkkennis.insights.kinds import kind_of, shared_kind, struggle_or
from praktijkkennis.insights.leaning import leans_on_others
from praktijkkennis.insights.meaning import Meaning, Place, Said
from praktijkkennis.insights.quoting import Candidate, is_divided, order_of_quotes
from praktijkkennis.insights.sources import Source, asking_speakers, fold_name, source_of
from praktijkkennis.insights.statements import fitness
from praktijkkennis.preprocessing.assertion import assertion_of, sentence_behind

LIKENESS = 0.04
"""Least average cosine of passages that come together, once what all passages of the theme share is taken away."""

MIN_WORDS = 5
"""A coded stretch of fewer words (a heading, an exclamation) is kept as a code but proves no insight."""

MIN_SCORE = 0.5
"""Least score of a code that may prove an insight: one that is likelier wrong is worth a look, not a conclusion."""

CLEAR = 0.3
"""Least :attr:`~praktijkkennis.document.Quote.clarity` of a passage that may be quoted without its text around it."""

ReadAlone = Callable[[ProcessedDocument, ThemeAnnotation], float]
"""Tells how sure a code is of who reads only its sentence, 0..1."""

_MIN_SOURCES = 2
_SURE = 0.4
_TOLD_ALONE = 0.75
_ALONE_SUPPORT, _UNCLEAR = 0.1, 0.5
_DIGITS = 6
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class _Passage:
    processed: ProcessedDocument
    annotation: ThemeAnnotation
    said: Said
    tokens: tuple[Token, ...]
    kind: InsightKind
    source: Source
    sector: str
    date: str

    @property
    def text(self) -> str:
        return self.said.text


@dataclass(frozen=True, slots=True)
class _Told:
    """A passage and how well it says its theme to who reads it alone: how sure its code then is, and how fit it is.

    ``surety`` is the score of its code in its document, with more credit where a reader asked for doubtful ones;
    ``carries`` tells whether that is enough to carry an insight.
    """

    passage: _Passage
    alone: float
    fit: float
    surety: float
    carries: bool

    @classmethod
    def of(cls, passage: _Passage, read_alone: ReadAlone | None, min_score: float) -> _Told:
        score = passage.annotation.score
        alone = read_alone(passage.processed, passage.annotation) if read_alone else score
        fit = fitness(passage.text, passage.tokens, passage.kind, passage.kind)
        surety = min(1.0, score * MIN_SCORE / min(MIN_SCORE, max(min_score, _TINY)))
        return cls(passage, alone, fit, surety, score >= sure_from(min_score))

    def worth(self, fit: float) -> float:
        """Tell how well it would stand for others, with its fitness among these."""
        telling = self.surety * (1.0 - _TOLD_ALONE + _TOLD_ALONE * self.alone)
        return telling * fit * (1.0 if self.alone * fit >= CLEAR else _UNCLEAR)


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
    read_alone: ReadAlone | None = None,
) -> tuple[Insight, ...]:
    """Gather coded sentences that say the same thing into insights.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The documents that the annotations refer to.
    annotations : sequence of ThemeAnnotation
        Codes of one coder; the order makes no difference.
    embedder : Embedder
        Tells which sentences are alike, together with
        :func:`~praktijkkennis.insights.meaning.second_opinion` of it.
    likeness : float
        Least average cosine of passages that come together, -1..1; nearer still to what an insight is gathered around
        (:func:`~praktijkkennis.insights.split_around`).
    min_sources : int
        Least number of different sources whose code is sure (:func:`sure_from`); with two, a prolific writer alone
        makes no insight.
    min_score : float
        Least score of a code that may join an insight, 0..1.
    codebook : Codebook, optional
        Its examples tell what all passages of a theme have in common; ordinary sentences do where it gives none.
    vectors : mapping of (str, int, int) to ndarray of float32, shape (dimensions,), optional
        Vectors of passages by document, start and end, as they were computed when their document was coded. A passage
        that has none is embedded by itself, so that nobody else's texts make a difference.
    read_alone : callable, optional
        Tells how sure a code would be if only its sentence were read, for example
        :meth:`praktijkkennis.tagging.ThemeTagger.score_alone`: a tagger that reads on in the text finds themes in
        sentences that say nothing of them by themselves. The score of the code does when not given.

    Returns
    -------
    tuple of Insight
        The strongest first.
    """
    telling = [annotation for annotation in annotations if annotation.score >= min_score]
    meaning = Meaning(embedder, codebook, vectors or {})
    by_theme: defaultdict[str, list[_Passage]] = defaultdict(list)
    for passage in _passages(documents, telling):
        by_theme[passage.annotation.theme].append(passage)
    insights: list[Insight] = []
    for theme, members in by_theme.items():
        own = meaning.vectors(theme, [passage.said for passage in members])
        groups = group_passages(own, likeness)
        for group in range(int(groups.max()) + 1):
            rows = np.flatnonzero(groups == group)
            if len({members[row].source.key for row in rows}) < min_sources:
                continue
            told = [_Told.of(members[row], read_alone, min_score) for row in rows]
            for part in _parts(told, own[rows], likeness, alone_counts=min_sources == 1):
                if len({told[place].passage.source.key for place in part if told[place].carries}) >= min_sources:
                    insights.append(
                        _insight(theme, [told[place] for place in part], own[rows[part]], near_middle(likeness))
                    )
    return tuple(sorted(insights, key=lambda insight: (-insight.strength, insight.id)))


def sure_from(min_score: float) -> float:
    """Tell from which score on a code carries an insight: 0.7 for a least score of 0.5, nearer to it for any other.

    A doubtful code may join what others say for sure; of doubtful codes alone there comes no insight.
    """
    return round(min_score + _SURE * min(min_score, 1.0 - min_score), _DIGITS)


def _passages(documents: Sequence[ProcessedDocument], annotations: Sequence[ThemeAnnotation]) -> list[_Passage]:
    by_id = {processed.document.id: processed for processed in documents}
    neighbours: dict[Place, tuple[Sentence, str, str]] = {}
    for processed in documents:
        codable = [sentence for sentence in processed.sentences if sentence.codable]
        texts = ["", *map(processed.text_of, codable), ""]
        for one, before, after in zip(codable, texts, texts[2:], strict=False):
            neighbours[processed.document.id, one.start, one.end] = (one, before, after)
    asking = {key: asking_speakers(processed.document) for key, processed in by_id.items()}
    passages = []
    for annotation in annotations:
        processed = by_id[annotation.document_id]
        text = processed.text_of(annotation)
        if len(text.split()) < MIN_WORDS:
            continue
        place = (annotation.document_id, annotation.start, annotation.end)
        # Codes of people need not be sentences; who speaks there counts all the same.
        speaker = processed.document.speaker_at(annotation.start)
        alone = Sentence(annotation.start, annotation.end, (), speaker=speaker)
        sentence, before, after = neighbours.get(place, (alone, "", ""))
        if sentence.speaker in asking[annotation.document_id]:
            continue
        tokens = sentence.tokens
        following = sentence_behind(processed.sentences, sentence)
        assertion = assertion_of(tokens, sentence.start, sentence.end, following) if tokens else annotation.assertion
        passages.append(
            _Passage(
                processed=processed,
                annotation=annotation,
                said=Said(place, text, before, after),
                tokens=tokens,
                kind=kind_of(text, tokens, annotation.stance, assertion),
                source=source_of(processed, sentence),
                sector=fold_name(processed.document.metadata.get("sector", "")),
                date=processed.document.metadata.get("date", ""),
            )
        )
    return sorted(passages, key=lambda passage: passage.said.place)


def _parts(told: list[_Told], vectors: Vectors, likeness: float, *, alone_counts: bool) -> list[list[int]]:
    """Split a group around what others say too; each part in the order of the texts."""
    # Where one source is enough, what it says twice belongs together as well.
    sources = [str(place) if alone_counts else one.passage.source.key for place, one in enumerate(told)]
    worth = np.array([one.worth(one.fit) if one.carries else 0.0 for one in told])
    surety = np.array([one.surety for one in told])
    parts = split_around(vectors, sources, worth, likeness, surety)
    return [sorted(part) for part in parts]


def _insight(theme: str, told: list[_Told], vectors: Vectors, near: float) -> Insight:
    members = [one.passage for one in told]
    kind = shared_kind((one.source.key, one.kind) for one in members)
    alone = np.array([one.alone for one in told])
    fit = np.array([fitness(one.text, one.tokens, one.kind, kind) for one in members])
    worth = np.array([one.worth(float(fit[row])) for row, one in enumerate(told)])
    cosines = cosines_of(vectors)
    first, closeness = _statement(told, worth, cosines, kind)
    candidates = [
        Candidate(one.source.key, one.source.organisation, one.annotation.stance, alone[row] * fit[row] >= CLEAR)
        for row, one in enumerate(members)
    ]
    divided = is_divided([one for row, one in enumerate(candidates) if row == first or cosines[first, row] >= near])
    # Rounded, so that the last bits of a machine do not choose between two that are as good.
    relevance = np.round((0.5 + cosines[first]) * worth, _DIGITS)
    order = order_of_quotes(candidates, relevance, cosines, first, divided)
    ranked = [members[row] for row in order]
    dates = sorted(passage.date for passage in members if passage.date)
    n_sources = len({passage.source.key for passage in members})
    counts = Counter(passage.annotation.stance for passage in members)
    surety = float(np.mean([[one.passage.annotation.score for one in told], alone]))
    return Insight(
        id=_identity(theme, members),
        theme=theme,
        statement=ranked[0].text,
        quotes=tuple(_quote(members[row], round(min(1.0, float(alone[row] * fit[row])), 4)) for row in order),
        n_documents=len({passage.annotation.document_id for passage in members}),
        n_authors=len({passage.source.key for passage in members if passage.source.author}),
        n_organisations=len({passage.source.organisation for passage in members if passage.source.organisation}),
        n_sources=n_sources,
        stances={stance: counts.get(stance, 0) for stance in STANCES},
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
        strength=round((1.0 - 1.0 / n_sources) * float(np.sqrt(max(0.0, closeness) * surety)), 4),
        n_sectors=len({passage.sector for passage in members if passage.sector}),
        kind=struggle_or(kind, ((one.source.key, one.annotation.stance) for one in members)),
        tension=divided,
    )


def _statement(
    told: list[_Told], worth: NDArray[np.float64], cosines: NDArray[np.float64], kind: InsightKind
) -> tuple[int, float]:
    """Choose what others say too, and what says it well by itself; with the mean likeness of what others say.

    One whose code is not sure, in its text and read alone, is chosen only where no other is that somebody else says
    too; and of the sure ones one that leans on the text around it only where all do.
    """
    sources = [one.passage.source.key for one in told]
    likeness = weighed(cosines, np.array([one.surety for one in told]))
    # What doubtful codes have in common may be the slip of the coder.
    carrying = [row for row, one in enumerate(told) if one.carries]
    near = [agreement(likeness, sources, row, carrying, 0.0) for row in range(len(told))]

    def value(row: int) -> tuple[bool, bool, bool, float]:
        passage = told[row].passage
        # A question says nothing, so that it stands for an insight only where most people ask.
        asked = (passage.kind == "vraag") == (kind == "vraag")
        agreed = len(near[row]) > 0
        sure = agreed and told[row].carries and told[row].alone >= CLEAR
        stands = agreed and not leans_on_others(passage.text, passage.tokens)
        return asked, sure, stands, round((_ALONE_SUPPORT + float(near[row].sum())) * worth[row], _DIGITS)

    first = max(range(len(told)), key=value)
    return first, float(near[first].mean()) if len(near[first]) else 0.0


def _quote(passage: _Passage, clarity: float) -> Quote:
    annotation = passage.annotation
    return Quote(
        start=annotation.start,
        end=annotation.end,
        document_id=annotation.document_id,
        text=passage.text,
        author=passage.source.author,
        score=annotation.score,
        stance=annotation.stance,
        clarity=clarity,
        leans=leans_on_others(passage.text, passage.tokens),
    )


def _identity(theme: str, members: list[_Passage]) -> str:
    digest = hashlib.sha256()
    for passage in members:
        digest.update(f"{passage.annotation.document_id}:{passage.annotation.start}:{passage.text}\n".encode())
    return f"{theme}-{digest.hexdigest()[:8]}"
