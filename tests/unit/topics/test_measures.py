"""Measures against a reference implementation and against cases that can be counted by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.topics.groups import wilson_interval
from praktijkkennis.topics.measures import agreement, coherence, redundancy, topic_diversity
from praktijkkennis.topics.measures.coherence import Measure
from praktijkkennis.topics.stability import beyond_chance, match_topics

GENSIM = json.loads((Path(__file__).parent / "gensim.json").read_text(encoding="utf-8"))
LABELS = st.lists(st.integers(-1, 4), min_size=1, max_size=30)


@pytest.mark.parametrize("measure", ["npmi", "c_v"])
def test_coherence_is_that_of_gensim(measure: Measure) -> None:
    found = coherence(GENSIM["topics"], GENSIM["texts"], measure)
    np.testing.assert_allclose(found, GENSIM[measure], atol=1e-9)


def test_words_that_always_or_never_stand_together() -> None:
    texts = [["regen", "jas"], ["regen", "jas"], ["fiets"], ["trein"]]
    always, never, one = coherence([["regen", "jas"], ["fiets", "trein"], ["regen", "onbekend"]], texts)
    assert always == pytest.approx(1.0)
    assert never == pytest.approx(-1.0, abs=0.15)
    assert np.isnan(one)


def test_coherence_of_nothing_is_no_number() -> None:
    assert np.isnan(coherence([["a", "b"]], [])).all()
    assert coherence([], [["a"]]).shape == (0,)
    with pytest.raises(ValueError, match="measure"):
        coherence([], [], "umass")  # type: ignore[arg-type]


def test_diversity_and_redundancy() -> None:
    topics = [["a", "b"], ["b", "c"]]
    assert topic_diversity(topics) == pytest.approx(3 / 4)
    assert redundancy(topics) == pytest.approx(1 / 3)
    assert np.isnan(topic_diversity([]))
    assert np.isnan(redundancy([["a"]]))


def test_agreement_of_the_example_of_b_cubed() -> None:
    # By hand: precisions 1/2, 1/2, 1 and recalls 1, 1/2, 1/2.
    found = agreement([0, 0, 1], ["x", "y", "y"])
    assert found.b_cubed_precision == pytest.approx(2 / 3)
    assert found.b_cubed_recall == pytest.approx(2 / 3)
    assert found.n == 3


@given(LABELS)
def test_a_division_agrees_with_itself(labels: list[int]) -> None:
    found = agreement(labels, [f"label {label}" for label in labels])
    assert (found.nmi, found.ami, found.ari, found.b_cubed_f) == pytest.approx((1.0, 1.0, 1.0, 1.0))


def test_many_groups_by_lot_agree_no_more_than_chance() -> None:
    random = np.random.default_rng(0)
    found = agreement(random.integers(0, 40, 200).tolist(), random.integers(0, 5, 200).tolist())
    assert found.nmi > 0.1
    assert abs(found.ami) < 0.05


def test_a_heap_with_crumbs_by_lot_scores_in_b_cubed_and_not_beyond_chance() -> None:
    random = np.random.default_rng(0)
    labels = random.integers(0, 12, 600).tolist()
    heap = [0] * 360 + list(range(1, 241))
    lots = [agreement(random.permutation(heap).tolist(), labels) for _ in range(20)]
    scores = [found.b_cubed_f for found in lots]
    assert min(scores) > 0.35
    assert np.mean(scores) == pytest.approx(lots[0].b_cubed_lot, abs=0.005)
    assert abs(np.mean([found.b_cubed_beyond for found in lots])) < 0.01
    assert agreement(labels, labels).b_cubed_beyond == pytest.approx(1.0)
    assert np.isnan(agreement(["a"], ["b"]).b_cubed_beyond)


@given(LABELS)
def test_one_group_for_all_recalls_everything(labels: list[int]) -> None:
    assert agreement([0] * len(labels), labels).b_cubed_recall == pytest.approx(1.0)


def test_agreement_refuses_different_lengths() -> None:
    with pytest.raises(ValueError, match="length"):
        agreement([1], [])
    assert np.isnan(agreement([], []).nmi)


def test_topics_are_matched_whatever_their_numbers() -> None:
    one, other = np.array([0, 0, 1, 1, -1, 2]), np.array([1, 1, 0, 0, 0, -1])
    np.testing.assert_allclose(match_topics(one, other, 3), [1.0, 2 / 3, 0.0])


def test_topics_without_a_passage_have_no_match() -> None:
    assert np.isnan(match_topics(np.array([0, 0]), np.array([0, 0]), 2)[1])


def test_one_heap_is_no_more_stable_than_by_lot() -> None:
    heap, three = np.zeros(12, dtype=np.int64), np.arange(12) % 3
    assert match_topics(heap, heap, 1).tolist() == [1.0]
    assert beyond_chance(heap, heap) == beyond_chance(heap, three) == beyond_chance(three, heap) == 0.0
    assert beyond_chance(three, (three + 1) % 3) == 1.0
    nearly = np.where(np.arange(12) == 0, 1, three)
    assert 0.0 < beyond_chance(three, nearly) < 1.0


def test_wilson_interval_is_that_of_the_literature() -> None:
    # Newcombe (1998), table I: 81 of 263.
    assert wilson_interval(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson_interval(0.3, 0) == (0.0, 1.0)
