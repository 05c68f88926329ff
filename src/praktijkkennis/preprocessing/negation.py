"""Words that deny, and how far their denial reaches in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.modality.denial import ANYTHING, denials
from praktijkkennis.preprocessing.modality.scope import structure_of

NEGATIONS = frozenset(
    """niet geen niemand niets niks nooit nergens noch nauwelijks amper zonder zelden geeneens nimmer gene geenszins
    gebrek tekort allerminst evenmin""".split()
)
"""Lemmas that deny what they govern."""


def negation_cues(tokens: Sequence[Token], start: int, end: int) -> tuple[Token, ...]:
    """Find the words that deny what stands in ``[start, end)``.

    A cue counts in its own clause, and in the clauses that depend on it where Dutch lets denial through ("ik denk niet
    dat we luisteren", "we kwamen er niet toe om te luisteren"). What only looks like denial (``niet alleen``, ``niets
    dan``, ``vergeet niet te bellen``) is none.

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
    structure = structure_of(tokens)
    number = structure.clause_at(inside)
    if number is None:
        return ()
    target = frozenset(inside)
    if (resumed := structure.resumed_by(number)) is not None:
        number, target = resumed, ANYTHING
    return tuple(tokens[index] for index in sorted(set(denials(structure, number, target))))


def is_negation(token: Token) -> bool:
    """Tell whether a token is a word that denies."""
    return token.lemma in NEGATIONS or token.text.lower() in NEGATIONS
