"""Lemmas made alike whatever pipeline they come from."""

from __future__ import annotations

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
