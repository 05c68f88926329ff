"""Sentences as practice texts are full of them, against which a codebook is measured.

They tell what is common: which directions of an embedding say little because every sentence has them, what a sentence
scores that has nothing to do with a theme, and how often a term stands in texts on any subject.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.codebook import Codebook, parse_term
from praktijkkennis.document import Sentence, Token
from praktijkkennis.tagging.matching import TermFinder

_HALF_TELLING = 0.002
"""Share of ordinary sentences with a term at which the term tells half of what a rare one does."""


@cache
def ordinary_sentences() -> tuple[tuple[str, Sentence], ...]:
    """Read the sentences that come along.

    Returns
    -------
    tuple of (str, Sentence)
        Each text with its tokens, which have lemma, part of speech and particles but no structure.
    """
    lines = gzip.decompress(sentences_file().read_bytes()).decode("utf-8").splitlines()
    return tuple(_sentence(json.loads(line)) for line in lines)


def ordinary_texts() -> tuple[str, ...]:
    """Give only the texts."""
    return tuple(text for text, _ in ordinary_sentences())


def sentences_file() -> Path:
    """Where the sentences are; ``experiments/tagging/gewone_zinnen.py`` makes them."""
    return Path(str(resources.files("praktijkkennis") / "data" / "codebooks" / "gewone_zinnen.jsonl.gz"))


def telling_terms(codebook: Codebook, sentences: Sequence[Sentence] | None = None) -> dict[str, NDArray[np.float64]]:
    """Estimate how much each term tells by how rare it is in ordinary sentences.

    A term that turns up in texts on any subject (``team``, ``plan``, ``avond``) is often there without its theme; the
    same thought as the inverse document frequency (Spärck Jones, 1972).

    Parameters
    ----------
    codebook : Codebook
        Any.
    sentences : sequence of Sentence, optional
        With their tokens; those that come along when not given.

    Returns
    -------
    dict of str to ndarray of float64, shape (terms of the theme,)
        By theme key: above 0 to 1, in the order of the theme's terms.
    """
    taken = [sentence for _, sentence in ordinary_sentences()] if sentences is None else sentences
    terms = [term.text for theme in codebook.themes for term in theme.terms]
    finder = TermFinder([parse_term(text) for text in terms])
    counts = np.zeros(len(terms))
    for sentence in taken:
        for match in finder.find(sentence.tokens):
            counts[match.term] += 1
    tellings = 1.0 / (1.0 + counts / max(1, len(taken)) / _HALF_TELLING)
    borders = np.cumsum([len(theme.terms) for theme in codebook.themes])[:-1]
    return dict(zip(codebook.keys, np.split(tellings, borders), strict=True))


def _sentence(record: dict[str, object]) -> tuple[str, Sentence]:
    text, rows = str(record["text"]), record["tokens"]
    assert isinstance(rows, list)
    tokens: list[Token] = []
    place = 0
    for number, (form, lemma, pos, particle_of) in enumerate(rows):
        start = text.index(form, place)
        place = start + len(form)
        tokens.append(Token(start, place, form, lemma, pos, "", number, particle_of))
    return text, Sentence(0, len(text), tuple(tokens))
