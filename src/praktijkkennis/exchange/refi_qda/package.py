"""Files of other programs, opened as the hostile input that they may be.

Nothing is unpacked to disk and no path in a project is followed out of it, so that there is nothing to traverse. Every
size is bounded before it is read, and no file is read beyond the size that it declares. A document type declaration is
refused: without one an XML file has no entities that could expand or reach for other files, and no QDA program writes
one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from praktijkkennis.corpus.unpacking import read_member
from praktijkkennis.errors import FileUseError, ReadError, reason_of

MAX_XML = 200_000_000
"""Largest project or codebook file, in bytes."""

MAX_TEXT = 50_000_000
"""Largest text of one source, in bytes."""

MAX_TEXTS = 1_000_000_000
"""Most bytes that all texts of a project may take together."""

MAX_MEMBERS = 100_000
"""Most files in a project."""

_ENCRYPTED = 0x1
_FOLDERS = ("sources/", "")


@dataclass(slots=True)
class Package:
    """An opened ``.qdpx``: its XML, and its texts when asked for."""

    xml: bytes
    _folder: str
    _archive: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]
    _left: int = MAX_TEXTS

    def read(self, path: str) -> bytes:
        """Give a file that the XML refers to.

        Parameters
        ----------
        path : str
            As in the XML: ``internal://NAME``, or a bare name as some programs write.

        Raises
        ------
        ReadError
            When it is not in the project, is too large or damaged.
        """
        scheme, mark, name = path.partition("://")
        if mark and scheme.lower() != "internal":
            raise ReadError("De tekst zit niet in het project maar ernaast; exporteer het project met de teksten erin.")
        name = (name if mark else path).replace("\\", "/").lstrip("/").lower()
        for folder in _FOLDERS:
            info = self._members.get(self._folder + folder + name)
            if info is not None:
                data = _read(self._archive, info, min(MAX_TEXT, self._left))
                self._left -= len(data)
                return data
        raise ReadError("De tekst ontbreekt in het project.")


@contextmanager
def open_package(path: str | Path) -> Iterator[Package]:
    """Open a ``.qdpx``.

    Yields
    ------
    Package

    Raises
    ------
    ReadError
        When it is no project, is damaged or locked, or unpacks to more than is sane.
    """
    path = Path(path)
    with ExitStack() as stack:
        yield _opened(path, stack)


def _opened(path: Path, stack: ExitStack) -> Package:
    try:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(path.open("rb"))))
        infos = archive.infolist()
    except FileNotFoundError as error:
        raise FileUseError(f"Het bestand '{path}' bestaat niet. Controleer de naam en de map.") from error
    except IsADirectoryError as error:
        raise ReadError(f"'{path}' is een map; geef een .qdpx-bestand op.") from error
    except OSError as error:
        raise ReadError(f"Het bestand '{path}' kan niet worden gelezen ({reason_of(error)}).") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError(
            f"'{path.name}' is geen geldig REFI-QDA-project of het is beschadigd; exporteer het opnieuw."
        ) from error
    if len(infos) > MAX_MEMBERS:
        raise ReadError(f"'{path.name}' bevat te veel bestanden ({len(infos)}, hoogstens {MAX_MEMBERS}).")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        members.setdefault(info.filename.replace("\\", "/").lower(), info)
    project = _project_file(path, members)
    folder = project.rpartition("/")[0]
    xml = _read(archive, members[project], MAX_XML)
    return Package(xml, f"{folder}/" if folder else "", archive, members)


def _project_file(path: Path, members: dict[str, zipfile.ZipInfo]) -> str:
    # ATLAS.ti names it after the project; some zip programs put a folder around everything.
    found = [name for name in members if name.endswith(".qde") and not name.startswith("__macosx/")]
    if not found:
        raise ReadError(f"In '{path.name}' zit geen project (.qde); exporteer het opnieuw als REFI-QDA-project.")
    return min(found, key=lambda name: (name != "project.qde", name.count("/"), name))


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("Dit project is met een wachtwoord beveiligd; exporteer het zonder wachtwoord.")
    if info.file_size > limit:
        raise ReadError(
            f"'{info.filename[-80:]}' in het project is te groot "
            f"({info.file_size / 1e6:.0f} MB, hoogstens {limit / 1e6:.0f} MB)."
        )
    try:
        return read_member(archive, info)
    except Exception as error:
        raise ReadError(f"'{info.filename[-80:]}' in het project is beschadigd; exporteer het opnieuw.") from error


def read_xml_file(path: str | Path) -> bytes:
    """Read a ``.qdc`` or ``.qde``.

    Raises
    ------
    ReadError
        When it is not there or too large.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_XML:
            raise ReadError(f"'{path.name}' is te groot (hoogstens {MAX_XML / 1e6:.0f} MB).")
        with path.open("rb") as file:
            return file.read(MAX_XML)
    except FileNotFoundError as error:
        raise FileUseError(f"Het bestand '{path}' bestaat niet. Controleer de naam en de map.") from error
    except OSError as error:
        raise ReadError(f"Het bestand '{path}' kan niet worden gelezen ({reason_of(error)}).") from error


def parse_xml(data: bytes, name: str) -> Any:
    """Parse XML without entities, network or document type.

    Parameters
    ----------
    data : bytes
        The document, in any encoding that it declares.
    name : str
        Of its file, for messages.

    Returns
    -------
    lxml.etree._Element
        The root.

    Raises
    ------
    ReadError
        When it is no XML, or XML with a document type declaration.
    """
    from lxml import etree

    # Without huge_tree the library itself bounds depth (256) and the length of one text (10 MB).
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(f"'{name}' bevat geen geldige XML; exporteer het opnieuw.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(f"'{name}' bevat een documenttype (DOCTYPE) en wordt om veiligheidsredenen niet gelezen.")
    return root
