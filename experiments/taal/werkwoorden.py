"""Figures for separable verbs and fixed expressions on the language cases.

Run from the top of the repository::

    python experiments/taal/werkwoorden.py
    python experiments/taal/werkwoorden.py --cases tests/regression/cases/scheidbaar_eigen.jsonl

Even-numbered cases were looked at while the rules were written, odd ones were not. The
cases of ``*_eigen.jsonl`` and ``*_stemmen.jsonl`` were written by who mended the rules, before looking at them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.preprocessing.expressions import find_expressions
from praktijkkennis.preprocessing.separable import separable_verbs

CASES = Path("tests/regression/cases/scheidbaar.jsonl")


def main() -> None:
    """Read the arguments, analyse and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--pipeline", default="auto")
    parser.add_argument("--show", action="store_true", help="print the even-numbered cases that go wrong")
    arguments = parser.parse_args()
    preprocessor = Preprocessor(load_pipeline(arguments.pipeline))
    print(preprocessor.pipeline.info.name, preprocessor.pipeline.info.version)
    cases = [json.loads(line) for line in arguments.cases.read_text(encoding="utf-8").splitlines()]
    for name, chosen in (("even", cases[::2]), ("odd", cases[1::2]), ("all", cases)):
        verbs, expressions = judge(preprocessor, chosen, cases, arguments.show and name == "even")
        print(f"{name:5s} separable verbs {line(verbs)}   expressions {line(expressions)}")


def judge(
    preprocessor: Preprocessor, cases: Sequence[dict[str, Any]], every: Sequence[dict[str, Any]], show: bool = False
) -> tuple[Counter[str], Counter[str]]:
    """Count what is found and what should be: separable verbs, and expressions.

    A case without the key ``expressions`` was not judged for them, and what the list of expressions holds beyond those
    of the cases does not count.
    """
    meant = {found["lemma"] for case in every for found in case.get("expressions", ())}
    verbs: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for case in cases:
        sentences = preprocessor.process(Document("a", case["text"])).sentences
        said = Counter(use.lemma for sentence in sentences for use in separable_verbs(sentence.tokens))
        true = Counter(found["lemma"] for found in case["verbs"])
        _count(verbs, said, true)
        if show and said != true:
            print(case["text"], "| missed", dict(true - said), "| too many", dict(said - true))
        if "expressions" in case:
            uses = [use.lemma for sentence in sentences for use in find_expressions(sentence.tokens)]
            wanted = Counter(found["lemma"] for found in case["expressions"])
            given = Counter(use for use in uses if use in meant)
            _count(phrases, given, wanted)
            if show and given != wanted:
                print(case["text"], "| missed", dict(wanted - given), "| too many", dict(given - wanted), uses)
    return verbs, phrases


def _count(counts: Counter[str], said: Counter[str], true: Counter[str]) -> None:
    counts["right"] += (said & true).total()
    counts["said"] += said.total()
    counts["true"] += true.total()


def line(counts: Counter[str]) -> str:
    """Write precision and recall."""
    precision, recall = counts["right"] / max(1, counts["said"]), counts["right"] / max(1, counts["true"])
    return f"P {precision:.3f} R {recall:.3f} (n={counts['true']})"


if __name__ == "__main__":
    main()
