from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from praktijkkennis.close_reading.statistics import (
    chance_of,
    deviation_of_proportions,
    false_discovery,
    log_dice,
    log_likelihood,
    log_ratio,
    percent_difference,
)


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(401, 5000), st.integers(401, 5000))
def test_log_likelihood_is_that_of_scipy(a: int, b: int, n1: int, n2: int) -> None:
    wanted = chi2_contingency([[a, b], [n1 - a, n2 - b]], correction=False, lambda_="log-likelihood")
    g2 = log_likelihood(a, b, n1, n2)
    assert float(g2) == pytest.approx(wanted.statistic, abs=1e-6)
    assert float(chance_of(g2)) == pytest.approx(wanted.pvalue, abs=1e-6)


def test_log_likelihood_with_a_word_on_one_side_only() -> None:
    assert float(log_likelihood(10, 0, 1000, 1000)) > 10
    assert float(log_likelihood(0, 0, 1000, 1000)) == 0
    assert float(log_likelihood(5, 5, 1000, 1000)) == pytest.approx(0, abs=1e-9)


def test_log_ratio_counts_doublings() -> None:
    assert log_ratio([8, 1, 4], [4, 4, 4], 1000, 1000).tolist() == [1.0, -2.0, 0.0]
    assert float(log_ratio(8, 4, 2000, 1000)) == 0
    # What is not there counts half a time.
    assert float(log_ratio(4, 0, 1000, 1000)) == 3
    assert np.isnan(log_ratio(0, 0, 1000, 1000))


def test_percent_difference() -> None:
    assert percent_difference([3, 1, 2], [2, 2, 0], 100, 100).tolist() == pytest.approx([50.0, -50.0, float("inf")])


def test_log_dice_is_fourteen_for_inseparable_words() -> None:
    assert float(log_dice(7, 7, 7)) == 14
    assert float(log_dice(7, 14, 14)) == 13


def test_false_discovery_skips_what_is_unknown() -> None:
    q = false_discovery([0.01, np.nan, 0.02, 0.9])
    assert q[0] == pytest.approx(0.03)
    assert q[2] == pytest.approx(0.03)
    assert np.isnan(q[1])
    assert np.isnan(false_discovery([np.nan])).all()


def test_dispersion_between_even_and_heaped_up() -> None:
    assert deviation_of_proportions([2, 2, 2], [10, 10, 10]) == pytest.approx((0.0, 0.0))
    dp, norm = deviation_of_proportions([6, 0, 0], [10, 10, 10])
    assert dp == pytest.approx(2 / 3)
    assert norm == pytest.approx(1.0)
    assert np.isnan(deviation_of_proportions([0, 0], [1, 1])).all()
    assert np.isnan(deviation_of_proportions([3], [5])[1])


def test_dispersion_of_the_example_of_gries() -> None:
    # Gries (2008): the word "a" in five parts of 9 to 11 words.
    dp, norm = deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    assert dp == pytest.approx(0.18)
    assert norm == pytest.approx(0.18 / (1 - 9 / 50))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 500)), min_size=2, max_size=12))
def test_dispersion_stays_within_its_bounds(parts: list[tuple[int, int]]) -> None:
    counts, sizes = zip(*parts, strict=True)
    dp, norm = deviation_of_proportions(counts, sizes)
    if sum(counts):
        assert -1e-9 <= dp <= norm + 1e-9 <= 1 + 2e-9
