"""``praktijkkennis codings``: codings that people made in another program, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say
from praktijkkennis.cli.jobs import check_found, say_failures
from praktijkkennis.cli.options import CodebookFile, TextColumn

if TYPE_CHECKING:
    from praktijkkennis.document import Document, ReadFailure

_SHOWN = 5


def codings(
    file: Annotated[
        Path, typer.Argument(metavar="BESTAND", help="Project (.qdpx) of tabel (.csv, .xlsx ...) met coderingen.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="BESTAND", help="Tabel: .csv, .parquet of .jsonl.")],
    texts: Annotated[
        list[Path] | None,
        typer.Option(
            "--texts",
            "-t",
            metavar="BRON",
            help="De teksten die gecodeerd zijn (mag vaker); zonder deze die van het project zelf.",
        ),
    ] = None,
    codebook: CodebookFile = None,
    coder: Annotated[
        str | None, typer.Option("--coder", metavar="NAAM", help="Wie codeerde, als het bestand dat niet zegt.")
    ] = None,
    text_column: TextColumn = None,
) -> int:
    """Haal terug wat mensen codeerden in ATLAS.ti, MAXQDA, NVivo, QualCoder of Excel.

    De tabel is als die van 'tag', met de naam van de codeur. Een tabel met coderingen heeft een rij per codering
    (document, tekst, thema) of een rij per zin met een kolom per thema. Wat geen plaats vindt, komt met de reden in
    een tweede bestand; de uitkomst is dan 3.

    Voorbeeld, na: praktijkkennis voorbeeld

    praktijkkennis tag voorbeeld/verhalen --out verhalen.qdpx

    praktijkkennis codings verhalen.qdpx --texts voorbeeld/verhalen --out mensen.csv
    """
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.exchange.codings import read_codings
    from praktijkkennis.exchange.files import check_table_path, remove_file, write_table

    check_table_path(out)
    book = load_codebook(codebook)
    documents, failures = _read(texts, text_column) if texts else (None, ())
    say_failures(failures)
    found = read_codings(file, documents, book, coder=coder)
    write_table(found.to_frame(), out)
    n_codings, n_documents = len(found.codes), len(found.documents)
    coders = f" van {', '.join(found.coders)}" if found.coders else ""
    say(f"{counted(n_codings, 'codering', 'coderingen')}{coders} in {counted(n_documents, 'tekst', 'teksten')}: {out}")
    if n := found.n_mistyped:
        say(f"{counted(n, 'passage is', 'passages zijn')} gevonden ondanks een tikfout in de tekst; kijk die even na.")
    if n := found.n_without_stance:
        say(f"{counted(n, 'codering heeft', 'coderingen hebben')} geen houding; die kolom is daar leeg.")
    for remark in found.remarks:
        say(f"Let op: {remark}")
    missing = out.with_name(f"{out.stem}-niet-geplaatst.csv")
    if not found.unplaced:
        remove_file(missing)
        return SOME_FAILED if failures else DONE
    write_table(found.unplaced_frame(), missing)
    say(f"{counted(len(found.unplaced), 'codering', 'coderingen')} niet geplaatst; zie {missing}:")
    for reason, number in found.reasons[:_SHOWN]:
        say(f"  {number} x {reason}")
    return SOME_FAILED


def _read(texts: Sequence[Path], text_column: str | None) -> tuple[list[Document], tuple[ReadFailure, ...]]:
    from praktijkkennis.corpus import read_corpus

    corpus = read_corpus(texts, text_column=text_column)
    with progress_bar() as progress:
        documents = []
        for document in corpus:
            documents.append(document)
            progress("Lezen", len(documents), None)
    check_found(documents, corpus.failures, texts)
    return documents, tuple(corpus.failures)
