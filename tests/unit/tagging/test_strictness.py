from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.codebook import codebook_from_dict
from praktijkkennis.embedding import Embedder
from praktijkkennis.settings import STRICTNESS_WORDS, strictness_of
from praktijkkennis.tagging import ThemeTagger
from praktijkkennis.tagging.strictness import BALANCED, expected, strict_thresholds

LIMITS = np.array([0.16, 0.28, 0.6])


def test_in_the_middle_every_theme_keeps_its_own_threshold() -> None:
    assert strict_thresholds(LIMITS, BALANCED).tolist() == LIMITS.tolist()


def test_ends_are_the_same_for_all_themes() -> None:
    assert strict_thresholds(LIMITS, 0.0) == pytest.approx([0.05] * 3)
    assert strict_thresholds(LIMITS, 1.0) == pytest.approx([0.9] * 3)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.lists(st.floats(0.01, 0.99), min_size=1, max_size=4))
def test_stricter_is_never_a_lower_threshold(one: float, other: float, limits: list[float]) -> None:
    low, high = sorted((one, other))
    assert (strict_thresholds(np.array(limits), low) <= strict_thresholds(np.array(limits), high) + 1e-9).all()


def test_expected_counts_only_what_is_known() -> None:
    chances = np.array([[0.9], [0.8], [0.2], [0.7]])
    truth = np.array([[1], [0], [1], [-1]], dtype=np.int8)
    assert expected(chances, truth, np.array([0.5])) == {"precision": 0.5, "recall": 0.5}
    assert np.isnan(expected(chances, truth, np.array([0.95]))["precision"])


@pytest.mark.parametrize(("given_", "number"), [("Streng", 0.75), ("ruim", 0.25), ("0,5", 0.5), ("1", 1.0)])
def test_strictness_as_people_give_it(given_: str, number: float) -> None:
    assert strictness_of(given_) == number


@pytest.mark.parametrize("given_", ["hard", "1.5", "-1", "nan", ""])
def test_what_is_no_strictness_is_refused(given_: str) -> None:
    with pytest.raises(ValueError, match="kies ruim, gewoon, streng"):
        strictness_of(given_)


def test_words_rise() -> None:
    assert list(STRICTNESS_WORDS.values()) == sorted(STRICTNESS_WORDS.values())
    assert STRICTNESS_WORDS["gewoon"] == BALANCED


def test_a_stricter_tagger_has_higher_thresholds(embedder: Embedder) -> None:
    class Half:
        identity = "half"
        thresholds = np.array([0.3])

        def __init__(self) -> None:
            self.embedder = embedder

    book = codebook_from_dict({"name": "x", "themes": [{"key": "a", "name": "A"}]}, "x.toml")

    def limit(**options: float) -> float:
        return ThemeTagger(book, scorer=Half(), **options).thresholds["a"]  # type: ignore[arg-type]

    assert limit(strictness=0.25) < limit() == 0.3 < limit(strictness=0.75)
    with pytest.raises(ValueError, match="not both"):
        limit(strictness=0.5, threshold=0.5)
