"""A corpus with three clear subjects, an embedder that knows them, and no language model at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Token
from praktijkkennis.embedding import Vectors, unit_rows

SUBJECTS = {
    "rooster": ["rooster", "dienst", "planning", "ruil", "weekend", "vrij"],
    "fout": ["fout", "schrik", "melding", "eerlijk", "gesprek", "collega"],
    "tuin": ["tuin", "schoffel", "boom", "regen", "aarde", "bewoner"],
}
WORDS = [word for words in SUBJECTS.values() for word in words]


class WordEmbedder:
    """Vectors by the subjects of the words, with a little of each word itself."""

    name = "woorden"
    dimensions = len(SUBJECTS) + len(WORDS)
    checksum = "0"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().rstrip(".").split():
                for place, words in enumerate(SUBJECTS.values()):
                    vectors[row, place] += word in words
                if word in WORDS:
                    vectors[row, len(SUBJECTS) + WORDS.index(word)] += 0.5
        return unit_rows(vectors)


Writer = Callable[..., ProcessedDocument]


def processed(lines: Sequence[str], number: int = 0, pos: str = "NOUN", **metadata: str) -> ProcessedDocument:
    """A document of one sentence a line, analysed by hand: every word is its own lemma."""
    text = "\n".join(lines)
    sentences, at = [], 0
    for line in lines:
        tokens, place = [], at
        for index, word in enumerate(line.split(" ")):
            tokens.append(Token(place, place + len(word), word, word.lower().rstrip("."), pos, "dep", index))
            place += len(word) + 1
        sentences.append(Sentence(at, at + len(line), tuple(tokens)))
        at += len(line) + 1
    return ProcessedDocument(Document(f"tekst-{number}", text, metadata), tuple(sentences))


@pytest.fixture(scope="session")
def write() -> Writer:
    return processed


@pytest.fixture(scope="session")
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def subjects() -> Callable[[int], list[ProcessedDocument]]:
    """So many documents, each on one of three subjects, with metadata."""

    def make(n_documents: int) -> list[ProcessedDocument]:
        random = np.random.default_rng(0)
        documents = []
        for number in range(n_documents):
            words = list(SUBJECTS.values())[number % 3]
            lines = [" ".join(random.choice(words, 4, replace=False)) for _ in range(8)]
            month = f"2024-{1 + number % 4:02d}-10"
            sector = ["zorg", "gemeente"][number % 2]
            documents.append(processed(lines, number, date=month, sector=sector))
        return documents

    return make
