"""Coded texts as experiments learn from them and are judged by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook
from praktijkkennis.corpus import read_corpus
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.errors import ExperimentError
from praktijkkennis.evaluation import Coding
from praktijkkennis.evaluation.judgement import reference_codes
from praktijkkennis.evaluation.matching import settle
from praktijkkennis.evaluation.units import rate_units
from praktijkkennis.exchange.coded import is_coded_by_sentence, read_codes, read_coding
from praktijkkennis.preprocessing.analysis import is_codable
from praktijkkennis.preprocessing.sentences import split_sentences

if TYPE_CHECKING:
    from pandas import DataFrame

Labels = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CodedTexts:
    """Documents with all their sentences and the codes that count as right.

    Parameters
    ----------
    documents : tuple of Document
        In order.
    files : tuple of str
        Name of the file that each document comes from.
    units : pandas.DataFrame
        ``document_id, start, end, text``: every sentence there was to be coded, by document, in order.
    themes : tuple of str
        Keys, in the order of the columns.
    truth : ndarray of int64, shape (units, themes)
        1 where more than half of those who read the sentence gave the theme.
    stances : ndarray of int64, shape (units, themes)
        Number of the stance, -1 where there is none.
    """

    documents: tuple[Document, ...]
    files: tuple[str, ...]
    units: DataFrame
    themes: tuple[str, ...]
    truth: Labels
    stances: Labels

    @cached_property
    def places(self) -> Labels:
        """Place of the document of each unit, shape (units,)."""
        number = {document.id: place for place, document in enumerate(self.documents)}
        return np.array([number[key] for key in self.units["document_id"]], dtype=np.int64)

    @property
    def texts(self) -> list[str]:
        """The sentences."""
        return [str(text) for text in self.units["text"]]

    @property
    def groups(self) -> list[list[str]]:
        """The sentences of each document."""
        found: list[list[str]] = [[] for _ in self.documents]
        for place, text in zip(self.places.tolist(), self.texts, strict=True):
            found[place].append(text)
        return found

    def part(self, chosen: Sequence[int]) -> CodedTexts:
        """Keep some of the documents, by their places, in order."""
        keep = sorted(set(chosen))
        rows = np.isin(self.places, keep)
        return CodedTexts(
            tuple(self.documents[place] for place in keep),
            tuple(self.files[place] for place in keep),
            self.units[rows].reset_index(drop=True),
            self.themes,
            self.truth[rows],
            self.stances[rows],
        )


def read_coded(paths: Sequence[Path], codebook: Codebook, texts: Path | None = None) -> CodedTexts:
    """Read coded texts.

    Parameters
    ----------
    paths : sequence of Path
        JSON lines with sentences and codes, or tables of codes.
    codebook : Codebook
        Its themes are looked at; codes of other themes do not count.
    texts : Path, optional
        Where the texts are that tables of codes speak of.

    Raises
    ------
    ExperimentError
        When there is nothing to learn or judge by.
    CodingError
        When a file cannot be understood.
    """
    if not paths:
        raise ExperimentError("Er zijn geen gecodeerde teksten opgegeven. Noem ze onder [corpus].")
    for path in paths:
        if path.is_dir():
            raise ExperimentError(f"'{path.name}' is een map. Noem de bestanden, bijvoorbeeld '{path.name}/*.jsonl'.")
    names = {theme.key: theme.name for theme in codebook.themes}
    parts = [
        _by_sentence(path, codebook) if is_coded_by_sentence(path) else _by_table(path, texts, codebook, names)
        for path in paths
    ]
    joined = _joined(parts)
    if not joined.truth.any():
        raise ExperimentError(
            f"In {', '.join(path.name for path in paths)} staat geen code van een thema uit het codeboek "
            f"'{codebook.name or codebook.key}'. Controleer 'codebook' onder [corpus]."
        )
    return joined


def drawn(coded: CodedTexts, n_documents: int | None, seed: int) -> CodedTexts:
    """Draw some documents by chance, the same for the same seed; all when None or when there are no more."""
    if n_documents is None or n_documents >= len(coded.documents):
        return coded
    chosen = np.random.default_rng(seed).choice(len(coded.documents), size=n_documents, replace=False)
    return coded.part(chosen.tolist())


def _by_sentence(path: Path, codebook: Codebook) -> CodedTexts:
    coding = read_coding([path])
    documents = [Document(key, text, turns=find_turns(text)) for key, text in coding.texts.items()]
    return _rated(coding, documents, path, codebook)


def _by_table(path: Path, texts: Path | None, codebook: Codebook, names: Mapping[str, str]) -> CodedTexts:
    import pandas as pd

    from praktijkkennis.evaluation import coding_from_table

    if path.suffix.lower() == ".jsonl" and not path.read_bytes().strip():
        raise ExperimentError(f"'{path.name}' is leeg. Nodig zijn regels als in corpora/codering.")
    if texts is None:
        raise ExperimentError(
            f"'{path.name}' is een tabel met codes. Geef met 'texts' onder [corpus] de map waarin de teksten staan."
        )
    documents = list(read_corpus(texts))
    rows = [
        (document.id, span.start, span.end, document.text[span.start : span.end])
        for document in documents
        for span in split_sentences(document)
        if is_codable(document, span)
    ]
    units = pd.DataFrame(rows, columns=["document_id", "start", "end", "text"])
    table = read_codes(path)
    coding = coding_from_table(table, units, names=names)
    unknown = sorted(set(coding.seen) - set(units["document_id"]))
    if unknown:
        raise ExperimentError(f"De tekst '{unknown[0]}' uit '{path.name}' staat niet in '{texts}'.")
    # Who coded some documents of a folder need not have read the others; a row without a theme says "read".
    read = {coding.renamed.get(key, key) for key in coding_from_table(table, names=names).seen}
    return _rated(coding, [one for one in documents if one.id in read], path, codebook)


def _rated(coding: Coding, documents: Sequence[Document], path: Path, codebook: Codebook) -> CodedTexts:
    assert coding.units is not None
    own = [document.id for document in documents]
    units = coding.units[coding.units["document_id"].isin(own)]
    order = {key: place for place, key in enumerate(own)}
    units = units.assign(place=units["document_id"].map(order)).sort_values(["place", "start"], kind="stable")
    units = units.drop(columns="place").reset_index(drop=True)[["document_id", "start", "end", "text"]]
    rated = rate_units(settle(coding).rows, coding.seen, coding.coders, codebook.keys, units)
    truth, stances = reference_codes(rated.codes, rated.stances)
    return CodedTexts(tuple(documents), (path.stem,) * len(documents), units, codebook.keys, truth, stances)


def _joined(parts: Sequence[CodedTexts]) -> CodedTexts:
    import pandas as pd

    seen: set[str] = set()
    for part in parts:
        double = seen & {document.id for document in part.documents}
        if double:
            raise ExperimentError(f"Het document '{min(double)}' staat in twee bestanden. Geef elk een eigen id.")
        seen |= {document.id for document in part.documents}
    first = parts[0]
    return replace(
        first,
        documents=tuple(document for part in parts for document in part.documents),
        files=tuple(name for part in parts for name in part.files),
        units=pd.concat([part.units for part in parts], ignore_index=True),
        truth=np.concatenate([part.truth for part in parts]),
        stances=np.concatenate([part.stances for part in parts]),
    )
