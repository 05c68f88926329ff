"""A small coded corpus in which everything that people wrote is hostile."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.bench import Study
from praktijkkennis.codebook import Codebook, Example, Term, Theme
from praktijkkennis.document import (
    Document,
    Insight,
    ProcessedDocument,
    Quote,
    Residue,
    Sentence,
    ThemeAnnotation,
    Token,
)
from praktijkkennis.exchange.insights import Insights

HOSTILE = "<script>alert('x')</script>&{0}"


def hostile_study() -> Study:
    lines = [f"Wij laten de regels los {HOSTILE}", "Menu home contact", "De ploeg beslist \x00zelf"]
    text = "\n".join(lines)
    starts = [0, len(lines[0]) + 1, len(lines[0]) + len(lines[1]) + 2]
    documents = []
    for number in range(3):
        metadata = {"author": HOSTILE, "sector": ["zorg", HOSTILE][number % 2], "date": "2025-03-14"}
        residue = (Residue(starts[1], starts[1] + len(lines[1]), "menu"),)
        sentences = []
        for start, line in zip(starts, lines, strict=True):
            words, at = [], start
            for index, word in enumerate(line.split(" ")):
                words.append(Token(at, at + len(word), word, word.lower(), "NOUN", "dep", index))
                at += len(word) + 1
            sentences.append(Sentence(start, start + len(line), tuple(words), line != lines[1]))
        documents.append(
            ProcessedDocument(Document(f"{HOSTILE}{number}", text, metadata, (), residue), tuple(sentences))
        )
    codes = []
    for one in documents:
        key = one.document.id
        codes.append(ThemeAnnotation(0, len(lines[0]), key, "los", 0.83, "belemmerend", HOSTILE))
        codes.append(ThemeAnnotation(4, len(lines[0]), key, HOSTILE, 0.4, "neutraal", "B"))
        codes.append(ThemeAnnotation(starts[2], len(text), key, "los", 1.0, "versterkend", "B"))
    los = Theme(
        "los", "Los & vrij", HOSTILE, (HOSTILE,), (HOSTILE,), (Term(HOSTILE),), (Example(HOSTILE),), (Example("nee"),),
        core=True, colour="#aa0011",
    )  # fmt: skip
    quotes = tuple(Quote(0, 10, one.document.id, HOSTILE, HOSTILE, 0.8, "belemmerend") for one in documents)
    insight = Insight("los-1", "los", HOSTILE, quotes, 3, 1, 0, 3, {"belemmerend": 3}, "2025-03-14", "2025-03-14", 0.5)
    return Study(tuple(documents), tuple(codes), Codebook("boek", HOSTILE, (los,), "1"), Insights((insight,)))


@pytest.fixture(scope="session")
def hostile() -> str:
    return HOSTILE


@pytest.fixture(scope="session")
def study() -> Study:
    return hostile_study()


@pytest.fixture(scope="session")
def process_bare() -> Callable[[str], Document]:
    return lambda text: Document("kaal.txt", text)
