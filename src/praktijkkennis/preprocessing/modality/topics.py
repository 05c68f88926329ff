"""What is put up as a subject and answered at once, as in "Loslaten? Vergeet het maar".

Such a question asks nothing: the speaker names what it is about, and what comes next says whether it is so.
"""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.denial import ANYTHING, denials, plain_denials
from praktijkkennis.preprocessing.modality.finite import SUBJECTS
from praktijkkennis.preprocessing.modality.scope import Structure, structure_of
from praktijkkennis.preprocessing.verb_forms import known_forms

_MAX_WORDS = 6
_RESUMES = frozenset("dat daar dit die zoiets daarvan er".split())
_NO_TOPIC = frozenset("en of maar dus want hoezo echt ja nee toch hè ook zo dan nou".split())


def is_topic(structure: Structure, number: int) -> bool:
    """Tell whether a clause does no more than name a subject, with a question mark: "Hulp vragen?", "Openheid?".

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Which clause.
    """
    clause, words = structure.clauses[number], structure.words
    last = clause.words[-1]
    if clause.kind not in {"main", "fragment"} or len(clause.words) > _MAX_WORDS:
        return False
    alone = all(one is clause or one.span != clause.span for one in structure.clauses)
    if not alone or "?" not in "".join(words.lower[last + 1 : last + 2]):
        return False
    low = set(structure.lower(number))
    if low & (SUBJECTS | cue("vraag.vraagwoorden")) or words.lower[clause.words[0]] in _NO_TOPIC:
        return False
    # An infinitive may be taken for the finite verb; any other verb makes a clause that says something.
    return all(
        index == last and "infinitive" in known_forms(words.lower[index])
        for index in clause.words
        if words.forms[index] - {"participle"} and words.lower[index] != "laten"
    )


def answer(structure: Structure, number: int, following: Sequence[Token]) -> list[Token] | None:
    """Find the words by which what follows denies a subject that was put up.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Clause for which :func:`is_topic` holds.
    following : sequence of Token
        The next sentence of the same speaker.

    Returns
    -------
    list of Token, optional
        Empty when the subject is affirmed; None when nothing answers it.
    """
    span = structure.clauses[number].span
    behind = next((other for other, one in enumerate(structure.clauses) if one.span > span), None)
    if behind is None:
        if not following:
            return None
        structure, behind = structure_of(following), 0
    if not structure.clauses or "?" in structure.words.lower[structure.clauses[behind].words[0] :]:
        return None
    places = _judgement(structure, behind)
    return None if places is None else [structure.tokens[index] for index in places]


def _judgement(structure: Structure, number: int) -> list[int] | None:
    """Find what denies in an answer; None when it takes nothing up."""
    clause, low = structure.clauses[number], structure.words.lower
    first = clause.words[0]
    if structure.phrase_at(first, "ontkenning.afwijzing"):
        return [first]
    if structure.phrase_at(first, "ontkenning.beaming"):
        return []
    if clause.finite is None:
        found = list(plain_denials(structure, number))
        # "Niet bij ons", "bij ons nooit", but not "een ander verhaal"
        return found or None
    if low[first] in _RESUMES or first == clause.finite:
        return denials(structure, number, ANYTHING)
    # "Ik doe dat niet", "wij hebben dat nooit gekend"
    taken_up = {"dat", "het", "daar", "er"} & set(low[clause.finite + 1 : clause.finite + 3])
    return denials(structure, number, ANYTHING) if taken_up else None
