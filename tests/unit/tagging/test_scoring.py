from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import STANCES, Sentence
from praktijkkennis.embedding import Embedder, load_embedder
from praktijkkennis.errors import ModelError
from praktijkkennis.tagging import CodebookScorer, Signals, TrainedScorer, load_trained, scorer_for
from praktijkkennis.tagging.trained import bundled_tagger

TEXTS = (
    "Het team verdeelt sinds mei zelf de diensten, zonder dat er een manager bij zit.",
    "De trein had twintig minuten vertraging.",
    "Niemand durfde nog te zeggen dat hij iets verkeerd had gedaan.",
)


def signals(codebook: Codebook, embedder: Embedder, texts: tuple[str, ...] = TEXTS) -> Signals:
    lengths = np.array([len(text.split()) for text in texts], dtype=np.int64)
    sentences = tuple(Sentence(0, len(text), ()) for text in texts)
    lexical = np.zeros((len(texts), len(codebook.themes)))
    return Signals(texts, lengths, embedder.encode(texts), lexical, sentences)


def test_trained_tagger_serves_its_own_codebook_and_embedder(garden: Codebook, embedder: Embedder) -> None:
    builtin = load_codebook()
    assert isinstance(scorer_for(builtin, load_embedder()), TrainedScorer)
    assert isinstance(scorer_for(builtin, embedder), CodebookScorer)
    assert isinstance(scorer_for(garden, embedder), CodebookScorer)
    changed = replace(builtin, version="van mezelf")
    assert isinstance(scorer_for(changed, embedder), CodebookScorer)


def test_trained_tagger_finds_themes_that_are_not_named() -> None:
    codebook, embedder = load_codebook(), load_embedder()
    scorer = scorer_for(codebook, embedder)
    probabilities = scorer.probabilities(signals(codebook, embedder))
    themes = codebook.keys
    assert probabilities.shape == (3, len(themes))
    assert themes[int(probabilities[0].argmax())] == "zelfsturing"
    assert themes[int(probabilities[2].argmax())] == "psychologische_veiligheid"
    assert probabilities[1].max() < probabilities[[0, 2]].max(axis=1).min()
    assert scorer.thresholds.shape == (len(themes),)


def test_stances_are_told_for_the_rows_asked() -> None:
    codebook, embedder = load_codebook(), load_embedder()
    scorer, given = scorer_for(codebook, embedder), signals(load_codebook(), embedder)
    assert scorer.stances(given, []) == []
    assert scorer.stances(given, [2]) == [scorer.stances(given, [0, 2])[1]]
    assert set(scorer.stances(given, [0, 1, 2])) <= set(STANCES)


def test_no_sentences_no_scores() -> None:
    codebook, embedder = load_codebook(), load_embedder()
    scorer = scorer_for(codebook, embedder)
    assert scorer.probabilities(signals(codebook, embedder, ())).shape == (0, len(codebook.keys))


def test_damaged_tagger_is_named(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(bundled_tagger(), tmp_path / "codeur"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"themes": config["themes"][:3]}))
    with pytest.raises(ModelError, match="beschadigd"):
        load_trained(folder)
    (folder / "weights.npz").write_bytes(b"niets")
    with pytest.raises(ModelError, match="geen bruikbare codeur"):
        load_trained(folder)
