from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from praktijkkennis.embedding import Vectors, unit_rows
from praktijkkennis.insights import group_passages, split_around
from praktijkkennis.insights import grouping as module
from praktijkkennis.insights.grouping import weighed

# Small whole numbers, so that many distances are exactly equal and some rows are zero or the same.
SETS = (
    st.integers(1, 14)
    .flatmap(lambda n: arrays(np.float32, (n, 3), elements=st.integers(-2, 2).map(float)))
    .map(unit_rows)
)
LIKENESS = st.sampled_from([-1.0, 0.0, 0.3, 0.42, 0.5, 0.7, 0.9])


def members(labels: np.ndarray, names: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(names[labels == label].tolist()) for label in np.unique(labels)}


def grouped_rows(vectors: Vectors, labels: np.ndarray) -> list[list[bytes]]:
    """Groups as sorted contents, so that equal rows may change places."""
    return sorted(
        sorted(vectors[row].tobytes() for row in np.flatnonzero(labels == label)) for label in np.unique(labels)
    )


@settings(deadline=None)
@given(SETS, LIKENESS)
def test_labels_are_numbered_by_first_appearance(vectors: Vectors, likeness: float) -> None:
    labels = group_passages(vectors, likeness)
    assert labels.shape == (len(vectors),)
    assert list(dict.fromkeys(labels.tolist())) == list(range(int(labels.max()) + 1))


@settings(deadline=None, max_examples=300)
@given(SETS, LIKENESS, st.randoms(use_true_random=False))
def test_groups_are_the_same_in_any_order(vectors: Vectors, likeness: float, random: object) -> None:
    vectors = vectors + 0.0  # no negative zeros: rows that are equal are then equal in their bytes
    order = np.arange(len(vectors))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert grouped_rows(vectors, group_passages(vectors, likeness)) == grouped_rows(
        vectors[order], group_passages(vectors[order], likeness)
    )


@settings(deadline=None)
@given(SETS, LIKENESS)
def test_members_are_alike_on_average(vectors: Vectors, likeness: float) -> None:
    labels = group_passages(vectors, likeness)
    for label in np.unique(labels):
        own = vectors[labels == label].astype(np.float64)
        if len(own) > 1:
            pairs = (own @ own.T)[np.triu_indices(len(own), 1)]
            assert pairs.mean() >= likeness - 1e-6


def test_tie_is_broken_by_the_passages_not_by_their_order() -> None:
    # The middle one is as near to the left as to the right, and these two are too far apart to be one group of three.
    angles = np.radians([0.0, 50.0, 100.0])
    vectors = unit_rows(np.stack([np.cos(angles), np.sin(angles)], axis=1))
    names = np.arange(3)
    expected = members(group_passages(vectors, 0.5), names)
    assert len(expected) == 2
    for order in ([2, 1, 0], [1, 0, 2], [1, 2, 0]):
        assert members(group_passages(vectors[order], 0.5), names[order]) == expected


def test_what_is_alike_comes_together_and_the_rest_stays_alone() -> None:
    vectors = unit_rows(np.array([[1, 0, 0], [0, 1, 0], [0.9, 0.1, 0], [0, 0, 1], [0, 1, 0]]))
    assert group_passages(vectors, 0.5).tolist() == [0, 1, 0, 2, 1]


def test_nothing_and_one() -> None:
    assert group_passages(np.zeros((0, 4), dtype=np.float32), 0.5).tolist() == []
    assert group_passages(np.ones((1, 4), dtype=np.float32), 0.5).tolist() == [0]


def test_large_sets_are_divided_and_grouped_the_same_in_any_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_AT_ONCE", 20)
    generator = np.random.default_rng(0)
    centres = unit_rows(generator.standard_normal((6, 16)))
    topics = generator.integers(0, 6, 90)
    vectors = unit_rows(centres[topics] + 0.01 * generator.standard_normal((90, 16)).astype(np.float32))
    names, order = np.arange(90), generator.permutation(90)
    groups = members(group_passages(vectors, 0.8), names)
    assert groups == members(group_passages(vectors[order], 0.8), names[order])
    # Dividing first may cut a group in two, but never joins what is not alike.
    assert all(len(set(topics[list(group)])) == 1 for group in groups)
    assert len(groups) < 20


def test_equal_passages_stay_together_in_large_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_AT_ONCE", 20)
    unique = unit_rows(np.random.default_rng(1).standard_normal((30, 16)))
    labels = group_passages(np.concatenate([unique, unique]), 0.999)
    assert labels[:30].tolist() == labels[30:].tolist()


def on_a_circle(*degrees: float) -> np.ndarray:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_a_chain_is_split_where_nothing_holds_its_ends_together() -> None:
    vectors = on_a_circle(0, 20, 40, 120, 140)
    parts = split_around(vectors, list("abcde"), np.ones(5), 0.84)
    assert parts == [[1, 0, 2], [3, 4]]


def test_who_repeats_himself_gathers_nobody() -> None:
    vectors = on_a_circle(0, 5, 10)
    assert split_around(vectors, ["a", "a", "a"], np.ones(3), 0.8) == [[0], [1], [2]]
    assert split_around(vectors, ["a", "a", "b"], np.ones(3), 0.8) == [[1, 0, 2]]


def test_what_is_worth_nothing_is_no_middle_and_does_not_join_from_afar() -> None:
    vectors = on_a_circle(0, 20, 40)
    assert split_around(vectors, list("abc"), np.array([1.0, 0.0, 1.0]), 0.87) == [[0, 1], [2]]
    assert split_around(vectors, list("abc"), np.array([1.0, 0.0, 1.0]), 0.7) == [[0, 1, 2]]
    assert split_around(vectors, list("abc"), np.zeros(3), 0.7) == [[0], [1], [2]]


@given(st.integers(1, 14), st.integers(0, 2**31), st.floats(-0.5, 0.8))
def test_parts_hold_every_passage_once_and_what_others_say_too(n: int, seed: int, likeness: float) -> None:
    random = np.random.default_rng(seed)
    vectors = unit_rows(random.normal(size=(n, 4)).astype(np.float32))
    sources = random.choice(list("abc"), size=n).tolist()
    parts = split_around(vectors, sources, random.random(n), likeness)
    assert sorted(row for part in parts for row in part) == list(range(n))
    for middle, *others in parts:
        assert not others or {sources[row] for row in others} - {sources[middle]}


def test_what_may_be_about_something_else_has_to_be_nearer() -> None:
    half = np.array([[1.0, 0.0], [0.5, 0.75**0.5], [0.5, -(0.75**0.5)]], dtype=np.float32)
    worth, sources = np.array([1.0, 0.0, 0.0]), ["a", "b", "c"]
    assert split_around(half, sources, worth, 0.4, np.ones(3)) == split_around(half, sources, worth, 0.4)
    assert split_around(half, sources, worth, 0.4, np.array([1.0, 1.0, 0.5])) == [[0, 1], [2]]


def test_doubt_makes_nothing_less_unlike() -> None:
    cosines = np.array([[1.0, 0.8, -0.4], [0.8, 1.0, 0.2], [-0.4, 0.2, 1.0]])
    found = weighed(cosines, np.array([1.0, 0.25, 0.25]))
    assert found[0].tolist() == [1.0, 0.4, -0.4]
    assert found[1, 2] == 0.05
