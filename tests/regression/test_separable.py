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

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "scheidbaar.jsonl").read_text(encoding="utf-8").splitlines()
]
WRITTEN_WITH_THE_RULES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "scheidbaar_ontwikkeling.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
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


@pytest.mark.parametrize(("part", "precision", "recall"), [(slice(None), 0.96, 0.93), (slice(1, None, 2), 0.95, 0.89)])
def test_separable_verbs(
    found: list[tuple[dict[str, Any], Counter[str], Counter[str]]], part: slice, precision: float, recall: float
) -> None:
    pairs = [(verbs, Counter(one["lemma"] for one in case["verbs"])) for case, verbs, _ in found[part]]
    reached = figures(pairs)
    assert reached[0] >= precision
    assert reached[1] >= recall


def test_separable_verbs_that_the_rules_were_written_with(preprocessor: Preprocessor) -> None:
    pairs = []
    for case in WRITTEN_WITH_THE_RULES:
        sentences = preprocessor.process(Document("a", case["text"])).sentences
        said = Counter(use.lemma for sentence in sentences for use in separable_verbs(sentence.tokens))
        pairs.append((said, Counter(one["lemma"] for one in case["verbs"])))
    precision, recall = figures(pairs)
    assert precision >= 0.94
    assert recall >= 0.94


def test_fixed_expressions(found: list[tuple[dict[str, Any], Counter[str], Counter[str]]]) -> None:
    pairs = [
        (uses, Counter(one["lemma"] for one in case["expressions"])) for case, _, uses in found if "expressions" in case
    ]
    precision, recall = figures(pairs)
    assert precision >= 0.95
    assert recall >= 0.9
