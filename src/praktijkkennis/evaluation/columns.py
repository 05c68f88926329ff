"""Tables of codes as people hand them in, with their columns named and their cells checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from praktijkkennis.document import STANCES
from praktijkkennis.errors import CodingError

if TYPE_CHECKING:
    from pandas import DataFrame, Series

CODE_COLUMNS = ("document_id", "start", "end", "text", "theme", "score", "stance", "coder")
"""Columns of a table of codes, as ``praktijkkennis tag`` writes it."""

UNIT_COLUMNS = ("document_id", "start", "end", "text")
"""Columns of a table of sentences."""

_ALIASES = {
    "document_id": ("document_id", "document", "bestand", "file", "doc"),
    "start": ("start", "begin"),
    "end": ("end", "eind", "einde", "stop"),
    "text": ("text", "tekst", "passage", "zin", "citaat"),
    "theme": ("theme", "thema", "code"),
    "score": ("score", "kans"),
    "stance": ("stance", "houding"),
    "coder": ("coder", "codeur"),
}
_FIRST_ROW = 2


def tidy_codes(table: DataFrame, coder: str, names: Mapping[str, str], *, unknown_score: float = 1.0) -> DataFrame:
    """Give a table of codes its columns and types.

    Parameters
    ----------
    table : pandas.DataFrame
        As somebody made it; columns may have Dutch names, others are left out.
    coder : str
        Name of the coder of rows that name none.
    names : mapping of str to str
        Name of each theme by its key.
    unknown_score : float
        Score of rows that have none.

    Returns
    -------
    pandas.DataFrame
        :data:`CODE_COLUMNS`, one row a code and none twice; offsets are -1 where unknown.

    Raises
    ------
    CodingError
        When a column is missing or a cell cannot be understood.
    """
    import pandas as pd

    found = named_columns(table)
    if "theme" not in found:
        raise CodingError(
            "In de tabel ontbreekt de kolom 'theme' (of 'thema'). Voeg die toe, of een kolom voor elk thema van het "
            "codeboek."
        )
    places = _places(found, needs_text=True)
    rows = pd.DataFrame(
        {
            **places,
            "theme": _keys(_texts(found, "theme").str.strip(), names),
            "score": _scores(found).fillna(unknown_score),
            "stance": _stances(_texts(found, "stance")),
            "coder": _texts(found, "coder").str.strip().replace("", coder),
        },
        columns=list(CODE_COLUMNS),
    )
    return rows.drop_duplicates(["document_id", "start", "end", "text", "theme", "coder"], ignore_index=True)


def tidy_units(table: DataFrame) -> DataFrame:
    """Give a table of sentences its columns and types.

    Returns
    -------
    pandas.DataFrame
        :data:`UNIT_COLUMNS`, every sentence once, in order.

    Raises
    ------
    CodingError
        When a column is missing or a cell cannot be understood.
    """
    import pandas as pd

    rows = pd.DataFrame(_places(named_columns(table), needs_text=False), columns=list(UNIT_COLUMNS))
    # Of the same sentence with and without its text, the one with text is kept.
    rows = rows.sort_values(["document_id", "start", "end", "text"], ascending=[True, True, True, False], kind="stable")
    return rows.drop_duplicates(["document_id", "start", "end"], ignore_index=True)


def passages_by_document(rows: DataFrame) -> dict[str, list[tuple[int, str]]]:
    """Start and text of the passages of each document that have both, every one once, in order."""
    known = rows[(rows["start"] >= 0) & (rows["text"] != "")][["document_id", "start", "text"]].drop_duplicates()
    ordered = known.sort_values(["document_id", "start", "text"], kind="stable")
    return {
        str(key): list(zip(group["start"].tolist(), group["text"].tolist(), strict=True))
        for key, group in ordered.groupby("document_id", sort=False)
    }


def folded(name: str) -> str:
    """Write a name so that capitals, spaces, underscores and ways of writing accents make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("_", " ").split())


def check_columns(table: DataFrame, name: str) -> None:
    """Check that a table tells of which document each row is.

    Raises
    ------
    CodingError
        With the name of the file, so that who gave several knows which one to mend.
    """
    named_columns(table, f"'{name}'")


def named_columns(table: DataFrame, called: str = "de tabel") -> DataFrame:
    """Keep the columns that are known, under their own names, so that tables of several people can be joined.

    Raises
    ------
    CodingError
        When no column tells of which document each row is.
    """
    present = {str(column).strip().casefold(): column for column in reversed(list(table.columns))}
    chosen = {
        present[alias]: name
        for name, aliases in _ALIASES.items()
        if (alias := next((one for one in aliases if one in present), None)) is not None
    }
    found = table[list(chosen)].rename(columns=chosen).reset_index(drop=True)
    if "document_id" not in found:
        raise CodingError(f"In {called} ontbreekt de kolom 'document_id' (of 'document'). Voeg die toe.")
    return found


def _places(found: DataFrame, *, needs_text: bool) -> dict[str, Series]:
    has_offsets = "start" in found and "end" in found
    if not has_offsets and not (needs_text and "text" in found):
        also = " of de kolom 'text' met de zin zelf" if needs_text else ""
        raise CodingError(f"In de tabel ontbreken de kolommen 'start' en 'end'{also}. Voeg die toe.")
    documents, texts = _texts(found, "document_id").str.strip(), _texts(found, "text")
    if (documents == "").any():
        raise CodingError(f"Rij {_first(documents == '')} noemt geen document. Vul de kolom 'document_id'.")
    start, end = _offsets(found, "start"), _offsets(found, "end")
    known = (start >= 0) & (end >= 0)
    wrong = known & (start >= end)
    if wrong.any():
        raise CodingError(f"In rij {_first(wrong)} ligt het begin niet voor het eind. Controleer 'start' en 'end'.")
    missing = ~known & ((texts.str.strip() == "") | (not needs_text))
    if missing.any():
        raise CodingError(f"In rij {_first(missing)} ontbreekt de plaats. Vul 'start' en 'end'.")
    return {"document_id": documents, "start": start.where(known, -1), "end": end.where(known, -1), "text": texts}


def _texts(found: DataFrame, column: str) -> Series:
    import pandas as pd

    if column not in found:
        return pd.Series([""] * len(found), dtype="str")
    values = found[column]
    return pd.Series(
        ["" if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)], dtype="str"
    )


def _offsets(found: DataFrame, column: str) -> Series:
    import pandas as pd

    texts = _texts(found, column).str.strip()
    numbers = pd.to_numeric(texts, errors="coerce")
    wrong = (texts != "") & (numbers.isna() | (numbers < 0) | (numbers % 1 != 0))
    if wrong.any():
        raise CodingError(f"In rij {_first(wrong)} is '{column}' geen geheel getal van 0 of meer. Verbeter die cel.")
    return numbers.fillna(-1).astype("int64")


def _scores(found: DataFrame) -> Series:
    import pandas as pd

    texts = _texts(found, "score").str.strip()
    numbers = pd.to_numeric(texts.str.replace(",", ".", regex=False), errors="coerce")
    wrong = (texts != "") & ~numbers.between(0, 1)
    if wrong.any():
        raise CodingError(f"In rij {_first(wrong)} is de score geen getal van 0 tot en met 1. Verbeter die cel.")
    return numbers.astype("float64")


def _stances(texts: Series) -> Series:
    stances = texts.str.strip().str.lower()
    wrong = ~stances.isin(["", *STANCES])
    if wrong.any():
        known = f"{', '.join(STANCES[:-1])} of {STANCES[-1]}"
        raise CodingError(f"In rij {_first(wrong)} is de houding '{texts[wrong].iloc[0]}' onbekend. Kies {known}.")
    return stances


def _keys(themes: Series, names: Mapping[str, str]) -> Series:
    known = {folded(name): key for key, name in names.items()} | {folded(key): key for key in names}
    return themes.map(lambda theme: known.get(folded(theme), theme))


def _first(wrong: Series) -> int:
    """Number of the first wrong row as a spreadsheet shows it, below one row of headings."""
    return int(wrong.to_numpy().argmax()) + _FIRST_ROW
