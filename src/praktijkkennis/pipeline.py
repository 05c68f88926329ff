"""From settings and sources to results: the one place that knows the whole road.

Every stage is a plain function or class of its own; this module calls them in order and passes settings on as
plain arguments.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus import read_corpus
from praktijkkennis.document import Document, Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.embedding import Embedder, load_embedder
from praktijkkennis.errors import OutputError
from praktijkkennis.exchange.tables import (
    annotations_frame,
    failures_frame,
    insights_records,
    passages_frame,
    replace_file,
    write_table,
)
from praktijkkennis.insights import LIKENESS, MIN_SCORE, extract_insights
from praktijkkennis.manifest import Manifest, make_manifest
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.report import ThemeLabel, write_report
from praktijkkennis.settings import Settings
from praktijkkennis.tagging import ThemeTagger

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[str, int, int | None], None]
"""Called with a Dutch name of the stage, how much of it is done, and of how much (None: not known yet)."""

Sources = Iterable[str | Path]


def _silent(stage: str, done: int, total: int | None) -> None:
    """Report no progress."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one run found.

    Attributes
    ----------
    documents : tuple of ProcessedDocument
        What was read, in order.
    annotations : tuple of ThemeAnnotation
        The codes, in order of document and sentence.
    insights : tuple of Insight
        What recurs, the strongest first.
    failures : tuple of ReadFailure
        What could not be read.
    codebook : Codebook
        The codebook used.
    manifest : Manifest
        What the run was made of.
    """

    documents: tuple[ProcessedDocument, ...]
    annotations: tuple[ThemeAnnotation, ...]
    insights: tuple[Insight, ...]
    failures: tuple[ReadFailure, ...]
    codebook: Codebook
    manifest: Manifest

    def to_frame(self) -> pd.DataFrame:
        """One row a code, with the insight it belongs to and the metadata of its document."""
        return passages_frame(self.documents, self.annotations, self.insights)


class Pipeline:
    """The stages of a run, loaded once and used on as many corpora as needed.

    Parameters
    ----------
    settings : Settings, optional
        The defaults when not given.

    Raises
    ------
    PraktijkkennisError
        When a codebook, pipeline or embedder named in the settings cannot be loaded.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        tagging = self.settings.tagging
        self.codebook = load_codebook(tagging.codebook)
        self.embedder: Embedder = load_embedder(self.settings.models.embedder)
        self.preprocessor = Preprocessor(load_pipeline(self.settings.models.pipeline))
        self.tagger = ThemeTagger(self.codebook, self.embedder, threshold=tagging.threshold)

    def read(
        self, sources: Sources, progress: Progress = _silent
    ) -> tuple[tuple[Document, ...], tuple[ReadFailure, ...]]:
        """Read all sources.

        Raises
        ------
        SourceError
            When a source does not exist.
        """
        reading = self.settings.reading
        corpus = read_corpus(
            sources,
            text_column=reading.text_column,
            max_bytes=reading.max_bytes,
            max_characters=reading.max_characters,
        )
        documents = []
        for document in corpus:
            documents.append(document)
            progress("Lezen", len(documents), None)
        return tuple(documents), corpus.failures

    def tag(
        self, documents: Iterable[Document], progress: Progress = _silent, total: int | None = None
    ) -> Iterator[tuple[ProcessedDocument, tuple[ThemeAnnotation, ...]]]:
        """Code documents as they come; only a few dozen are in memory at a time.

        Yields
        ------
        tuple of ProcessedDocument and tuple of ThemeAnnotation
            In the order of the documents.
        """
        for done, tagged in enumerate(self.tagger.stream(self.preprocessor.stream(documents)), start=1):
            progress("Coderen", done, total)
            yield tagged

    def extract(self, sources: Sources, progress: Progress = _silent) -> Extraction:
        """Read, code and gather insights.

        Raises
        ------
        SourceError
            When a source does not exist.
        """
        documents, failures = self.read(sources, progress)
        tagged = list(self.tag(documents, progress, len(documents)))
        processed = tuple(document for document, _ in tagged)
        annotations = tuple(annotation for _, found in tagged for annotation in found)
        progress("Inzichten zoeken", 0, 1)
        chosen = self.settings.insights
        insights = extract_insights(
            processed,
            annotations,
            self.embedder,
            likeness=LIKENESS if chosen.likeness is None else chosen.likeness,
            min_sources=chosen.min_sources,
            min_score=MIN_SCORE if chosen.min_score is None else chosen.min_score,
            codebook=self.codebook,
        )
        progress("Inzichten zoeken", 1, 1)
        counts = [
            ("documents", len(documents)),
            ("sentences", sum(len(document.sentences) for document in processed)),
            ("annotations", len(annotations)),
            ("insights", len(insights)),
            ("failures", len(failures)),
        ]
        manifest = make_manifest(
            self.settings,
            self.preprocessor.pipeline.info,
            self.embedder,
            self.codebook,
            documents,
            self.tagger.identity,
            self.tagger.thresholds,
            counts,
        )
        return Extraction(processed, annotations, insights, failures, self.codebook, manifest)


def write_extraction(extraction: Extraction, folder: str | Path, title: str | None = None) -> None:
    """Write the files of ``praktijkkennis extract``.

    ``rapport.html``, ``inzichten.xlsx``, ``passages.csv``, ``passages.parquet``, ``inzichten.json``, ``run.json``, and
    ``fouten.csv`` when something could not be read; each is written beside and then renamed.

    Parameters
    ----------
    extraction : Extraction
        What a run found.
    folder : str or Path
        Made when it is not there.
    title : str, optional
        Title of the report.

    Raises
    ------
    OutputError
        When a file cannot be written, for example because it is open in Excel.
    """
    folder = Path(folder)
    _make_folder(folder)
    passages = extraction.to_frame()
    write_table(passages, folder / "passages.csv")
    write_table(passages, folder / "passages.parquet")
    records = json.dumps(insights_records(extraction.insights), ensure_ascii=False, indent=2) + "\n"
    replace_file(folder / "inzichten.json", records.encode("utf-8"))
    replace_file(folder / "run.json", extraction.manifest.to_json().encode("utf-8"))
    _write_failures(extraction.failures, folder / "fouten.csv")
    options = {} if title is None else {"title": title}
    write_report(
        folder,
        extraction.documents,
        extraction.annotations,
        extraction.insights,
        extraction.failures,
        theme_labels(extraction.codebook),
        extraction.manifest.lines(),
        **options,
    )


def write_annotations(tagged: Iterable[tuple[ProcessedDocument, tuple[ThemeAnnotation, ...]]], path: str | Path) -> int:
    """Write the table of ``praktijkkennis tag``.

    Returns
    -------
    int
        Number of rows.

    Raises
    ------
    OutputError
        When the extension is not .csv, .parquet or .jsonl, or the file cannot be written.
    """
    pairs = list(tagged)
    annotations = [annotation for _, found in pairs for annotation in found]
    write_table(annotations_frame([document for document, _ in pairs], annotations), path)
    return len(annotations)


def theme_labels(codebook: Codebook) -> tuple[ThemeLabel, ...]:
    """Give what the report needs to know of the themes of a codebook."""
    return tuple(
        ThemeLabel(theme.key, theme.name, theme.definition, theme.core, theme.colour) for theme in codebook.themes
    )


def _write_failures(failures: tuple[ReadFailure, ...], path: Path) -> None:
    if failures:
        write_table(failures_frame(failures), path)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"Het oude bestand '{path}' kan niet weg ({error.strerror}). Sluit het en probeer het opnieuw."
        ) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"De map '{folder}' kan niet worden gemaakt ({error.strerror}). Kies een andere map met --out."
        ) from error
