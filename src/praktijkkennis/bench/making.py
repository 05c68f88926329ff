"""From a corpus, or from what people coded, to a study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.bench.coded_corpus import Study
from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.corpus import Corpus
from praktijkkennis.document import STANCES, Document, ReadFailure, Stance, ThemeAnnotation
from praktijkkennis.errors import SettingsError
from praktijkkennis.exchange.insights import Insights
from praktijkkennis.progress import progress_bars

if TYPE_CHECKING:
    from praktijkkennis.evaluation import Coding
    from praktijkkennis.exchange.codings import Codings
    from praktijkkennis.pipeline import Pipeline
    from praktijkkennis.preprocessing import Preprocessor

_UNSAID: Stance = "neutraal"


def study(
    corpus: Corpus | str | Path | Iterable[str | Path] | Iterable[Document],
    *,
    codebook: str | Path | None = None,
    pipeline: Pipeline | None = None,
    progress: bool | None = None,
) -> Study:
    """Read and code a corpus, and gather its insights.

    Parameters
    ----------
    corpus : Corpus, paths or documents
        What :func:`praktijkkennis.read_corpus` gave, files and folders, or documents made by hand.
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
        When sources, codebook or models cannot be used, or both a codebook and a pipeline are given.
    """
    from praktijkkennis.pipeline import Pipeline as WholeRoad
    from praktijkkennis.settings import Settings, TaggingSettings

    if codebook is not None and pipeline is not None:
        raise SettingsError("Een pipeline heeft al een codeboek. Geef codebook of pipeline op, niet allebei.")
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
    coding: Coding | Codings,
    documents: Iterable[Document] | None = None,
    *,
    codebook: Codebook | None = None,
    preprocessor: Preprocessor | None = None,
    progress: bool | None = None,
) -> Study:
    """Look closely at what people coded, without the machine.

    Parameters
    ----------
    coding : Coding or Codings
        What :func:`praktijkkennis.exchange.coded.read_coding` or :func:`praktijkkennis.exchange.codings.read_codings`
        read.
    documents : iterable of Document, optional
        The documents with their metadata, such as a corpus; matched by text, else by name. The texts in ``coding`` when
        not given: of ``Codings``, those that codes are of.
    codebook : Codebook, optional
        The built-in one when not given; themes that it does not know are called by their keys.
    preprocessor : Preprocessor, optional
        One that is loaded already.
    progress : bool, optional
        Whether to show how far it is; in a notebook and on a terminal when not said.

    Returns
    -------
    Study
        Without insights. Codes without a stance count as ``neutraal``. A code of which the text does not stand at its
        offsets is looked for by its text; what is not found, or of a document that is not there, is among ``failures``.
    """
    from praktijkkennis.exchange.codings import Codings
    from praktijkkennis.preprocessing import Preprocessor as Analyser

    failures: list[ReadFailure] = []
    if isinstance(coding, Codings):
        failures = [ReadFailure(f"{one.document} ({one.code}, {one.coder})", one.reason) for one in coding.unplaced]
        known = tuple(coding.texts if documents is None else documents)
        coding = _coding_of(coding)
    else:
        known = _documents_of(coding.texts) if documents is None else tuple(documents)
    analyser = preprocessor or Analyser()
    with progress_bars(progress) as tell:
        processed = []
        for one in analyser.stream(known):
            processed.append(one)
            tell("Analyseren", len(processed), len(known))
    annotations, without_place = _annotations_of(coding, known)
    failures += without_place
    return Study(tuple(processed), annotations, codebook or load_codebook(), Insights(), tuple(failures))


def _coding_of(codings: Codings) -> Coding:
    from praktijkkennis.evaluation import coding_from_table

    found = coding_from_table(codings.to_frame())
    return replace(found, texts={one.id: one.text for one in codings.texts})


def _annotations_of(coding: Coding, known: Sequence[Document]) -> tuple[tuple[ThemeAnnotation, ...], list[ReadFailure]]:
    """Put codes where they stand in the documents."""
    from praktijkkennis.evaluation.placing import place

    ids = _ids_of(coding, known)
    texts = {one.id: one.text for one in known}
    rows = coding.codes.assign(key=coding.codes["document_id"])
    rows["document_id"] = [ids.get(key, key) for key in rows["key"]]
    # A code without a text has that of its place, by which the same place is known in another copy.
    rows["text"] = [
        text or coding.texts.get(key, "")[max(start, 0) : max(end, 0)]
        for text, key, start, end in zip(rows["text"], rows["key"], rows["start"], rows["end"], strict=True)
    ]
    placed = place(rows, {key: [(0, text)] for key, text in texts.items()}).rows
    annotations, failures = [], []
    for row in placed.to_dict("records"):
        document, start, end = str(row["document_id"]), int(row["start"]), int(row["end"])
        text = texts.get(document)
        if text is None or row["apart"] or not _stands(text, start, end, str(row["text"])):
            why = "Dit document is er niet bij." if text is None else "Deze code heeft geen plaats in de tekst."
            failures.append(ReadFailure(f"{row['key']} ({row['theme']}, {row['coder']})", why))
            continue
        stance = row["stance"] if row["stance"] in STANCES else _UNSAID
        score = float(row["score"]) if row["score"] == row["score"] else 1.0
        annotations.append(ThemeAnnotation(start, end, document, str(row["theme"]), score, stance, str(row["coder"])))
    return tuple(annotations), failures


def _ids_of(coding: Coding, known: Sequence[Document]) -> dict[str, str]:
    """Tell which document is which: by its text, else by its name or by what was coded in it."""
    from praktijkkennis.evaluation.columns import passages_by_document
    from praktijkkennis.evaluation.documents import match_documents

    by_text = {one.text: one.id for one in known}
    ids = {key: by_text[text] for key, text in coding.texts.items() if text in by_text}
    others = [key for key in coding.codes["document_id"].unique() if key not in ids]
    pieces = {one.id: [(0, one.text)] for one in known}
    return match_documents(others, pieces, passages_by_document(coding.codes), pieces).names | ids


def _stands(text: str, start: int, end: int, passage: str) -> bool:
    """Tell whether a passage stands at its offsets, however white space is laid out."""
    if not 0 <= start < end <= len(text):
        return False
    return not passage or text[start:end].split() == passage.split()


def _documents_of(texts: Mapping[str, str]) -> tuple[Document, ...]:
    return tuple(Document(key, text) for key, text in texts.items())
