"""Which words open a subordinate or infinitival clause: "dat", "als", "die", "hoe", "om", but not "als team".

A subordinate clause has its verb behind its subject. Where that does not settle it, one relation of the parse does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.finite import NOMINAL, NOMINATIVE, SUBJECTS, PieceKind, Words
from praktijkkennis.preprocessing.verb_forms import FINITE

COORDINATORS = frozenset("en of maar want doch noch alsook dus".split())

_ALWAYS = frozenset(
    """omdat doordat nadat voordat totdat zodat opdat terwijl hoewel ofschoon zodra aangezien indien mits tenzij alsof
    naarmate zolang""".split()
)
_SOMETIMES = frozenset("als zoals toen nu wanneer sinds voor na tot eer".split())
_TAGGED_ONLY = frozenset("voor na tot sinds nu eer".split())
_INFINITIVAL = frozenset("om zonder teneinde alvorens".split())
_INFINITIVAL_TAGGED = frozenset("door na van voor met".split())
_LEADING = frozenset("ook zelfs alleen pas vooral behalve juist zeker net".split())
_TIMES = frozenset(
    """ochtend middag avond nacht dag week maand tijd periode zomer winter lente herfst keer dinsdag maandag woensdag
    donderdag vrijdag zaterdag zondag""".split()
)
_COMPOUND = {"zonder": "zonder", "ondanks": "ondanks", "behalve": "behalve", "plaats": "in plaats van"}
_RELATIVE = frozenset({"die", "dewelke", "hetgeen"})
_LED = frozenset({"wie", "wat", "welke", "hoeveel"})
_ANYBODY = frozenset({"iedereen", "iemand", "niemand"})
_THERE = frozenset({"er", "hier", "daar"})
_WAITING = frozenset({"gaan", "zullen", "kunnen", "moeten", "mogen", "hebben", "laten"})


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a clause: its kind, its name, and how many words before it belong to that name."""

    kind: PieceKind
    name: str
    back: int = 0


def opener_at(words: Words, run: Sequence[int], index: int, part: Sequence[int]) -> Opener | None:
    """Tell whether a word opens a clause.

    Parameters
    ----------
    words : Words
        The words of the sentence.
    run : sequence of int
        Places of the words between two marks, this one among them.
    index : int
        Place of the word.
    part : sequence of int
        Those of them that stand before it in the same clause.
    """
    text, limit = words.lower[index], run[-1] + 1
    previous = words.lower[index - 1] if index > run[0] else ""
    if text == "dat" and previous in _COMPOUND:
        return Opener("sub", f"{_COMPOUND[previous]} dat", _COMPOUND[previous].count(" ") + 1 - (previous == "plaats"))
    if text == "dat" and previous == "van" and words.lower[index - 2 : index - 1] == ["plaats"]:
        return Opener("sub", "in plaats van dat", 3)
    opens = (
        (text in _ALWAYS and words.has_verb(index + 1, limit))
        or (text in _SOMETIMES and _is_conditional(words, run, index, part))
        or (text == "dat" and _is_that(words, run, index))
        or (text == "of" and _is_whether(words, run, index))
        or (text in _RELATIVE and _is_relative(words, run, index))
        or (text in cue("vraag.vraagwoorden") and _is_indirect(words, run, index))
    )
    if opens:
        # "Ik vraag me af wie": a particle belongs to the verb before it.
        led = bool(part) and words.tokens[index - 1].pos == "ADP" and text in _LED
        led = led and words.tokens[index - 1].particle_of is None
        return Opener("sub", text, int(led))
    if _opens_infinitive(words, index, limit):
        if previous == "plaats":
            return Opener("infinitive", "in plaats van", 2)
        if text != "van" or not part:
            return Opener("infinitive", text)
    return None


def _first_verb(words: Words, start: int, end: int) -> int | None:
    for index in range(start, end):
        if words.forms[index] or words.hidden[index] & FINITE:
            return index
    return end - 1 if end > start and words.hidden[end - 1] else None


def _is_final(words: Words, index: int, limit: int) -> bool:
    """Tell whether the verb that follows stands behind its subject, as in a subordinate clause."""
    verb = _first_verb(words, index + 1, limit)
    if verb is None or verb == index + 1:
        return False
    inverted = verb + 1 < limit and words.lower[verb + 1] in SUBJECTS
    return not inverted or any(words.lower[other] in SUBJECTS for other in range(index + 1, verb))


def _is_conditional(words: Words, run: Sequence[int], index: int, part: Sequence[int]) -> bool:
    """Tell "als ik thuiskom" from "als team", "toen hij kwam" from "toen kwam hij"."""
    text, token, limit = words.lower[index], words.tokens[index], run[-1] + 1
    first = index == run[0] or words.lower[index - 1] in _LEADING
    untagged = token.pos != "SCONJ" and (text in _TAGGED_ONLY or (text in {"toen", "wanneer"} and not first))
    if untagged or token.dep == "case" or not _is_final(words, index, limit):
        return False
    if text == "als" and _is_capacity(words, index, part, limit):
        return False
    if words.tokens[token.head].pos in VERBAL | {"ADJ"}:
        return True
    verb = _first_verb(words, index + 1, limit)
    between = set(words.lower[index + 1 : verb])
    # In "als je als leraar niet luistert" the verb closes the clause that was open already.
    open_clause = bool(part) and words.lower[part[0]] in _ALWAYS | _SOMETIMES and not any(words.forms[o] for o in part)
    closed = verb == limit - 1 and words.may_be_finite(limit - 1) and not open_clause
    return not COORDINATORS & between and (first or closed or bool(SUBJECTS & between))


def _is_capacity(words: Words, index: int, part: Sequence[int], limit: int) -> bool:
    """Tell "je kunt als begeleider niet alles weten", where the infinitive is that of the verb before."""
    if words.tokens[index + 1].pos != "NOUN" or not any(words.verbs(other) & _WAITING for other in part):
        return False
    later = [words.forms[other] for other in range(index + 1, limit) if words.forms[other]]
    return bool(later) and all("infinitive" in forms for forms in later)


def _is_that(words: Words, run: Sequence[int], index: int) -> bool:
    """Tell "(ik weet) dat hij komt" and "(het team) dat luistert" from "dat team" and "hij doet dat"."""
    token, limit = words.tokens[index], run[-1] + 1
    verb = _first_verb(words, index + 1, limit)
    if verb is None or (token.pos == "DET" and token.dep != "mark"):
        return False
    if token.pos == "PRON":
        noun = index > 0 and (words.tokens[index - 1].pos in NOMINAL or words.lower[index - 1] == ",")
        return noun and words.lower[index - 1] not in SUBJECTS and (verb > index + 1 or verb == limit - 1)
    if verb == index + 1 or (index > run[0] and _waits_for_infinitive(words, index, limit)):
        return False
    inverted = verb + 1 < limit and words.lower[verb + 1] in NOMINATIVE
    return not inverted or any(words.lower[other] in SUBJECTS for other in range(index + 1, verb))


def _waits_for_infinitive(words: Words, index: int, limit: int) -> bool:
    """Tell "we gaan dat feest organiseren": the finite verb before "dat" has not met its infinitive yet."""
    if words.tokens[index + 1].pos in {"PRON", "DET", "PROPN"}:
        return False
    waiting = (words.verbs(index - 1) | words.verbs(max(0, index - 2))) & _WAITING
    return bool(waiting) and not any(words.is_finite(other) for other in range(index + 1, limit))


def _is_whether(words: Words, run: Sequence[int], index: int) -> bool:
    """Tell "of" that asks from "of" that offers a choice."""
    token, limit = words.tokens[index], run[-1] + 1
    verb = _first_verb(words, index + 1, limit)
    if verb is None or verb == index + 1:
        return False
    if token.dep == "mark" and words.tokens[token.head].pos in VERBAL | {"ADJ", "ADV"}:
        return index != run[0] or index == 0 or verb == limit - 1
    doubt = cue("vraag.werkwoorden") | cue("vraag.gezegdes") | cue("vraag.niet_weten")
    return any(doubt & (words.verbs(other) | {words.lower[other]}) for other in run if other < index)


def _is_relative(words: Words, run: Sequence[int], index: int) -> bool:
    """Tell "de man die zwijgt" from "die man zwijgt" and "die zwijgt"."""
    verb = _first_verb(words, index + 1, run[-1] + 1)
    if verb is None or index == 0 or words.tokens[index].pos == "DET" or words.lower[index + 1] in _TIMES:
        return False
    before = words.tokens[index - 1]
    if verb == index + 1:
        return before.pos in NOMINAL and index != run[0] and words.lower[index - 1] not in SUBJECTS - _ANYBODY
    return before.pos in NOMINAL | {"ADJ", "ADV"} or before.text == ","


def _is_indirect(words: Words, run: Sequence[int], index: int) -> bool:
    """Tell "(ik weet) hoe we dat doen" from "hoe doen we dat"."""
    text, token, limit = words.lower[index], words.tokens[index], run[-1] + 1
    closed = index == run[0] and words.lower[limit : limit + 1] == [","] and limit + 1 < len(words.lower)
    if text in {"wat", "wie"} and closed and words.is_finite(limit + 1) and words.has_verb(index + 1, limit):
        # "Wat telt, is rust": the comma closes the clause, the verb behind it opens the main clause.
        return True
    if text == "waar" and words.lower[index + 1 : index + 2] == ["dat"] and "het" in words.lower[run[0] : index]:
        # "Het is niet waar dat"
        return False
    if text in {"wat", "wie"} and index > run[0] and index + 2 == limit and words.is_finite(index + 1):
        # "Vergeet niet te vieren wat lukt"
        return bool(words.forms[index - 1])
    if not _is_final(words, index, limit):
        return False
    if index == run[0] or (index == run[0] + 1 and words.tokens[run[0]].pos in {"ADP", "CCONJ"}):
        return "?" not in words.lower[limit : limit + 2] or token.head >= limit
    if words.tokens[index - 1].pos in {"DET", "ADJ"} and text in {"wat", "waar", "welke", "wanneer"}:
        return False
    if text != "wat":
        return True
    # "Wat" is "a little" too: "we hebben wat gedaan", "wat vaker".
    following = words.tokens[index + 1]
    if following.text.lower() in {"meer", "minder"}:
        return False
    return token.dep != "amod" and (following.pos in {"PRON", "DET", "PROPN"} or following.text.lower() in _THERE)


def _opens_infinitive(words: Words, index: int, limit: int) -> bool:
    """Tell "om te luisteren" from "om de hoek", "door te luisteren" from "door de storm" and from "doorvragen"."""
    text = words.lower[index]
    before = words.lower[index - 1] if index else ""
    if words.tokens[index].particle_of is not None:
        # "de tijd om door te vragen"
        return False
    if text in _INFINITIVAL_TAGGED and not (text == "van" and before == "plaats"):
        tagged = words.tokens[index].dep == "mark" or words.lower[index + 1 : index + 2] == ["te"]
        if not tagged or before in _INFINITIVAL | {"van"}:
            return False
    elif text not in _INFINITIVAL | {"van"}:
        return False
    for other in range(index + 1, limit):
        if words.lower[other] == "te" and other + 1 < limit and words.forms[other + 1] | words.hidden[other + 1]:
            return True
        if words.is_finite(other):
            return False
    return False
