"""``praktijkkennis kwic``: every place where a word, phrase, separable verb or theme stands."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from praktijkkennis.cli import options, pseudonymise
from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say, status
from praktijkkennis.cli.jobs import check_found, say_failures, settings_from
from praktijkkennis.errors import QueryError

if TYPE_CHECKING:
    from praktijkkennis.close_reading import Concordance
    from praktijkkennis.document import ThemeAnnotation
    from praktijkkennis.settings import Settings

_NARROWEST = 20
_LONGEST_MATCH = 40


class Sort(StrEnum):
    """How lines can be sorted; the values are what a user types."""

    TEXT = "tekst"
    LEFT = "links"
    RIGHT = "rechts"
    MATCH = "woord"


_ORDER: dict[Sort, Literal["document", "left", "right", "match"]] = {
    Sort.TEXT: "document",
    Sort.LEFT: "left",
    Sort.RIGHT: "right",
    Sort.MATCH: "match",
}


def kwic(
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="WOORD",
            show_default=False,
            help=(
                "Wat je zoekt: een woord in al zijn vormen (loslaten), een woordgroep (veilig voelen), een deel "
                "(zelfstur*), of twee delen bij elkaar (fout ~ toegeven). Met --theme mag het woord weg."
            ),
        ),
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="BRON", show_default=False, help="Bestanden of mappen met teksten; submappen gaan mee."),
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(
            "--theme",
            metavar="THEMA",
            help=(
                "Alleen in zinnen met dit thema, of zonder WOORD alle passages met dit thema; dan worden de teksten "
                "gecodeerd."
            ),
        ),
    ] = None,
    sort: Annotated[
        Sort, typer.Option("--sort", metavar="HOE", help="Volgorde: tekst, links, rechts of woord.")
    ] = Sort.TEXT,
    most: Annotated[
        int, typer.Option("--most", metavar="AANTAL", min=1, help="Hoeveel regels er hooguit op het scherm komen.")
    ] = 100,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact", help="Laat samenstellingen weg (zorgteam bij team), en neem een vorm zoals die er staat."
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="BESTAND", help="Schrijf alle regels in een tabel (.csv, .parquet, .jsonl)."
        ),
    ] = None,
    codebook: options.CodebookFile = None,
    config: options.Config = None,
    text_column: options.TextColumn = None,
    pipeline: options.PipelineName = None,
    pseudonymise_names: options.Pseudonymise = False,
    key: pseudonymise.Key = None,
) -> int:
    """Zoek een woord of thema op in alle teksten, met wat eromheen staat; een woord in al zijn vormen.

    Scheidbare werkwoorden worden ook gevonden als ze uit elkaar staan: loslaten vindt 'liet de controle los'.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis kwic loslaten voorbeeld/verhalen

    praktijkkennis kwic --theme loslaten voorbeeld/verhalen
    """
    sought, places = _word_and_sources(word, sources or [], theme)
    if out is not None:
        from praktijkkennis.exchange.files import check_table_path

        check_table_path(out)
    settings = settings_from(config, codebook, text_column, pipeline, None, None)
    settings = pseudonymise.with_privacy(settings, pseudonymise_names, key)
    found, n_failures = _search(sought, places, theme, sort, exact, settings)
    _print(found, most)
    if out is not None:
        from praktijkkennis.exchange.files import write_table

        write_table(found.to_frame().round({"position": 4}), out)
        say(f"{counted(len(found), 'regel', 'regels')} in {out}.")
    return SOME_FAILED if n_failures else DONE


def _word_and_sources(word: str | None, sources: list[Path], theme: str | None) -> tuple[str | None, list[Path]]:
    """Tell the word from the sources: with a theme, what stands first may be a source already.

    A first word that is a path of something that exists is a source; a bare name is the word, unless nothing follows.

    Raises
    ------
    QueryError
        When there is no source, or neither a word nor a theme.
    """
    if word is None or (theme is None and not sources):
        without = "" if theme is not None else "een woord en "
        raise QueryError(
            f"Geef {without}minstens één bestand of map met teksten op; zonder woord kan alleen met --theme."
        )
    if theme is None:
        return word, sources
    if not sources:
        return None, [Path(word)]
    if not Path(word).exists():
        return word, sources
    if "/" in word or "\\" in word or Path(word).suffix:
        return None, [Path(word), *sources]
    say(f"'{word}' is hier het woord dat je zoekt. Bedoel je de map of het bestand? Schrijf dan ./{word}.")
    return word, sources


def _search(
    word: str | None, sources: list[Path], theme: str | None, sort: Sort, exact: bool, settings: Settings
) -> tuple[Concordance, int]:
    """Read, analyse and, for a theme, code; then look the word up, or the theme where there is no word."""
    from praktijkkennis.close_reading import Concordance, theme_kwic
    from praktijkkennis.close_reading import kwic as look_up

    # A word that cannot be looked up is told before anything is read.
    if word is not None:
        look_up((), word)
    with status("Taalmodellen laden ..."):
        from praktijkkennis.pipeline import Pipeline

        whole = Pipeline(settings)
    if theme is not None:
        whole.codebook.theme(theme)
    with progress_bar() as progress:
        documents, failures = whole.read(sources, progress)
        check_found(documents, failures, sources)
        annotations: list[ThemeAnnotation] = []
        processed = []
        if theme is None:
            for one in whole.preprocessor.stream(documents):
                processed.append(one)
                progress("Analyseren", len(processed), len(documents))
        else:
            for one, codes in whole.tag(documents, progress, len(documents)):
                processed.append(one)
                annotations.extend(codes)
    say_failures(failures)
    order, width = _ORDER[sort], _width()
    if theme is not None and theme not in {one.theme for one in annotations}:
        # The codebook knows it: that no text has it is an answer, not a mistake.
        say(f"Geen passage heeft het thema '{theme}'.")
        found = Concordance(word or theme, (), tuple(one.document.id for one in processed))
    elif word is not None:
        found = look_up(
            processed,
            word,
            annotations=annotations,
            theme=theme,
            width=width,
            compounds=not exact,
            order=order,
            as_typed=exact,
        )
    elif theme is not None:
        found = theme_kwic(processed, annotations, theme, width=width, order=order)
    return found, len(failures)


def _width() -> int:
    """Characters of context to either side that fit on a line of the terminal; wide when nobody looks."""
    if not sys.stdout.isatty():
        return 60
    return max(_NARROWEST, (shutil.get_terminal_size().columns - _LONGEST_MATCH) // 2)


def _print(found: Concordance, most: int) -> None:
    from praktijkkennis.report.dutch import legible

    shown = found.lines[:most]
    width = max((len(line.left) for line in shown), default=0)
    document = ""
    for line in shown:
        if line.document_id != document:
            document = line.document_id
            print(legible(f"\n{document}" if line is not shown[0] else document))
        # What people wrote must not steer the terminal.
        print(legible(f"  {line.left:>{width}}[{line.match}]{line.right}"))
    if len(found) > most:
        say(f"... en nog {len(found) - most}; zie meer met --most, of alles met --out.")
    texts = counted(len(found.ids), "tekst", "teksten")
    if found.remark:
        say(f"{found.remark}; met --exact alleen zoals het er staat.")
    say(f"{len(found)} keer gevonden, in {found.n_documents} van {texts}.")
