"""Sentences of documents among their neighbours: windows to train on, and vectors as the library makes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from e5 import LAYERS, MAX_TOKENS, Encoder, padded
from torch.nn import functional

from praktijkkennis.embedding.windows import lay_windows

_SHORTEST = 50
"""Windows that are trained on are drawn between this and ``MAX_TOKENS``, so that no length is foreign."""
_TOGETHER = 8
_BEFORE = 4
"""``<s>``, ``que``, ``ry`` and ``:``, which stand once, before the first sentence of a window."""


@dataclass(frozen=True)
class Sequence:
    """A window in pieces.

    Parameters
    ----------
    ids : list of int
    places : ndarray of int64
        Rows of the data that its sentences are.
    ends : list of int
        Where each sentence ends in ``ids``; the next begins there.
    """

    ids: list[int]
    places: np.ndarray
    ends: list[int]

    def pool(self, states: torch.Tensor) -> torch.Tensor:
        """Take the mean over the tokens of each sentence, of unit length."""
        starts = [0, *self.ends[:-1]]
        rows = [states[start:end].float().mean(0) for start, end in zip(starts, self.ends, strict=True)]
        return functional.normalize(torch.stack(rows), dim=1)


def follow(rows: list[list[int]], places: np.ndarray) -> Sequence:
    """String sentences together: the first whole, the others without the start and the prefix."""
    ids = list(rows[places[0]])
    ends = [len(ids)]
    for place in places[1:]:
        ids += rows[place][_BEFORE:]
        ends.append(len(ids))
    return Sequence(ids[:MAX_TOKENS], places, [min(end, MAX_TOKENS) for end in ends])


def random_sequences(
    document: np.ndarray, usable: np.ndarray, rows: list[list[int]], rng: np.random.Generator
) -> list[list[Sequence]]:
    """Cut all usable documents in windows of any length, in batches of like length."""
    found = []
    for number in np.unique(document[usable & (document >= 0)]):
        places, start, filled = np.flatnonzero(document == number), 0, 0
        most = _any_length(rng)
        for end in range(len(places) + 1):
            size = len(rows[places[end]]) - _BEFORE if end < len(places) else 0
            if end > start and (end == len(places) or filled + size > most):
                found.append(follow(rows, places[start:end]))
                start, most, filled = end, _any_length(rng), 0
            filled += size
    order = sorted(range(len(found)), key=lambda i: len(found[i].ids) + rng.random() * 8)
    return [[found[i] for i in order[low : low + _TOGETHER]] for low in range(0, len(order), _TOGETHER)]


def _any_length(rng: np.random.Generator) -> int:
    return int(rng.integers(_SHORTEST, MAX_TOKENS - _BEFORE + 1))


def gather(encoder: Encoder, batch: list[Sequence], last: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Run the frozen lower layers over windows."""
    ids, mask = padded([one.ids for one in batch])
    return encoder.run(encoder.embed(ids), mask, 0, last), mask


def embed_windows(encoder: Encoder, rows: list[list[int]], document: np.ndarray, vectors: np.ndarray) -> None:
    """Replace the vectors of all sentences of documents by those they have among their neighbours."""
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for number in np.unique(document[document >= 0]):
            places = np.flatnonzero(document == number)
            lengths = [len(rows[place]) - _BEFORE for place in places]
            windows = lay_windows(lengths, MAX_TOKENS - _BEFORE)
            batch = [follow(rows, places[one.first : one.end]) for one in windows]
            states, _ = gather(encoder, batch, LAYERS)
            for window, one, state in zip(windows, batch, states, strict=True):
                kept = slice(window.kept_first - window.first, window.kept_end - window.first)
                vectors[places[window.kept_first : window.kept_end]] = one.pool(state)[kept].numpy()
