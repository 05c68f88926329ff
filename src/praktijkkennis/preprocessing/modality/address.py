"""Whether "je" is somebody who is spoken to, or anybody."""

from __future__ import annotations

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.linking import Clause
from praktijkkennis.preprocessing.modality.scope import Structure
from praktijkkennis.preprocessing.modality.subjects import FIRST, is_command, subject_of

_SECOND = frozenset("jij jou jouw jullie u uw ge gij".split())
_TAGS = frozenset({"hè", "he", "hé", "toch"})
_THANKS = frozenset({"bedankt", "dank", "sorry"})
_JUDGING = frozenset({"vinden", "denken", "geloven"})
_ALLOWING = frozenset({"moeten", "kunnen", "mogen"})


def addresses(structure: Structure, number: int) -> bool:
    """Tell whether "je" in a clause is somebody who is spoken to; else it is anybody.

    It is somebody in a question, beside a name that is called, beside ``me`` or ``jouw``, and where it is told what he
    did or what he is like; in a rule or an experience ("zulke dingen leer je niet uit een boek") it is anybody.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Clause with "je".
    """
    everything, own = set(structure.words.lower), set(structure.lower(number))
    if everything & (_SECOND | {"?"} | cue("persoon.nu_en_toen")) or own & {"me", "mij", "mijn"}:
        return True
    if any(_calls(structure, other) for other in range(len(structure.clauses)) if other != number):
        return True
    names = structure.all_verbs(number)
    if "kunnen" in names and ("beter" in own or ("zou" in own and not names & cue("raad.wijze_van_zeggen"))):
        return True
    clause = structure.clauses[number]
    if clause.opener == "als" and clause.parent is not None and structure.lower(number).count("als") == 1:
        # "Zou fijn zijn als je het doorgeeft"
        above = set(structure.lower(clause.parent))
        if above & {"zou", "zouden"} and above & cue("wens.waarderend"):
            return True
    if structure.lower(number)[0] == "beter" and clause.finite == clause.words[0] + 1:
        # "Beter wacht je een dag"
        return True
    if clause.kind == "sub" and clause.opener == "dat" and clause.parent is not None:
        return _is_said_to(structure, number, clause.parent)
    return clause.kind == "main" and (_is_told(structure, clause) or _is_particular(structure, number))


def _calls(structure: Structure, number: int) -> bool:
    """Tell whether a clause calls somebody or tells him to do something: "..., Bram", "..., hè", "let op"."""
    clause = structure.clauses[number]
    if clause.kind != "fragment":
        return is_command(structure, number)
    texts = set(structure.lower(number))
    named = all(structure.tokens[index].pos in {"PROPN", "INTJ"} for index in clause.words)
    return named or bool(texts & (_TAGS | cue("persoon.aanspreekvorm")))


def _is_said_to(structure: Structure, number: int, above: int) -> bool:
    """Tell "ik hoop dat je", "bedankt dat je" from "ik vind dat je fouten moet kunnen maken"."""
    low, names = set(structure.lower(above)), structure.all_verbs(above)
    if names & _JUDGING and structure.all_verbs(number) & _ALLOWING:
        return False
    wants = names & cue("persoon.hoort_jou") or low & cue("wens.graag")
    return bool(low & _THANKS or (low & FIRST and wants))


def _is_told(structure: Structure, clause: Clause) -> bool:
    """Tell whether a clause tells what happened: "dat heb je opgelost", "je zei het"."""
    if clause.finite is None:
        return False
    names, forms = structure.words.verbs(clause.finite), structure.words.forms[clause.finite]
    perfect = names & {"hebben", "zijn"} and any("participle" in structure.words.forms[one] for one in clause.words)
    past = forms and forms <= {"past", "pasts"} and not names & {"zullen", "kunnen", "mogen"}
    return bool(perfect or past)


def _is_particular(structure: Structure, number: int) -> bool:
    """Tell whether a clause that begins with "je" describes somebody, rather than what anybody meets with."""
    if structure.clauses[number].words[0] != subject_of(structure, number):
        return False
    low, names = set(structure.lower(number)), structure.all_verbs(number)
    conditional = any(one.opener in {"als", "wanneer"} for one in structure.dependants(number))
    return not (conditional or low & cue("persoon.algemeen") or names & cue("persoon.ervaren"))
