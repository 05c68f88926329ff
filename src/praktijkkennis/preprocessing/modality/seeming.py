"""Words that deny by their looks only: "niet alleen", "geen wonder", "niets dan lof", "nog nooit zo gelachen"."""

from __future__ import annotations

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.scope import Structure

_GROUPS = {"niet": "niet", "nie": "niet", "ni": "niet", "niets": "niets", "niks": "niets"} | {
    word: word for word in ("geen", "niemand", "nooit")
}
_EXCEEDING = frozenset("nooit niets niks niemand nergens zelden geen".split())
_LONE = frozenset("laten gelaten laat liet lieten zijn staan staat stond gaan zitten zit wonen woont doen".split())
_TIMES = frozenset("half uur week jaar maand dag minuut kwartier".split())
_GRADED = frozenset({"ADJ", "ADV", "PRON", "VERB"})
_LATER_WITHIN = 5


def only_seems(structure: Structure, number: int, index: int) -> bool:
    """Tell whether a word that denies elsewhere denies nothing here.

    Parameters
    ----------
    structure : Structure
        The clauses of the sentence.
    number : int
        Clause of the word.
    index : int
        Its place in the sentence.
    """
    text = structure.words.lower[index]
    group = _GROUPS.get(text, "")
    if group == "niet" and structure.words.lower[index + 1 : index + 2] == ["alleen"]:
        return _is_not_only(structure, index)
    return (
        (bool(group) and _is_idiom(structure, number, index, group))
        or _is_told_by_word_before(structure, index)
        or (text == "geen" and _counts(structure, index))
        or (group == "niet" and _praises(structure, number, index))
        or (text == "nauwelijks" and any(clause.link == "of" for clause in structure.dependants(number)))
        or (text in _EXCEEDING and _exceeds(structure, number, index))
    )


def _is_not_only(structure: Structure, index: int) -> bool:
    """Tell "niet alleen streng" from "niet alleen laten"."""
    later = structure.words.lower[index + 2 :]
    if "maar" in later or "ook" in later:
        return True
    # "Je hoeft het niet alleen op te lossen"
    return "te" not in later[:2] and not (later and later[0] in _LONE)


def _is_idiom(structure: Structure, number: int, index: int, group: str) -> bool:
    finite = structure.clauses[number].finite
    infinitive = structure.words.lower[index + 1 : index + 2] == ["te"]
    if structure.words.lower[index + 1 : index + 3] == ["waar", "dat"]:
        return False
    if infinitive and finite is not None and "zijn" not in structure.words.verbs(finite):
        # "Niet te geloven" is an exclamation, "we proberen niet te geloven" is none.
        return False
    return structure.phrase_at(index + 1, f"ontkenning.{group}_gevolgd_door")


def _is_told_by_word_before(structure: Structure, index: int) -> bool:
    """Tell "niet voor niets", "niet zelden", "een weinig", "al dan niet", "of niet?"."""
    low = structure.words.lower
    text, before = low[index], low[max(0, index - 2) : index]
    if text in {"niets", "niks"}:
        return before == ["niet", "voor"]
    if text in {"weinig", "zelden"}:
        return before[-1:] in (["niet"], ["een"])
    last = not any(structure.words.is_word(other) for other in range(index + 1, len(low)))
    return text == "niet" and (before == ["al", "dan"] or (last and before[-1:] in (["of"], ["wel"])))


def _counts(structure: Structure, index: int) -> bool:
    """Tell "geen half jaar later" and "nog geen twee weken"."""
    low, behind = structure.words.lower, index + 1
    if {"later", "geleden"} & set(low[behind : behind + _LATER_WITHIN]):
        return True
    if low[max(0, index - 1)] != "nog" or behind >= len(low):
        return False
    return structure.tokens[behind].pos == "NUM" or low[behind] in _TIMES


def _praises(structure: Structure, number: int, index: int) -> bool:
    """Tell "het kon niet beter" and "hoe vaak heb ik niet gedacht"."""
    low = structure.words.lower
    if low[index + 1 : index + 2] == ["beter"] and "kunnen" in structure.all_verbs(number):
        return True
    return low[:2] == ["hoe", "vaak"] and "?" not in low


def _exceeds(structure: Structure, number: int, index: int) -> bool:
    """Tell whether "nooit (eerder) zo goed (als)" says how good it is."""
    low = structure.words.lower
    ever = bool({"eerder", "nog"} & set(low[max(0, index - 1) : index + 2]))
    return any(
        (low[other] == "zo" and structure.tokens[other + 1].pos in _GRADED and (ever or "als" in low[other + 1 :]))
        or (low[other] == "zoveel" and "als" in low[other + 1 :])
        for other in structure.clauses[number].words
        if index < other < len(low) - 1
    )


def denies_only_itself(structure: Structure, number: int, index: int) -> bool:
    """Tell whether a word denies no more than the word behind it: "niet onbelangrijk", "niet makkelijk om te"."""
    words = [other for other in structure.clauses[number].words if other > index]
    if not words:
        return False
    text, token = structure.words.lower[words[0]], structure.tokens[words[0]]
    if token.pos == "ADJ" and text.startswith("on"):
        return True
    complement = structure.infinitives(number) or any(
        clause.relation == "complement" for clause in structure.dependants(number)
    )
    return text in cue("ontkenning.alleen_zelf") and bool(complement)
