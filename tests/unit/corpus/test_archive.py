import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def _zip(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_members_of_all_formats(tmp_path: Path, read: Callable[..., Any]) -> None:
    data = _zip(
        {
            "map/b.txt": "Wij laten los.",
            "a.md": "---\nauteur: Anja\n---\nTekst.",
            "e.csv": "naam;tekst\nPiet;Een antwoord.\n",
            "__MACOSX/map/._b.txt": b"\0\1",
            ".DS_Store": b"\0",
            "map/~$b.docx": b"\0",
            "lege map/": "",
        }
    )
    (tmp_path / "archief.zip").write_bytes(data)
    documents, failures = read(tmp_path)
    assert not failures
    assert list(documents) == ["archief.zip/a.md", "archief.zip/e.csv#2", "archief.zip/map/b.txt"]
    assert documents["archief.zip/a.md"].metadata["author"] == "Anja"
    assert documents["archief.zip/map/b.txt"].metadata["source"] == "archief.zip/map/b.txt"


def test_members_that_cannot_be_read(tmp_path: Path, read: Callable[..., Any]) -> None:
    data = _zip(
        {
            "../buiten.txt": "x",
            "/wortel.txt": "x",
            "C:/schijf.txt": "x",
            "in.zip": _zip({"a.txt": "x"}),
            "plaatje.png": b"\x89PNG\r\n",
            "leeg.txt": "",
            "goed.txt": "Tekst.",
        }
    )
    (tmp_path / "a.zip").write_bytes(data)
    documents, failures = read(tmp_path)
    assert list(documents) == ["a.zip/goed.txt"]
    reasons = {source.removeprefix("a.zip/"): reason for source, reason in failures.items()}
    assert set(reasons) == {"../buiten.txt", "/wortel.txt", "C:/schijf.txt", "in.zip", "plaatje.png", "leeg.txt"}
    assert "buiten het zip-bestand" in reasons["../buiten.txt"]
    assert "eerst uit" in reasons["in.zip"]
    assert ".png" in reasons["plaatje.png"]
    assert "leeg" in reasons["leeg.txt"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_both_get_an_id(tmp_path: Path, read: Callable[..., Any]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "Een.")
        archive.writestr("a.txt", "Twee.")
    documents, _ = read(tmp_path)
    assert {name: document.text for name, document in documents.items()} == {
        "a.zip/a.txt": "Een.",
        "a.zip/a.txt (2)": "Twee.",
    }


def test_names_in_old_encodings(tmp_path: Path, read: Callable[..., Any]) -> None:
    data = _zip({"cafX.txt": "Tekst."})
    (tmp_path / "pc.zip").write_bytes(data.replace(b"cafX", "café".encode("cp850")))
    documents, _ = read(tmp_path)
    assert list(documents) == ["pc.zip/café.txt"]


def test_bomb_is_refused_by_total_size(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "bom.zip").write_bytes(_zip({f"{n}.txt": b"a" * 9_000 for n in range(10)}))
    documents, failures = read(tmp_path, max_bytes=10_000)
    assert not documents
    assert "uitgepakt te groot" in failures["bom.zip"]


def test_one_member_that_is_too_large(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.zip").write_bytes(_zip({"groot.txt": b"a" * 30_000, "klein.txt": "Tekst."}))
    documents, failures = read(tmp_path, max_bytes=10_000)
    assert list(documents) == ["a.zip/klein.txt"]
    assert "te groot" in failures["a.zip/groot.txt"]


def test_size_that_lies_does_not_unpack_more(tmp_path: Path, read: Callable[..., Any]) -> None:
    data = _zip({"a.txt": b"a" * 5_000_000})
    size = (5_000_000).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data.replace(size, (100).to_bytes(4, "little")))
    documents, failures = read(tmp_path)
    assert not documents
    assert "beschadigd" in failures["a.zip/a.txt"]


def _flag_as_encrypted(data: bytes) -> bytes:
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(mark)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(mark, at + 1)
    return bytes(changed)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "leeg"),
        (_zip({}), "leeg"),
        (_zip({"a.txt": "Tekst die lang genoeg is."})[:60], "beschadigd"),
        (_flag_as_encrypted(_zip({"a.txt": "x"})), "wachtwoord"),
        (b"%PDF-1.4 x", "maar is een PDF"),
        (_zip({"[Content_Types].xml": "x", "word/document.xml": "x"}), "maar is een Word-bestand"),
    ],
    # A zip file holds the time of its making, and names of tests must be the same in every process.
    ids=["nothing", "empty", "cut off", "encrypted", "a PDF", "a Word file"],
)
def test_archive_that_cannot_be_read(tmp_path: Path, read: Callable[..., Any], data: bytes, reason: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    documents, failures = read(tmp_path)
    assert not documents
    assert reason in failures["a.zip"]
