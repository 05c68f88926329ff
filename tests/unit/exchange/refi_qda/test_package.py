"""Files of others as hostile input."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praktijkkennis.errors import ReadError
from praktijkkennis.exchange.refi_qda import package, read_codebook_file, read_project
from praktijkkennis.exchange.refi_qda.package import parse_xml

EMPTY = b'<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>'


def archive(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in files.items():
            found.writestr(name, content)
    return path


def project(sources: str) -> bytes:
    return f'<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources>{sources}</Sources></Project>'.encode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "geen geldig REFI-QDA-project"),
        (b"PK\x03\x04half", "geen geldig REFI-QDA-project"),
        (b"geen zip", "geen geldig REFI-QDA-project"),
    ],
)
def test_what_is_no_zip_is_told(content, message, tmp_path):
    (tmp_path / "x.qdpx").write_bytes(content)
    with pytest.raises(ReadError, match=message):
        read_project(tmp_path / "x.qdpx")


def test_missing_file_and_folder_are_told(tmp_path):
    with pytest.raises(ReadError, match="bestaat niet"):
        read_project(tmp_path / "x.qdpx")
    with pytest.raises(ReadError, match="is een map"):
        read_project(tmp_path)
    with pytest.raises(ReadError, match="bestaat niet"):
        read_codebook_file(tmp_path / "x.qdc")


def test_zip_without_project_is_told(tmp_path):
    with pytest.raises(ReadError, match=r"zit geen project \(\.qde\)"):
        read_project(archive(tmp_path / "x.qdpx", {"iets.txt": b"x"}))


@pytest.mark.parametrize("name", ["project.qde", "Mijn project.qde", "map/project.qde", "PROJECT.QDE"])
def test_project_file_may_have_another_name_or_folder(name, tmp_path):
    folder = name.rpartition("/")[0]
    inside = f"{folder}/" if folder else ""
    files = {
        "__MACOSX/._project.qde": b"rommel",
        name: project('<TextSource guid="g" name="n" plainTextPath="internal://A.TXT"/>'),
        f"{inside}Sources/a.txt": "één".encode(),
    }
    (source,) = read_project(archive(tmp_path / "x.qdpx", files)).sources
    assert source.text == "één"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("internal://../../etc/passwd", "ontbreekt in het project"),
        ("internal://..\\..\\geheim.txt", "ontbreekt in het project"),
        ("internal:///etc/passwd", "ontbreekt in het project"),
        ("absolute:///etc/passwd", "niet in het project maar ernaast"),
        ("relative:///geheim.txt", "niet in het project maar ernaast"),
        ("file:///etc/passwd", "niet in het project maar ernaast"),
        ("internal://weg.txt", "ontbreekt in het project"),
    ],
)
def test_no_path_leads_out_of_the_project(path, reason, tmp_path):
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    files = {"project.qde": project(f'<TextSource guid="g" name="n" plainTextPath="{path}"/>')}
    (source,) = read_project(archive(tmp_path / "x.qdpx", files)).sources
    assert source.text is None
    assert reason in source.missing


def test_nothing_is_written_to_disk(tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    files = {"project.qde": EMPTY, "../uit.txt": b"x", "/uit.txt": b"x", "sources/../../uit.txt": b"x"}
    read_project(archive(inside / "x.qdpx", files))
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "x.qdpx"]


def test_bombs_are_refused_before_they_are_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MAX_XML", 1_000_000)
    monkeypatch.setattr(package, "MAX_TEXT", 100_000)
    with pytest.raises(ReadError, match="te groot"):
        read_project(archive(tmp_path / "x.qdpx", {"project.qde": b" " * 2_000_000}))
    texts = "".join(f'<TextSource guid="g{n}" name="n" plainTextPath="internal://{n}.txt"/>' for n in range(3))
    files = {"project.qde": project(texts), "sources/0.txt": b"a" * 200_000}
    files |= {"sources/1.txt": b"a" * 90_000, "sources/2.txt": b"a" * 90_000}
    found = read_project(archive(tmp_path / "y.qdpx", files)).sources
    assert [source.text is None for source in found] == [True, False, False]
    with package.open_package(tmp_path / "y.qdpx") as opened:
        opened._left = 100_000
        opened.read("internal://1.txt")
        with pytest.raises(ReadError, match="te groot"):
            opened.read("internal://2.txt")


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(package, "MAX_MEMBERS", 3)
    files = {"project.qde": EMPTY} | {f"{n}.txt": b"" for n in range(3)}
    with pytest.raises(ReadError, match="te veel bestanden"):
        read_project(archive(tmp_path / "x.qdpx", files))


def test_size_that_lies_is_damage(tmp_path):
    data = bytearray(archive(tmp_path / "x.qdpx", {"project.qde": EMPTY * 50}).read_bytes())
    # The declared size in the central directory, four bytes that say 2,550.
    place = data.rindex((len(EMPTY) * 50).to_bytes(4, "little"))
    data[place : place + 4] = (10).to_bytes(4, "little")
    (tmp_path / "x.qdpx").write_bytes(data)
    with pytest.raises(ReadError, match=r"beschadigd|geen geldige XML"):
        read_project(tmp_path / "x.qdpx")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_size_that_lies_takes_no_memory(method, tmp_path):
    size = 20_000_000
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w", method, compresslevel=1) as found:
        found.writestr("project.qde", b" " * size)
    data = bytearray((tmp_path / "x.qdpx").read_bytes())
    place = data.rindex(size.to_bytes(4, "little"))
    data[place : place + 4] = (10).to_bytes(4, "little")
    # The checksum of the ten bytes that are declared, so that only their number tells.
    checksum = data.rindex(b"PK\x01\x02") + 16
    data[checksum : checksum + 4] = zlib.crc32(b" " * 10).to_bytes(4, "little")
    (tmp_path / "x.qdpx").write_bytes(data)
    tracemalloc.start()
    try:
        with pytest.raises(ReadError, match="beschadigd"):
            read_project(tmp_path / "x.qdpx")
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_locked_project_is_told(tmp_path):
    data = bytearray(archive(tmp_path / "x.qdpx", {"project.qde": EMPTY}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    (tmp_path / "x.qdpx").write_bytes(data)
    with pytest.raises(ReadError, match="wachtwoord"):
        read_project(tmp_path / "x.qdpx")


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE p [<!ENTITY a0 "ha">{LAUGHS}]><Project name="x"><Description>&a9;</Description></Project>',
        f'<!DOCTYPE p [<!ENTITY a0 "ha">{LAUGHS}]><Project name="&a9;"/>',
        '<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/passwd">]><Project><Description>&e;</Description></Project>',
        '<!DOCTYPE p SYSTEM "http://127.0.0.1:1/x.dtd"><Project name="x"/>',
        '<!DOCTYPE p [<!ENTITY % e SYSTEM "http://127.0.0.1:1/x.dtd"> %e;]><Project name="x"/>',
        "<!DOCTYPE p><Project name='x'/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(document, encoding):
    with pytest.raises(ReadError):
        parse_xml(document.encode(encoding), "x.qde")


@pytest.mark.parametrize("document", [b"", b"<a>", b"\xff\xfe\x00", b"<a>" * 100_000, b"<a>&onbekend;</a>"])
def test_what_is_no_xml_is_told(document):
    with pytest.raises(ReadError, match="geen geldige XML"):
        parse_xml(document, "x.qde")


def test_deep_trees_are_refused(tmp_path):
    deep = '<Code guid="g" name="n" isCodable="true">' * 5000 + "</Code>" * 5000
    (tmp_path / "x.qdc").write_text(f"<CodeBook><Codes>{deep}</Codes></CodeBook>", encoding="utf-8")
    with pytest.raises(ReadError, match="geen geldige XML"):
        read_codebook_file(tmp_path / "x.qdc")


def test_xslt_and_includes_do_nothing(tmp_path):
    included = (
        '<?xml version="1.0"?><?xml-stylesheet href="file:///etc/passwd"?>'
        '<Project xmlns:xi="http://www.w3.org/2001/XInclude" name="x">'
        '<xi:include href="/etc/passwd" parse="text"/></Project>'
    )
    found = read_project(archive(tmp_path / "x.qdpx", {"project.qde": included.encode()}))
    assert (found.name, found.sources) == ("x", ())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), value=st.integers(0, 255), cut=st.integers(0, 200))
def test_damage_is_told_and_never_a_crash(bestanden, tmp_path, place, value, cut):
    data = bytearray((bestanden / "qualcoder.qdpx").read_bytes())
    data[place % len(data)] = value
    (tmp_path / "x.qdpx").write_bytes(data[: len(data) - cut])
    with suppress(ReadError):
        read_project(tmp_path / "x.qdpx")


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 10_000), value=st.binary(min_size=1, max_size=4))
def test_damaged_xml_is_told_and_never_a_crash(bestanden, tmp_path_factory, place, value):
    data = bytearray(zipfile.ZipFile(io.BytesIO((bestanden / "pyrefiqda.qdpx").read_bytes())).read("project.qde"))
    place %= len(data)
    data[place : place + len(value)] = value
    path = archive(tmp_path_factory.mktemp("x") / "x.qdpx", {"project.qde": bytes(data)})
    with suppress(ReadError):
        read_project(path)
