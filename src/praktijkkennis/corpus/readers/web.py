"""Reader of saved web pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.corpus.raw import RawText, ReadOptions
from praktijkkennis.corpus.readers.table_text import row_lines
from praktijkkennis.errors import ReadError

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_BREAKING = "address article aside blockquote br dd div dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li main nav p"
_BREAKING_TAGS = frozenset((_BREAKING + " pre section td th title tr ul ol table").split())
_INVISIBLE = ("script", "style", "noscript", "template", "head", "svg", "iframe", "select")
_TABLE_RULE = re.compile(r"\|[\s|:-]*\|")


def read_html(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText]:
    """Read the main text of a web page; headings and list items are lines of their own.

    Raises
    ------
    ReadError
        When the page holds no text at all.
    """
    import trafilatura

    _keep_quiet()
    # lxml refuses text that still declares the encoding of its bytes.
    html = _XML_DECLARATION.sub("", _decode_page(data), count=1)
    page = trafilatura.bare_extraction(
        html,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        # Without these, the date of any link on the page can become the date of the text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    properties: dict[str, object] = {}
    text = ""
    if page is not None and not isinstance(page, dict):
        text = "\n".join(_cells_to_lines(page.text or ""))
        properties = {"title": page.title, "author": page.author, "date": page.date}
    if not text.strip():
        text = _all_visible_text(html)
    if not text.strip():
        raise ReadError("Op deze webpagina staat geen leesbare tekst; kopieer de tekst naar een .txt-bestand.")
    return [RawText(text, properties=properties)]


def _decode_page(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared:
        encoding = declared[1].decode("ascii").lower()
        # Browsers read "latin-1" as Windows-1252 as well; the decoder knows that.
        if encoding not in ("utf-8", "utf8", "iso-8859-1", "latin1", "windows-1252", "us-ascii"):
            try:
                return data.decode(encoding)
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(data)


def _keep_quiet() -> None:
    # Without any handler Python prints the library's remarks about odd pages on the screen.
    logger = logging.getLogger("trafilatura")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _cells_to_lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        stripped = line.strip()
        if len(stripped) > 1 and stripped.startswith("|") and stripped.endswith("|"):
            if not _TABLE_RULE.fullmatch(stripped):
                yield from row_lines([[cell] for cell in stripped.strip("|").split("|")])
        else:
            yield line


def _all_visible_text(html: str) -> str:
    """Text of the whole page, for the very short pages in which trafilatura sees no article."""
    import lxml.html

    if not html.strip():
        return ""
    root = lxml.html.document_fromstring(html)
    for element in list(root.iter(*_INVISIBLE)):
        element.drop_tree()
    for element in root.iter(*_BREAKING_TAGS):
        element.tail = "\n" + (element.tail or "")
        element.text = "\n" + (element.text or "")
    lines = (" ".join(line.split()) for line in str(root.text_content()).split("\n"))
    return "\n".join(line for line in lines if line)
