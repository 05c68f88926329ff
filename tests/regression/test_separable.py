"""Separable verbs and fixed expressions over all language cases, with the pipeline that comes along."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.preprocessing.expressions import find_expressions
from praktijkkennis.preprocessing.separable import separable_verbs

FOLDER = Path(__file__).parent / "cases"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


CASES = read("scheidbaar.jsonl")
WRITTEN_WITH_THE_RULES = read("scheidbaar_ontwikkeling.jsonl")
FRESH, VOICES = read("scheidbaar_eigen.jsonl"), read("scheidbaar_stemmen.jsonl")
FORMS, OTHER_HAND = read("scheidbaar_vormen.jsonl"), read("scheidbaar_vers.jsonl")
MEANT = {found["lemma"] for case in CASES for found in case.get("expressions", ())}


@pytest.fixture(scope="module")
def found(preprocessor: Preprocessor) -> list[tuple[dict[str, Any], Counter[str], Counter[str]]]:
    results = []
    for case in CASES:
        sentences = preprocessor.process(Document("a", case["text"])).sentences
        verbs = Counter(use.lemma for sentence in sentences for use in separable_verbs(sentence.tokens))
        uses = Counter(use.lemma for sentence in sentences for use in find_expressions(sentence.tokens))
        results.append((case, verbs, Counter({lemma: n for lemma, n in uses.items() if lemma in MEANT})))
    return results


def figures(pairs: list[tuple[Counter[str], Counter[str]]]) -> tuple[float, float]:
    right = sum((said & true).total() for said, true in pairs)
    return right / sum(said.total() for said, _ in pairs), right / sum(true.total() for _, true in pairs)


@pytest.mark.parametrize(("part", "precision", "recall"), [(slice(None), 0.98, 0.96), (slice(1, None, 2), 0.965, 0.93)])
def test_separable_verbs(
    found: list[tuple[dict[str, Any], Counter[str], Counter[str]]], part: slice, precision: float, recall: float
) -> None:
    pairs = [(verbs, Counter(one["lemma"] for one in case["verbs"])) for case, verbs, _ in found[part]]
    reached = figures(pairs)
    assert reached[0] >= precision
    assert reached[1] >= recall


@pytest.mark.parametrize(
    ("cases", "precision", "recall"),
    [
        pytest.param(WRITTEN_WITH_THE_RULES, 0.985, 0.985, id="written with the rules"),
        pytest.param(FRESH, 0.965, 0.96, id="fresh"),
        pytest.param(FRESH[1::2], 0.94, 0.93, id="fresh, not looked at"),
        pytest.param(VOICES, 0.945, 0.955, id="many voices"),
        pytest.param(VOICES[1::2], 0.93, 0.93, id="many voices, other half"),
        pytest.param(FORMS, 0.985, 0.965, id="every place that verb and particle can have"),
        pytest.param(OTHER_HAND, 0.965, 0.94, id="fresh, by who had not seen the rules"),
    ],
)
def test_separable_verbs_of_whoever_made_the_rules(
    preprocessor: Preprocessor, cases: list[dict[str, Any]], precision: float, recall: float
) -> None:
    pairs = []
    for case in cases:
        sentences = preprocessor.process(Document("a", case["text"])).sentences
        said = Counter(use.lemma for sentence in sentences for use in separable_verbs(sentence.tokens))
        pairs.append((said, Counter(one["lemma"] for one in case["verbs"])))
    reached = figures(pairs)
    assert reached[0] >= precision
    assert reached[1] >= recall


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=pytest.mark.xfail(reason=case["fails"], strict=True), id=case["text"])
        for case in FORMS
        if "fails" in case
    ],
)
def test_forms_that_are_not_found_yet(preprocessor: Preprocessor, case: dict[str, Any]) -> None:
    sentences = preprocessor.process(Document("a", case["text"])).sentences
    said = Counter(use.lemma for sentence in sentences for use in separable_verbs(sentence.tokens))
    assert said == Counter(one["lemma"] for one in case["verbs"])


def test_fixed_expressions(found: list[tuple[dict[str, Any], Counter[str], Counter[str]]]) -> None:
    pairs = [
        (uses, Counter(one["lemma"] for one in case["expressions"])) for case, _, uses in found if "expressions" in case
    ]
    precision, recall = figures(pairs)
    assert precision >= 0.99
    assert recall >= 0.93
