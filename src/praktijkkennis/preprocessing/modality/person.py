"""Whose act or state a clause tells: mine, ours, yours, nobody's in particular, somebody else's."""

from __future__ import annotations

from praktijkkennis.document import Person
from praktijkkennis.preprocessing.modality.address import addresses
from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.scope import Clause, Structure
from praktijkkennis.preprocessing.modality.subjects import (
    EMPTY,
    INDEFINITE,
    exists,
    is_command,
    is_exclaimed,
    is_joined_with_me,
    is_order,
    is_our_group,
    is_passive,
    subject_of,
)
from praktijkkennis.preprocessing.verb_forms import known_forms

_NOMINATIVE: dict[str, Person] = {
    **dict.fromkeys(("ik", "'k", "ikzelf"), "ik"),
    **dict.fromkeys(("wij", "we", "wijzelf"), "wij"),
    **dict.fromkeys(("jij", "gij", "ge", "jullie", "u"), "jij"),
    "men": "men",
    **dict.fromkeys(("hij", "ie"), "ander"),
}
_OBLIQUE: dict[str, Person] = {
    **dict.fromkeys(("mij", "me", "mezelf"), "ik"),
    **dict.fromkeys(("ons", "onszelf"), "wij"),
    **dict.fromkeys(("je", "jou", "jullie", "u"), "jij"),
    **dict.fromkeys(("hem", "haar", "hen", "hun", "ze"), "ander"),
}
_POSSESSIVE: dict[str, Person] = {
    **dict.fromkeys(("mijn", "m'n"), "ik"),
    **dict.fromkeys(("ons", "onze"), "wij"),
    **dict.fromkeys(("jouw", "jullie", "uw"), "jij"),
}
_PART = frozenset(
    """een één geen niemand ieder elk iedereen iemand helft deel merendeel meerderheid rest meesten velen sommigen
    enkelen twee drie allemaal""".split()
)
"""What of "ons" or "jullie" can be meant by "de helft van ons", "iemand van jullie"."""

_INTENDING = frozenset("achten willen wensen hopen durven weigeren proberen verlangen eisen vragen".split())


def person_of(structure: Structure, number: int, target: frozenset[int]) -> Person:
    """Tell whose act or state a stretch of a clause is.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Clause that holds the stretch.
    target : frozenset of int
        Places of the words of the stretch.

    Returns
    -------
    str
        ``"men"`` for a passive without agent, for ``men``, and for ``je`` that addresses nobody.
    """
    return _person(structure, number, target, frozenset())


def _person(structure: Structure, number: int, target: frozenset[int], seen: frozenset[int]) -> Person:
    if number in seen:
        return "ander"
    seen |= {number}
    clause = structure.clauses[number]
    if is_command(structure, number) or is_exclaimed(structure, number):
        return _let_do(structure, number, target) or "jij"
    if is_order(structure, number) and subject_of(structure, number) is None:
        return "jij"
    if structure.words.lower[clause.words[0]] == "gelieve":
        return "jij"
    own = (
        _steered(structure, number, target) or _owner(structure, number, target) or _subject(structure, number, target)
    )
    if own is not None:
        return own
    if clause.kind == "infinitive" and clause.parent is not None:
        return _controlled(structure, clause, clause.parent, seen)
    if clause.relation == "relative" and clause.governor is not None:
        return _NOMINATIVE.get(structure.words.lower[clause.governor], "ander")
    if (shared := _shares_subject_with(structure, number)) is not None:
        return _person(structure, shared, frozenset(), seen)
    return _without_subject(structure, number)


def _shares_subject_with(structure: Structure, number: int) -> int | None:
    """Find the clause whose subject holds for one that has none: "hij kwam en ging", "Wat we missen, is rust"."""
    clause = structure.clauses[number]
    left_out = clause.kind == "fragment" or (clause.link and clause.finite in clause.starts)
    if clause.relation == "conjunct" and left_out:
        return clause.parent
    if clause.link and clause.kind == "sub" and number and not is_passive(structure, number):
        return number - 1
    return structure.cleft_of(number)


def _subject(structure: Structure, number: int, target: frozenset[int]) -> Person | None:
    """Tell the person of the subject, or who feels it where that is a thing: "dat lukt me niet"."""
    place = subject_of(structure, number)
    if place is None:
        return None
    found = _of_subject(structure, number, place)
    if found not in {"ik", "wij", "jij"} and structure.all_verbs(number) & cue("persoon.beleeft"):
        found = _dative(structure, number) or found
    if found is None and target & set(structure.infinitives(number)):
        # "Het is belangrijk te luisteren"
        found = _dative(structure, number) or "men"
    return found


def _of_subject(structure: Structure, number: int, place: int) -> Person | None:
    """Tell the person of a subject; None for one that stands for nothing."""
    low, clause = structure.words.lower, structure.clauses[number]
    text = low[place]
    if is_joined_with_me(structure, place) or is_our_group(structure, place):
        return "wij"
    if low[place + 1 : place + 2] == ["van"] and text in _PART and place + 2 < len(low):
        whole = low[place + 2]
        if whole in {"ons", "jullie"}:
            return _OBLIQUE[whole]
    if text == "je":
        return "jij" if addresses(structure, number) else "men"
    if text in _NOMINATIVE and not (text == "jullie" and structure.tokens[place].dep == "nmod:poss"):
        return _NOMINATIVE[text]
    passive = is_passive(structure, number)
    if passive and text in cue("persoon.hoeveelheid") and (felt := _dative(structure, number)) is not None:
        # "Ons werd niets gevraagd"
        return felt
    if passive and not structure.all_verbs(number) & _INTENDING:
        named = text in INDEFINITE or (structure.tokens[place].pos == "PROPN" and not known_forms(text))
        return _agent(structure, number) or ("ander" if named else "men")
    if text in {"die", "dat", "wat", "wie"} and clause.relation == "relative" and clause.governor is not None:
        return _NOMINATIVE.get(low[clause.governor], "ander")
    if text in INDEFINITE:
        return "ander"
    if _is_to_be_done(structure, number, place):
        return _dative(structure, number) or "men"
    if exists(structure, number):
        return _around(structure, number) or "men"
    return None if text in EMPTY else "ander"


def _is_to_be_done(structure: Structure, number: int, place: int) -> bool:
    """Tell whether nobody in particular does it: "er is weinig te merken van", "er valt niets te lachen"."""
    names, text = structure.all_verbs(number), structure.words.lower[place]
    passive = bool(names & {"zijn", "vallen"}) and bool(structure.infinitives(number))
    behind = place > 0 and structure.tokens[place - 1].pos == "ADP"
    return passive and (behind or text in cue("persoon.hoeveelheid"))


def _let_do(structure: Structure, number: int, target: frozenset[int]) -> Person | None:
    """Tell who does it in "Laat haar zelf kiezen", "Laat de leerlingen maar prutsen"."""
    finite = structure.clauses[number].finite
    if finite is None or structure.words.lower[finite] != "laat":
        return None
    doing = {index for index in structure.verbs(number) if "infinitive" in structure.words.forms[index]}
    if not doing & target or finite + 1 >= len(structure.tokens):
        return None
    text, token = structure.words.lower[finite + 1], structure.tokens[finite + 1]
    if text in _OBLIQUE and token.dep != "nmod:poss":
        return _OBLIQUE[text]
    return "ander" if token.pos in {"DET", "NOUN", "PROPN"} else None


def _steered(structure: Structure, number: int, target: frozenset[int]) -> Person | None:
    """Tell who is to do it where somebody is advised, asked, taught: "ze raadde ons aan terug te blikken"."""
    steering = [index for index, names in structure.verbs(number).items() if names & cue("persoon.stuurt_ander")]
    to_do = [index for index in structure.infinitives(number) if index not in steering]
    if steering and to_do and target & set(to_do):
        return _object_person(structure, number)
    return None


def _object_person(structure: Structure, number: int) -> Person | None:
    low, subject = structure.words.lower, subject_of(structure, number)
    for index in structure.clauses[number].words:
        if low[index] in _OBLIQUE and structure.tokens[index].dep != "nmod:poss" and index != subject:
            return _OBLIQUE[low[index]]
    return None


def _owner(structure: Structure, number: int, target: frozenset[int]) -> Person | None:
    """Tell whose it is what is missed ("ik mis de humor in ons overleg"), and what has an owner ("ons vertrouwen")."""
    low, subject = structure.words.lower, subject_of(structure, number)
    if subject and low[subject] in cue("wens.naamwoorden") and structure.all_verbs(number) & {"zijn", "blijven"}:
        # "Onze droom is een werkplaats"
        return _POSSESSIVE.get(low[subject - 1])
    if subject is not None and subject in target:
        return _POSSESSIVE.get(low[subject - 1]) if subject else None
    if structure.all_verbs(number) & cue("wens.missen") and target:
        start = min(target)
        rest = {index for index in structure.clauses[number].words if index >= start}
        rest |= {index for one in structure.dependants(number) if one.words[0] > start for index in one.words}
        if {low[index] for index in rest} & {"ons", "onze", "we", "wij"}:
            return "wij"
    return None


def _controlled(structure: Structure, clause: Clause, above: int, seen: frozenset[int]) -> Person:
    """Tell who is to do what an infinitive says: the subject above, whom it is said to, or nobody in particular."""
    names, place = structure.all_verbs(above), subject_of(structure, above)
    if names & cue("persoon.stuurt_ander"):
        told = _object_person(structure, above)
        if told is not None or "leren" not in names:
            has_object = any(structure.tokens[index].dep in {"obj", "iobj"} for index in structure.clauses[above].words)
            return told or ("ander" if has_object else "men")
    commands = is_command(structure, above) or bool(structure.clauses[above].link)
    bare = place is None and structure.clauses[above].kind != "infinitive" and not commands
    empty = place is not None and structure.words.lower[place] in EMPTY
    if clause.opener == "om" and (bare or empty):
        return _dative(structure, above) or "men"
    return _person(structure, above, frozenset(), seen)


def _dative(structure: Structure, number: int) -> Person | None:
    """Find the person who feels it: "dat lukt me niet", "het is voor ons team belangrijk"."""
    for index in structure.clauses[number].words:
        text, token = structure.words.lower[index], structure.tokens[index]
        before = structure.tokens[index - 1] if index else None
        if text not in _OBLIQUE and text != "onze":
            continue
        if before is not None and before.pos == "ADP" and before.text.lower() not in {"voor", "bij", "aan"}:
            continue
        if token.dep != "nmod:poss" or is_our_group(structure, index):
            return "wij" if text == "onze" else _OBLIQUE[text]
    return None


def _around(structure: Structure, number: int) -> Person | None:
    """Tell among whom something is, from "ons" or "mijn" in the clause."""
    for index in structure.clauses[number].words:
        text = structure.words.lower[index]
        if text in _POSSESSIVE or text in {"mij", "me", "jou", "wij", "we", "ik"}:
            return _POSSESSIVE.get(text) or _OBLIQUE.get(text) or _NOMINATIVE[text]
    return None


def _with_us(structure: Structure, number: int) -> Person | None:
    """Tell whether it happens among us or to me: "Bij ons wordt veel gepraat", "Mij is niets gevraagd"."""
    low = structure.lower(number)
    first = low[1] if low[0] == "aan" and len(low) > 1 else low[0]
    if first in {"mij", "ons"}:
        # "Aan mij is nooit iets gevraagd"
        return _OBLIQUE[first]
    return "wij" if any(low[place : place + 2] == ["bij", "ons"] for place in range(len(low))) else None


def _agent(structure: Structure, number: int) -> Person | None:
    """Tell who does it in a passive with "door"."""
    words = structure.words
    for index in structure.clauses[number].words[:-1]:
        behind = structure.tokens[index + 1] if index + 1 < len(structure.tokens) else None
        if words.lower[index] != "door" or behind is None or structure.tokens[index].particle_of is not None:
            continue
        if behind.pos in {"PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ"}:
            if is_our_group(structure, index + 1):
                return "wij"
            return "ander" if behind.dep == "nmod:poss" else _OBLIQUE.get(behind.text.lower(), "ander")
    return None


def _without_subject(structure: Structure, number: int) -> Person:
    """Tell the person of a clause that names none: a note ("Vandaag met Sem gesproken"), a passive, a bare noun."""
    clause, words = structure.clauses[number], structure.words
    if is_passive(structure, number):
        return _agent(structure, number) or _with_us(structure, number) or "men"
    if (found := _around(structure, number)) is not None and (clause.finite is None or exists(structure, number)):
        return found
    if exists(structure, number):
        return "men"
    if clause.finite is not None and structure.all_verbs(number) & {"zijn", "vallen"} and structure.infinitives(number):
        return _dative(structure, number) or "men"
    if clause.finite is not None:
        left_out = clause.verb_first and not words.forms[clause.finite] & {"present", "infinitive", "pasts"}
        return "ik" if left_out and not clause.link and "?" not in words.lower else "ander"
    if any("participle" in words.forms[index] for index in clause.words) and clause.kind == "main":
        return "ik"
    if words.lower[clause.words[0]] in cue("persoon.met_zijn_bijvoeglijk"):
        return "ik"
    named = any(
        (structure.tokens[index].pos == "PROPN" and index) or words.lower[index] in INDEFINITE for index in clause.words
    )
    return "ander" if named else "men"
