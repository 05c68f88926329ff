"""Who says a sentence: the people that recurrence is counted in."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from praktijkkennis.document import Document, ProcessedDocument, Sentence

_ASKING_ROLES = frozenset(
    """i int interviewer interviewster interviewers v vraag vraagsteller onderzoeker gespreksleider gespreksleidster
    moderator presentator facilitator redactie""".split()
)
_MIN_TURNS = 3
_ASKING_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Source:
    """Whoever stands behind a sentence.

    ``key`` tells sources apart; ``author`` is the name to print, empty when nobody is named, and
    ``organisation`` the organisation of the document, empty when it names none.
    """

    key: str
    author: str
    organisation: str


def source_of(processed: ProcessedDocument, sentence: Sentence) -> Source:
    """Tell whose sentence it is.

    In a transcript it is the speaker's: the author of the metadata when the label names that person (``Gerda`` for
    Gerda Lammertink), else somebody known only within that document. Elsewhere it is the author's of the metadata,
    and where none is named the document stands for its writer.
    """
    document = processed.document
    author = document.metadata.get("author", "").strip()
    organisation = document.metadata.get("organisation", "").strip()
    speaker = sentence.speaker
    if speaker and not (author and _names(speaker, author)):
        return Source(f"spreker:{document.id}:{fold_name(speaker)}", speaker, organisation)
    if author:
        return Source(f"auteur:{fold_name(author)}", author, organisation)
    return Source(f"document:{document.id}", "", organisation)


def asking_speakers(document: Document) -> frozenset[str]:
    """Tell who asks the questions in a transcript: what an interviewer asks proves nothing.

    Returns
    -------
    frozenset of str
        Labels that name an asking role, and of those that do not name the author of the metadata the ones that end at
        least three turns, and 60 % of theirs, with a question mark.
    """
    author = document.metadata.get("author", "").strip()
    turns: dict[str, list[bool]] = {}
    for turn in document.turns:
        asks = document.text[turn.start : turn.end].rstrip().endswith("?")
        turns.setdefault(turn.speaker, []).append(asks)
    return frozenset(
        speaker
        for speaker, asked in turns.items()
        if fold_name(speaker) in _ASKING_ROLES
        or (sum(asked) >= _MIN_TURNS and sum(asked) / len(asked) >= _ASKING_SHARE and not _names(speaker, author))
    )


def fold_name(name: str) -> str:
    """Write a name so that capitals, accents and spaces make no difference."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _names(label: str, author: str) -> bool:
    """Tell whether a speaker's label is the author's name or a part of it."""
    words = fold_name(label).replace(".", " ").split()
    return bool(words) and set(words) <= set(fold_name(author).replace(".", " ").split())
