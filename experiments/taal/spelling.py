"""Judge how misspelt, broken and variously written terms are recognised.

Run from the top of the repository::

    python experiments/taal/spelling.py

Prints precision and recall on the even lines (0-based) of the cases, on which the rules were made, on the odd lines,
which nobody looked at, and on all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.tagging.matching import TermFinder

CASES = Path("tests/regression/cases/spelling.jsonl")


def main() -> None:
    """Read the arguments, find the terms and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="?", default=CASES)
    parser.add_argument("--pipeline", default="auto")
    arguments = parser.parse_args()
    preprocessor = Preprocessor(load_pipeline(arguments.pipeline))
    print(preprocessor.pipeline.info.name, preprocessor.pipeline.info.version)
    lines = arguments.file.read_text(encoding="utf-8").splitlines()
    counts: dict[str, Counter[str]] = {"even": Counter(), "odd": Counter(), "all": Counter()}
    for number, case in enumerate(map(json.loads, lines)):
        outcome = f"{is_found(preprocessor, case['term'], case['text'])} {case['match']}"
        for part in ("odd" if number % 2 else "even", "all"):
            counts[part][outcome] += 1
    for part, count in counts.items():
        print(line(part, count))


def is_found(preprocessor: Preprocessor, term: str, text: str) -> bool:
    """Tell whether a term is found in a text."""
    finder = TermFinder([parse_term(term)])
    return any(finder.find(sentence.tokens) for sentence in preprocessor.process(Document("a", text)).sentences)


def line(part: str, count: Counter[str]) -> str:
    """Write the figures of one part."""
    right, wrong, missed = count["True True"], count["True False"], count["False True"]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"{part:5s} {count.total():4d} lines  precision {precision:.3f}  recall {recall:.3f}"


if __name__ == "__main__":
    main()
