"""A sentence encoder that runs on onnxruntime: the one that comes along, or any folder of the same make.

The encoder that comes along has two storeys. The lower one is shared; above it stands one for likeness in meaning at
large, and one that was adapted to the themes of the built-in codebook, which is worse at everything else. The latter
reads the sentences of a document among their neighbours: what "Dat deed ze niet" says, the sentence before it tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.embedding.protocol import Part, Vectors, cut_parts, file_checksum, one_line, unit_rows
from praktijkkennis.embedding.windows import lay_windows
from praktijkkennis.errors import ModelError

BUNDLED_ENCODER = "nl_praktijk_e5"
THEME_ENCODER = "nl_praktijk_themas"
_WHOLE, _LOWER = "model.onnx", "lower.onnx"
_TOKENIZER, _SETTINGS = "tokenizer.json", "config.json"
_BY_TOKEN = "tokens"
"""Output of a model that leaves the mean over tokens to its caller, and so can give a sentence among others."""

_TOKENS_AT_ONCE = 512
"""Tokens in one batch, padding included: enough to keep a core busy, little enough for its cache."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """What ``config.json`` beside a model says of it.

    Attributes
    ----------
    name : str
        Name for a manifest.
    dimensions : int
        Length of a vector.
    prefix : str
        What the model wants before a text.
    max_tokens : int
        Longer texts are cut to so many tokens.
    pad : int
        Number of the padding token.
    """

    name: str
    dimensions: int
    prefix: str
    max_tokens: int
    pad: int


class OnnxEmbedder:
    """Sentence vectors by the model files and ``tokenizer.json`` in a folder, with ``config.json`` beside them.

    Sentences of like length are run together, so that little of the work is padding. One thread by default: the
    result is then the same on every machine of a kind.

    Parameters
    ----------
    folder : Path
        Where the files are (``model.onnx``, or ``lower.onnx`` and an upper storey); the encoder that comes along when
        not given.
    threads : int
        Threads of onnxruntime.
    upper : str
        Which upper storey, where there is more than one: ``"general"`` or ``"themes"``.

    Raises
    ------
    ModelError
        When the folder does not hold such a model.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1, upper: str = "general") -> None:
        self.folder = bundled_encoder() if folder is None else Path(folder)
        self.threads = threads
        self.settings = _settings(self.folder)
        self.name = THEME_ENCODER if upper == "themes" else self.settings.name
        self.dimensions = self.settings.dimensions
        whole = (self.folder / _WHOLE).is_file()
        self.files = tuple(self.folder / name for name in ((_WHOLE,) if whole else (_LOWER, f"{upper}.onnx")))
        if missing := [file.name for file in (*self.files, self.folder / _TOKENIZER) if not file.is_file()]:
            raise ModelError(f"In '{self.folder}' ontbreekt {' en '.join(missing)}. Installeer het programma opnieuw.")

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over all files that are read: the model, its tokenizer, and what is put before and cut off a text."""
        read = (*self.files, self.folder / _TOKENIZER, self.folder / _SETTINGS)
        return hashlib.sha256("".join(f"{file.name} {file_checksum(file)}\n" for file in read).encode()).hexdigest()

    @property
    def in_context(self) -> bool:
        """Whether it reads the sentences of a document among their neighbours."""
        return bool(self._sessions[-1].get_outputs()[0].name == _BY_TOKEN)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see :class:`~praktijkkennis.embedding.Embedder`."""
        vectors, filled, rows = self._prepared(texts)
        for part in _batches([len(row) for row in rows]):
            found = self._run([rows[place] for place in part])
            if found.ndim == 3:
                found = _means([found[place, : len(rows[row])] for place, row in enumerate(part)])
            vectors[[filled[place] for place in part]] = found
        return vectors

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Embed the sentences of one document, each with its neighbours in view where the model was trained so.

        Parameters
        ----------
        texts : sequence of str
            The sentences, in order.

        Returns
        -------
        ndarray of float32, shape (len(texts), dimensions)
            Rows of unit length, or of zeros where a text holds nothing; depends on nothing outside the document.
        """
        return self.encode_parts(texts, [()] * len(texts))[0]

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> tuple[Vectors, Vectors]:
        """Embed the sentences of one document and parts of them, which cost nothing beside the sentences.

        Parameters
        ----------
        texts : sequence of str
            The sentences, in order.
        parts : sequence of sequence of tuple of int and int
            Begin and end (exclusive) of parts of each sentence, in code points of its text.

        Returns
        -------
        sentences : ndarray of float32, shape (len(texts), dimensions)
        parts : ndarray of float32, shape (total number of parts, dimensions)
            In order; a part of which the encoder saw nothing has the vector of its sentence.
        """
        if not self.in_context:
            return self.encode(texts), self.encode(cut_parts(texts, parts))
        vectors, filled, rows = self._prepared(texts)
        before = len(self._tokenizer.encode(self.settings.prefix.strip()).ids) - 1
        lengths = [len(row) - before for row in rows]
        windows = lay_windows(lengths, self.settings.max_tokens - before)
        strung = [
            rows[one.first] + [token for row in rows[one.first + 1 : one.end] for token in row[before:]]
            for one in windows
        ]
        spans = self._spans_of_parts(texts, parts, before)
        found: dict[int, Vectors] = {}
        for batch in _batches([len(row) for row in strung]):
            for states, one in zip(
                self._run([strung[place] for place in batch]), (windows[place] for place in batch), strict=True
            ):
                ends = before + np.cumsum(lengths[one.first : one.end])
                starts = [0, *ends[:-1]]
                kept = range(one.kept_first - one.first, one.kept_end - one.first)
                own = [states[starts[i] : ends[i]] for i in kept]
                vectors[filled[one.kept_first : one.kept_end]] = _means(own)
                for i, whole in zip(kept, own, strict=True):
                    row = filled[one.first + i]
                    begin = max(before, int(starts[i]))
                    pieces = [states[begin + low : min(begin + high, ends[i])] for low, high in spans[row]]
                    if pieces:
                        found[row] = _means([piece if len(piece) else whole for piece in pieces])
        ordered = [
            found.get(row, np.zeros((len(of_one), self.dimensions), np.float32)) for row, of_one in enumerate(parts)
        ]
        return vectors, np.concatenate(ordered) if ordered else np.zeros((0, self.dimensions), np.float32)

    def _spans_of_parts(
        self, texts: Sequence[str], parts: Sequence[Sequence[Part]], before: int
    ) -> list[list[tuple[int, int]]]:
        """Give the parts of each sentence in tokens, counted from the first one after the prefix."""
        spans: list[list[tuple[int, int]]] = [[] for _ in texts]
        asked = [row for row, of_one in enumerate(parts) if of_one]
        lines = [self.settings.prefix + line for line in one_line([texts[row] for row in asked])]
        for row, encoded in zip(asked, self._tokenizer.encode_batch(lines), strict=True):
            # The last token closes the text and has no place in it.
            offsets = np.array(encoded.offsets[before:-1]).reshape(-1, 2)
            for part in parts[row]:
                begin, end = (len(self.settings.prefix) + place for place in _folded(texts[row], part))
                inside = np.flatnonzero((offsets[:, 1] > begin) & (offsets[:, 0] < end))
                spans[row].append((int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, 0))
        return spans

    def _prepared(self, texts: Sequence[str]) -> tuple[Vectors, list[int], list[list[int]]]:
        """Give room for the vectors, the places of texts that hold something, and their tokens."""
        lines = one_line(texts)
        filled = [row for row, line in enumerate(lines) if line]
        return np.zeros((len(lines), self.dimensions), np.float32), filled, self._tokens([lines[row] for row in filled])

    @cached_property
    def _sessions(self) -> list[Any]:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = self.threads, 1
        return [
            onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"]) for file in self.files
        ]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self.folder / _TOKENIZER))

    def _tokens(self, lines: list[str]) -> list[list[int]]:
        longest = self.settings.max_tokens
        encoded = self._tokenizer.encode_batch([self.settings.prefix + line for line in lines])
        # The last token closes a text and stays when the rest is cut.
        return [one.ids if len(one.ids) <= longest else [*one.ids[: longest - 1], one.ids[-1]] for one in encoded]

    def _run(self, rows: list[list[int]]) -> NDArray[np.float32]:
        width = max(map(len, rows))
        ids = np.full((len(rows), width), self.settings.pad, dtype=np.int64)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
        mask = (np.arange(width)[None, :] < np.array([[len(row)] for row in rows])).astype(np.int64)
        found: Any = ids
        for session in self._sessions:
            given = session.get_inputs()[0].name
            found = session.run(None, {given: found, "attention_mask": mask})[0]
        output: NDArray[np.float32] = found
        return output


def bundled_encoder() -> Path:
    """Folder of the encoder that comes along."""
    return Path(str(resources.files("praktijkkennis") / "data" / "models" / BUNDLED_ENCODER))


def _settings(folder: Path) -> EncoderSettings:
    try:
        found = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        settings = EncoderSettings(**{key: found[key] for key in EncoderSettings.__dataclass_fields__})
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"In '{folder}' staat geen bruikbaar zinsmodel. Geef een map met model.onnx, tokenizer.json en config.json."
        ) from error
    return settings


def _means(spans: Sequence[NDArray[np.float32]]) -> Vectors:
    """Take the mean over the tokens of each span, of unit length."""
    return unit_rows(np.stack([span.mean(axis=0) for span in spans]))


def _folded(text: str, part: Part) -> tuple[int, int]:
    """Where a part of a text lies once its white space is folded."""
    begin = len(" ".join((text[: part[0]] + "x").split())) - 1
    return begin, begin + len(" ".join(text[part[0] : part[1]].split()))


def _batches(lengths: list[int]) -> list[list[int]]:
    """Divide texts of like length over batches of at most so many tokens."""
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place]):
        if batches and (len(batches[-1]) + 1) * lengths[place] <= _TOKENS_AT_ONCE:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches
