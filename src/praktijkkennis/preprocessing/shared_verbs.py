"""Particles whose verb is said once for two: ``nam de taken over en de rest af``, ``af- en weer opgebouwd``.

The particle that has no verb of its own gets the lemma of the whole verb, and counts as its verb.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import STOPS, closes_clause, segment
from praktijkkennis.preprocessing.lemmas import PARTICLES, VERBAL
from praktijkkennis.preprocessing.verbs import VerbLexicon, spelled
from praktijkkennis.preprocessing.word_order import R_WORDS

_JOINS = frozenset(["en", "of", "maar", ",", "dan", "noch"])
_REACH = 6
_FROM = 10


def shared_verbs(tokens: Sequence[Token], lexicon: VerbLexicon, taken: Collection[int]) -> dict[int, str]:
    """Find the particles that borrow the verb of another particle.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence, with ``particle_of`` where a particle has its own verb.
    lexicon : VerbLexicon
        The separable verbs.
    taken : collection of int
        Places of the particles that have their own verb.

    Returns
    -------
    dict of int to str
        By place of the particle: the infinitive of the whole verb.
    """
    found = {}
    for i, token in enumerate(tokens):
        if i in taken or token.pos in VERBAL:
            continue
        lemma = _cut_short(tokens, i, lexicon) if token.text.endswith("-") else _left_out(tokens, i, lexicon, taken)
        if lemma is not None:
            found[i] = lemma
    return found


def is_shared(token: Token) -> bool:
    """Tell whether a particle stands for its whole verb, as :func:`shared_verbs` found."""
    particle = spelled(token.text.rstrip("-"))
    return token.particle_of is None and token.lemma.startswith(particle) and token.lemma != particle


def _cut_short(tokens: Sequence[Token], i: int, lexicon: VerbLexicon) -> str | None:
    """Complete a particle with a hyphen from the verb behind it: ``aan- en afmelden``."""
    particle = spelled(tokens[i].text.rstrip("-"))
    if particle not in lexicon.words or i + 1 >= len(tokens) or tokens[i + 1].text.lower() not in _JOINS:
        return None
    for j in range(i + 2, min(len(tokens), i + 2 + _REACH)):
        parts = lexicon.parts(tokens[j].text)
        if parts is not None and lexicon.takes(parts[1], particle) is not None:
            # "de in- en uitstroom" has no verb; what is tagged as a noun must at least look like one.
            verbal = tokens[j].pos in VERBAL or tokens[j].text.lower() == "".join(parts)
            return particle + parts[1] if verbal else None
    return None


def _left_out(tokens: Sequence[Token], i: int, lexicon: VerbLexicon, taken: Collection[int]) -> str | None:
    """Give the verb of the clause before to a particle at the end of one without: ``en de klachten omhoog``."""
    particle = spelled(tokens[i].text)
    if particle not in lexicon.words or not closes_clause(tokens, i):
        return None
    clause = segment(tokens, i)
    before = clause.start - 1
    if before < 1 or tokens[before].text.lower() not in _JOINS or clause.start >= i:
        return None
    others = [tokens[k] for k in clause if k != i]
    if any(one.pos in VERBAL | {"ADP"} or one.text.lower() in R_WORDS for one in others):
        return None
    if not any(one.pos in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"} for one in others):
        return None
    for k in range(before - 1, max(-1, before - _FROM), -1):
        if tokens[k].text in STOPS and tokens[k].text != ",":
            return None
        verb = tokens[k].particle_of
        if k in taken and verb is not None:
            whole = tokens[verb].lemma
            base = whole.removeprefix(spelled(tokens[k].text))
            rare = lexicon.takes(base, particle)
            return particle + base if rare is False and particle in PARTICLES else None
    return None
