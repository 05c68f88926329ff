"""Whether a clause is wished for: "ik hoop dat", "we zouden graag", "had ik maar", "laten we", "ik mis"."""

from __future__ import annotations

from collections.abc import Iterator

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.scope import Structure
from praktijkkennis.preprocessing.modality.subjects import (
    EMPTY,
    FIRST,
    headings,
    is_command,
    is_passive,
    is_sought,
    subject_of,
)

_CONDITIONS = frozenset({"als", "dat", "om", "wanneer", "indien", "zodra"})
_AFTER_NOUN = frozenset({"aan", "in", "naar", "op", "om"})
_NOT_BEFORE = {"hoop": {"een", "hele"}, "zin": {"de", "een", "deze"}}
_STATES = frozenset({"zijn", "vinden", "lijken", "hebben", "worden"})


def wishes(structure: Structure, number: int, target: frozenset[int]) -> list[int]:
    """Find the words that say that a stretch of a clause is wished for.

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
    found = [*_own_wishes(structure, number, target), *headings(structure, number, "wens.kopjes")]
    clause = structure.clauses[number]
    if found:
        return found
    if (opening := structure.cleft_of(number)) is not None:
        return list(_own_wishes(structure, opening, frozenset({-1})))
    if clause.parent is None:
        return found
    above = clause.parent
    if (clause.kind == "fragment" and clause.link) or is_sought(structure, number):
        return wishes(structure, above, frozenset({-1}))
    if clause.relation == "complement" or clause.opener in _CONDITIONS:
        found = list(_wishes_below(structure, above, clause.opener))
    if not found and clause.kind == "infinitive" and clause.relation == "complement":
        return wishes(structure, above, frozenset())
    return found


def _own_wishes(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    for index, names in structure.verbs(number).items():
        wants = names & cue("wens.werkwoorden") and _wants(structure, number, index, names)
        if wants or (names & cue("wens.missen") and target - {index} and _misses(structure, number, target)):
            yield index
    yield from _gladly(structure, number)
    yield from _valued(structure, number)
    yield from _sighed(structure, number)
    inside, low = structure.clauses[number].words, structure.words.lower
    for place, index in enumerate(inside):
        led = low[inside[place + 1]] in _AFTER_NOUN if place + 1 < len(inside) else False
        longs = led and _is_wish_noun(structure, index) and target & set(inside[place + 1 :])
        is_it = place < len(inside) - 1 and structure.words.verbs(inside[place + 1]) & {"zijn", "blijven"}
        dreams = is_it and _is_wish_noun(structure, index) and target & set(inside[place + 2 :])
        if longs or dreams or low[index] in cue("wens.bijwoorden"):
            yield index


def _sighed(structure: Structure, number: int) -> Iterator[int]:
    """Yield what makes a wish of a sentence by its form: "laten we", "had ik maar", "als ze toch eens luisterden"."""
    clause, words = structure.clauses[number], structure.words
    first = clause.finite
    asked = "?" in words.lower
    if clause.kind == "sub" and clause.parent is None and clause.opener in {"als", "dat"} and not asked:
        yield from (index for index in clause.words if words.lower[index] in {"maar", "toch", "eens"})
    if first is None or first not in clause.starts or clause.link:
        return
    together = "laten" in words.verbs(first) and words.lower[first + 1 : first + 2] in (["we"], ["wij"], ["ons"])
    sighs = clause.verb_first and words.forms[first] & {"past", "pasts"} and "maar" in words.lower[first:] and not asked
    if together or sighs:
        yield first


def _wants(structure: Structure, number: int, index: int, names: frozenset[str]) -> bool:
    """Tell whether a verb of wishing wishes: not in "dat wil zeggen", "wil weleens gebeuren", "wil niet lukken"."""
    clause, low = structure.clauses[number], structure.words.lower
    if index == clause.finite and is_command(structure, number):
        # "Gun jezelf wat rust"
        return False
    if "willen" not in names:
        return not ("wensen" in names and "over" in structure.lower(number))
    others = structure.all_verbs(number) - names
    subject = subject_of(structure, number)
    empty = subject is None or low[subject] in EMPTY
    if others & cue("wens.geen_wens_met") and (empty or clause.opener == "wat"):
        return False
    sometimes = any(structure.phrase_at(one, "wens.geen_wens_bijwoorden") for one in clause.words)
    return not sometimes or (subject is not None and low[subject] in FIRST)


def _misses(structure: Structure, number: int, target: frozenset[int]) -> bool:
    """Tell whether somebody misses something, rather than that something is missing."""
    subject = subject_of(structure, number)
    if subject is None or subject in target or is_passive(structure, number):
        return False
    return structure.words.lower[subject] not in EMPTY | {"er"} and "er" not in structure.lower(number)


def _gladly(structure: Structure, number: int) -> Iterator[int]:
    """Yield "graag" and "liever" where they ask for something: "zou graag", "heb liever", but not "werk graag"."""
    verbs = structure.verbs(number)
    names = structure.all_verbs(number)
    for index in structure.clauses[number].words:
        text = structure.words.lower[index]
        if text not in cue("wens.graag"):
            continue
        perfect = "hebben" in names and len(verbs) > 1 and not names & {"zullen", "willen"}
        perfect = perfect and not {"had", "hadden"} & set(structure.lower(number))
        if text != "graag" or not verbs or (names & cue("wens.graag_met") and not perfect):
            yield index


def _valued(structure: Structure, number: int) -> Iterator[int]:
    """Yield "mooi" of "het zou mooi zijn als"."""
    names, low = structure.all_verbs(number), structure.words.lower
    would = bool({"zou", "zouden"} & set(structure.lower(number))) or "lijken" in names
    asked = structure.clauses[number].verb_first and "?" in structure.words.lower
    if would and _leads_to(structure, number) and not asked:
        yield from (index for index, own in structure.verbs(number).items() if own & cue("wens.zou_werkwoorden"))
    if would and names & _STATES:
        for index in structure.clauses[number].words:
            if low[index] in cue("wens.waarderend") and _leads_to(structure, number):
                yield index


def _leads_to(structure: Structure, number: int) -> bool:
    """Tell whether a clause has a clause or infinitive that it speaks about."""
    below = any(one.parent == number and one.opener in _CONDITIONS for one in structure.clauses)
    return below or bool(structure.infinitives(number))


def _is_wish_noun(structure: Structure, index: int) -> bool:
    """Tell "de hoop" from "een hoop", "zin hebben" from "de zin" and "geen zin hebben"."""
    text, before = structure.words.lower[index], structure.words.lower[index - 1] if index else ""
    if text not in cue("wens.naamwoorden") or structure.tokens[index].pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    if structure.tokens[index].pos == "ADJ" and not structure.tokens[index].dep.startswith("nsubj"):
        return False
    # Who has no need of it does not wish for it.
    return before != "geen" and before not in _NOT_BEFORE.get(text, ())


def _wishes_below(structure: Structure, above: int, opener: str) -> Iterator[int]:
    """Yield the words of a governing clause that wish what its dependent clause says."""
    main = structure.main_verb(above)
    names = structure.main_names(above)
    if main is not None and names & cue("wens.werkwoorden") and _wants(structure, above, main, names):
        yield main
    if main is not None and names & cue("wens.missen") and opener in {"dat", "om"}:
        yield main
    if names & {"zien", "hebben", "horen", "willen"}:
        yield from _gladly(structure, above)
    yield from _valued(structure, above)
    yield from (index for index in structure.clauses[above].words if _is_wish_noun(structure, index))
