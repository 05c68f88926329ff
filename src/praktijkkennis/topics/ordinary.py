"""How common a word is in ordinary Dutch, so that a topic is not named after what every text is about.

Three sources in ``data``: the corpus frequencies of nouns that come with the lexicon of compounds, the thousand
ordinary practice sentences, and a list of words that no topic may be named after (time, quantity, people and things in
general).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from functools import cache
from importlib.resources import files

import numpy as np

from praktijkkennis.preprocessing.compound_lexicon import part_lexicon
from praktijkkennis.preprocessing.spelling import fold

_UNKNOWN = 5.0
"""Occurrences in a million words of a word that none of the sources has."""

_PRIOR = 2.0
_ZIPF = 9.0
_HIGHEST = 10.0


_MEASURES = ("Tijd", "Hoeveelheid en maat", "Getallen")
"""Headings of the list under which words stand that no subject has more than another."""


@cache
def empty_words() -> frozenset[str]:
    """Give the lemmas that no topic may be named after: ``week``, ``keer``, ``mens``, ``ding``."""
    return frozenset(lemma for lemmas in _listed().values() for lemma in lemmas)


@cache
def measure_words() -> frozenset[str]:
    """Give the lemmas of time, quantity and number: ``week``, ``dinsdag``, ``keer``, ``veertig``.

    Sentences that share nothing else would be a topic of their own.
    """
    return frozenset(lemma for heading in _MEASURES for lemma in _listed()[heading])


def is_word(lemma: str) -> bool:
    """Tell whether a lemma is a word, and no number, single letter or abbreviation with a full stop."""
    return len(lemma) > 1 and lemma.replace("-", "").isalpha()


def ordinary_rate(lemma: str) -> float:
    """Estimate how often a lemma stands in a million words of ordinary Dutch.

    Parameters
    ----------
    lemma : str
        Lower case.

    Returns
    -------
    float
        The higher of two: its frequency in large corpora, known of nouns, and that in ordinary practice sentences, of
        which a few occurrences are taken off, since in a thousand sentences one or two are chance.
    """
    counts, total = _sentence_counts()
    in_sentences = max(counts.get(lemma, 0) - _PRIOR, 0.0) / total * 1e6
    reading = part_lexicon().last.get(fold(lemma))
    # The lexicon holds minus the logarithm of a frequency, and a little more for very short words.
    in_corpora = 10.0 ** (_ZIPF - reading.cost - 3.0) if reading is not None and reading.lemma == fold(lemma) else 0.0
    return max(_UNKNOWN, in_sentences, in_corpora)


def keyness(lemma: str, rate: float) -> float:
    """Tell how much more common a lemma is somewhere than in ordinary Dutch.

    Parameters
    ----------
    lemma : str
        Lower case.
    rate : float
        Occurrences in a million words there.

    Returns
    -------
    float
        0..1: the binary logarithm of the ratio of the rates (Hardie, 2014, *log ratio*) as a share of ten; 0 for what
        is no more common than anywhere.
    """
    if rate <= 0.0:
        return 0.0
    ratio = float(np.log2(rate / ordinary_rate(lemma)))
    return min(max(ratio, 0.0), _HIGHEST) / _HIGHEST


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    source = files("praktijkkennis") / "data" / "taal" / "labelwoorden.txt"
    lemmas: dict[str, list[str]] = {}
    heading = ""
    for line in source.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.removeprefix("#").strip()
        elif line:
            lemmas.setdefault(heading, []).append(line)
    return {heading: tuple(found) for heading, found in lemmas.items()}


@cache
def _sentence_counts() -> tuple[Counter[str], int]:
    packed = files("praktijkkennis") / "data" / "codebooks" / "gewone_zinnen.jsonl.gz"
    lines = gzip.decompress(packed.read_bytes()).decode("utf-8").splitlines()
    counts = Counter(str(token[1]) for line in lines for token in json.loads(line)["tokens"])
    return counts, sum(counts.values())
