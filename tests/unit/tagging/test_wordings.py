from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.tagging.trained import load_trained
from praktijkkennis.tagging.wordings import N_FEATURES, wording_features, wording_scores

SENTENCES = ["Wij maken het rooster zelf.", "De koffie was op.", "Niemand durfde iets te zeggen."]


def test_a_sentence_is_laid_out_with_its_neighbours() -> None:
    features = wording_features(SENTENCES)
    assert features.shape == (3, N_FEATURES)
    alone = wording_features(SENTENCES[1:2])
    assert (features[1] - alone[0]).nnz > 0
    assert abs(features[1].multiply(alone[0] > 0) - alone[0]).max() < 1e-6
    assert alone.multiply(alone).sum() == pytest.approx(1 + 0.7**2, abs=1e-5)


def test_scores_add_up_what_stands_in_the_sentence() -> None:
    weights = np.zeros((N_FEATURES, 2), dtype=np.float32)
    weights[wording_features([SENTENCES[0]]).indices, 1] = 1.0
    scores = wording_scores(SENTENCES, weights)
    assert scores.shape == (3, 2)
    assert not scores[:, 0].any()
    assert scores[0, 1] > scores[1, 1]
    assert wording_scores([], weights).shape == (0, 2)


def test_the_tagger_that_comes_along_reads_words() -> None:
    weights = load_trained()
    assert weights.wordings is not None
    assert weights.wordings.shape == (N_FEATURES, len(weights.themes))
    scores = wording_scores(["We hebben het rooster zelf verdeeld.", "Het regende de hele dag."], weights.wordings)
    column = weights.themes.index("zelfsturing")
    assert scores[0, column] > scores[1, column]
