"""Words that deny, and how far their denial reaches in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token

NEGATIONS = frozenset(
    """niet geen niemand niets niks nooit nergens noch nauwelijks amper zonder zelden geeneens nimmer gene geenszins
    gebrek tekort allerminst evenmin""".split()
)
"""Lemmas that deny what they govern."""

_CANCELLED_BY = {
    "niet": frozenset({"alleen", "enkel", "slechts", "zozeer"}),
    "niets": frozenset({"dan"}),
    "niks": frozenset({"dan"}),
}
_CLAUSE_EDGES = frozenset({"maar", "doch", "want", "omdat", "terwijl", "hoewel", "toch", "dus"})


def negation_cues(tokens: Sequence[Token], start: int, end: int) -> tuple[Token, ...]:
    """Find the words that deny what stands in ``[start, end)``.

    A cue counts when it stands in the same clause: no coordinating or subordinating edge (``maar``, ``omdat``, a
    semicolon) lies between it and the stretch. ``niet alleen`` and ``niets dan`` deny nothing.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    start, end : int
        Stretch in code points of the document.

    Returns
    -------
    tuple of Token
        In order of appearance, empty when the stretch is affirmed.
    """
    inside = [index for index, token in enumerate(tokens) if token.start < end and start < token.end]
    if not inside:
        return ()
    low, high = _clause(tokens, inside[0], inside[-1])
    return tuple(
        token
        for index, token in enumerate(tokens[low:high], start=low)
        if is_negation(token) and not _cancelled(tokens, index)
    )


def is_negation(token: Token) -> bool:
    """Tell whether a token is a word that denies."""
    return token.lemma in NEGATIONS or token.text.lower() in NEGATIONS


def _clause(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    low = first
    while low > 0 and not _is_edge(tokens, low - 1):
        low -= 1
    high = last + 1
    while high < len(tokens) and not _is_edge(tokens, high):
        high += 1
    return low, high


def _is_edge(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.text in {";", ":", ".", "?", "!", "…", "..."}:
        return True
    return token.text.lower() in _CLAUSE_EDGES and token.pos in {"CCONJ", "SCONJ", "ADV"}


def _cancelled(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    return following in _CANCELLED_BY.get(tokens[index].text.lower(), ())
