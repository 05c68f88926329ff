"""Tables as files, and the one way in which a result is written.

A table is for programs: the CSV is plain UTF-8 without byte order mark, comma separated, every
text quoted, lines end in a line feed. People read the Excel file of :mod:`praktijkkennis.report.workbook`.

A spreadsheet program takes a CSV cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula.
The columns of the contract (:data:`VERBATIM_COLUMNS`) are nevertheless left alone, because others
compare ``text`` with the document by its offsets. Every other text cell of a CSV (metadata, file
names, reasons) that would be a formula gets one ``'`` in front, and :func:`read_table` takes it
off again. Parquet and JSON Lines know no formulas and are verbatim throughout.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from praktijkkennis.errors import OutputError, OutputPathError, ReadError
from praktijkkennis.exchange.placing import put_in_place, why_not_removed, why_not_written

if TYPE_CHECKING:
    from pandas import DataFrame

_STAGED: ContextVar[dict[Path, Path | None] | None] = ContextVar("staged", default=None)
"""Where files are to appear together: each with what was written beside it, None for one that is to go."""

VERBATIM_COLUMNS = frozenset({"document_id", "start", "end", "text", "theme", "score", "stance", "coder", "insight"})
"""Columns that a CSV holds exactly as they are, formulas or not."""

_LONGEST_NAME = 255
"""Bytes that the name of a file may have on most disks."""

TABLE_SUFFIXES = (".csv", ".parquet", ".jsonl")
"""Extensions that :func:`write_table` and :func:`read_table` know."""

NUMBER_TYPES = {"start": "int64", "end": "int64", "score": "float64"}
"""Columns that hold numbers; all others hold text."""

# The last four are the full-width forms of the first four, which some spreadsheets take for them.
_STARTS_FORMULA = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_FORMULA = re.compile(f"'*{_STARTS_FORMULA}")
_GUARDED = re.compile(f"'+{_STARTS_FORMULA}")
# Legal inside a JSON string, yet str.splitlines() and some readers break a line there.
_LINE_BREAKS = {ord(char): f"\\u{ord(char):04x}" for char in "\x85\u2028\u2029"}


def check_table_path(path: str | Path) -> None:
    """Check, before any work is done for it, that a table can have this name.

    Raises
    ------
    OutputPathError
        When the extension is not one of :data:`TABLE_SUFFIXES`.
    """
    if Path(path).suffix.lower() not in TABLE_SUFFIXES:
        raise OutputPathError(f"De uitvoer '{Path(path).name}' moet eindigen op {_known_suffixes()}.")


def check_folder(folder: str | Path) -> None:
    """Check, before any work is done for it, that results can be put in a folder; it need not be there.

    Raises
    ------
    OutputPathError
        When it, or what it would lie in, is a file.
    OutputError
        When nothing may be written there.
    """
    folder = Path(folder)
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        inside = "" if there == folder else f" De map '{folder}' kan daar niet in."
        raise OutputPathError(f"'{there}' is een bestand, geen map.{inside} Geef met --out een map op.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(f"In de map '{there}' mag je niet schrijven. Kies met --out een andere map.")


def check_file(path: str | Path) -> None:
    """Check, before any work is done for it, that a result can be written as this file.

    Raises
    ------
    OutputPathError
        When it is a folder, or would lie in a file.
    OutputError
        When nothing may be written there.
    """
    path = Path(path)
    if path.is_dir():
        raise OutputPathError(f"'{path}' is een map. Geef met --out een bestand op.")
    check_folder(path.parent)


def write_table(frame: DataFrame, path: str | Path) -> None:
    """Write a table as CSV, Parquet or JSON Lines, by the extension of ``path``.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table; its index is left out.
    path : str or Path
        File to write; missing folders are made.

    Raises
    ------
    OutputError
        When the extension is not known or the file cannot be written.
    """
    path = Path(path)
    check_table_path(path)
    encode = {".csv": _csv_bytes, ".parquet": _parquet_bytes, ".jsonl": _jsonl_bytes}[path.suffix.lower()]
    try:
        content = encode(frame)
    except UnicodeEncodeError as error:
        raise OutputError(
            f"{path.name!r} is niet geschreven: een tekst bevat een half teken dat niet in UTF-8 past. "
            "Sla het bronbestand opnieuw op als UTF-8."
        ) from error
    replace_file(path, content)


def read_table(path: str | Path) -> DataFrame:
    """Read a table that :func:`write_table` wrote.

    Returns
    -------
    pandas.DataFrame
        The same table: empty cells are ``""``, guards against formulas are taken off.

    Raises
    ------
    ReadError
        When the extension is not known or the file is no such table.
    """
    import pandas as pd

    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in TABLE_SUFFIXES:
        raise ReadError(f"De tabel {path.name!r} moet eindigen op {_known_suffixes()}.")
    try:
        if suffix == ".parquet":
            return pd.read_parquet(path)
        if suffix == ".jsonl":
            lines = path.read_text(encoding="utf-8").split("\n")
            return _numbers_typed(pd.DataFrame([json.loads(line) for line in lines if line]))
        frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ReadError(f"De tabel {path.name!r} is beschadigd of geen tabel. Sla hem opnieuw op.") from error
    for column in frame.columns.difference(sorted(VERBATIM_COLUMNS)):
        frame[column] = [value[1:] if _GUARDED.match(value) else value for value in frame[column]]
    return _numbers_typed(frame)


def replace_file(path: str | Path, content: bytes, *, private: bool = False) -> None:
    """Write a file beside its place and move it there, so that it is never half there.

    Parameters
    ----------
    path : str or Path
        File to write; an existing one is replaced, missing folders are made.
    content : bytes
        All of the file.
    private : bool
        Whether only its owner may read and write it (mode 600), from the first byte on.

    Raises
    ------
    OutputError
        When it cannot be written, for example because the file is open in Excel.
    """
    path = Path(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.deel")
    if len(os.fsencode(beside.name)) > _LONGEST_NAME:
        # A name that is just short enough must not fail for what is put around it.
        beside = path.with_name(f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:16]}.{os.getpid()}.deel")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            if private:
                beside.unlink(missing_ok=True)
                with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
                    handle.write(content)
            else:
                beside.write_bytes(content)
            staged = _STAGED.get()
            if staged is not None:
                staged[path] = beside
                return
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(why_not_written(path, error)) from error


@contextmanager
def all_or_none() -> Iterator[None]:
    """Let the files that are written within appear together at the end, or not at all.

    A report of which half is of this month and half of the last tells nonsense. So a full disk, or one file that is
    open in Excel, leaves all files as they were. Within another such block the files appear at the end of that one.

    Raises
    ------
    OutputError
        When one of them cannot be put in its place; those that were there already are then as they were.
    """
    if _STAGED.get() is not None:
        yield
        return
    staged: dict[Path, Path | None] = {}
    token = _STAGED.set(staged)
    try:
        yield
        _STAGED.reset(token)
        put_in_place(staged)
    finally:
        if _STAGED.get() is staged:
            _STAGED.reset(token)
        for beside in staged.values():
            if beside is not None:
                beside.unlink(missing_ok=True)


def remove_file(path: str | Path) -> None:
    """Take away what an earlier run wrote and this one has no use for; it need not be there.

    Raises
    ------
    OutputError
        When it cannot, for example because the file is open in Excel.
    """
    staged = _STAGED.get()
    if staged is not None:
        if beside := staged.get(Path(path)):
            beside.unlink(missing_ok=True)
        staged[Path(path)] = None
        return
    try:
        Path(path).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(why_not_removed(Path(path), error)) from error


def _known_suffixes() -> str:
    return f"{', '.join(TABLE_SUFFIXES[:-1])} of {TABLE_SUFFIXES[-1]}"


def _numbers_typed(frame: DataFrame) -> DataFrame:
    return frame.astype({name: kind for name, kind in NUMBER_TYPES.items() if name in frame.columns})


def _csv_bytes(frame: DataFrame) -> bytes:
    import csv

    from pandas.api.types import is_numeric_dtype

    guarded = frame.copy()
    for column in guarded.columns:
        if column not in VERBATIM_COLUMNS and not is_numeric_dtype(guarded[column]):
            guarded[column] = [
                f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value for value in guarded[column]
            ]
    text = guarded.to_csv(index=False, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    return text.encode("utf-8")


def _parquet_bytes(frame: DataFrame) -> bytes:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq
    from pandas.api.types import is_numeric_dtype

    # Named types, because a text column without rows or values would otherwise become "null".
    arrays = {
        str(column): pa.array(frame[column])
        if is_numeric_dtype(frame[column])
        else pa.array(frame[column].tolist(), type=pa.string(), from_pandas=True)
        for column in frame.columns
    }
    sink = io.BytesIO()
    pq.write_table(pa.table(arrays), sink)
    return sink.getvalue()


def _jsonl_bytes(frame: DataFrame) -> bytes:
    records = frame.astype(object).where(frame.notna(), None).to_dict(orient="records")
    lines = (json.dumps(record, ensure_ascii=False).translate(_LINE_BREAKS) for record in records)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")
