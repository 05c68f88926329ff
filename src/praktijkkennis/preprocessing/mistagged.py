"""Verbs that a tagger took for something else, known by their form and their place.

Taggers learn from news: ``dat ik vaak voor een ander invul`` and ``Pas op!`` are rare there, and so their verbs become
nouns and adverbs. A word is taken for a verb here only where the form leaves little else, or the clause has no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import (
    SUBJECTS,
    closes_clause,
    is_finite,
    is_verb_final,
    looks_infinitive,
    segment,
    subordinator,
)
from praktijkkennis.preprocessing.lemmas import VERBAL
from praktijkkennis.preprocessing.verb_forms import CLOSED, form_of, known_forms, readings
from praktijkkennis.preprocessing.verbs import VerbLexicon, verb_lexicon

INFINITIVE_NOUNS = frozenset("inkomen aanzien voornemen toedoen aandenken optreden overleggen uitstappen".split())
"""Infinitives that are nouns more often than not."""

_OTHER = frozenset("aangezien uitgerekend uitgebreid uitgebreide uitgebreider opgelucht opgeluchte".split())
_PARTICIPLE_WITH = frozenset(["zijn", "worden", "hebben"])
LEXICALISED = frozenset(
    """afgelopen uitstekend uitstekende ingewikkeld ingewikkelde aanstaand aanstaande opgewekt opgewekte toegewijd
    toegewijde opgewonden ingetogen voorgaand voorgaande afgezien doordacht doordachte voortdurend voortdurende
    opvallend opvallende aankomend aankomende""".split()
)
"""Adjectives that were participles once."""
_NOT_BEFORE_VERB = frozenset(["DET", "ADP", "NUM"])
_POSSESSIVES = frozenset("mijn m'n jouw zijn z'n haar hun onze uw".split())
_BEFORE_INFINITIVE = frozenset("willen kunnen moeten mogen zullen durven gaan laten helpen blijven komen".split())
_PLURAL_SUBJECTS = frozenset("we wij ze zij jullie".split())
_OPENERS = frozenset(["NOUN", "PROPN", "ADJ", "X", "INTJ", "ADV"])


def is_mistagged(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word written with its particle must be a verb: ``losliet``, ``doorgevraagd``, ``dat ik invul``.

    Forms that are nouns as well (``inzet``, ``aanpak``, ``afspraken``) stay what the tagger says, unless they end a
    clause that wants a verb.
    """
    token, lower = tokens[j], tokens[j].text.lower()
    if token.pos not in {"NOUN", "ADJ", "ADV", "X", "PROPN"} or lower in LEXICALISED | _OTHER:
        return False
    if token.pos == "PROPN" and token.text != lower and (j or len(tokens) < 2 or tokens[1].text not in {":", "!", ","}):
        # "Opgelet: de lift is stuk"
        return False
    parts = verb_lexicon().parts(lower)
    if parts is None:
        return False
    rest = lower.removeprefix(parts[0])
    if token.pos == "NOUN" and lower in _nouns():
        if rest == parts[1]:
            return _is_infinitive(tokens, j) and lower not in INFINITIVE_NOUNS
        return _is_wanted_as_verb(tokens, j)
    if rest == parts[1]:
        return token.pos in {"NOUN", "PROPN", "ADJ"} and lower not in INFINITIVE_NOUNS
    if rest in {parts[1] + "d", parts[1] + "de"}:
        return False
    # "voer" is of varen, and of voeren: what can be a stem may be the noun "afvoer".
    form = "stem" if "stem" in known_forms(rest) else form_of(parts[1], rest)
    if form == "participle":
        return True
    if form in {"past", "pasts"}:
        return token.pos != "NOUN" or not _is_led_as_noun(tokens, j)
    if j > 0 and tokens[j - 1].pos in _NOT_BEFORE_VERB and not _may_precede_verb(tokens, j):
        return False
    if form == "present":
        return True
    return form == "stem" and _ends_clause_of(tokens, j, {"ik", "'k", "je", "jij"})


def noun_lemma(token: Token) -> str | None:
    """Give the lemma of a noun that is written like a form of a separable verb: ``afspraken`` -> ``afspraak``."""
    return _nouns().get(token.text.lower()) if token.pos == "NOUN" else None


def _is_infinitive(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether what is a plural too is an infinitive here: ``het bijdragen``, ``wilden bijdragen``."""
    if j == 0:
        return False
    if tokens[j - 1].text.lower() in {"het", "'t", "te"}:
        return True
    # "We willen aanvragen indienen": there the infinitive is yet to come.
    helped = any(one.infinitive in _BEFORE_INFINITIVE for one in readings(tokens[j - 1].text))
    return helped and not any(
        looks_infinitive(tokens[k]) and tokens[k].pos in VERBAL for k in segment(tokens, j) if k > j
    )


def _is_wanted_as_verb(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word closes a subordinate clause that has a subject but no verb: ``omdat we snel ingrepen``."""
    opener = subordinator(tokens, j)
    if opener is not None and opener == j - 1:
        # "Toen we dat afspraken": "dat" is what was agreed on.
        opener = subordinator(tokens, opener)
    if opener is None or not closes_clause(tokens, j) or _is_led_as_noun(tokens, j):
        return False
    before = tokens[opener + 1 : j]
    if not any(token.text.lower() in _PLURAL_SUBJECTS or token.pos in {"NOUN", "PROPN"} for token in before):
        return False
    return not any(is_finite(tokens, k) for k in segment(tokens, j))


def _is_led_as_noun(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a noun must stand behind what goes before: ``de ingrepen``, ``mooie opbrengsten``."""
    if j == 0:
        return False
    before, lower = tokens[j - 1], tokens[j - 1].text.lower()
    if before.pos == "DET":
        return True
    # "waar we over nadachten": in a subordinate clause a verb can stand behind any of these.
    return subordinator(tokens, j) is None and (
        before.pos in _NOT_BEFORE_VERB or lower in _POSSESSIVES or (before.pos == "ADJ" and lower.endswith("e"))
    )


def _may_precede_verb(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a determiner can stand by itself: ``van een naar twee``, ``dat ik me meer terugtrek``."""
    lower = tokens[j - 1].text.lower()
    return lower in {"een", "één"} or (lower in {"meer", "minder"} and closes_clause(tokens, j))


def is_lexicalised(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a participle is an adjective or adverb by now: ``afgelopen dinsdag``, ``uitgebreid besproken``."""
    lower = tokens[j].text.lower()
    if lower in LEXICALISED:
        return True
    if lower not in _OTHER:
        return False
    clause = segment(tokens, j)
    helped = any(tokens[k].lemma in _PARTICIPLE_WITH for k in clause)
    return not helped or any(tokens[k].pos in {"VERB", "ADJ"} for k in clause if k > j)


def _ends_clause_of(tokens: Sequence[Token], j: int, subjects: set[str]) -> bool:
    opener = subordinator(tokens, j)
    return opener is not None and any(token.text.lower() in subjects for token in tokens[opener + 1 : j])


def finite_bases(tokens: Sequence[Token], j: int, lexicon: VerbLexicon) -> tuple[str, ...]:
    """Give the verbs that a word apart from its particle can be the finite form of, where its clause has no other.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    j : int
        Place of a word that is not tagged as a verb.
    lexicon : VerbLexicon
        The separable verbs.

    Returns
    -------
    tuple of str
        Infinitives without particle; empty where the word had better stay what the tagger says.
    """
    token, lower = tokens[j], tokens[j].text.lower()
    clause = segment(tokens, j)
    near = {tokens[k].text.lower() for k in (j - 1, j + 1) if k in clause}
    if lower.endswith("e") and lower not in lexicon.forms and near & _PLURAL_SUBJECTS:
        # Many drop the -n as they say it: "we liepe vast".
        lower += "n"
    bases = lexicon.forms.get(lower, ())
    if token.pos not in _OPENERS or lower in CLOSED or not bases:
        return ()
    if any(is_finite(tokens, k) and not is_verb_final(tokens, k) for k in clause):
        return ()
    forms = {form_of(base, lower) for base in bases}
    certain = forms <= {"present", "past", "pasts"} and not (
        j > 0 and tokens[j - 1].pos == "DET" and tokens[j - 1].text.lower() != "een"
    )
    return bases if certain or j == clause.start or near & SUBJECTS else ()


@cache
def _nouns() -> dict[str, str]:
    """Nouns that are written like a form of a separable verb, with their lemmas."""
    source = resources.files("praktijkkennis") / "data" / "taal" / "naamwoorden.txt"
    rows = (
        line.split(maxsplit=1) for line in source.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
    )
    return dict(rows)
