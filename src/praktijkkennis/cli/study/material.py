"""From the arguments of ``praktijkkennis study`` to texts with codes to look at closely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import counted, progress_bar, say, status
from praktijkkennis.cli.evaluate import theme_names
from praktijkkennis.cli.jobs import check_found, say_failures
from praktijkkennis.errors import QueryError

if TYPE_CHECKING:
    from praktijkkennis.bench import Study
    from praktijkkennis.document import Document, ProcessedDocument, ThemeAnnotation
    from praktijkkennis.pipeline import Pipeline
    from praktijkkennis.settings import Settings

Codes = Annotated[
    Path | None,
    typer.Option(
        "--codes",
        metavar="BESTAND",
        help="Codes die er al zijn: de tabel van 'tag', een tabel van mensen, een project (.qdpx) of per zin "
        "gecodeerde documenten. Anders codeert het programma zelf.",
    ),
]
Coder = Annotated[
    str | None, typer.Option("--coder", metavar="NAAM", help="Met --codes: alleen de codes van deze codeur.")
]


@dataclass(frozen=True)
class Material:
    """Texts, whatever could not be read, and what to do with them.

    Attributes
    ----------
    study : Study
        The texts, with their codes where these are needed.
    n_failures : int
        How much could not be read or placed.
    """

    study: Study
    n_failures: int


def gather(
    sources: Sequence[Path],
    settings: Settings,
    *,
    themes: bool,
    codes: Path | None = None,
    coder: str | None = None,
    check: Callable[[Sequence[Document]], None] = lambda documents: None,
) -> Material:
    """Read texts, analyse them and, for themes, give them their codes.

    Parameters
    ----------
    sources : sequence of Path
        Files and folders.
    settings : Settings
        Of the run.
    themes : bool
        Whether codes are needed.
    codes : Path, optional
        A file with codes; without it the tagger gives them.
    coder : str, optional
        Whose codes count.
    check : callable
        Told which documents there are before they are analysed, which may take long.

    Raises
    ------
    PraktijkkennisError
        When sources, codes or models cannot be used.
    """
    if codes is None and coder is not None:
        raise QueryError("--coder hoort bij --codes: geef ook een bestand met codes op.")
    if codes is not None and not codes.is_file():
        raise QueryError(f"Het bestand '{codes}' bestaat niet. Controleer de naam en de map.")
    with status("Taalmodellen laden ..."):
        from praktijkkennis.pipeline import Pipeline

        pipeline = Pipeline(settings)
    with progress_bar() as progress:
        documents, failures = pipeline.read(sources, progress)
    check_found(documents, failures, sources)
    say_failures(failures)
    check(documents)
    if themes and codes is not None:
        study = _with_codes(pipeline, documents, codes, coder)
    else:
        study = _by_machine(pipeline, documents, themes=themes)
    return Material(_shown(study, settings.privacy.min_group), len(failures) + len(study.failures))


def _by_machine(pipeline: Pipeline, documents: Sequence[Document], *, themes: bool) -> Study:
    from praktijkkennis.bench import Study

    processed: list[ProcessedDocument] = []
    annotations: list[ThemeAnnotation] = []
    with progress_bar() as progress:
        if themes:
            for one, found in pipeline.tag(documents, progress, len(documents)):
                processed.append(one)
                annotations.extend(found)
        else:
            for one in pipeline.preprocessor.stream(documents):
                processed.append(one)
                progress("Analyseren", len(processed), len(documents))
    return Study(tuple(processed), tuple(annotations), pipeline.codebook)


def _with_codes(pipeline: Pipeline, documents: Sequence[Document], path: Path, coder: str | None) -> Study:
    from praktijkkennis.bench import coded_study
    from praktijkkennis.exchange.coded import read_coding

    coding = read_coding([path], names=theme_names(pipeline.codebook))
    for remark in coding.remarks:
        say(f"Let op: {remark}")
    with status("Analyseren ..."):
        study = coded_study(
            coding, documents, codebook=pipeline.codebook, preprocessor=pipeline.preprocessor, progress=False
        )
    if study.failures:
        lost = counted(len(study.failures), "code past", "codes passen")
        say(f"{lost} niet op deze teksten en {'telt' if len(study.failures) == 1 else 'tellen'} niet mee:")
        for one in study.failures[:5]:
            say(f"  {one.source}: {one.reason}")
    if not study.annotations:
        raise QueryError(
            f"Geen enkele code in '{path.name}' past op deze teksten. Geef de teksten op waarvan de codes zijn."
        )
    coders = sorted({one.coder for one in study.annotations})
    if coder is not None:
        return study.coded_by(coder)
    if len(coders) > 1:
        say(f"De codes van {', '.join(coders)} tellen samen; kies er een met --coder.")
    return study


def _shown(study: Study, least: int) -> Study:
    """Leave out the texts of groups in which too few people speak: words and counts can be traced to them."""
    from praktijkkennis.bench import Study as Shown
    from praktijkkennis.insights import small_groups

    withheld = small_groups(study.documents, least)
    if not withheld:
        return study
    say(
        f"{counted(len(withheld), 'tekst is', 'teksten zijn')} niet gebruikt: uit die organisatie of sector komen "
        f"minder dan {least} mensen aan het woord."
    )
    if len(withheld) == len(study.documents):
        raise QueryError("Zo blijft er geen tekst over. Kies een lagere --min-group.")
    return Shown(
        tuple(one for one in study.documents if one.document.id not in withheld),
        tuple(one for one in study.annotations if one.document_id not in withheld),
        study.codebook,
        failures=study.failures,
    )
