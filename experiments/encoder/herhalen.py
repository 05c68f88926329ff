r"""Keep what is new of the data, and a part of the rest to rehearse.

Run from the top of the repository::

    python experiments/encoder/herhalen.py --data all.npz --new b32 b42 --without b11 --share 0.333 --out part.npz

An encoder that goes on learning forgets what it is not shown; of what it has seen before, a part is enough. Kept are
all sentences of the new batches, that share of the documents of the others, half of the contrast pairs, loose
sentences and paraphrase groups, and what the codebook itself says.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from gegevens import Data, load


def rehearsed(data: Data, new: list[str], without: list[str], share: float, seed: int) -> np.ndarray:
    """Tell which rows are kept, shape (n,)."""
    rng = np.random.default_rng(seed)
    fresh = np.isin(data.batch, new)
    known = data.coded & ~fresh & ~np.isin(data.batch, without)
    documents = np.unique(data.document[known])
    keep = fresh | (known & np.isin(data.document, rng.choice(documents, int(len(documents) * share), replace=False)))
    pair = np.maximum(np.cumsum(data.batch == "contrast") - 1, 0) // 2
    keep |= (data.batch == "contrast") & (rng.random(pair.max() + 1) < 0.5)[pair]
    keep |= (data.batch == "loose") & (rng.random(len(keep)) < 0.5)
    groups = rng.random(data.group.max() + 1) < 0.5
    keep |= (data.batch == "paraphrase") & groups[np.maximum(data.group, 0)]
    return keep | np.isin(data.batch, ["codebook", "background"])


def main() -> None:
    """Read the arguments, choose and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--new", nargs="+", required=True, help="batches that are kept whole")
    parser.add_argument("--without", nargs="*", default=[], help="batches that are left out")
    parser.add_argument("--share", type=float, default=1 / 3, help="share of the other documents that is kept")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = load(arguments.data)
    keep = rehearsed(data, arguments.new, arguments.without, arguments.share, arguments.seed)
    np.savez_compressed(arguments.out, **{name: array[keep] for name, array in vars(data).items()})
    print(f"{keep.sum()} of {len(keep)} sentences")


if __name__ == "__main__":
    main()
