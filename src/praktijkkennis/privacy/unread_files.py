"""Names for files that could not be read: nothing is known of who is in them, so that their own name cannot stay.

Names of documents lose the names of people that are found in them, with what is known of their text and author. Of a
file that nobody could read there is only its name (``verslag Oosterveld.docx``), and a name that no list holds would
stay. Hence it is called ``bestand-1.docx``; the key says which file that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from praktijkkennis.document import ReadFailure
from praktijkkennis.privacy.file_names import in_path, names_in_path
from praktijkkennis.privacy.findings import FieldReplacement
from praktijkkennis.privacy.pseudonyms import Pseudonyms

FIELD = "bestand"
"""The field name of the path of a file that could not be read."""

_PLAIN_NAMES = frozenset({"metadata.csv", "metadata.xlsx", "."})
_NAMED_FILE = re.compile(r"(?<=[Bb]estand )'(.+)'")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def hide_unread(
    failures: Iterable[ReadFailure], new_ids: Mapping[str, str], pseudonyms: Pseudonyms
) -> tuple[tuple[ReadFailure, ...], tuple[FieldReplacement, ...]]:
    """Give files that could not be read names that tell nothing.

    Parameters
    ----------
    failures : iterable of ReadFailure
        What could not be read.
    new_ids : mapping of str to str
        Original to pseudonymised id of the documents that were read: their files and folders keep those names.
    pseudonyms : Pseudonyms
        Hands out the numbers.

    Returns
    -------
    failures : tuple of ReadFailure
        In the same order, with ``original`` for who may see it.
    fields : tuple of FieldReplacement
        Rows for the key, one for every file that has another name.
    """
    files, folders = _known(new_ids)
    hidden: list[ReadFailure] = []
    rows: dict[str, FieldReplacement] = {}

    def stand_in(path: str) -> str:
        name = pseudonyms.of_thing("BESTAND", path)
        rows[path] = FieldReplacement(path, FIELD, path, "BESTAND", name)
        ending = _ENDING.search(path)
        return in_path(name) + (ending[0] if ending else "")

    for one in failures:
        path, mark, row = one.source.partition("#")
        reason = _NAMED_FILE.sub(lambda match: f"'{stand_in(match[1])}'", one.reason)
        name = PurePosixPath(path).name
        if path in files:
            source = files[path] + mark + row
        elif name.lower() in _PLAIN_NAMES:
            source = _in_folder(path, name, folders)
        else:
            source = _in_folder(path, stand_in(path), folders) + mark + row
        hidden.append(replace(one, source=source, reason=reason, original=one.source if source != one.source else ""))
    return tuple(hidden), tuple(rows.values())


def _known(new_ids: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Give the new names of files and of folders in which documents were read."""
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for old, new in new_ids.items():
        old_file, new_file = old.partition("#")[0], new.partition("#")[0]
        files.setdefault(old_file, new_file)
        pairs = zip(PurePosixPath(old_file).parents, PurePosixPath(new_file).parents, strict=False)
        for old_folder, new_folder in pairs:
            folders.setdefault(str(old_folder), str(new_folder))
    return files, folders


def _in_folder(path: str, name: str, folders: Mapping[str, str]) -> str:
    """Put a name in the folder of a path; a folder that may name somebody and has no other name is left out."""
    folder = str(PurePosixPath(path).parent)
    new = folders.get(folder, folder if not any(names_in_path(folder, frozenset())) else ".")
    return (PurePosixPath(new) / name).as_posix()
