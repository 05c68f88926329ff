from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import STANCES, Sentence
from praktijkkennis.embedding import load_embedder
from praktijkkennis.errors import ModelError
from praktijkkennis.tagging import Signals, TrainedScorer, TrainedWeights, load_trained
from praktijkkennis.tagging.trained import bundled_tagger


@pytest.fixture(scope="module")
def weights() -> TrainedWeights:
    return load_trained()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled_tagger(), tmp_path / "codeur"))


def drawn(weights: TrainedWeights, n: int, seed: int = 0) -> Signals:
    generator = np.random.default_rng(seed)
    dimensions, themes = len(weights.arrays["centre"]), len(weights.themes)
    vectors = generator.standard_normal((n, dimensions)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = tuple(f"Zin {number} over het rooster." for number in range(n))
    sentences = tuple(Sentence(0, len(text), ()) for text in texts)
    return Signals(texts, np.full(n, 6), vectors, generator.random((n, themes)), sentences)


def test_tagger_that_comes_along_belongs_to_the_built_in_codebook(weights: TrainedWeights) -> None:
    assert weights.themes == load_codebook().keys
    assert weights.thresholds.shape == (len(weights.themes),)
    assert ((weights.thresholds > 0) & (weights.thresholds < 1)).all()
    assert all(np.isfinite(array).all() for array in weights.arrays.values())


@pytest.mark.parametrize("n", [0, 1, 7])
def test_probabilities_of_a_document_of_any_length(weights: TrainedWeights, n: int) -> None:
    scorer, signals = TrainedScorer(weights, load_embedder(weights.embedder)), drawn(weights, n)
    chances = scorer.probabilities(signals)
    assert chances.shape == (n, len(weights.themes)) == scorer.meaning(signals.vectors).shape
    assert ((chances >= 0) & (chances <= 1)).all()
    assert len(scorer.stances(signals, range(n))) == n
    assert set(scorer.stances(signals, range(n))) <= set(STANCES)


def test_terms_make_their_theme_likelier(weights: TrainedWeights) -> None:
    scorer, signals = TrainedScorer(weights, load_embedder(weights.embedder)), drawn(weights, 5)
    without = replace(signals, lexical=np.zeros_like(signals.lexical))
    with_terms = replace(signals, lexical=np.ones_like(signals.lexical))
    assert (scorer.probabilities(with_terms) > scorer.probabilities(without)).all()


def test_neighbours_are_looked_at(weights: TrainedWeights) -> None:
    scorer, signals = TrainedScorer(weights, load_embedder(weights.embedder)), drawn(weights, 6)
    alone = Signals(
        signals.texts[2:3],
        signals.n_tokens[2:3],
        signals.vectors[2:3],
        signals.lexical[2:3],
        signals.sentences[2:3],
    )
    assert not np.allclose(scorer.probabilities(signals)[2], scorer.probabilities(alone)[0])


def remove_weights(folder: Path) -> None:
    (folder / "weights.npz").unlink()


def break_weights(folder: Path) -> None:
    (folder / "weights.npz").write_bytes(b"geen zip")


def drop_array(folder: Path) -> None:
    with np.load(folder / "weights.npz") as stored:
        kept = {name: stored[name] for name in stored.files if name != "stance"}
    np.savez(folder / "weights.npz", **kept)


def break_config(folder: Path) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")


def forget_threshold(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["thresholds"].popitem()
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


def forget_theme(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["themes"].pop()
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")


@pytest.mark.parametrize(
    "damage", [shutil.rmtree, remove_weights, break_weights, drop_array, break_config, forget_threshold, forget_theme]
)
def test_damage_is_told_in_dutch(folder: Path, damage: Callable[[Path], None]) -> None:
    assert load_trained(folder).themes == load_codebook().keys
    damage(folder)
    with pytest.raises(ModelError, match="Installeer het programma opnieuw"):
        load_trained(folder)


def test_code_in_a_file_of_weights_is_not_run(folder: Path) -> None:
    with np.load(folder / "weights.npz") as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays["centre"] = np.array([{"een": "object"}], dtype=object)
    np.savez(folder / "weights.npz", **arrays)
    with pytest.raises(ModelError):
        load_trained(folder)
