"""Judge compounds on the cases of ``tests/regression/cases/samenstellingen.jsonl``.

Run from the top of the repository::

    python experiments/taal/samenstellingen.py [--cases tests/regression/cases/samenstellingen_eigen.jsonl] [--show]

Every case names a word, its parts, and of candidate terms whether the word counts as a mention of them. Printed are
precision and recall of the mentions, as the matching of terms finds them, and the share of words that are cut as they
should be; for the even lines, on which the lexicon was built, for the odd ones, which nobody looked at, and for all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from praktijkkennis.codebook import parse_term
from praktijkkennis.document import Token
from praktijkkennis.preprocessing.compounds import split_compound
from praktijkkennis.tagging.matching import TermFinder

CASES = Path("tests/regression/cases/samenstellingen.jsonl")


def main() -> None:
    """Read the arguments, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--show", action="store_true", help="print what goes wrong in the even lines")
    arguments = parser.parse_args()
    cases = [json.loads(line) for line in arguments.cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    for name, chosen in (("even", cases[::2]), ("odd", cases[1::2]), ("all", cases)):
        print(f"{name:5s} {figures(chosen)}")
    if arguments.show:
        print(*mistakes(cases[::2]), sep="\n")


def mentions(word: str, candidate: str) -> bool:
    """Tell whether the matching of terms finds a term in a noun."""
    token = Token(0, len(word), word, word.lower(), "NOUN", "root", 0)
    return bool(TermFinder([parse_term(candidate)]).find([token]))


def figures(cases: list[dict[str, Any]]) -> str:
    """Write precision and recall of the mentions and the share of words cut right."""
    pairs = [(mentions(case["word"], one), right) for case in cases for one, right in case["about"].items()]
    hits = sum(found and right for found, right in pairs)
    precision = hits / max(1, sum(found for found, _ in pairs))
    recall = hits / max(1, sum(right for _, right in pairs))
    cut = sum(list(split_compound(case["word"])) == case["parts"] for case in cases) / max(1, len(cases))
    return f"words {len(cases):4d}  pairs {len(pairs):4d}  P {precision:.3f}  R {recall:.3f}  cut right {cut:.3f}"


def mistakes(cases: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a line for every word cut otherwise and every mention too many or too few."""
    for case in cases:
        word, parts = case["word"], list(split_compound(case["word"]))
        if parts != case["parts"]:
            yield f"{word}: {'+'.join(parts) or '-'}, not {'+'.join(case['parts']) or '-'}"
        for one, right in case["about"].items():
            if mentions(word, one) != right:
                yield f"{word}: {'misses' if right else 'finds'} {one}"


if __name__ == "__main__":
    main()
