"""What Dutch word order says of a particle and a verb: how likely they are one separable verb.

The parse is one of the voices (``compound:prt``); the others are where the clause ends, what follows the particle, what
stands between the two, and whether an adverb such as *daar* or *er* claims the word.
"""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import (
    STOPS,
    closes_clause,
    crossed,
    is_finite,
    is_infinitive_or_participle,
    is_surely_finite,
    is_verb_final,
    looks_infinitive,
    opens_clause,
    segment,
)
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.postpositions import comes_out_of
from praktijkkennis.preprocessing.verb_forms import form_of, readings
from praktijkkennis.preprocessing.verbs import spelled, verb_lexicon

ENOUGH = 2.0
"""Weight from which a particle and a verb are taken for one."""

_PREPOSITIONS = frozenset(
    """aan achter bij binnen boven buiten door in langs na naast naar om onder op over rond tegen tot uit van
    vanuit voor""".split()
)
_APPEARANCE = frozenset("komen lopen blijven ontstaan vallen hangen breken treden steken".split())
_INTRODUCES_INFINITIVE = frozenset(["om", "door", "na", "voor", "van", "aan"])
_JOINTLY = frozenset("doen zitten lopen".split())
_WITH_INFINITIVE = frozenset(
    "voorstellen aanbieden aanraden afspreken nalaten opdragen toezeggen afraden afzien voornemen".split()
)
_NOMINAL = frozenset(["NOUN", "PROPN", "DET", "PRON", "NUM", "ADJ"])
_PUT_FIRST = frozenset("los weg open dicht af uit mee door vast klaar stil op toe stuk kapot vol leeg".split())
_OBJECTS = {
    "gaan": frozenset(["over"]),
    "staan": frozenset(["achter", "voor", "op"]),
    "komen": frozenset(["achter"]),
    "blijven": frozenset(["bij"]),
    "maken": frozenset(["over"]),
    "denken": frozenset(["aan", "over"]),
    "werken": frozenset(["aan"]),
    "doen": frozenset(["aan", "mee", "over"]),
    "zitten": frozenset(["mee", "achter"]),
    "praten": frozenset(["over"]),
    "spreken": frozenset(["over"]),
    "hebben": frozenset(["aan", "over", "mee", "op"]),
    "kunnen": frozenset(["mee", "aan", "tegen"]),
    "vinden": frozenset(["aan", "van"]),
    "lijken": frozenset(["op"]),
    "zorgen": frozenset(["voor"]),
    "vragen": frozenset(["naar", "om"]),
    "krijgen": frozenset(["van"]),
    "letten": frozenset(["op"]),
    "rekenen": frozenset(["op", "voor"]),
    "wachten": frozenset(["op"]),
    "liggen": frozenset(["aan"]),
}
"""Prepositions that go with an object (``waar gaat dit over``), and so are no particles behind *daar* or *waar*."""
_WITH = frozenset("met mee ermee daarmee hiermee waarmee".split())
_GOES_ON = frozenset({"dan", "want", "maar", "dus"})
_HELPING = frozenset("hebben zijn worden zullen kunnen moeten mogen willen hoeven gaan durven".split())
_ADVERBIAL = frozenset("langer vaker eerder meer minder veel weinig graag".split())
_NOWHERE = frozenset(["ergens", "nergens", "overal"])
STRANDED = frozenset("aan achter bij mee naar op over van voor tegen onder in uit door langs".split())
R_WORDS = frozenset("er daar hier waar ergens nergens overal".split())


def is_said(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the parse has a word as the particle of a verb."""
    return tokens[i].dep.startswith("compound:prt") and tokens[i].head != i and tokens[i].text.isalpha()


def weigh(tokens: Sequence[Token], i: int, j: int, base: str, rare: bool) -> float:
    """Weigh whether the word at ``i`` is the particle of the verb at ``j``.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    i, j : int
        Places of particle and verb.
    base : str
        The verb without its particle.
    rare : bool
        Whether the verb is hardly ever taken apart (``overwegen``).

    Returns
    -------
    float
        At least :data:`ENOUGH` when they are one verb.
    """
    score = -1.0 if rare else 0.0
    closes = closes_clause(tokens, i)
    if is_said(tokens, i):
        score += 0.5 if tokens[i].head != j else 1.0 if crossed(tokens, min(i, j), max(i, j)) else 2.5
    elif tokens[i].dep == "case" and _precedes_noun(tokens, i):
        score -= 2.0
    elif tokens[i].dep in {"mark", "cc"} and not _is_no_opener(tokens, i, j):
        score -= 1.0
    return score + (_after(tokens, i, j, base, closes) if j < i else _before(tokens, i, j, base))


def _after(tokens: Sequence[Token], i: int, j: int, base: str, closes: bool) -> float:
    """Weigh a particle behind its verb: ``liet de controle eindelijk los``."""
    token, word = tokens[i], tokens[i].text.lower()
    # "deden we samen", "gaan er samen voor": mostly two words.
    together = word == "samen" and (base in _JOINTLY or (base in {"gaan", "komen"} and not closes))
    score = -1.0 * together - 1.5 * crossed(tokens, j, i) - 0.005 * (i - j)
    if closes:
        # "aan bij wat zij wil": before such a clause the preposition is no particle, when a particle goes before it.
        free = word in _PREPOSITIONS and i + 1 < len(tokens) and opens_clause(tokens[i + 1])
        score += 2.2 if not free else 2.15 - _behind_particle(tokens, i, base)
    elif _proposes(tokens, i, j, word + base):
        score += 4.2
    elif _precedes_noun(tokens, i):
        score -= 1.5
    else:
        # A prepositional phrase may stand behind the particle: "loopt uit op niets", "neemt deel aan het overleg".
        score += 2.1 if tokens[i + 1].pos == "ADP" or tokens[i + 1].text.lower() == "te" else 1.0
    if token.pos == "NOUN" and not _is_bare(tokens, i):
        score -= 2.0
    if is_verb_final(tokens, j):
        # "... dat in de zak zit": a verb at the end of its clause is not taken apart.
        score -= 3.0
    if is_infinitive_or_participle(tokens[j]) or (j > 0 and tokens[j - 1].text.lower() == "te"):
        score -= 2.0
    if any(tokens[k].text.lower() == "te" and looks_infinitive(tokens[k + 1]) for k in range(j + 1, i - 1)):
        # "zat na te denken over ...": the particle of the finite verb would stand before the infinitive.
        score -= 2.0
    if word == "om" and (_opens_infinitive(tokens, i) or _is_about(tokens, i, j, base)):
        score -= 3.0
    if any(tokens[k].pos == "CCONJ" and _commands(tokens, k + 1, word) for k in range(j + 1, i - 1)):
        # "Doe niet zo moeilijk en pas je aan": a second command, which the tagger missed.
        score -= 2.5
    if any(tokens[k + 1].pos == "CCONJ" and _takes(base, tokens[k]) for k in range(j + 1, i - 1)):
        # "nam de taken over en de rest af": the first particle is the verb's own.
        score -= 1.0
    if [one.text.lower() for one in tokens[i + 2 : i + 3]] == ["te"] and _heads_infinitive(tokens, i + 1):
        # "viel niets aan toe te voegen": behind this one the particle of the infinitive follows.
        score -= 3.0
    return score - _stranded(tokens, i, j, base)


def _commands(tokens: Sequence[Token], k: int, particle: str) -> bool:
    """Tell whether a word that is tagged otherwise can be the stem of a verb with this particle."""
    if tokens[k].pos in VERBAL | {"DET", "PRON", "NOUN", "PROPN"}:
        return False
    stems = (one.infinitive for one in readings(tokens[k].text) if one.form == "stem")
    return any(verb_lexicon().takes(stem, particle) is False for stem in stems)


def _behind_particle(tokens: Sequence[Token], i: int, base: str) -> float:
    """Weigh whether the word before is the particle, and this one opens what follows: ``bouwt voort op wat er is``."""
    before = tokens[i - 1].text
    if verb_lexicon().takes(base, before) is not None:
        # "Wij gaan daar anders mee om dan zij": what an adverb claims is no particle.
        return 0.0 if _is_claimed(tokens, i - 1) else 4.0
    return 1.65 if spelled(before) in verb_lexicon().words else 0.0


def _opens_infinitive(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether ``om`` has its ``te`` in the same clause: ``denkt erover om te stoppen``."""
    rest = [tokens[k].text.lower() for k in segment(tokens, i) if k > i]
    return "te" in rest and "om" not in rest[: rest.index("te")]


def _is_about(tokens: Sequence[Token], i: int, j: int, base: str) -> bool:
    """Tell whether ``om`` belongs to ``daar gaat het om``."""
    near = {one.text.lower() for one in tokens[max(0, j - 1) : j + 2]}
    before = {one.text.lower() for one in tokens[max(0, j - 3) : i]}
    return base in {"gaan", "draaien"} and bool(near & {"het", "'t"}) and bool(before & R_WORDS) and not before & _WITH


def _heads_infinitive(tokens: Sequence[Token], k: int) -> bool:
    return k + 2 < len(tokens) and _takes(tokens[k + 2].text.lower(), tokens[k])


def _takes(base: str, particle: Token) -> bool:
    return verb_lexicon().takes(base, particle.text) is not None


def _proposes(tokens: Sequence[Token], i: int, j: int, verb: str) -> bool:
    """Tell whether an infinitive with *te* follows that only the whole verb takes: ``Ze stelde voor te stoppen``."""
    if verb not in _WITH_INFINITIVE or i > j + 3:
        return False
    for k in range(i + 1, len(tokens) - 1):
        word = tokens[k].text.lower()
        if word == "te":
            return looks_infinitive(tokens[k + 1]) or tokens[k + 1].text.lower().endswith("n")
        if tokens[k].text in STOPS or (word in {"om", "zonder", "door", "dat"} and tokens[k].dep == "mark"):
            return False
    return False


def _stranded(tokens: Sequence[Token], i: int, j: int, base: str) -> float:
    """Weigh whether a word belongs to an adverb before it: ``daar ... over``, ``er ... mee``."""
    word, low = tokens[i].text.lower(), max(0, j - 3)
    places = [k for k in range(low, i) if tokens[k].text.lower() in R_WORDS and k != j]
    if word not in STRANDED or not places:
        return 0.0
    if tokens[i - 1].text.lower() in _NOWHERE:
        return 4.0
    if any(tokens[k].text.lower() in STRANDED and not _precedes_noun(tokens, k) for k in range(places[-1] + 1, i)):
        # "daar ga ik niet op in": the first one belongs to the adverb, the second to the verb.
        return 0.0
    if word in _OBJECTS.get(base, ()):
        return 4.0
    if word == "uit" and base == "komen" and comes_out_of(tokens, places[-1], i, j):
        return 4.0
    if tokens[places[-1]].text.lower() == "er" and (places[-1] < j or base in _APPEARANCE):
        return 0.3
    return 2.5 if word in {"mee", "over", "voor", "naar", "van"} else 1.5


def _precedes_noun(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word can be a preposition with a noun after it."""
    if tokens[i].text.lower() not in _PREPOSITIONS or tokens[i].pos not in {"ADP", "SCONJ"} or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].pos in _NOMINAL and not opens_clause(tokens[i + 1])


def _is_bare(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a noun stands by itself, as in ``geen stand`` and ``langer gebruik``, but not in ``een deel``."""
    before = tokens[i - 1]
    if before.pos == "ADJ" and before.text.lower() not in _ADVERBIAL:
        return not (before.dep == "amod" and before.head == i)
    return before.pos not in {"DET", "ADP", "NUM"} or before.text.lower() == "geen"


def _before(tokens: Sequence[Token], i: int, j: int, base: str) -> float:
    """Weigh a particle before its verb: ``los te laten``, ``los heeft gelaten``, ``los moest laten``."""
    word = tokens[i].text.lower()
    between = tokens[i + 1 : j]
    if not between:
        if i == 0 and not looks_infinitive(tokens[j]):
            # Put first for stress: "Los laat ze het niet".
            return 3.5 if word in _PUT_FIRST else 1.0
        # Next to one another they would be one word; sloppy writers part them: "los laten", "dat ik open laat".
        if _precedes_noun(tokens, i) or _is_claimed(tokens, i):
            return -1.0
        if word in _PREPOSITIONS and tokens[i].dep == "case":
            return 2.0 if _is_parted(tokens, i, j, base) else -1.0
        if looks_infinitive(tokens[j]) or is_infinitive_or_participle(tokens[j]):
            goes_on = _is_participle(tokens, j, base) and tokens[min(j + 1, len(tokens) - 1)].pos in VERBAL
            return 2.0 if closes_clause(tokens, j) or goes_on else 1.0
        return 2.0 if closes_clause(tokens, j) and i > 1 else -1.0
    if not all(token.pos in VERBAL or token.text.lower() == "te" for token in between):
        return 2.5 if _is_put_first(tokens, i, j) else -3.0
    if base in _HELPING and _waits(tokens, j):
        # "aan moeten kunnen spreken": the particle waits for the last verb.
        return -1.0
    if tokens[i].text.lower() in _OBJECTS.get(base, ()) and _is_claimed(tokens, i):
        # "er met hem over kunnen praten"
        return -1.0
    if between[0].text.lower() != "te":
        return 2.2 if looks_infinitive(tokens[j]) or is_infinitive_or_participle(tokens[j]) else -1.0
    if word in _INTRODUCES_INFINITIVE:
        opens = i == 0 or tokens[i - 1].text in STOPS or tokens[i].dep == "mark"
        if word == "om":
            # "om zich om te draaien": the second one is the particle.
            again = any(tokens[k].text.lower() == "om" for k in segment(tokens, i) if k < i - 1)
            return 3.2 if again or (base == "gaan" and _is_dealt_with(tokens, i, j)) else -1.0
        if i > 0 and tokens[i - 1].text.lower() in {"zonder", "om", "door", "na"}:
            return 3.5
        return -1.0 if opens else 2.0
    return 2.5


def _is_no_opener(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Tell whether a word opens no clause, whatever the parse says: ``stuur het even door dan kijk ik mee``."""
    follows = i + 1 < len(tokens) and tokens[i + 1].text.lower() in _GOES_ON
    return (j < i and follows) or _heads_cluster(tokens, i, j) or _is_bare_om(tokens, i)


def _waits(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a helping verb has the verb that it helps right behind it."""
    if j + 1 >= len(tokens) or tokens[j + 1].pos not in VERBAL:
        return False
    return looks_infinitive(tokens[j + 1]) or is_infinitive_or_participle(tokens[j + 1])


def _is_bare_om(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether an ``om`` has no ``te`` behind it, and so opens nothing: ``gaan anders met fouten om``."""
    return tokens[i].text.lower() == "om" and all(token.text.lower() != "te" for token in tokens[i + 1 :])


def _is_dealt_with(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Tell whether a phrase with *met* stands right before ``om te gaan``: ``leren met elkaar om te gaan``."""
    for k in range(i - 1, segment(tokens, i).start - 1, -1):
        if tokens[k].text.lower() in _WITH:
            return closes_clause(tokens, j)
        if tokens[k].pos in VERBAL:
            return False
    return False


def _is_put_first(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Tell whether a particle opens the sentence and its verb ends the clause: ``Af hebben we het nooit gekregen``."""
    if i > 0 or not is_finite(tokens, 1) or tokens[1].lemma not in _HELPING:
        return False
    ends = closes_clause(tokens, j) and j in segment(tokens, 1)
    return ends and (looks_infinitive(tokens[j]) or is_infinitive_or_participle(tokens[j]))


def _heads_cluster(tokens: Sequence[Token], i: int, j: int) -> bool:
    """Tell whether only verbs and no *te* stand between a particle and its infinitive: ``om wilden praten``."""
    between = tokens[i + 1 : j]
    return bool(between) and all(token.pos in VERBAL for token in between)


def _is_claimed(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether an adverb earlier in the clause claims a preposition: ``daar kan ik best mee leven``."""
    if tokens[i].text.lower() not in STRANDED:
        return False
    clause = [tokens[k].text.lower() for k in segment(tokens, i) if k < i]
    places = [k for k, word in enumerate(clause) if word in R_WORDS]
    return bool(places) and not any(word in STRANDED for word in clause[places[-1] + 1 :])


def _is_participle(tokens: Sequence[Token], j: int, base: str) -> bool:
    """Tell whether a verb can only be a participle here: ``gestemd``, ``gedragen`` of *dragen*."""
    lower = tokens[j].text.lower()
    return lower.startswith("ge") and not base.startswith("ge") and form_of(base, lower) == "participle"


def _is_parted(tokens: Sequence[Token], i: int, j: int, base: str) -> bool:
    """Tell whether a preposition before the last verb can only be its particle: ``we moeten dit anders aan pakken``."""
    clause = segment(tokens, j)
    if any(tokens[k].text.lower() in R_WORDS or tokens[k].text.lower().startswith("waar") for k in clause if k < i):
        return False
    if _is_participle(tokens, j, base) and i > 0 and tokens[i - 1].pos not in {"ADP", "SCONJ"}:
        # No preposition stands before a participle: "We hebben de taken over gedragen aan de wijk".
        return any(tokens[k].pos in VERBAL for k in clause if k not in {i, j})
    if not closes_clause(tokens, j):
        return False
    if is_verb_final(tokens, j) and is_surely_finite(tokens[j]):
        return True
    helped = any(is_finite(tokens, k) for k in clause if k < i)
    return helped and not is_surely_finite(tokens[j]) and tokens[i - 1].pos not in {"ADP", "SCONJ"}
