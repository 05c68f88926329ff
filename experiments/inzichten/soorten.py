"""How well the kind of a passage (les, worsteling, vraag, advies, ervaring) is told, on cases written beforehand.

Run from the top of the repository::

    python experiments/inzichten/soorten.py

Every other case (the first, third, ...) was looked at while the rules were made, the others were not. The second file
was written after the rules were, of kinds that are said in passing; half of it was looked at to mend them.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from praktijkkennis.document import INSIGHT_KINDS, Document
from praktijkkennis.insights.kinds import kind_of
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.preprocessing.assertion import assertion_of

CASES = [
    Path("tests/regression/cases/soort_inzicht.jsonl"),
    Path("tests/regression/cases/soort_inzicht_terloops.jsonl"),
]


def main() -> None:
    """Judge both halves of every file."""
    preprocessor = Preprocessor(load_pipeline("nl_praktijk_sm"))
    for path in CASES:
        print(path.stem)
        judge([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()], preprocessor)


def judge(cases: list[dict[str, Any]], preprocessor: Preprocessor) -> None:
    """Print how many cases of either half are right, and F1 of every kind."""
    for name, half in (("seen", cases[::2]), ("not seen", cases[1::2])):
        counts: Counter[tuple[str, str]] = Counter()
        for case in half:
            (sentence,) = preprocessor.process(Document("a", case["text"])).sentences
            assertion = assertion_of(sentence.tokens, sentence.start, sentence.end)
            counts[case["kind"], kind_of(case["text"], sentence.tokens, case["stance"], assertion)] += 1
        right = sum(counts[kind, kind] for kind in INSIGHT_KINDS)
        print(f"{name}: {right} of {len(half)} right")
        for kind in INSIGHT_KINDS:
            given = sum(counts[kind, other] for other in INSIGHT_KINDS)
            found = sum(counts[other, kind] for other in INSIGHT_KINDS)
            print(f"  {kind:12s} F1 {2 * counts[kind, kind] / (given + found):.2f} ({given} cases)")


if __name__ == "__main__":
    main()
