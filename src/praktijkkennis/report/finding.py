"""By what a reader can look passages up: theme, stance, sector, organisation, kind, period, and what became of them.

The page knows values by short names that are safe in a link, so that an address with a choice in it can be shared and
still holds when the report is made again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from praktijkkennis.document import STANCES
from praktijkkennis.insights.sources import fold_name
from praktijkkennis.report import dutch
from praktijkkennis.report.context import SourceText
from praktijkkennis.report.passages import Passage

_MOST_MONTHS = 60
_LONGEST_VALUE = 40
_FACETS: Final = (("sector", "Sector"), ("organisatie", "Organisatie"), ("soort", "Soort tekst"))


class Names:
    """Hands out names that are safe in a link and unique among themselves."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def unique(self, *parts: str) -> str:
        """Make a name of some words, with a number behind it when it is taken."""
        folded = [re.sub(r"[^a-z0-9]+", "-", part.lower())[:60].strip("-") for part in parts]
        name = base = "-".join(folded)
        count = 1
        while name in self._taken or not name:
            count += 1
            name = f"{base}-{count}"
        self._taken.add(name)
        return name


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to choose: how the page knows it, how people read it, and how many passages have it."""

    value: str
    label: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to choose by, with at least two values."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Finder:
    """What a reader can choose by, and what each passage and document is found by.

    Parameters
    ----------
    passages : iterable of Passage
        All passages that can be filtered; of one that is not shown nothing is known here either.
    texts : iterable of SourceText
        The documents that can be filtered.
    """

    def __init__(self, passages: Iterable[Passage], texts: Iterable[SourceText]) -> None:
        passages = list(passages)
        texts = list(texts)
        self._values: dict[str, dict[str, str]] = {}
        facets = []
        for name, label in _FACETS:
            found = [_values_of(passage)[name] for passage in passages]
            known = [value for text in texts if (value := _values_of_text(text)[name])]
            facets.append(Facet(name, label, self._choices(name, found, known)))
        stances = Counter(passage.stance for passage in passages)
        stance = Facet("houding", "Houding", tuple(Choice(one, one, stances[one]) for one in STANCES if stances[one]))
        self.facets: tuple[Facet, ...] = tuple(one for one in (stance, *facets) if len(one.choices) > 1)
        self.periods: tuple[Choice, ...] = _periods(passage.date for passage in passages)

    def marks(self, passage: Passage) -> list[tuple[str, str]]:
        """Give by what a passage is found: names of data attributes with their values."""
        return [*self._marks(_values_of(passage)), ("houding", passage.stance)]

    def text_marks(self, text: SourceText) -> list[tuple[str, str]]:
        """Give by what a document is found."""
        return self._marks(_values_of_text(text))

    def _marks(self, values: dict[str, str]) -> list[tuple[str, str]]:
        marks = [(name, self._values[name][fold_name(values[name])]) for name, _ in _FACETS if values[name]]
        if dutch.iso_parts(values["datum"]):
            marks.append(("datum", values["datum"].split("T")[0]))
        return marks

    def _choices(self, name: str, found: Sequence[str], known: Sequence[str]) -> tuple[Choice, ...]:
        counts = Counter(fold_name(value) for value in found if value)
        written: dict[str, str] = {}
        for value in (*found, *known):
            if value:
                written.setdefault(fold_name(value), value)
        names = Names()
        self._values[name] = {key: names.unique(key[:_LONGEST_VALUE]) for key in sorted(written)}
        return tuple(
            Choice(self._values[name][key], written[key], counts[key]) for key in sorted(written) if counts[key]
        )


def _values_of(passage: Passage) -> dict[str, str]:
    return {
        "sector": passage.sector.strip(),
        "organisatie": passage.organisation.strip(),
        "soort": passage.kind.strip(),
        "datum": passage.date.strip(),
    }


def _values_of_text(text: SourceText) -> dict[str, str]:
    keys = {"sector": "sector", "organisatie": "organisation", "soort": "kind", "datum": "date"}
    return {name: text.metadata(key) for name, key in keys.items()}


def _periods(dates: Iterable[str]) -> tuple[Choice, ...]:
    """Give the months that occur to choose from, of a long time the years."""
    months = sorted({date.strip()[:7] for date in dates if dutch.iso_parts(date)})
    if len(months) > _MOST_MONTHS:
        months = sorted({month[:4] for month in months})
    choices = tuple(Choice(month, dutch.date_in_words(month)) for month in months)
    return choices if len(choices) > 1 else ()
