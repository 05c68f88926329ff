from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.preprocessing.capitals import BUCKETS, Capitals, buckets, features, is_first

SENTENCE = "Gisteren sprak Fatma met de Wijkraad-Noord .".split()


@pytest.mark.parametrize(
    ("words", "place", "expected"),
    [
        ("Fatma komt .", 0, True),
        ("' Fatma komt , zegt hij .", 1, True),
        ("Hij gaat . Zij blijft .", 3, True),
        ("Daar staat Fatma .", 2, False),
        ("Hij zegt ' Fatma '", 3, False),
    ],
)
def test_capital_at_the_start_says_nothing(words: str, place: int, expected: bool) -> None:
    assert is_first(words.split(), place) is expected


def test_features_tell_word_place_and_neighbours() -> None:
    found = features(SENTENCE, 2)
    assert {"w=fatma", "i=0", "sh=Xx", "b=sprak", "a=met", "c=00"} <= set(found)
    assert "k=1" in features(SENTENCE, 0)
    assert "k=0" in features(["Toen", "kwam", "Tygvel"], 2)
    assert {"hy=1", "ht=ord"} <= set(features(SENTENCE, 5))


def test_chance_is_that_of_the_summed_weights_and_survives_storage() -> None:
    weights = np.zeros((2, BUCKETS), dtype=np.float32)
    for bucket in buckets(SENTENCE, 2):
        weights[0, bucket] = 0.25
    weights[1, buckets(SENTENCE, 2)[0]] = -2
    capitals = Capitals.from_bytes(Capitals(weights).to_bytes())
    assert capitals.name(SENTENCE, 2) == pytest.approx(1 / (1 + np.exp(-0.25 * len(buckets(SENTENCE, 2)))))
    assert capitals.neuter(SENTENCE, 2) == pytest.approx(1 / (1 + np.exp(2)))
