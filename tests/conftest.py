"""What all tests share: the bundled pipeline, and an embedder without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.embedding import Vectors, unit_rows
from praktijkkennis.preprocessing import Preprocessor, load_pipeline


class WordHashEmbedder:
    """Sentences that share words are alike: each word adds a fixed pseudo-random direction."""

    name = "woorden"
    dimensions = 96
    checksum = "0" * 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().replace(".", " ").replace(",", " ").split():
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
                row += np.random.default_rng(seed).standard_normal(self.dimensions).astype(np.float32)
        return unit_rows(rows)


@pytest.fixture(scope="session")
def embedder() -> WordHashEmbedder:
    return WordHashEmbedder()


@pytest.fixture(scope="session")
def preprocessor() -> Preprocessor:
    return Preprocessor(load_pipeline("nl_praktijk_sm"))


@pytest.fixture(scope="session")
def process(preprocessor: Preprocessor):  # type: ignore[no-untyped-def]
    def run(text: str, key: str = "a.txt", **metadata: str) -> ProcessedDocument:
        return preprocessor.process(Document(key, text, metadata))

    return run
