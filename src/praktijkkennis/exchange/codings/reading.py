"""Codings of people, from whatever they were made with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.errors import CodingError
from praktijkkennis.exchange.codings.from_project import codings_of_project
from praktijkkennis.exchange.codings.from_table import codings_of_table
from praktijkkennis.exchange.codings.own_texts import is_project, texts_of_project
from praktijkkennis.exchange.codings.result import Codings
from praktijkkennis.exchange.refi_qda.reading import read_project


def read_codings(
    path: str | Path, documents: Sequence[Document] | None, codebook: Codebook, *, coder: str | None = None
) -> Codings:
    """Read codings of people and bring them to documents.

    Parameters
    ----------
    path : str or Path
        A REFI-QDA project (``.qdpx``) of ATLAS.ti, MAXQDA, NVivo, QualCoder or any other program, or a table (``.csv``,
        ``.tsv``, ``.xlsx``, ``.jsonl``, ``.parquet``) with a row a coding, or a row a sentence and a column a theme.
    documents : sequence of Document or None
        The texts that were coded, and perhaps others; None for those that a project carries along.
    codebook : Codebook
        The themes that were coded with.
    coder : str, optional
        Whose codings are that name nobody; of a table the name of the file when not given.

    Returns
    -------
    Codings
        With an account of every coding that has no place among the annotations.

    Raises
    ------
    ReadError
        When the file cannot be read.
    CodingError
        When a table lacks a column, or is given without the texts.
    """
    if is_project(path):
        texts = texts_of_project(path) if documents is None else documents
        return codings_of_project(read_project(path), texts, codebook, coder=coder)
    if documents is None:
        raise CodingError(f"Bij '{Path(path).name}' zijn de teksten nodig; alleen een project (.qdpx) heeft ze zelf.")
    return codings_of_table(path, documents, codebook, coder=coder)
