"""Verbs of the one who speaks that a tagger took for nouns: ``ik werk in de zorg``, ``dat overleg ik met haar``.

In news hardly anyone says *ik*, and the first person is written as many a noun is. So a word beside *ik* that can be
a stem is taken for the verb where its clause has no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import (
    STOPS,
    closes_clause,
    is_finite,
    is_verb_final,
    looks_infinitive,
    segment,
    subordinator,
)
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.verb_forms import readings

_I = frozenset(["ik", "'k", "’k"])
_AND = frozenset([",", "en", "of"])
_TAKEN_FOR = frozenset(["NOUN", "PROPN", "X"])
_GOES_ON = frozenset(["ADP", "ADV", "PRON", "DET", "PUNCT", "CCONJ", "SCONJ"])


def with_own_verbs(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Tag as a verb what must be the verb of *ik*, or of *jij* behind it.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.

    Returns
    -------
    tuple of Token
        The same tokens; those that were taken for nouns have the part of speech and the lemma of the verb.
    """
    found = list(tokens)
    for j in range(len(found)):
        infinitive = _own_verb(found, j) if _is_beside_speaker(found, j) else None
        if infinitive is None and _is_listed_behind_own(found, j):
            infinitive = _stem_of(found[j])
        if infinitive is not None:
            found[j] = replace(found[j], pos="VERB", lemma=infinitive)
    return tuple(found)


def _is_beside_speaker(tokens: Sequence[Token], j: int) -> bool:
    word = tokens[j].text.lower()
    before = tokens[j - 1].text.lower() if j > 0 else ""
    following = tokens[j + 1].text.lower() if j + 1 < len(tokens) else ""
    # "kdenk": the word holds its subject.
    glued = word.startswith("k") and bool(readings(word)) and set(readings(word)) <= set(readings(word[1:]))
    return glued or before in _I or following in _I or following == "jij"


def _stem_of(token: Token) -> str | None:
    if token.pos not in _TAKEN_FOR:
        return None
    return next((one.infinitive for one in readings(token.text) if one.form == "stem"), None)


def _own_verb(tokens: Sequence[Token], j: int) -> str | None:
    infinitive = _stem_of(tokens[j])
    if infinitive is None or (tokens[j].pos == "PROPN" and j > 0 and not tokens[j].text.islower()):
        return None
    opener = subordinator(tokens, j)
    for k in segment(tokens, j):
        # The plural of the present looks like an infinitive, and "ik" is no plural.
        if k == j or not is_finite(tokens, k) or looks_infinitive(tokens[k]):
            continue
        if opener is not None or not is_verb_final(tokens, k):
            return None
    if opener is not None and not _may_close(tokens, j):
        return None
    return infinitive


def _may_close(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word can be the verb of a subordinate clause: ``omdat ik werk``, not ``als ik steun vraag``."""
    if j + 1 < len(tokens) and tokens[j + 1].pos == "ADP":
        return True
    # "omdat ik werk en gezin wil combineren": what is listed with a noun is a noun.
    listed = j + 2 < len(tokens) and tokens[j + 1].pos == "CCONJ" and tokens[j + 2].pos in _TAKEN_FOR
    return closes_clause(tokens, j) and not listed


def _is_listed_behind_own(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a bare word goes on behind a verb of *ik* that stands right before it: ``ik bel, mail en app``."""
    if j < 3 or tokens[j - 1].text.lower() not in _AND or tokens[j].pos not in _TAKEN_FOR:
        return False
    verb = j - 2
    if tokens[verb].pos not in VERBAL or all(one.form != "stem" for one in readings(tokens[verb].text)):
        return False
    while verb > 2 and tokens[verb - 1].text.lower() in _AND and tokens[verb - 2].pos in VERBAL:
        verb -= 2
    if tokens[verb - 1].text.lower() not in _I:
        return False
    ends = j + 1 == len(tokens) or tokens[j + 1].text in STOPS or tokens[j + 1].pos in _GOES_ON
    return ends and not any(is_finite(tokens, k) for k in segment(tokens, j) if k != j)
