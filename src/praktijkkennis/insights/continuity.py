"""Insights that keep their identity from run to run, and what became of those of the run before.

An insight is the one of an earlier run that has the same theme and shares the most passages with it, provided that they
share at least half of the passages of the smaller of the two (the overlap coefficient of Szymkiewicz and Simpson; as in
Greene, Doyle & Cunningham, 2010, *Tracking the evolution of communities in dynamic social networks*, where communities
of consecutive steps are matched by their members). It then bears the id of that insight. Every id goes to one insight:
where two join, the result is the one it shares the most passages with, and the other is gone; where one parts, the part
that shares the most keeps the id and the other is new. A passage is known by its words alone, so that its text may be
renamed or its table get rows on top; only where the same words are in more than one insight its document decides too.
What was not there in the run before but in an earlier one comes back under its old id: one odd run in between, with
another codebook or half of the texts, costs no insight its identity.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from praktijkkennis.document import Insight, Quote

Status = Literal["nieuw", "groeiend", "stabiel"]
"""What became of an insight since it was last there: more sources is ``groeiend``, as many or fewer ``stabiel``."""

STATUSES: tuple[Status, ...] = ("nieuw", "groeiend", "stabiel")
GONE = "verdwenen"
LEAST_OVERLAP = 0.5
"""Least share of the passages of the smaller insight that two must share to be the same."""

Member = tuple[str, str]
"""Document and checksum of the words of a passage."""


@dataclass(frozen=True, slots=True)
class KnownInsight:
    """What is remembered of an insight of an earlier run; of its texts only checksums.

    ``lead`` is the passage that was its statement.
    """

    id: str
    theme: str
    n_sources: int
    members: frozenset[Member]
    lead: Member


@dataclass(frozen=True, slots=True)
class Vanished:
    """An insight of the run before that is no longer there.

    ``merged_into`` is the id of the present insight that most of its passages are in, ``""`` when there is none.
    """

    id: str
    theme: str
    n_sources: int
    lead: Member
    merged_into: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the run before, or since an insight was last there when it was not in that run.

    Attributes
    ----------
    status : mapping of str to str
        For every present insight, by id: ``nieuw``, ``groeiend`` or ``stabiel``.
    sources_before : mapping of str to int
        For every insight that was there before, by id: how many sources it had.
    vanished : tuple of Vanished
        Those that are no longer there, in order of theme and id.
    """

    status: Mapping[str, Status]
    sources_before: Mapping[str, int]
    vanished: tuple[Vanished, ...]

    def count(self, status: str) -> int:
        """Tell how many insights have a status, ``verdwenen`` included."""
        return len(self.vanished) if status == GONE else sum(one == status for one in self.status.values())


def member_key(quote: Quote) -> Member:
    """Name a passage by its document and a checksum of its words, however these are broken over lines."""
    return quote.document_id, words_checksum(quote.text)


def words_checksum(text: str) -> str:
    """SHA-256, in part, of a text whose white space is folded."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def remembered(insight: Insight) -> KnownInsight:
    """Give what is remembered of an insight."""
    members = [member_key(quote) for quote in insight.quotes]
    return KnownInsight(insight.id, insight.theme, insight.n_sources, frozenset(members), members[0])


def compare(
    insights: Sequence[Insight],
    previous: Sequence[KnownInsight],
    used: AbstractSet[str] = frozenset(),
    earlier: Sequence[KnownInsight] = (),
) -> tuple[tuple[Insight, ...], Changes]:
    """Give insights the ids that they had, and tell what changed.

    Parameters
    ----------
    insights : sequence of Insight
        Of this run, with all their quotes as they are.
    previous : sequence of KnownInsight
        Of the run before.
    used : set of str
        All ids that were ever given; no other insight gets one of these.
    earlier : sequence of KnownInsight
        Of runs before that, each as it last was: what the run before lacks may come back.

    Returns
    -------
    insights : tuple of Insight
        The same with their ids, the strongest first.
    changes : Changes
    """
    now = [remembered(insight) for insight in insights]
    before_of = _matched(now, previous)
    places = [place for place in range(len(now)) if place not in before_of]
    lacking = [one for one in earlier if one.id not in {known.id for known in previous}]
    back = _matched([now[place] for place in places], lacking)
    before_of |= {places[number]: known for number, known in back.items()}
    taken = set(used) | {one.id for one in (*previous, *earlier)}
    named: list[Insight] = []
    status: dict[str, Status] = {}
    sources_before: dict[str, int] = {}
    # New names are given in a fixed order, whatever the order of the insights.
    for place in sorted(range(len(now)), key=lambda place: now[place].id):
        before = before_of.get(place)
        key = before.id if before is not None else _unused(now[place].id, taken)
        taken.add(key)
        named.append(replace(insights[place], id=key))
        if before is None:
            status[key] = "nieuw"
        else:
            status[key] = "groeiend" if now[place].n_sources > before.n_sources else "stabiel"
            sources_before[key] = before.n_sources
    kept = {one.id for one in before_of.values()}
    present = [remembered(insight) for insight in named]
    vanished = tuple(
        Vanished(one.id, one.theme, one.n_sources, one.lead, _merged_into(one, present))
        for one in sorted(previous, key=lambda one: (one.theme, one.id))
        if one.id not in kept
    )
    ordered = tuple(sorted(named, key=lambda insight: (-insight.strength, insight.id)))
    return ordered, Changes(MappingProxyType(status), MappingProxyType(sources_before), vanished)


def _matched(now: Sequence[KnownInsight], previous: Sequence[KnownInsight]) -> dict[int, KnownInsight]:
    """Pair insights of this run (by place) with those of an earlier one, the most shared passages first."""
    likeness = _Likeness(now, previous)
    pairs = []
    for place, one in enumerate(now):
        for before in previous:
            shared = likeness.shared(one, before)
            smaller = min(len(one.members), len(before.members))
            if shared and shared >= LEAST_OVERLAP * smaller:
                share = shared / (len(one.members) + len(before.members) - shared)
                pairs.append((-shared, -share, before.id, one.id, place, before))
    matched: dict[int, KnownInsight] = {}
    kept: set[str] = set()
    for *_, place, before in sorted(pairs, key=lambda pair: pair[:4]):
        if place not in matched and before.id not in kept:
            matched[place] = before
            kept.add(before.id)
    return matched


def _merged_into(gone: KnownInsight, present: Sequence[KnownInsight]) -> str:
    likeness = _Likeness(present, [gone])
    same = [one for one in present if one.theme == gone.theme]
    best = max(same, key=lambda one: (likeness.shared(one, gone), one.id), default=None)
    return best.id if best is not None and 2 * likeness.shared(best, gone) > len(gone.members) else ""


class _Likeness:
    """Counts the passages that two insights share, given all others that these may be taken for."""

    def __init__(self, now: Sequence[KnownInsight], before: Sequence[KnownInsight]) -> None:
        self._ambiguous = _in_several(now) | _in_several(before)

    def shared(self, one: KnownInsight, other: KnownInsight) -> int:
        """Count them; those of another theme share none."""
        if one.theme != other.theme:
            return 0
        return (self._keys(one) & self._keys(other)).total()

    def _keys(self, insight: KnownInsight) -> Counter[Member]:
        """Name passages by their words, and by their document too where words alone do not tell the insight."""
        ambiguous = self._ambiguous
        return Counter(
            (document if (insight.theme, words) in ambiguous else "", words) for document, words in insight.members
        )


def _in_several(insights: Iterable[KnownInsight]) -> set[tuple[str, str]]:
    """Find theme and words of passages that are in more than one insight of that theme."""
    counts = Counter((one.theme, words) for one in insights for words in {words for _, words in one.members})
    return {key for key, number in counts.items() if number > 1}


def _unused(key: str, taken: AbstractSet[str]) -> str:
    """Put a number behind an id that belongs to another insight."""
    name, number = key, 1
    while name in taken:
        number += 1
        name = f"{key}-{number}"
    return name
