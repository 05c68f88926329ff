from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.tagging.context import FORM_FEATURES, context_features, form_of


def told(text: str, n_tokens: int = 12) -> set[str]:
    return {
        name for name, value in zip(FORM_FEATURES, form_of(text, n_tokens), strict=True) if value and name != "length"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niemand durfde iets te vragen.", {"denial", "past"}),
        ("Durf jij dat?", {"question", "second"}),
        ("Wij maken ons rooster.", {"plural"}),
        ("Ik zag het.", {"first"}),
        ("Ons rooster", {"plural", "heading"}),
        ("“Doe het.”", {"quote"}),
    ],
)
def test_form(text: str, expected: set[str]) -> None:
    assert told(text) == expected


def test_short_sentences_are_told() -> None:
    assert "short" in told("Goed zo.", 3)
    assert "short" not in told("Goed zo.", 8)


@given(st.text(max_size=60), st.integers(0, 200))
def test_form_of_any_text_is_finite(text: str, n_tokens: int) -> None:
    values = form_of(text, n_tokens)
    assert len(values) == len(FORM_FEATURES)
    assert np.isfinite(values).all()


def test_context_looks_at_neighbours_and_rivals() -> None:
    scores = np.array([[1.0, -2.0], [3.0, 0.5], [-1.0, 2.0]])
    lexical = np.array([[0.5, 0.0], [0.0, 0.0], [0.0, 0.9]])
    form = np.zeros((3, len(FORM_FEATURES)))
    form[2, FORM_FEATURES.index("short")] = 1.0
    features = context_features(scores, lexical, form)
    assert features.shape == (3, 2, 9 + len(FORM_FEATURES))
    middle = features[1, 0]
    assert middle[:4].tolist() == [3.0, 0.0, 1.0, -1.0]
    assert middle[4] == 0.5
    assert features[0, 1, 4] == 1.0
    assert features[0, 0, 2] == features[2, 0, 3] == -4.0
    assert features[:, 1, 6].tolist() == [0.0, 0.0, 2.0]
    assert features[0, 0, 7] == 3.0


def test_no_sentences_no_features() -> None:
    empty = np.zeros((0, 2))
    assert context_features(empty, empty, np.zeros((0, len(FORM_FEATURES)))).shape == (0, 2, 9 + len(FORM_FEATURES))
