"""Reader of OpenDocument texts (.odt)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.readers.table_text import row_lines
from praktijkkennis.corpus.signature import LOCKED, check_packed_size
from praktijkkennis.errors import ReadError

if TYPE_CHECKING:
    from odf.element import Element

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_NOT_SAID = frozenset(
    {(_TEXT, "tracked-changes"), (_TEXT, "note"), (_OFFICE, "annotation"), (_TEXT, "table-of-content")}
)
_PARAGRAPHS = frozenset({(_TEXT, "p"), (_TEXT, "h")})


def read_odt(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read paragraphs, headings, list items and tables in order; one line each.

    Deleted tracked changes, comments, footnotes and the table of contents stay out.

    Raises
    ------
    ReadError
        When the file has a password, is damaged or unpacks to more than is sane.
    """
    check_packed_size(data, 4 * options.max_bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise ReadError(LOCKED)

    from odf.opendocument import load

    document = load(io.BytesIO(data))
    fields: dict[str, str] = {
        child.qname[1]: str(child) for child in document.meta.childNodes if getattr(child, "qname", None)
    }
    properties = {
        "title": fields.get("title", ""),
        "author": fields.get("initial-creator") or fields.get("creator", ""),
        "date": fields.get("creation-date") or fields.get("date", ""),
    }
    return [RawText("\n".join(_block_lines(document.text)), properties=properties)]


def _block_lines(container: Element) -> Iterator[str]:
    for child in container.childNodes:
        qname = getattr(child, "qname", None)
        if qname is None or qname in _NOT_SAID:
            continue
        if qname in _PARAGRAPHS:
            yield _paragraph(child)
        elif qname == (_TABLE, "table-row"):
            yield from row_lines([list(_block_lines(cell)) for cell in child.childNodes])
        else:
            yield from _block_lines(child)


def _paragraph(paragraph: Element) -> str:
    from odf.teletype import extractText

    for child in list(paragraph.childNodes):
        if getattr(child, "qname", None) in _NOT_SAID:
            paragraph.removeChild(child)
    return str(extractText(paragraph))
