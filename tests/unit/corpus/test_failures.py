import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.corpus import formats, read_text, sources
from praktijkkennis.errors import ReadError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
RTF = rb"{\rtf1 tekst}"
HTML = b"<!DOCTYPE html><html><body>Tekst</body></html>"


def _packed(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


WORD = _packed("[Content_Types].xml", "word/document.xml")


def test_an_incomplete_installation_is_no_damaged_file(
    tmp_path: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_package(*_: object) -> None:
        raise ModuleNotFoundError("No module named 'lxml_html_clean'", name="lxml_html_clean")

    monkeypatch.setitem(formats.READERS, "html", without_package)
    (tmp_path / "a.html").write_bytes(HTML)
    (tmp_path / "b.txt").write_text("Wij doen het zelf.", encoding="utf-8")
    documents, failures = read(tmp_path)
    assert set(documents) == {"b.txt"}
    (reason,) = failures.values()
    assert "niet volledig is geïnstalleerd" in reason
    assert "lxml_html_clean" in reason
    assert "beschadigd" not in reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"%PDF-1.4 x", "Dit bestand heet .docx maar is een PDF; hernoem het naar .pdf."),
        ("a.txt", WORD, "maar is een Word-bestand; hernoem het naar .docx."),
        ("a.txt", _packed("a.txt"), "maar is een zip-bestand"),
        ("a.txt", b"%PDF-1.4\n\0", "maar is een PDF"),
        ("a.txt", RTF, "maar is een RTF-bestand"),
        ("a.txt", HTML, "maar is een webpagina"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "maar is een afbeelding"),
        ("a.pdf", b"\n" + HTML, "maar is een webpagina; hernoem het naar .html."),
        ("a.xlsx", HTML, "maar is een webpagina"),
        ("a.docx", b"Gewone tekst.", "geen geldig .docx-bestand"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "oud Word-bestand; open het in Word"),
        ("a.xlsx", OLE + "Workbook".encode("utf-16-le"), "oud Excel-bestand"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("a.docx", WORD, "beschadigd"),
        ("a.docx", WORD[:-30], "beschadigd"),
        ("a.odt", _packed("mimetype"), "maar is een zip-bestand"),
        ("a.doc", OLE, "sla het op als .docx"),
        ("a.xls", OLE, "sla het op als .xlsx"),
        ("a.mp4", b"x", ".mp4 wordt niet gelezen"),
        ("LEESMIJ", b"x", "zonder extensie"),
        ("a.txt", b"", "leeg"),
        ("a.txt", b" \n\t\n", "leeg"),
        ("a.txt", "\u2003\ufeff \n".encode(), "leeg"),
        ("a.md", b"---\nauteur: Anja\n---\n", "leeg"),
        ("a.docx", b"", "leeg"),
        ("a.txt", b"a\0b", "geen leesbare tekst"),
    ],
)
def test_reason_in_dutch(tmp_path: Path, read: Callable[..., Any], name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    documents, failures = read(tmp_path)
    assert not documents
    assert set(failures) == {name}
    assert reason in failures[name]


def test_locked_odt(tmp_path: Path, read: Callable[..., Any]) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    _, failures = read(tmp_path)
    assert "wachtwoord" in failures["a.odt"]


def test_bounds(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "lang.txt").write_text("woord " * 100)
    _, failures = read(tmp_path, max_characters=100)
    assert "te lang (600 tekens" in failures["lang.txt"]
    _, failures = read(tmp_path, max_bytes=100)
    assert "te groot" in failures["lang.txt"]


def test_any_exception_of_a_library_becomes_a_failure(
    tmp_path: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("diep in een bibliotheek")

    monkeypatch.setitem(formats.READERS, "txt", broken)
    (tmp_path / "a.txt").write_text("Tekst.")
    (tmp_path / "b.md").write_text("Tekst.")
    documents, failures = read(tmp_path)
    assert list(documents) == ["b.md"]
    assert "waarschijnlijk beschadigd" in failures["a.txt"]
    assert "diep" not in failures["a.txt"]


def test_file_without_permission(tmp_path: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("Tekst.")
    opened = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "a.txt":
            raise PermissionError
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    _, failures = read(tmp_path)
    assert "mag dit bestand niet lezen" in failures["a.txt"]


def test_folder_without_permission(tmp_path: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "dicht").mkdir()
    (tmp_path / "a.txt").write_text("Tekst.")
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "dicht":
            raise PermissionError
        return scan(path)

    monkeypatch.setattr(sources.os, "scandir", refuse)
    documents, failures = read(tmp_path)
    assert list(documents) == ["a.txt"]
    assert "map kan niet worden geopend" in failures["dicht"]


def test_links(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a.txt").write_text("Tekst.")
    (tmp_path / "map" / "rond").symlink_to(tmp_path)
    (tmp_path / "stuk.txt").symlink_to(tmp_path / "weg.txt")
    (tmp_path / "zelf.txt").symlink_to(tmp_path / "zelf.txt")
    documents, failures = read(tmp_path)
    assert list(documents) == ["map/a.txt"]
    assert "verwijzing naar niets" in failures["stuk.txt"]
    assert set(failures) == {"stuk.txt", "zelf.txt"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipe_does_not_hang(tmp_path: Path, read: Callable[..., Any]) -> None:
    os.mkfifo(tmp_path / "pijp.txt")
    _, failures = read(tmp_path)
    assert "geen gewoon bestand" in failures["pijp.txt"]


def test_read_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Tekst.")
    (tmp_path / "e.csv").write_text("naam;tekst\nAnja;Een.\nPiet;Twee.\n")
    (tmp_path / "z.zip").write_bytes(_packed("map/b.txt"))
    (tmp_path / "leeg.txt").write_text("")
    assert read_text(tmp_path / "a.txt").text == "Tekst."
    assert read_text(f"{tmp_path}/e.csv#3").text == "Twee."
    assert read_text(tmp_path / "z.zip").id == "z.zip/map/b.txt"
    assert read_text(tmp_path / "z.zip" / "map" / "b.txt").text == "x"
    for path, reason in (
        ("leeg.txt", "leeg"),
        ("e.csv", "meer dan één tekst"),
        ("e.csv#9", "er niet"),
        ("z.zip/c.txt", "er niet"),
        ("", "is een map"),
    ):
        with pytest.raises(ReadError, match=reason):
            read_text(tmp_path / path)
