"""What a stored result depends on: the text, the models, the settings, and the program itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document
from praktijkkennis.embedding import Embedder
from praktijkkennis.preprocessing import PipelineInfo

_ROOMS = ("document.py", "preprocessing", "embedding", "codebook", "tagging", "data/taal", "data/codebooks")
"""Parts of the package that decide what a document's codes are."""

_PACKAGES = ("praktijkkennis", "spacy", "numpy", "onnxruntime", "tokenizers", "scikit-learn")


@dataclass(frozen=True, slots=True)
class StageIdentities:
    """Checksums of what each stage is made with; a stored result serves only while that is the same.

    Attributes
    ----------
    sentences : str
        The program and the pipeline.
    vectors : str
        The same and the embedder.
    codes : str
        The same and the codebook, the tagger and its thresholds.
    """

    sentences: str
    vectors: str
    codes: str


def stage_identities(
    pipeline: PipelineInfo, embedder: Embedder, codebook: Codebook, tagger: str, thresholds: Mapping[str, float]
) -> StageIdentities:
    """Name what results are made with.

    Parameters
    ----------
    pipeline, embedder, codebook
        As used.
    tagger : str
        Its identity: what turns signals into probabilities.
    thresholds : mapping of str to float
        Probability from which each theme is coded.
    """
    sentences = _checksum(program_checksum(), pipeline.name, pipeline.version, pipeline.checksum)
    vectors = _checksum(sentences, embedder.name, embedder.checksum)
    codes = _checksum(vectors, codebook.checksum, tagger, sorted(thresholds.items()))
    return StageIdentities(sentences, vectors, codes)


def fingerprint(document: Document) -> str:
    """SHA-256 of all that the codes of a document depend on.

    Neither its id nor its metadata is among that: these are read anew in every run and put with the codes then.
    """
    turns = [[one.start, one.end, one.speaker] for one in document.turns]
    residue = [[one.start, one.end, one.kind] for one in document.residue]
    return _checksum(document.text, turns, residue)


@cache
def program_checksum() -> str:
    """SHA-256 of our own code and word lists, and the versions of the packages that compute.

    A version number alone would not do: with an editable installation the code changes under it.
    """
    digest = hashlib.sha256()
    top = Path(str(resources.files("praktijkkennis")))
    for room in _ROOMS:
        place = top / room
        paths = [place] if place.is_file() else sorted(place.rglob("*"))
        for path in paths:
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(top).as_posix().encode())
                digest.update(path.read_bytes())
    for package in _PACKAGES:
        digest.update(f"{package} {_version(package)}\n".encode())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _checksum(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
