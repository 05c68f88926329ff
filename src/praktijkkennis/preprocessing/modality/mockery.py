"""Praise that means the opposite: "fijne inspraak is dat", "ja hoor, ze zullen vast luisteren".

Only two fixed forms of irony are known here; most of it shows in nothing but what people know.
"""

from __future__ import annotations

from collections.abc import Iterator

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.scope import Structure

_THAT = frozenset({"dat", "dit"})
_SHORT = 2
_EXPECTING = frozenset({"vast", "natuurlijk", "heus", "zeker", "wel"})


def mocked(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    """Yield the word by which a clause says the opposite of what it means.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Clause that holds the stretch.
    target : frozenset of int
        Places of the words of the stretch.
    """
    clause, low = structure.clauses[number], structure.words.lower
    if clause.kind != "main" or clause.finite is None or "?" in low:
        return
    first, finite = clause.words[0], clause.finite
    praised = low[first] in cue("ontkenning.schamper") and first + 1 < finite <= first + 3
    praised = praised and "zijn" in structure.words.verbs(finite) and bool(_THAT & set(low[finite + 1 : finite + 3]))
    if praised and structure.tokens[finite - 1].pos in {"NOUN", "VERB"} and target & set(range(first + 1, finite)):
        yield first
    opens = number and structure.phrase_at(structure.clauses[0].words[0], "ontkenning.spottend_vooraf")
    expects = structure.words.verbs(finite) & {"zullen", "gaan"} and _EXPECTING & set(structure.lower(number))
    if opens and len(structure.clauses[0].words) <= _SHORT and number == 1 and expects:
        yield structure.clauses[0].words[0]
