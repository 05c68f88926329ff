from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from praktijkkennis.evaluation import next_to_code
from praktijkkennis.evaluation.active import uncertainty


def directions(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)])


def test_uncertainty_is_highest_at_the_threshold() -> None:
    found = uncertainty([[0.2, 0.5], [0.5, 0.9], [0.05, 0.1]], [0.2, 0.5])
    assert found[0].tolist() == pytest.approx([1.0, 1.0])
    assert (found[1:] < 1).all()
    assert uncertainty([[0.0], [1.0]])[:, 0].tolist() == pytest.approx([0.0, 0.0], abs=1e-6)


def test_most_uncertain_comes_first_and_sure_ones_last() -> None:
    found = next_to_code([[0.5], [0.45], [0.01], [0.99]], directions(0, 90, 180, 270), n=4)
    assert found["row"].tolist()[:2] == [0, 1]
    assert set(found["row"]) == {0, 1, 2, 3}
    assert found["probability"].tolist()[0] == 0.5


def test_alike_sentences_are_not_asked_one_after_the_other() -> None:
    found = next_to_code([[0.5], [0.5], [0.5], [0.42]], directions(0, 1, 2, 120), n=2)
    assert found["row"].tolist() == [0, 3]
    assert found["distance"].tolist() == pytest.approx([1.0, 1.5])


def test_what_was_coded_before_is_not_asked_again() -> None:
    found = next_to_code([[0.5], [0.45]], directions(0, 90), n=1, coded_vectors=directions(1))
    assert found["row"].tolist() == [1]
    assert 0 not in next_to_code([[0.5], [0.45]], directions(0, 90), n=2, skip=[0])["row"].tolist()


def test_every_theme_gets_its_share() -> None:
    rng = np.random.default_rng(0)
    chances, vectors = rng.random((300, 3)), rng.standard_normal((300, 8))
    equal = next_to_code(chances, vectors, n=30, themes=["a", "b", "c"])
    assert equal["theme"].value_counts().to_dict() == {"a": 10, "b": 10, "c": 10}
    assert equal["row"].is_unique
    assert set(equal["theme"].tolist()[:3]) == {"a", "b", "c"}
    scarce = next_to_code(chances, vectors, n=30, themes=["a", "b", "c"], n_coded=[0, 99, 99])
    assert scarce["theme"].value_counts()["a"] == 25


def test_choice_is_more_varied_than_by_uncertainty_alone() -> None:
    rng = np.random.default_rng(1)
    crowd = np.column_stack([np.ones(200), rng.normal(0, 0.01, (200, 5))])
    others = rng.standard_normal((40, 6))
    vectors = np.vstack([crowd, others])
    chances = np.r_[rng.uniform(0.49, 0.51, 200), rng.uniform(0.4, 0.6, 40)][:, None]
    found = next_to_code(chances, vectors, n=10)
    assert (found["row"] >= 200).sum() >= 5
    assert (found["uncertainty"] >= 0.5).all()


def test_same_input_same_choice() -> None:
    rng = np.random.default_rng(2)
    chances, vectors = rng.random((100, 4)), rng.standard_normal((100, 5))
    pd.testing.assert_frame_equal(next_to_code(chances, vectors), next_to_code(chances, vectors))


def test_fewer_come_back_when_there_are_no_more() -> None:
    assert len(next_to_code([[0.5], [0.4]], directions(0, 90), n=9)) == 2
    assert list(next_to_code(np.zeros((0, 2)), np.zeros((0, 3))).columns) == [
        "row",
        "theme",
        "probability",
        "uncertainty",
        "distance",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        {"probabilities": [[0.5]], "vectors": np.zeros((2, 3))},
        {"probabilities": [0.5], "vectors": np.zeros((1, 3))},
        {"probabilities": [[1.5]], "vectors": np.zeros((1, 3))},
        {"probabilities": [[0.5]], "vectors": np.zeros((1, 3)), "themes": ["a", "b"]},
        {"probabilities": [[0.5]], "vectors": np.zeros((1, 3)), "n_coded": [1, 2]},
    ],
)
def test_shapes_must_fit(arguments: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must"):
        next_to_code(**arguments)  # type: ignore[arg-type]
