from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder, load_embedder
from praktijkkennis.embedding.known import RememberingEmbedder, write_known
from praktijkkennis.embedding.onnx_model import OnnxEmbedder, _batches, bundled_encoder
from praktijkkennis.errors import ModelError

SENTENCES = (
    "We maken ons eigen rooster.",
    "Het team deelt de diensten zelf in.",
    "De trein naar Zwolle had twintig minuten vertraging door een wissel.",
)


@pytest.fixture(scope="module")
def encoder() -> OnnxEmbedder:
    return OnnxEmbedder()


def test_default_comes_along_and_is_loaded_once() -> None:
    first = load_embedder()
    assert first is load_embedder()
    assert isinstance(first, Embedder)
    assert (first.name, first.dimensions) == (DEFAULT_EMBEDDER, 384)
    assert first.checksum == RememberingEmbedder(OnnxEmbedder(), bundled_encoder() / "known.npz").checksum


def test_vectors_have_the_promised_shape_and_length(encoder: OnnxEmbedder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert (vectors.shape, vectors.dtype) == ((3, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_nothing_gives_zeros(encoder: OnnxEmbedder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    vectors = encoder.encode(["", "Een zin.", " \n "])
    assert not vectors[[0, 2]].any()
    assert vectors[1].any()


def test_order_and_company_hardly_matter(encoder: OnnxEmbedder) -> None:
    together = encoder.encode(SENTENCES)
    alone = np.vstack([encoder.encode([sentence]) for sentence in reversed(SENTENCES)])[::-1]
    # Eight bits and padding leave a little; a wrong row would show as far more.
    assert (together * alone).sum(axis=1).min() > 0.99


def test_meaning_counts(encoder: OnnxEmbedder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_very_long_text_is_cut(encoder: OnnxEmbedder) -> None:
    assert encoder.encode(["een woord " * 2000]).shape == (1, 384)


def test_batches_take_like_lengths_and_all_texts() -> None:
    lengths = [5, 900, 7, 1200, 6, 3000]
    batches = _batches(lengths)
    assert sorted(place for batch in batches for place in batch) == list(range(6))
    assert batches[0] == [0, 4, 2]
    assert [5] in batches


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"])
def test_incomplete_folder_is_named(tmp_path: Path, missing: str) -> None:
    for name in ("tokenizer.json", "config.json"):
        shutil.copy(bundled_encoder() / name, tmp_path / name)
    (tmp_path / "model.onnx").write_bytes(b"")
    (tmp_path / missing).unlink()
    with pytest.raises(ModelError, match=r"zinsmodel|ontbreekt"):
        OnnxEmbedder(tmp_path)


def test_two_upper_storeys_share_the_lower_one() -> None:
    general, themes = OnnxEmbedder(), OnnxEmbedder(upper="themes")
    assert general.files[0] == themes.files[0]
    assert (general.name, themes.name) == ("nl_praktijk_e5", "nl_praktijk_themas")
    assert general.checksum != themes.checksum
    assert not np.allclose(general.encode(SENTENCES), themes.encode(SENTENCES), atol=0.01)


def test_unknown_upper_storey_is_named() -> None:
    with pytest.raises(ModelError, match=r"ontbreekt elders\.onnx"):
        OnnxEmbedder(upper="elders")


def test_theme_encoder_is_found_by_name() -> None:
    assert load_embedder("nl_praktijk_themas").name == "nl_praktijk_themas"


def test_damaged_settings_are_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"name": "x"}))
    with pytest.raises(ModelError, match="geen bruikbaar zinsmodel"):
        load_embedder(f"onnx:{tmp_path}")


class Counting:
    """Counts what it is asked."""

    name, dimensions, checksum = "telt", 2, "0" * 64

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.asked.extend(texts)
        return np.array([[1.0, 0.0] if "a" in text else [0.0, 1.0] for text in texts], np.float32).reshape(-1, 2)


def test_known_texts_are_not_computed_again(tmp_path: Path) -> None:
    source = Counting()
    write_known(["aap", "noot  noot", "aap"], source, tmp_path / "known.npz")
    source.asked.clear()
    embedder = RememberingEmbedder(source, tmp_path / "known.npz")
    vectors = embedder.encode(["mies", "noot\nnoot", "aap"])
    assert source.asked == ["mies"]
    np.testing.assert_allclose(vectors, [[0, 1], [0, 1], [1, 0]])
    assert (embedder.name, embedder.dimensions) == ("telt", 2)


def test_other_remembered_vectors_are_another_embedder(tmp_path: Path) -> None:
    path = tmp_path / "known.npz"
    write_known(["aap"], Counting(), path)
    before = RememberingEmbedder(Counting(), path).checksum
    assert before == RememberingEmbedder(Counting(), path).checksum != Counting.checksum
    write_known(["noot"], Counting(), path)
    assert RememberingEmbedder(Counting(), path).checksum != before
    other = Counting()
    other.checksum = "1" * 64
    assert RememberingEmbedder(other, path).checksum != RememberingEmbedder(Counting(), path).checksum


@pytest.mark.parametrize("touched", ["lower.onnx", "general.onnx", "tokenizer.json", "config.json"])
def test_every_file_that_is_read_is_in_the_checksum(tmp_path: Path, touched: str) -> None:
    for name in ("lower.onnx", "general.onnx", "tokenizer.json", "config.json"):
        content = b"x" if name.endswith(".onnx") else (bundled_encoder() / name).read_bytes()
        (tmp_path / name).write_bytes(content)
    (tmp_path / "README.md").write_text("Over dit model.", encoding="utf-8")
    before = OnnxEmbedder(tmp_path).checksum
    (tmp_path / "README.md").write_text("Meer over dit model.", encoding="utf-8")
    assert OnnxEmbedder(tmp_path).checksum == before
    path = tmp_path / touched
    path.write_bytes(path.read_bytes() + b"\n")
    assert OnnxEmbedder(tmp_path).checksum != before


def test_what_is_kept_is_what_the_encoder_gives(encoder: OnnxEmbedder) -> None:
    from praktijkkennis.codebook import load_codebook

    texts = [example.text for example in load_codebook().themes[0].examples[:8]]
    likeness = (load_embedder().encode(texts) * encoder.encode(texts)).sum(axis=1)
    assert likeness.min() > 0.98


def test_the_theme_encoder_reads_a_sentence_among_its_neighbours() -> None:
    embedder = OnnxEmbedder(upper="themes")
    answer = "Dat deed ze niet."
    kept = embedder.encode_document(["Zou ze het rooster aan het team overlaten?", answer])[1]
    asked = embedder.encode_document(["Zou ze de hond nog uitlaten voor het eten?", answer])[1]
    assert float(kept @ asked) < 0.97
    np.testing.assert_allclose(np.linalg.norm([kept, asked], axis=1), 1.0, rtol=1e-5)


def test_a_document_of_one_sentence_is_that_sentence_alone() -> None:
    embedder = OnnxEmbedder(upper="themes")
    text = ["We maken het rooster zelf."]
    np.testing.assert_allclose(embedder.encode_document(text), embedder.encode(text), atol=1e-6)


def test_long_documents_and_empty_sentences_keep_their_rows() -> None:
    embedder = OnnxEmbedder(upper="themes")
    texts = [f"In week {number} belde de planner om kwart over acht naar de werkplaats." for number in range(40)]
    texts[7] = " "
    vectors = embedder.encode_document(texts)
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths[7] == 0.0
    np.testing.assert_allclose(np.delete(lengths, 7), 1.0, rtol=1e-5)
    assert not np.allclose(vectors[3], vectors[4])


def test_the_general_encoder_reads_every_sentence_alone() -> None:
    embedder = OnnxEmbedder()
    texts = ["We maken het rooster zelf.", "Dat deed ze niet."]
    np.testing.assert_array_equal(embedder.encode_document(texts), embedder.encode(texts))


def test_a_part_is_the_mean_of_its_own_tokens_among_the_others() -> None:
    embedder = OnnxEmbedder(upper="themes")
    texts = ["Het regende  de hele ochtend,\nen het rooster maken we zelf.", "Dat deed ze niet."]
    half = texts[0].index(",")
    sentences, parts = embedder.encode_parts(texts, [[(0, half), (half + 2, len(texts[0]))], [(0, len(texts[1]))]])
    np.testing.assert_array_equal(sentences, embedder.encode_document(texts))
    np.testing.assert_allclose(np.linalg.norm(parts, axis=1), 1.0, rtol=1e-5)
    roster = embedder.encode(["We maken ons rooster zelf."])[0]
    assert float(parts[1] @ roster) > float(parts[0] @ roster)
    assert not np.allclose(parts[0], parts[1], atol=0.01)


def test_parts_beyond_what_is_read_have_the_vector_of_their_sentence() -> None:
    embedder = OnnxEmbedder(upper="themes")
    text = "We maken het rooster zelf, " * 80
    sentences, parts = embedder.encode_parts([text], [[(0, 25), (len(text) - 26, len(text) - 2)]])
    np.testing.assert_allclose(parts[1], sentences[0], atol=1e-6)


def test_an_encoder_that_reads_alone_embeds_parts_as_texts() -> None:
    embedder = OnnxEmbedder()
    _, parts = embedder.encode_parts(["Het regende, we gingen door."], [[(0, 11), (13, 28)]])
    np.testing.assert_allclose(parts, embedder.encode(["Het regende", "we gingen door."]), atol=1e-6)
    assert not embedder.in_context
