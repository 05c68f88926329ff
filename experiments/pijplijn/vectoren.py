"""Static word vectors for the Dutch pipeline, distilled from the E5 encoder.

Every word stands by itself before the encoder; what layers 2 to 6 make of it, averaged over its pieces, is brought
down to a few dozen dimensions by principal components. Needs the environment of ``experiments/encoder`` (torch)::

    python experiments/pijplijn/vectoren.py --data build/pijplijn/zinnen.pickle --encoder build/encoder/float \
        --out build/pijplijn/vectoren.npz

Words are the most frequent of the package ``wordfreq`` (data: CC BY-SA 4.0) and those of the training text; lower case.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parent.parent / "encoder"))
from e5 import Encoder, load_float

_LAYERS = (2, 4, 6)


def main() -> None:
    """Read the arguments, gather words, embed them and reduce."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=int, default=30_000)
    parser.add_argument("--dimensions", type=int, default=96)
    arguments = parser.parse_args()
    from wordfreq import top_n_list

    with arguments.data.open("rb") as stream:
        parts = pickle.load(stream)
    seen = Counter(word.form.lower() for part in parts.values() for sentence in part for word in sentence.words)
    frequent = [word for word in top_n_list("nl", arguments.words * 2) if word.isalpha() or "-" in word]
    words = list(dict.fromkeys([*(w for w, n in seen.most_common() if n > 2), *frequent]))[: arguments.words]
    encoder, tokenizer = load_float(arguments.encoder)
    rows = embed(encoder, tokenizer, words)
    rows -= rows.mean(0)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows -= rows.mean(0)
    values, axes = np.linalg.eigh(rows.T @ rows / len(rows))
    kept = axes[:, ::-1][:, : arguments.dimensions]
    share = values[::-1][: arguments.dimensions].sum() / values.sum()
    print(f"{len(words)} words, {arguments.dimensions} dimensions hold {share:.3f} of the variance")
    reduced = rows @ kept
    # Of unit variance as a whole, so that the linear layer on top starts at the scale it expects.
    reduced /= reduced.std()
    np.savez(arguments.out, words=np.array(words), vectors=reduced.astype(np.float32))


def embed(encoder: Encoder, tokenizer: object, words: list[str]) -> np.ndarray:
    """Give the averaged states of some layers for every word, each of unit length, side by side."""
    pieces = [[0, *one.ids, 2] for one in tokenizer.encode_batch(words, add_special_tokens=False)]  # type: ignore[attr-defined]
    order = sorted(range(len(words)), key=lambda i: len(pieces[i]))
    found: list[np.ndarray] = [np.zeros(0)] * len(words)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), 512):
            batch = order[start : start + 512]
            longest = max(len(pieces[i]) for i in batch)
            ids = torch.tensor([pieces[i] + [1] * (longest - len(pieces[i])) for i in batch])
            mask = ids != 1
            inside = mask & (ids != 0) & (ids != 2)
            states, parts, done = encoder.embed(ids), [], 0
            parts.append(encoder.pool(states, inside))
            for layer in _LAYERS:
                states = encoder.run(states, mask, done, layer)
                done = layer
                parts.append(encoder.pool(states, inside))
            for row, i in zip(torch.cat(parts, 1).float().numpy(), batch, strict=True):
                found[i] = row
    return np.stack(found).astype(np.float64)


if __name__ == "__main__":
    main()
