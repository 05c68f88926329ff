"""What a file really is, seen from its first bytes and, for packed formats, its members."""

from __future__ import annotations

import io
import re
import zipfile

from praktijkkennis.corpus.unpacking import check_sizes, read_member
from praktijkkennis.errors import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES_AND_SOUND = (
    (b"\x89PNG\r\n", "een afbeelding"),
    (b"\xff\xd8\xff", "een afbeelding"),
    (b"GIF8", "een afbeelding"),
    (b"II*\0", "een afbeelding"),
    (b"MM\0*", "een afbeelding"),
    (b"ID3", "een geluidsbestand"),
    (b"OggS", "een geluidsbestand"),
    (b"\x1f\x8b", "een ingepakt bestand"),
    (b"7z\xbc\xaf\x27\x1c", "een ingepakt bestand"),
    (b"Rar!\x1a\x07", "een ingepakt bestand"),
    (b"SQLite format 3\0", "een database"),
    (b"\x7fELF", "een programma"),
    (b"MZ\x90\0", "een programma"),
)
_HTML = re.compile(rb"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S)

_NAMES = {
    "pdf": "een PDF",
    "docx": "een Word-bestand",
    "xlsx": "een Excel-bestand",
    "pptx": "een PowerPoint-bestand",
    "odt": "een OpenDocument-tekst",
    "ods": "een OpenDocument-rekenblad",
    "zip": "een zip-bestand",
    "rtf": "een RTF-bestand",
    "html": "een webpagina",
    "doc": "een oud Word-bestand",
    "xls": "een oud Excel-bestand",
    "ppt": "een oud PowerPoint-bestand",
    "msg": "een Outlook-bericht",
}
_TEXTUAL = frozenset({"txt", "md", "csv", "tsv", "json", "jsonl", "vtt", "srt", "html", "htm"})
_PACKED = frozenset({"docx", "xlsx", "odt", "zip"})
_SAME = {"htm": "html", "docm": "docx", "xlsm": "xlsx", "markdown": "md"}

_DAMAGED = "Dit bestand is beschadigd en kan niet worden uitgepakt; maak of sla het opnieuw op."
LOCKED = "Dit bestand is met een wachtwoord beveiligd; sla het op zonder wachtwoord."


def check_signature(data: bytes, extension: str) -> None:
    """Refuse a file that is something else than its name says.

    Parameters
    ----------
    data : bytes
        The whole file.
    extension : str
        Extension of its name, lower case, without the dot.

    Raises
    ------
    ReadError
        Names what the file seems to be and what to do; also for a file locked with a password.
    """
    expected = _SAME.get(extension, extension)
    for start, name in _PICTURES_AND_SOUND:
        if data.startswith(start):
            raise ReadError(
                f"Dit bestand heet .{extension} maar is {name}; geef het de goede extensie of laat het weg."
            )
    seems = apparent_format(data)
    if seems == "broken":
        # Half a download still begins as an archive; the reader of its format says that it is damaged.
        seems = expected if expected in _PACKED else "zip"
    if seems == "locked":
        raise ReadError(LOCKED)
    if seems == expected or (seems is None and expected in _TEXTUAL):
        return
    if seems is None:
        raise ReadError(f"Dit is geen geldig .{extension}-bestand of het is beschadigd; sla het opnieuw op.")
    raise ReadError(
        f"Dit bestand heet .{extension} maar is {_NAMES[seems]}; "
        + ("hernoem het naar ." + seems + "." if seems not in _OLD_AND_OTHER else _OLD_AND_OTHER[seems])
    )


_OLD_AND_OTHER = {
    "doc": "open het in Word en sla het op als .docx.",
    "xls": "open het in Excel en sla het op als .xlsx.",
    "ppt": "sla de tekst op als .docx.",
    "pptx": "sla de tekst op als .docx.",
    "ods": "sla het op als .xlsx.",
    "msg": "sla de tekst op als .txt.",
}


def apparent_format(data: bytes) -> str | None:
    """Extension that fits the bytes, or ``"locked"``, or ``"broken"`` for half an archive; None for plain text."""
    if data.startswith(_OLE):
        return _ole_format(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(data)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    if _HTML.match(data[:4096]):
        return "html"
    # Some programs put bytes before the header; the PDF rules allow it in the first kilobyte.
    if data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"\0" in data[:65536]):
        return "pdf"
    return None


def _ole_format(data: bytes) -> str:
    streams = {"EncryptedPackage": "locked", "WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}
    for stream, kind in streams.items():
        if stream.encode("utf-16-le") in data:
            return kind
    return "msg" if "__substg1.0".encode("utf-16-le") in data else "doc"


def _zip_format(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mimetype = read_member(archive, archive.getinfo("mimetype"), 100) if "mimetype" in names else b""
    except Exception:  # noqa: BLE001
        return "broken"
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return "ods" if b"spreadsheet" in mimetype else "odt"
    for part, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if "[Content_Types].xml" in names and any(name.startswith(part) for name in names):
            return kind
    return "zip"


def check_packed_size(data: bytes, limit: int) -> None:
    """Refuse a packed file (docx, odt, xlsx) that unpacks to more than is sane, before a library unpacks it.

    Its members are unpacked once, a block at a time, to see that none is larger than it declares.

    Parameters
    ----------
    data : bytes
        The whole file.
    limit : int
        Largest total size after unpacking, in bytes.

    Raises
    ------
    ReadError
        When it is too large or damaged.
    """
    check_declared_size(data, limit)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_sizes(archive)
    except Exception:  # noqa: BLE001
        raise ReadError(_DAMAGED) from None


def check_declared_size(data: bytes, limit: int) -> None:
    """Refuse a packed file that says that it unpacks to more than is sane, for who reads no more than that of it.

    Parameters
    ----------
    data : bytes
        The whole file.
    limit : int
        Largest total size after unpacking, in bytes.

    Raises
    ------
    ReadError
        When it is too large or its list of members is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = sum(member.file_size for member in archive.infolist())
    except Exception:  # noqa: BLE001
        raise ReadError(_DAMAGED) from None
    if total > limit:
        raise ReadError(
            f"Dit bestand wordt uitgepakt te groot ({total / 1e6:.0f} MB, hoogstens {limit / 1e6:.0f} MB); "
            "splits het in kleinere bestanden."
        )
