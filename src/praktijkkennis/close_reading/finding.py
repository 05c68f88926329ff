"""Where a word, phrase or separable verb stands in analysed documents, every time that it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from praktijkkennis.close_reading.running_words import plain
from praktijkkennis.codebook import parse_term
from praktijkkennis.document import ProcessedDocument, Token
from praktijkkennis.errors import QueryError
from praktijkkennis.tagging.matching import TermFinder

Query = str | Sequence[str]
"""One or more terms in the notation of a codebook: ``loslaten``, ``los|laten``, ``zelfstur*``, ``fout ~ toe|geven``."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a term stands.

    Parameters
    ----------
    document, sentence : int
        Numbers of the document, and of the sentence in it.
    tokens : tuple of int
        Indices of the tokens in the sentence, in order; those of a separable verb may lie far apart.
    term : str
        The term that was found, as asked.
    compound : bool
        Whether it is part of a longer compound.
    """

    document: int
    sentence: int
    tokens: tuple[int, ...]
    term: str
    compound: bool


def find_occurrences(
    documents: Sequence[ProcessedDocument], query: Query, *, compounds: bool = True
) -> Iterator[Occurrence]:
    """Find terms wherever they stand, in whatever form.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        Where to look; only sentences that can be coded are looked at.
    query : str or sequence of str
        Terms in the notation of :mod:`praktijkkennis.codebook.terms`.
    compounds : bool
        Whether a compound with the word counts (``zorgteam`` for ``team``).

    Yields
    ------
    Occurrence
        In order of document, sentence and first token.

    Raises
    ------
    QueryError
        When a term cannot be read.
    """
    terms = list(dict.fromkeys([query] if isinstance(query, str) else query))
    if not any(term.strip() for term in terms):
        raise QueryError("Er is geen zoekterm. Geef een woord of woordgroep op, bijvoorbeeld: loslaten.")
    try:
        finder = TermFinder([parse_term(term) for term in terms])
    except ValueError as error:
        raise QueryError(f"Deze zoekopdracht klopt niet: {error}") from error
    for number, processed in enumerate(documents):
        for place, sentence in enumerate(processed.sentences):
            if sentence.codable:
                for tokens, term, compound in _all_in(finder, sentence.tokens):
                    if compounds or not compound:
                        yield Occurrence(number, place, tokens, terms[term], compound)


def lemma_of(documents: Sequence[ProcessedDocument], term: str) -> str:
    """Give the lemma of which a term is a form in these documents, since a form alone finds no other forms.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The corpus.
    term : str
        A term in the notation of a codebook.

    Returns
    -------
    str
        Empty where the term is the lemma of another form or of most places where it stands itself, where it does not
        stand in the corpus, and for all that is no single word.
    """
    word = plain(term.strip())
    if not word.replace("-", "").isalpha():
        return ""
    lemmas: Counter[str] = Counter()
    for processed in documents:
        for sentence in processed.sentences:
            for token in sentence.tokens if sentence.codable else ():
                form, lemma = plain(token.text), plain(token.lemma)
                if lemma == word != form:
                    return ""
                if form == word and token.particle_of is None:
                    lemmas[lemma] += 1
    ((most, _),) = lemmas.most_common(1) or [("", 0)]
    return "" if most == word else most


def _all_in(finder: TermFinder, tokens: Sequence[Token]) -> list[tuple[tuple[int, ...], int, bool]]:
    """Find every place of every term; the finder itself gives one of each."""
    remaining = list(tokens)
    found: dict[tuple[int, ...], tuple[tuple[int, ...], int, bool]] = {}
    while matches := [match for match in finder.find(remaining) if match.tokens not in found]:
        for match in matches:
            found.setdefault(match.tokens, (match.tokens, match.term, match.compound))
            for index in match.tokens:
                # Blotted out, so that the next look finds the next place; the others keep their index.
                remaining[index] = replace(remaining[index], text="▢", lemma="▢", pos="PUNCT", particle_of=None)
    return [found[place] for place in sorted(found)]
