"""``praktijkkennis codebook export|import|diff``: codebooks of and for other programs, and what changed in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from praktijkkennis.cli.console import DONE, counted, say
from praktijkkennis.cli.dutch import DutchCommand

File = Annotated[Path | None, typer.Argument(metavar="BESTAND", help="Codeboek (TOML); zonder bestand het ingebouwde.")]

_THEMES = "thema's"
_KINDS = ("toegevoegd", "vervallen", "hernoemd", "gewijzigd")


def register(app: typer.Typer) -> None:
    """Add the commands to the group ``codebook``."""
    app.command(cls=DutchCommand, name="export")(export_codebook)
    app.command(cls=DutchCommand, name="import")(import_codebook)
    app.command(cls=DutchCommand, name="diff")(diff)


def export_codebook(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="BESTAND", help="Nieuw bestand: .qdc, .toml, .yml of .jsonl.")
    ],
    file: File = None,
) -> int:
    """Schrijf een codeboek voor een ander programma.

    De extensie zegt welk: .qdc voor ATLAS.ti, MAXQDA, NVivo en QualCoder (REFI-QDA), .yml voor quanteda (R), .jsonl
    voor spaCy (SpanRuler of EntityRuler), .toml voor praktijkkennis zelf.

    Voorbeeld: praktijkkennis codebook export --out codeboek.qdc
    """
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.exchange.codebook_files import write_codebook

    book = load_codebook(file)
    in_part = write_codebook(book, out)
    say(f"{_themes(len(book.themes))} in {out}.")
    if in_part:
        say(
            f"{counted(len(in_part), 'term', 'termen')} vindt quanteda alleen als de woorden naast elkaar staan "
            "(wel 'laat los', niet 'laat het los'); boven in het bestand staat welke."
        )
    if out.suffix.lower() == ".yaml":
        say('quanteda leest dit met dictionary(file = ..., format = "YAML"); bij .yml hoeft dat laatste niet.')
    return DONE


def import_codebook(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Codeboek of project van een ander programma.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="BESTAND", help="Nieuw codeboek (.toml).")],
) -> int:
    """Maak een codeboek van een REFI-QDA-bestand (.qdc of .qdpx) uit ATLAS.ti, MAXQDA, NVivo of QualCoder.

    Elke code wordt een thema; een map met codes niet. Daarna is het te gebruiken met --codebook.

    Voorbeeld, na: praktijkkennis codebook export --out codeboek.qdc

    praktijkkennis codebook import codeboek.qdc --out codeboek.toml
    """
    from praktijkkennis.errors import OutputPathError
    from praktijkkennis.exchange.codebook_files import import_codebook, write_codebook

    if out.suffix.lower() != ".toml":
        raise OutputPathError(f"De uitvoer '{out.name}' moet eindigen op .toml.")
    book = import_codebook(file)
    write_codebook(book, out)
    say(f"{_themes(len(book.themes))} in {out}.")
    bare = sum(not theme.definition and not theme.examples for theme in book.themes)
    if bare:
        say(
            f"{counted(bare, 'thema heeft', _THEMES + ' hebben')} geen definitie en geen voorbeelden; vul die aan, "
            "dan worden ze beter herkend."
        )
    return DONE


def diff(
    old: Annotated[Path, typer.Argument(metavar="OUD", help="Codeboek (.toml, .qdc of .qdpx).")],
    new: Annotated[
        Path | None, typer.Argument(metavar="NIEUW", help="Codeboek om mee te vergelijken; anders het ingebouwde.")
    ] = None,
) -> int:
    """Laat zien wat er tussen twee codeboeken is veranderd: thema's, termen, voorbeelden.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis codebook diff voorbeeld/horeca-codeboek.toml
    """
    from praktijkkennis.codebook import Codebook, compare_codebooks, load_codebook
    from praktijkkennis.exchange.codebook_files import import_codebook

    def read(path: Path | None) -> Codebook:
        if path is not None and path.suffix.lower() in (".qdc", ".qdpx"):
            return import_codebook(path)
        return load_codebook(path)

    changes = compare_codebooks(read(old), read(new))
    for change in changes:
        print(f"{change.kind}: {change.key} — {change.name}")
        for detail in change.details:
            print(f"  - {detail}")
    counts = [f"{number} {kind}" for kind in _KINDS if (number := sum(one.kind == kind for one in changes))]
    print(f"{_themes(len(changes))} veranderd: {', '.join(counts)}." if changes else "Geen verschil.")
    return DONE


def _themes(number: int) -> str:
    return counted(number, "thema", _THEMES)
