"""How often people whose stances are opposite within an insight contradict each other.

Run from the top of the repository::

    python experiments/inzichten/tegenspraak.py corpora/inzichten/toets.jsonl

Codes are those of people. In the corpus somebody who holds the opposite of a planted insight is marked as such. An
insight with ``tension`` is right when such a passage stands in it beside one that holds what was planted. A
contradiction that nobody planted counts as wrong, so that the precision is a lower bound.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from terugvinden import EMBEDDER, annotated

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Insight, ProcessedDocument, ThemeAnnotation
from praktijkkennis.embedding import load_embedder
from praktijkkennis.insights import extract_insights

Sides = dict[tuple[str, str, int, int], list[tuple[str, bool]]]
"""By theme, document and place of a sentence: the insights planted there, and whether it holds the opposite."""


@dataclass(frozen=True)
class Counts:
    """Insights, those with tension, those of these that are right, and those with a contradiction, tense or not."""

    insights: int
    tense: int
    right: int
    together: int


def main() -> None:
    """Read the arguments, gather and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, nargs="+")
    embedder = load_embedder(EMBEDDER)
    for path in parser.parse_args().file:
        documents, annotations, sides = read(path)
        insights = extract_insights(documents, annotations, embedder, codebook=load_codebook())
        counts = judge(insights, sides)
        print(f"{path.stem:14s} insights {counts.insights}  tension {counts.tense}  right {counts.right}", end="  ")
        print(f"(precision {counts.right / counts.tense:.2f}), of {counts.together} with a contradiction")


def read(path: Path) -> tuple[list[ProcessedDocument], list[ThemeAnnotation], Sides]:
    """Read one part."""
    insights = json.loads((path.parent / "inzichten.json").read_text(encoding="utf-8"))
    theme_of = {one["id"]: one["theme"] for one in insights}
    documents, annotations = annotated(path)
    sides: Sides = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for place, insight, *mark in record["insights"]:
            start, end = record["sentences"][place]
            sides[theme_of[insight], record["id"], start, end].append((insight, bool(mark)))
    return documents, annotations, sides


def judge(insights: Sequence[Insight], sides: Sides) -> Counts:
    """Compare what has tension with what was planted."""
    opposed = {one.id for one in insights if _is_opposed(one, sides)}
    tense = {one.id for one in insights if one.tension}
    return Counts(len(insights), len(tense), len(tense & opposed), len(opposed))


def _is_opposed(insight: Insight, sides: Sides) -> bool:
    held: defaultdict[str, set[bool]] = defaultdict(set)
    for quote in insight.quotes:
        for planted, opposite in sides.get((insight.theme, quote.document_id, quote.start, quote.end), ()):
            held[planted].add(opposite)
    return any(len(both) > 1 for both in held.values())


if __name__ == "__main__":
    main()
