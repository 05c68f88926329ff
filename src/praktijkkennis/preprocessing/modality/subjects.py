"""What is the subject of a clause, and clauses that have none: commands, passives, "er is"."""

from __future__ import annotations

from collections.abc import Iterator

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.scope import Clause, Structure
from praktijkkennis.preprocessing.verb_forms import Form, known_forms

FIRST = frozenset("ik 'k ikzelf wij we wijzelf".split())
NOMINATIVE = FIRST | frozenset("jij gij ge men hij ie".split())
"""Pronouns that are a subject wherever they stand."""

INDEFINITE = frozenset("zij ze iedereen iemand niemand geeneen".split())
EMPTY = frozenset("het dit dat er wat".split())
OBJECTS = frozenset("mij me mezelf ons onszelf jou hem haar hen hun zich elkaar zichzelf".split())

_URGING = frozenset({"eens", "maar", "nou", "even", "gerust", "toch", "vooral"})
_CALLS = frozenset({"stop", "wacht"})
_ADDRESS = frozenset({"je", "jullie", "u"})
_NO_COMMAND = NOMINATIVE | INDEFINITE | _ADDRESS - {"u"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "VERB"})


def subject_of(structure: Structure, number: int) -> int | None:
    """Find the word that is the subject of a clause: by its form, by its place, then by the parse.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Which clause.
    """
    clause, low = structure.clauses[number], structure.words.lower
    for place, index in enumerate(clause.words):
        before = low[clause.words[place - 1]] if place else ""
        if low[index] in NOMINATIVE and before not in {"dan", "als"} and structure.tokens[index].pos != "ADV":
            return index
    for index in clause.words:
        if low[index] in _ADDRESS and _is_addressed(structure, clause, index):
            return index
    if clause.kind == "infinitive":
        # "Om de familie erbij te halen": whose act it is, the clause above tells.
        return None
    found = [index for index in clause.words if _is_parsed_subject(structure, index)]
    full = [index for index in found if low[index] not in EMPTY]
    named = [index for index in clause.words if low[index] in INDEFINITE and not _behind_preposition(structure, index)]
    ours = [index for index in clause.words if low[index] in {"ons", "onze"} and is_our_group(structure, index)]
    ours = [index for index in ours if not _behind_preposition(structure, index)]
    return next(iter([*full, *named, *ours, *_inverted(structure, clause), *found]), None)


def _inverted(structure: Structure, clause: Clause) -> list[int]:
    """Find a noun right behind a verb that opens the clause: its subject, should the parse have missed that."""
    if clause.finite is None or not clause.verb_first:
        return []
    for index in clause.words:
        if clause.finite < index <= clause.finite + 3:
            if structure.tokens[index].pos in {"NOUN", "PROPN"}:
                return [index]
            if structure.tokens[index].pos not in {"DET", "ADJ", "NUM"} and structure.tokens[index].dep != "nmod:poss":
                return []
    return []


def _is_parsed_subject(structure: Structure, index: int) -> bool:
    token = structure.tokens[index]
    if not token.dep.startswith(("nsubj", "csubj")) or token.pos not in _NOMINAL:
        return False
    return structure.words.lower[index] not in OBJECTS and not structure.words.forms[index]


def _behind_preposition(structure: Structure, index: int) -> bool:
    return index > 0 and structure.tokens[index - 1].pos == "ADP"


def _is_addressed(structure: Structure, clause: Clause, index: int) -> bool:
    """Tell whether "je", "jullie" or "u" is a subject: beside the finite verb, or behind the opener."""
    words, token = structure.words, structure.tokens[index]
    opened = clause.words.index(index) == (clause.opener.count(" ") + 1 if clause.opener else 0)
    if _behind_preposition(structure, index) and not opened:
        return False
    following = structure.tokens[index + 1] if index + 1 < len(structure.tokens) else None
    owns = token.dep == "nmod:poss" and following is not None and following.pos in {"NOUN", "ADJ"}
    if clause.finite is not None and index == clause.finite + 1:
        # "Heb je tijd?" but "Heeft je team tijd?"
        only_third = words.forms[clause.finite] | words.hidden[clause.finite] == {"present"}
        return not owns if words.lower[index] != "je" else not only_third
    if clause.kind == "sub":
        return opened and not owns
    return clause.finite is not None and index == clause.finite - 1


def is_our_group(structure: Structure, place: int) -> bool:
    """Tell whether a noun, or the possessive before it, is of "ons team", "onze afdeling"."""
    low = structure.words.lower
    if low[place] in {"ons", "onze"} and place + 1 < len(low):
        place += 1
    groups = cue("persoon.wij_groepen")
    is_group = low[place] in groups or any(low[place].endswith(group) for group in groups if len(group) > 3)
    return is_group and bool({"ons", "onze"} & set(low[max(0, place - 2) : place]))


def is_joined_with_me(structure: Structure, place: int) -> bool:
    """Tell whether a subject is "Anja en ik" or "ik en mijn collega"."""
    low, tokens = structure.words.lower, structure.tokens
    if low[place] == "ik":
        if place > 1 and low[place - 1] == "en":
            return tokens[place - 2].pos in {"NOUN", "PROPN", "PRON"} and not structure.words.forms[place - 2]
        behind = tokens[place + 2] if low[place + 1 : place + 2] == ["en"] and place + 2 < len(low) else None
        return behind is not None and (behind.pos in {"PROPN", "DET", "NOUN"} or behind.text.lower() in {"mijn", "jij"})
    return low[place + 1 : place + 3] == ["en", "ik"]


def is_passive(structure: Structure, number: int) -> bool:
    """Tell whether a clause is in the passive: "wordt besproken", "is gemeld" but not "is gekomen"."""
    verbs = structure.verbs(number)
    participles = [index for index in structure.clauses[number].words if _is_participle(structure, number, index)]
    if not participles or any("hebben" in names for index, names in verbs.items() if index not in participles):
        return False
    if any("worden" in names and structure.words.lower[index] != "geworden" for index, names in verbs.items()):
        return True
    if not any("zijn" in names for names in verbs.values()):
        return False
    return not any(_stays_active(structure, index) for index in participles)


def _stays_active(structure: Structure, index: int) -> bool:
    """Tell whether a participle with "zijn" is no passive: "is gekomen", "is opgestaan", "is verdeeld over"."""
    names = structure.words.verbs(index) or {structure.tokens[index].lemma}
    active = cue("persoon.met_zijn")
    if structure.words.lower[index] in cue("persoon.met_zijn_bijvoeglijk"):
        return True
    return any(name in active or any(name.endswith(one) for one in active if len(one) > 4) for name in names)


def _is_participle(structure: Structure, number: int, index: int) -> bool:
    words, token = structure.words, structure.tokens[index]
    if index == structure.clauses[number].finite:
        return False
    if forms := words.forms[index] | words.hidden[index]:
        return "participle" in forms
    looks = words.lower[index].startswith("ge") and words.lower[index].endswith(("d", "t", "en"))
    if index and structure.tokens[index - 1].pos in {"DET", "ADP"}:
        return False
    return looks and token.pos in {"ADJ", "NOUN"} and token.dep in {"ROOT", "ccomp"}


def exists(structure: Structure, number: int) -> bool:
    """Tell whether a clause says that something is there or is not: "er is ...", "er is geen sprake van"."""
    low, verbs = set(structure.lower(number)), structure.all_verbs(number)
    wanting = "ontbreken" in verbs and any(
        structure.words.lower[index] == "het" and structure.tokens[index + 1].pos in {"VERB", "AUX", "PRON"}
        for index in structure.clauses[number].words[:-1]
    )
    there = ("er" in low and structure.clauses[number].opener != "wie") or "sprake" in low or wanting
    return there and bool(verbs & cue("persoon.bestaat"))


def headings(structure: Structure, number: int, name: str) -> Iterator[int]:
    """Yield the words of a kind in the heading before a colon that a clause stands behind: "Afgesproken: ..."."""
    clause = structure.clauses[number]
    first = next(one for one in structure.clauses if one.span == clause.span)
    if first.after_colon:
        for one in structure.clauses:
            if one.span == clause.span - 1 and (one.finite is None or len(one.words) <= 3):
                yield from (index for index in one.words if structure.phrase_at(index, name))


def is_sought(structure: Structure, number: int) -> bool:
    """Tell whether a relative clause says what something should be like: "we willen iemand die luistert"."""
    clause, low = structure.clauses[number], structure.words.lower
    if clause.relation != "relative" or clause.governor is None:
        return False
    before = low[max(0, clause.governor - 3) : clause.governor]
    return low[clause.governor] in {"iemand", "iets", "mensen"} or bool({"een", "meer"} & set(before))


def is_exclaimed(structure: Structure, number: int) -> bool:
    """Tell whether a lone verb with an exclamation mark commands: "Luisteren!", "Stop!", "Nu loslaten!"."""
    clause, low = structure.clauses[number], structure.words.lower
    last = clause.words[-1]
    if low[last] in _CALLS and len(clause.words) == len(structure.words.forms) - 1 and low[-1] == ".":
        return True
    if len(clause.words) > 2 or last + 1 >= len(low) or not low[last + 1].startswith("!"):
        return False
    if last and structure.tokens[last - 1].pos in {"DET", "ADP", "PRON", "INTJ"}:
        return False
    forms = known_forms(low[last])
    noun = low[last] in cue("raad.ook_naamwoord") | cue("raad.geen_bevel") and low[last] not in _CALLS
    return "infinitive" in forms or ("stem" in forms and len(clause.words) == 1 and not noun)


def is_order(structure: Structure, number: int) -> bool:
    """Tell whether an infinitive without subject orders: "Niet ingrijpen.", "Eerst luisteren, dan praten."."""
    clause, words = structure.clauses[number], structure.words
    low, last = structure.lower(number), clause.words[-1]
    if clause.kind not in {"main", "fragment"} or clause.finite is not None or len(clause.words) < 2:
        return False
    if low[0] in {"niet", "nooit"} and len(low) > 2 and structure.tokens[clause.words[2]].pos == "ADP":
        # "Niet roken op het plein!"
        return "infinitive" in words.forms[clause.words[1]] | words.hidden[clause.words[1]]
    # "Niet meteen oordelen": a tagger takes the infinitive for a noun.
    untagged = words.hidden[last] if low[0] in {"niet", "eerst"} else frozenset[Form]()
    orders = "infinitive" in words.forms[last] | untagged and low[-2] != "te"
    orders = orders and "?" not in "".join(words.lower[last + 1 : last + 2])
    return orders and bool(set(low) & cue("raad.bevel_vooraan"))


def _has_main_behind(structure: Structure, clause: Clause) -> bool:
    """Tell whether a main clause follows that a verb in front makes a condition of."""
    later = (one for one in structure.clauses if one.span == clause.span and one.words[0] > clause.words[0])
    return any(one.kind == "main" and not one.link for one in later)


def is_command(structure: Structure, number: int) -> bool:
    """Tell whether a clause commands: its verb comes first, is a bare stem and has no subject."""
    clause, words = structure.clauses[number], structure.words
    if clause.kind != "main" or clause.finite is None or clause.finite not in clause.starts:
        return False
    if clause.link and clause.parent is not None and not is_command(structure, clause.parent):
        return False
    end = max(clause.words) + 1
    if "stem" not in known_forms(words.lower[clause.finite]) or "?" in words.lower[end : end + 2]:
        return False
    following = words.lower[clause.finite + 1] if clause.finite + 1 < len(words.lower) else ""
    if following in {"jij", "jullie"} and clause.words[0] == clause.finite and not clause.link:
        # "Doe jij nou eens een stap terug"
        urged = bool(set(structure.lower(number)) & _URGING) and not _has_main_behind(structure, clause)
        return urged and words.lower[clause.finite] not in cue("raad.geen_bevel")
    if words.lower[clause.finite] in cue("raad.geen_bevel") and following not in cue("raad.wel_bevel_met"):
        return False
    if following == "je":
        # "Laat je team beslissen" and "bereid je voor", but "ga je weg, dan ..." is a condition.
        inverted = not clause.verb_first or _has_main_behind(structure, clause)
        following = "je" if inverted else ""
    others = [index for index in clause.words if words.is_finite(index) and index != clause.finite]
    return following not in _NO_COMMAND and not others
