"""Lemmas made alike whatever pipeline they come from, and particles joined to their verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from praktijkkennis.document import Token

PARTICLES = frozenset(
    """aan achter achterna achteruit af binnen bij bijeen bijna boven buiten dicht door eraan erop goed heen her hoog in
    klaar kapot kwijt langs los mee mis na naar neer om omhoog omlaag onder op open over overeen rond samen schoon
    stand stil stop tegemoet tegen tekeer teleur terecht terug thuis toe uit uiteen vast vol voor vooraf voort voorbij
    vooruit vrij waar weer weg""".split()
)
"""Words that can be the separable first part of a Dutch verb."""

VERBAL = frozenset({"VERB", "AUX"})


def normalise_lemma(lemma: str, form: str, pos: str) -> str:
    """Write a lemma without capitals and without the underscores of the treebanks.

    Parameters
    ----------
    lemma : str
        As the pipeline gives it, for example ``aan_sluiten`` or ``gezondheid_zorg``; may be empty.
    form : str
        The word as written.
    pos : str
        Universal part of speech.

    Returns
    -------
    str
        ``aansluiten``; for a compound that is no verb the linking sound of the written word is kept
        (``gezondheidszorg``); the written word in lower case when the pipeline gives no lemma.
    """
    lower = form.lower()
    lemma = lemma.strip().strip("_").lower()
    if not lemma:
        return lower
    if "_" not in lemma:
        return lemma
    if pos in VERBAL:
        return lemma.replace("_", "")
    head = lemma.rsplit("_", 1)[1]
    position = lower.rfind(head[: max(3, len(head) - 2)])
    return lower[:position] + head if position > 0 else lemma.replace("_", "")


def join_particles(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Give a verb whose particle stands elsewhere the lemma of the whole verb.

    The particle is found by its relation ``compound:prt`` in the parse; its own token gets ``particle_of``.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.

    Returns
    -------
    tuple of Token
        The same tokens with lemmas and ``particle_of`` filled in.
    """
    joined = list(tokens)
    for index, token in enumerate(tokens):
        if not token.dep.startswith("compound:prt") or token.head == index:
            continue
        verb = joined[token.head]
        particle = token.text.lower()
        if verb.pos not in VERBAL or not particle.isalpha():
            continue
        # Pipelines differ in whether the lemma of "neemt ... deel" is "nemen" or "deel_nemen".
        if not (verb.lemma.startswith(particle) and len(verb.lemma) > len(particle) + 2):
            joined[token.head] = replace(verb, lemma=particle + verb.lemma)
        joined[index] = replace(token, particle_of=token.head)
    return tuple(joined)
