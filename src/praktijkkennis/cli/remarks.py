"""What an editor should know of texts that were read: nothing failed, yet something may not be as it was meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from praktijkkennis.cli.console import counted, say

if TYPE_CHECKING:
    from praktijkkennis.document import Document

_SHOWN = 3
_KNOWN = frozenset({"title", "date", "kind", "author", "role", "organisation", "sector", "source"})


def say_remarks(documents: Sequence[Document]) -> None:
    """Tell of texts that are there twice, dates that were not understood and columns with text that was not read.

    Parameters
    ----------
    documents : sequence of Document
        All that was read, in order.
    """
    for remark in (*_same_texts(documents), *_unread_dates(documents), *_unread_columns(documents)):
        say(f"Let op: {remark}")


def _same_texts(documents: Sequence[Document]) -> Iterator[str]:
    from praktijkkennis.corpus.readers.columns import is_sentence

    alike: defaultdict[str, list[str]] = defaultdict(list)
    for document in documents:
        # Short answers may well be the same without having been copied, and rows of one table are no files.
        if is_sentence(document.text) and "#" not in document.id:
            alike[" ".join(document.text.split())].append(document.id)
    twice = [names for names in alike.values() if len(names) > 1]
    for names in twice[:_SHOWN]:
        yield f"{_listed(names)} zijn dezelfde tekst en tellen als {len(names)}; laat er één staan."
    if len(twice) > _SHOWN:
        rest = counted(len(twice) - _SHOWN, "andere tekst komt", "andere teksten komen")
        yield f"nog {rest} ook vaker voor."


def _unread_dates(documents: Sequence[Document]) -> Iterator[str]:
    from praktijkkennis.corpus.metadata import UNREADABLE_DATE

    found = [(one.id, one.metadata[UNREADABLE_DATE]) for one in documents if UNREADABLE_DATE in one.metadata]
    if found:
        key, date = found[0]
        texts = counted(len(found), "tekst", "teksten")
        yield f"de datum van {texts} is niet begrepen, zoals '{date}' bij {key}; schrijf die als 31-12-2025."


def _unread_columns(documents: Sequence[Document]) -> Iterator[str]:
    from praktijkkennis.corpus.readers.columns import holds_sentences

    rows: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if "#" in document.id:
            rows[document.id.partition("#")[0]].append(document)
    for file, found in rows.items():
        names = dict.fromkeys(key for one in found for key in one.metadata if key not in _KNOWN)
        columns = []
        for name in names:
            cells = [one.metadata[name] for one in found if name in one.metadata]
            if holds_sentences(cells):
                columns.append(name)
        if columns:
            which = "de kolom" if len(columns) == 1 else "de kolommen"
            yield (
                f"in {file} staan ook zinnen in {which} {_listed(columns)}; die zijn niet gelezen. Kies met "
                "--text-column welke kolom de tekst is, of zet elk antwoord op een eigen rij."
            )


def _listed(names: Sequence[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} en {quoted[-1]}"
