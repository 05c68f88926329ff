"""Codings of people as the objects of this library, with an account of what could not be placed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from praktijkkennis.document import Document, Stance, ThemeAnnotation
from praktijkkennis.exchange.files import NUMBER_TYPES
from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS

if TYPE_CHECKING:
    from pandas import DataFrame

UNPLACED_COLUMNS = ("document", "tekst", "code", "codeur", "reden")
"""Columns of the table of what could not be placed; before these ``rij`` where it comes of a table."""

MACHINE = "praktijkkennis"
"""Name of the machine as a coder."""

_DECIMALS = 4
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A coding that is not among the annotations.

    ``document`` and ``code`` are named as in the file, ``text`` is what the coding was of as far as known, ``reason``
    is a Dutch sentence, and ``row`` counts as a spreadsheet does (0 where it is no row of a table).
    """

    document: str
    text: str
    code: str
    coder: str
    reason: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class PlacedCoding:
    """A coding with its place.

    ``stance`` is None where none was told; ``theme`` is empty, as long as codings are not settled, for a code that
    tells a stance only. ``row`` is that of the table it comes of, as in :class:`Unplaced`.
    """

    document_id: str
    start: int
    end: int
    theme: str
    stance: Stance | None
    coder: str
    score: float = 1.0
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Removed:
    """A code of the machine that a person took away from a passage; ``coder`` is that person."""

    document_id: str
    start: int
    end: int
    theme: str
    coder: str


@dataclass(frozen=True, slots=True)
class Codings:
    """What people coded, brought to the documents at hand.

    Attributes
    ----------
    codes : tuple of PlacedCoding
        In order of document, place, theme and coder; one for each coder, place and theme. The score is 1, but for a
        coding of the machine that came back untouched.
    unplaced : tuple of Unplaced
        Codings that are not among them, and why.
    documents : tuple of str
        Ids of the documents that the file was found to be about, coded or not: whoever coded had these at hand.
    passages : tuple of (str, int, int)
        For a table: document, start and end of every row that has a place, coded or not.
    texts : tuple of Document
        The documents that annotations are of.
    removed : tuple of Removed
        Codes of the machine that are gone from passages which still tell of them, in order of document and place. Of a
        passage that is gone altogether nothing is known.
    of_machine : tuple of PlacedCoding
        What the machine had coded in passages which still tell of it, whatever became of it.
    n_mistyped : int
        Number of passages that were found by their words although there is a typing error in these.
    remarks : tuple of str
        What else somebody who uses them must know, in Dutch sentences.
    """

    codes: tuple[PlacedCoding, ...]
    unplaced: tuple[Unplaced, ...]
    documents: tuple[str, ...]
    passages: tuple[tuple[str, int, int], ...] = ()
    texts: tuple[Document, ...] = ()
    removed: tuple[Removed, ...] = ()
    of_machine: tuple[PlacedCoding, ...] = ()
    n_mistyped: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def annotations(self) -> tuple[ThemeAnnotation, ...]:
        """The codes as annotations, which cannot do without a stance.

        Where none was told it is that of the machine's code of the same place and theme, else ``neutraal``.
        """
        machine = {(one.document_id, one.start, one.end, one.theme): one for one in self.codes if one.coder == MACHINE}

        def stance(one: PlacedCoding) -> Stance:
            there = machine.get((one.document_id, one.start, one.end, one.theme), one)
            return one.stance or there.stance or "neutraal"

        return tuple(
            ThemeAnnotation(one.start, one.end, one.document_id, one.theme, one.score, stance(one), one.coder)
            for one in self.codes
        )

    @property
    def n_without_stance(self) -> int:
        """How many codes tell no stance."""
        return sum(one.stance is None for one in self.codes)

    @property
    def coders(self) -> tuple[str, ...]:
        """Names of the coders, in alphabetical order."""
        return tuple(sorted({one.coder for one in self.codes}))

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why codings were not placed and how many, the most frequent first."""
        counts = Counter(one.reason for one in self.unplaced)
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def to_frame(self) -> DataFrame:
        """One row a coding, with the columns of ``praktijkkennis tag``; ``stance`` is empty where none was told."""
        import pandas as pd

        by_id = {document.id: document.text for document in self.texts}
        columns: dict[str, list[str | int | float]] = {
            "document_id": [one.document_id for one in self.codes],
            "start": [one.start for one in self.codes],
            "end": [one.end for one in self.codes],
            "text": [by_id[one.document_id][one.start : one.end] for one in self.codes],
            "theme": [one.theme for one in self.codes],
            "score": [round(one.score, _DECIMALS) for one in self.codes],
            "stance": [one.stance or "" for one in self.codes],
            "coder": [one.coder for one in self.codes],
        }
        return pd.DataFrame(
            {name: pd.Series(columns[name], dtype=NUMBER_TYPES.get(name, "str")) for name in ANNOTATION_COLUMNS}
        )

    def unplaced_frame(self) -> DataFrame:
        """One row a coding that was not placed: :data:`UNPLACED_COLUMNS`."""
        import pandas as pd

        rows = [(one.document, one.text[:_SHOWN], one.code, one.coder, one.reason) for one in self.unplaced]
        frame = pd.DataFrame(rows, columns=list(UNPLACED_COLUMNS), dtype="str")
        if any(one.row for one in self.unplaced):
            frame.insert(0, "rij", [str(one.row or "") for one in self.unplaced])
        return frame


def settle(
    found: Iterable[PlacedCoding],
    unplaced: Iterable[Unplaced],
    documents: Sequence[Document],
    matched: Iterable[str],
    passages: Iterable[tuple[str, int, int]] = (),
) -> Codings:
    """Join what was found.

    A code that only tells a stance goes for all themes that its coder gave the same passage. Where a coder gave a
    theme two stances on one passage, the first in the file counts and the other is told of.
    """
    given = tuple(found)
    alone = {_passage(one): one.stance for one in reversed(given) if not one.theme}
    themed = {_passage(one) for one in given if one.theme}
    chosen: dict[tuple[str, int, int, str, str], PlacedCoding] = {}
    left = list(unplaced)
    texts = {document.id: document for document in documents}
    for one in given:
        if not one.theme:
            if _passage(one) not in themed:
                left.append(_left(one, texts, "Bij deze houding hoort geen thema op dezelfde plaats."))
            continue
        key = (*_passage(one), one.theme)
        first = chosen.setdefault(key, one)
        if first.stance is None and one.stance is not None:
            chosen[key] = one
        elif one.stance not in (None, first.stance):
            left.append(_left(one, texts, "Dit thema had van deze codeur op deze plaats al een andere houding."))
    order = {document.id: place for place, document in enumerate(documents)}
    codes = sorted(
        (replace(one, stance=one.stance or alone.get(_passage(one))) for one in chosen.values()),
        key=lambda one: (order[one.document_id], one.start, one.end, one.theme, one.coder),
    )
    about = set(matched)
    used = {one.document_id for one in codes}
    return Codings(
        tuple(codes),
        tuple(left),
        tuple(document.id for document in documents if document.id in about),
        tuple(sorted(set(passages), key=lambda place: (order[place[0]], place[1:]))),
        tuple(document for document in documents if document.id in used),
    )


def _passage(one: PlacedCoding) -> tuple[str, int, int, str]:
    return one.document_id, one.start, one.end, one.coder


def _left(one: PlacedCoding, texts: dict[str, Document], reason: str) -> Unplaced:
    text = texts[one.document_id].text[one.start : one.end]
    return Unplaced(
        one.document_id, text, " – ".join(filter(None, (one.theme, one.stance))), one.coder, reason, one.row
    )
