"""People whom a quote names and who did not choose to speak: a newsletter should not print them unasked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from praktijkkennis.privacy.recognition import find_identifying

if TYPE_CHECKING:
    from praktijkkennis.document import Document
    from praktijkkennis.report.context import SourceText
    from praktijkkennis.report.passages import Passage


class PeopleNamed:
    """Finds whom passages name, in the whole text that they stand in.

    Who is called *Henk-Jan Stobbe* at first is *Stobbe* further on: a quote by itself does not tell that it is a name.
    Found as ``praktijkkennis pseudonymise`` finds it without a language pipeline, so that a name may be missed.

    Parameters
    ----------
    texts : sequence of SourceText
        The documents that may be quoted.
    """

    def __init__(self, texts: Sequence[SourceText] = ()) -> None:
        self._documents = {one.processed.document.id: one.processed.document for one in texts}
        self._found: dict[str, tuple[tuple[int, int], ...]] = {}

    def names(self, passage: Passage) -> tuple[str, ...]:
        """Give the names of people in a passage, as they are written and in order."""
        document = self._documents.get(passage.document_id)
        if document is None:
            return people_named(passage.text)
        if document.id not in self._found:
            self._found[document.id] = _places(document)
        inside = [
            document.text[start:end]
            for start, end in self._found[document.id]
            if passage.start <= start and end <= passage.end
        ]
        return tuple(dict.fromkeys(inside))


def people_named(text: str) -> tuple[str, ...]:
    """Give the names of people in a text of which nothing else is known, as they are written and in order."""
    return tuple(dict.fromkeys(text[one.start : one.end] for one in find_identifying(text, labels=("PERSOON",))))


def names_to_ask(quotes: Iterable[tuple[Sequence[str], str]]) -> tuple[str, ...]:
    """Give the names in quotes, without those of the people who are quoted themselves.

    Parameters
    ----------
    quotes : iterable of sequence of str and str
        The names in a quote, and the name of who says it (``""`` when unknown).

    Returns
    -------
    tuple of str
        In order of appearance.
    """
    given = list(quotes)
    speaking = [_words(author) for _, author in given]
    names = (name for inside, _ in given for name in inside)
    return tuple(dict.fromkeys(name for name in names if not any(_words(name) <= one for one in speaking)))


def _places(document: Document) -> tuple[tuple[int, int], ...]:
    known = [document.metadata.get("author", ""), *dict.fromkeys(turn.speaker for turn in document.turns)]
    found = find_identifying(
        document.text,
        labels=("PERSOON",),
        known_names=[name for name in known if name],
        known_organisations=[name for name in [document.metadata.get("organisation", "").strip()] if name],
    )
    return tuple((one.start, one.end) for one in found)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.casefold().split())
