"""Embed all sentences of a data file with an exported encoder, document by document, as the library does.

Run from the top of the repository::

    python experiments/encoder/inbedden.py --data data.npz --out vectors.npz

Batches that the encoder was not adapted on can then be held out one by one by ``experiments/tagging/trainen.py``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from gegevens import load

from praktijkkennis.embedding.onnx_model import OnnxEmbedder


def main() -> None:
    """Read the arguments, embed and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="folder of an encoder; the one that comes along by default")
    parser.add_argument("--upper", choices=("general", "themes"), default="themes")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = load(arguments.data)
    embedder = OnnxEmbedder(arguments.model, upper=arguments.upper)
    vectors = np.zeros((len(data.texts), embedder.dimensions), dtype=np.float32)
    for document in np.unique(data.document):
        rows = np.flatnonzero(data.document == document)
        encode = embedder.encode_document if document >= 0 else embedder.encode
        vectors[rows] = encode(data.texts[rows].tolist())
    np.savez(arguments.out, vectors=vectors)


if __name__ == "__main__":
    main()
