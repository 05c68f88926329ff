"""What denies a clause or a part of it: words, verbs that mean denial, and denial that comes down from above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from praktijkkennis.preprocessing.modality.cues import cue, prepositions_of
from praktijkkennis.preprocessing.modality.mockery import mocked
from praktijkkennis.preprocessing.modality.scope import Clause, Structure
from praktijkkennis.preprocessing.modality.seeming import denies_only_itself, only_seems
from praktijkkennis.preprocessing.modality.subjects import exists, subject_of

_SEARCHING = frozenset("hebben kennen zien vinden".split())
_STATES = frozenset("zijn raken worden blijven lijken".split())
_AFTER_NOUN = frozenset("aan van in om tot op".split())
_WITHIN_PHRASE = frozenset("van aan in tussen met".split())
_AFTER_FACT = frozenset("gedacht verwacht geloofd".split())
_REFUSALS = frozenset(
    {"ho maar", "vergeet het maar", "mooi niet", "dus niet", "niet dus", "geen sprake van", "nee dus"}
)
_MOCKING = frozenset("ja hoor nou nee joh tja ach pff echt".split())
_JOINS = frozenset({"en", "of", "maar"})
_ONLY = frozenset({"nog", "toch", "alleen", "dan", "gewoon"})
"""Before "maar" they make it an adverb: "nog maar zelden"."""

_OLD_CASES = frozenset("allen zijner harer hunner zijnen goeder kwader gelegener bestemder elfder eniger".split())
"""What stands between "te" and a noun in "te allen tijde", "te zijner tijd", "te goeder trouw"."""

_NEAR = 3
ANYTHING = frozenset({-1})
"""A stretch that is nowhere: what denies it, denies the clause as a whole."""


def denials(structure: Structure, number: int, target: frozenset[int]) -> list[int]:
    """Find the words that deny a stretch of a clause, in the clause itself and from above.

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
        Places of words; empty when it is affirmed or denied twice.
    """
    own = list(_own(structure, number, target))
    if (opening := structure.cleft_of(number)) is not None:
        own += _own(structure, opening, ANYTHING)
    inherited = list(_inherited(structure, structure.clauses[number]))
    return [] if own and inherited else own + inherited


def plain_denials(structure: Structure, number: int) -> Iterator[int]:
    """Yield the places of the words of a clause that deny, but for those that only seem to."""
    for index in structure.clauses[number].words:
        denies = structure.words.lower[index] in cue("ontkenning.woorden")
        if (denies or structure.tokens[index].lemma in {"niet", "geen"}) and not only_seems(structure, number, index):
            yield index


def _own(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    plain = [index for index in plain_denials(structure, number) if _reaches(structure, number, index, target)]
    verbs = list(_denying_verbs(structure, number, target))
    others = list(_denying_words(structure, number, target))
    # Twice denied is affirmed: "niet zonder agenda", "vergeet niet te bellen"; not so "zonder overleg gaat het niet".
    cancelled = (plain and verbs) or any(_cancels(structure, other, index) for index in others for other in plain)
    lifters = {index for index, names in structure.verbs(number).items() if names & cue("ontkenning.opheffend")}
    lifted = plain and lifters and target & set(structure.infinitives(number)) - lifters
    if not cancelled and not lifted and not _cannot_without(structure, number, target, plain, others):
        yield from [*plain, *others, *verbs]


def _cancels(structure: Structure, first: int, second: int) -> bool:
    """Tell whether a denial denies another behind it: "niet zonder", "geen gebrek aan", not "niet door gebrek aan"."""
    if structure.words.lower[second] in cue("ontkenning.voorzetsels"):
        return first < second
    return first < second <= first + _NEAR and all(one.pos != "ADP" for one in structure.tokens[first + 1 : second])


def _cannot_without(
    structure: Structure, number: int, target: frozenset[int], plain: Sequence[int], others: Sequence[int]
) -> bool:
    """Tell whether a stretch is what there must be: "Zonder vertrouwen hadden we het nooit gered"."""
    first = structure.clauses[number].words[0]
    opens = first in others and structure.words.lower[first] == "zonder" and any(index > first for index in plain)
    return opens and target <= _phrase(structure, structure.clauses[number].words[1:])


def _reaches(structure: Structure, number: int, index: int, target: frozenset[int]) -> bool:
    """Tell whether a word that denies reaches a stretch of its own clause."""
    if target <= {index}:
        return False
    low, inside = structure.words.lower, structure.clauses[number].words
    place = inside.index(index)
    rest = inside[place + 1 :]
    contrast = next((other for other in rest if low[other] == "maar"), None)
    if contrast is not None:
        # "Niet de wethouder maar de bewoners hebben ...": only what stands between.
        return any(index < other < contrast for other in target)
    opposed = next((other for other in rest if low[other] == "wel" and low[other - 1] == ","), None)
    if opposed is not None and any(other >= opposed for other in target):
        # "Geen baas, wel een coach"
        return False
    if not rest:
        return True
    if denies_only_itself(structure, number, index):
        return rest[0] in target
    joined = place > 1 and low[inside[place - 1]] in _JOINS and index == next(plain_denials(structure, number))
    joined = joined and not (low[inside[place - 1]] == "maar" and low[inside[place - 2]] in _ONLY)
    if joined or any(_is_contrast(structure, clause) for clause in structure.dependants(number)):
        return bool(target & set(_until_verb(structure, rest)))
    return True


def _is_contrast(structure: Structure, clause: Clause) -> bool:
    """Tell whether a fragment puts something else instead: "(niet over mensen), maar met mensen"."""
    own = {structure.words.lower[index] for index in clause.words}
    return clause.kind == "fragment" and clause.link in {"maar", "doch"} and not {"wel", "ook", "niet"} & own


def _until_verb(structure: Structure, indices: Sequence[int]) -> Iterator[int]:
    for place, index in enumerate(indices):
        if place and (structure.words.forms[index] or structure.words.lower[index] in _JOINS):
            return
        yield index


def _denying_words(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    """Yield the words that deny what follows them or what they are said of: "zonder", "gebrek aan", "kwijt"."""
    clause, words = structure.clauses[number], structure.words
    if clause.link == "noch":
        yield clause.words[0] - 1
    yield from _refusal(structure, number)
    yield from mocked(structure, number, target)
    opener = _opening_denial(structure, clause)
    if opener is not None:
        yield opener
    opened = clause.opener.count(" ") + 1 if clause.opener else 0
    for place, index in enumerate(clause.words):
        text, rest = words.lower[index], clause.words[place + 1 :]
        if place < opened or target <= {index}:
            continue
        following = words.lower[rest[0]] if rest else ""
        noun = {text, structure.tokens[index].lemma} & cue("ontkenning.naamwoorden") and following in _AFTER_NOUN
        if (text == "verre" and following == "van") or text in cue("ontkenning.alleen_volgend"):
            reached = _phrase(structure, rest[1:] if text == "verre" else rest)
        elif text in cue("ontkenning.voorzetsels"):
            hollow = structure.phrase_at(index + 1, "ontkenning.zonder_gevolgd_door")
            reached = set() if hollow else _phrase(structure, rest)
        elif noun or (text == "plaats" and following == "van"):
            reached = _phrase(structure, rest[1:])
        else:
            reached = set(target) if _says_gone(structure, number, index) else set()
        if target & reached:
            yield index


def _says_gone(structure: Structure, number: int, index: int) -> bool:
    """Tell whether a word says that something is not there: "kwijt", "ver te zoeken"."""
    low = structure.words.lower
    if low[index] == "onmogelijk" and "kunnen" in structure.all_verbs(number):
        return True
    gone = low[index] in cue("ontkenning.gezegdes") or low[index : index + 3] == ["ver", "te", "zoeken"]
    return gone and structure.tokens[index].particle_of is None and bool(structure.all_verbs(number) & _STATES)


def _phrase(structure: Structure, rest: Sequence[int]) -> set[int]:
    """List the words of the phrase that starts here: up to a verb or another preposition."""
    found: set[int] = set()
    for index in rest:
        text, forms = structure.words.lower[index], structure.words.forms[index]
        leaves = structure.tokens[index].pos == "ADP" and text not in _WITHIN_PHRASE
        if (found and (leaves or forms or text in {"we", "ik"})) or (forms and "infinitive" not in forms):
            break
        found.add(index)
    return found


def _denying_verbs(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    """Yield the verbs that deny their object, their infinitive or what they are about: "weigeren", "stoppen met"."""
    for index, names in structure.verbs(number).items():
        if any(_verb_reaches(structure, number, index, name, target) for name in names & cue("ontkenning.werkwoorden")):
            yield index


def _verb_reaches(structure: Structure, number: int, index: int, name: str, target: frozenset[int]) -> bool:
    clause, words = structure.clauses[number], structure.words
    prepositions = prepositions_of("ontkenning.werkwoorden_voorzetsel").get(name, frozenset())
    prepositions |= {"er" + one for one in prepositions} | {"daar" + one for one in prepositions}
    place = next((other for other in clause.words if words.lower[other] in prepositions), None)
    if place is not None:
        return any(other > place for other in target)
    if name in cue("ontkenning.alleen_met_voorzetsel"):
        return False
    if name in cue("ontkenning.werkwoorden_bijzin"):
        return bool(target & set(structure.infinitives(number)))
    untouched = {index, clause.finite}
    if name not in cue("ontkenning.zonder_voorwerp"):
        untouched |= set(_subject_words(structure, number))
    return bool(target - untouched)


def _subject_words(structure: Structure, number: int) -> Iterator[int]:
    """Yield the words of the subject as far as the parse knows them."""
    for index in structure.clauses[number].words:
        token = structure.tokens[index]
        part = token.dep in {"det", "amod", "nmod:poss"} and structure.tokens[token.head].dep.startswith("nsubj")
        if part or token.dep.startswith("nsubj"):
            yield index


def _refusal(structure: Structure, number: int) -> Iterator[int]:
    """Yield what brushes aside what was put first: "Inspraak, ho maar"."""
    clause, following = structure.clauses[number], number + 1
    if clause.kind == "main" and len(clause.words) <= _NEAR and following < len(structure.clauses):
        words = structure.clauses[following].words
        if " ".join(structure.words.lower[index] for index in words) in _REFUSALS:
            yield words[0]


def _opening_denial(structure: Structure, clause: Clause) -> int | None:
    """Find the word that opens a clause and denies it: "zonder te", "zonder dat", "in plaats van te"."""
    if clause.opener.startswith("zonder"):
        return clause.words[0]
    if clause.opener == "alsof" and _is_mocked(structure, clause):
        return clause.words[0]
    if clause.opener == "of" and pretends(structure, clause):
        return clause.words[0]
    if clause.opener.startswith("in plaats van"):
        return next((index for index in clause.words if structure.words.lower[index] == "plaats"), clause.words[0])
    return None


def pretends(structure: Structure, clause: Clause) -> bool:
    """Tell "ze doet of ze alles weet" from "we doen navraag of het klopt", where something is done."""
    above = clause.parent
    if above is None or "doen" not in structure.main_names(above):
        return False
    subject = {subject_of(structure, above), *_subject_words(structure, above)}
    finite = structure.clauses[above].finite or 0
    return not any(
        structure.tokens[index].pos in {"NOUN", "PROPN", "PRON"} and not _is_led(structure, index)
        for index in structure.clauses[above].words
        if finite < index < clause.words[0] and index not in subject
    )


def _is_led(structure: Structure, index: int) -> bool:
    """Tell whether a preposition stands before a noun, its article and adjective: "hij doet (op zijn werk) of"."""
    place = index - 1
    while place > 0 and structure.tokens[place].pos in {"DET", "ADJ", "PRON", "NUM"}:
        place -= 1
    return place >= 0 and structure.tokens[place].pos == "ADP"


def _is_mocked(structure: Structure, clause: Clause) -> bool:
    """Tell whether "alsof" says that it is not so: by itself ("Alsof hij luistert!"), behind "ja hoor" and "doen"."""
    if clause.parent is None:
        return True
    return "doen" in structure.main_names(clause.parent) or set(structure.lower(clause.parent)) <= _MOCKING


def _inherited(structure: Structure, clause: Clause) -> Iterator[int]:
    """Yield what denies a clause from the clause that governs it."""
    above = clause.parent
    if above is None:
        return
    found = list(plain_denials(structure, above))
    if clause.link in {"maar", "doch"} and clause.relation == "complement":
        # "Niet om te winnen maar om te leren"
        return
    if clause.relation == "relative":
        if _is_nobody(structure, above, clause.governor, found):
            yield from found[:1]
    elif clause.relation == "complement":
        yield from _through(structure, clause, above, found)
    elif clause.relation == "conjunct" and clause.link in {"en", "of", "noch"} and clause.finite == clause.words[0]:
        # "Niemand luistert en stelt vragen": the subject is shared, and its denial with it.
        subject = set(_subject_words(structure, above))
        yield from (index for index in found if index in subject)
    elif _opening_denial(structure, clause) is not None:
        # "Nooit binnen zonder dat iemand groet": affirmed, as it is denied twice.
        yield from found


def _is_nobody(structure: Structure, above: int, noun: int | None, found: Sequence[int]) -> bool:
    """Tell whether a relative clause is about nobody: "er is niemand die", "ik ken geen team dat"."""
    if structure.clauses[above].finite is None:
        return True
    searches = bool(structure.all_verbs(above) & _SEARCHING) or exists(structure, above)
    return searches and noun is not None and any(noun - 3 <= index <= noun for index in found)


def _through(structure: Structure, clause: Clause, above: int, found: list[int]) -> Iterator[int]:
    """Yield what denies a complement clause from above: a verb of denial, or a denial that passes through."""
    main, names = structure.main_verb(above), structure.main_names(above)
    if clause.opener == "om" and (excess := _excess(structure, above)) is not None:
        # "Te trots om hulp te vragen"; "niet te trots om" affirms.
        if not any(index < excess for index in found):
            yield excess
    elif main is not None and names & cue("ontkenning.werkwoorden"):
        about = names & cue("ontkenning.alleen_met_voorzetsel") and clause.kind == "sub"
        if not found and not about:
            yield main
    elif not names & cue("ontkenning.opheffend") and _passes(structure, clause, above, found):
        yield from found


def _excess(structure: Structure, number: int) -> int | None:
    """Find "te" before what there is too much of: "te trots", "te weinig"."""
    low, clause = structure.words.lower, structure.clauses[number]
    for index in clause.words[:-1]:
        graded = structure.tokens[index + 1].pos in {"ADJ", "ADV", "DET", "PRON", "NUM"}
        if low[index] == "te" and graded and not structure.words.forms[index + 1] and low[index + 1] not in _OLD_CASES:
            return index
    return None


def _passes(structure: Structure, clause: Clause, above: int, found: Sequence[int]) -> bool:
    """Tell whether denial of the governing clause is denial of what depends on it."""
    low, names = structure.lower(above), structure.main_names(above)
    whole = any(_reaches(structure, above, index, ANYTHING) for index in found)
    inevitable = {"onderuit", "omheen"} & set(low)
    if not whole or inevitable or any(_is_too(structure, index) for index in found):
        return False
    if clause.kind == "infinitive":
        return clause.previous is not None and "laten" not in names
    if clause.opener != "dat" or _AFTER_FACT & set(low):
        # "Ik had niet gedacht dat ze kwamen": they came.
        return False
    cannot_say = "zeggen" in names and "kunnen" in structure.all_verbs(above)
    last = structure.clauses[above].words[-1] in found
    raised = names & cue("ontkenning.doorgevend") or set(low) & cue("ontkenning.doorgevend_naamwoorden")
    left_out = "zijn" in names and {"er", "bij"} <= set(low)
    return bool(raised) or cannot_say or left_out or len(low) == 1 or ("zijn" in names and last)


def _is_too(structure: Structure, index: int) -> bool:
    """Tell whether a denial denies an excess: "nooit te beroerd om te helpen"."""
    low = structure.words.lower
    return low[index + 1 : index + 2] == ["te"] and "te" in low[index + 3 :] and not structure.words.forms[index + 2]
