"""``praktijkkennis study`` of words: which company a word keeps, and what marks a group or a theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli import options, pseudonymise
from praktijkkennis.cli.console import counted, say
from praktijkkennis.cli.study.job import WEIGHTS, Weigh, Weight, check_words, run, settings_of
from praktijkkennis.cli.study.material import Coder, Codes
from praktijkkennis.cli.study.output import Most, Out, Picture, Result, print_table
from praktijkkennis.errors import QueryError

if TYPE_CHECKING:
    from praktijkkennis.bench import Study
    from praktijkkennis.close_reading import Keyness
    from praktijkkennis.document import Document

_PERIODS = {"jaar": "year", "maand": "month"}

MinCount = Annotated[
    int | None,
    typer.Option("--min-count", metavar="AANTAL", min=1, help="Laat woorden weg die minder vaak voorkomen."),
]


def collocations(
    word: Annotated[
        str,
        typer.Argument(
            metavar="WOORD", help="Een woord in al zijn vormen (loslaten), een woordgroep of een deel (zelf*)."
        ),
    ],
    sources: options.Sources,
    window: Annotated[
        int, typer.Option("--window", metavar="AANTAL", min=1, help="Zoveel woorden aan weerszijden tellen mee.")
    ] = 5,
    exact: Annotated[bool, typer.Option("--exact", help="Laat samenstellingen weg (zorgteam bij team).")] = False,
    min_count: MinCount = None,
    weight: Weight = Weigh.LENGTH,
    out: Out = None,
    picture: Picture = None,
    most: Most = 20,
    config: options.Config = None,
    text_column: options.TextColumn = None,
    pipeline: options.PipelineName = None,
    pseudonymise_names: options.Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: options.MinGroup = None,
) -> int:
    """Laat zien welke woorden bij een woord staan, vaker dan elders.

    G² zegt hoe zeker dat is, logDice hoe eigen het woord is aan het gezochte (14 is het hoogst).

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis study collocations team voorbeeld/verhalen --min-count 2
    """
    check_words((word,))
    settings = settings_of(config, None, text_column, pipeline, pseudonymise_names, key, min_group)
    columns = ("word", "n_near", "n_left", "n_right", "n_total", "n_documents", "log_dice", "g2", "q")
    return run(
        lambda study: study.collocations(
            word, window=window, compounds=not exact, weighting=WEIGHTS[weight], min_count=min_count or 3
        ),
        sources, settings, columns, f"Woorden bij {word}", out, picture, most, themes=False,
    )  # fmt: skip


def keyness(
    sources: options.Sources,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="KENMERK",
            help="Vergelijk groepen: sector, organisatie, rol, soort, jaar, maand of een kolom.",
        ),
    ] = None,
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAAM", help="Alleen deze groep tegen de rest.")
    ] = None,
    themes: Annotated[
        bool, typer.Option("--themes", help="Vergelijk de thema's van groepen, niet hun woorden.")
    ] = False,
    theme: Annotated[
        str | None,
        typer.Option("--theme", metavar="THEMA", help="In plaats van groepen: de woorden van zinnen met dit thema."),
    ] = None,
    min_count: MinCount = None,
    weight: Weight = Weigh.LENGTH,
    codes: Codes = None,
    coder: Coder = None,
    out: Out = None,
    picture: Picture = None,
    most: Most = 10,
    codebook: options.CodebookFile = None,
    config: options.Config = None,
    text_column: options.TextColumn = None,
    pipeline: options.PipelineName = None,
    pseudonymise_names: options.Pseudonymise = False,
    key: pseudonymise.Key = None,
    min_group: options.MinGroup = None,
) -> int:
    """Laat zien welke woorden of thema's een groep teksten meer heeft dan de andere teksten.

    G² zegt hoe zeker een verschil is, 'log ratio' hoe groot: 1 is twee keer zo vaak, 2 vier keer.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis study keyness voorbeeld/verhalen --by sector

    praktijkkennis study keyness voorbeeld/verhalen --theme loslaten --plaat loslaten.html
    """
    _check_keyness(by, group, themes, theme, min_count)
    if (codes is not None or coder is not None) and not themes and theme is None:
        say("Let op: --codes en --coder tellen niet mee bij woorden van groepen; voor thema's is er --themes.")
        codes = coder = None
    settings = settings_of(config, codebook, text_column, pipeline, pseudonymise_names, key, min_group)
    feature = _feature(by)
    if theme is not None and settings.models.tagger is None:
        # A learned tagger has a codebook of its own; else a theme that is not there is told before anything is read.
        from praktijkkennis.codebook import load_codebook

        load_codebook(settings.tagging.codebook).theme(theme)

    def check(documents: Sequence[Document]) -> None:
        from praktijkkennis.close_reading.grouping import check_groups

        if by is not None:
            check_groups(documents, feature, group)

    def compared(study: Study) -> Keyness:
        if theme is not None:
            study.codebook.theme(theme)
            return study.words_of(theme, min_count=min_count or 3, weighting=WEIGHTS[weight])
        if themes:
            return study.theme_keyness(feature, group, weighting=WEIGHTS[weight])
        return study.keyness(feature, group, min_count=min_count or 5, weighting=WEIGHTS[weight])

    return run(
        compared,
        sources, settings, (), "Kenmerkende woorden", out, picture, most,
        codes=codes, coder=coder, themes=themes or theme is not None, check=check, show=_print_keyness,
    )  # fmt: skip


def _print_keyness(result: Result, names: Mapping[str, str], most: int) -> None:
    """Print a table a group, of what it has more of."""
    table = result.to_frame()
    columns = ("item", "n_target", "n_reference", "n_documents", "g2", "q", "log_ratio", "log_ratio_low")
    for place, (group, rows) in enumerate(table.groupby("group", sort=False)):
        of_group: Mapping[str, int] = getattr(result, "n_documents", {})
        size = counted(of_group.get(str(group), 0), "document", "documenten")
        remark = "; ".join(dict.fromkeys(one for one in rows["remark"] if one))
        print(f"{'' if place == 0 else chr(10)}{names.get(str(group), group)} ({size}{'; ' if remark else ''}{remark})")
        more = rows[(rows["log_ratio"] > 0) & (rows["n_target"] > 0)]
        if len(more):
            print_table(more, (*columns, "log_ratio_high"), names, most)
        else:
            print("Niets staat hier vaker dan elders.")


def _feature(by: str | None) -> str:
    """Give the key of a feature, which may be named in Dutch."""
    from praktijkkennis.corpus.metadata import canonical_key

    return _PERIODS.get((by or "").casefold()) or canonical_key(by or "")


def _check_keyness(
    by: str | None,
    group: str | None,
    themes: bool,
    theme: str | None,
    min_count: int | None,
) -> None:
    """Tell of options that do not go together."""
    if (by is None) == (theme is None):
        raise QueryError("Geef op wat je vergelijkt: groepen met --by KENMERK, of zinnen met --theme THEMA.")
    if theme is not None and (group is not None or themes):
        raise QueryError("--group en --themes gaan over groepen en horen bij --by; laat ze weg bij --theme.")
    if themes and min_count is not None:
        raise QueryError("--min-count gaat over woorden; laat het weg bij --themes.")
