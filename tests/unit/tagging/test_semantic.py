from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.codebook import Codebook
from praktijkkennis.embedding import Embedder
from praktijkkennis.tagging import SemanticTagger
from praktijkkennis.tagging.ordinary import ordinary_texts

ELSEWHERE = "Morgen belt de notaris over het huis."


@pytest.fixture(scope="module")
def tagger(garden: Codebook, embedder: Embedder) -> SemanticTagger:
    return SemanticTagger(garden, embedder)


def scores(tagger: SemanticTagger, text: str) -> dict[str, float]:
    row = tagger.scores(tagger.embedder.encode([text]))[0]
    return {key: float(score) for key, score in zip(tagger.codebook.keys, row, strict=True)}


@pytest.mark.parametrize(
    ("theme", "text"),
    [
        ("snoeien", "In februari snoeien de buren hun appelboom met een schaar."),
        ("snoeien", "De heg wordt weer geknipt dit jaar."),
        ("mest", "De wormen en de compost voeden onze grond."),
        ("regenton", "Wij kochten een regenton."),
    ],
)
def test_sentence_like_a_lesson_scores_on_its_theme(tagger: SemanticTagger, theme: str, text: str) -> None:
    found = scores(tagger, text)
    assert max(found, key=found.__getitem__) == theme
    assert found[theme] > 1.5
    assert found[theme] > scores(tagger, ELSEWHERE)[theme] + 1.0


def test_counterexample_scores_below_the_example_it_resembles(tagger: SemanticTagger) -> None:
    near = scores(tagger, "De schaar ligt in de keukenla.")["snoeien"]
    assert near < scores(tagger, "We snoeien de appelboom in februari met een scherpe schaar.")["snoeien"] - 1.0


def test_example_of_two_themes_teaches_both(tagger: SemanticTagger) -> None:
    assert scores(tagger, "Takken die kruisen gaan eraf.")["mest"] > scores(tagger, ELSEWHERE)["mest"] + 1.0


def test_ordinary_prose_is_the_measure(tagger: SemanticTagger) -> None:
    rows = tagger.scores(tagger.embedder.encode(ordinary_texts()))
    assert np.allclose(rows.mean(axis=0), 0.0, atol=1e-6)
    assert np.allclose(rows.std(axis=0), 1.0, atol=1e-3)


def test_no_sentences_no_scores(tagger: SemanticTagger, garden: Codebook) -> None:
    assert tagger.scores(tagger.embedder.encode([])).shape == (0, len(garden.themes))


def test_other_background_can_be_given(garden: Codebook, embedder: Embedder) -> None:
    ordinary = ["De heg is groen.", "Het regent in de straat.", "Een ton weegt duizend kilo."]
    rows = SemanticTagger(garden, embedder, ordinary).scores(embedder.encode(ordinary))
    assert np.allclose(rows.mean(axis=0), 0.0, atol=1e-6)
