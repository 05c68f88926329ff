from __future__ import annotations

import math
import warnings

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import cohen_kappa_score

from praktijkkennis.evaluation import cohen_kappa, fleiss_kappa, gwet_ac1, krippendorff_alpha
from praktijkkennis.evaluation.coefficients import ALPHA, COEFFICIENTS, agreement_estimate

NAN = float("nan")
# Twelve units by four coders with missing values: the worked example of Krippendorff (2011) and of Gwet (2014).
FOUR_CODERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T
# Ten subjects by fourteen raters over five categories: the worked example of Fleiss (1971) as it is usually told.
FLEISS_COUNTS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def test_published_example_with_missing_values() -> None:
    assert krippendorff_alpha(FOUR_CODERS) == pytest.approx(0.743, abs=5e-4)
    assert gwet_ac1(FOUR_CODERS) == pytest.approx(0.77544, abs=5e-6)
    assert fleiss_kappa(FOUR_CODERS) == pytest.approx(0.76117, abs=5e-6)


def test_published_example_of_fleiss() -> None:
    ratings = [[value for value, count in enumerate(counts) for _ in range(count)] for counts in FLEISS_COUNTS]
    assert fleiss_kappa(ratings) == pytest.approx(0.210, abs=5e-4)


def test_values_of_any_kind() -> None:
    assert krippendorff_alpha([["a", "a"], ["b", None], ["b", "b"], ["a", "b"]]) == krippendorff_alpha(
        [[1, 1], [2, NAN], [2, 2], [1, 2]]
    )
    assert cohen_kappa(["ja", "nee", None, "ja"], ["ja", "nee", "ja", "ja"]) == 1.0


@settings(max_examples=60, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(2, 25), st.integers(2, 5)), elements=st.integers(-1, 3)))
def test_alpha_is_that_of_the_reference(codes: np.ndarray) -> None:
    ratings = np.where(codes < 0, NAN, codes.astype(float))
    pairable = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    values = np.unique(pairable[~np.isnan(pairable)])
    found = krippendorff_alpha(ratings)
    if len(values) < 2:
        assert math.isnan(found)
    else:
        expected = krippendorff.alpha(reliability_data=ratings.T, level_of_measurement="nominal")
        assert found == pytest.approx(expected, abs=1e-12)


def test_published_example_of_ordinal_values() -> None:
    assert krippendorff_alpha(FOUR_CODERS, "ordinal") == pytest.approx(0.815, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(2, 25), st.integers(2, 5)), elements=st.integers(-1, 3)))
def test_ordinal_alpha_is_that_of_the_reference(codes: np.ndarray) -> None:
    ratings = np.where(codes < 0, NAN, codes.astype(float))
    pairable = ratings[(~np.isnan(ratings)).sum(axis=1) > 1]
    found = krippendorff_alpha(ratings, "ordinal", order=[0.0, 1.0, 2.0, 3.0])
    if len(np.unique(pairable[~np.isnan(pairable)])) < 2:
        assert math.isnan(found)
    else:
        expected = krippendorff.alpha(reliability_data=ratings.T, level_of_measurement="ordinal")
        assert found == pytest.approx(expected, abs=1e-12)


def test_order_of_values_tells_what_is_near() -> None:
    ratings = [["min", "nul"], ["min", "min"], ["plus", "plus"], ["nul", "nul"], ["plus", "plus"], [None, "plus"]]
    near = krippendorff_alpha(ratings, "ordinal", order=["min", "nul", "plus"])
    far = krippendorff_alpha(ratings, "ordinal", order=["min", "plus", "nul"])
    assert far < krippendorff_alpha(ratings) < near
    with pytest.raises(ValueError, match="'plus' is not in order"):
        krippendorff_alpha(ratings, "ordinal", order=["min", "nul"])


@settings(max_examples=60, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(2, 25), st.just(2)), elements=st.integers(0, 3)))
def test_kappa_is_that_of_the_reference(codes: np.ndarray) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = cohen_kappa_score(codes[:, 0], codes[:, 1])
    found = cohen_kappa(codes[:, 0], codes[:, 1])
    assert math.isnan(found) if len(np.unique(codes)) == 1 else found == pytest.approx(expected, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(arrays(np.int64, st.tuples(st.integers(2, 20), st.integers(2, 5)), elements=st.integers(0, 2)))
def test_fleiss_differs_from_alpha_by_the_correction_for_small_samples(codes: np.ndarray) -> None:
    kappa = fleiss_kappa(codes)
    if math.isnan(kappa):
        assert math.isnan(krippendorff_alpha(codes))
    else:
        assert krippendorff_alpha(codes) == pytest.approx(kappa + (1 - kappa) / codes.size)


def test_ac1_stays_high_where_a_value_is_rare() -> None:
    ratings = [[0, 0]] * 97 + [[1, 0], [0, 1], [1, 1]]
    assert gwet_ac1(ratings) > 0.95
    assert cohen_kappa([a for a, _ in ratings], [b for _, b in ratings]) < 0.6


@pytest.mark.parametrize("measure", COEFFICIENTS.values(), ids=list(COEFFICIENTS))
def test_every_measure_is_a_sum_over_documents(measure) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(3)
    codes = rng.integers(-1, 2, size=(60, 2))
    whole = measure.figure(measure.terms(codes, 2).sum(axis=0))
    parts = measure.terms(codes[:25], 2).sum(axis=0) + measure.terms(codes[25:], 2).sum(axis=0)
    assert float(measure.figure(parts)) == pytest.approx(float(whole))


def test_estimate_has_an_interval_around_the_value() -> None:
    rng = np.random.default_rng(1)
    first = rng.integers(0, 2, 300)
    codes = np.stack([first, np.where(rng.random(300) < 0.8, first, 1 - first)], axis=1)
    found = agreement_estimate(ALPHA, codes, np.repeat(np.arange(30), 10), 30)
    assert found.value == pytest.approx(krippendorff_alpha(codes))
    assert found.value - 0.25 < found.low < found.value < found.high < found.value + 0.25


def test_ratings_must_be_a_table() -> None:
    with pytest.raises(ValueError, match="two dimensions"):
        krippendorff_alpha([1, 2, 3])


def test_kappa_is_of_two_coders() -> None:
    with pytest.raises(ValueError, match="two coders"):
        COEFFICIENTS["kappa"].terms(np.zeros((3, 3), dtype=np.int64), 2)
