"""The embedder of all tests with a memory, since insights ask for the same sentences again and again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from praktijkkennis.embedding import Embedder, Vectors


class Remembering:
    """Looks a text up before it has it embedded."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimensions, self.checksum = embedder.name, embedder.dimensions, embedder.checksum
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, self._embedder.encode(fresh), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(-1, self.dimensions)


@pytest.fixture(scope="session")
def embedder(embedder: Embedder) -> Embedder:
    return Remembering(embedder)
