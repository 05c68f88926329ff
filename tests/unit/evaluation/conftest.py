"""Two short documents coded by sentence, and a way to write a table of codes in few words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from praktijkkennis.evaluation import Coding, coding_from_records

Record = dict[str, Any]
MakeRecord = Callable[..., Record]
MakeTable = Callable[..., pd.DataFrame]


def make_record(key: str, sentences: list[str], **codes: list[list[object]]) -> Record:
    spans, start = [], 0
    for sentence in sentences:
        spans.append([start, start + len(sentence)])
        start += len(sentence) + 1
    return {"id": key, "text": " ".join(sentences), "sentences": spans, "codes": codes, "metadata": {"soort": "mail"}}


def make_table(*rows: tuple[Any, ...], coder: str | None = None) -> pd.DataFrame:
    """Rows of document, start, end, text, theme and, if wanted, score and stance."""
    columns = ["document_id", "start", "end", "text", "theme", "score", "stance"]
    table = pd.DataFrame([(*row, *((1.0, "neutraal")[len(row) - 5 :])) for row in rows], columns=columns)
    return table if coder is None else table.assign(coder=coder)


@pytest.fixture
def record() -> MakeRecord:
    return make_record


@pytest.fixture
def table() -> MakeTable:
    return make_table


@pytest.fixture
def coding() -> Coding:
    first = ["Wij maken zelf het rooster.", "Het regende.", "Ik durf nu fouten toe te geven.", "Ik laat het los."]
    second = ["Niemand zegt nog iets.", "De soep was koud.", "We vertrouwen elkaar."]
    a = {"A": [[0, "zelf", "versterkend"], [2, "veilig", "versterkend"], [3, "los", "neutraal"]]}
    b = {"A": [[0, "veilig", "belemmerend"], [2, "vertrouwen", "versterkend"]]}
    return coding_from_records([make_record("een", first, **a), make_record("twee", second, **b)])
