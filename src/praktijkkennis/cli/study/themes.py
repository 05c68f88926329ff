"""``praktijkkennis study`` of themes: together, one after another, and how they are spread."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import typer

from praktijkkennis.cli import options, pseudonymise
from praktijkkennis.cli.study.job import WEIGHTS, Weigh, Weight, check_words, run, settings_of
from praktijkkennis.cli.study.material import Coder, Codes
from praktijkkennis.cli.study.output import Most, Out, Picture
from praktijkkennis.errors import QueryError


class Unit(StrEnum):
    """What themes must share; the values are what a user types."""

    SENTENCE = "zin"
    DOCUMENT = "document"


_UNITS: dict[Unit, Literal["sentence", "document"]] = {Unit.SENTENCE: "sentence", Unit.DOCUMENT: "document"}


def cooccurrence(
    sources: options.Sources,
    unit: Annotated[
        Unit, typer.Option("--unit", metavar="WAT", help="Samen in één zin of in één document: zin of document.")
    ] = Unit.SENTENCE,
    distance: Annotated[
        int, typer.Option("--distance", metavar="AANTAL", min=0, help="Zoveel zinnen uit elkaar telt ook als samen.")
    ] = 0,
    weight: Weight = Weigh.LENGTH,
    codes: Codes = None,
    coder: Coder = None,
    out: Out = None,
    picture: Picture = None,
    most: Most = 20,
    codebook: options.CodebookFile = None,
    config: options.Config = None,
    text_column: options.TextColumn = None,
    pipeline: options.PipelineName = None,
    pseudonymise_names: options.Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: options.MinGroup = None,
) -> int:
    """Laat zien welke thema's samengaan, vaker dan toeval en de lengte van teksten maken.

    'verwacht' is hoe vaak dat bij toeval zou zijn, 'log ratio' hoeveel vaker het is: 1 is twee keer, 2 vier keer.

    Bij een q onder 0,05 is dat waarschijnlijk geen toeval.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis study cooccurrence voorbeeld/verhalen --plaat samen.html
    """
    if distance and unit is Unit.DOCUMENT:
        raise QueryError("--distance telt zinnen en hoort bij --unit zin; laat een van de twee weg.")
    settings = settings_of(config, codebook, text_column, pipeline, pseudonymise_names, key, min_group)
    columns = ("first", "second", "n_both", "expected", "log_ratio", "q")
    return run(
        lambda study: study.cooccurrence(_UNITS[unit], distance=distance, weighting=WEIGHTS[weight]),
        sources, settings, columns, "Thema's die samengaan", out, picture, most, codes=codes, coder=coder,
    )  # fmt: skip


def sequences(
    sources: options.Sources,
    max_gap: Annotated[
        int,
        typer.Option("--max-gap", metavar="AANTAL", min=0, help="Zoveel zinnen zonder thema mogen ertussen staan."),
    ] = 3,
    codes: Codes = None,
    coder: Coder = None,
    out: Out = None,
    picture: Picture = None,
    most: Most = 20,
    codebook: options.CodebookFile = None,
    config: options.Config = None,
    text_column: options.TextColumn = None,
    pipeline: options.PipelineName = None,
    pseudonymise_names: options.Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: options.MinGroup = None,
) -> int:
    """Laat zien welk thema volgt op welk, van een zin met een thema naar de volgende.

    Bij toeval ('verwacht') staan de gecodeerde zinnen van elke tekst in een andere volgorde.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis study sequences voorbeeld/verhalen --out volgorde.xlsx
    """
    settings = settings_of(config, codebook, text_column, pipeline, pseudonymise_names, key, min_group)
    columns = ("first", "then", "n", "share", "expected", "log_ratio", "n_documents", "q")
    return run(
        lambda study: study.sequences(max_gap=max_gap),
        sources, settings, columns, "Welk thema volgt op welk", out, picture, most, codes=codes, coder=coder,
    )  # fmt: skip


def dispersion(
    sources: options.Sources,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--word", metavar="WOORD", help="Kijk naar dit woord in al zijn vormen, niet naar thema's (mag vaker)."
        ),
    ] = None,
    codes: Codes = None,
    coder: Coder = None,
    out: Out = None,
    picture: Picture = None,
    most: Most = 20,
    codebook: options.CodebookFile = None,
    config: options.Config = None,
    text_column: options.TextColumn = None,
    pipeline: options.PipelineName = None,
    pseudonymise_names: options.Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: options.MinGroup = None,
) -> int:
    """Laat zien of thema's of woorden verspreid staan over de teksten, of opgehoopt in een paar.

    DP (Gries) is 0 als iets gelijk verdeeld is, en 1 als alles in één tekst staat.

    'plaats' is waar het gemiddeld staat: 0 is het begin van een tekst, 1 het einde.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis study dispersion voorbeeld/verhalen --word loslaten --word team
    """
    chosen = tuple(words or ())
    if chosen and (codes is not None or coder is not None):
        raise QueryError("--codes en --coder gaan over thema's, en --word over woorden; laat een van de twee weg.")
    check_words(chosen)
    settings = settings_of(config, codebook, text_column, pipeline, pseudonymise_names, key, min_group)
    columns = ("item", "n", "n_documents", "largest_share", "dp_norm", "mean_position")
    return run(
        lambda study: study.dispersion(chosen or None),
        sources, settings, columns, "Spreiding", out, picture, most, codes=codes, coder=coder, themes=not chosen,
    )  # fmt: skip
