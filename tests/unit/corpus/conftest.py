from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from praktijkkennis.corpus import stream_corpus
from praktijkkennis.document import Document, ReadFailure

Outcome = tuple[dict[str, Document], dict[str, str]]


@pytest.fixture
def read() -> Callable[..., Outcome]:
    """Read sources into documents by id and reasons of failure by source."""

    def read_sources(*sources: Path, **options: object) -> Outcome:
        items = list(stream_corpus(sources, **options))  # type: ignore[arg-type]
        documents = {item.id: item for item in items if isinstance(item, Document)}
        failures = {item.source: item.reason for item in items if isinstance(item, ReadFailure)}
        return documents, failures

    return read_sources


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Make a PDF of pages of lines."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    def pdf(
        pages: Sequence[Sequence[str]],
        info: dict[str, str] | None = None,
        user_password: str | None = None,
        owner_password: str | None = None,
    ) -> bytes:
        writer = PdfWriter()
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
        for lines in pages:
            page = writer.add_blank_page(595, 842)
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
            )
            content = b"BT /F1 11 Tf 14 TL 50 780 Td\n"
            for line in lines:
                escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                content += b"(" + escaped.encode("cp1252") + b") Tj T*\n"
            stream = DecodedStreamObject()
            stream.set_data(content + b"ET")
            page[NameObject("/Contents")] = writer._add_object(stream)
        if info:
            writer.add_metadata(info)
        if user_password is not None:
            writer.encrypt(user_password, owner_password=owner_password, algorithm="AES-128")
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    return pdf
