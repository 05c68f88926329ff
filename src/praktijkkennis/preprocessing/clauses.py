"""Where a Dutch clause begins and ends, by its words: what a parse gets wrong first when sentences grow long.

A main clause has its finite verb in second or first place, a subordinate one has it at its end; which of the two a
clause is, is told by the word that opens it (Haeseryn et al. 1997, *Algemene Nederlandse Spraakkunst*, ch. 21).
"""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.verb_forms import FINITE, known_forms

STOPS = frozenset(',;:.?!…()–—"“”')
SUBJECTS = frozenset("ik 'k jij je hij ie zij ze we wij jullie u men gij ge iedereen niemand iemand".split())
"""Pronouns that can be a subject, and next to a verb mostly are."""

_NOMINATIVES = frozenset("ik hij we wij jij gij".split())
_PUT_FIRST = frozenset("nu nou morgen gisteren straks daarna daarom misschien eerst toch zo vandaag".split())
_TAGS = frozenset(
    """zeg_maar weet_je snap_je vind_ik denk_ik dacht_ik geloof_ik zei_ik zei_hij zei_ze joh ofzo enzo zeker man
    jongen aub svp alsjeblieft alstublieft""".split()
)
"""What speakers hang behind a clause."""

_PLURAL_SUBJECTS = frozenset("we wij jullie ze zij".split())
_OPENS_CLAUSE = frozenset(
    """dat die wat wie hoe hoeveel waarom wanneer welk welke of om omdat als dan toen zoals alsof zodat totdat voordat
    nadat terwijl hoewel zodra zolang sinds naarmate zonder en want maar dus hoor hè he""".split()
)
_SUBORDINATES = frozenset(
    """omdat terwijl hoewel doordat zodat totdat voordat nadat tenzij zodra zolang alsof opdat indien aangezien naarmate
    wanneer als of toen mits dat die wat wie waar hoe hoeveel waarom welk welke""".split()
)
_WHICH = frozenset(["hoeveel", "welk", "welke"])
_SUBJECT_ITSELF = frozenset("die dat wat wie welk welke hoeveel".split())
_ASKS = frozenset("wat wie waar hoe hoeveel waarom wanneer welk welke".split())
_CLAUSE_EDGE = frozenset(
    "omdat terwijl hoewel doordat zodat totdat voordat nadat tenzij dat of wanneer zodra want maar en toen als".split()
)
_NON_FINITE = frozenset(["xcomp", "csubj", "amod", "acl", "nsubj", "obj", "obl", "nmod"])
_HARD = frozenset(";:.?!")


def closes_clause(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the clause ends behind a word, or a group of verbs or another clause begins there."""
    if i + 1 >= len(tokens):
        return True
    following = tokens[i + 1]
    if following.text in STOPS or following.pos in {"PUNCT", "CCONJ", "SCONJ"}:
        return True
    if _runs_on(tokens, i + 1) or _is_tag(tokens, i + 1):
        return True
    # "sta je stil hoeveel tijd dat kost", but "in hoeveel wijken".
    return opens_clause(following) or (following.text.lower() in _WHICH and tokens[i].pos != "ADP")


def _runs_on(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether a main clause begins without a stop, as people type: ``jan belt terug hij zoekt het uit``."""
    if k + 1 >= len(tokens):
        return False
    word = tokens[k].text.lower()
    if word in _NOMINATIVES:
        return is_finite(tokens, k + 1)
    # "ze valt uit nu moet ik weer"
    inverted = word in _PUT_FIRST and k + 2 < len(tokens) and tokens[k + 2].text.lower() in SUBJECTS
    return inverted and is_finite(tokens, k + 1)


def _is_tag(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether the clause ends in a way of speaking: ``liet het niet los zeg maar``, ``... denk ik``."""
    words = [token.text.lower() for token in tokens[k : k + 3]]
    if words[0] not in _TAGS and "_".join(words[:2]) not in _TAGS:
        return False
    end = k + 1 if words[0] in _TAGS else k + 2
    return end >= len(tokens) or _parts(tokens[end])


def opens_clause(token: Token) -> bool:
    """Tell whether a word can be the first of a clause: a conjunction, a relative, a question word."""
    lower = token.text.lower()
    return token.pos != "DET" and (lower in _OPENS_CLAUSE or lower.startswith("waar"))


def segment(tokens: Sequence[Token], k: int) -> range:
    """Give the stretch around a word without punctuation or coordinator."""
    low = high = k
    while low > 0 and not _parts(tokens[low - 1]):
        low -= 1
    while high + 1 < len(tokens) and not _parts(tokens[high + 1]):
        high += 1
    return range(low, high + 1)


def _parts(token: Token) -> bool:
    return token.text in STOPS or token.pos in {"PUNCT", "CCONJ"}


def is_finite(tokens: Sequence[Token], k: int) -> bool:
    """Tell whether a word is a verb with person and tense; *gaan* and *zetten* are so beside a subject."""
    token = tokens[k]
    if token.pos not in VERBAL:
        return False
    forms = known_forms(token.text)
    if forms and forms <= FINITE:
        return True
    if (k > 0 and tokens[k - 1].text.lower() == "te") or token.text.lower().endswith(("end", "ende")):
        return False
    if "infinitive" in forms and _is_beside_plural(tokens, k):
        return True
    return not is_infinitive_or_participle(token)


def _is_beside_plural(tokens: Sequence[Token], k: int) -> bool:
    near = [tokens[other].text.lower() for other in (k - 1, k + 1) if 0 <= other < len(tokens)]
    return any(word in _PLURAL_SUBJECTS for word in near) and not any(
        is_surely_finite(tokens[other]) for other in segment(tokens, k) if other != k
    )


def is_surely_finite(token: Token) -> bool:
    """Tell whether a word is tagged as a verb and has the form of a finite one only: ``gaf``, ``neemt``."""
    forms = known_forms(token.text) if token.pos in VERBAL else frozenset()
    return bool(forms) and forms <= FINITE


def is_infinitive_or_participle(token: Token) -> bool:
    """Tell whether a verb is not finite, by its form and by what the parse has it do."""
    lower = token.text.lower()
    if known_forms(lower) == {"participle"}:
        return True
    if lower.startswith("ge") and token.lemma != lower and not token.lemma.startswith("ge"):
        return True
    return looks_infinitive(token) and token.dep in _NON_FINITE


def looks_infinitive(token: Token) -> bool:
    """Tell whether a verb is written as its infinitive, which the plural of the present is too."""
    return token.lemma == token.text.lower() and token.lemma.endswith("n")


def is_verb_final(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a verb closes a subordinate clause: ``... dat altijd in de zak zit``."""
    if j + 1 < len(tokens) and tokens[j + 1].text.lower() in SUBJECTS and not _parts(tokens[j]):
        # "Als begeleider bracht ik veel in": behind its verb the subject of a main clause stands.
        return False
    opener = subordinator(tokens, j)
    if opener is not None:
        return _has_subject(tokens, opener, j)
    return tokens[j].dep == "acl:relcl" and closes_clause(tokens, j)


def _has_subject(tokens: Sequence[Token], opener: int, j: int) -> bool:
    """Tell whether a subject can stand between what opens a clause and its verb, or opens it itself."""
    between = tokens[opener + 1 : j]
    word = tokens[opener].text.lower()
    if word in _SUBJECT_ITSELF:
        return bool(between)
    if word == "als" and len(between) == 1 and between[0].pos == "NOUN":
        # "Als moeder bracht mijn zus veel in".
        return False
    if word == "als" and len(between) == 3 and between[0].pos == "NOUN" and between[1].pos == "CCONJ":
        # "De groep groeide als kool en zij groeide mee"
        return between[2].text.lower() not in SUBJECTS
    return any(token.pos in {"NOUN", "PROPN", "PRON", "NUM", "DET"} for token in between)


def subordinator(tokens: Sequence[Token], j: int) -> int | None:
    """Find the word that makes the clause of a verb a subordinate one; None in a main clause."""
    for k in range(j - 1, -1, -1):
        token = tokens[k]
        if token.text in STOPS or (token.pos == "CCONJ" and k == j - 1):
            return None
        if token.text.lower() in _SUBORDINATES and _subordinates(tokens, k):
            return k
        if is_finite(tokens, k):
            return None
    return None


def _subordinates(tokens: Sequence[Token], k: int) -> bool:
    token, word = tokens[k], tokens[k].text.lower()
    if word in {"dat", "die", "wat"} and token.pos == "DET":
        return False
    if word in {"dat", "die"}:
        if token.pos == "SCONJ":
            return True
        return k > 0 and (
            tokens[k - 1].pos in {"NOUN", "PROPN", "PRON", "VERB"}
            or tokens[k - 1].text == ","
            or tokens[k - 1].dep.startswith("compound:prt")
        )
    if word == "of":
        # "Vandaag of morgen belt hij op".
        return token.pos != "CCONJ"
    # A question at the start of its sentence has its verb in second place: "Hoe lang hield hij dat vol?"
    if k == 0 and len(tokens) > 1 and tokens[1].text.lower() in SUBJECTS:
        # "Wat ik meeneem, is ...", but "Wat neem jij mee?"
        return True
    return word not in _ASKS or (k > 0 and tokens[k - 1].text not in _HARD and tokens[k - 1].pos != "CCONJ")


def is_kept_together(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a finite verb stands beside its subject in a main clause, where a separable one would be parted.

    ``Ik doorzag zijn plan`` is of *doorzíen*; ``dat ik het plan doorzag`` could be of either.
    """
    if not is_surely_finite(tokens[j]):
        return False
    if j + 1 < len(tokens) and tokens[j + 1].text.lower() in SUBJECTS and j > 0:
        return subordinator(tokens, j) is None
    first = j - 1
    return first >= 0 and tokens[first].text.lower() in SUBJECTS and (first == 0 or _parts(tokens[first - 1]))


def crossed(tokens: Sequence[Token], low: int, high: int) -> float:
    """Count the edges of clauses between two places; what stands between two commas may be left out."""
    count, commas = 0.0, 0
    for k in range(low + 1, high):
        token = tokens[k]
        if token.text in _HARD:
            count += 2
        elif token.text == ",":
            commas += 1
        elif _is_edge(tokens, k, high, commas):
            count += 1
    return count + (commas % 2)


def _is_edge(tokens: Sequence[Token], k: int, high: int, commas: int) -> bool:
    if tokens[k].pos == "SCONJ":
        if tokens[k].text.lower() not in _CLAUSE_EDGE or commas:
            return False
        # "als moeder", "meer dan jij": without a verb that is no clause.
        end = next((other for other in range(k + 1, len(tokens)) if tokens[other].text in STOPS), len(tokens))
        return any(is_finite(tokens, other) for other in range(k + 1, end))
    return tokens[k].pos == "CCONJ" and any(is_finite(tokens, other) for other in range(k + 1, high))
