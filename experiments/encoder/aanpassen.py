r"""Adapt the encoder to the themes of the built-in codebook.

Run from the top of the repository::

    python experiments/encoder/aanpassen.py --data build/encoder/data.npz --model build/encoder/float --out MAP \
        --hold b2 b3 --first 9 --pairs 0.6

Only the upper layers learn; what the lower ones make of every sentence is computed once and kept. The loss is the sum
of a multi-label cross entropy on the themes, a supervised contrastive part (sentences that share a theme lie close),
and a cross entropy on the stance of coded sentences. With ``--context`` the sentences of documents are read among their
neighbours, in windows that begin elsewhere in every epoch, and a share of them alone as well. Paraphrases come in
batches of their own, a dozen groups of one theme, in which every sentence has to find its own group. Sentences of
batches named by ``--hold`` are not seen at all; their embeddings are written beside those of all other sentences, so
that a head can be judged on them.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from e5 import HIDDEN, LAYERS, Encoder, load_float, padded, save_float, tokenize
from gegevens import KEYS, Data, load
from omgeving import Sequence, embed_windows, gather, random_sequences
from torch import nn
from torch.nn import functional

BATCH = 48
TEMPERATURE, GROUP_TEMPERATURE = 0.1, 0.05
GROUPS = 12
"""Groups of paraphrases in a batch."""


class Heads(nn.Module):
    """Linear heads for themes and stance on the pooled vector."""

    def __init__(self) -> None:
        super().__init__()
        self.themes = nn.Linear(HIDDEN, len(KEYS))
        self.stance = nn.Linear(HIDDEN, 3)
        nn.init.constant_(self.themes.bias, -2.5)

    def forward(self, vectors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Score; vectors of unit length are stretched so that differences count."""
        return self.themes(20 * vectors), self.stance(20 * vectors)


def lower_states(encoder: Encoder, rows: list[list[int]], last: int, cache: Path) -> list[torch.Tensor]:
    """Run the frozen lower layers over all sentences, grouped by length; go on from what was kept before.

    Parameters
    ----------
    encoder : Encoder
    rows : list of list of int
        Numbers of the pieces of each sentence.
    last : int
        First layer that is not run.
    cache : Path
        File whose suffix is replaced by ``.lower{last}.pt``.
    """
    files = {depth: cache.with_suffix(f".lower{depth}.pt") for depth in range(last, 0, -1)}
    begin = next((depth for depth, file in files.items() if file.exists()), 0)
    states = torch.load(files[begin]) if begin else [torch.empty(0)] * len(rows)
    if begin and [len(state) for state in states] != [len(row) for row in rows]:
        raise ValueError(f"{files[begin]} was made of other data; remove it")
    if begin == last:
        return states
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for part in by_length(rows, 64):
            ids, mask = padded([rows[i] for i in part])
            found = stacked([states[i] for i in part])[0] if begin else encoder.embed(ids)
            found = encoder.run(found, mask, begin, last).to(torch.bfloat16)
            for place, i in enumerate(part):
                states[i] = found[place, : len(rows[i])].clone()
    torch.save(states, files[last])
    return states


def by_length(rows: list, size: int) -> list[list[int]]:
    """Group places of rows of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    return [order[start : start + size] for start in range(0, len(order), size)]


def stacked(states: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pad states to one length, with their mask."""
    lengths = torch.tensor([len(state) for state in states])
    joined = nn.utils.rnn.pad_sequence(states, batch_first=True)
    return joined, torch.arange(joined.shape[1])[None, :] < lengths[:, None]


def contrastive(vectors: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Supervised contrastive loss over the labelled sentences of a batch (Khosla et al., 2020)."""
    known = labels.clamp(min=0).float()
    union = (known[:, None] + known[None]).clamp(max=1).sum(2)
    likeness = (known @ known.T) / union.clamp(min=1)
    likeness.fill_diagonal_(0)
    anchors = likeness.sum(1) > 0
    if not anchors.any():
        return vectors.sum() * 0
    logits = vectors @ vectors.T / TEMPERATURE
    logits = logits - torch.eye(len(logits)) * 1e4
    logs = functional.log_softmax(logits, dim=1)
    return -((likeness * logs).sum(1)[anchors] / likeness.sum(1)[anchors]).mean()


def group_contrast(vectors: torch.Tensor, groups: torch.Tensor) -> torch.Tensor:
    """Cross entropy of finding the other sentences of the group among all of the batch (van den Oord et al., 2018)."""
    same = (groups[:, None] == groups[None]).float().fill_diagonal_(0)
    logits = vectors @ vectors.T / GROUP_TEMPERATURE - torch.eye(len(vectors)) * 1e4
    return -((same * functional.log_softmax(logits, dim=1)).sum(1) / same.sum(1).clamp(min=1)).mean()


def paraphrase_batches(data: Data, usable: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """Draw batches of whole groups of one theme."""
    batches = []
    rows = np.flatnonzero(usable & (data.group >= 0))
    themes = data.labels[rows].argmax(axis=1)
    for theme in np.unique(themes):
        groups = rng.permutation(np.unique(data.group[rows[themes == theme]]))
        for chosen in np.array_split(groups, max(1, round(len(groups) / GROUPS))):
            batches.append(rows[np.isin(data.group[rows], chosen)])
    return batches


def epoch_batches(
    data: Data, usable: np.ndarray, options: argparse.Namespace, rng: np.random.Generator, lengths: np.ndarray
) -> list[np.ndarray]:
    """Draw the sentences of one epoch: all with a label, and a part of the empty coded ones and of the pairs."""
    empty, pairs = options.empty, options.pairs
    bare = (data.coded & ~(data.labels > 0).any(axis=1)) | (data.batch == "background")
    pair = np.maximum(np.cumsum(data.batch == "contrast") - 1, 0) // 2
    lots = np.where(data.batch == "contrast", rng.random(pair.max() + 1)[pair] / max(pairs, 1e-9), 0.0)
    lots = np.where(bare, rng.random(len(bare)) / max(empty, 1e-9), lots)
    if options.context:
        lots = np.where(data.coded, rng.random(len(bare)) / max(options.alone, 1e-9), lots)
    chosen = np.flatnonzero(usable & (lots < 1) & (data.group < 0))
    chosen = rng.permutation(chosen)
    batches = []
    for start in range(0, len(chosen), 12 * BATCH):
        part = chosen[start : start + 12 * BATCH]
        part = part[np.argsort(lengths[part] + rng.random(len(part)) * 4)]
        batches.extend(part[low : low + BATCH] for low in range(0, len(part), BATCH))
    batches.extend(paraphrase_batches(data, usable, rng))
    return [batches[i] for i in rng.permutation(len(batches))]


def adapt(
    encoder: Encoder, states: list[torch.Tensor], rows: list[list[int]], data: Data, usable: np.ndarray, options
) -> Heads:
    """Train the upper layers in place."""
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    heads = Heads()
    upper = [p for layer in encoder.layers[options.first :] for p in layer.parameters()]
    groups = [
        {"params": upper, "lr": options.rate, "weight_decay": 0.01},
        {"params": heads.parameters(), "lr": 2e-3, "weight_decay": 0.01},
    ]
    optimizer = torch.optim.AdamW(groups)
    lengths = np.array([len(state) for state in states])
    plan: list[np.ndarray | list[Sequence]] = []
    for _ in range(options.epochs):
        drawn = [*epoch_batches(data, usable, options, rng, lengths)]
        if options.context:
            drawn.extend(random_sequences(data.document, usable, rows, rng))
        plan.extend(drawn[i] for i in rng.permutation(len(drawn)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [options.rate, 2e-3], total_steps=len(plan) + 1, pct_start=0.1, anneal_strategy="linear"
    )
    labels, stances = torch.from_numpy(data.labels.astype(np.int64)), torch.from_numpy(data.stances.max(axis=1))
    encoder.train()
    begin, total = time.perf_counter(), 0.0
    for step, drawn in enumerate(plan, start=1):
        if isinstance(drawn, list):
            batch = np.concatenate([one.places for one in drawn])
            with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
                joined, mask = gather(encoder, drawn, options.first)
            with torch.autocast("cpu", torch.bfloat16):
                joined = encoder.run(joined, mask, options.first, LAYERS, options.dropout)
            vectors = torch.cat([one.pool(state) for one, state in zip(drawn, joined, strict=True)])
        else:
            batch = drawn
            joined, mask = stacked([states[i] for i in batch])
            with torch.autocast("cpu", torch.bfloat16):
                vectors = encoder.pool(encoder.run(joined, mask, options.first, LAYERS, options.dropout), mask)
        themes, stance = heads(vectors)
        target, kind = labels[batch], stances[batch].long()
        known = (target >= 0).float()
        entropy = functional.binary_cross_entropy_with_logits(themes, target.clamp(min=0).float(), reduction="none")
        loss = options.bce * (entropy * known).sum() / len(batch)
        if data.group[batch[0]] >= 0:
            loss = loss + options.group * group_contrast(vectors, torch.from_numpy(data.group[batch]))
        else:
            loss = loss + options.contrast * contrastive(vectors, target)
        if (kind >= 0).any():
            loss = loss + options.stance * functional.cross_entropy(stance, kind, ignore_index=-1)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(upper, 1.0)
        optimizer.step()
        schedule.step()
        total += float(loss.detach())
        if step % 25 == 0:
            print(f"step {step}/{len(plan)} loss {total / 25:.3f} {time.perf_counter() - begin:.0f} s", flush=True)
            total = 0.0
    encoder.eval()
    return heads


def embed_all(encoder: Encoder, states: list[torch.Tensor], first: int) -> np.ndarray:
    """Embed all sentences from their lower states."""
    vectors = np.zeros((len(states), HIDDEN), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for part in by_length(states, 64):
            joined, mask = stacked([states[i] for i in part])
            vectors[part] = encoder.pool(encoder.run(joined, mask, first, LAYERS), mask).numpy()
    return vectors


def blended(adapted: Encoder, frozen: Encoder, share: float) -> Encoder:
    """Lie ``share`` of the way from the frozen to the adapted weights (Wortsman et al., 2022)."""
    mixed = Encoder(frozen.word.weight.shape[0])
    start, end = frozen.state_dict(), adapted.state_dict()
    mixed.load_state_dict({name: start[name] + share * (end[name] - start[name]) for name in start})
    return mixed.eval()


def main() -> None:
    """Read the arguments, adapt and save weights and embeddings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--hold", nargs="*", default=[], help="batches to leave out, e.g. b2 b3")
    parser.add_argument("--first", type=int, default=9, help="first layer that learns")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--empty", type=float, default=0.5, help="share of uncoded sentences drawn per epoch")
    parser.add_argument("--bce", type=float, default=1.0)
    parser.add_argument("--contrast", type=float, default=0.5)
    parser.add_argument("--group", type=float, default=0.3, help="weight of finding one's group of paraphrases")
    parser.add_argument("--stance", type=float, default=0.3)
    parser.add_argument("--blend", type=float, nargs="*", default=[])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pairs", type=float, default=0.6, help="share of the contrast pairs drawn per epoch")
    parser.add_argument("--context", action="store_true", help="read the sentences of documents among their neighbours")
    parser.add_argument("--alone", type=float, default=0.25, help="share of them that are also read alone")
    parser.add_argument("--prepare", action="store_true", help="only run the frozen layers")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    data = load(options.data)
    encoder, tokenizer = load_float(options.model)
    frozen, _ = load_float(options.model)
    rows = tokenize(tokenizer, data.texts.tolist())
    states = lower_states(encoder, rows, options.first, options.data)
    options.out.mkdir(parents=True, exist_ok=True)
    untouched = options.data.with_suffix(".frozen.npz")
    if not untouched.exists():
        np.savez(untouched, vectors=embed_all(frozen, states, options.first))
    if options.prepare:
        return
    usable = ~np.isin(data.batch, options.hold)
    for parameter in encoder.parameters():
        parameter.requires_grad_(False)
    for parameter in encoder.layers[options.first :].parameters():
        parameter.requires_grad_(True)
    heads = adapt(encoder, states, rows, data, usable, options)
    save_float(encoder, tokenizer, options.out)
    vectors = {"vectors": embed_all(encoder, states, options.first)}
    if options.context:
        vectors["alone"] = vectors["vectors"].copy()
        embed_windows(encoder, rows, data.document, vectors["vectors"])
    with torch.inference_mode():
        vectors["head"] = heads(torch.from_numpy(vectors["vectors"]))[0].numpy()
    for share in options.blend:
        mixed = blended(encoder, frozen, share)
        vectors[f"blend{share}"] = embed_all(mixed, states, options.first)
        save_float(mixed, tokenizer, options.out / f"blend{share}")
    np.savez(options.out / "vectors.npz", **vectors)
    print("saved", options.out)


if __name__ == "__main__":
    main()
