from __future__ import annotations

import math

import numpy as np
import pytest

from praktijkkennis.evaluation.resampling import estimate, interval, resample_weights, sum_by_document


def mean(sums: np.ndarray) -> np.ndarray:
    return sums[..., 0] / sums[..., 1]


def test_weights_draw_as_many_documents_as_there_are_and_are_the_same_again() -> None:
    weights = resample_weights(7, 50, 3)
    assert (weights.sum(axis=1) == 7).all()
    resample_weights.cache_clear()
    assert np.array_equal(weights, resample_weights(7, 50, 3))
    assert not np.array_equal(weights, resample_weights(7, 50, 4))


def test_interval_covers_the_true_mean_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    covered = 0
    for _ in range(200):
        documents = np.column_stack([rng.normal(0.5, 0.2, 40), np.ones(40)])
        found = estimate(documents, mean, 400)
        covered += found.low <= 0.5 <= found.high
    assert 0.88 <= covered / 200 <= 0.99


def test_alike_sentences_in_a_document_widen_the_interval() -> None:
    rng = np.random.default_rng(0)
    document_means = rng.random(20)
    values = np.repeat(document_means, 10)
    by_document = sum_by_document(np.column_stack([values, np.ones(200)]), np.repeat(np.arange(20), 10), 20)
    by_sentence = np.column_stack([values, np.ones(200)])
    clustered, independent = estimate(by_document, mean), estimate(by_sentence, mean)
    assert clustered.value == pytest.approx(independent.value)
    assert clustered.high - clustered.low > 2 * (independent.high - independent.low)


def test_no_interval_of_one_document_or_of_what_is_mostly_undefined() -> None:
    one = estimate(np.array([[1.0, 2.0]]), mean)
    assert one.value == 0.5
    assert math.isnan(one.low)
    assert math.isnan(interval(np.array([0.1, np.nan, np.nan]))[0])
    assert interval(np.array([0.1, 0.1, np.nan])) == pytest.approx((0.1, 0.1))


def test_undefined_figure_is_nan_and_warns_nobody(recwarn: pytest.WarningsRecorder) -> None:
    found = estimate(np.zeros((3, 2)), mean)
    assert math.isnan(found.value)
    assert math.isnan(found.low)
    assert not recwarn.list
