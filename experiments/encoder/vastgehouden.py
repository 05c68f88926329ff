r"""Average precision of sentence vectors on batches that neither the encoder nor the regression has seen.

Run from the top of the repository, on what ``aanpassen.py --hold b9 b10 b11`` wrote::

    python experiments/encoder/vastgehouden.py --data build/encoder/data.npz --vectors MAP/vectors.npz --hold b9 b10 b11

One regularised logistic regression per theme learns from all other rows. The heads of the encoder itself are judged
beside it when the file holds them, and so are the vectors of sentences read alone by an encoder that reads them among
their neighbours. The scores of other sentences do not count here.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from gegevens import CORE, load
from sklearn.metrics import average_precision_score

sys.path.insert(0, str(Path(__file__).parents[1] / "tagging"))
from trainen import apply_first, first_weights


def main() -> None:
    """Read the arguments, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--hold", nargs="+", required=True)
    parser.add_argument("--strength", type=float, default=0.01)
    arguments = parser.parse_args()
    data = load(arguments.data)
    with np.load(arguments.vectors) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files}
    if len(arrays["vectors"]) != len(data.texts):
        parser.error("the vectors were made of other data")
    held = np.isin(data.batch, arguments.hold)
    scores = {}
    for name, key in (("regression", "vectors"), ("read alone", "alone")):
        if key in arrays:
            weights = first_weights(data, arrays[key], ~held, arguments.strength)
            scores[name] = apply_first(weights, arrays[key])
    if "head" in arrays:
        scores["own heads"] = arrays["head"]
    for name, found in scores.items():
        for batch in (*arguments.hold, "all"):
            rows = held if batch == "all" else data.batch == batch
            core, every = macro_precision(data.labels[rows], found[rows])
            print(f"{name:12s} {batch:5s} AP core {core:.3f}  all {every:.3f}")


def macro_precision(labels: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """Mean over the core themes, and over all."""
    each = [average_precision_score(labels[:, theme], scores[:, theme]) for theme in range(labels.shape[1])]
    return float(np.mean([each[theme] for theme in CORE])), float(np.mean(each))


if __name__ == "__main__":
    main()
