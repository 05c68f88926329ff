"""Which words of a sentence could be particle and verb of one separable verb, by the lexicon and by the parse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import closes_clause, is_finite
from praktijkkennis.preprocessing.lemmas import PARTICLES, VERBAL
from praktijkkennis.preprocessing.mistagged import finite_bases
from praktijkkennis.preprocessing.postpositions import is_behind_noun
from praktijkkennis.preprocessing.verb_forms import known_forms, readings
from praktijkkennis.preprocessing.verbs import VerbLexicon, spelled
from praktijkkennis.preprocessing.word_order import ENOUGH, R_WORDS, STRANDED, is_said, weigh

_PREFIXES = ("be", "ver", "ont", "her", "er")
_PRESENT_PARTICIPLE = ("end", "ende")
_FILLERS = frozenset("eh ehm uh uhm euh euhm ja nou nee dus".split())
_AUXILIARY = frozenset(["zijn", "zullen", "worden"])
_NEVER = frozenset("zijn zullen worden moeten mogen willen kunnen hebben".split())
"""Verbs that have no particle but those of the lexicon: ``de kachel moet aan``."""
_FIXED = frozenset(
    """op_neer neer_op af_toe heen_weer af_aan aan_af op_af in_uit uit_in over_weer heen_terug voor_na door_door
    om_nabij voor_tegen los_vast links_rechts terug_weer""".split()
)
"""Pairs that say how something goes on (``liepen af en aan``), where another pair is two verbs (``vul aan en bij``)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A particle and a verb that may be one: how likely, where they stand, and the whole infinitive."""

    score: float
    particle: int
    verb: int
    lemma: str


def pairs(tokens: Sequence[Token], lexicon: VerbLexicon) -> Iterator[Pair]:
    """Yield every particle and verb of a sentence that may be one, weighed."""
    places = [i for i, token in enumerate(tokens) if spelled(token.text) in lexicon.words or is_said(tokens, i)]
    if not places:
        return
    verbs = [(j, bases) for j in range(len(tokens)) if (bases := _bases(tokens, j, lexicon))]
    for i in places:
        if i and tokens[i].text.lower() == "binnen" and tokens[i - 1].text.lower() == "te":
            # "schoot me te binnen"
            continue
        if _is_coordinated(tokens, i, lexicon) or _keeps_at_it(tokens, i) or _is_said_again(tokens, i, lexicon):
            continue
        particle = spelled(tokens[i].text)
        for j, bases in verbs:
            if i == j or is_behind_noun(tokens, i, j, bases[0]):
                continue
            known = [(base, rare) for base in bases if (rare := lexicon.takes(base, particle)) is not None]
            if known and j < i and _is_followed_by_verb(tokens, i, j, [place for place, _ in verbs]):
                continue
            if known:
                base, rare = known[0]
                yield Pair(weigh(tokens, i, j, base, rare), i, j, particle + base)
            elif (
                is_said(tokens, i)
                and tokens[i].head == j
                and (i < j or is_finite(tokens, j))
                and _may_be_new(tokens, i, particle, bases[0])
            ):
                yield Pair(ENOUGH, i, j, particle + bases[0])
        if is_said(tokens, i) and particle in PARTICLES:
            j = tokens[i].head
            verb = tokens[j]
            unknown = (
                verb.pos in VERBAL
                and (i < j or tokens[j - 1].text.lower() != "te")
                and not _is_present_participle(verb)
                and not is_behind_noun(tokens, i, j, verb.lemma)
                and verb.lemma not in _NEVER
                and verb.lemma.endswith("n")
                and not any(j == place for place, _ in verbs)
                and lexicon.parts(verb.text) is None
            )
            if unknown and not verb.lemma.startswith(_PREFIXES):
                # New verbs are made every day: of one that the lexicon does not have, the parse may know.
                apart = not (verb.lemma.startswith(particle) and len(verb.lemma) > len(particle) + 2)
                yield Pair(ENOUGH, i, j, particle + verb.lemma if apart else verb.lemma)


def _is_followed_by_verb(tokens: Sequence[Token], i: int, j: int, verbs: Sequence[int]) -> bool:
    """Tell whether another clause has its verb nearer, which the tagger missed: ``en de oude schreef mee``."""
    return any(
        j < other < i
        and tokens[other].pos not in VERBAL
        and (forms := known_forms(tokens[other].text))
        and forms <= {"past", "pasts", "present"}
        and any(tokens[k].pos == "CCONJ" for k in range(j + 1, other))
        for other in verbs
    )


def _may_be_new(tokens: Sequence[Token], i: int, particle: str, base: str) -> bool:
    """Tell whether the parse may be believed of a pair that the lexicon does not have."""
    return (
        particle in PARTICLES
        and closes_clause(tokens, i)
        and base not in _NEVER
        and not base.startswith(_PREFIXES)
        and not _strands_back(tokens, i)
    )


def _strands_back(tokens: Sequence[Token], i: int) -> bool:
    nearby = {token.text.lower() for token in tokens[max(0, i - 8) : i]}
    return tokens[i].text.lower() in STRANDED and bool(nearby & R_WORDS)


def _bases(tokens: Sequence[Token], j: int, lexicon: VerbLexicon) -> tuple[str, ...]:
    """Infinitives, without particle, that a token may be a form of."""
    token = tokens[j]
    if token.pos == "NOUN" and token.text.lower() in lexicon.particles and j > 0 and is_said(tokens, j - 1):
        # "kunnen we dit af stemmen": beside its particle the infinitive is no plural.
        return (token.text.lower(),)
    if token.pos not in VERBAL:
        return finite_bases(tokens, j, lexicon)
    if (token.pos == "AUX" and token.lemma in _AUXILIARY) or _is_present_participle(token):
        return ()
    found = lexicon.infinitives(token.text, token.lemma)
    if not found:
        # "kbel": the lexicon has the forms by themselves.
        found = tuple(one.infinitive for one in readings(token.text) if one.infinitive in lexicon.particles)
    if found:
        return found
    # Some pipelines give "neemt ... deel" the lemma of the whole verb already.
    parts = lexicon.parts(token.lemma)
    return (parts[1],) if parts is not None and lexicon.parts(token.text) is None else ()


def _is_present_participle(token: Token) -> bool:
    """Tell "losliggende" from "diende", which is a past."""
    return token.text.lower().endswith(_PRESENT_PARTICIPLE) and "past" not in known_forms(token.text)


def _is_said_again(tokens: Sequence[Token], i: int, lexicon: VerbLexicon) -> bool:
    """Tell whether a speaker begins a verb anew behind its particle: ``heb ik hem op, eh, ja opgebeld``."""
    for token in tokens[i + 1 : i + 6]:
        parts = lexicon.parts(token.text)
        if parts is not None and parts[0] == spelled(tokens[i].text):
            return True
        if token.pos not in {"PUNCT", "INTJ"} and token.text.lower() not in _FILLERS:
            return False
    return False


def _keeps_at_it(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word is of ``aan het opruimen``."""
    words = [token.text.lower() for token in tokens[i : i + 3]]
    return len(words) == 3 and words[:2] in (["aan", "het"], ["aan", "'t"]) and words[2].endswith("n")


def _is_coordinated(tokens: Sequence[Token], i: int, lexicon: VerbLexicon) -> bool:
    """Tell whether a word is one half of ``op en neer``, ``af en toe``, ``heen en weer``."""
    for middle, other in ((i + 1, i + 2), (i - 1, i - 2)):
        if not (0 <= middle < len(tokens) and 0 <= other < len(tokens)) or tokens[middle].text.lower() != "en":
            continue
        first, second = sorted((i, other))
        if f"{tokens[first].text}_{tokens[second].text}".lower() in _FIXED and tokens[other].pos not in VERBAL:
            # "krop het op en thuis komt het eruit": the second one opens a clause.
            return not (other > i and other + 1 < len(tokens) and is_finite(tokens, other + 1))
    return False
