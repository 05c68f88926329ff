from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.corpus.signature import apparent_format, check_packed_size
from praktijkkennis.corpus.unpacking import BLOCK, check_sizes, read_member
from praktijkkennis.errors import ReadError

SIZE = 20_000_000
DECLARED = 10


def lying(name: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive with one member of :data:`SIZE` bytes that says :data:`DECLARED`, checksum and all."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:
        archive.writestr(name, b" " * SIZE)
    data = bytearray(buffer.getvalue())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 16 : entry + 20] = zlib.crc32(b" " * DECLARED).to_bytes(4, "little")
    data[entry + 24 : entry + 28] = DECLARED.to_bytes(4, "little")
    return bytes(data)


def peak(call: Callable[[], Any]) -> int:
    tracemalloc.start()
    try:
        call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def told(call: Callable[[], Any]) -> None:
    with pytest.raises(ReadError, match="beschadigd"):
        call()


@settings(deadline=None)
@given(content=st.binary(max_size=300), times=st.integers(1, 600), stored=st.booleans())
def test_members_come_out_as_they_went_in(content: bytes, times: int, stored: bool) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", content * times)
    with zipfile.ZipFile(buffer) as archive:
        member = archive.getinfo("a")
        assert read_member(archive, member) == content * times
        assert read_member(archive, member, 100) == (content * times)[:100]
        check_sizes(archive)


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK])
def test_sizes_around_a_block(size: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"x" * size)
    with zipfile.ZipFile(buffer) as archive:
        assert len(read_member(archive, archive.getinfo("a"))) == size


def test_wrong_checksum_is_damage() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", "Wij laten los.")
    data = buffer.getvalue().replace(b"laten", b"later")
    with zipfile.ZipFile(io.BytesIO(data)) as archive, pytest.raises(zipfile.BadZipFile):
        read_member(archive, archive.getinfo("a"))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("name", ["word/document.xml", "mimetype"])
def test_office_file_that_lies_is_refused_before_its_reader_unpacks_it(name: str, method: int) -> None:
    data = lying(name, method)
    assert peak(lambda: told(lambda: check_packed_size(data, 1_000_000))) < 5_000_000
    assert peak(lambda: apparent_format(data)) < 5_000_000


def test_archive_that_lies_takes_no_memory(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.zip").write_bytes(lying("a.txt"))
    read(tmp_path, max_bytes=1_000_000)
    found: list[Any] = []
    assert peak(lambda: found.extend(read(tmp_path, max_bytes=1_000_000))) < 5_000_000
    documents, failures = found
    assert not documents
    assert "beschadigd" in failures["a.zip/a.txt"]
