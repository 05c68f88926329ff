"""Readers of JSON Lines and JSON lists, in which every record is a text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.corpus.raw import RawText, ReadOptions, Rejected
from praktijkkennis.corpus.readers.columns import find_text_column
from praktijkkennis.errors import ReadError

_METADATA_KEYS = frozenset({"metadata", "meta"})


def read_jsonl(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText | Rejected]:
    """Read one JSON object a line; a broken line is rejected and the rest goes on.

    Raises
    ------
    ReadError
        When no line at all holds an object with text.
    """
    records: list[tuple[int, dict[str, object]]] = []
    for number, line in enumerate(decode(data).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield Rejected(str(number), f"Regel {number} is geen geldige JSON; verbeter of verwijder deze regel.")
            continue
        if isinstance(value, dict):
            records.append((number, value))
        else:
            yield Rejected(str(number), f"Regel {number} is geen JSON-object; zet de tekst onder de sleutel 'tekst'.")
    if records:
        yield from _texts(records, options)


def read_json(data: bytes, name: str, options: ReadOptions) -> Iterable[RawText | Rejected]:
    """Read a JSON list of objects, an object that holds such a list, or a single object.

    Raises
    ------
    ReadError
        When the file is not JSON or holds no objects.
    """
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError):
        raise ReadError("Dit bestand is geen geldige JSON; sla het opnieuw op.") from None
    if isinstance(value, dict):
        lists = [item for item in value.values() if isinstance(item, list) and any(isinstance(e, dict) for e in item)]
        if len(lists) != 1:
            for raw in _texts([(1, value)], options):
                yield RawText(raw.text, stated=raw.stated)
            return
        value = lists[0]
    if not isinstance(value, list) or not any(isinstance(item, dict) for item in value):
        raise ReadError("In dit JSON-bestand staan geen objecten; maak een lijst van objecten met de sleutel 'tekst'.")
    for number, item in enumerate(value, start=1):
        if not isinstance(item, dict):
            yield Rejected(str(number), f"Onderdeel {number} is geen JSON-object; zet de tekst onder 'tekst'.")
    yield from _texts([(number, item) for number, item in enumerate(value, 1) if isinstance(item, dict)], options)


def _texts(records: list[tuple[int, dict[str, object]]], options: ReadOptions) -> Iterator[RawText]:
    column = find_text_column([record for _, record in records], options.text_column)
    for number, record in records:
        text = record.get(column)
        if isinstance(text, str) and text.strip():
            yield RawText(text, stated=_flat(record, column), key=str(number))


def _flat(record: Mapping[str, object], text_key: str) -> dict[str, object]:
    """Lay the fields of nested objects beside the others; under ``metadata`` they keep their names."""
    result: dict[str, object] = {}
    for key, value in record.items():
        if key == text_key:
            continue
        if isinstance(value, dict):
            prefix = "" if key.casefold() in _METADATA_KEYS else f"{key}."
            result.update({f"{prefix}{inner}": item for inner, item in value.items()})
        else:
            result[key] = value
    return result
