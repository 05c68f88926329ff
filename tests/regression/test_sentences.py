from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import split_sentences

CASES = json.loads((Path(__file__).parent / "cases" / "zinnen.json").read_text(encoding="utf-8"))


def marked(case: dict[str, Any]) -> object:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["note"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_sentences(case: dict[str, Any]) -> None:
    text = case["text"]
    document = Document("a", text, turns=find_turns(text))
    assert [text[span.start : span.end] for span in split_sentences(document)] == case["sentences"]
