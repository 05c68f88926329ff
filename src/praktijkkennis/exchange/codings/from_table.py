"""Codings out of a table, brought to the documents by offset or by text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.codings.from_project import documents_by_name
from praktijkkennis.exchange.codings.names import CodeNames
from praktijkkennis.exchange.codings.quotation import Place, QuotedText
from praktijkkennis.exchange.codings.result import Codings, PlacedCoding, Unplaced, settle
from praktijkkennis.exchange.codings.row_order import QuotingRow, settle_order
from praktijkkennis.exchange.codings.table_layout import CodedRow, UnknownColumn, read_coded_table
from praktijkkennis.exchange.codings.table_positions import understand_positions
from praktijkkennis.preprocessing import split_sentences

_FORMULA = ("'=", "'+", "'-", "'@")
_MANY = (
    "Deze tekst staat meer dan één keer in het document, en de volgorde van de rijen zegt niet welke het is; geef ook "
    "start en end."
)


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
    ids = documents_by_name([row.document for row in rows], documents)
    coders = [row.coder or coder or path.stem for row in rows]
    placing = _Placing(rows, coders, ids, documents)
    found: list[PlacedCoding] = []
    unplaced = [Unplaced("", "", one.name, coder or path.stem, _why(one)) for one in unknown]
    mistyped: set[tuple[str, int, int]] = set()
    passages: list[tuple[str, int, int]] = []
    for row, name, (key, here, reason) in zip(rows, coders, placing.outcomes, strict=True):
        place = None if here is None else (key, here.start, here.end)
        if here is not None and place is not None:
            passages.append(place)
            if here.mistyped:
                mistyped.add(place)
        for code, meaning in row.codes:
            if meaning is None:
                why = "Deze code hoort bij geen thema van het codeboek."
                unplaced.append(Unplaced(row.document, row.text, code, name, why, row.number))
            elif place is None:
                unplaced.append(Unplaced(row.document, row.text, code, name, reason, row.number))
            else:
                found.append(PlacedCoding(*place, meaning.theme, meaning.stance, name, row.score, row.number))
    about = {place[0] for place in passages} | {ids[row.document] for row in rows if row.document in ids}
    settled = settle(found, unplaced, documents, about, passages)
    return replace(settled, n_mistyped=len(mistyped), remarks=placing.remarks)


def _why(column: UnknownColumn) -> str:
    times = f"er {'staat' if column.n_marks == 1 else 'staan'} {column.n_marks} x of ja in"
    if column.nearest:
        return f"Deze kolom is geen thema van het codeboek ({times}); bedoel je '{column.nearest}'?"
    return f"Deze kolom is geen thema van het codeboek ({times}) en is niet gelezen."


class _Placing:
    """Brings the rows of a table to documents.

    Attributes
    ----------
    outcomes : list of (str, Place or None, str)
        For each row the document, the passage, and why there is none.
    remarks : tuple of str
        What somebody must know of it, in Dutch.
    """

    def __init__(
        self, rows: Sequence[CodedRow], coders: Sequence[str], ids: Mapping[str, str], documents: Sequence[Document]
    ) -> None:
        self.documents = {document.id: document for document in documents}
        self.texts = {document.id: QuotedText(document.text) for document in documents}
        self.ids = ids
        self.words = [FoldedText(_quotation(row)).letters for row in rows]
        self.positions = understand_positions(
            self._bare_positions(rows), {key: document.text for key, document in self.documents.items()}
        )
        self.sentences: dict[str, frozenset[tuple[int, int]]] = {}
        found = [self._find(row, words) for row, words in zip(rows, self.words, strict=True)]
        self.outcomes = [(key, places[0] if len(places) == 1 else None, reason) for key, places, reason in found]
        by_person: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, (key, places, _) in enumerate(found):
            if places:
                by_person[key, coders[number]].append(number)
        n_by_order = 0
        for (key, _), numbers in by_person.items():
            quoting = [
                QuotingRow(
                    self.words[number], self._sentences_first(rows[number], *found[number][:2]), _says(rows[number])
                )
                for number in numbers
            ]
            for number, place in zip(numbers, settle_order(quoting), strict=True):
                n_by_order += place is not None and len(found[number][1]) > 1
                self.outcomes[number] = (key, place, _MANY if place is None else "")
        self.remarks = tuple(filter(None, (self.positions.remark, _by_order(n_by_order))))

    def _bare_positions(self, rows: Sequence[CodedRow]) -> dict[str, list[tuple[int, int]]]:
        """Give the positions of rows without a text, by document."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, words in zip(rows, self.words, strict=True):
            if not words and row.document in self.ids and row.start is not None and row.end is not None:
                found[self.ids[row.document]].append((row.start, row.end))
        return found

    def _find(self, row: CodedRow, words: str) -> tuple[str, tuple[Place, ...], str]:
        """Find the document of a row and every place that it may mean, or say why there is none."""
        if row.document and row.document not in self.ids:
            return "", (), "Dit document is niet gevonden bij de teksten."
        named = self.ids[row.document] if row.document else ""
        if named and row.start is not None and row.end is not None:
            span = (row.start, row.end) if words else self.positions.spans.get((named, row.start, row.end), (0, 0))
            there = self.texts[named].text[slice(*span)]
            inside = span[0] < span[1] <= len(self.texts[named].text)
            if inside and there.strip() and words in ("", FoldedText(there).letters):
                return named, (Place(*span, mistyped=False),), ""
        if not words:
            return "", (), _no_place(row)
        return self._by_words(row, [named] if named else list(self.texts))

    def _by_words(self, row: CodedRow, keys: Sequence[str]) -> tuple[str, tuple[Place, ...], str]:
        quotation, near = _quotation(row), _near(row)
        for find, find_all in (
            (QuotedText.find, QuotedText.find_all),
            (QuotedText.find_bare, QuotedText.find_all_bare),
        ):
            found: list[tuple[str, tuple[Place, ...]]] = []
            for key in keys:
                if near is None:
                    places = find_all(self.texts[key], quotation)
                else:
                    nearest = find(self.texts[key], quotation, near)
                    places = () if nearest is None else (nearest,)
                if places:
                    found.append((key, places))
            if len(found) > 1:
                return "", (), "Deze tekst staat in meer dan één document; noem het document."
            if found:
                return *found[0], _MANY if len(found[0][1]) > 1 else ""
        nearly = [(key, place) for key in keys for place in self.texts[key].find_mistyped(quotation)]
        if len(nearly) > 1:
            why = "Deze tekst staat er niet precies zo, en lijkt op meer dan één plaats; neem de tekst precies over."
            return "", (), why
        if nearly:
            key, place = nearly[0]
            return key, (place,), ""
        return "", (), "Deze tekst staat niet in het document."

    def _sentences_first(self, row: CodedRow, key: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
        """Keep of several places those that are a sentence, where the table has a row a sentence."""
        if len(places) < 2 or not row.listed:
            return places
        if key not in self.sentences:
            spans = split_sentences(self.documents[key])
            self.sentences[key] = frozenset((one.start, one.end) for one in spans)
        return tuple(one for one in places if (one.start, one.end) in self.sentences[key]) or places


def _no_place(row: CodedRow) -> str:
    """Say why a row without a text has no place."""
    if row.start is None or row.end is None:
        return "Deze rij heeft geen tekst en geen plaats; vul de tekst in, of start en end."
    if not row.document:
        return "Deze rij heeft wel een plaats, maar noemt geen document; vul het document in."
    return "De plaats van deze codering valt buiten de tekst, en de tekst zelf staat er niet bij."


def _quotation(row: CodedRow) -> str:
    return row.text[1:] if row.text.startswith(_FORMULA) else row.text


def _near(row: CodedRow) -> int | None:
    """Give the place near which the text of a row should stand; None where its numbers are no positions of it."""
    if row.start is None or row.end is None:
        return row.start
    # MAXQDA counts paragraphs in columns of these names.
    length = row.end - row.start
    return row.start if 2 * length >= len(row.text) and length <= 2 * len(row.text) else None


def _says(row: CodedRow) -> frozenset[str]:
    """Tell what two rows of one person cannot both say of one place."""
    if row.listed:
        return frozenset({"row"})
    return frozenset(meaning.theme for _, meaning in row.codes if meaning is not None and meaning.theme)


def _by_order(number: int) -> str:
    if not number:
        return ""
    rows = "De tekst van 1 rij staat" if number == 1 else f"De tekst van {number} rijen staat"
    return f"{rows} vaker in het document; de volgorde van de rijen zei welke plaats het is."
