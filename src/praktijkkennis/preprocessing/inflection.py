"""Regular inflection of Dutch verbs, to meet forms that a lemmatiser got wrong.

Only weak verbs are regular; forms of strong verbs must come from the lemma. Spelling rules: Taalunie,
*Technische Handleiding* (vowel and consonant doubling, v/f and z/s, the sounds of 't kofschip).
"""

from __future__ import annotations

import re
from functools import lru_cache

_VOWELS = "aeiou"
_VOICELESS = ("t", "k", "f", "s", "ch", "p", "x")
_SINGLE = ("x", "uw")
_GLIDES = ("ei", "ai", "oi", "ui")
# A prefix leaves a syllable behind it: "bellen" and "missen" begin with none, nor does "beuken" (eu is one sound).
_UNSTRESSED = re.compile(rf"(?:[bg]e(?![iu])|ver|her|ont|er|mis)(?=.*[{_VOWELS}])")
_TREMA = str.maketrans("eiu", "ëïü")


def looks_like_infinitive(word: str) -> bool:
    """Tell whether a word could be an infinitive by its ending."""
    return len(word) > 3 and (word.endswith("en") or word in {"gaan", "staan", "doen", "zien", "slaan"})


@lru_cache(maxsize=4096)
def regular_forms(infinitive: str, particle: str = "") -> frozenset[str]:
    """Spell the forms of a weak verb.

    Parameters
    ----------
    infinitive : str
        Without its particle, for example ``durven`` or ``delen``.
    particle : str
        Separable particle; when given, the forms are those written together (``meedeelt``, ``meegedeeld``).

    Returns
    -------
    frozenset of str
        Present, past and participle, the infinitive included; only that for a word that does not end in ``-en``.
    """
    forms = {infinitive}
    if (
        infinitive.endswith("en")
        and len(infinitive) > 3
        and (infinitive[-3] not in _VOWELS or infinitive[-4:-2] in _GLIDES)
    ):
        root = infinitive[:-2]
        ending = "t" if root.endswith(_VOICELESS) else "d"
        has_prefix = _UNSTRESSED.match(root) is not None
        for stem in _stems(root):
            participle = stem if stem.endswith(ending) else stem + ending
            forms |= {stem, stem if stem.endswith("t") else stem + "t"}
            forms.add(participle if has_prefix else _with_ge(participle))
            forms |= {f"{stem}{ending}e", f"{stem}{ending}en"}
    return frozenset(particle + form for form in forms)


def _with_ge(participle: str) -> str:
    """Put ``ge-`` in front, with a trema where the vowels would run together (``geëist``, but ``geuit``)."""
    if participle[0] in "eiu" and not participle.startswith(("ij", "ui")):
        return "ge" + participle[0].translate(_TREMA) + participle[1:]
    return "ge" + participle


def _stems(root: str) -> set[str]:
    if re.search(r"([^aeiou])\1$", root):
        return {_devoiced(root[:-1])}
    if root.endswith(("uer", "ër")):
        # The last vowel is a syllable by itself; evalueer and creëer, but initieer.
        return {root[:-2] + ("eer" if root.endswith("iër") else root[-2] + "er")}
    if root.endswith(_SINGLE):
        return {root}
    if not re.search(rf"(?:^|[^{_VOWELS}])[aeou][^{_VOWELS}]$", root):
        return {_devoiced(root)}
    long = root[:-1] + root[-2] + root[-1]
    if re.search(r"e[lrnm]$", root) and re.search(rf"[{_VOWELS}]", root[:-2]):
        # Stress is not written: luister (short) and controleer (long) are spelt alike as infinitives.
        return {root, long}
    return {_devoiced(long)}


def _devoiced(stem: str) -> str:
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
