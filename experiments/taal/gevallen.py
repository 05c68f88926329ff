"""Judge what the library says of a sentence on written cases, one kind of case at a time.

Run from the top of the repository::

    python experiments/taal/gevallen.py modaliteit
    python experiments/taal/gevallen.py modaliteit --pipeline nl_core_news_lg --misses
    python experiments/taal/gevallen.py modaliteit --cases tests/regression/cases/modaliteit_eigen.jsonl
    python experiments/taal/gevallen.py modaliteit --cases tests/regression/cases/modaliteit_stemmen.jsonl

Of the cases, which somebody else wrote, the even lines (0, 2, ...) were there to look at while the rules were made; the
odd ones were only counted. The figures are given for both apart, and ``--misses`` shows those of the even half only.
Those of ``*_eigen.jsonl`` and ``*_stemmen.jsonl`` were written by who mended the rules, before that.

A new kind of case is a function that gives :class:`Figures` for some cases, and a line in ``KINDS``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from praktijkkennis.document import PERSONS, Assertion, Document
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.preprocessing.assertion import assertion_of, sentence_behind

CASES = Path("tests/regression/cases")
ATTRIBUTES = ("negated", "wished", "advised", "asked", "reported")

Case = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figures:
    """Lines to print, the number that sums them up, and what went wrong."""

    lines: list[str]
    summary: float
    misses: list[str]


def main() -> None:
    """Read the arguments, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--pipeline", default="auto")
    parser.add_argument("--cases", type=Path, help="other cases of the same kind")
    parser.add_argument("--misses", action="store_true", help="show what went wrong in the even half")
    arguments = parser.parse_args()
    pipeline = load_pipeline(arguments.pipeline)
    print(pipeline.info.name, pipeline.info.version)
    judge, file = KINDS[arguments.kind]
    path = arguments.cases or CASES / file
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    for name, half in (("even", cases[0::2]), ("odd", cases[1::2]), ("all", cases)):
        figures = judge(half, Preprocessor(pipeline))
        print(f"\n{name}: {len(half)} cases, {figures.summary:.3f}")
        print("\n".join(figures.lines))
        if name == "even" and arguments.misses:
            print("\n".join(figures.misses))


def modality(cases: Sequence[Case], preprocessor: Preprocessor) -> Figures:
    """Judge denial, wish, advice, question, report and person; the summary is the mean F1 of all six."""
    counts: Counter[tuple[str, bool, bool]] = Counter()
    misses = []
    for case in cases:
        found = assertion_in(case["text"], case["target"], preprocessor)
        wrong = []
        for name in ATTRIBUTES:
            wanted, got = bool(case[name]), bool(getattr(found, name))
            counts[name, wanted, got] += 1
            if wanted != got:
                wrong.append(("+" if got else "-") + name)
        for person in PERSONS:
            counts[person, case["person"] == person, found.person == person] += 1
        if case["person"] != found.person:
            wrong.append(f"{found.person} for {case['person']}")
        if wrong:
            misses.append(f"{case['text']} [{case['target']}]: {', '.join(wrong)} ({case.get('note', '')})")
    booleans = mean([f1(counts, name) for name in ATTRIBUTES])
    person = mean([f1(counts, name) for name in PERSONS])
    both = mean([f1(counts, name) for name in ATTRIBUTES] + [person])
    lines = [row(counts, name) for name in (*ATTRIBUTES, *PERSONS)]
    lines.append(f"  macro-F1 of the attributes {booleans:.3f}, of the persons {person:.3f}, of all six {both:.3f}")
    return Figures(lines, both, misses)


def assertion_in(text: str, target: str, preprocessor: Preprocessor) -> Assertion:
    """Judge the first occurrence of a stretch in a text of one or more sentences."""
    start = text.index(target)
    sentences = preprocessor.process(Document("a", text)).sentences
    for sentence in sentences:
        if sentence.start <= start < sentence.end:
            return assertion_of(sentence.tokens, start, start + len(target), sentence_behind(sentences, sentence))
    raise ValueError(f"no sentence holds {target!r} in {text!r}")


def f1(counts: Counter[tuple[str, bool, bool]], name: str) -> float:
    """Compute F1 of one class; 1 when it neither occurs nor is found."""
    right, missed, extra = counts[name, True, True], counts[name, True, False], counts[name, False, True]
    return 2 * right / (2 * right + missed + extra) if right + missed + extra else 1.0


def row(counts: Counter[tuple[str, bool, bool]], name: str) -> str:
    """Write precision, recall and F1 of one class."""
    right, missed, extra = counts[name, True, True], counts[name, True, False], counts[name, False, True]
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    return f"  {name:9s} n {right + missed:4d}  P {precision:.3f}  R {recall:.3f}  F1 {f1(counts, name):.3f}"


def mean(values: Sequence[float]) -> float:
    """Average some numbers."""
    return sum(values) / len(values)


KINDS: dict[str, tuple[Callable[[Sequence[Case], Preprocessor], Figures], str]] = {
    "modaliteit": (modality, "modaliteit.jsonl"),
}
"""By name: the function that judges, and the file of cases."""


if __name__ == "__main__":
    main()
