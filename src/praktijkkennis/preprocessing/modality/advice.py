"""Whether a clause is commanded, advised or the rule: "bel de ouders", "we zouden moeten", "afgesproken: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.denial import plain_denials
from praktijkkennis.preprocessing.modality.scope import Structure
from praktijkkennis.preprocessing.modality.subjects import (
    headings,
    is_command,
    is_exclaimed,
    is_order,
    is_sought,
    subject_of,
)

_STATES = frozenset({"zijn", "vinden", "lijken", "hebben", "worden", "blijven"})
_LINKS = frozenset({"zijn", "hebben", "verdienen", "gelden", "luiden"})
_TOLD = frozenset({"je", "jij", "jullie", "u", "ge", "gij", "we", "wij"})
_SHORT = 4


def advice(structure: Structure, number: int, target: frozenset[int]) -> list[int]:
    """Find the words that say that a stretch of a clause is commanded, advised or the rule.

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
    list of int
        Places of words; empty when it is not.
    """
    found = [*_own_advice(structure, number, target), *headings(structure, number, "raad.kopjes")]
    clause = structure.clauses[number]
    if found:
        return found
    if (opening := structure.cleft_of(number)) is not None:
        return advice(structure, opening, frozenset({-1}))
    if clause.parent is None:
        return []
    if (clause.kind == "fragment" and clause.link) or is_sought(structure, number):
        return list(_own_advice(structure, clause.parent, frozenset({-1})))
    if clause.relation != "complement":
        return []
    found = list(_advice_below(structure, clause.parent))
    if not found and clause.kind == "infinitive":
        return list(_own_advice(structure, clause.parent, frozenset({-1})))
    return found


def _own_advice(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    clause = structure.clauses[number]
    yield from _from_verbs(structure, number, target)
    yield from _from_words(structure, number, target)
    yield from _in_your_place(structure, number)
    yield from _expected(structure, number)
    if clause.finite is not None and is_command(structure, number) and not _is_filler(structure, clause.finite):
        yield clause.finite
    if is_order(structure, number) and subject_of(structure, number) is None:
        # "Eerst luisteren, dan praten", "niet rennen"
        yield clause.words[-1]
    if is_exclaimed(structure, number):
        yield clause.words[-1]


def _from_verbs(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    """Yield the verbs that oblige or advise: "moeten", "dienen te", "niet mogen", "aanraden"."""
    clause, words = structure.clauses[number], structure.words
    to_do = set(structure.infinitives(number))
    denied = any(True for _ in plain_denials(structure, number))
    for index, names in structure.verbs(number).items():
        forbids = "mogen" in names and denied and not (clause.verb_first and words.forms[index] & {"past", "pasts"})
        duty = bool(names & cue("raad.te")) and bool(to_do) and index == clause.finite
        advises = names & cue("raad.werkwoorden") and (target & to_do or names & cue("raad.werkwoorden_zelf"))
        obliges = names & cue("raad.modaal") and _obliges(structure, number, index)
        if obliges or duty or forbids or (advises and target - {index}):
            yield index


def _from_words(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    """Yield "nodig", "belangrijk (te)", and "beter" of "je kunt beter"."""
    low, names = structure.lower(number), structure.all_verbs(number)
    to_do = set(structure.infinitives(number))
    denied = any(True for _ in plain_denials(structure, number))
    could = "kunnen" in names and not names <= {"kunnen", "zijn", "worden"} and "dan" not in low
    for index in structure.clauses[number].words:
        text = structure.words.lower[index]
        needed = text in cue("raad.gezegdes_zelf") and names & _STATES and (not denied or text == "verboden")
        known = low[low.index(text) + 1 : low.index(text) + 2] == ["te"]
        measured = low[low.index(text) + 1 : low.index(text) + 2] == ["genoeg"] or _is_excess(structure, index)
        known = (known and not names & _STATES) or measured
        judged = text in cue("raad.gezegdes") and target & to_do and not (text == "beter" and known) and not measured
        first = text == "beter" and _opens_advice(structure, number, index)
        good = text in cue("raad.goed_aan") and {"aan", "eraan"} & set(low) and "doen" in names and target & to_do
        asked_for = text == "gelieve" and to_do
        if needed or judged or first or good or asked_for or (could and text in cue("raad.beter")):
            yield index


def _is_excess(structure: Structure, index: int) -> bool:
    return index > 0 and structure.words.lower[index - 1] == "te"


def _opens_advice(structure: Structure, number: int, index: int) -> bool:
    """Tell "Beter wacht je een dag" from "Beter werd het niet"."""
    clause, subject = structure.clauses[number], subject_of(structure, number)
    if clause.words[0] != index or clause.finite != index + 1 or subject is None:
        return False
    return structure.words.lower[subject] in _TOLD and not structure.all_verbs(number) & (_STATES | {"kunnen"})


def _in_your_place(structure: Structure, number: int) -> Iterator[int]:
    """Yield "jou" of "als ik jou was, zou ik ..."."""
    low = structure.words.lower
    finite = structure.clauses[number].finite
    past = finite is not None and structure.words.forms[finite] & {"past", "pasts"}
    if not past and not {"zou", "zouden"} & set(structure.lower(number)):
        return
    for one in structure.dependants(number):
        if one.opener == "als" and one.finite is not None and low[one.finite] in {"was", "waren"}:
            yield from (index for index in one.words if low[index] in {"jou", "jullie", "u"})


def _expected(structure: Structure, number: int) -> Iterator[int]:
    """Yield what makes a duty, a hint or a proposal of a clause: "we worden geacht te", "je zou kunnen vragen"."""
    low, names = structure.words.lower, structure.all_verbs(number)
    subject = subject_of(structure, number)
    spoken_to = subject is not None and low[subject] in {"je", "jij", "jullie", "u"} and "?" not in low
    # "Als we tijd hadden, zouden we ..." tells what is not so.
    supposed = "?" in low or any(one.opener in {"als", "toen"} for one in structure.dependants(number))
    proposes = subject is not None and low[subject] in {"we", "wij"} and not supposed
    for index in structure.clauses[number].words:
        duty = low[index] == "geacht" and "worden" in names and structure.infinitives(number)
        could = low[index] in {"zou", "zouden"} and "kunnen" in names and (spoken_to or proposes)
        if duty or (could and not names & cue("raad.wijze_van_zeggen")):
            yield index


def _obliges(structure: Structure, number: int, index: int) -> bool:
    """Tell whether "moeten" obliges: not in "moet gezien hebben", "moest lachen", "moet je horen", "moet kunnen"."""
    clause, words = structure.clauses[number], structure.words
    others = {one: names for one, names in structure.verbs(number).items() if one != index}
    introduces = clause.verb_first and words.lower[index + 1 : index + 2] == ["je"] and len(clause.words) <= _SHORT
    if introduces and all(names & cue("raad.inleidend") for names in others.values()):
        return False
    if others and all("kunnen" in names for names in others.values()) and subject_of(structure, number) is None:
        return False
    if any(names & cue("raad.onwillekeurig") for names in others.values()) and words.forms[index] & {"past", "pasts"}:
        return False
    supposed = any(names & {"hebben", "zijn"} and "infinitive" in words.forms[one] for one, names in others.items())
    return not (supposed and index == clause.finite and any(words.forms[one] == {"participle"} for one in others))


def _is_filler(structure: Structure, finite: int) -> bool:
    """Tell whether a command is a way of speaking: "kijk, ...", "stel dat ...", "zeg maar"."""
    if not structure.phrase_at(finite, "raad.geen_bevel_zin"):
        return False
    return any(len(clause.words) <= 2 for clause in structure.clauses if clause.finite == finite)


def _advice_below(structure: Structure, above: int) -> Iterator[int]:
    """Yield the words of a governing clause that advise what its dependent clause says."""
    main, names = structure.main_verb(above), structure.main_names(above)
    if main is not None and names & cue("raad.werkwoorden"):
        yield main
    if names & cue("raad.zorgen"):
        yield from _own_advice(structure, above, frozenset({-1}))
    verbs, low = structure.all_verbs(above), structure.lower(above)
    if "worden" in verbs and "van" in low:
        # "Er wordt van je verwacht dat je meedenkt"
        yield from (index for index in structure.clauses[above].words if structure.words.lower[index] == "verwacht")
    denied = any(True for _ in plain_denials(structure, above))
    for index in structure.clauses[above].words:
        text = structure.words.lower[index]
        good = text in cue("raad.goed_aan") and {"aan", "eraan"} & set(low) and "doen" in verbs
        measured = low[low.index(text) + 1 : low.index(text) + 2] == ["genoeg"] or _is_excess(structure, index)
        needed = bool(text in cue("raad.gezegdes") and not measured and verbs & _STATES)
        needed = needed and not (denied and text in cue("raad.gezegdes_zelf"))
        noun = text in cue("raad.naamwoorden") and structure.tokens[index].pos == "NOUN" and verbs & _LINKS
        # "Het wordt tijd om", "Tijd om"
        due = text == "tijd" and ("worden" in verbs or low[0] == "tijd")
        if good or needed or noun or due:
            yield index
