r"""Learn what the wording of sentences says of the themes, for the tagger that comes along.

Run from the top of the repository, on the data of ``experiments/encoder``::

    python experiments/tagging/woorden.py --data all.npz --hold b11 b21 b32 b33 b34 b35 --out woorden.npz

One logistic regression a theme on hashed words and runs of characters
(:func:`praktijkkennis.tagging.wordings.wording_features`). Batches named by ``--hold`` are not seen: the second stage
of the tagger (``trainen.py --wordings woorden.npz``) learns from these. Weights are kept in 8 bits with a scale per
theme.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from scipy.sparse import vstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

sys.path.insert(0, str(Path(__file__).parents[1] / "encoder"))
from gegevens import CORE, KEYS, Data, load

from praktijkkennis.tagging.wordings import wording_features

WEIGHTS = {"contrast": 0.5}


def main() -> None:
    """Read the arguments, learn, judge on what was held out, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--hold", nargs="*", default=[])
    parser.add_argument("--strength", type=float, default=2.0)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = load(arguments.data)
    order, features = laid_out(data)
    labels, batch = data.labels[order], data.batch[order]
    held = np.isin(batch, arguments.hold)
    sample = np.array([WEIGHTS.get(name, 1.0) for name in batch])
    weights, scores = [], np.zeros((int(held.sum()), len(KEYS)))
    for theme in range(len(KEYS)):
        rows = ~held & (labels[:, theme] >= 0)
        model = LogisticRegression(C=arguments.strength, solver="liblinear")
        model.fit(features[rows], labels[rows, theme], sample_weight=sample[rows])
        largest = float(np.abs(model.coef_[0]).max())
        whole = np.round(model.coef_[0] / largest * 127).astype(np.int8)
        weights.append((whole, largest / 127))
        scores[:, theme] = features[held] @ (whole * weights[-1][1])
    np.savez_compressed(
        arguments.out,
        wordings=np.stack([whole for whole, _ in weights]),
        wording_scales=np.array([scale for _, scale in weights], np.float32),
    )
    if held.any():
        each = [average_precision_score(labels[held, theme] == 1, scores[:, theme]) for theme in range(len(KEYS))]
        print(f"held out: AP core {np.mean([each[theme] for theme in CORE]):.3f} all {np.mean(each):.3f}")


def laid_out(data: Data) -> tuple[np.ndarray, object]:
    """Lay out all rows, documents as such and every other sentence by itself; with the rows in that order."""
    order, parts = [], []
    for number in np.unique(data.document[data.coded]):
        rows = np.flatnonzero(data.document == number)
        order.extend(rows)
        parts.append(wording_features(data.texts[rows].tolist()))
    for row in np.flatnonzero(~data.coded):
        order.append(row)
        parts.append(wording_features([str(data.texts[row])]))
    return np.array(order), vstack(parts, format="csr")


if __name__ == "__main__":
    main()
