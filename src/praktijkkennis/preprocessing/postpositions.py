"""Prepositions behind their noun, which look like particles: ``de wijk in``, ``om je heen``, ``naar boven``.

*Ze liep de trap op* says where she went and is spelt apart in all its forms; *de spanning liep op* is *oplopen*
(Taalunie, *Technische Handleiding*, 6.6).
"""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import STOPS, SUBJECTS

_CIRCUM = {
    "toe": frozenset(["naar", "tot"]),
    "door": frozenset(["tussen", "onder"]),
    "heen": frozenset(["langs", "om", "over", "door", "tegen"]),
    "vandaan": frozenset(["van", "onder", "achter"]),
    "na": frozenset(["op"]),
}
_REACH = 6
_SIDES = frozenset("boven binnen buiten beneden onder achter voor".split())
_TO_OR_FROM = frozenset(["naar", "van", "tot"])
_NOMINAL = frozenset(["NOUN", "PROPN", "DET", "PRON", "NUM", "ADJ", "ADV"])

_TRAVEL = frozenset(
    """gaan lopen rijden fietsen rennen wandelen klimmen kruipen sluipen springen vliegen varen vluchten glippen duiken
    hollen stormen stappen komen moeten mogen willen kunnen strompelen schuifelen sjokken huppelen slenteren kuieren
    marcheren tuimelen rollen glijden racen""".split()
)
_CARRYING = frozenset("dragen tillen sjouwen slepen duwen sleuren trekken brengen sturen".split())
_INTO = frozenset(["in", "op", "uit"])
_PLACES = {
    "af": frozenset("trap trappen berg heuvel podium ladder weg erf plein straat dijk veld".split()),
    "door": frozenset("bos stad gang gangen straat straten park wijk poort deur tunnel dorp regen".split()),
    "over": frozenset("brug straat weg plein grens drempel dijk".split()),
    "om": frozenset("hoek hoekje".split()),
    "langs": frozenset("deuren huizen weg kant gracht".split()),
}
_FALLING = _TRAVEL | {"vallen", "rennen", "waaien", "kukelen", "donderen"}
_DOWN_FROM = _PLACES["af"] | frozenset("dak paard fiets tafel stoel bed muur rug rand brug toren".split())
_TIMES = frozenset(
    """dag week maand jaar uur moment ochtend middag avond nacht weekend keer januari februari maart april mei juni juli
    augustus september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag zondag""".split()
)
# Dictionaries have these as one word with the verb: "de mist ingaan".
_FIGURES = frozenset("mist boot fout lucht hoogte diepte baan boer schip strijd achterstand vertraging".split())
_AMOUNTS = frozenset("niets niks weinig veel iets wat genoeg".split())
_STEPS = frozenset("stap stapje stappen stapjes".split())
_ONESELF = frozenset("me mij je jou zich ons elkaar mekaar hem haar zichzelf".split())
_MOVES_ON = frozenset("schuiven duwen kijken staren lopen rijden fietsen praten mompelen jagen sturen gaan".split())
_THERE_AND_BACK = frozenset("terug vooruit opzij achteruit".split())


def is_behind_noun(tokens: Sequence[Token], i: int, j: int, base: str) -> bool:
    """Tell whether a word belongs to the noun before it rather than to a verb.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    i, j : int
        Places of the word and of the verb.
    base : str
        Infinitive of the verb.
    """
    word = tokens[i].text.lower()
    if i == 0:
        return False
    if word in _SIDES and tokens[i - 1].text.lower() in _TO_OR_FROM:
        return True
    if word in _THERE_AND_BACK and tokens[i - 1].text.lower() in _STEPS:
        return True
    if word == "uit" and i > 1 and tokens[i - 2].text.lower() == "voor" and tokens[i - 1].text.lower() in _ONESELF:
        # "de beslissing voor ons uit schuiven"
        return base in _MOVES_ON
    return _comes_down(tokens, i, base) or _closes_circumposition(tokens, i) or _is_direction(tokens, i, j, base)


def _comes_down(tokens: Sequence[Token], i: int, base: str) -> bool:
    """Tell ``viel van de trap af`` from ``stapten van het plan af``."""
    if tokens[i].text.lower() != "af" or base not in _FALLING or tokens[i - 1].text.lower() not in _DOWN_FROM:
        return False
    return any(token.text.lower() == "van" for token in tokens[max(0, i - 4) : i - 1])


def comes_out_of(tokens: Sequence[Token], place: int, i: int, j: int) -> bool:
    """Tell ``we kwamen er niet uit`` and ``er kwam niets uit`` from ``er kwam een boek uit``.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    place, i, j : int
        Places of *er*, *daar*, *hier* or *waar*, of *uit*, and of the verb.
    """
    if tokens[place].text.lower() != "er":
        return True
    near = {tokens[k].text.lower() for k in (j - 1, j + 1) if 0 <= k < len(tokens)}
    return bool(near & SUBJECTS) or any(tokens[k].text.lower() in _AMOUNTS for k in range(place + 1, i))


def _closes_circumposition(tokens: Sequence[Token], i: int) -> bool:
    wanted = _CIRCUM.get(tokens[i].text.lower(), frozenset())
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if tokens[k].text.lower() in wanted:
            return k < i - 1
        if tokens[k].pos not in _NOMINAL or tokens[k].text in STOPS:
            return False
    return False


def _is_direction(tokens: Sequence[Token], i: int, j: int, base: str) -> bool:
    """Tell whether a word says where somebody goes: ``Ze reed de dijk op``, and not ``de prijs liep op``."""
    word, noun = tokens[i].text.lower(), tokens[i - 1]
    # "Ze droegen de kast de trap af", but "droegen de taken op".
    moved = base in _CARRYING and noun.text.lower() in _PLACES["af"]
    if not (base in _TRAVEL or moved) or noun.pos not in {"NOUN", "PROPN"} or noun.text.lower() in _TIMES | _FIGURES:
        return False
    if word not in _INTO and noun.text.lower() not in _PLACES.get(word, frozenset()):
        return False
    start = i - 1
    while start > 0 and tokens[start - 1].pos in {"ADJ", "DET", "NUM"}:
        start -= 1
    if start > 0 and tokens[start - 1].text.lower() in {
        "mijn",
        "zijn",
        "haar",
        "hun",
        "ons",
        "onze",
        "jouw",
        "je",
        "uw",
        "jullie",
    }:
        start -= 1
    if start == i - 1 and noun.pos == "NOUN":
        return False
    if start > 0 and tokens[start - 1].pos == "ADP" and start - 1 != j:
        # "ging op het voorstel van de wijk in": the noun has a preposition already.
        return False
    return i < j or (j < start and _has_other_subject(tokens, j, start))


def _has_other_subject(tokens: Sequence[Token], j: int, noun_phrase: int) -> bool:
    near = [tokens[k].text.lower() for k in (j - 1, j + 1) if 0 <= k < len(tokens)]
    if any(word in SUBJECTS for word in near):
        return True
    if j == 0 or tokens[j - 1].text in STOPS:
        return noun_phrase > j + 1
    if tokens[j - 1].pos == "CCONJ":
        return True
    # "De jongens liepen ...": a noun before the verb that opens its clause without preposition.
    k = j - 1
    if tokens[k].pos not in {"NOUN", "PROPN", "PRON"}:
        return False
    while k > 0 and tokens[k - 1].pos in {"ADJ", "DET", "NUM", "PRON", "PROPN"} and tokens[k - 1].text not in STOPS:
        k -= 1
    return (k == 0 or tokens[k - 1].text in STOPS or tokens[k - 1].pos in {"CCONJ", "SCONJ"}) and tokens[
        j - 1
    ].text.lower() not in _TIMES
