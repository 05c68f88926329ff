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
_SHARED = frozenset({"mee", "samen"})
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
        if i in taken:
            if (verb := _said_before(tokens, i, lexicon)) is not None:
                found[verb[0]] = verb[1]
            continue
        if token.pos in VERBAL:
            continue
        lemma = _cut_short(tokens, i, lexicon) if token.text.endswith("-") else _left_out(tokens, i, lexicon, taken)
        if lemma is not None:
            found[i] = lemma
    return found


def is_shared(token: Token) -> bool:
    """Tell whether a particle stands for its whole verb, as :func:`shared_verbs` found."""
    particle = spelled(token.text.rstrip("-"))
    return token.particle_of is None and token.lemma.startswith(particle) and token.lemma != particle


def _said_before(tokens: Sequence[Token], i: int, lexicon: VerbLexicon) -> tuple[int, str] | None:
    """Find the first of two verbs that have one particle: ``Zij dacht en praatte de hele avond mee``."""
    j = tokens[i].particle_of
    particle = spelled(tokens[i].text)
    if particle not in _SHARED or j is None or j < 2 or tokens[j - 1].text.lower() not in {"en", "of"}:
        return None
    first = tokens[j - 2]
    if first.pos not in VERBAL or lexicon.parts(first.text) is not None:
        return None
    for base in lexicon.infinitives(first.text, first.lemma):
        if lexicon.takes(base, particle) is False:
            return j - 2, particle + base
    return None


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
    if before < 1 or tokens[before].text.lower() not in _JOINS:
        return None
    if clause.start == i:
        # "Ik vul aan en bij": right behind the particle that has the verb.
        joined = tokens[before].text.lower() in {"en", "of"} and before - 1 in taken
        return _of_particle(tokens, before - 1, particle, lexicon) if joined else None
    others = [tokens[k] for k in clause if k != i]
    if any(one.pos in VERBAL | {"ADP"} or one.text.lower() in R_WORDS for one in others):
        return None
    if not any(one.pos in {"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"} for one in others):
        return None
    for k in range(before - 1, max(-1, before - _FROM), -1):
        if tokens[k].text in STOPS and tokens[k].text != ",":
            return None
        if k in taken and tokens[k].particle_of is not None:
            return _of_particle(tokens, k, particle, lexicon)
    return None


def _of_particle(tokens: Sequence[Token], k: int, particle: str, lexicon: VerbLexicon) -> str | None:
    """Give the verb of the particle at ``k`` to another particle, if it takes that one."""
    verb = tokens[k].particle_of
    if verb is None:
        return None
    base = tokens[verb].lemma.removeprefix(spelled(tokens[k].text))
    return particle + base if lexicon.takes(base, particle) is False and particle in PARTICLES else None
