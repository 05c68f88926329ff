"""The separable verbs of Dutch, and which forms a verb has: a lexicon besides what a parse says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from praktijkkennis.preprocessing.verb_forms import written_forms

_SPELLED = {"trug": "terug", "vort": "voort", "t'rug": "terug", "vanuit": "uit", "ervanuit": "uit"}


@dataclass(frozen=True, slots=True)
class VerbLexicon:
    """Which particles go with which verbs, and which verb a form belongs to.

    Parameters
    ----------
    particles : mapping of str to mapping of str to bool
        By infinitive without its particle: every particle, and whether that hardly ever stands apart (``overwegen``).
    forms : mapping of str to tuple of str
        By written form without particle, lower case: the infinitives that it can belong to.
    """

    particles: Mapping[str, Mapping[str, bool]]
    forms: Mapping[str, tuple[str, ...]]
    words: frozenset[str]

    def infinitives(self, form: str, lemma: str = "") -> tuple[str, ...]:
        """Give the verbs that a form without particle can belong to, the lemma of the pipeline first."""
        lower = form.lower()
        # Many drop the -n as they say it: "we liepe vast".
        found = self.forms.get(lower, ()) or (self.forms.get(lower + "n", ()) if lower.endswith("e") else ())
        return (lemma, *(one for one in found if one != lemma)) if lemma in self.particles else found

    def takes(self, infinitive: str, particle: str) -> bool | None:
        """Tell whether a verb takes a particle: None when not, else whether it is hardly ever taken apart."""
        return self.particles.get(infinitive, {}).get(spelled(particle))

    def parts(self, form: str) -> tuple[str, str] | None:
        """Take a form written together with its particle apart: ``losgelaten`` -> ``("los", "laten")``."""
        lower = form.lower()
        for cut in range(len(lower) - 2, 0, -1):
            particle, rest = lower[:cut], lower[cut:]
            if particle in self.words:
                for infinitive in self.forms.get(rest, ()):
                    if particle in self.particles.get(infinitive, {}):
                        return particle, infinitive
        return None


def spelled(particle: str) -> str:
    """Write a particle as dictionaries do (``trug`` -> ``terug``), also of ``er vanuit gaan``."""
    lower = particle.lower()
    return _SPELLED.get(lower, lower)


@cache
def verb_lexicon() -> VerbLexicon:
    """Read the lexicon that comes along; once per process.

    The pairs of verb and particle come from the OpenTaal word list (``experiments/taal/scheidbaar.py``).
    """
    particles: dict[str, dict[str, bool]] = {}
    for base, *rest in _rows():
        particles[base] = {particle.rstrip("*"): particle.endswith("*") for particle in rest}
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for base in particles:
        # The present participle has forms of its own: "losliggend", "losliggende".
        written = written_forms(base)
        for form in written | {base + "d", base + "de"} | set(_inflected(base, written)):
            forms[form].append(base)
    # A form that is an infinitive belongs to that verb before any other: "weten", though also of "wijten".
    ordered = {form: tuple(sorted(bases, key=lambda b: (b != form, b))) for form, bases in forms.items()}
    words = frozenset(particle for found in particles.values() for particle in found)
    return VerbLexicon(particles, ordered, words)


def _inflected(base: str, forms: Iterable[str]) -> Iterator[str]:
    """Spell participles before a noun: ``gestelde``, ``gezette``, ``geprate``, ``gedane``."""
    for form in forms:
        if not form.startswith("ge") and not base.startswith(("be", "ver", "ont", "her", "er")):
            continue
        if form.endswith(("d", "t")) and len(form) > 4:
            if re.search(r"[^aeiou][aeiou][dt]$", form):
                yield form + form[-1] + "e"
            else:
                yield re.sub(r"([aeou])\1([dt])$", r"\1\2", form) + "e"
        elif form.startswith("ge") and form.endswith("aan"):
            yield form[:-2] + "ne"


def _rows() -> Iterator[list[str]]:
    text = (resources.files("praktijkkennis") / "data" / "taal" / "scheidbaar.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split()
