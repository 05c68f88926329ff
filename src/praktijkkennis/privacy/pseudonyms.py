"""The pseudonyms themselves: what they look like, and which thing or person gets which."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from praktijkkennis.privacy.findings import EARLIER, FieldReplacement, Label, Replacement
from praktijkkennis.privacy.name_list import fold
from praktijkkennis.privacy.person_name import parse_name

KIND_OF_LABEL: dict[Label, str] = {
    "PERSOON": "Persoon",
    "EMAIL": "E-mailadres",
    "TELEFOON": "Telefoonnummer",
    "ADRES": "Adres",
    "BSN": "Nummer",
    "GEBOORTEDATUM": "Geboortedatum",
    "ORGANISATIE": "Organisatie",
    "PLAATS": "Plaats",
    "BESTAND": "Bestand",
}
"""The word in the pseudonym of each label."""

PSEUDONYM = re.compile(r"\[(?:" + "|".join(KIND_OF_LABEL.values()) + r") \d+\]")
"""What a pseudonym looks like: ``[Persoon 3]``, which nobody takes for a name.

The capital tells where a sentence begins: with ``[persoon 3]`` sentences run together and more themes change.
"""

_NUMBER = re.compile(r"(\d+)\]?$")


def pseudonym(label: Label, number: int) -> str:
    """Write a pseudonym (``[Persoon 3]``)."""
    return f"[{KIND_OF_LABEL[label]} {number}]"


def normalised(label: Label, text: str) -> str:
    """Write what is no person so that the same thing is the same however it was written.

    Telephone numbers lose their country and signs, numbers their signs, the rest capitals, accents and double spaces.
    """
    if label in ("TELEFOON", "BSN"):
        digits = re.sub(r"[^0-9A-Za-z]", "", text.replace("(0)", "")).upper()
        if label == "TELEFOON":
            national = re.sub(r"^(?:00)?(?:31|32)(?=\d{8,9}$)", "0", digits.lstrip("+"))
            # A spreadsheet drops the zero of a number.
            return re.sub(r"^(?=[1-9]\d{8}$)", "0", national)
        return digits
    return fold(" ".join(text.split()))


class Pseudonyms:
    """Hands out pseudonyms, those of an earlier key first.

    Parameters
    ----------
    known : iterable of Replacement
        The key of an earlier run: who and what is in it keeps its pseudonym.
    known_fields : iterable of FieldReplacement
        What that run replaced outside the texts.
    """

    def __init__(self, known: Iterable[Replacement] = (), known_fields: Iterable[FieldReplacement] = ()) -> None:
        self._by_full_name: dict[str, str] = {}
        self._by_place: dict[tuple[str, str], str] = {}
        self._by_thing: dict[tuple[Label, str], str] = {}
        self._last: defaultdict[Label, int] = defaultdict(int)
        self._persons: dict[Hashable, str] = {}
        for row in known:
            self._learn(row)
        for field in known_fields:
            self._learn(field)

    def settle(self, names: Iterable[tuple[str, str]]) -> None:
        """Tell which names stand in the documents of this run, before any pseudonym is asked for.

        A document in which fewer than half of its earlier names stand is another one that bears the same name
        (``interview1.docx`` of every month): its *Jan* need not be the *Jan* of then.

        Parameters
        ----------
        names : iterable of (str, str)
            Document id and name as written.
        """
        now: defaultdict[str, set[str]] = defaultdict(set)
        for document_id, text in names:
            now[document_id].add(fold(text))
        earlier: defaultdict[str, set[str]] = defaultdict(set)
        for document_id, name in self._by_place:
            earlier[document_id].add(name)
        other = {key for key, found in earlier.items() if 2 * len(found & now[key]) < len(found)}
        self._by_place = {place: known for place, known in self._by_place.items() if place[0] not in other}

    def of_person(self, person: Hashable, names: Sequence[tuple[str, str]]) -> str:
        """Give the pseudonym of a person.

        Parameters
        ----------
        person : hashable
            What tells this person from others in this run.
        names : sequence of (str, str)
            Document id and name as written of all places where this person stands, in order.
        """
        if person not in self._persons:
            self._persons[person] = self._earlier(names) or self._next("PERSOON")
        return self._persons[person]

    def of_thing(self, label: Label, text: str) -> str:
        """Give the pseudonym of an address, a number, a place or an organisation."""
        key = label, normalised(label, text)
        if key not in self._by_thing:
            self._by_thing[key] = self._next(label)
        return self._by_thing[key]

    def _earlier(self, names: Sequence[tuple[str, str]]) -> str | None:
        for _, text in names:
            name = parse_name(text)
            if name.full and name.key in self._by_full_name:
                return self._by_full_name[name.key]
        for document_id, text in names:
            if (document_id, fold(text)) in self._by_place:
                return self._by_place[document_id, fold(text)]
        return None

    def _learn(self, one: Replacement | FieldReplacement) -> None:
        number = _NUMBER.search(one.pseudonym)
        if number is not None:
            self._last[one.label] = max(self._last[one.label], int(number[1]))
        if one.label != "PERSOON":
            self._by_thing.setdefault((one.label, normalised(one.label, one.text)), one.pseudonym)
            return
        name = parse_name(one.text)
        if name.full:
            self._by_full_name.setdefault(name.key, one.pseudonym)
        if not (isinstance(one, FieldReplacement) and one.field == EARLIER):
            self._by_place.setdefault((one.document_id, fold(one.text)), one.pseudonym)

    def _next(self, label: Label) -> str:
        self._last[label] += 1
        return pseudonym(label, self._last[label])
