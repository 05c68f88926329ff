"""Documents put together by what their metadata say, or by when they are of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from praktijkkennis.document import Document, ProcessedDocument
from praktijkkennis.errors import QueryError

By = str | Callable[[Document], str]
"""A metadata key, ``"year"`` or ``"month"`` (of ``date``, unless a document has such a key itself), or a function that
names the group of a document."""

_PERIODS = {"year": re.compile(r"\d{4}"), "month": re.compile(r"\d{4}-\d{2}")}


def group_documents(documents: Sequence[ProcessedDocument], by: By) -> list[str]:
    """Give each document the name of its group, empty when it belongs to none; capitals make no difference.

    Parameters
    ----------
    documents : sequence of ProcessedDocument
        The documents.
    by : str or callable
        A metadata key such as ``"sector"``, ``"year"``, ``"month"``, or a function of a document.

    Raises
    ------
    QueryError
        When there are fewer than two groups, since nothing can then be compared.
    """
    return _groups([one.document for one in documents], by)


def check_groups(documents: Sequence[Document], by: By, target: str | None = None) -> None:
    """Check, before anything is analysed for it, that groups can be compared.

    Raises
    ------
    QueryError
        When there are fewer than two groups, or ``target`` is none of them.
    """
    groups = ordered_groups(_groups(documents, by), by)
    if target is not None:
        find_group(groups, target)


def find_group(groups: Sequence[str], target: str) -> str:
    """Find a group, whatever its capitals.

    Raises
    ------
    QueryError
        When it is not there.
    """
    for group in groups:
        if group.casefold() == " ".join(target.split()).casefold():
            return group
    raise QueryError(f"De groep '{target}' is er niet. Wel: {', '.join(groups)}.")


def _groups(documents: Sequence[Document], by: By) -> list[str]:
    groups = [group_of(one, by) for one in documents]
    if isinstance(by, str):
        # Who fills in a form writes Zorg or zorg; it is called as most people write it.
        called: dict[str, str] = {}
        for name, _ in Counter(groups).most_common():
            called.setdefault(name.casefold(), name)
        groups = [called[name.casefold()] for name in groups]
    if len(set(groups) - {""}) < 2:
        known = sorted({key for one in documents for key in one.metadata})
        named = f"'{by}'" if isinstance(by, str) else "deze functie"
        raise QueryError(
            f"Er zijn geen twee groepen te maken met {named}. "
            f"Kies een kenmerk dat in de teksten verschilt: {', '.join([*known, 'year', 'month'])}."
        )
    return groups


def group_of(document: Document, by: By) -> str:
    """Name the group of a document, empty when it belongs to none."""
    if callable(by):
        return by(document)
    own = " ".join(document.metadata.get(by, "").split())
    if own or by not in _PERIODS:
        return own
    date = _PERIODS[by].match(document.metadata.get("date", ""))
    return date.group() if date else ""


def ordered_groups(groups: Sequence[str], by: By) -> list[str]:
    """Name the groups: periods in order, others the largest first."""
    names = sorted(set(groups) - {""})
    return names if by in ("year", "month") else sorted(names, key=lambda name: -groups.count(name))
