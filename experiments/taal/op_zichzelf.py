"""Figures for sentences that lean on others, on the language cases.

Run from the top of the repository::

    python experiments/taal/op_zichzelf.py

The rules were made on the half ``ontwikkeling``; nobody looked at what they miss in ``toets``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from praktijkkennis.document import Document
from praktijkkennis.insights.leaning import leans_on_others
from praktijkkennis.preprocessing import Preprocessor, load_pipeline

CASES = Path(__file__).parents[2] / "tests" / "regression" / "cases" / "op_zichzelf.jsonl"
HALVES = ("ontwikkeling", "toets")


def main() -> None:
    """Read the arguments and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pipeline", default="nl_praktijk_sm")
    preprocessor = Preprocessor(load_pipeline(parser.parse_args().pipeline))
    for half in HALVES:
        cases = [one for one in read_cases() if one["half"] == half]
        counts = judge(cases, preprocessor)
        precision, recall = precision_and_recall(counts)
        print(f"{half:14s} n {len(cases):4d}  leaning {counts[True, True] + counts[True, False]:4d}", end="  ")
        print(f"P {precision:.3f}  R {recall:.3f}")


def read_cases() -> list[dict]:
    """Read the cases."""
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def judge(cases: Iterable[Mapping], preprocessor: Preprocessor) -> Counter[tuple[bool, bool]]:
    """Count cases by what they are and what the rules make of them."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for case in cases:
        sentences = preprocessor.process(Document("a", case["text"])).sentences
        tokens = [token for sentence in sentences for token in sentence.tokens]
        counts[case["leans"], leans_on_others(case["text"], tokens)] += 1
    return counts


def precision_and_recall(counts: Mapping[tuple[bool, bool], int]) -> tuple[float, float]:
    """Give both for what leans."""
    right = counts[True, True]
    return right / (right + counts[False, True]), right / (right + counts[True, False])


if __name__ == "__main__":
    main()
