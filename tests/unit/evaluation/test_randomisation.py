from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from praktijkkennis.evaluation.randomisation import approximate_randomisation, holm
from praktijkkennis.evaluation.scores import f1


def counts(rows: list[tuple[int, int, int]]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([rows], dtype=np.float64)


def test_it_comes_near_the_exact_test() -> None:
    one = counts([(5, 9, 10), (2, 6, 8), (4, 4, 9), (1, 5, 6), (3, 3, 3), (0, 4, 5)])
    other = counts([(8, 9, 10), (6, 7, 8), (5, 6, 9), (4, 5, 6), (3, 4, 3), (2, 3, 5)])
    seen = abs(f1(one.sum(axis=1))[0] - f1(other.sum(axis=1))[0])
    hits = 0
    for swaps in product([False, True], repeat=6):
        chosen = np.array(swaps)[None, :, None]
        first, second = np.where(chosen, other, one), np.where(chosen, one, other)
        hits += abs(f1(first.sum(axis=1))[0] - f1(second.sum(axis=1))[0]) >= seen - 1e-12
    exact = hits / 64
    assert 0.0 < exact < 0.2
    assert approximate_randomisation(one, other, f1, 20_000) == pytest.approx(exact, abs=0.01)


def test_the_same_results_differ_by_chance_only() -> None:
    one = counts([(5, 9, 10), (2, 6, 8), (4, 4, 9)])
    assert approximate_randomisation(one, one, f1, 200) == 1.0


def test_it_does_not_matter_which_comes_first_nor_how_often_it_is_asked() -> None:
    random = np.random.default_rng(3)
    people = random.integers(5, 10, size=(1, 30, 1))
    one = np.concatenate([random.integers(0, 5, size=(1, 30, 1)), people, people], axis=2).astype(float)
    other = np.concatenate([random.integers(1, 6, size=(1, 30, 1)), people, people], axis=2).astype(float)
    p = approximate_randomisation(one, other, f1, 999)
    assert p == approximate_randomisation(one, other, f1, 999) == approximate_randomisation(other, one, f1, 999)


def test_means_over_seeds_are_compared_with_a_method_without() -> None:
    one = counts([(5, 9, 10), (2, 6, 8), (4, 4, 9), (1, 5, 6)])
    twice = np.concatenate([one, one])
    assert approximate_randomisation(one, twice, f1, 200) == 1.0


def test_other_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="same documents"):
        approximate_randomisation(counts([(1, 1, 1)]), counts([(1, 1, 1), (1, 1, 1)]), f1)


def test_undefined_figures_have_no_chance() -> None:
    nothing = counts([(0, 0, 0), (0, 0, 0)])
    assert np.isnan(approximate_randomisation(nothing, nothing, f1, 99))


def precision(sums: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    return sums[..., 0] / sums[..., 1]


def test_exchanges_without_a_figure_count_for_nothing() -> None:
    # Right and coded. Wherever both methods keep a code, the difference is as large as it was seen.
    one, other = (np.zeros((1, 8, 2)) for _ in range(2))
    one[0, :3], other[0, 3:6] = (1, 1), (0, 1)
    defined = hits = 0
    for swaps in product([False, True], repeat=8):
        chosen = np.array(swaps)[None, :, None]
        first, second = (np.where(chosen, *pair).sum(axis=1)[0] for pair in ((other, one), (one, other)))
        if first[1] and second[1]:
            defined += 1
            hits += abs(first[0] / first[1] - second[0] / second[1]) >= 1.0
    assert defined < 256
    assert approximate_randomisation(one, other, precision, 20_000) == pytest.approx(hits / defined, abs=0.01)


def test_a_figure_that_most_exchanges_leave_undefined_has_no_chance() -> None:
    # One code each, of three themes whose mean is asked: an exchange is defined only if it moves all of them or none.
    one, other = (np.zeros((1, 6, 6)) for _ in range(2))
    for theme in range(3):
        one[0, 2 * theme, [theme, theme + 3]] = 1
        other[0, 2 * theme + 1, theme + 3] = 1

    def mean_precision(sums: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return (sums[..., :3] / sums[..., 3:]).mean(axis=-1)  # type: ignore[no-any-return]

    assert np.isnan(approximate_randomisation(one, other, mean_precision, 999))


def test_holm() -> None:
    # The example of Holm's procedure in the help of R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    adjusted = holm([float("nan"), 0.02, 0.03])
    assert np.isnan(adjusted[0])
    assert adjusted[1:] == pytest.approx([0.04, 0.04])
