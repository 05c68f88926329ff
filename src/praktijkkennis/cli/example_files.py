"""``praktijkkennis voorbeeld``: files with which every example of the help can be run, wherever one is."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from praktijkkennis.cli.console import DONE, say
from praktijkkennis.errors import OutputPathError

FOLDER = Path("voorbeeld")


def write_example(
    folder: Annotated[
        Path, typer.Argument(metavar="MAP", help="Map voor de bestanden; de voorbeelden in de uitleg noemen deze.")
    ] = FOLDER,
) -> int:
    """Schrijf een paar bestanden om mee te oefenen: verhalen, coderingen van mensen, een codeboek en een proef.

    De voorbeelden in de uitleg van elke opdracht werken daarmee zoals ze er staan.

    Voorbeeld: praktijkkennis voorbeeld
    """
    from praktijkkennis.exchange.files import check_folder, replace_file

    check_folder(folder)
    contents = {
        folder / name: found.read_bytes() for name, found in _packed(files("praktijkkennis") / "data", "voorbeeld")
    }
    for path, content in contents.items():
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            raise OutputPathError(
                f"'{path}' is er al en is anders; het zou worden overschreven. Geef een andere map op, of haal het weg."
            )
    for path, content in contents.items():
        replace_file(path, content)
    stories = folder / "verhalen"
    say(f"{len(contents)} bestanden staan in {folder}. Begin met: praktijkkennis extract {stories} --out rapport")
    return DONE


def _packed(top: Traversable, name: str, inside: str = "") -> list[tuple[str, Traversable]]:
    """Give the files of a folder of the package with their paths in it, in order."""
    found: list[tuple[str, Traversable]] = []
    for one in sorted((top / name).iterdir(), key=lambda entry: entry.name):
        path = f"{inside}{one.name}"
        found += [(path, one)] if one.is_file() else _packed(top / name, one.name, f"{path}/")
    return found
