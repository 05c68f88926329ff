"""What a run found, and the files that are made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import Insight, ProcessedDocument, ReadFailure, ThemeAnnotation
from praktijkkennis.errors import OutputError, OutputPathError, reason_of
from praktijkkennis.evaluation import TrustCard
from praktijkkennis.exchange.files import TABLE_SUFFIXES, all_or_none, remove_file
from praktijkkennis.exchange.refi_qda import project_bytes, project_of
from praktijkkennis.exchange.tables import (
    annotations_frame,
    failures_frame,
    insights_records,
    passages_frame,
    replace_file,
    vanished_insights,
    write_table,
)
from praktijkkennis.insights import Changes
from praktijkkennis.manifest import Manifest
from praktijkkennis.report import ThemeLabel, write_report
from praktijkkennis.report.topics import build_topics_section
from praktijkkennis.state import Outcome
from praktijkkennis.topics.beside import TopicsBeside
from praktijkkennis.topics.crosswalk import candidates_toml

if TYPE_CHECKING:
    import pandas as pd


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
    withheld : frozenset of str
        Ids of the documents that are not quoted, because too few people of their organisation or sector speak.
    outcome : Outcome or None
        What is new since the run before, and what was remembered; None for a run without a state.
    trust : tuple of TrustCard
        How far the codes of each theme can be trusted; empty when nothing was measured for this codebook and settings.
    to_check : tuple of ThemeAnnotation
        Codes that a person should check next, in that order.
    topics : TopicsBeside or None
        What the texts are about, beside the themes; None when it was not looked for.
    """

    documents: tuple[ProcessedDocument, ...]
    annotations: tuple[ThemeAnnotation, ...]
    insights: tuple[Insight, ...]
    failures: tuple[ReadFailure, ...]
    codebook: Codebook
    manifest: Manifest
    withheld: frozenset[str] = frozenset()
    outcome: Outcome | None = None
    trust: tuple[TrustCard, ...] = ()
    to_check: tuple[ThemeAnnotation, ...] = ()
    topics: TopicsBeside | None = None

    @property
    def changes(self) -> Changes | None:
        """What became of the insights since the last finished run; None when there is none to compare with."""
        return self.outcome.changes if self.outcome else None

    def to_frame(self) -> pd.DataFrame:
        """One row a code, with the insight it belongs to and the metadata of its document."""
        return passages_frame(self.documents, self.annotations, self.insights, self.withheld)


def write_extraction(
    extraction: Extraction, folder: str | Path, title: str | None = None, *, qdpx: bool = False
) -> None:
    """Write the files of ``praktijkkennis extract``.

    ``rapport.html``, ``inzichten.xlsx``, ``nieuwsbrief.md`` and ``.docx``, ``passages.csv``, ``passages.parquet``,
    ``inzichten.json``, ``run.json``, ``nieuwe_themas.toml`` when a topic may be a new theme, and ``fouten.csv`` when
    something could not be read. All appear together once all are written, or none does.

    Parameters
    ----------
    extraction : Extraction
        What a run found.
    folder : str or Path
        Made when it is not there.
    title : str, optional
        Title of the report.
    qdpx : bool
        Write ``coderingen.qdpx`` too: the codes as a REFI-QDA project.

    Raises
    ------
    OutputError
        When a file cannot be written, for example because it is open in Excel.
    """
    folder = Path(folder)
    _make_folder(folder)
    with all_or_none():
        _write_all(extraction, folder, title, qdpx=qdpx)


def _write_all(extraction: Extraction, folder: Path, title: str | None, *, qdpx: bool) -> None:
    passages = extraction.to_frame()
    write_table(passages, folder / "passages.csv")
    write_table(passages, folder / "passages.parquet")
    vanished = vanished_insights(extraction.changes, extraction.documents, extraction.withheld)
    records = insights_records(extraction.insights, extraction.changes, vanished)
    text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    replace_file(folder / "inzichten.json", text.encode("utf-8"))
    replace_file(folder / "run.json", extraction.manifest.to_json().encode("utf-8"))
    if qdpx:
        # A project holds whole texts; one that may not be quoted is not in it.
        shown = [one.document for one in extraction.documents if one.document.id not in extraction.withheld]
        codes = [one for one in extraction.annotations if one.document_id not in extraction.withheld]
        project = project_of(shown, codes, extraction.codebook)
        replace_file(folder / "coderingen.qdpx", project_bytes(project))
    _write_failures(extraction.failures, folder / "fouten.csv")
    labels = theme_labels(extraction.codebook)
    found = extraction.topics
    _write_candidates(found, folder / "nieuwe_themas.toml")
    topics = None
    if found is not None:
        topics = build_topics_section(found.result, found.crosswalk, extraction.documents, labels)
    options = {} if title is None else {"title": title}
    write_report(
        folder,
        extraction.documents,
        extraction.annotations,
        extraction.insights,
        extraction.failures,
        labels,
        extraction.manifest.lines(),
        withheld=extraction.withheld,
        min_group=extraction.manifest.settings.privacy.min_group,
        changes=extraction.changes,
        vanished=vanished,
        trust=extraction.trust,
        to_check=extraction.to_check,
        topics=topics,
        **options,
    )


def check_annotations_path(path: str | Path) -> None:
    """Check, before any work is done for it, that :func:`write_annotations` can write a file of this name.

    Raises
    ------
    OutputPathError
        When the extension is none of .csv, .parquet, .jsonl and .qdpx.
    """
    if Path(path).suffix.lower() not in (*TABLE_SUFFIXES, ".qdpx"):
        raise OutputPathError(f"De uitvoer '{Path(path).name}' moet eindigen op {', '.join(TABLE_SUFFIXES)} of .qdpx.")


def write_annotations(
    tagged: Iterable[tuple[ProcessedDocument, tuple[ThemeAnnotation, ...]]],
    path: str | Path,
    codebook: Codebook | None = None,
    withheld: AbstractSet[str] = frozenset(),
    *,
    why: bool = False,
) -> int:
    """Write what ``praktijkkennis tag`` found: a table, or a REFI-QDA project (``.qdpx``).

    Parameters
    ----------
    tagged : iterable of ProcessedDocument and tuple of ThemeAnnotation
        As :meth:`Pipeline.tag` yields them.
    path : str or Path
        The extension names the format.
    codebook : Codebook, optional
        The themes that were coded with, for the project; the built-in ones when not given.
    withheld : set of str
        Ids of documents that are not quoted: a table has no text in their rows, a project does not hold them.
    why : bool
        Whether a table says why each code was given, and in JSON Lines where in the text; a project always does.

    Returns
    -------
    int
        Number of codes.

    Raises
    ------
    OutputError
        When the extension is not .csv, .parquet, .jsonl or .qdpx, or the file cannot be written.
    """
    check_annotations_path(path)
    pairs = list(tagged)
    annotations = [annotation for _, found in pairs for annotation in found]
    if Path(path).suffix.lower() == ".qdpx":
        # A project holds whole texts; one that may not be quoted is not in it.
        texts = [processed.document for processed, _ in pairs if processed.document.id not in withheld]
        codes = [one for one in annotations if one.document_id not in withheld]
        project = project_of(texts, codes, codebook or load_codebook())
        replace_file(path, project_bytes(project))
    else:
        texts_of = [processed for processed, _ in pairs]
        places = why and Path(path).suffix.lower() == ".jsonl"
        write_table(annotations_frame(texts_of, annotations, withheld, why=why, places=places), path)
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
    remove_file(path)


def _write_candidates(topics: TopicsBeside | None, path: Path) -> None:
    if topics is not None and topics.crosswalk.candidates:
        replace_file(path, candidates_toml(topics.crosswalk.candidates).encode("utf-8"))
    else:
        remove_file(path)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"De map '{folder}' kan niet worden gemaakt ({reason_of(error)}). Kies een andere map met --out."
        ) from error
