"""``praktijkkennis code-with-model``: let a language model of the user's own choice code the sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from praktijkkennis.cli import pseudonymise
from praktijkkennis.cli.console import DONE, SOME_FAILED, counted, progress_bar, say
from praktijkkennis.cli.jobs import check_found, say_failures, settings_from
from praktijkkennis.cli.model_client import KeyVariable, LetTextLeave, ModelAddress, ModelName, open_client
from praktijkkennis.cli.options import CodebookFile, Sources, TextColumn

if TYPE_CHECKING:
    from praktijkkennis.document import Document, ProcessedDocument, ReadFailure
    from praktijkkennis.language_model import ChatClient, ModelCoder, Uncoded
    from praktijkkennis.pipeline import Progress
    from praktijkkennis.settings import LanguageModelSettings, Settings

_UNCODED = "niet-gecodeerd.csv"
_SHOWN_REASONS = 5


def code_with_model(
    sources: Sources,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="BESTAND", help="Tabel (.csv, .parquet, .jsonl) of project (.qdpx)."),
    ],
    address: ModelAddress = None,
    model: ModelName = None,
    let_text_leave: LetTextLeave = False,
    samples: Annotated[
        int | None,
        typer.Option(
            "--samples",
            metavar="AANTAL",
            min=1,
            max=50,
            help="Zo vaak elk stuk vragen; de score is de overeenstemming.",
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold",
            metavar="GETAL",
            min=0.0,
            max=1.0,
            help="Deel van de samples (0 tot 1) vanaf waar een thema telt.",
        ),
    ] = None,
    max_requests: Annotated[
        int | None, typer.Option("--max-requests", metavar="AANTAL", min=0, help="Stop na zoveel verzoeken.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option("--max-tokens", metavar="AANTAL", min=0, help="Stop na ongeveer zoveel tokens.")
    ] = None,
    parallel: Annotated[
        int | None, typer.Option("--parallel", metavar="AANTAL", min=1, max=64, help="Zoveel vragen tegelijk.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDEN", min=1.0, help="Zo lang wachten op één antwoord.")
    ] = None,
    key_variable: KeyVariable = None,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", metavar="MAP", help="Map voor de antwoorden, om niets twee keer te vragen."),
    ] = None,
    codebook: CodebookFile = None,
    config: Annotated[Path | None, typer.Option("--config", metavar="BESTAND", help="Instellingen (TOML).")] = None,
    text_column: TextColumn = None,
    pipeline: Annotated[
        str | None, typer.Option("--pipeline", metavar="NAAM", help="Taalpijplijn: auto, een spaCy-pakket of een map.")
    ] = None,
    pseudonymise_names: Annotated[
        bool, typer.Option("--pseudonymise", help="Vervang namen van mensen door codes voordat het model iets leest.")
    ] = False,
    key: pseudonymise.Key = None,
) -> int:
    """Laat een taalmodel de zinnen coderen; de tabel is zoals die van tag.

    Het model draait op je eigen computer (Ollama, llama.cpp, vLLM) of op een andere server met een OpenAI-adres.

    Gaat de tekst daarvoor je eigen netwerk uit, dan moet je dat toestaan met --laat-tekst-weggaan.

    Vraagt de server een sleutel, zet die dan in de omgevingsvariabele PRAKTIJKKENNIS_API_KEY.

    Antwoorden worden bewaard: na een onderbreking gaat dezelfde opdracht verder waar hij was.

    Voorbeeld, met een model dat al draait op deze computer (ollama run qwen3), na: praktijkkennis voorbeeld

    praktijkkennis code-with-model voorbeeld/verhalen -o m.csv --address localhost:11434 --model qwen3
    """
    settings = settings_from(config, codebook, text_column, pipeline, None, None)
    settings = pseudonymise.with_privacy(settings, pseudonymise_names, key)
    given: dict[str, Any] = {
        "address": address,
        "model": model,
        "let_text_leave": let_text_leave or None,
        "samples": samples,
        "threshold": threshold,
        "max_requests": max_requests,
        "max_tokens": max_tokens,
        "parallel": parallel,
        "timeout": timeout,
        "key_variable": key_variable,
        "cache": None if cache is None else str(cache),
    }
    chosen = settings.language_model.model_copy(update={key: one for key, one in given.items() if one is not None})
    return _code(sources, out, settings, chosen)


def _code(sources: list[Path], out: Path, settings: Settings, chosen: LanguageModelSettings) -> int:
    from praktijkkennis.codebook import load_codebook
    from praktijkkennis.language_model import ModelCoder, WindowSize
    from praktijkkennis.pipeline import check_annotations_path, write_annotations

    check_annotations_path(out)
    codebook = load_codebook(settings.tagging.codebook)
    with closing(open_client(chosen, settings)) as client:
        coder = ModelCoder(
            client,
            codebook,
            samples=chosen.samples,
            threshold=chosen.threshold,
            size=WindowSize(sentences=chosen.sentences),
            workers=chosen.parallel,
            max_answer_tokens=chosen.max_answer_tokens,
        )
        with progress_bar() as progress:
            documents, processed, failures = _read(sources, settings, progress)
            tagged = coder.stream(processed, lambda done, total: progress("Coderen", done, total))
            n_rows = write_annotations(tagged, out, codebook)
        _write_uncoded(coder.uncoded, _beside(out, _UNCODED))
        _write_record(coder, documents, n_rows, _beside(out, "run.json"))
        say_failures(failures)
        _say_what_came(coder, client, out, len(documents), n_rows)
    return SOME_FAILED if failures or coder.uncoded else DONE


def _read(
    sources: list[Path], settings: Settings, progress: Progress
) -> tuple[Sequence[Document], Sequence[ProcessedDocument], Sequence[ReadFailure]]:
    """Read all sources, give people pseudonyms when the settings say so, and find the sentences."""
    from praktijkkennis.preprocessing import Preprocessor, load_pipeline
    from praktijkkennis.reading import corpus_of, pseudonymise_documents

    corpus = corpus_of(sources, settings.reading)
    documents: Sequence[Document] = tuple(corpus)
    check_found(documents, corpus.failures, sources)
    progress("Lezen", len(documents), len(documents))
    preprocessor = Preprocessor(load_pipeline(settings.models.pipeline))
    if settings.reading.pseudonymise:
        documents = pseudonymise_documents(documents, settings, preprocessor, progress).documents
    processed = []
    for one in preprocessor.stream(documents):
        processed.append(one)
        progress("Zinnen zoeken", len(processed), len(documents))
    return documents, processed, corpus.failures


def _write_record(coder: ModelCoder, documents: Sequence[Document], n_rows: int, path: Path) -> None:
    """Write what was coded with; nothing in it depends on what was known beforehand."""
    from praktijkkennis.exchange.tables import replace_file
    from praktijkkennis.manifest import corpus_checksum, package_version

    counts = coder.counts
    record = {
        "praktijkkennis": package_version(),
        **coder.record(),
        "corpus_sha256": corpus_checksum(documents),
        "counts": {
            "documents": len(documents),
            "windows": counts.windows,
            "failed": counts.failed,
            "left": counts.left,
            "annotations": n_rows,
        },
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    replace_file(path, text.encode("utf-8", "replace"))


def _beside(out: Path, name: str) -> Path:
    return out.with_name(f"{out.stem}.{name}")


def _write_uncoded(uncoded: Sequence[Uncoded], path: Path) -> None:
    import pandas as pd

    from praktijkkennis.exchange.files import remove_file
    from praktijkkennis.exchange.tables import write_table

    if uncoded:
        rows = [(one.document_id, one.start, one.end, one.reason) for one in uncoded]
        write_table(pd.DataFrame(rows, columns=["document_id", "start", "end", "reden"]), path)
        return
    remove_file(path)


def _say_what_came(coder: ModelCoder, client: ChatClient, out: Path, n_documents: int, n_rows: int) -> None:
    counts, usage = coder.counts, client.budget.usage
    say(f"{counted(n_documents, 'tekst', 'teksten')} gelezen, {counted(n_rows, 'codering', 'coderingen')} in {out}.")
    coded = counts.windows - counts.failed - counts.left
    say(
        f"{coded} van {counted(counts.windows, 'stuk', 'stukken')} tekst gecodeerd: "
        f"{counted(counts.known_answers, 'antwoord was', 'antwoorden waren')} al bekend, "
        f"{counted(usage.requests, 'verzoek', 'verzoeken')} gedaan, {usage.tokens} tokens."
    )
    if counts.lost_samples:
        lost = counted(counts.lost_samples, "antwoord was", "antwoorden waren")
        say(f"{lost} onbruikbaar; daar telt de overeenstemming over de andere.")
    if reasons := list(dict.fromkeys(one.reason for one in coder.uncoded)):
        table = _beside(out, _UNCODED)
        say(f"Niet gecodeerd: {counts.failed} mislukt, {counts.left} nog te doen; zie {table}.")
        for reason in reasons[:_SHOWN_REASONS]:
            say(f"  {reason}")
        if len(reasons) > _SHOWN_REASONS:
            say(f"  ... en nog {len(reasons) - _SHOWN_REASONS} andere redenen.")
    if counts.left:
        say("Geef dezelfde opdracht nog eens om verder te gaan; wat beantwoord is, wordt niet opnieuw gevraagd.")
