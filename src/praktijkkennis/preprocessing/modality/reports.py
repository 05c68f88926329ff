"""Whether another than the speaker says or thinks it: "hij zegt dat", "volgens de coach", "..., zei ze"."""

from __future__ import annotations

from collections.abc import Iterator

from praktijkkennis.preprocessing.modality.cues import cue
from praktijkkennis.preprocessing.modality.linking import INHERITING
from praktijkkennis.preprocessing.modality.person import person_of
from praktijkkennis.preprocessing.modality.scope import Structure
from praktijkkennis.preprocessing.modality.subjects import EMPTY, is_command, is_passive, subject_of

_SELF = frozenset({"ik", "wij"})
_OWN_VIEW = frozenset({"mening", "idee", "ervaring", "gevoel", "inschatting", "overtuiging", "beleving"})
"""What is one's own when it follows "volgens mijn"."""

_CALLING = frozenset("bellen opbellen appen mailen schrijven whatsappen sms'en posten roepen".split())
"""Whoever does so does it to an end: "ze belden om hulp te vragen"."""

_NO_SPEECH = frozenset({"staken", "noemen", "achten", "verwachten", "bellen", "uiten", "aandringen"})


def reports(structure: Structure, number: int, target: frozenset[int]) -> list[int]:
    """Find the words that say that somebody else than the speaker says or thinks a clause.

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
        Places of words; empty when the speaker answers for it.
    """
    for one in structure.ancestors(number):
        clause = structure.clauses[one]
        found = [*_own_reports(structure, one, target), *_asides(structure, one), *_speech(structure, one)]
        if clause.parent is not None and clause.relation == "complement":
            found += _reported_by(structure, clause.parent, one)
        if found:
            return found
        contrasts = clause.opener in cue("melding.eigen")
        if (clause.relation not in INHERITING and clause.kind != "fragment") or contrasts:
            break
        target = frozenset()
    return []


def _own_reports(structure: Structure, number: int, target: frozenset[int]) -> Iterator[int]:
    """Yield what a clause itself says of its source: "volgens", "naar verluidt", "schijnen te", "beweren te", "zou"."""
    clause, low = structure.clauses[number], structure.words.lower
    for index in clause.words:
        source = low[index] in cue("melding.voorzetsels") and index != clause.words[-1]
        # "Aldus besloten we" is "so we decided".
        source = source and not (low[index] == "aldus" and index + 1 == clause.finite)
        if (source and _is_other_source(structure, index)) or structure.phrase_at(index, "melding.vast"):
            yield index
    to_do = set(structure.infinitives(number))
    for index, names in structure.verbs(number).items():
        seems = names & cue("melding.schijnen") and (to_do or "het" in structure.lower(number))
        behind = target & to_do or (clause.finite == index and to_do and target and min(target) > index)
        let_know = "weten" in names and "laten" in structure.all_verbs(number) and index != clause.finite
        speaks = names & cue("melding.werkwoorden") - _NO_SPEECH or let_know
        before = clause.finite == index or not to_do or index < max(to_do)
        says = speaks and behind and before and index not in target
        if seems or (
            says and not is_command(structure, number) and person_of(structure, number, frozenset()) not in _SELF
        ):
            yield index
    if clause.finite is not None and _is_hearsay(structure, number):
        yield clause.finite


def _is_other_source(structure: Structure, index: int) -> bool:
    """Tell whether "volgens" names a person or paper: not "volgens mij", "volgens onze ervaring"."""
    low, following = structure.words.lower, index + 1
    of_mine = low[following] in {"mijn", "onze", "ons"}
    owned = (
        of_mine and structure.tokens[following + 1].pos in {"NOUN", "ADJ", "PROPN"} if low[following + 1 :] else False
    )
    if owned:
        return not set(low[following + 1 : following + 3]) & _OWN_VIEW
    own = of_mine or low[following] in {"mij", "me"}
    return not own and not set(low[following : following + 2]) & cue("melding.niet_volgens")


def _is_hearsay(structure: Structure, number: int) -> bool:
    """Tell whether "zou" tells what is said: "hij zou het hebben getekend", without a condition or a wish."""
    clause, words = structure.clauses[number], structure.words
    if clause.finite is None or words.lower[clause.finite] not in {"zou", "zouden"} or "?" in words.lower:
        return False
    if set(words.lower) & cue("melding.geen_zou") or structure.all_verbs(number) & cue("melding.geen_zou"):
        return False
    verbs = [index for index in structure.verbs(number) if index != clause.finite]
    done = any("participle" in words.forms[index] for index in verbs)
    helped = any(words.lower[index] in {"hebben", "zijn"} for index in verbs)
    return done and helped and clause.kind == "main" and person_of(structure, number, frozenset()) in {"ander", "men"}


def _asides(structure: Structure, number: int) -> Iterator[int]:
    """Yield the verb of "..., zei ze, ..." beside a clause, and of "zoals de arts zei, ..."."""
    clause = structure.clauses[number]
    quotes = any(one.quoted for one in structure.clauses if one.span == clause.span)
    for other, one in enumerate(structure.clauses):
        if one.span != clause.span or one.finite is None or other == number:
            continue
        goes_on = clause.words[0] < one.words[0] or (number == other + 1 and not clause.link)
        beside = one.kind == "aside" and goes_on and (clause.quoted or not quotes)
        refers = one.kind == "sub" and one.opener == "zoals" and one.parent == number
        if one.opener == "wat" and one.parent == number and _is_as_for_other(structure, other):
            yield one.finite
        if (beside or refers) and _is_others_speech(structure, other):
            yield one.finite


def _is_as_for_other(structure: Structure, number: int) -> bool:
    """Tell "wat haar betreft" from "wat mij betreft" and from "wat de huur betreft"."""
    low = structure.lower(number)
    return low[-1] in {"betreft", "betrof"} and bool(set(low) & {"hem", "haar", "hen", "hun"})


def _speech(structure: Structure, number: int) -> Iterator[int]:
    """Yield the verb that announces a clause in quotation marks or behind a colon: "Hij zei: ..."."""
    clause = structure.clauses[number]
    after_colon = next(one for one in structure.clauses if one.span == clause.span).after_colon
    for other, one in enumerate(structure.clauses):
        before = one.span == clause.span - 1 and after_colon
        announces = one.kind == "main" and not one.quoted and (before or (clause.quoted and one.span == clause.span))
        if announces and one.finite is not None and _is_others_speech(structure, other):
            yield one.finite


def _is_others_speech(structure: Structure, number: int) -> bool:
    """Tell whether a clause says that another says or thinks something, or that the speaker heard it."""
    names = structure.all_verbs(number)
    if names & cue("melding.vernemen") and not names & {"begrijpen"}:
        subject = subject_of(structure, number)
        return subject is None or structure.words.lower[subject] not in {"je", "jij", "jullie", "u"}
    if structure.lower(number)[0] in {"zo", "hoe"} and names & cue("melding.staan"):
        return True
    spoken = bool(names & cue("melding.werkwoorden")) or {"laten", "weten"} <= names
    if not spoken or "maar" in structure.lower(number)[1:2]:
        return False
    if structure.clauses[number].kind == "aside":
        return person_of(structure, number, frozenset()) not in _SELF and structure.lower(number)[0] != "hoe"
    return _has_speaker(structure, number)


def _has_speaker(structure: Structure, number: int) -> bool:
    """Tell whether another than the speaker says it: not "ik zei", not "dat wil zeggen", but "er wordt gezegd"."""
    subject = subject_of(structure, number)
    if is_passive(structure, number):
        # "Ons werd verteld dat": the person is who hears it.
        return not {"verwachten", "afspreken"} & structure.all_verbs(number)
    if is_command(structure, number) or person_of(structure, number, frozenset()) in _SELF:
        return False
    named = subject if subject is not None else structure.clauses[number].words[0]
    return structure.words.lower[named] not in EMPTY and named != structure.clauses[number].finite


def _reported_by(structure: Structure, above: int, number: int) -> list[int]:
    """Find the words of a governing clause by which another says what its dependent clause says."""
    main, names = structure.main_verb(above), structure.main_names(above)
    clause = structure.clauses[number]
    if nouns := _reporting_nouns(structure, above):
        return nouns[:1]
    if main is None:
        return []
    that = clause.opener == "dat"
    if that and (held := _held_views(structure, above)):
        return held
    told = "begrijpen" in names and "van" in structure.lower(above)
    heard = (names & cue("melding.vernemen") - {"begrijpen"} or told) and (
        that or clause.opener in cue("vraag.vraagwoorden")
    )
    stands = names & cue("melding.staan") and {"in", "op"} & set(structure.lower(above))
    if heard or (that and (stands or names & cue("melding.schijnen"))):
        return [main]
    spoken = names & cue("melding.werkwoorden") or {"laten", "weten"} <= structure.all_verbs(above)
    low = set(structure.lower(above))
    if ("je" in low and "kunnen" in structure.all_verbs(above)) or ("men" in low and low & {"zou", "kan", "kon"}):
        # "Je zou kunnen zeggen dat" is the speaker's own way of putting it.
        return []
    if clause.kind == "infinitive" and (clause.opener != "om" or is_passive(structure, above) or names & _CALLING):
        return []
    return [main] if spoken and _has_speaker(structure, above) else []


def _held_views(structure: Structure, above: int) -> list[int]:
    """Find "overtuigd", "van mening", "het gevoel" where another has that view: "zij is ervan overtuigd dat"."""
    names, words = structure.all_verbs(above), structure.clauses[above].words
    if person_of(structure, above, frozenset()) in {*_SELF, "jij"} or is_command(structure, above):
        return []
    found = [index for index in words if structure.phrase_at(index, "melding.gezegdes")]
    felt = [index for index in words if structure.words.lower[index] in cue("melding.gevoelens")]
    subject = subject_of(structure, above)
    if subject is None or structure.words.lower[subject] in EMPTY:
        return []
    if found and names & {"zijn", "raken", "worden"}:
        return found[:1]
    return felt[:1] if felt and names & {"hebben", "krijgen"} else []


def _reporting_nouns(structure: Structure, above: int) -> list[int]:
    """List the nouns of a clause that bring what is said: "het gerucht gaat dat", "zijn klacht is dat"."""
    words, names = structure.clauses[above].words, structure.main_names(above)
    low = structure.words.lower
    found = [index for index in words if low[index] in cue("melding.naamwoorden")]
    owned = any(low[index - 1] in {"mijn", "onze", "ons"} for index in found if index)
    brings = found and (names & (cue("melding.rondgaan") | {"zijn"}) or found[-1] == words[-1])
    return found if brings and not owned else []
