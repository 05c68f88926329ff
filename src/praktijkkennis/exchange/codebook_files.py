"""Codebooks to and from the files of other programs."""

from __future__ import annotations

from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.errors import CodebookError, OutputPathError, ReadError
from praktijkkennis.exchange.codebook_toml import codebook_toml
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.exchange.refi_qda import (
    codebook_bytes,
    codebook_of_codes,
    codes_of_codebook,
    read_codebook_file,
)
from praktijkkennis.exchange.term_patterns import quanteda_dictionary, spacy_patterns

SUFFIXES = (".qdc", ".toml", ".yml", ".yaml", ".jsonl")
"""Extensions that :func:`write_codebook` knows."""

_SOURCES = (".qdc", ".qdpx", ".qde")


def write_codebook(codebook: Codebook, path: str | Path) -> tuple[str, ...]:
    """Write a codebook, in the format that the extension names.

    Parameters
    ----------
    codebook : Codebook
        To write.
    path : str or Path
        ``.qdc`` (REFI-QDA, with everything that is in the codebook), ``.toml`` (ours), ``.yml`` (the terms as a
        dictionary of quanteda, which takes ``.yaml`` only when told the format) or ``.jsonl`` (the terms as patterns of
        spaCy).

    Returns
    -------
    tuple of str
        Terms that the format can say in part only.

    Raises
    ------
    OutputPathError
        When the extension is another.
    OutputError
        When the file cannot be written.
    """
    path = Path(path)
    in_part: tuple[str, ...] = ()
    match path.suffix.lower():
        case ".qdc":
            content = codebook_bytes(codes_of_codebook(codebook, stances=False, whole=True))
        case ".toml":
            content = codebook_toml(codebook).encode("utf-8")
        case ".yml" | ".yaml":
            text, in_part = quanteda_dictionary(codebook)
            content = text.encode("utf-8")
        case ".jsonl":
            content = spacy_patterns(codebook).encode("utf-8")
        case _:
            known = f"{', '.join(SUFFIXES[:-1])} of {SUFFIXES[-1]}"
            raise OutputPathError(f"De uitvoer '{path.name}' moet eindigen op {known}.")
    replace_file(path, content)
    return in_part


def import_codebook(path: str | Path) -> Codebook:
    """Read the codebook of another program.

    Parameters
    ----------
    path : str or Path
        A REFI-QDA codebook (``.qdc``) or project (``.qdpx``).

    Returns
    -------
    Codebook
        With a theme for every code that can be given; see
        :func:`praktijkkennis.exchange.refi_qda.codebook_of_codes`.

    Raises
    ------
    ReadError
        When the file cannot be read.
    CodebookError
        When something in it cannot be in a codebook.
    """
    path = Path(path)
    if path.suffix.lower() not in _SOURCES:
        raise CodebookError(f"'{path.name}' is geen REFI-QDA-bestand; dat eindigt op .qdc of .qdpx.")
    if path.suffix.lower() == ".qde":
        raise ReadError(f"'{path.name}' is een deel van een project; geef het hele project (.qdpx) op.")
    return codebook_of_codes(read_codebook_file(path), path.name, path.stem)
