"""What Dutch word order says of a particle and a verb: how likely they are one separable verb.

The parse is one of the voices (``compound:prt``); the others are where the clause ends, what follows the particle, what
stands between the two, and whether an adverb such as *daar* or *er* claims the word.
"""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.verbs import spelled, verb_lexicon

ENOUGH = 2.0
"""Weight from which a particle and a verb are taken for one."""

STOPS = frozenset(',;:.?!…()–—"“”')
_OPENS_CLAUSE = frozenset(
    """dat die wat wie hoe waarom wanneer of om omdat als dan toen zodat totdat voordat nadat terwijl hoewel zodra
    zonder en want maar hoor hè""".split()
)
_CLAUSE_EDGE = frozenset(
    "omdat terwijl hoewel doordat zodat totdat voordat nadat tenzij dat of wanneer zodra want maar en toen als".split()
)
_CIRCUM = {
    "toe": frozenset(["naar", "tot"]),
    "door": frozenset(["tussen", "onder"]),
    "heen": frozenset(["langs", "om", "over", "door"]),
    "vandaan": frozenset(["van"]),
}
_PREPOSITIONS = frozenset(
    """aan achter bij binnen boven buiten door in langs na naast naar om onder op over rond tegen tot uit van
    voor""".split()
)
_APPEARANCE = frozenset("komen lopen ontstaan vallen hangen breken treden steken".split())
_INTRODUCES_INFINITIVE = frozenset(["om", "door", "na", "voor", "van", "aan"])
_NOMINAL = frozenset(["NOUN", "PROPN", "DET", "PRON", "NUM", "ADJ"])
_PUT_FIRST = frozenset("los weg open dicht af uit mee door vast klaar stil op toe stuk kapot vol leeg".split())
_OBJECTS = {
    "gaan": frozenset(["over"]),
    "staan": frozenset(["achter", "voor", "op"]),
    "komen": frozenset(["achter"]),
    "maken": frozenset(["over"]),
    "denken": frozenset(["aan", "over"]),
    "werken": frozenset(["aan"]),
    "doen": frozenset(["aan", "mee"]),
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
_NON_FINITE = frozenset(["xcomp", "csubj", "amod", "acl", "nsubj", "obj", "obl", "nmod"])
STRANDED = frozenset("aan achter bij mee naar op over van voor tegen onder in uit door langs".split())
R_WORDS = frozenset("er daar hier waar ergens nergens overal".split())


def is_said(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the parse has a word as the particle of a verb."""
    return tokens[i].dep.startswith("compound:prt") and tokens[i].head != i and tokens[i].text.isalpha()


def weigh(tokens: Sequence[Token], i: int, j: int, rare: bool) -> float:
    """Weigh whether the word at ``i`` is the particle of the verb at ``j``.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    i, j : int
        Places of particle and verb.
    rare : bool
        Whether the verb is hardly ever taken apart (``overwegen``).

    Returns
    -------
    float
        At least :data:`ENOUGH` when they are one verb.
    """
    score = -1.0 if rare else 0.0
    if tokens[j].pos not in VERBAL:
        score -= 0.5
    closes = closes_clause(tokens, i)
    if is_said(tokens, i):
        score += 0.5 if tokens[i].head != j else 1.0 if _crossed(tokens, min(i, j), max(i, j)) else 2.5
    elif tokens[i].dep == "case" and _precedes_noun(tokens, i):
        score -= 2.0
    elif tokens[i].dep in {"mark", "cc"}:
        score -= 1.0
    return score + (_after(tokens, i, j, closes) if j < i else _before(tokens, i, j))


def _after(tokens: Sequence[Token], i: int, j: int, closes: bool) -> float:
    """Weigh a particle behind its verb: ``liet de controle eindelijk los``."""
    token, word = tokens[i], tokens[i].text.lower()
    score = -1.5 * _crossed(tokens, j, i) - 0.01 * (i - j)
    if closes:
        # "aan bij wat zij wil": before such a clause the preposition is no particle, when a particle goes before it.
        free = word in _PREPOSITIONS and i + 1 < len(tokens) and _opens_clause(tokens[i + 1])
        score += 2.2 if not free else 0.5 if spelled(tokens[i - 1].text) in verb_lexicon().words else 2.05
    elif _precedes_noun(tokens, i):
        score -= 1.5
    else:
        # A prepositional phrase may stand behind the particle: "loopt uit op niets", "neemt deel aan het overleg".
        score += 2.1 if tokens[i + 1].pos == "ADP" or tokens[i + 1].text.lower() == "te" else 1.0
    if token.pos == "NOUN" and not _is_bare(tokens, i):
        score -= 2.0
    if _is_verb_final(tokens, j):
        # "... dat in de zak zit": a verb at the end of its clause is not taken apart.
        score -= 3.0
    if _is_infinitive_or_participle(tokens[j]) or (j > 0 and tokens[j - 1].text.lower() == "te"):
        score -= 2.0
    before = {other.text.lower() for other in tokens[max(0, j - 3) : i]}
    if before & _CIRCUM.get(word, frozenset()):
        score -= 2.5
    return score - _stranded(tokens, i, j)


def _stranded(tokens: Sequence[Token], i: int, j: int) -> float:
    """Weigh whether a word belongs to an adverb before it: ``daar ... over``, ``er ... mee``."""
    word, low = tokens[i].text.lower(), max(0, j - 3)
    places = [k for k in range(low, i) if tokens[k].text.lower() in R_WORDS and k != j]
    if word not in STRANDED or not places:
        return 0.0
    if any(tokens[k].text.lower() in STRANDED and not _precedes_noun(tokens, k) for k in range(places[-1] + 1, i)):
        # "daar ga ik niet op in": the first one belongs to the adverb, the second to the verb.
        return 0.0
    if word in _OBJECTS.get(tokens[j].lemma, ()):
        return 4.0
    if tokens[places[-1]].text.lower() == "er" and (places[-1] < j or tokens[j].lemma in _APPEARANCE):
        return 0.3
    return 2.5 if word in {"mee", "over", "voor", "naar", "van"} else 1.5


def _precedes_noun(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word can be a preposition with a noun after it."""
    if tokens[i].text.lower() not in _PREPOSITIONS or tokens[i].pos not in {"ADP", "SCONJ"} or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].pos in _NOMINAL and not _opens_clause(tokens[i + 1])


def _is_bare(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a noun stands by itself, as in ``geen stand`` and ``langer gebruik``, but not in ``een deel``."""
    before = tokens[i - 1]
    if before.pos == "ADJ":
        return not (before.dep == "amod" and before.head == i)
    return before.pos not in {"DET", "ADP", "NUM"} or before.text.lower() == "geen"


def _is_verb_final(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a verb closes a subordinate clause, as far as the parse can be believed."""
    if tokens[j].dep == "ROOT" or not closes_clause(tokens, j):
        return False
    marks = [
        k for k, token in enumerate(tokens[:j]) if token.head == j and token.dep == "mark" and token.pos == "SCONJ"
    ]
    if marks:
        return not any(_is_finite(token) for token in tokens[marks[-1] + 1 : j])
    return tokens[j].dep == "acl:relcl"


def _before(tokens: Sequence[Token], i: int, j: int) -> float:
    """Weigh a particle before its verb: ``los te laten``, ``los heeft gelaten``, ``los moest laten``."""
    word = tokens[i].text.lower()
    between = tokens[i + 1 : j]
    if not between:
        if i == 0 and not _looks_infinitive(tokens[j]):
            # Put first for stress: "Los laat ze het niet".
            return 3.5 if word in _PUT_FIRST else 1.0
        # Next to one another they would be one word; sloppy writers part them: "los laten", "dat ik open laat".
        if _precedes_noun(tokens, i) or (word in _PREPOSITIONS and tokens[i].dep == "case"):
            return -1.0
        if _looks_infinitive(tokens[j]) or _is_infinitive_or_participle(tokens[j]):
            return 2.0 if closes_clause(tokens, j) else 1.0
        return 2.0 if closes_clause(tokens, j) and i > 1 else -1.0
    if not all(token.pos in VERBAL or token.text.lower() == "te" for token in between):
        return -3.0
    if between[0].text.lower() != "te":
        return 2.2 if _looks_infinitive(tokens[j]) or _is_infinitive_or_participle(tokens[j]) else -1.0
    if word in _INTRODUCES_INFINITIVE:
        opens = i == 0 or tokens[i - 1].text in STOPS or tokens[i].dep == "mark"
        return -1.0 if opens or word == "om" else 2.0
    return 2.5


def _crossed(tokens: Sequence[Token], low: int, high: int) -> float:
    """Count the edges of clauses between two places; what stands between two commas may be left out."""
    count, commas = 0.0, 0
    for k in range(low + 1, high):
        token = tokens[k]
        if token.text in {";", ":", ".", "?", "!"}:
            count += 2
        elif token.text == ",":
            commas += 1
        elif _is_edge(tokens, k, high, commas):
            count += 1
    return count + (commas % 2)


def _is_edge(tokens: Sequence[Token], k: int, high: int, commas: int) -> bool:
    if tokens[k].pos == "SCONJ":
        return tokens[k].text.lower() in _CLAUSE_EDGE and not commas
    return tokens[k].pos == "CCONJ" and any(map(_is_finite, tokens[k + 1 : high]))


def _is_finite(token: Token) -> bool:
    return token.pos in VERBAL and not _is_infinitive_or_participle(token)


def closes_clause(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the clause ends behind a word, or a group of verbs or another clause begins there."""
    if i + 1 >= len(tokens):
        return True
    following = tokens[i + 1]
    if following.text in STOPS or following.pos in {"PUNCT", "CCONJ", "SCONJ"}:
        return True
    return _opens_clause(following)


def _opens_clause(token: Token) -> bool:
    lower = token.text.lower()
    return token.pos != "DET" and (lower in _OPENS_CLAUSE or (lower.startswith("waar") and len(lower) > 4))


def _is_infinitive_or_participle(token: Token) -> bool:
    lower = token.text.lower()
    if lower.startswith("ge") and token.lemma != lower and not token.lemma.startswith("ge"):
        return True
    return _looks_infinitive(token) and token.dep in _NON_FINITE


def _looks_infinitive(token: Token) -> bool:
    return token.lemma == token.text.lower() and token.lemma.endswith("n")
