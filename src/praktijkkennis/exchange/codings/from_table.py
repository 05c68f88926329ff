"""Codings out of a table, brought to the documents by offset or by text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.codings.from_project import documents_by_name
from praktijkkennis.exchange.codings.names import CodeNames
from praktijkkennis.exchange.codings.result import Codings, Found, Unplaced, settle
from praktijkkennis.exchange.codings.table_layout import CodedRow, coded_rows

_FORMULA = ("'=", "'+", "'-", "'@")


def codings_of_table(
    path: str | Path, documents: Sequence[Document], codebook: Codebook, *, coder: str | None = None
) -> Codings:
    """Bring the codings of a table to documents.

    Parameters
    ----------
    path : str or Path
        As :func:`~praktijkkennis.exchange.codings.table_layout.coded_rows` reads it.
    documents : sequence of Document
        The texts that were coded, and perhaps others.
    codebook : Codebook
        The themes that were coded with.
    coder : str, optional
        Whose rows are that name nobody; the name of the file when not given.

    Returns
    -------
    Codings

    Raises
    ------
    CodingError
        When the table lacks a column.
    ReadError
        When the file cannot be read.
    """
    path = Path(path)
    rows = list(coded_rows(path, CodeNames(codebook)))
    folded = {document.id: FoldedText(document.text) for document in documents}
    texts = {document.id: document.text for document in documents}
    ids = documents_by_name([row.document for row in rows], documents)
    found: list[Found] = []
    unplaced: list[Unplaced] = []
    passages: list[tuple[str, int, int]] = []
    for row in rows:
        name = row.coder or coder or path.stem
        place, reason = _place(row, ids, texts, folded)
        if place is not None:
            passages.append(place)
        for code, meaning in row.codes:
            if meaning is None:
                why = "Deze code hoort bij geen thema van het codeboek."
                unplaced.append(Unplaced(row.document, row.text, code, name, why))
            elif place is None:
                unplaced.append(Unplaced(row.document, row.text, code, name, reason))
            else:
                found.append(Found(*place, meaning.theme, meaning.stance, name, row.score))
    about = {place[0] for place in passages} | {ids[row.document] for row in rows if row.document in ids}
    return settle(found, unplaced, documents, about, passages)


def _place(
    row: CodedRow, ids: Mapping[str, str], texts: Mapping[str, str], folded: Mapping[str, FoldedText]
) -> tuple[tuple[str, int, int] | None, str]:
    """Find the passage of a row, or say why it is not found."""
    if row.document and row.document not in ids:
        return None, "Dit document is niet gevonden bij de teksten."
    letters = FoldedText(row.text[1:] if row.text.startswith(_FORMULA) else row.text).letters
    candidates = [ids[row.document]] if row.document else list(texts)
    if row.document and row.start is not None and row.end is not None and row.start < row.end:
        key = candidates[0]
        there = texts[key][row.start : row.end]
        if row.end <= len(texts[key]) and there.strip() and letters in ("", FoldedText(there).letters):
            return (key, row.start, row.end), ""
    if not letters:
        return None, "De plaats van deze codering valt buiten de tekst, en de tekst zelf staat er niet bij."
    if not row.document:
        candidates = [key for key in candidates if letters in folded[key].letters]
        if len(candidates) > 1:
            return None, "Deze tekst staat in meer dan één document; noem het document."
    near = -1.0
    if row.start is not None and candidates:
        near = float(folded[candidates[0]].between(0, row.start)[1])
    here = folded[candidates[0]].find(letters, near) if candidates else None
    if here is None:
        return None, "Deze tekst staat niet in het document."
    return (candidates[0], *here), ""
