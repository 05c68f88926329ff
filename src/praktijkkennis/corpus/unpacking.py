"""Members of a zip archive unpacked piece by piece, so that an archive that lies about its sizes costs no memory.

:meth:`zipfile.ZipFile.read` inflates as much as it can get, up to 2 GB at once, and only then cuts at the size that the
archive declares; for bzip2 and LZMA even its reading by piece has no bound. So only what is stored or deflated is read,
a block at a time, and never further than the declared size.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from copy import copy

BLOCK = 65_536
"""Bytes that are unpacked at once."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, at_most: int | None = None) -> bytes:
    """Unpack a member; no more of it is ever in memory than it declares.

    Parameters
    ----------
    archive : zipfile.ZipFile
        The archive, open.
    member : zipfile.ZipInfo
        Of that archive; whether its declared size is sane is for the caller to judge.
    at_most : int, optional
        How many bytes to read from its beginning; all of it when not given.

    Raises
    ------
    zipfile.BadZipFile
        When it is damaged, is larger than it declares, or is packed with anything but deflate.
    """
    found = bytearray()
    for block in _blocks(archive, member):
        found += block
        if at_most is not None and len(found) >= at_most:
            return bytes(found[:at_most])
    return bytes(found)


def check_sizes(archive: zipfile.ZipFile) -> None:
    """Check that no member unpacks to more than it declares, for who hands the archive on to a library.

    Raises
    ------
    zipfile.BadZipFile
        As for :func:`read_member`; members with a password are passed over.
    """
    for member in archive.infolist():
        if not member.flag_bits & _ENCRYPTED:
            for _ in _blocks(archive, member):
                pass


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    if member.compress_type not in _METHODS:
        raise zipfile.BadZipFile(f"compression method {member.compress_type} is not read")
    # With room for one byte more, a member that goes on beyond its size shows; its checksum is checked as ever.
    roomier = copy(member)
    roomier.file_size += 1
    size = 0
    with archive.open(roomier) as file:
        while block := file.read(BLOCK):
            size += len(block)
            if size > member.file_size:
                raise zipfile.BadZipFile("a member is larger than it declares")
            yield block
