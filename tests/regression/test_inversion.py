"""Verbs before their subject (``Heb je``, ``Zijt ge``), and words that only look like one, over all language cases."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.document import Document, Token
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.preprocessing.inversion import mend_inversion

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "omkering.jsonl").read_text(encoding="utf-8").splitlines()
]
VERBS = [case for case in CASES if case["kind"] != "blijft"]
OTHERS = [case for case in CASES if case["kind"] == "blijft"]


def read(preprocessor: Preprocessor, case: dict[str, Any]) -> tuple[list[Token], int]:
    sentences = preprocessor.process(Document("a", case["text"])).sentences
    tokens = [token for sentence in sentences for token in sentence.tokens]
    return tokens, next(i for i, token in enumerate(tokens) if token.text == case["word"])


@pytest.mark.parametrize("case", VERBS, ids=lambda case: case["text"])
def test_verb_before_its_subject(preprocessor: Preprocessor, case: dict[str, Any]) -> None:
    tokens, place = read(preprocessor, case)
    assert (tokens[place].pos, tokens[place].lemma) == (case["pos"], case["lemma"])


@pytest.mark.parametrize("case", VERBS, ids=lambda case: case["text"])
@pytest.mark.parametrize("pos", ["PROPN", "PRON", "ADP", "NOUN"])
def test_it_is_found_whatever_a_pipeline_took_it_for(
    preprocessor: Preprocessor, case: dict[str, Any], pos: str
) -> None:
    tokens, place = read(preprocessor, case)
    tokens[place] = replace(tokens[place], pos=pos, lemma=case["word"].lower() + "en")
    found = mend_inversion(tokens)[place]
    assert found.pos == case["pos"]
    # The particle that stands apart was joined before.
    assert case["lemma"].endswith(found.lemma)


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["text"])
def test_what_is_no_such_verb_stays_as_it_was(preprocessor: Preprocessor, case: dict[str, Any]) -> None:
    tokens, place = read(preprocessor, case)
    tokens[place] = replace(tokens[place], pos=case["pos"], lemma=case["lemma"])
    assert mend_inversion(tokens)[place] == tokens[place]


def test_a_second_time_changes_nothing(preprocessor: Preprocessor) -> None:
    for case in CASES:
        tokens, _ = read(preprocessor, case)
        assert mend_inversion(tokens) == tokens
