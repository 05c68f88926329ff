"""Which names are of the same person: within a document by what a name is part of, over documents by the full name.

The rules, in order:

1. A full name (given name and surname) is one person, in all documents.
2. Within a document initials with a surname, a surname alone, a given name alone and one with the first letter of a
   surname (``Jan B.``) belong to the one person whose full name fits. When two fit, as two brothers De Vries, the short
   name stays apart: a wrong union cannot be undone. A *Jan B.* whose full name is not there counts as somebody too: he
   is *Jan*, unless there is another Jan.
3. Between documents of one organisation a short name belongs to the one person there whose full name fits, and the same
   short name is one person when nobody's does. Without an organisation in the metadata a short name is somebody of that
   document only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from praktijkkennis.privacy.person_name import PersonName, may_be_same


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: in which document, with its parts.

    Parameters
    ----------
    document_id : str
        The document.
    name : PersonName
        What the name says.
    group : str
        The organisation of the document, folded; empty when it is not known.
    """

    document_id: str
    name: PersonName
    group: str = ""


def same_persons(mentions: Sequence[Mention]) -> tuple[int, ...]:
    """Tell of each mention whose it is.

    Parameters
    ----------
    mentions : sequence of Mention
        Of all documents, in order.

    Returns
    -------
    tuple of int
        A number for each mention; the same number is the same person. Numbered by first appearance.
    """
    keys = _keys_in_documents(mentions)
    keys = _keys_in_groups(mentions, keys)
    numbers: dict[tuple[str, ...], int] = {}
    return tuple(numbers.setdefault(key, len(numbers)) for key in keys)


def _keys_in_documents(mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Give each mention the key of its person, which is that of a full name or of a short one in its document."""
    names: defaultdict[str, dict[str, PersonName]] = defaultdict(dict)
    for mention in mentions:
        names[mention.document_id].setdefault(mention.name.key, mention.name)
    chosen = {document: _full_names(found.values()) for document, found in names.items()}
    return [
        ("full", full.key) if (full := chosen[mention.document_id].get(mention.name.key)) is not None and full.full
        else ("short", mention.document_id, (full or mention.name).key)
        for mention in mentions
    ]  # fmt: skip


def _keys_in_groups(mentions: Sequence[Mention], keys: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Join short names with the full names of other documents of the same organisation, and with each other."""
    full_names: defaultdict[str, dict[str, PersonName]] = defaultdict(dict)
    for mention in mentions:
        if mention.group and mention.name.full:
            full_names[mention.group][mention.name.key] = mention.name
    ambiguous = {
        key: mention.name
        for mention, key in zip(mentions, keys, strict=True)
        if key[0] == "short" and mention.group and mention.name.key == key[-1]
    }
    for mention, key in zip(mentions, keys, strict=True):
        if mention.group and mention.name.cut and key[0] == "short":
            known = full_names[mention.group]
            if not any(may_be_same(mention.name, full) for full in known.values() if full.full):
                known[mention.name.key] = mention.name
    joined: list[tuple[str, ...]] = []
    for mention, key in zip(mentions, keys, strict=True):
        if key[0] == "full" or not mention.group or key not in ambiguous:
            joined.append(key)
            continue
        fitting = [full for full in full_names[mention.group].values() if may_be_same(ambiguous[key], full)]
        if len(fitting) == 1 and fitting[0].full:
            joined.append(("full", fitting[0].key))
        elif len(fitting) == 1:
            joined.append(("group", mention.group, fitting[0].key))
        elif fitting:
            joined.append(key)
        else:
            joined.append(("group", mention.group, key[-1]))
    return joined


def _full_names(names: Iterable[PersonName]) -> dict[str, PersonName]:
    """Give for each name of a document the longer one that it is part of; itself when there is not just one."""
    found = list(names)
    chosen: dict[str, PersonName] = {}
    for name in (one for one in found if one.full):
        longer = [other for other in found if other.full and _is_longer(other, name)]
        chosen[name.key] = longer[0] if len(longer) == 1 else name
    full = {name.key: name for name in chosen.values()}
    for name in (one for one in found if one.cut):
        fitting = [other for other in full.values() if may_be_same(name, other)]
        chosen[name.key] = fitting[0] if len(fitting) == 1 else name
    somebody = [*full.values(), *(chosen[one.key] for one in found if one.cut and chosen[one.key] is one)]
    for name in (one for one in found if not one.full and not one.cut):
        fitting = [other for other in somebody if may_be_same(name, other)]
        if not fitting and not name.initials:
            fitting = [other for other in found if other.initials and other.surname and may_be_same(name, other)]
        chosen[name.key] = fitting[0] if len(fitting) == 1 else name
    return chosen


def _is_longer(other: PersonName, name: PersonName) -> bool:
    """Tell whether a name has all of another and a given name or nickname more (``Johannes "Joop" van Vliet``)."""
    same = (other.prefixes, other.surname) == (name.prefixes, name.surname)
    return same and set(other.given) > set(name.given)
