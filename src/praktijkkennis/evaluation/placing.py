"""Coded passages put where they stand in the documents they are compared in: by offset, else by their text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from praktijkkennis.evaluation.columns import passages_by_document
from praktijkkennis.evaluation.documents import Piece, fits

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.evaluation.coding import Coding

_LEAST_TELLING = 12

Span = tuple[int, int]
Passage = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """Passages with offsets that hold in the documents they are compared in.

    Parameters
    ----------
    rows : pandas.DataFrame
        The rows, with their offsets where they have a place; a column ``apart`` tells which have none and stand as they
        were.
    n_by_text : int
        How many passages were found elsewhere by their text, because their offsets did not fit.
    """

    rows: DataFrame
    n_by_text: int


def pieces_of(coding: Coding) -> dict[str, list[Piece]]:
    """Give what is known of the text of each document: all of it, its sentences, or its coded passages."""
    known: dict[str, list[Piece]] = {key: [(0, text)] for key, text in coding.texts.items()}
    for frame in (coding.units, coding.codes):
        if frame is not None:
            known = passages_by_document(frame) | known
    return known


def place(rows: DataFrame, pieces: Mapping[str, Sequence[Piece]]) -> Placement:
    """Put passages where they stand.

    A passage stays at its offsets when the text there is the same. Whatever does not fit is looked for by its text,
    however white space is laid out, nearest to where it was said to be. One that lies where nothing is known of the
    text stays as long as others of its document fit; when none does and some are found elsewhere, offsets of that
    document are not to be trusted, for example because it was read by another program.

    Parameters
    ----------
    rows : pandas.DataFrame
        With ``document_id, start, end, text``; documents named as in ``pieces``.
    pieces : mapping of str to sequence of Piece
        Known stretches of each document, in order.

    Returns
    -------
    Placement
        All rows, in the same order.
    """
    spans = rows[["document_id", "start", "end", "text"]].drop_duplicates()
    places: dict[Passage, Span | None] = {}
    n_by_text = 0
    for key, group in spans.groupby("document_id", sort=True):
        passages = list(zip(group["start"].tolist(), group["end"].tolist(), group["text"].tolist(), strict=True))
        for (start, end, text), found in zip(passages, _places(passages, pieces.get(str(key), ())), strict=True):
            places[str(key), start, end, text] = found
            n_by_text += found is not None and found != (start, end)
    keys = list(zip(rows["document_id"], rows["start"], rows["end"], rows["text"], strict=True))
    placed = rows.copy()
    placed["start"] = [(places[key] or key[1:3])[0] for key in keys]
    placed["end"] = [(places[key] or key[1:3])[1] for key in keys]
    placed["apart"] = np.array([places[key] is None for key in keys], dtype=bool)
    return Placement(placed, n_by_text)


def _places(passages: Sequence[tuple[int, int, str]], pieces: Sequence[Piece]) -> list[Span | None]:
    """Place the passages of one document."""
    compared = [fits(start, text, pieces) if start >= 0 else None for start, _, text in passages]
    some_fit, some_differ = any(compared), any(shared is None for shared in compared)
    found: list[Span | None] = []
    for (start, end, text), shared in zip(passages, compared, strict=True):
        if start >= 0 and (not text or shared or (shared == 0 and some_fit)):
            found.append((start, end))
        elif shared == 0 and not some_differ and len(text) < _LEAST_TELLING:
            # Nothing speaks against its offsets, and a word or two stands in many places.
            found.append(None)
        else:
            found.append(find_text(text, pieces, start))
    if some_differ or any(found):
        return found
    return [(start, end) for start, end, _ in passages]


def find_text(text: str, pieces: Sequence[Piece], near: int) -> Span | None:
    """Find a passage in a document.

    Parameters
    ----------
    text : str
        The passage; white space in it stands for any white space.
    pieces : sequence of Piece
        Known stretches of the document. A short stretch that lies within the passage tells its place as well.
    near : int
        Where it should be, or -1.

    Returns
    -------
    tuple of int, or None
        Start and end of the occurrence that is nearest to ``near``. Without that, of the only one that is all of a
        known stretch, else of the only one of whole words; None where several would do.
    """
    words = text.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found: dict[Span, int] = {}
    for begin, known in pieces:
        for hit in pattern.finditer(known):
            span = begin + hit.start(), begin + hit.end()
            found[span] = max(found.get(span, 0), _completeness(hit))
    if not found:
        inside = [(begin - text.find(known), known) for begin, known in pieces if len(known) >= _LEAST_TELLING]
        spans = [(start, start + len(text)) for start, known in inside if known in text and start >= 0]
        return min(spans, key=lambda span: (abs(span[0] - near), span), default=None)
    if near >= 0:
        return min(found, key=lambda span: (abs(span[0] - near), span))
    best = [span for span, completeness in found.items() if completeness == max(found.values())]
    return best[0] if len(best) == 1 else None


def _completeness(hit: re.Match[str]) -> int:
    """Tell whether a passage is all of a known stretch (2), whole words of it (1), or begins or ends in a word (0)."""
    known, start, end = hit.string, hit.start(), hit.end()
    if hit[0] == known.strip():
        return 2
    cut = any(0 < edge < len(known) and known[edge - 1 : edge + 1].isalnum() for edge in (start, end))
    return int(not cut)
