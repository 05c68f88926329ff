"""The key to the pseudonyms as a file: who is behind ``[Persoon 3]``. Only its owner can read it.

``vervangingen.csv`` has a row for every stretch of a text that was replaced; what was replaced in metadata and in the
names of files stands in a second file beside it (``vervangingen-metadata.csv``), which is there when there is any.
There too stands who was in an earlier version of a document: no pseudonym is ever given to a second person.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from praktijkkennis.errors import OutputError, SourceError, reason_of
from praktijkkennis.exchange.files import remove_file, replace_file
from praktijkkennis.privacy import EARLIER, LABELS, FieldReplacement, Label, Replacement

KEY_NAME = "vervangingen.csv"
"""Name of the key where none is given."""

COLUMNS = ("document_id", "start", "end", "text", "label", "pseudonym")
"""Columns of the key; ``start`` and ``end`` count code points of the original text."""

FIELD_COLUMNS = ("document_id", "field", "text", "label", "pseudonym")
"""Columns of the second file."""


def fields_path(path: str | Path) -> Path:
    """Give the place of the second file."""
    path = Path(path)
    return path.with_name(f"{path.stem}-metadata{path.suffix}")


def write_key(path: str | Path, replacements: Iterable[Replacement], fields: Iterable[FieldReplacement]) -> None:
    """Write the key, readable and writable by its owner only (mode 600).

    Parameters
    ----------
    path : str or Path
        File to write.
    replacements : iterable of Replacement
        What was replaced in texts.
    fields : iterable of FieldReplacement
        What was replaced outside them.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    rows = [(one.document_id, one.start, one.end, one.text, one.label, one.pseudonym) for one in replacements]
    replace_file(path, _csv_bytes(COLUMNS, rows), private=True)
    beside = fields_path(path)
    outside = [(one.document_id, one.field, one.text, one.label, one.pseudonym) for one in fields]
    if outside:
        replace_file(beside, _csv_bytes(FIELD_COLUMNS, outside), private=True)
        return
    remove_file(beside)


def read_key(path: str | Path) -> tuple[tuple[Replacement, ...], tuple[FieldReplacement, ...]]:
    """Read a key; what is not there is empty.

    Raises
    ------
    SourceError
        When there is a file that is no key.
    """
    path = Path(path)
    replacements = [
        Replacement(
            int(row["start"]), int(row["end"]), row["document_id"], row["text"], _label(row, path), row["pseudonym"]
        )
        for row in _rows(path, COLUMNS)
    ]
    fields = [
        FieldReplacement(row["document_id"], row["field"], row["text"], _label(row, path), row["pseudonym"])
        for row in _rows(fields_path(path), FIELD_COLUMNS)
    ]
    return tuple(replacements), tuple(fields)


def joined_key(
    earlier: tuple[Sequence[Replacement], Sequence[FieldReplacement]],
    now: tuple[Sequence[Replacement], Sequence[FieldReplacement]],
    document_ids: Iterable[str],
) -> tuple[list[Replacement], list[FieldReplacement]]:
    """Put the rows of this run in the place of those of the same documents, and keep the rest.

    Who or what is no longer in a document stays in the second part, as :data:`~praktijkkennis.privacy.EARLIER`: texts
    with that pseudonym may be out, so that nobody else may get it, and who comes back gets it again.

    Parameters
    ----------
    earlier, now : tuple of sequences
        The two parts of the key, before and of this run.
    document_ids : iterable of str
        The documents of this run.
    """
    done = set(document_ids)
    rows = [one for one in earlier[0] if one.document_id not in done]
    fields = [one for one in earlier[1] if one.document_id not in done]
    there = set(_as_earlier(now))
    before = dict.fromkeys(one for one in _as_earlier(earlier) if one.document_id in done)
    kept = [one for one in before if one not in there]
    return [*rows, *now[0]], [*fields, *kept, *now[1]]


def _as_earlier(key: tuple[Sequence[Replacement], Sequence[FieldReplacement]]) -> Iterator[FieldReplacement]:
    for row in key[0]:
        yield FieldReplacement(row.document_id, EARLIER, row.text, row.label, row.pseudonym)
    for field in key[1]:
        yield replace(field, field=EARLIER)


@contextmanager
def only_user(path: str | Path) -> Iterator[None]:
    """Hold a key from reading to writing, so that two runs cannot give one pseudonym to two people.

    Parameters
    ----------
    path : str or Path
        File of the key; its folder is made. A hidden file beside it is the lock, which the operating system lets go of
        however the process ends; it goes when it has served.

    Raises
    ------
    OutputError
        When another run holds it, or nothing may be written there.
    """
    from filelock import FileLock, Timeout

    path = Path(path)
    lock = FileLock(path.with_name(f".{path.name}.slot"), timeout=0, mode=0o600)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"De sleutel '{path}' is in gebruik door een andere opdracht. "
            "Wacht tot die klaar is en probeer het opnieuw."
        ) from error
    except OSError as error:
        raise OutputError(
            f"De sleutel '{path}' kan niet worden vastgehouden ({reason_of(error)}). "
            "Controleer of je in die map mag schrijven, of geef met --sleutel een andere plaats op."
        ) from error
    try:
        yield
    finally:
        # While it is held: who opened it before sees that it has gone and begins anew. Windows does not let go of a
        # file that is open; there it goes with the lock.
        if os.name != "nt":
            with suppress(OSError):
                os.unlink(lock.lock_file)
        lock.release()


def _csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    sink = io.StringIO()
    writer = csv.writer(sink, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return sink.getvalue().encode("utf-8")


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    content = _content(path)
    if content is None:
        return []
    try:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for row in rows:
            if not set(columns) <= set(row) or None in row.values():
                raise ValueError("a column is missing")
            if "start" in columns and not 0 <= int(row["start"]) < int(row["end"]):
                raise ValueError("a place is impossible")
    except (ValueError, csv.Error) as error:
        raise SourceError(_no_key(path)) from error
    return rows


def _content(path: Path) -> bytes | None:
    """Give what a file holds; None when there is none. One that is there and cannot be opened may well be the key."""
    if path.is_dir():
        raise SourceError(f"De sleutel '{path}' is een map. Geef met --sleutel een bestand op.")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceError(
            f"De sleutel '{path}' kan niet worden gelezen ({reason_of(error)}). Zorg dat je het bestand mag lezen, "
            "of vraag het aan wie de sleutel maakte: zonder die sleutel krijgen mensen andere schuilnamen."
        ) from error


def _label(row: dict[str, str], path: Path) -> Label:
    for label in LABELS:
        if label == row["label"]:
            return label
    raise SourceError(_no_key(path))


def _no_key(path: Path) -> str:
    return (
        f"'{path}' is geen sleutel van dit programma of is beschadigd. "
        "Geef met --sleutel een andere plaats op, of zet een goede kopie terug."
    )
