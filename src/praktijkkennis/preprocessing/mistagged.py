"""Verbs that a tagger took for something else, known by their form and their place.

Taggers learn from news: ``dat ik vaak voor een ander invul`` and ``Pas op!`` are rare there, and so their verbs become
nouns and adverbs. A word is taken for a verb here only where the form leaves little else, or the clause has no other.
"""

from __future__ import annotations

from collections.abc import Sequence

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.clauses import SUBJECTS, is_finite, is_verb_final, segment, subordinator
from praktijkkennis.preprocessing.verb_forms import CLOSED, form_of, known_forms
from praktijkkennis.preprocessing.verbs import VerbLexicon, verb_lexicon

_INFINITIVE_NOUNS = frozenset("inkomen aanzien voornemen toedoen aandenken optreden overleggen uitstappen".split())
_OTHER = frozenset("aangezien uitgerekend uitgebreid uitgebreide uitgebreider opgelucht opgeluchte".split())
_PARTICIPLE_WITH = frozenset(["zijn", "worden", "hebben"])
LEXICALISED = frozenset(
    """afgelopen uitstekend uitstekende ingewikkeld ingewikkelde aanstaand aanstaande opgewekt opgewekte toegewijd
    toegewijde opgewonden ingetogen voorgaand voorgaande afgezien doordacht doordachte voortdurend voortdurende
    opvallend opvallende aankomend aankomende""".split()
)
"""Adjectives that were participles once."""
_NOT_BEFORE_VERB = frozenset(["DET", "ADP", "NUM"])
_OPENERS = frozenset(["NOUN", "PROPN", "ADJ", "X", "INTJ", "ADV"])


def is_mistagged(tokens: Sequence[Token], j: int) -> bool:
    """Tell whether a word written with its particle must be a verb: ``losliet``, ``doorgevraagd``, ``dat ik invul``.

    Forms that are nouns as well (``inzet``, ``aanpak``) stay what the tagger says, unless they end a clause that wants
    a verb.
    """
    token, lower = tokens[j], tokens[j].text.lower()
    if token.pos not in {"NOUN", "ADJ", "ADV", "X", "PROPN"} or lower in LEXICALISED | _OTHER:
        return False
    if token.pos == "PROPN" and token.text != lower:
        return False
    parts = verb_lexicon().parts(lower)
    if parts is None:
        return False
    rest = lower.removeprefix(parts[0])
    if rest == parts[1]:
        return token.pos in {"NOUN", "PROPN"} and lower not in _INFINITIVE_NOUNS
    if rest in {parts[1] + "d", parts[1] + "de"}:
        return False
    # "voer" is of varen, and of voeren: what can be a stem may be the noun "afvoer".
    form = "stem" if "stem" in known_forms(rest) else form_of(parts[1], rest)
    if form in {"past", "pasts", "participle"}:
        return True
    if j > 0 and tokens[j - 1].pos in _NOT_BEFORE_VERB and tokens[j - 1].text.lower() not in {"een", "één"}:
        return False
    if form == "present":
        return True
    return form == "stem" and _ends_clause_of(tokens, j, {"ik", "'k", "je", "jij"})


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
    bases = lexicon.forms.get(lower, ())
    if token.pos not in _OPENERS or lower in CLOSED or not bases:
        return ()
    clause = segment(tokens, j)
    if any(is_finite(tokens, k) and not is_verb_final(tokens, k) for k in clause):
        return ()
    forms = {form_of(base, lower) for base in bases}
    near = {tokens[k].text.lower() for k in (j - 1, j + 1) if k in clause}
    certain = forms <= {"present", "past", "pasts"} and not (
        j > 0 and tokens[j - 1].pos == "DET" and tokens[j - 1].text.lower() != "een"
    )
    return bases if certain or j == clause.start or near & SUBJECTS else ()
