"""What coders coded and what they had read, from a table of codes or from documents coded by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from praktijkkennis.document import STANCES
from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation.columns import CODE_COLUMNS, passages_by_document, tidy_codes, tidy_units
from praktijkkennis.evaluation.documents import match_documents

if TYPE_CHECKING:
    from pandas import DataFrame

HUMAN = "mens"
"""Name of the coder where a table has no column for it."""

_KIND_KEYS = ("soort", "kind")


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """Codes of one or more coders, with what can be known of the sentences that they left uncoded.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a code: ``document_id, start, end, text, theme, score, stance, coder``. ``start`` and ``end`` are -1
        where only the text is known; ``stance`` is empty where none was given.
    seen : mapping of str to tuple of str
        Per document the coders that read it, in alphabetical order. Whatever such a coder left uncoded has no theme.
    units : pandas.DataFrame or None
        Every sentence that was there to be coded (``document_id, start, end, text``, in order), or None when only coded
        passages are known.
    texts : mapping of str to str
        Text of each document, where it is known.
    kinds : mapping of str to int
        Kinds of documents (interview, notulen ...) with their number, where known.
    renamed : mapping of str to str
        Documents that the coders call otherwise than the sentences do, by the coders' name.
    remarks : tuple of str
        What somebody who reads figures of it must know of how it came about, in Dutch sentences.
    """

    codes: DataFrame
    seen: Mapping[str, tuple[str, ...]]
    units: DataFrame | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("seen", "texts", "kinds", "renamed"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    @property
    def coders(self) -> tuple[str, ...]:
        """Names of all coders, in alphabetical order."""
        return tuple(sorted({coder for coders in self.seen.values() for coder in coders}))

    def to_frame(self) -> DataFrame:
        """The codes, one row each."""
        return self.codes.copy()


def coding_from_table(
    table: DataFrame,
    units: DataFrame | None = None,
    *,
    coder: str = HUMAN,
    names: Mapping[str, str] | None = None,
) -> Coding:
    """Understand a table of codes.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a code, with the columns of ``praktijkkennis tag`` or their Dutch names (``document, begin, eind, tekst,
        thema, houding, codeur``). Required are document, theme, and either both offsets or the text. A row without a
        theme says that a sentence was read and has none.
    units : pandas.DataFrame, optional
        Every sentence that was there to be coded: ``document_id, start, end`` and, if known, ``text``. The same
        sentence may stand there more than once. Its documents may have somewhat other names than those of ``table``.
    coder : str
        Name of the coder of rows that name none.
    names : mapping of str to str, optional
        Name of each theme by its key; a theme written by its name gets its key.

    Returns
    -------
    Coding
        A coder has read a document when a row of it is theirs. Documents of ``units`` in which nobody coded anything
        were read by all.

    Raises
    ------
    CodingError
        When columns are missing or a cell cannot be understood; it names the row.
    """
    rows = tidy_codes(table, coder, names or {})
    known = None if units is None else tidy_units(units)
    renamed: dict[str, str] = {}
    if known is not None:
        found = match_documents(
            rows["document_id"], known["document_id"], passages_by_document(rows), passages_by_document(known)
        )
        renamed = {left: right for left, right, how in found.pairs if how != "gelijk"}
        rows["document_id"] = rows["document_id"].replace(renamed)
    seen: dict[str, set[str]] = {}
    for document, name in zip(rows["document_id"], rows["coder"], strict=True):
        seen.setdefault(document, set()).add(name)
    coders = set(rows["coder"]) or {coder}
    if known is not None:
        for document in known["document_id"].unique():
            seen.setdefault(document, coders)
    elif ((rows["theme"] == "") & (rows["start"] >= 0)).any():
        # Whoever writes down sentences without a theme has written down all sentences that were read.
        known = tidy_units(rows[rows["start"] >= 0])
    codes = rows[rows["theme"] != ""].reset_index(drop=True)
    readers = {key: tuple(sorted(those)) for key, those in sorted(seen.items())}
    return Coding(codes, readers, known, renamed=renamed)


def coding_from_records(records: Iterable[Mapping[str, Any]]) -> Coding:
    """Understand documents coded by sentence, as ``corpora/codering`` holds them.

    Parameters
    ----------
    records : iterable of mapping
        ``id``, ``text``, ``sentences`` (``[start, end]`` in code points, end exclusive) and ``codes`` (per coder a
        list of ``[sentence, theme, stance]``, sentences counted from 0); ``metadata`` may tell the ``soort``.

    Returns
    -------
    Coding
        With all sentences and texts.

    Raises
    ------
    CodingError
        When a record lacks something or points outside its text; it names the record.
    """
    import pandas as pd

    codes: list[dict[str, Any]] = []
    units: list[dict[str, Any]] = []
    seen: dict[str, tuple[str, ...]] = {}
    texts: dict[str, str] = {}
    kinds: Counter[str] = Counter()
    for number, record in enumerate(records, start=1):
        try:
            key, text = str(record["id"]), str(record["text"])
            spans = [(int(start), int(end)) for start, end in record["sentences"]]
            given = {
                str(coder): [(int(place), str(theme), str(stance or "")) for place, theme, stance in found]
                for coder, found in record["codes"].items()
            }
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CodingError(
                f"Document {number} is niet gecodeerd zoals verwacht: nodig zijn id, text, sentences en codes."
            ) from error
        _check_record(key, text, spans, given, key in texts)
        texts[key], seen[key] = text, tuple(sorted(given))
        units.extend(_row(key, start, end, text) for start, end in spans)
        for coder, found in sorted(given.items()):
            for place, theme, stance in found:
                coded = {"theme": theme, "score": 1.0, "stance": stance, "coder": coder}
                codes.append(_row(key, *spans[place], text) | coded)
        metadata = record.get("metadata")
        kind = next((str(metadata[name]) for name in _KIND_KEYS if metadata.get(name)), "") if metadata else ""
        kinds.update([kind] if kind else [])
    table = tidy_codes(pd.DataFrame(codes, columns=list(CODE_COLUMNS)), HUMAN, {})
    found_kinds = dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    return Coding(
        table,
        seen,
        tidy_units(pd.DataFrame(units, columns=["document_id", "start", "end", "text"])),
        texts,
        found_kinds,
    )


def _row(key: str, start: int, end: int, text: str) -> dict[str, Any]:
    return {"document_id": key, "start": start, "end": end, "text": text[start:end]}


def _check_record(
    key: str,
    text: str,
    spans: Sequence[tuple[int, int]],
    given: Mapping[str, Sequence[tuple[int, str, str]]],
    double: bool,
) -> None:
    if double:
        raise CodingError(f"Het document '{key}' staat twee keer in het gecodeerde bestand. Geef elk een eigen id.")
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        raise CodingError(f"In het document '{key}' valt een zin buiten de tekst. Controleer 'sentences'.")
    for coder, found in given.items():
        for place, _, stance in found:
            if not 0 <= place < len(spans):
                raise CodingError(f"In het document '{key}' codeert {coder} zin {place}, maar die is er niet.")
            if stance and stance not in STANCES:
                raise CodingError(f"In het document '{key}' is de houding '{stance}' onbekend.")
