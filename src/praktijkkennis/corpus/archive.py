"""Files inside a .zip, unpacked in memory one at a time."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from praktijkkennis.corpus.raw import ReadOptions, Rejected
from praktijkkennis.corpus.signature import LOCKED, check_declared_size, check_signature
from praktijkkennis.corpus.sources import is_system_name, too_large
from praktijkkennis.corpus.unpacking import read_member
from praktijkkennis.errors import ReadError

_ENCRYPTED = 0x1
_NAMED_IN_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there (NFC, with ``/``) and how to get its bytes."""

    name: str
    info: zipfile.ZipInfo = field(compare=False)


def list_members(data: bytes, options: ReadOptions) -> list[Member]:
    """List the files in an archive that may be read, by name; system files are left out.

    Parameters
    ----------
    data : bytes
        The archive.
    options : ReadOptions
        Bounds what the archive may unpack to: four times ``max_bytes``.

    Raises
    ------
    ReadError
        When it is empty, damaged, locked, no zip at all, or unpacks to more than is sane.
    """
    if not data:
        raise ReadError("Dit bestand is leeg; maak het zip-bestand opnieuw.")
    check_signature(data, "zip")
    check_declared_size(data, 4 * options.max_bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
    members = [Member(_name(info), info) for info in infos]
    members = [member for member in members if not _is_system(member.name)]
    if not members:
        raise ReadError("Dit zip-bestand is leeg; zet er bestanden in of laat het weg.")
    if all(member.info.flag_bits & _ENCRYPTED for member in members):
        raise ReadError(LOCKED)
    return sorted(members, key=lambda member: (member.name.split("/"), member.info.header_offset))


def unpack(data: bytes, members: list[Member], options: ReadOptions) -> Iterator[tuple[Member, bytes | Rejected]]:
    """Unpack members one at a time; nothing is ever written to disk.

    Parameters
    ----------
    data : bytes
        The archive.
    members : list of Member
        What to unpack, in this order.
    options : ReadOptions
        Bounds the size of a member.

    Yields
    ------
    tuple of Member and (bytes or Rejected)
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in members:
            try:
                yield member, _read(archive, member, options)
            except ReadError as error:
                yield member, Rejected("", str(error))


def _read(archive: zipfile.ZipFile, member: Member, options: ReadOptions) -> bytes:
    parts = PurePosixPath(member.name).parts
    if ".." in parts or member.name.startswith("/") or ":" in parts[0]:
        raise ReadError("De naam van dit bestand wijst buiten het zip-bestand; pak het uit en hernoem het.")
    if member.name.lower().endswith(".zip"):
        raise ReadError("Een zip-bestand in een zip-bestand wordt niet gelezen; pak het eerst uit.")
    if member.info.flag_bits & _ENCRYPTED:
        raise ReadError(LOCKED)
    if member.info.file_size > options.max_bytes:
        raise ReadError(too_large(member.info.file_size, options.max_bytes))
    try:
        return read_member(archive, member.info)
    except Exception:  # noqa: BLE001
        raise ReadError("Dit bestand in het zip-bestand is beschadigd; maak het zip-bestand opnieuw.") from None


def _is_system(name: str) -> bool:
    # ".." begins with a dot as well, but must be reported rather than passed over.
    return any(is_system_name(part) for part in name.split("/") if part not in ("..", "."))


def _name(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & _NAMED_IN_UTF8:
        # Without the flag Python assumes an American PC; macOS writes UTF-8 and Windows code page 850.
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp850")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))
