"""``praktijkkennis study``: look closely at texts and their themes, without Python."""

from __future__ import annotations

import typer

from praktijkkennis.cli.dutch import DutchCommand, DutchGroup
from praktijkkennis.cli.study.themes import cooccurrence, dispersion, sequences
from praktijkkennis.cli.study.words import collocations, keyness

__all__ = ["app"]

app = typer.Typer(
    cls=DutchGroup,
    help="Kijk van dichtbij: welke thema's gaan samen of volgen op elkaar, welke woorden kenmerken een groep.",
    no_args_is_help=True,
)
for command in (cooccurrence, sequences, dispersion, collocations, keyness):
    app.command(cls=DutchCommand)(command)
