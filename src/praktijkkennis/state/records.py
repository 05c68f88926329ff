"""Sentences, vectors and codes as bytes, and back as they were."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from praktijkkennis.document import (
    Assertion,
    Document,
    Evidence,
    ProcessedDocument,
    Sentence,
    Span,
    ThemeAnnotation,
    Token,
)
from praktijkkennis.embedding import Vectors


def sentences_to_bytes(processed: ProcessedDocument) -> bytes:
    """Write the sentences of a document with their tokens; the texts of these are in the document."""
    return _packed(
        [
            [
                one.start,
                one.end,
                int(one.codable),
                one.speaker,
                [[t.start, t.end, t.lemma, t.pos, t.dep, t.head, t.particle_of] for t in one.tokens],
            ]
            for one in processed.sentences
        ]
    )


def sentences_from_bytes(content: bytes, document: Document) -> ProcessedDocument:
    """Read what :func:`sentences_to_bytes` wrote, for a document with the same text."""
    text = document.text
    return ProcessedDocument(
        document,
        tuple(
            Sentence(
                start,
                end,
                tuple(
                    Token(first, last, text[first:last], lemma, pos, dep, head, particle_of)
                    for first, last, lemma, pos, dep, head, particle_of in tokens
                ),
                bool(codable),
                speaker,
            )
            for start, end, codable, speaker, tokens in _unpacked(content)
        ),
    )


def vectors_to_bytes(vectors: Vectors) -> bytes:
    """Write an array of float32, shape (sentences, dimensions), exactly."""
    return np.ascontiguousarray(vectors, dtype="<f4").tobytes()


def vectors_from_bytes(content: bytes, dimensions: int) -> Vectors:
    """Read what :func:`vectors_to_bytes` wrote."""
    return np.frombuffer(content, dtype="<f4").reshape(-1, dimensions).astype(np.float32)


def codes_to_bytes(annotations: Sequence[ThemeAnnotation]) -> bytes:
    """Write the codes of one document, without its id."""
    return _packed(
        [
            [
                one.start,
                one.end,
                one.theme,
                one.score,
                one.stance,
                one.coder,
                [[e.start, e.end, e.why] for e in one.evidence],
                _assertion_to_list(one.assertion),
            ]
            for one in annotations
        ]
    )


def codes_from_bytes(content: bytes, document_id: str) -> tuple[ThemeAnnotation, ...]:
    """Read what :func:`codes_to_bytes` wrote."""
    return tuple(
        ThemeAnnotation(
            start,
            end,
            document_id,
            theme,
            score,
            stance,
            coder,
            tuple(Evidence(*one) for one in evidence),
            _assertion_from_list(assertion),
        )
        for start, end, theme, score, stance, coder, evidence, assertion in _unpacked(content)
    )


def _assertion_to_list(assertion: Assertion | None) -> list[Any] | None:
    if assertion is None:
        return None
    flags = [assertion.negated, assertion.wished, assertion.advised, assertion.asked, assertion.reported]
    return [*flags, assertion.person, [[cue.start, cue.end] for cue in assertion.cues]]


def _assertion_from_list(values: list[Any] | None) -> Assertion | None:
    if values is None:
        return None
    negated, wished, advised, asked, reported, person, cues = values
    return Assertion(negated, wished, advised, asked, reported, person, tuple(Span(*cue) for cue in cues))


def _packed(value: object) -> bytes:
    # ASCII, because a text may hold half a character that UTF-8 has no bytes for.
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), 6)


def _unpacked(content: bytes) -> Any:
    return json.loads(zlib.decompress(content))
