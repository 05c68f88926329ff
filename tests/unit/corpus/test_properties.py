from __future__ import annotations

import io
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from praktijkkennis.corpus import stream_corpus
from praktijkkennis.corpus.encoding import normalise_line_ends
from praktijkkennis.corpus.formats import READERS
from praktijkkennis.corpus.residue import find_residue
from praktijkkennis.corpus.signature import apparent_format
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document, ReadFailure

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
# Pieces of real pages and transcripts, so that the rules themselves are exercised.
PIECES = st.sampled_from(
    [
        *("Home", "Nieuws", "Contact", "Delen", "Lees meer >>", "Volg ons", "info@voorbeeld.nl", "Kerkstraat 1"),
        *(
            "1234 AB Ede",
            "Anja: ",
            "Interviewer:",
            "[00:12:03] Anja:",
            "I: ",
            "R: ",
            "Aanwezig: Jan, Piet",
            "Aanwezig:",
        ),
        *(
            "• ",
            "- ",
            "> ",
            "| ",
            "**",
            "\n",
            "\n\n",
            " ",
            "\t",
            "…",
            ". ",
            "? ",
            "“",
            "©",
            "cookies",
            "de website gebruikt",
        ),
        *("U kunt mailen naar a@b.nl.", "We laten los.", "Gemeente Ede", "0:03", "06-12345678", "\u2028", "\x0c", "\r"),
    ]
)
PAGES = st.lists(st.one_of(PIECES, ANY_TEXT.filter(lambda text: len(text) < 20)), max_size=30).map("".join)


def _read(name: str, data: bytes) -> list[Document | ReadFailure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return list(stream_corpus(path))


@given(ANY_TEXT)
@settings(deadline=None)
def test_utf8_text_is_the_file_itself(text: str) -> None:
    data = text.encode()
    assume(apparent_format(data) is None)
    expected = normalise_line_ends(text.removeprefix("\ufeff"))
    (item,) = _read("a.txt", data)
    if isinstance(item, Document):
        assert item.text == expected
    else:
        assert "leeg" in item.reason
        assert not any(character.isalnum() for character in expected)


@given(st.one_of(ANY_TEXT, PAGES))
@settings(deadline=None, max_examples=120)
def test_spans_are_valid_sorted_and_apart(text: str) -> None:
    turns = find_turns(text)
    residue = find_residue(text, turns)
    for spans in (turns, residue):
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end].strip()
        for before, after in pairwise(spans):
            assert before.end <= after.start
    for turn in turns:
        assert turn.speaker


STARTS = st.sampled_from(
    [
        *(
            b"",
            b"PK\x03\x04",
            b"%PDF-1.7\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"{\\rtf1 ",
            b"WEBVTT\n\n",
            b"<html>",
        ),
        *(
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"---\n",
            b"naam;tekst\n",
            b'{"tekst": ',
            b"1\n00:00:01,000 --> 00:00:02,000\n",
        ),
    ]
)


@given(st.sampled_from([*READERS, "zip", "doc", "xyz"]), STARTS, st.binary(max_size=400))
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_a_document_or_a_failure(extension: str, start: bytes, rest: bytes) -> None:
    items = _read(f"a.{extension}", start + rest)
    assert items
    for item in items:
        assert isinstance(item, (Document, ReadFailure))
        if isinstance(item, ReadFailure):
            assert item.reason.endswith(".")
            assert "Traceback" not in item.reason
        else:
            item.text.encode()
            assert item.text.strip()


@given(st.sampled_from(list(READERS)), st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files_give_a_document_or_a_failure(extension: str, data: st.DataObject) -> None:
    whole = _sample(extension)
    cut = data.draw(st.integers(0, len(whole)))
    flips = data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=8))
    damaged = bytearray(whole)
    for at, value in flips:
        damaged[at] = value
    assert all(isinstance(item, (Document, ReadFailure)) for item in _read(f"a.{extension}", bytes(damaged[:cut])))


@cache
def _sample(extension: str) -> bytes:
    buffer = io.BytesIO()
    if extension == "docx":
        from docx import Document as Word

        word = Word()
        word.add_paragraph("We laten los.")
        word.save(buffer)
    elif extension == "xlsx":
        import openpyxl

        book = openpyxl.Workbook()
        book.active.append(["naam", "tekst"])
        book.active.append(["Anja", "We laten los."])
        book.save(buffer)
    elif extension == "odt":
        from odf.opendocument import OpenDocumentText
        from odf.text import P

        document = OpenDocumentText()
        document.text.addElement(P(text="We laten los."))
        document.write(buffer)
    elif extension == "pdf":
        from pypdf import PdfWriter

        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.write(buffer)
    else:
        return STARTS_BY_EXTENSION.get(extension, "Anja: We laten los.\nPiet: Ja.\n" * 3).encode()
    return buffer.getvalue()


STARTS_BY_EXTENSION = {
    "rtf": r"{\rtf1\ansi We laten los.\par Ja.}",
    "html": "<html><body><article><p>We laten los.</p></article></body></html>",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anja>We laten los.\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nWe laten los.\n",
    "json": '[{"tekst": "We laten los."}]',
    "jsonl": '{"tekst": "We laten los."}\n',
    "csv": "naam;tekst\nAnja;We laten los.\n",
}
