"""Vectors of sentences that are embedded at every start, kept beside the model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding.protocol import (
    DocumentEmbedder,
    Embedder,
    Part,
    Vectors,
    cut_parts,
    file_checksum,
    one_line,
    sees_parts,
    unit_rows,
)

_KEY_BYTES = 16


class RememberingEmbedder:
    """An embedder that looks a text up before it computes its vector.

    Parameters
    ----------
    embedder : Embedder
        Computes what is not known.
    path : Path
        File that :func:`write_known` wrote for the same weights.
    """

    def __init__(self, embedder: Embedder, path: Path) -> None:
        self._embedder = embedder
        self._known_checksum = file_checksum(path)
        with np.load(path, allow_pickle=False) as stored:
            self._rows = {key.tobytes(): row for row, key in enumerate(stored["keys"])}
            self._vectors = unit_rows(stored["vectors"].astype(np.float32))

    @property
    def name(self) -> str:
        """Name of the embedder behind it."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    @property
    def checksum(self) -> str:
        """SHA-256 over the embedder behind it and what is known: either gives vectors."""
        return hashlib.sha256(f"{self._embedder.checksum} {self._known_checksum}".encode()).hexdigest()

    @property
    def in_context(self) -> bool:
        """Whether the embedder behind it reads sentences among their neighbours."""
        return sees_parts(self._embedder)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see :class:`~praktijkkennis.embedding.Embedder`."""
        rows = [self._rows.get(_key(line).tobytes()) for line in one_line(texts)]
        vectors = np.zeros((len(rows), self.dimensions), dtype=np.float32)
        unknown = [place for place, row in enumerate(rows) if row is None]
        vectors[unknown] = self._embedder.encode([texts[place] for place in unknown])
        for place, row in enumerate(rows):
            if row is not None:
                vectors[place] = self._vectors[row]
        return vectors

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Embed the sentences of one document; those that are known on their own mean something else here."""
        if isinstance(self._embedder, DocumentEmbedder):
            return self._embedder.encode_document(texts)
        return self.encode(texts)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> tuple[Vectors, Vectors]:
        """Embed the sentences of one document and parts of them."""
        if isinstance(self._embedder, DocumentEmbedder):
            return self._embedder.encode_parts(texts, parts)
        return self.encode(texts), self.encode(cut_parts(texts, parts))


def write_known(texts: Sequence[str], embedder: Embedder, path: Path) -> None:
    """Embed texts and keep their vectors in half precision, under a checksum of each text."""
    lines = list(dict.fromkeys(one_line(texts)))
    vectors = embedder.encode(lines).astype(np.float16)
    np.savez(path, keys=np.stack([_key(line) for line in lines]), vectors=vectors)


def _key(line: str) -> NDArray[np.uint8]:
    digest = hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest()[:_KEY_BYTES]
    return np.frombuffer(digest, dtype=np.uint8)
