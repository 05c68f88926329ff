"""The frozen objects that travel the road from file to insight.

One way, no turning back: ``Document`` -> ``ProcessedDocument`` -> ``ThemeAnnotation`` -> ``Insight``.
The text of a document is never altered; whatever a later stage finds is an annotation whose
``start`` and ``end`` count code points of that text, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pandas import DataFrame

Stance = Literal["versterkend", "belemmerend", "neutraal"]
STANCES: tuple[Stance, ...] = ("versterkend", "belemmerend", "neutraal")

Person = Literal["ik", "wij", "jij", "men", "ander"]
"""Whose act or state something is: the speaker, the speaker's group, who is spoken to, nobody in particular, others."""
PERSONS: tuple[Person, ...] = ("ik", "wij", "jij", "men", "ander")

InsightKind = Literal["les", "worsteling", "vraag", "advies", "ervaring"]
"""What sort of thing an insight says: what was learned, is hard, is asked, is advised, or happened."""
INSIGHT_KINDS: tuple[InsightKind, ...] = ("les", "worsteling", "vraag", "advies", "ervaring")

MetadataKey = Literal["title", "date", "kind", "author", "role", "organisation", "sector", "source"]
"""Metadata keys that the library knows; a document may carry any others besides."""


def _check_offsets(start: int, end: int) -> None:
    if not 0 <= start < end:
        raise ValueError(f"offsets must satisfy 0 <= start < end, not start={start}, end={end}")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` of a document, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        _check_offsets(self.start, self.end)

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the span shares at least one character with ``[start, end)``."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Turn(Span):
    """What one speaker says without interruption; the span leaves the speaker's label out."""

    speaker: str


@dataclass(frozen=True, slots=True)
class Residue(Span):
    """A stretch that is in the text but is no narrative: a menu, a cookie notice, an address.

    ``kind`` is a short Dutch word for what it is, for example ``"adres"`` or ``"deelknop"``.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    r"""One text with its metadata, as read; nothing downstream alters it.

    Parameters
    ----------
    id : str
        Path of the file relative to the folder that was read, with ``/`` between parts; a row
        of a table has ``#`` and its row number behind it.
    text : str
        The text, line ends as ``\n`` and without byte order mark, otherwise as in the file.
    metadata : mapping of str to str
        Known keys are those of :data:`MetadataKey`; dates are ISO 8601 (``2025-03-31``,
        ``2025-03`` or ``2025``). Keys without a value are absent.
    turns : tuple of Turn
        Speaker turns in order, empty when the text has none.
    residue : tuple of Residue
        Stretches to leave out of coding, in order, not overlapping.
    """

    id: str
    text: str
    metadata: Mapping[str, str] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()
    residue: tuple[Residue, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "metadata", MappingProxyType(dict(self.metadata)))
        for span in (*self.turns, *self.residue):
            if span.end > len(self.text):
                raise ValueError(f"{span} lies outside the text of {self.id!r} ({len(self.text)} characters)")

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    def __reduce__(self) -> tuple[type[Document], tuple[object, ...]]:
        return Document, (self.id, self.text, dict(self.metadata), self.turns, self.residue)

    def to_frame(self) -> DataFrame:
        """One row: ``id, text`` and a column for each metadata key, like the row of a whole corpus."""
        from praktijkkennis.document_frames import documents_frame

        return documents_frame([self])

    def speaker_at(self, start: int) -> str | None:
        """Name of the speaker whose turn holds the character at ``start``, if any."""
        index = bisect_right(self.turns, start, key=lambda turn: turn.start) - 1
        if index >= 0 and start < self.turns[index].end:
            return self.turns[index].speaker
        return None


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file (or a row or member of one) that could not be read, and why, in Dutch.

    ``original`` is its path as it is on disk where ``source`` is a pseudonym of it; for the eyes of who runs the
    program, and in no result.
    """

    source: str
    reason: str
    original: str = ""


@dataclass(frozen=True, slots=True)
class Token(Span):
    """One token with what the pipeline says of it.

    ``lemma`` is lower case without underscores; for a verb whose separable particle stands
    elsewhere in the sentence it is the joined verb (``liet ... los`` -> ``loslaten``) and the
    particle's own token has ``particle_of`` set to the index of that verb in the sentence.
    ``head`` is an index into the tokens of the same sentence; the root points at itself.
    """

    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    particle_of: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A unit of coding: a sentence, heading, bullet or table cell.

    ``codable`` is false for residue (menus, addresses) and for stretches without a letter.
    ``speaker`` is the person who says it, where the text is a transcript.
    """

    tokens: tuple[Token, ...]
    codable: bool = True
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class ProcessedDocument:
    """A document with its sentences in order of appearance."""

    document: Document
    sentences: tuple[Sentence, ...]

    def text_of(self, span: Span) -> str:
        """The verbatim text of a span of this document."""
        return self.document.text[span.start : span.end]

    def to_frame(self) -> DataFrame:
        """One row a sentence: ``document_id, start, end, text, codable, speaker`` (empty where nobody is named)."""
        from praktijkkennis.document_frames import sentences_frame

        return sentences_frame(self)


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a stretch of a sentence is meant: said of whom, and whether it is so, wished, advised, asked or hearsay.

    The attributes do not exclude each other: "Volgens de manager moeten we niet ingrijpen" is reported, advised and
    negated at once.

    Parameters
    ----------
    negated : bool
        What the stretch says is denied, does not happen or is absent.
    wished : bool
        It is hoped for, wanted or missed.
    advised : bool
        It is a command, an advice, a rule or a duty.
    asked : bool
        It stands in a question, direct or indirect.
    reported : bool
        Somebody else than the speaker says or thinks it.
    person : {"ik", "wij", "jij", "men", "ander"}
        Whose act or state it is.
    cues : tuple of Span
        The words that told, in order; empty for a plain statement.
    """

    negated: bool
    wished: bool
    advised: bool
    asked: bool
    reported: bool
    person: Person
    cues: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.person not in PERSONS:
            raise ValueError(f"person must be one of {PERSONS}, not {self.person!r}")


@dataclass(frozen=True, slots=True)
class Evidence(Span):
    """What carried an annotation: a span of the document and one Dutch sentence that says why."""

    why: str


@dataclass(frozen=True, slots=True)
class ThemeAnnotation(Span):
    """One theme coded on one sentence by one coder; machines and people are coders alike.

    Parameters
    ----------
    score : float
        Probability in 0..1 that the sentence expresses the theme; 1 for a human coder.
    stance : {"versterkend", "belemmerend", "neutraal"}
        Whether the theme is present, absent or under pressure, or merely mentioned.
    coder : str
        Name of the person or of the tagger.
    assertion : Assertion, optional
        How the clause that carries the theme is meant; None when nobody looked, as with codes of people.
    """

    document_id: str
    theme: str
    score: float
    stance: Stance
    coder: str
    evidence: tuple[Evidence, ...] = ()
    assertion: Assertion | None = None

    def __post_init__(self) -> None:
        _check_offsets(self.start, self.end)
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score must lie in 0..1, not {self.score}")
        if self.stance not in STANCES:
            raise ValueError(f"stance must be one of {STANCES}, not {self.stance!r}")

    @property
    def why(self) -> str:
        """All that the evidence says, in Dutch, each thing once; empty where there is none, as with codes of people."""
        return " ".join(dict.fromkeys(one.why for one in self.evidence))


@dataclass(frozen=True, slots=True)
class Quote(Span):
    """A verbatim sentence that proves an insight.

    Parameters
    ----------
    author : str
        Who says it; empty when nobody is named.
    score : float
        How sure the code is, 0..1.
    clarity : float
        How well it says something of the theme to who reads it alone, 0..1.
    leans : bool
        Whether who reads it alone misses what its words point at.
    """

    document_id: str
    text: str
    author: str
    score: float
    stance: Stance
    clarity: float = 0.5
    leans: bool = False


@dataclass(frozen=True, slots=True)
class Insight:
    """What recurs: one statement, said in their own words by at least two different sources.

    Parameters
    ----------
    id : str
        Stable for the same input: theme key plus a checksum of the member passages.
    theme : str
        Key of the theme.
    statement : str
        The member passage that says it best, verbatim.
    quotes : tuple of Quote
        Every member passage: the statement, where people contradict each other the best of the other side, then the
        most different from those before, of other people and in other words.
    n_documents, n_authors, n_organisations : int
        Numbers of different documents, people and organisations behind the quotes; documents
        that name no author or organisation do not count there.
    n_sources : int
        Numbers of different sources: authors where named, else documents.
    stances : mapping of str to int
        Number of quotes per stance.
    first_date, last_date : str
        ISO dates of the oldest and newest document, empty when no date is known.
    strength : float
        0..1, rises with the number of sources, the closeness of the quotes, and how sure and clear they are.
    n_sectors : int
        Number of different sectors of the documents behind the quotes.
    kind : {"les", "worsteling", "vraag", "advies", "ervaring"}
        What sort of thing most of these people say.
    tension : bool
        Whether some of these people say that the theme is there and others that it is missing or under pressure.
    """

    id: str
    theme: str
    statement: str
    quotes: tuple[Quote, ...]
    n_documents: int
    n_authors: int
    n_organisations: int
    n_sources: int
    stances: Mapping[str, int]
    first_date: str
    last_date: str
    strength: float
    n_sectors: int = 0
    kind: InsightKind = "ervaring"
    tension: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "stances", MappingProxyType(dict(self.stances)))
        if self.kind not in INSIGHT_KINDS:
            raise ValueError(f"kind must be one of {INSIGHT_KINDS}, not {self.kind!r}")

    def __hash__(self) -> int:
        return hash(self.id)

    def __reduce__(self) -> tuple[type[Insight], tuple[object, ...]]:
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return Insight, tuple((values | {"stances": dict(self.stances)}).values())

    @property
    def leans(self) -> bool:
        """Whether its statement leans on the text around it."""
        return any(quote.leans for quote in self.quotes if quote.text == self.statement)

    def to_frame(self) -> DataFrame:
        """One row a quote: ``insight, theme, document_id, start, end, text, author, score, stance, clarity``."""
        from praktijkkennis.document_frames import quotes_frame

        return quotes_frame(self)
