"""Codes read from files, of the machine and of people: tables, projects, and documents coded by sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from praktijkkennis.codebook import Codebook, Theme, load_codebook
from praktijkkennis.corpus.encoding import decode
from praktijkkennis.corpus.readers.tables import csv_rows, xlsx_sheets
from praktijkkennis.corpus.signature import check_packed_size
from praktijkkennis.document import Document
from praktijkkennis.errors import CodingError, ReadError, reason_of
from praktijkkennis.evaluation import Coding, coding_from_records, coding_from_table
from praktijkkennis.evaluation.columns import CODE_COLUMNS, check_columns, named_columns, tidy_codes, tidy_units
from praktijkkennis.evaluation.joining import join_codings
from praktijkkennis.exchange.codings.names import CodeNames
from praktijkkennis.exchange.codings.own_texts import is_project
from praktijkkennis.exchange.codings.result import MACHINE
from praktijkkennis.exchange.codings.table_layout import read_coded_table
from praktijkkennis.exchange.double_coding import coding_of_projects

if TYPE_CHECKING:
    from pandas import DataFrame

_THEME_COLUMNS = {"theme", "thema", "code"}

SUFFIXES = (".csv", ".xlsx", ".parquet", ".jsonl")
"""Extensions of tables of codes."""

_MOST_UNPACKED = 400_000_000


def read_coding(paths: Sequence[Path], *, units: Path | None = None, names: Mapping[str, str] | None = None) -> Coding:
    """Read what people coded, and what the machine coded beside them.

    Parameters
    ----------
    paths : sequence of Path
        Files of any of three kinds, also together: documents coded by sentence (JSON lines, as in
        ``corpora/codering``), REFI-QDA projects (``.qdpx``), and tables of codes: a row a code, or a row a sentence
        with a column for each theme. Codes of a table without a coder are of the coder that the file is named after
        when there are several files.
    units : Path, optional
        With tables and projects: a table of every sentence that was there to be coded.
    names : mapping of str to str, optional
        Names of the themes of the codebook by key; a project is read by the built-in codebook when not given.

    Returns
    -------
    Coding
        Documents are called as in the documents coded by sentence, else as in the projects. There the machine has read
        every document, also those in which it found nothing.

    Raises
    ------
    CodingError
        When a file is not there or cannot be understood.
    ReadError
        When a project cannot be read.
    """
    projects = [path for path in paths if is_project(path)]
    by_sentence = [path for path in paths if path not in projects and is_coded_by_sentence(path)]
    tables = [path for path in paths if path not in projects and path not in by_sentence]
    if by_sentence and units is not None:
        raise CodingError("Deze documenten zijn per zin gecodeerd: alle zinnen zijn al bekend. Laat --units weg.")
    parts: list[Coding] = []
    if by_sentence:
        parts.append(coding_from_records([record for path in by_sentence for record in _json_lines(path)]))
    if projects:
        documents = [Document(key, text) for part in parts for key, text in part.texts.items()]
        parts.append(coding_of_projects(projects, documents, _book_of(names) if names else load_codebook()))
    every = None if units is None else read_codes(units)
    if tables:
        joined = _joined_tables(tables, names, named_after_file=len(paths) > 1)
        parts.append(coding_from_table(joined, every, names=names))
    elif every is not None:
        parts.append(Coding(parts[0].codes.iloc[:0], {}, tidy_units(every)))
    coding, *others = parts
    for other in others:
        coding = join_codings(coding, other, read_all={MACHINE})
    return coding


def _joined_tables(paths: Sequence[Path], names: Mapping[str, str] | None, *, named_after_file: bool) -> DataFrame:
    """Read tables of several people as one."""
    import pandas as pd

    tables = []
    for path in paths:
        table = read_codes(path)
        if names and not _column_names(table) & _THEME_COLUMNS:
            table = _one_row_a_code(path, table, names)
        if named_after_file and not _column_names(table) & {"coder", "codeur"}:
            table = table.assign(coder=path.stem)
        # Each person calls columns in another way.
        tables.append(named_columns(table, f"'{path.name}'"))
        if len(paths) > 1:
            _check_cells(tables[-1], path.name)
    return tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)


def read_codes(path: Path) -> DataFrame:
    """Read a table of codes as it is.

    Parameters
    ----------
    path : Path
        .csv (with any separator), .xlsx (first sheet with rows), .parquet or .jsonl.

    Returns
    -------
    pandas.DataFrame
        With the columns of the file. Without rows it is a table without codes: nobody found anything.

    Raises
    ------
    CodingError
        When the file is not there, is no table or does not tell of which document each row is.
    """
    table = _table_of(path)
    check_columns(table, path.name)
    return table


def _check_cells(table: DataFrame, name: str) -> None:
    """Check a table before it is joined with others, so that the row in a message is that of its file."""
    try:
        tidy_codes(table, "", {})
    except CodingError as error:
        raise CodingError(f"'{name}': {error}") from error


def _book_of(names: Mapping[str, str]) -> Codebook:
    return Codebook("", "", tuple(Theme(key, name) for key, name in names.items()))


def _column_names(table: DataFrame) -> set[str]:
    return {str(column).strip().casefold() for column in table.columns}


def _one_row_a_code(path: Path, table: DataFrame, names: Mapping[str, str]) -> DataFrame:
    """Make of a table with a column for each theme one with a row a code; a sentence without any keeps its row."""
    import pandas as pd

    try:
        found, unknown = read_coded_table(path, CodeNames(_book_of(names)))
    except CodingError:
        # No column is a theme: what is missing is told where the table is checked.
        return table
    # Left out, every cross in it would count as a sentence without the theme.
    if near := [f"'{one.name}' ('{one.nearest}'?)" for one in unknown if one.nearest]:
        raise CodingError(f"In '{path.name}' is geen thema: {', '.join(near)}. Verbeter de naam of haal de kolom weg.")
    rows: list[dict[str, Any]] = []
    for one in found:
        place = {"document_id": one.document, "start": one.start, "end": one.end, "text": one.text, "coder": one.coder}
        for cell, meaning in one.codes:
            if meaning is None:
                raise CodingError(f"In '{path.name}' is '{cell}' niet te begrijpen. Zet een x bij een thema, of niets.")
            rows.append(place | {"theme": meaning.theme, "stance": meaning.stance or "", "score": one.score})
        if not one.codes:
            rows.append(place | {"theme": "", "stance": "", "score": one.score})
    long = pd.DataFrame(rows)
    return long if (long["coder"] != "").any() else long.drop(columns="coder")


def _table_of(path: Path) -> DataFrame:
    import pandas as pd

    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CodingError(f"'{path.name}' is geen tabel die gelezen kan worden. Kies {_or(SUFFIXES)}.")
    if suffix == ".jsonl":
        records = _json_lines(path)
        return pd.DataFrame(records, columns=None if records else list(CODE_COLUMNS))
    if suffix == ".parquet":
        _bytes_of(path)
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise CodingError(f"'{path.name}' is geen geldig Parquet-bestand. Schrijf het opnieuw weg.") from error
    data = _bytes_of(path)
    try:
        if suffix == ".xlsx":
            check_packed_size(data, _MOST_UNPACKED)
        sheets = [csv_rows(data)] if suffix == ".csv" else [rows for _, rows in xlsx_sheets(data)]
    except ReadError as error:
        raise CodingError(f"'{path.name}': {error}") from error
    except Exception as error:
        raise CodingError(f"'{path.name}' is geen geldige tabel. Open het bestand en sla het opnieuw op.") from error
    rows = next((found for found in sheets if found), [])
    return pd.DataFrame([cells for _, cells in rows], columns=None if rows else list(CODE_COLUMNS))


def is_coded_by_sentence(path: Path) -> bool:
    """Tell whether a file holds documents with their sentences and codes, rather than a table of codes.

    Raises
    ------
    CodingError
        When the file is not there or is no JSON lines although its name says so.
    """
    if path.suffix.lower() != ".jsonl":
        return False
    first = next(iter(_json_lines(path)), {})
    return "sentences" in first and "codes" in first


def _json_lines(path: Path) -> list[dict[str, Any]]:
    try:
        text = decode(_bytes_of(path))
    except ReadError as error:
        raise CodingError(f"'{path.name}': {error}") from error
    records = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CodingError(f"Regel {number} van '{path.name}' is geen geldige JSON. Verbeter die regel.") from error
        if not isinstance(record, dict):
            raise CodingError(f"Regel {number} van '{path.name}' is geen JSON-object. Verbeter die regel.")
        records.append(record)
    return records


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise CodingError(f"Het bestand '{path}' bestaat niet. Controleer de naam en de map.") from error
    except OSError as error:
        raise CodingError(f"Het bestand '{path}' kan niet worden gelezen ({reason_of(error)}).") from error


def _or(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} of {words[-1]}"
