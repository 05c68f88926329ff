"""A component before the parser of ``nl_praktijk_sm``: where a sentence must begin, and where it cannot.

The parser finds boundaries by the syntax, and misses those behind a heading that has no stop. The library itself cuts
texts by rules of its own (:mod:`praktijkkennis.preprocessing.sentences`); this is for who runs the pipeline bare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

FACTORY = "praktijkkennis_sentence_starts"
"""Name of the factory."""

_OPENERS = frozenset(
    """de het een dit dat deze die er hij zij ze wij we ik jij je u hun zijn haar mijn onze wat wie
    in op bij voor na met door tot tijdens volgens sinds vanaf tussen onder om aan uit
    en maar want of dus als toen omdat hoewel terwijl zodra indien wanneer
    daar daarna daarom daarnaast daarbij dan hier nu ook zo toch echter vaak soms later inmiddels hoe waarom waar
    is was zijn waren heeft had hebben wordt werd worden kan kunnen moet zal""".split()
)
"""Words that have a capital within a sentence only where they are part of a name; ``van`` and ``al`` often are."""

_GO_ON = frozenset([",", ";"])
_QUOTED = frozenset(['"', "''", "``", ",,"])
_STOPS = frozenset([".", "?", "!", "...", "…"])


@Language.component(FACTORY, assigns=["token.is_sent_start"])
def mark_starts(doc: Doc) -> Doc:
    """Mark, where nothing is said of boundaries yet, what is sure.

    Parameters
    ----------
    doc : Doc
        Tokens only; what is marked already stays as it is.
    """
    if len(doc) < 2 or doc[1].is_sent_start is not None:
        return doc
    words = [token.text for token in doc]
    quotes = 0
    for place in range(1, len(words)):
        quotes += words[place - 1] == '"'
        start = _is_start(words, place, open_quote=quotes % 2 == 1)
        if start is not None:
            doc[place].is_sent_start = start
    return doc


def _is_start(words: list[str], place: int, *, open_quote: bool) -> bool | None:
    """Tell whether a sentence begins at a word; None where the syntax must tell."""
    before, word = words[place - 1], words[place]
    if before in _GO_ON or (before == ":" and (word in _QUOTED or word[0].islower())):
        return False
    if before in _STOPS and word == '"' and open_quote:
        return False
    if not before[-1].isalnum() or not word[0].isupper():
        return None
    after = words[place + 1] if place + 1 < len(words) else "."
    if word.lower() in _OPENERS and word[1:] == word[1:].lower() and after[0].islower():
        return True
    return None
