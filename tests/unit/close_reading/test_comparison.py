from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.close_reading.comparison import compare_counts, effective_size, stretches
from praktijkkennis.close_reading.statistics import Numbers, log_likelihood

Parts = tuple[Numbers, Numbers, Numbers, Numbers]


def by_group(counts: Numbers, sizes: Numbers) -> Parts:
    inside = np.arange(len(sizes)) < len(sizes) // 4
    return counts * inside[:, None], sizes * inside, counts * ~inside[:, None], sizes * ~inside


def by_sentence(counts: Numbers, sizes: Numbers, rng: np.random.Generator) -> Parts:
    """Part of the words of each document, as around a node or in sentences with a theme."""
    near = rng.binomial(sizes.astype(np.int64), 0.2).astype(np.float64)
    found = rng.binomial(counts.astype(np.int64), (near / sizes)[:, None]).astype(np.float64)
    return found, near, counts - found, sizes - near


@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize("rate", [0.003, 0.01])
def test_where_nothing_differs_one_in_twenty_is_held_for_a_difference(rate: float, within: bool) -> None:
    rng = np.random.default_rng(20)
    items = [str(one) for one in range(60)]
    shares: dict[str, list[float]] = {"length": [], "documents": []}
    for _ in range(40):
        sizes = np.exp(rng.normal(5, 1, 40)).round() + 20
        counts = rng.poisson(sizes[:, None] * rate * np.ones(len(items))).astype(np.float64)
        parts = by_sentence(counts, sizes, rng) if within else by_group(counts, sizes)
        for how, weights in (("length", None), ("documents", stretches(sizes))):
            table = compare_counts(items, *parts, weights=weights, n_resamples=0)
            shares[how].append(float((table["p"] < 0.05).mean()))
    for how, found in shares.items():
        assert 0.03 <= np.mean(found) <= 0.07, how


def test_weights_change_rates_and_certainty_but_not_what_was_counted() -> None:
    sizes = np.array([1000.0, 50.0, 50.0, 400.0])
    counts = np.array([[10.0], [4.0], [3.0], [2.0]])
    inside = np.array([1.0, 1.0, 0.0, 0.0])
    weights = stretches(sizes)
    row = compare_counts(
        ["bed"], counts * inside[:, None], sizes * inside, counts * (1 - inside)[:, None], sizes * (1 - inside),
        weights=weights, n_resamples=0,
    ).iloc[0]  # fmt: skip
    # Every document has the mean length of 375 words: the rate of a part is the mean of those of its documents.
    rates = (10 / 1000 + 4 / 50) / 2, (3 / 50 + 2 / 400) / 2
    assert row["per_1000_target"] == pytest.approx(1000 * rates[0])
    assert row["n_target"] == pytest.approx(750 * rates[0])
    assert row["log_ratio"] == pytest.approx(np.log2(rates[0] / rates[1]))
    # Two documents that count alike are worth 2 ** 2 / (1 / first + 1 / second) words.
    worth = 4 / (1 / 1000 + 1 / 50), 4 / (1 / 50 + 1 / 400)
    expected = log_likelihood(rates[0] * worth[0], rates[1] * worth[1], *worth)
    assert row["g2"] == pytest.approx(float(expected))
    assert row["g2"] < float(log_likelihood(750 * rates[0], 750 * rates[1], 750, 750))


def test_words_that_weigh_the_same_are_worth_their_number() -> None:
    sizes = np.array([30.0, 0.0, 70.0])
    assert effective_size(sizes, np.full(3, 2.5)) == pytest.approx(100)
    assert effective_size(sizes, np.array([1.0, 9.0, 2.0])) == pytest.approx(170**2 / 310)
    assert effective_size(np.zeros(3), np.ones(3)) == 0.0


def test_rare_is_what_seldom_stands_in_the_texts() -> None:
    sizes = np.array([1000.0, 10.0, 500.0])
    counts = np.array([[3.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    inside = np.array([1.0, 1.0, 0.0])
    table = compare_counts(
        ["vaak", "een keer"], counts * inside[:, None], sizes * inside, counts * (1 - inside)[:, None],
        sizes * (1 - inside), weights=stretches(sizes), min_count=3, n_resamples=0,
    )  # fmt: skip
    assert table["item"].tolist() == ["vaak"]


def bursty(n_target: int, n_reference: int, rng: np.random.Generator, n_items: int = 40) -> Parts:
    """Words that have the same rate everywhere, but are heaped up in documents as words of real texts are."""
    n = n_target + n_reference
    sizes = np.exp(rng.normal(5.5, 0.8, n)).round() + 30
    counts = rng.poisson(sizes[:, None] * 0.004 * rng.gamma(0.5, 2, (n, n_items))).astype(np.float64)
    inside = np.arange(n) < n_target
    return counts * inside[:, None], sizes * inside, counts * ~inside[:, None], sizes * ~inside


@pytest.mark.parametrize(("n_target", "n_reference"), [(5, 16), (10, 11), (16, 5)])
def test_intervals_of_few_documents_seldom_hold_nothing_for_a_difference(n_target: int, n_reference: int) -> None:
    rng = np.random.default_rng(8)
    held = []
    for _ in range(12):
        parts = bursty(n_target, n_reference, rng)
        table = compare_counts([str(one) for one in range(40)], *parts, min_count=5, n_resamples=400)
        held.append(float(((table["log_ratio_low"] > 0) | (table["log_ratio_high"] < 0)).mean()))
        assert (table["remark"] == "").all()
    assert np.mean(held) < 0.1


@pytest.mark.parametrize(
    ("n_target", "n_reference", "says"), [(1, 20, "maar 1 document hier"), (20, 4, "maar 4 documenten om mee te")]
)
def test_of_too_few_documents_no_interval_is_made_up(n_target: int, n_reference: int, says: str) -> None:
    parts = bursty(n_target, n_reference, np.random.default_rng(8))
    table = compare_counts([str(one) for one in range(40)], *parts, n_resamples=50)
    assert table[["log_ratio_low", "log_ratio_high"]].isna().all(axis=None)
    assert table["remark"].str.contains(says).all()
    assert table["log_ratio"].notna().all()
