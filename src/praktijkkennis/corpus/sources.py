"""Which files there are to read, in a fixed order, each with a unique id."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.errors import SourceError

Sources: TypeAlias = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""One file or folder, or several."""

METADATA_NAMES = ("metadata.csv", "metadata.xlsx")
OUTPUT_NAMES = frozenset(
    {
        "rapport.html",
        "inzichten.xlsx",
        "passages.csv",
        "passages.parquet",
        "inzichten.json",
        "run.json",
        "fouten.csv",
        "coderingen.qdpx",
        "nieuwsbrief.md",
        "nieuwsbrief.docx",
        "nieuwe_themas.toml",
        "onderwerpen.html",
        "onderwerpen.csv",
        "documenten.csv",
    }
)
"""Files that a run writes; where its ``run.json`` lies they are no sources, or a report would quote the last one."""

_STATE_FILE = "toestand.sqlite"
_STATE_NAMES = frozenset({_STATE_FILE, f"{_STATE_FILE}-wal", f"{_STATE_FILE}-shm", "toestand.lock", "codeur"})
_DATABASE_START = (b"SQLite format 3\0",)

_SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", "__macosx", "icon\r"})
_MANIFEST_START = b'{\n  "praktijkkennis":'
_KEY_STARTS = (
    b'"document_id","start","end","text","label","pseudonym"',
    b'"document_id","field","text","label","pseudonym"',
)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to read.

    Parameters
    ----------
    path : Path
        Where it is.
    root : Path
        The folder that was given, or the folder of the file that was given.
    relative : str
        Its path from the root, with ``/`` between parts and in Unicode NFC.
    id : str
        The relative path, with the name of its source before it where two sources clash.
    whole_folder : bool
        Whether the folder was given rather than this one file.
    """

    path: Path
    root: Path
    relative: str
    id: str
    whole_folder: bool


def normal_name(path: str) -> str:
    """Path as it appears in ids: ``/`` between parts, Unicode NFC, only characters that can be written."""
    readable = os.fsencode(path).decode("utf-8", errors="backslashreplace")
    return unicodedata.normalize("NFC", readable.replace(os.sep, "/"))


def is_system_name(name: str) -> bool:
    """Tell whether a file or folder belongs to the system or an office program, not to the user."""
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_NAMES


def given_paths(sources: Sources) -> tuple[Path, ...]:
    """Check the sources that the caller gave.

    Raises
    ------
    SourceError
        When there is none, one does not exist, or one is no path.
    """
    listed: list[object] = [sources] if isinstance(sources, (str, os.PathLike)) else _listed(sources)
    if not listed:
        raise SourceError("Er is geen bestand of map opgegeven; noem er minstens één.")
    for one in listed:
        if not isinstance(one, (str, os.PathLike)):
            raise SourceError(_no_path(one))
    paths = tuple(Path(source) for source in listed if isinstance(source, (str, os.PathLike)))
    for path in paths:
        if str(path).lower().startswith(("http:/", "https:/")):
            raise SourceError(f"'{path}' is een webadres. Sla de pagina op (.html of .pdf) en geef dat bestand op.")
        if "\0" in str(path) or not os.path.lexists(path):
            raise SourceError(f"'{path}' bestaat niet; controleer de naam van het bestand of de map.")
    return paths


def _listed(sources: object) -> list[object]:
    return list(sources) if isinstance(sources, Iterable) and not isinstance(sources, bytes) else [sources]


def _no_path(given: object) -> str:
    """Say in Dutch what to do with something that is no file or folder."""
    if isinstance(given, Document):
        return "Een Document is geen bestand of map. Maak er een corpus van: Corpus.from_documents([document])."
    return f"Een {type(given).__name__} is geen bestand of map. Geef een pad op, of maak een corpus van een tabel."


def find_files(paths: Iterable[Path]) -> list[FoundFile | ReadFailure]:
    """Find all files to read, in the order of the sources and by name within a folder.

    A file that is reached twice (given twice, or through a link) is found once.

    Parameters
    ----------
    paths : iterable of Path
        Files and folders that exist.

    Returns
    -------
    list of FoundFile or ReadFailure
        A failure for a folder that cannot be opened.
    """
    found: list[FoundFile | ReadFailure] = []
    seen: set[str] = set()
    for path in paths:
        for item in _in_source(path):
            if isinstance(item, FoundFile):
                real = os.path.realpath(item.path)
                if real in seen:
                    continue
                seen.add(real)
            found.append(item)
    return _with_unique_ids(found)


def _in_source(path: Path) -> Iterator[FoundFile | ReadFailure]:
    if path.is_dir():
        yield from _in_folder(path, path, frozenset())
    else:
        # "../a.txt" and "a.txt" are both known by the name of the file.
        yield FoundFile(path, path.parent, normal_name(path.name), normal_name(path.name), whole_folder=False)


def _in_folder(folder: Path, root: Path, above: frozenset[str]) -> Iterator[FoundFile | ReadFailure]:
    here = os.path.realpath(folder)
    if here in above:
        # A link to a folder above would go round for ever.
        return
    relative_folder = normal_name(os.path.relpath(folder, root))
    try:
        names = sorted((entry.name for entry in os.scandir(folder)), key=lambda name: (normal_name(name), name))
    except OSError:
        yield ReadFailure(relative_folder, "Deze map kan niet worden geopend; controleer of je hem mag lezen.")
        return
    own = OUTPUT_NAMES if _is_manifest(folder / "run.json") else frozenset()
    if _begins_with(folder / _STATE_FILE, _DATABASE_START):
        # What a --state remembers.
        own |= _STATE_NAMES
    for name in names:
        if is_system_name(name) or name in own:
            continue
        path = folder / name
        if name.lower().endswith(".csv") and _begins_with(path, _KEY_STARTS):
            # The key to pseudonyms is no source, or the names would be back in the report.
            continue
        if path.is_dir():
            yield from _in_folder(path, root, above | {here})
        else:
            relative = normal_name(os.path.relpath(path, root))
            yield FoundFile(path, root, relative, relative, whole_folder=True)


def _is_manifest(path: Path) -> bool:
    return _begins_with(path, (_MANIFEST_START,))


def _begins_with(path: Path, starts: tuple[bytes, ...]) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as handle:
            return handle.read(max(map(len, starts))).startswith(starts)
    except OSError:
        return False


def _with_unique_ids(found: list[FoundFile | ReadFailure]) -> list[FoundFile | ReadFailure]:
    """Put the name of the source before ids that clash, and a number before those that still do."""
    for prefix in ("folder", "number"):
        counts = Counter(item.id for item in found if isinstance(item, FoundFile))
        roots = {root: n for n, root in enumerate(dict.fromkeys(f.root for f in found if isinstance(f, FoundFile)), 1)}
        found = [
            replace(item, id=_prefixed(item, prefix, roots[item.root]))
            if isinstance(item, FoundFile) and counts[item.id] > 1
            else item
            for item in found
        ]
    return found


def _prefixed(file: FoundFile, prefix: str, number: int) -> str:
    name = normal_name(Path(os.path.abspath(file.root)).name)
    if prefix == "folder" and name:
        return f"{name}/{file.relative}"
    return f"{number}/{name}/{file.relative}"


def read_file(path: Path, max_bytes: int) -> bytes | str:
    """Read a file, or say in Dutch why that cannot be.

    Parameters
    ----------
    path : Path
        The file.
    max_bytes : int
        Largest size that is read, in bytes.

    Returns
    -------
    bytes or str
        The content, or the reason why there is none.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # Opening a pipe would wait for ever.
            return "Dit is geen gewoon bestand; laat het weg."
        if status.st_size > max_bytes:
            return too_large(status.st_size, max_bytes)
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
        return data if len(data) <= max_bytes else too_large(len(data), max_bytes)
    except FileNotFoundError:
        return "Dit bestand is er niet (een verwijzing naar niets); zet het bestand zelf in de map."
    except PermissionError:
        return "Je mag dit bestand niet lezen; vraag om leesrechten of kopieer het."
    except OSError:
        return "Dit bestand kan niet worden geopend; controleer of de schijf of het netwerk bereikbaar is."


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f}".replace(".", ",")


def too_large(size: int, limit: int) -> str:
    """Dutch sentence for a file of ``size`` bytes where ``limit`` is the most."""
    return (
        f"Dit bestand is te groot ({_megabytes(size)} MB, hoogstens {_megabytes(limit)} MB); "
        "splits het of verhoog de grens."
    )
