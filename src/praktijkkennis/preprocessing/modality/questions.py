"""Whether a clause is asked: by a question mark, its order, or what governs it ("ik vraag me af of")."""

from __future__ import annotations

from collections.abc import Iterator

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.denial import plain_denials, pretends
from praktijkkennis.preprocessing.modality.linking import INHERITING
from praktijkkennis.preprocessing.modality.scope import Structure


def questions(structure: Structure, number: int) -> list[int]:
    """Find what makes a clause a question: the question mark, or the words that lead an indirect question.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Which clause.

    Returns
    -------
    list of int
        Places of words or marks; empty when it is none.
    """
    for one in structure.ancestors(number):
        clause = structure.clauses[one]
        if found := _direct(structure, one) or list(_indirect(structure, one)):
            return found
        if clause.relation not in INHERITING and clause.kind != "fragment":
            break
    return []


def _direct(structure: Structure, number: int) -> list[int]:
    """Find the question mark, or the question word of a point on an agenda, that asks a clause."""
    clause, low = structure.clauses[number], structure.words.lower
    mains = [other for other, one in enumerate(structure.clauses) if one.span == clause.span and one.kind == "main"]
    asking = [other for other in mains if is_interrogative(structure, other)]
    first = clause.words[0]
    marks = [index for index in range(first, len(low)) if "?" in low[index] and _ends(structure, index) == clause.span]
    if not marks:
        typed = _is_typed(structure, number) and mains == [number]
        return [first] if number in asking and (typed or _is_on_agenda(structure, number)) else []
    if clause.kind == "main":
        # "Zij overlegt wel, maar doet hij dat ook?": what goes before the question is told, not asked.
        told = number < asking[0] if asking else _has_tag(structure, clause.span)
        return [] if told else marks[:1]
    if clause.kind == "fragment":
        return marks[:1] if clause.link and not asking else []
    return marks[:1] if not mains and clause.parent is None else []


def _is_typed(structure: Structure, number: int) -> bool:
    """Tell whether who is spoken to stands behind the verb, and no mark ends the sentence: "hebben jullie hem nog"."""
    clause, low = structure.clauses[number], structure.words.lower
    if clause.finite is None or not structure.words.is_word(len(low) - 1) or clause.link:
        return False
    return low[clause.finite + 1 : clause.finite + 2] in (["je"], ["jij"], ["jullie"], ["u"], ["iemand"])


def _is_on_agenda(structure: Structure, number: int) -> bool:
    """Tell whether a clause stands behind "Agendapunt 4:"."""
    clause = structure.clauses[number]
    heading = {
        structure.words.lower[index] for one in structure.clauses if one.span == clause.span - 1 for index in one.words
    }
    return clause.after_colon and bool(heading & cue("vraag.kopjes"))


def _ends(structure: Structure, mark: int) -> int:
    """Tell of which stretch of the sentence a question mark is the end."""
    placed = [(index, clause.span) for clause in structure.clauses for index in clause.words if index < mark]
    return max(placed, default=(-1, -1))[1]


def is_interrogative(structure: Structure, number: int) -> bool:
    """Tell whether a main clause has the order of a question: the verb first, or behind a question word."""
    clause, low = structure.clauses[number], structure.words.lower
    if clause.verb_first:
        return True
    head = clause.words[:3]
    if low[head[0]] in {"dus", "dan", "maar", "nou", "zo"}:
        head = head[1:]
    if len(head) > 1 and structure.tokens[head[0]].pos == "ADP":
        head = head[1:]
    return bool(head) and low[head[0]] in cue("vraag.vraagwoorden") and low[head[0] : head[0] + 2] != ["wat", "een"]


def _has_tag(structure: Structure, span: int) -> bool:
    """Tell whether a stretch ends in "hè", "toch", "niet waar"."""
    last = [clause for clause in structure.clauses if clause.span == span][-1]
    text = " ".join(structure.words.lower[index] for index in last.words)
    return last.kind == "fragment" and (text in cue("vraag.aanhangsels") or text == "niet")


def _indirect(structure: Structure, number: int) -> Iterator[int]:
    """Yield the word that opens an indirect question: "ik weet niet of", "de vraag is hoe"."""
    clause = structure.clauses[number]
    opens = clause.opener == "of" or clause.opener in cue("vraag.vraagwoorden")
    if clause.kind != "sub" or clause.parent is None or not opens or clause.relation == "relative":
        return
    names, low = structure.all_verbs(clause.parent), set(structure.lower(clause.parent))
    if clause.opener == "of" and pretends(structure, clause):
        # "Ze doet of ze alles weet"
        return
    unknown = "geen" in low or any(True for _ in plain_denials(structure, clause.parent))
    asks = bool(names & cue("vraag.werkwoorden") or low & cue("vraag.gezegdes"))
    wants_to_know = "weten" in names and ("willen" in names or bool(low & cue("wens.graag")))
    sighs = low & {"maar"} and structure.clauses[clause.parent].verb_first
    wants_to_know = wants_to_know or bool("weten" in names and sighs)
    in_doubt = unknown and bool((names | low) & cue("vraag.niet_weten"))
    all_the_same = unknown and bool(names & {"uitmaken", "schelen"})
    if (asks or wants_to_know or in_doubt or clause.opener == "of") and not all_the_same:
        yield clause.words[0]
