"""Reader of Word files (.docx)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.readers.table_text import row_lines
from praktijkkennis.corpus.signature import check_packed_size

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Moved-away text is still in the file; a text box gets lines of its own after its paragraph.
_NOT_INLINE = frozenset({f"{_W}moveFrom", f"{_W}del", f"{_W}txbxContent", _FALLBACK})
_INLINE = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
# Wrappers that python-docx skips, with everything in them: content controls and tracked changes.
_WRAPPERS = frozenset({f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"})


def read_docx(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read paragraphs, headings, list items, tables and text boxes in order; one line each.

    Every table cell is a line too. Deleted tracked changes, comments, headers, footers and
    footnotes stay out.

    Raises
    ------
    ReadError
        When the file is damaged or unpacks to more than is sane.
    """
    check_packed_size(data, 4 * options.max_bytes)
    from docx import Document as open_docx

    document = open_docx(io.BytesIO(data))
    core = document.core_properties
    properties = {"title": core.title, "author": core.author, "date": core.created}
    return [RawText("\n".join(_block_lines(document.element.body)), properties=properties)]


def _block_lines(container: BaseOxmlElement) -> Iterator[str]:
    for child in container.iterchildren():
        if child.tag == f"{_W}p":
            yield "".join(_inline(child))
            for box in child.iter(f"{_W}txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from _block_lines(box)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if next(row.iterancestors(f"{_W}tbl")) is child:
                    yield from row_lines(list(_cells(row)))
        elif child.tag in _WRAPPERS:
            yield from _block_lines(child)


def _cells(row: BaseOxmlElement) -> Iterator[list[str]]:
    for child in row.iterchildren():
        if child.tag == f"{_W}tc":
            # The lower cells of a vertical merge repeat nothing: Word keeps them empty.
            yield list(_block_lines(child))
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _inline(element: BaseOxmlElement) -> Iterator[str]:
    for child in element.iterchildren():
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _INLINE:
            yield _INLINE[child.tag]
        elif child.tag not in _NOT_INLINE and child.tag != f"{_W}pPr":
            yield from _inline(child)
