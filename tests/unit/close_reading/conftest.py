"""Documents analysed by hand: every word is its own lemma, so that counts can be reckoned with a pencil."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from praktijkkennis.document import Document, ProcessedDocument, Sentence, Stance, ThemeAnnotation, Token

Write = Callable[..., ProcessedDocument]
Code = Callable[..., list[ThemeAnnotation]]


def written(lines: Sequence[str], key: str = "a", pos: str = "NOUN", **metadata: str) -> ProcessedDocument:
    text = "\n".join(lines)
    sentences, at = [], 0
    for line in lines:
        tokens, place = [], at
        for index, word in enumerate(line.split(" ")):
            tokens.append(Token(place, place + len(word), word, word.lower().rstrip("."), pos, "dep", index))
            place += len(word) + 1
        sentences.append(Sentence(at, at + len(line), tuple(tokens)))
        at += len(line) + 1
    return ProcessedDocument(Document(key, text, metadata), tuple(sentences))


def coded(
    processed: ProcessedDocument, *themes: str, score: float = 1.0, stance: Stance = "neutraal", coder: str = "A"
) -> list[ThemeAnnotation]:
    """Codes by sentence: a string a sentence, with the themes between spaces."""
    return [
        ThemeAnnotation(one.start, one.end, processed.document.id, theme, score, stance, coder)
        for one, given in zip(processed.sentences, themes, strict=True)
        for theme in given.split()
    ]


@pytest.fixture(scope="session")
def write() -> Write:
    return written


@pytest.fixture(scope="session")
def code() -> Code:
    return coded
