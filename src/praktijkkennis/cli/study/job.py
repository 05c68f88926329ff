"""What the commands of ``praktijkkennis study`` have in common: their options, and the way from texts to a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from praktijkkennis.cli import pseudonymise
from praktijkkennis.cli.console import DONE, SOME_FAILED
from praktijkkennis.cli.jobs import settings_from
from praktijkkennis.cli.study.material import gather
from praktijkkennis.cli.study.output import Result, check_outputs, print_table, write_outputs
from praktijkkennis.errors import QueryError

if TYPE_CHECKING:
    from praktijkkennis.bench import Study
    from praktijkkennis.document import Document
    from praktijkkennis.settings import Settings


class Weigh(StrEnum):
    """What documents count for; the values are what a user types."""

    LENGTH = "lengte"
    ALIKE = "gelijk"


WEIGHTS: dict[Weigh, Literal["length", "documents"]] = {Weigh.LENGTH: "length", Weigh.ALIKE: "documents"}
"""What the library calls them."""

Weight = Annotated[
    Weigh,
    typer.Option(
        "--weight", metavar="HOE", help="Een tekst telt naar zijn lengte (lengte), of elke tekst even zwaar (gelijk)."
    ),
]


def run(
    look: Callable[[Study], Result],
    sources: Sequence[Path],
    settings: Settings,
    columns: tuple[str, ...],
    title: str,
    out: Path | None,
    picture: Path | None,
    most: int,
    *,
    codes: Path | None = None,
    coder: str | None = None,
    themes: bool = True,
    check: Callable[[Sequence[Document]], None] = lambda documents: None,
    show: Callable[[Result, Mapping[str, str], int], None] | None = None,
) -> int:
    """Read, code where that is needed, look, print and write.

    Parameters
    ----------
    look : callable
        Makes the result.
    sources : sequence of Path
        Files and folders.
    settings : Settings
        Of the run.
    columns : tuple of str
        What is printed of the table.
    title : str
        Of the page with a figure.
    out, picture : Path, optional
        Files to write.
    most : int
        Rows to print.
    codes, coder
        As for :func:`~praktijkkennis.cli.study.material.gather`.
    themes : bool
        Whether it is about themes, so that texts must have codes.
    check : callable
        Told which documents there are before they are analysed.
    show : callable, optional
        Prints the result in another way.
    """
    check_outputs(out, picture)
    found = gather(sources, settings, themes=themes, codes=codes, coder=coder, check=check)
    if themes and not found.study.annotations:
        raise QueryError("Geen zin in deze teksten heeft een thema. Er valt dus niets te tellen.")
    result = look(found.study)
    names = found.study.names if themes else {}
    if show is not None:
        show(result, names, most)
    else:
        why = getattr(result, "why_empty", "")
        print(why) if why else print_table(result.to_frame(), columns, names, most)
    write_outputs(result, out, picture, names, title)
    return SOME_FAILED if found.n_failures else DONE


def settings_of(
    config: Path | None,
    codebook: Path | None,
    text_column: str | None,
    pipeline: str | None,
    pseudonymised: bool,
    key: Path | None,
    min_group: int | None,
) -> Settings:
    """Join the settings of a file with those of the call; the call wins."""
    settings = settings_from(config, codebook, text_column, pipeline, None, None)
    return pseudonymise.with_privacy(settings, pseudonymised, key, min_group)


def check_words(words: Sequence[str]) -> None:
    """Tell of a word that cannot be looked up before anything is read."""
    from praktijkkennis.close_reading import kwic

    for word in words:
        kwic((), word)
