"""``praktijkkennis codebook``: see a codebook and have it checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli import codebook_exchange
from praktijkkennis.cli.console import DONE, FAILED, counted, progress_bar, status
from praktijkkennis.cli.dutch import DutchCommand, DutchGroup
from praktijkkennis.cli.jobs import check_found, say_failures

if TYPE_CHECKING:
    from praktijkkennis.codebook import Finding, Theme

app = typer.Typer(
    cls=DutchGroup, help="Bekijk, controleer of vergelijk een codeboek, of wissel het uit.", no_args_is_help=True
)

File = Annotated[Path | None, typer.Argument(metavar="BESTAND", help="Codeboek (TOML); zonder bestand het ingebouwde.")]


@app.command(cls=DutchCommand)
def show(
    file: File = None,
    theme: Annotated[str | None, typer.Option("--theme", metavar="SLEUTEL", help="Toon één thema helemaal.")] = None,
) -> int:
    """Toon de thema's van een codeboek.

    Voorbeeld: praktijkkennis codebook show --theme loslaten
    """
    from praktijkkennis.codebook import load_codebook

    book = load_codebook(file)
    if theme is not None:
        _print_theme(book.theme(theme))
        return DONE
    print(f"{book.name} {book.version}".strip())
    for one in book.themes:
        mark = " (kernthema)" if one.core else ""
        print(f"\n{one.key} — {one.name}{mark}")
        if one.definition:
            print(f"  {one.definition}")
        examples = counted(len(one.examples), "voorbeeld", "voorbeelden")
        counterexamples = counted(len(one.counterexamples), "tegenvoorbeeld", "tegenvoorbeelden")
        print(f"  {counted(len(one.terms), 'term', 'termen')}, {examples}, {counterexamples}")
    return DONE


@app.command(cls=DutchCommand)
def check(
    file: File = None,
    corpus: Annotated[
        list[Path] | None,
        typer.Option("--corpus", metavar="BRON", help="Probeer de termen uit op deze teksten (mag vaker)."),
    ] = None,
) -> int:
    """Zoek wat er mis of zwak is in een codeboek: dubbele, dode of te brede termen, thema's zonder voorbeelden.

    De uitkomst is 1 als er fouten in staan, anders 0.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis codebook check --corpus voorbeeld/verhalen
    """
    from praktijkkennis.codebook import check_codebook, load_codebook

    book = load_codebook(file)
    findings = list(check_codebook(book))
    if corpus:
        findings.extend(_on_corpus(file, corpus))
    for finding in findings:
        place = f"{finding.theme}: " if finding.theme else ""
        print(f"[{finding.severity}] {place}{finding.message}")
    n_faults = sum(finding.severity == "fout" for finding in findings)
    themes = counted(len(book.themes), "thema", "thema's")
    faults = counted(n_faults, "fout", "fouten")
    remarks = counted(len(findings) - n_faults, "opmerking", "opmerkingen")
    print(f"{themes} bekeken: {faults}, {remarks}.")
    return FAILED if n_faults else DONE


def _on_corpus(file: Path | None, corpus: list[Path]) -> Iterable[Finding]:
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.corpus import read_corpus
    from praktijkkennis.preprocessing import Preprocessor
    from praktijkkennis.tagging.firing import check_on_corpus

    with status("Taalpijplijn laden ..."):
        preprocessor = Preprocessor()
    texts = read_corpus(corpus)
    with progress_bar() as progress:
        documents = []
        for processed in preprocessor.stream(texts):
            documents.append(processed)
            progress("Lezen", len(documents), None)
    check_found(documents, texts.failures, corpus)
    say_failures(texts.failures)
    return check_on_corpus(load_codebook(file), documents)


def _print_theme(theme: Theme) -> None:
    print(f"{theme.key} — {theme.name}\n{theme.definition}")
    sections = {
        "Hoort erbij": theme.includes,
        "Hoort er niet bij": theme.excludes,
        "Termen (met gewicht)": [f"{term.text}  ({term.weight:.2f})".replace(".", ",") for term in theme.terms],
        "Voorbeelden": [example.text for example in theme.examples],
        "Tegenvoorbeelden": [example.text for example in theme.counterexamples],
    }
    for heading, lines in sections.items():
        if lines:
            print(f"\n{heading}:")
            for line in lines:
                print(f"  - {line}")


codebook_exchange.register(app)
