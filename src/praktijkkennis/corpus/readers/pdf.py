"""Reader of PDF files with a text layer."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.readers.pdf_lines import join_pages
from praktijkkennis.corpus.signature import LOCKED
from praktijkkennis.errors import ReadError

if TYPE_CHECKING:
    from pypdf import PdfReader

_SCANNED = (
    "In deze PDF staat geen tekst, waarschijnlijk is het een scan; "
    "maak er met tekstherkenning (OCR) een PDF met tekst van."
)


def read_pdf(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read the text of a PDF, its wrapped lines joined into paragraphs again.

    Raises
    ------
    ReadError
        When the PDF needs a password, is a scan or has too much text.
    """
    from pypdf import PdfReader

    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        # Without any handler Python prints the library's remarks about odd files on the screen.
        logger.addHandler(logging.NullHandler())

    reader = PdfReader(io.BytesIO(data))
    # Many offices lock a PDF against printing only; that takes no password to read.
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError(LOCKED)
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > options.max_characters:
            raise ReadError(
                f"Deze PDF heeft te veel tekst (meer dan {options.max_characters} tekens); "
                "splits hem in kleinere bestanden."
            )
        pages.append(text.split("\n"))
    text = join_pages(pages)
    if not any(character.isalpha() for character in text):
        raise ReadError(_SCANNED)
    return [RawText(text, properties=_properties(reader))]


def _properties(reader: PdfReader) -> dict[str, object]:
    info = reader.metadata
    if info is None:
        return {}
    try:
        created = info.creation_date
    except Exception:  # noqa: BLE001
        # A date that cannot be parsed must not cost the whole text.
        created = None
    return {"title": info.title, "author": info.author, "date": created}
