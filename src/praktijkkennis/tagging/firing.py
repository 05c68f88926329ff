"""How the terms of a codebook behave on a corpus: which never occur, which occur everywhere, which collide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from praktijkkennis.codebook import Codebook, Finding, parse_term
from praktijkkennis.document import ProcessedDocument
from praktijkkennis.tagging.matching import TermFinder

MOST_OF_SENTENCES = 0.03
"""A term in a larger share of all sentences says too little."""

_MIN_FIRINGS = 10
_MIN_COLLISIONS = 3


def check_on_corpus(codebook: Codebook, documents: Iterable[ProcessedDocument]) -> tuple[Finding, ...]:
    """Look for terms that are dead, that fire everywhere, or that share their words with another theme.

    Parameters
    ----------
    codebook : Codebook
        Any codebook with terms.
    documents : iterable of ProcessedDocument
        The corpus.

    Returns
    -------
    tuple of Finding
        Per theme in the order of the codebook; collisions last.
    """
    terms = list(dict.fromkeys((theme.key, term.text) for theme in codebook.themes for term in theme.terms))
    finder = TermFinder([parse_term(text) for _, text in terms])
    fired: Counter[tuple[str, str]] = Counter()
    collided: Counter[tuple[tuple[str, str], tuple[str, str]]] = Counter()
    n_sentences = 0
    for processed in documents:
        for sentence in processed.sentences:
            if not sentence.codable:
                continue
            n_sentences += 1
            places: dict[tuple[int, ...], list[tuple[str, str]]] = {}
            for match in finder.find(sentence.tokens):
                fired[terms[match.term]] += 1
                places.setdefault(match.tokens, []).append(terms[match.term])
            for owners in places.values():
                collided.update((one, two) for one in owners for two in owners if one[0] < two[0])
    return tuple(_findings(terms, fired, collided, n_sentences))


def _findings(
    terms: list[tuple[str, str]],
    fired: Counter[tuple[str, str]],
    collided: Counter[tuple[tuple[str, str], tuple[str, str]]],
    n_sentences: int,
) -> Iterable[Finding]:
    for theme, term in terms:
        count = fired[theme, term]
        if count == 0:
            yield Finding("let op", theme, f"De term '{term}' komt in deze teksten niet voor.")
        elif count >= _MIN_FIRINGS and count / n_sentences > MOST_OF_SENTENCES:
            share = f"{100 * count / n_sentences:.1f}".replace(".", ",")
            yield Finding(
                "let op", theme, f"De term '{term}' staat in {share} % van de zinnen ({count} keer): dat is erg vaak."
            )
    for ((theme, term), (other, second)), count in sorted(collided.items()):
        if count >= _MIN_COLLISIONS:
            yield Finding(
                "let op",
                theme,
                f"De term '{term}' raakt {count} keer dezelfde woorden als '{second}' van thema {other}.",
            )
