from __future__ import annotations

import json
from pathlib import Path

import pytest

from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging.matching import TermFinder

CASES = json.loads((Path(__file__).parent / "cases" / "termen.json").read_text(encoding="utf-8"))


def cases() -> list[object]:
    return [
        pytest.param(
            case["term"],
            sentence,
            expected,
            id=f"{case['term']}: {sentence}",
            marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
        )
        for case in CASES
        for expected, sentences in ((True, case["yes"]), (False, case["no"]))
        for sentence in sentences
    ]


@pytest.mark.parametrize(("term", "sentence", "expected"), cases())
def test_terms(preprocessor: Preprocessor, term: str, sentence: str, expected: bool) -> None:
    processed = preprocessor.process(Document("a", sentence))
    found = TermFinder([parse_term(term)]).find(processed.sentences[0].tokens)
    assert bool(found) is expected
