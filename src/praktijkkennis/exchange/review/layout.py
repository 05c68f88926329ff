"""The sheets and columns of a workbook for review, the same for writing and reading."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from praktijkkennis.document import Stance

Verdict = Literal["goed", "fout", "ander thema"]
VERDICTS: tuple[Verdict, ...] = ("goed", "fout", "ander thema")

CODES_SHEET, MISSED_SHEET, HELP_SHEET, LISTS_SHEET = "Controle", "Gemist", "Uitleg", "Lijsten"
MARKS = frozenset({"sleutel", "controlegetal"})
"""Headers that no other table has."""
NAMES_PROPERTY = "Schuilnamen"
"""A property of the workbook that tells whether its texts have pseudonyms."""
CODER_LABEL = "Nagekeken door:"
"""Beside this, on the sheet with the explanation, who judged writes a name."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its width in characters, whether a person fills it in, and whether it is hidden."""

    header: str
    width: int
    answer: bool = False
    hidden: bool = False


CODE_COLUMNS = (
    Column("ervoor", 45),
    Column("zin", 60),
    Column("thema", 26),
    Column("oordeel", 13, answer=True),
    Column("ander thema", 26, answer=True),
    Column("houding", 14, answer=True),
    Column("opmerking", 34, answer=True),
    Column("score", 8),
    Column("waarom", 45),
    Column("document", 32),
    Column("auteur", 22),
    Column("begin", 9, hidden=True),
    Column("keer", 6, hidden=True),
    Column("sleutel", 20, hidden=True),
    Column("gevonden houding", 14, hidden=True),
    Column("controlegetal", 18, hidden=True),
)
"""Columns of the sheet with a row a code."""

MISSED_COLUMNS = (
    Column("document", 36, answer=True),
    Column("zin", 70, answer=True),
    Column("thema", 28, answer=True),
    Column("houding", 14, answer=True),
    Column("opmerking", 40, answer=True),
)
"""Columns of the sheet for codes that the machine missed."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A code to judge.

    Parameters
    ----------
    document_id : str
        The document.
    start : int
        Where the sentence begins, in code points.
    occurrence : int
        Which of the sentences with the same words in this document it is, from 0.
    text : str
        The sentence, verbatim.
    context : str
        What stands before it; ``""`` when that is not known.
    theme : str
        Key of the theme.
    stance : {"versterkend", "belemmerend", "neutraal"}
        As found.
    score : float
        0..1.
    author : str
        Who says it; ``""`` when not known.
    why : str
        Why the machine gave the code; ``""`` when that is not known.
    """

    document_id: str
    start: int
    occurrence: int
    text: str
    context: str
    theme: str
    stance: Stance
    score: float
    author: str
    why: str = ""


def row_checksum(document: str, text: str, occurrence: str, theme: str, stance: str) -> str:
    """Checksum of what must stay as it is in a row, in part; white space makes no difference."""
    content = [" ".join(part.split()) for part in (document, text, occurrence, theme, stance)]
    return hashlib.sha256(json.dumps(content).encode("ascii")).hexdigest()[:16]


def fitting(text: str) -> str:
    """Text as a cell can hold it: no control characters, at most 32,767 characters as UTF-16."""
    kept = "".join(one for one in text if one in "\n\t" or (one.isprintable() or one.isspace()))
    raw = kept.encode("utf-16-le", "ignore")
    return raw[: 2 * 32_767].decode("utf-16-le", "ignore")
