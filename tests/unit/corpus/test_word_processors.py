import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest


def _word(path: Path) -> None:
    from docx import Document

    word = Document()
    word.core_properties.title = "Een jaar zelfsturing"
    word.core_properties.author = "Anja de Vries"
    word.core_properties.created = datetime(2024, 5, 6, 7, 8)
    word.sections[0].header.paragraphs[0].text = "Koptekst van de pagina"
    word.add_heading("Een jaar zelfsturing", 0)
    word.add_paragraph("We maken zelf het rooster.")
    word.add_paragraph("We spreken elkaar aan.", style="List Bullet")
    table = word.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Anja:", "Ik vond het spannend."
    table.cell(1, 0).text = "Wat ging goed?"
    table.cell(1, 1).text = "De planning."
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Tabel in een tabel."
    word.add_heading("Slot", 1)
    word.add_paragraph("Regel een.\nRegel twee.")
    word.save(str(path))


def test_docx_in_document_order(tmp_path: Path, read: Callable[..., Any]) -> None:
    _word(tmp_path / "a.docx")
    documents, failures = read(tmp_path)
    assert not failures
    assert documents["a.docx"].text.split("\n") == [
        "Een jaar zelfsturing",
        "We maken zelf het rooster.",
        "We spreken elkaar aan.",
        "Anja: Ik vond het spannend.",
        "Wat ging goed?",
        "De planning.",
        "Tabel in een tabel.",
        "Slot",
        "Regel een.",
        "Regel twee.",
    ]
    assert dict(documents["a.docx"].metadata) == {
        "title": "Een jaar zelfsturing",
        "author": "Anja de Vries",
        "date": "2024-05-06",
        "source": "a.docx",
    }


BODY = """<w:body xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:p><w:r><w:t>Blijft </w:t></w:r><w:ins w:id="1"><w:r><w:t>nieuw</w:t></w:r></w:ins>
<w:del w:id="2"><w:r><w:delText>weg</w:delText></w:r></w:del>
<w:moveFrom w:id="3"><w:r><w:t>verhuisd</w:t></w:r></w:moveFrom></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>Uit een</w:t></w:r><w:r><w:tab/><w:t>formulier.</w:t></w:r></w:p>
</w:sdtContent></w:sdt>
<w:p><w:hyperlink><w:r><w:t>Een link</w:t></w:r></w:hyperlink><w:r><w:br/><w:t>op twee regels.</w:t></w:r></w:p>
<w:p><w:r><w:t>Naast een kader.</w:t></w:r><w:r><mc:AlternateContent
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">
<w:txbxContent><w:p><w:r><w:t>In het kader.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>
<w:txbxContent><w:p><w:r><w:t>In het kader.</w:t></w:r></w:p></w:txbxContent></mc:Fallback>
</mc:AlternateContent></w:r></w:p>
</w:body>"""


def test_docx_with_tracked_changes_forms_and_text_boxes(tmp_path: Path, read: Callable[..., Any]) -> None:
    _word(tmp_path / "bron.docx")
    with zipfile.ZipFile(tmp_path / "bron.docx") as source, zipfile.ZipFile(tmp_path / "a.docx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                start = data.index(b"<w:body>")
                data = data[:start] + BODY.encode() + b"</w:document>"
            target.writestr(name, data)
    (tmp_path / "bron.docx").unlink()
    documents, failures = read(tmp_path)
    assert not failures
    assert (
        documents["a.docx"].text
        == "Blijft nieuw\nUit een\tformulier.\nEen link\nop twee regels.\nNaast een kader.\nIn het kader."
    )


def test_odt_in_document_order(tmp_path: Path, read: Callable[..., Any]) -> None:
    from odf.dc import Creator, Title
    from odf.meta import CreationDate
    from odf.office import Annotation
    from odf.opendocument import OpenDocumentText
    from odf.table import Table, TableCell, TableRow
    from odf.text import H, List, ListItem, Note, NoteBody, P

    document = OpenDocumentText()
    document.meta.addElement(Title(text="Vanuit LibreOffice"))
    document.meta.addElement(Creator(text="Piet Bakker"))
    document.meta.addElement(CreationDate(text="2023-02-01T10:00:00"))
    document.text.addElement(H(outlinelevel=1, text="Kop"))
    paragraph = P(text="Een alinea met geëmotioneerde  woorden.")
    note = Note(noteclass="footnote")
    note.addElement(NoteBody())
    note.childNodes[0].addElement(P(text="Voetnoot."))
    paragraph.addElement(note)
    annotation = Annotation()
    annotation.addElement(P(text="Opmerking."))
    paragraph.addElement(annotation)
    document.text.addElement(paragraph)
    items = List()
    for text in ("Punt een.", "Punt twee."):
        item = ListItem()
        item.addElement(P(text=text))
        items.addElement(item)
    document.text.addElement(items)
    table, row = Table(), TableRow()
    for text in ("Cel een.", "Cel twee."):
        cell = TableCell()
        cell.addElement(P(text=text))
        row.addElement(cell)
    table.addElement(row)
    document.text.addElement(table)
    document.save(str(tmp_path / "a.odt"))

    documents, failures = read(tmp_path)
    assert not failures
    assert [" ".join(line.split()) for line in documents["a.odt"].text.split("\n")] == [
        "Kop",
        "Een alinea met geëmotioneerde woorden.",
        "Punt een.",
        "Punt twee.",
        "Cel een.",
        "Cel twee.",
    ]
    assert dict(documents["a.odt"].metadata) == {
        "title": "Vanuit LibreOffice",
        "author": "Piet Bakker",
        "date": "2023-02-01",
        "source": "a.odt",
    }


def test_rtf(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.rtf").write_bytes(
        rb"{\rtf1\ansi\ansicpg1252{\info{\author X}}{\b Kop}\par Co\'f6rdinatie \u8211? lastig \u-10179?\u-8638?.\par"
        rb"\trowd\intbl Anja:\cell Ik wacht.\cell\row\pard Einde.\par}"
    )
    documents, failures = read(tmp_path)
    assert not failures
    assert [line for line in documents["a.rtf"].text.split("\n") if line.strip()] == [
        "Kop",
        "Coördinatie – lastig 🙂.",
        "Anja: Ik wacht.",
        "Einde.",
    ]


@pytest.mark.parametrize("extension", ["docx", "odt", "xlsx"])
def test_office_file_that_unpacks_too_large(tmp_path: Path, read: Callable[..., Any], extension: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if extension == "odt":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(
            {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/a.xml"}[extension], b"a" * 90_000
        )
    (tmp_path / f"a.{extension}").write_bytes(buffer.getvalue())
    _, failures = read(tmp_path, max_bytes=20_000)
    assert "uitgepakt te groot" in failures[f"a.{extension}"]
