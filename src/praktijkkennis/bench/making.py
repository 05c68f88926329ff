"""From a corpus, or from what people coded, to a study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.bench.coded_corpus import Study
from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus import Corpus
from praktijkkennis.document import STANCES, Document, ReadFailure, Stance, ThemeAnnotation
from praktijkkennis.exchange.insights import Insights
from praktijkkennis.notebook.progress import progress_bars

if TYPE_CHECKING:
    from praktijkkennis.evaluation import Coding
    from praktijkkennis.pipeline import Pipeline
    from praktijkkennis.preprocessing import Preprocessor

_UNSAID: Stance = "neutraal"


def study(
    corpus: Corpus | str | Path | Iterable[str | Path],
    *,
    codebook: str | Path | None = None,
    pipeline: Pipeline | None = None,
    progress: bool | None = None,
) -> Study:
    """Read and code a corpus, and gather its insights.

    Parameters
    ----------
    corpus : Corpus or paths
        What :func:`praktijkkennis.read_corpus` gave, or files and folders.
    codebook : path, optional
        A codebook of one's own; the built-in one when not given.
    pipeline : Pipeline, optional
        One that is loaded already, or has other settings; it has a codebook of its own.
    progress : bool, optional
        Whether to show how far it is; in a notebook and on a terminal when not said.

    Returns
    -------
    Study
        Without the documents that the settings of the pipeline (``privacy.min_group``) do not allow to be quoted.

    Raises
    ------
    PraktijkkennisError
        When sources, codebook or models cannot be used.
    ValueError
        When both a codebook and a pipeline are given.
    """
    from praktijkkennis.pipeline import Pipeline as WholeRoad
    from praktijkkennis.settings import Settings, TaggingSettings

    if codebook is not None and pipeline is not None:
        raise ValueError("a pipeline has its codebook already: give one of the two")
    if pipeline is None:
        pipeline = WholeRoad(Settings(tagging=TaggingSettings(codebook=None if codebook is None else str(codebook))))
    sources = [corpus] if isinstance(corpus, (str, Path)) else corpus
    with progress_bars(progress) as tell:
        found = pipeline.extract(sources, tell)
    return Study(
        tuple(one for one in found.documents if one.document.id not in found.withheld),
        tuple(one for one in found.annotations if one.document_id not in found.withheld),
        found.codebook,
        Insights(found.insights),
        found.failures,
    )


def coded_study(
    coding: Coding,
    documents: Iterable[Document] | None = None,
    *,
    codebook: Codebook | None = None,
    preprocessor: Preprocessor | None = None,
    progress: bool | None = None,
) -> Study:
    """Look closely at what people coded, without the machine.

    Parameters
    ----------
    coding : Coding
        What :func:`praktijkkennis.exchange.coded.read_coding` read.
    documents : iterable of Document, optional
        The documents with their metadata, such as a corpus; matched by text, else by id. The texts in ``coding`` when
        not given.
    codebook : Codebook, optional
        The built-in one when not given; themes that it does not know are called by their keys.
    preprocessor : Preprocessor, optional
        One that is loaded already.
    progress : bool, optional
        Whether to show how far it is; in a notebook and on a terminal when not said.

    Returns
    -------
    Study
        Without insights. Codes without a stance count as ``neutraal``; those without offsets, or of a document that is
        not there, are among ``failures``.
    """
    from praktijkkennis.preprocessing import Preprocessor as Analyser

    known = tuple(documents) if documents is not None else _documents_of(coding.texts)
    analyser = preprocessor or Analyser()
    with progress_bars(progress) as tell:
        processed = []
        for one in analyser.stream(known):
            processed.append(one)
            tell("Analyseren", len(processed), len(known))
    by_text = {one.text: one for one in known}
    by_id = {one.id: one for one in known}
    annotations, failures = [], []
    for row in coding.codes.to_dict("records"):
        key = str(row["document_id"])
        document = by_text.get(coding.texts.get(key, ""), by_id.get(key))
        start, end = int(row["start"]), int(row["end"])
        if document is None or not 0 <= start < end <= len(document.text):
            why = "Dit document is er niet bij." if document is None else "Deze code heeft geen plaats in de tekst."
            failures.append(ReadFailure(f"{key} ({row['theme']}, {row['coder']})", why))
            continue
        stance = row["stance"] if row["stance"] in STANCES else _UNSAID
        score = float(row["score"]) if row["score"] == row["score"] else 1.0
        annotations.append(
            ThemeAnnotation(start, end, document.id, str(row["theme"]), score, stance, str(row["coder"]))
        )
    return Study(tuple(processed), tuple(annotations), codebook or load_codebook(), Insights(), tuple(failures))


def _documents_of(texts: Mapping[str, str]) -> tuple[Document, ...]:
    return tuple(Document(key, text) for key, text in texts.items())
