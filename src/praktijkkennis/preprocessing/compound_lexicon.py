"""What is known of the parts of Dutch compounds: how common they are, and what they mean beside each other.

Two files in ``data/taal``: ``samenstellingsdelen.txt.gz`` is made from corpus frequencies by
``experiments/taal/lexicon.py``, ``samenstellingen.toml`` is our own judgement. Both are read when first needed.
"""

from __future__ import annotations

import gzip
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from praktijkkennis.preprocessing.spelling import fold

_DATA = resources.files("praktijkkennis") / "data" / "taal"
_ZIPF = 9.0
_SHORT = {2: 2.5, 3: 2.0, 4: 0.7}
"""A short word must be commoner to be taken for a part: every string holds some by chance."""

_TRADES = ("sport", "room", "army", "machine", "money", "art")
_VERBAL = 0.5
"""More than a noun of the same frequency: fewer verbs are a first part."""

_UNUSUAL = 1.2
"""A linking -s- where a word has none, or none where it has one."""


class Reading(NamedTuple):
    """How a string may be read as a part: what that costs (minus its log frequency), its lemma, and if it is a verb."""

    cost: float
    lemma: str
    verbal: bool = False


@dataclass(frozen=True, slots=True)
class PartLexicon:
    """The words that compounds are made of, by how they are written there, folded.

    Parameters
    ----------
    first, last : dict of str to Reading
        As a part with others after it, and as the last one.
    stems : dict of str to Reading
        Stems of verbs, also those that ``first`` reads as a noun.
    links : dict of str to tuple of float
        What it costs to go on without and with a linking -s-, for words that have a habit.
    known : set of str
        Every word that is no compound: those above, names, and words that only look like a compound.
    """

    first: dict[str, Reading] = field(default_factory=dict)
    last: dict[str, Reading] = field(default_factory=dict)
    stems: dict[str, Reading] = field(default_factory=dict)
    links: dict[str, tuple[float, float]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def enter(self, form: str, zipf: float, first: str, last: str, verb: str, link: str = "") -> None:
        """Enter a word.

        Parameters
        ----------
        form : str
            As it is written in a compound, folded.
        zipf : float
            How common it is: the logarithm of its count in a billion words.
        first, last : str
            Lemma as a first and as a last part; empty when it is none.
        verb : str
            The verb that it is the stem of; empty when none.
        link : str
            ``s`` when it wants a linking -s- after it, ``-`` when it never has one.
        """
        cost = _ZIPF - zipf + _SHORT.get(len(form), 0.0)
        self.known.add(form)
        if first:
            verbal = first == verb
            self.first[form] = Reading(cost + _VERBAL * verbal, first, verbal)
        if last:
            # Most words are the same in both places; one object for two saves memory.
            same = first == last and first != verb
            self.last[form] = self.first[form] if same else Reading(cost, last)
        if verb:
            self.stems[form] = Reading(cost + _VERBAL, verb, True)
        if link:
            self.links[form] = (_UNUSUAL, 0.0) if link == "s" else (0.0, _UNUSUAL)


@dataclass(frozen=True, slots=True)
class Senses:
    """Which words are concrete, figurative or both, and which compounds mean something else than their parts.

    Parameters
    ----------
    things : frozenset of str
        As a last part they silence what goes before.
    figures : frozenset of str
        As a last part they are a manner of speaking, unless the part before is concrete.
    double, double_of_life : frozenset of str
        As a last part they are meant as such, unless the part before is concrete, or is of nature.
    of_nature, physical_last : frozenset of str
        What makes ``double_of_life`` plain, and what makes a ``double`` before it plain.
    concrete, physical_verbs : frozenset of str
        Nouns and verbs that make the part after them plain.
    silent_first : frozenset of str
        Never spoken of when others follow.
    trades : tuple of (frozenset of str, frozenset of str)
        First parts that give the last parts beside them the sense of a trade.
    opaque : dict of str to frozenset of str
        By compound, the only parts that it speaks of.
    """

    things: frozenset[str]
    figures: frozenset[str]
    double: frozenset[str]
    double_of_life: frozenset[str]
    of_nature: frozenset[str]
    physical_last: frozenset[str]
    concrete: frozenset[str]
    physical_verbs: frozenset[str]
    silent_first: frozenset[str]
    trades: tuple[tuple[frozenset[str], frozenset[str]], ...]
    opaque: dict[str, frozenset[str]]


@cache
def part_lexicon() -> PartLexicon:
    """Read the lexicon of parts; once per process."""
    lexicon = PartLexicon()
    text = gzip.decompress((_DATA / "samenstellingsdelen.txt.gz").read_bytes()).decode("utf-8")
    for line in text.splitlines():
        form, zipf, first, last, verb, link = line.split("\t")
        lexicon.enter(form, int(zipf) / 10, form if first == "=" else first, form if last == "=" else last, verb, link)
    return lexicon


@cache
def senses() -> Senses:
    """Read what compounds speak of; once per process."""
    listed = tomllib.loads((_DATA / "samenstellingen.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(map(fold, text.split())) for name, text in listed.items()}
    of_nature = words["living"] | words["nature"] | words["physical"]
    either = words["double"] | words["double_of_life"]
    return Senses(
        things=words["things"] - words["double"] - words["figures"],
        figures=words["figures"] - either,
        double=words["double"],
        double_of_life=words["double_of_life"],
        of_nature=of_nature,
        physical_last=(words["gauges"] | of_nature) - either,
        concrete=words["things"] | of_nature | words["plain_first"],
        physical_verbs=words["physical_verbs"],
        silent_first=words["plain_first"] | words["ranking_first"],
        trades=tuple((words[f"{trade}_first"], words[f"{trade}_last"]) for trade in _TRADES),
        opaque=dict(map(_spoken, words["opaque"])),
    )


def _spoken(entry: str) -> tuple[str, frozenset[str]]:
    """Read ``losgeld=geld``: the compound and the parts that it does speak of."""
    compound, _, parts = entry.partition("=")
    return compound, frozenset(parts.split(",")) if parts else frozenset()
