"""Which form of which verb a word can be: where a tagger takes a command for a name, the form still tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from praktijkkennis.document import Token
from praktijkkennis.preprocessing.inflection import regular_forms
from praktijkkennis.preprocessing.lemmas import PARTICLES, VERBAL
from praktijkkennis.preprocessing.words import is_known_word

Form = Literal["infinitive", "stem", "present", "past", "pasts", "participle"]
"""``infinitive`` is the plural of the present too, ``pasts`` the plural of the past."""

FINITE: frozenset[Form] = frozenset({"stem", "present", "past", "pasts"})

_STRESSLESS = ("be", "ver", "ont", "her", "over", "onder", "om", "door", "voor", "weer", "mis", "vol", "aan")
_AUXILIARY = frozenset({"zijn", "hebben", "zullen", "kunnen", "mogen", "moeten", "willen", "worden"})
_ALSO = {
    "bent": "zijn",
    "zijt": "zijn",
    "wees": "zijn",
    "moogt": "mogen",
    "zoudt": "zullen",
    "hebt": "hebben",
    "hadt": "hebben",
}
_PAST_TOO = frozenset({"zoudt", "hadt"})
CLOSED = frozenset(
    """aan al alles beter bij dan dat de dicht die dit door duur dus een eens eerder en er erg even ge geen gewoon goed
    haar haast hard heel hem hen het hier hij hoe hun ik in je jij jou jouw klaar kort licht los maar meer men met
    mij mijn na naar net niet niets nieuw nog nooit nu of om onder ons onze op open over samen snel soms steeds
    stil te ten ter terug toch toe tot u uit uw van vaak vast veel ver vol voor vrij waar wat we weer weg wel wie wij
    zelf zeker zich zij zo zonder""".split()
)
"""No verbs whatever their letters: they stand freely and often."""

_PARTICLES = sorted(PARTICLES | {"deel", "plaats", "les"}, key=lambda one: (-len(one), one))
_JOINED = tuple(particle + "ge" for particle in _PARTICLES)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word as a form of a verb."""

    infinitive: str
    form: Form


@lru_cache(maxsize=8192)
def readings(word: str) -> tuple[Reading, ...]:
    """List the verbs of which a word can be a form.

    Parameters
    ----------
    word : str
        As written, in any case; a separable particle may be joined to it (``opschreef``, ``losgelaten``), or *'k*.

    Returns
    -------
    tuple of Reading
        Empty for a word that is no form of a verb known here.
    """
    word = word.lower()
    if word in CLOSED:
        return ()
    if found := _forms().get(word):
        return found
    for particle in _PARTICLES:
        rest = word.removeprefix(particle)
        if rest != word and (joined := _forms().get(rest)):
            return tuple(Reading(particle + one.infinitive, one.form) for one in joined if one.infinitive != "zullen")
    return _said_in_one_breath(word)


def _said_in_one_breath(word: str) -> tuple[Reading, ...]:
    """List the readings of a verb with *'k* glued to it, as people type it: ``kbel``, ``kheb``."""
    if not word.startswith("k") or len(word) < 4 or is_known_word(word):
        return ()
    return tuple(one for one in _forms().get(word[1:], ()) if one.form in {"stem", "past"})


def written_forms(infinitive: str) -> frozenset[str]:
    """List how the forms of a verb without separable particle are written, listed here or regular."""
    listed = _by_infinitive().get(infinitive)
    if listed is not None:
        return listed
    return frozenset([*regular_forms(infinitive), *_plain_participles(infinitive)])


def form_of(infinitive: str, word: str) -> Form:
    """Tell which form of a verb a word is, for a word that is known to be one; of a verb not listed, by its shape."""
    listed = [one.form for one in readings(word) if one.infinitive == infinitive]
    # "zet" is stem, present and participle: the stem is what it is most.
    return listed[0] if listed else _form_by_shape(infinitive, word)


def known_forms(word: str) -> frozenset[Form]:
    """Tell which forms of known verbs a word can be."""
    return frozenset(one.form for one in readings(word))


def forms_of(token: Token) -> frozenset[Form]:
    """Tell which forms a word that is tagged as a verb can have; empty when it is tagged otherwise."""
    if token.pos not in VERBAL or not token.text[:1].isalpha():
        return frozenset()
    return known_forms(token.text) or _guessed(token.text.lower())


def verbs_of(tokens: Sequence[Token], index: int) -> frozenset[str]:
    """Name the verbs that a word can be a form of, with the particle that stands apart joined to them.

    Parameters
    ----------
    tokens : sequence of Token
        The tokens of one sentence.
    index : int
        Place of the word.

    Returns
    -------
    frozenset of str
        Infinitives; both ``spreken`` and ``aanspreken`` for ``spreekt ... aan``.
    """
    token = tokens[index]
    found = {one.infinitive for one in readings(token.text)} or ({token.lemma} if token.pos in VERBAL else set())
    particles = {other.text.lower() for other in tokens if other.particle_of == index}
    if index > 1 and tokens[index - 1].text.lower() == "te":
        # The particle of "af te spreken", should the parse have missed it.
        particles |= PARTICLES & {tokens[index - 2].text.lower()}
    return frozenset(found | {particle + verb for particle in particles for verb in found})


def _guessed(word: str) -> frozenset[Form]:
    """Guess the form of a verb that is not listed by its ending."""
    if word.endswith(("nde", "end")):
        return frozenset()
    if word.startswith(_JOINED):
        return frozenset({"participle"})
    if word.endswith(("de", "te")):
        return frozenset({"past"})
    if word.endswith(("den", "ten")):
        return frozenset({"pasts", "infinitive"})
    if word.startswith("ge") and word.endswith(("d", "t", "en")):
        return frozenset({"participle"})
    if word.endswith("en"):
        return frozenset({"infinitive", "participle"} if word.startswith(_STRESSLESS) else {"infinitive"})
    if word.endswith("d"):
        return frozenset({"participle", "stem"})
    if word.endswith("t") and word.startswith(_STRESSLESS):
        return frozenset({"participle", "present"})
    return frozenset({"present"} if word.endswith("t") else {"stem"})


@cache
def _forms() -> dict[str, tuple[Reading, ...]]:
    found: dict[str, dict[Reading, None]] = {}
    for infinitive, form, word in _all_forms():
        found.setdefault(word, {})[Reading(infinitive, form)] = None
    return {word: tuple(ways) for word, ways in found.items()}


@cache
def _by_infinitive() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for infinitive, _, word in _all_forms():
        found.setdefault(infinitive, set()).add(word)
    return {infinitive: frozenset(words) for infinitive, words in found.items()}


def _all_forms() -> Iterator[tuple[str, Form, str]]:
    for word, infinitive in _ALSO.items():
        yield infinitive, "past" if word in _PAST_TOO else "stem" if word == "wees" else "present", word
    for line in _lines("sterke_werkwoorden.txt"):
        infinitive, *parts = line.split()
        forms = list(_irregular(infinitive, [part.split("/") for part in parts]))
        yield from ((infinitive, form, word) for form, word in forms)
        if infinitive not in _AUXILIARY:
            for prefix in _STRESSLESS:
                yield from (
                    (prefix + infinitive, form, prefix + (word.removeprefix("ge") if form == "participle" else word))
                    for form, word in forms
                )
    for line in _lines("zwakke_werkwoorden.txt"):
        for infinitive in line.split():
            yield from ((infinitive, form, word) for form, word in _regular(infinitive))
            if infinitive.startswith((*_STRESSLESS, "ge", "er")):
                yield from ((infinitive, "participle", word) for word in _plain_participles(infinitive))


def _irregular(infinitive: str, parts: list[list[str]]) -> Iterator[tuple[Form, str]]:
    pasts: tuple[Form, Form, Form] = ("past", "pasts", "participle")
    for form, words in zip(pasts, parts, strict=False):
        yield from ((form, word) for word in words if word != "-")
    yield "infinitive", infinitive
    for word in [word for words in parts[3:] for word in words]:
        yield "stem" if word in parts[3] else "present", word
    if len(parts) < 5:
        yield from ((form, word) for form, word in _regular(infinitive) if form in {"stem", "present"})


def _regular(infinitive: str) -> Iterator[tuple[Form, str]]:
    for word in sorted(regular_forms(infinitive)):
        yield _form_by_shape(infinitive, word), word


def _plain_participles(infinitive: str) -> Iterator[str]:
    """Spell the participles without ``ge-`` that look like another form: ``verwacht``, ``beslist``, ``overlegd``."""
    forms = list(_regular(infinitive))
    found = [
        word if infinitive.startswith("ge") else word.removeprefix("ge") for form, word in forms if form == "participle"
    ]
    yield from found or (word for form, word in forms if form in {"stem", "present"} and word.endswith(("d", "t")))


def _form_by_shape(infinitive: str, word: str) -> Form:
    if word == infinitive:
        return "infinitive"
    if word.endswith(("den", "ten")):
        return "pasts"
    if word.endswith(("de", "te")):
        return "past"
    if word.startswith("ge") and not infinitive.startswith("ge"):
        return "participle"
    base = infinitive[:-2]
    if not word.endswith(("d", "t")) or (base.endswith(("d", "t")) and not word.endswith("dt")):
        return "stem"
    return "participle" if word.endswith("d") else "present"


def _lines(name: str) -> list[str]:
    source = resources.files("praktijkkennis") / "data" / "taal" / name
    lines = source.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and line[0] != "#"]
