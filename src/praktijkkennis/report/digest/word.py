"""The digest as a Word document (.docx), with real headings, quotes and a list to style as the newsletter wants."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from praktijkkennis.report import dutch
from praktijkkennis.report.digest.choice import Digest, DigestOrigin, DigestQuote
from praktijkkennis.report.digest.wording import BEFORE_PRINTING, ORIGINS, PAGE, origin

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FIXED_DATE = (2000, 1, 1, 0, 0, 0)


def render_docx(digest: Digest) -> bytes:
    """Write a digest as a Word document.

    Returns
    -------
    bytes
        The file; the same for the same digest, so without a time of writing.
    """
    from docx import Document

    document = Document()
    _prepare(document, digest.title)
    document.add_heading(_text(digest.title), level=0)
    for paragraph in digest.opening:
        document.add_paragraph(_text(paragraph))
    if digest.insights:
        document.add_heading("Wat terugkomt", level=1)
    for insight in digest.insights:
        document.add_heading(_text(insight.heading), level=2)
        document.add_paragraph(_text(insight.behind)).paragraph_format.keep_with_next = True
        _add_quotes(document, insight.quotes)
    if digest.tensions:
        document.add_heading("Waar het uiteenloopt", level=1)
    for tension in digest.tensions:
        document.add_paragraph(_text(tension.text)).paragraph_format.keep_with_next = True
        _add_quotes(document, tension.quotes)
    if digest.question:
        document.add_heading("Om over te praten", level=1)
        document.add_paragraph(_text(digest.question))
    if digest.sources:
        document.add_heading("Bronnen", level=1)
    for source in digest.sources:
        document.add_paragraph(_text(source), style="List Bullet")
    if digest.colophon:
        document.add_paragraph().add_run(_text(digest.colophon)).italic = True
    if digest.before_printing:
        document.add_heading(_text(BEFORE_PRINTING), level=1)
        document.add_paragraph(_text(digest.before_printing))
    if digest.origins:
        document.add_paragraph(_text(ORIGINS))
    for one in digest.origins:
        _add_origin(document, one)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _prepare(document: WordDocument, title: str) -> None:
    """Set the language, the paper and the properties."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    document.core_properties.title = _text(title)[:255]
    document.core_properties.author = "praktijkkennis"
    document.core_properties.comments = ""
    document.core_properties.language = "nl-NL"
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    properties = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-NL")
    properties.append(language)


def _add_quotes(document: WordDocument, quotes: tuple[DigestQuote, ...]) -> None:
    from docx.shared import Mm

    for quote in quotes:
        said = document.add_paragraph(style="Quote")
        said.paragraph_format.left_indent = Mm(8)
        said.paragraph_format.keep_together = True
        said.add_run(f"“{_text(quote.text)}”")
        said.add_run().add_break()
        said.add_run(f"— {_text(quote.attribution)}").italic = False


def _add_origin(document: WordDocument, one: DigestOrigin) -> None:
    """Add a line with a link into the report that stands beside the document."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    quote, where = origin(one.text, one.document_id, one.insight, leans=one.leans)
    paragraph = document.add_paragraph(style="List Bullet")
    said = paragraph.add_run(_text(quote))
    if one.anchor:
        said.underline = True
        link = OxmlElement("w:hyperlink")
        address = f"{PAGE}#{one.anchor}"
        link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(said._r)
        paragraph._p.append(link)
    paragraph.add_run(_text(where))


def _text(text: str) -> str:
    """Give text on one line, without what XML cannot hold."""
    return " ".join(dutch.legible(text).split())


def _without_times(written: bytes) -> bytes:
    """Pack a document again with a fixed time for each of its files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, _FIXED_DATE)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, old.read(member))
    return packed.getvalue()
