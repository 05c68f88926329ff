"""Codings out of a table, brought to the documents by offset or by text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.codings.from_project import documents_by_name
from praktijkkennis.exchange.codings.names import CodeNames
from praktijkkennis.exchange.codings.quotation import Place, QuotedText
from praktijkkennis.exchange.codings.result import Codings, Found, Unplaced, settle
from praktijkkennis.exchange.codings.table_layout import CodedRow, UnknownColumn, read_coded_table

_FORMULA = ("'=", "'+", "'-", "'@")


def codings_of_table(
    path: str | Path, documents: Sequence[Document], codebook: Codebook, *, coder: str | None = None
) -> Codings:
    """Bring the codings of a table to documents.

    Parameters
    ----------
    path : str or Path
        As :func:`~praktijkkennis.exchange.codings.table_layout.read_coded_table` reads it.
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
    rows, unknown = read_coded_table(path, CodeNames(codebook))
    texts = {document.id: QuotedText(document.text) for document in documents}
    ids = documents_by_name([row.document for row in rows], documents)
    found: list[Found] = []
    unplaced = [Unplaced("", "", one.name, coder or path.stem, _why(one)) for one in unknown]
    mistyped: set[tuple[str, int, int]] = set()
    passages: list[tuple[str, int, int]] = []
    for row in rows:
        name = row.coder or coder or path.stem
        key, here, reason = _place(row, ids, texts)
        place = None if here is None else (key, here.start, here.end)
        if here is not None and place is not None:
            passages.append(place)
            if here.mistyped:
                mistyped.add(place)
        for code, meaning in row.codes:
            if meaning is None:
                why = "Deze code hoort bij geen thema van het codeboek."
                unplaced.append(Unplaced(row.document, row.text, code, name, why))
            elif place is None:
                unplaced.append(Unplaced(row.document, row.text, code, name, reason))
            else:
                found.append(Found(*place, meaning.theme, meaning.stance, name, row.score))
    about = {place[0] for place in passages} | {ids[row.document] for row in rows if row.document in ids}
    return replace(settle(found, unplaced, documents, about, passages), n_mistyped=len(mistyped))


def _why(column: UnknownColumn) -> str:
    times = f"er {'staat' if column.n_marks == 1 else 'staan'} {column.n_marks} x of ja in"
    if column.nearest:
        return f"Deze kolom is geen thema van het codeboek ({times}); bedoel je '{column.nearest}'?"
    return f"Deze kolom is geen thema van het codeboek ({times}) en is niet gelezen."


def _place(row: CodedRow, ids: Mapping[str, str], texts: Mapping[str, QuotedText]) -> tuple[str, Place | None, str]:
    """Find document and passage of a row, or say why they are not found."""
    if row.document and row.document not in ids:
        return "", None, "Dit document is niet gevonden bij de teksten."
    quotation = row.text[1:] if row.text.startswith(_FORMULA) else row.text
    letters = FoldedText(quotation).letters
    candidates = [ids[row.document]] if row.document else list(texts)
    if row.document and row.start is not None and row.end is not None and row.start < row.end:
        key = candidates[0]
        there = texts[key].text[row.start : row.end]
        if row.end <= len(texts[key].text) and there.strip() and letters in ("", FoldedText(there).letters):
            return key, Place(row.start, row.end, mistyped=False), ""
    if not letters:
        return "", None, "De plaats van deze codering valt buiten de tekst, en de tekst zelf staat er niet bij."
    near = -1 if row.start is None else row.start
    for find in (QuotedText.find, QuotedText.find_bare):
        found = [(key, place) for key in candidates if (place := find(texts[key], quotation, near)) is not None]
        if len(found) > 1:
            return "", None, "Deze tekst staat in meer dan één document; noem het document."
        if found:
            return *found[0], ""
    nearly = [(key, place) for key in candidates for place in texts[key].find_mistyped(quotation)]
    if len(nearly) > 1:
        return (
            "",
            None,
            "Deze tekst staat er niet precies zo, en lijkt op meer dan één plaats; neem de tekst precies over.",
        )
    if nearly:
        return *nearly[0], ""
    return "", None, "Deze tekst staat niet in het document."
