"""Keep the vectors of the sentences that the library embeds at every start.

Run from the top of the repository, after the encoder was exported::

    python experiments/encoder/onthouden.py

Writes ``known.npz`` and ``known_themes.npz`` beside the encoder that comes along: the examples of the built-in codebook
and the sentences of ordinary prose, in half precision, for each of its upper storeys.
"""

from __future__ import annotations

from praktijkkennis.codebook import background_sentences, load_codebook
from praktijkkennis.embedding.known import write_known
from praktijkkennis.embedding.onnx_model import OnnxEmbedder, bundled_encoder
from praktijkkennis.tagging.lessons import lessons_from
from praktijkkennis.tagging.ordinary import ordinary_texts


def main() -> None:
    """Embed and write."""
    texts = lessons_from(load_codebook(), background_sentences()).texts
    write_known(texts, OnnxEmbedder(upper="themes"), bundled_encoder() / "known_themes.npz")
    texts += ordinary_texts()
    write_known(texts, OnnxEmbedder(), bundled_encoder() / "known.npz")
    print(len(texts), "sentences")


if __name__ == "__main__":
    main()
