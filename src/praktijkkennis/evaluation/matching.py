"""The codes of the machine and those of people brought to the same documents and places, with an account of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation.columns import passages_by_document
from praktijkkennis.evaluation.documents import DocumentMatch, Piece, match_documents
from praktijkkennis.evaluation.placing import pieces_of, place
from praktijkkennis.evaluation.units import touches

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.evaluation.coding import Coding

_SHOWN_TEXT = 40


@dataclass(frozen=True, slots=True, eq=False)
class Matching:
    """How two tables of codes were brought together.

    Parameters
    ----------
    documents : DocumentMatch
        Names of the machine's table on the left, those of the people's on the right.
    n_predicted : int
        Codes of the machine that were compared.
    n_by_text : int
        Passages that were found by their text because their offsets did not fit.
    n_elsewhere : int
        Codes of the machine in documents that nobody coded by hand; they do not count.
    lost_predicted, lost_coded : pandas.DataFrame
        Codes that belong to no known sentence, by their offsets or their text; they do not count.
    all_sentences : bool
        Whether every sentence is known, also those without a code.
    renamed : mapping of str to str
        Documents that the people's table calls otherwise than the table of sentences.
    """

    documents: DocumentMatch
    n_predicted: int
    n_by_text: int
    n_elsewhere: int
    lost_predicted: DataFrame
    lost_coded: DataFrame
    all_sentences: bool
    renamed: Mapping[str, str]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What somebody who reads the figures must know, in Dutch sentences."""
        found = []
        if not self.all_sentences:
            found.append(
                "Alleen de gecodeerde passages zijn bekend. Zinnen die niemand codeerde, tellen niet mee; voorkomen en "
                "alfa gaan dus alleen over passages met een code."
            )
        renamed = [f"{left} = {right}" for left, right, how in self.documents.pairs if how == "naam"]
        if renamed:
            found.append(f"{_documents(renamed)} gekoppeld met een iets andere naam: {_some(renamed)}.")
        other = [f"{old} = {new}" for old, new in self.renamed.items()]
        if other:
            found.append(f"{_documents(other)} bij mens en zinnen gekoppeld met een andere naam: {_some(other)}.")
        alike = [f"{left} = {right}" for left, right, how in self.documents.pairs if how == "inhoud"]
        if alike:
            found.append(f"{_documents(alike)} gekoppeld op inhoud, want de namen verschillen: {_some(alike)}.")
        if self.n_by_text:
            found.append(
                f"{_passages(self.n_by_text)} gekoppeld op tekst, want begin en eind ontbraken of pasten niet."
            )
        absent = self.documents.right_only
        if absent:
            found.append(
                f"{_documents(absent)} zonder code van de machine: {_some(absent)}. "
                "Wat een mens daar codeerde, telt als gemist."
            )
        if self.n_elsewhere:
            found.append(
                f"{self.n_elsewhere} codes van de machine tellen niet mee, want die documenten codeerde geen mens: "
                f"{_some(self.documents.left_only)}."
            )
        found.extend(lost_remark(self.lost_predicted, "de machine"))
        found.extend(lost_remark(self.lost_coded, "mensen"))
        return tuple(found)


def bring_together(predicted: DataFrame, coding: Coding) -> tuple[DataFrame, Matching]:
    """Put codes of the machine and of people in one table with the same documents and offsets.

    Parameters
    ----------
    predicted : pandas.DataFrame
        Codes of the machine, as :func:`~praktijkkennis.evaluation.columns.tidy_codes` gives them.
    coding : Coding
        Codes of people.

    Returns
    -------
    codes : pandas.DataFrame
        All codes with documents named as in ``coding``; a column ``apart`` marks those that have only their text.
    matching : Matching
        How it was done.

    Raises
    ------
    CodingError
        When no document of the one is in the other.
    """
    import pandas as pd

    pieces = pieces_of(coding)
    documents = match_documents(predicted["document_id"], coding.seen, passages_by_document(predicted), pieces)
    if len(predicted) and coding.seen and not documents.pairs:
        raise CodingError(
            f"Geen enkel document komt in beide bestanden voor: '{documents.left_only[0]}' tegenover "
            f"'{documents.right_only[0]}'. Controleer of ze over dezelfde teksten gaan."
        )
    shared = predicted["document_id"].isin(list(documents.names))
    ours = predicted[shared].reset_index(drop=True)
    ours["document_id"] = ours["document_id"].map(documents.names).astype("str")
    theirs = _settled(coding, ours, pieces)
    placement = place(ours, pieces | _known_by(theirs.rows, pieces))
    lost = _lost(placement.rows, coding)
    matching = Matching(
        documents=documents,
        n_predicted=int((~lost).sum()),
        n_by_text=placement.n_by_text + theirs.n_by_text,
        n_elsewhere=int((~shared).sum()),
        lost_predicted=placement.rows[lost].reset_index(drop=True),
        lost_coded=theirs.lost,
        all_sentences=coding.units is not None,
        renamed=coding.renamed,
    )
    return pd.concat([placement.rows[~lost], theirs.rows], ignore_index=True), matching


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Codes of people with their places.

    Parameters
    ----------
    rows : pandas.DataFrame
        The codes; a column ``apart`` marks those that have only their text.
    n_by_text : int
        Passages that were found by their text.
    lost : pandas.DataFrame
        Codes that belong to no known sentence; they do not count.
    """

    rows: DataFrame
    n_by_text: int
    lost: DataFrame


def settle(coding: Coding) -> Settled:
    """Give the codes of people their places, those with only a text among the others."""
    return _settled(coding, coding.codes.iloc[:0], pieces_of(coding))


def lost_remark(lost: DataFrame, whose: str) -> list[str]:
    """Say in Dutch that codes do not count since no known sentence is theirs, or several; nothing when none is lost."""
    if not len(lost):
        return []
    columns = (lost[name].tolist() for name in ("document_id", "start", "end", "text"))
    places = [
        f"{key} {start}-{end}" if start >= 0 else f"{key} '{text[:_SHOWN_TEXT]}'"
        for key, start, end, text in zip(*columns, strict=True)
    ]
    codes = "1 code" if len(lost) == 1 else f"{len(lost)} codes"
    counts = "telt" if len(lost) == 1 else "tellen"
    return [
        f"{codes} van {whose} {counts} niet mee, want er is geen bekende zin bij, of meer dan één: {_some(places)}."
    ]


def _settled(coding: Coding, others: DataFrame, pieces: Mapping[str, Sequence[Piece]]) -> Settled:
    """Place the codes of people; by the passages of the machine where nothing else is known of a document."""
    known = dict(pieces)
    for key, passages in passages_by_document(others).items():
        known.setdefault(key, passages)
    placement = place(coding.codes, known)
    lost = _lost(placement.rows, coding)
    return Settled(
        placement.rows[~lost].reset_index(drop=True),
        placement.n_by_text,
        placement.rows[lost].reset_index(drop=True),
    )


def _lost(rows: DataFrame, coding: Coding) -> NDArray[np.bool_]:
    """Tell which codes belong to no sentence, where all sentences are known."""
    if coding.units is None:
        return np.zeros(len(rows), dtype=bool)
    return rows["apart"].to_numpy(dtype=bool) | ~touches(rows, coding.units)


def _known_by(rows: DataFrame, pieces: Mapping[str, Sequence[Piece]]) -> dict[str, list[Piece]]:
    """Passages of people in documents of which nothing else was known."""
    placed = rows[~rows["apart"] & ~rows["document_id"].isin(list(pieces))]
    return passages_by_document(placed)


def _some(names: Sequence[str], shown: int = 3) -> str:
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" en nog {more}" if more > 0 else "")


def _documents(names: Sequence[str]) -> str:
    return "1 document is" if len(names) == 1 else f"{len(names)} documenten zijn"


def _passages(number: int) -> str:
    return "1 passage is" if number == 1 else f"{number} passages zijn"
