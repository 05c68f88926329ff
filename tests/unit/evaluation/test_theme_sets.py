from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.evaluation import (
    Coding,
    coding_from_records,
    jaccard_distance,
    krippendorff_alpha,
    masi_distance,
    rated_by,
    set_agreement,
    set_alpha,
)
from praktijkkennis.evaluation.theme_sets import DISTANCES, Distance

SETS = [frozenset(), frozenset("a"), frozenset("b"), frozenset("ab"), frozenset("bc"), frozenset("abc")]


@pytest.mark.parametrize(
    ("first", "second", "jaccard", "masi"),
    [
        ("", "", 0, 0),
        ("ab", "ab", 0, 0),
        ("", "a", 1, 1),
        ("a", "b", 1, 1),
        # One holds the other: half in common, times two thirds.
        ("a", "ab", 1 / 2, 1 - 1 / 2 * 2 / 3),
        # Either has something of its own: a third in common, times one third.
        ("ab", "bc", 2 / 3, 1 - 1 / 3 * 1 / 3),
        ("abc", "bcd", 1 / 2, 1 - 1 / 2 * 1 / 3),
    ],
)
def test_distances_of_the_paper(first: str, second: str, jaccard: float, masi: float) -> None:
    one, other = set(first), set(second)
    assert jaccard_distance(one, other) == jaccard_distance(other, one) == pytest.approx(jaccard)
    assert masi_distance(one, other) == masi_distance(other, one) == pytest.approx(masi)


@pytest.mark.parametrize("distance", DISTANCES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_alpha_is_that_of_the_reference(distance: Distance, data: st.DataObject) -> None:
    n_coders = data.draw(st.integers(2, 4))
    unit = st.lists(st.integers(-1, len(SETS) - 1), min_size=n_coders, max_size=n_coders)
    codes = np.array(data.draw(st.lists(unit, min_size=2, max_size=20)))
    found = set_alpha([[None if one < 0 else SETS[one] for one in unit] for unit in codes.tolist()], distance)
    pairable = codes[(codes >= 0).sum(axis=1) > 1]
    if len(np.unique(pairable[pairable >= 0])) < 2:
        assert math.isnan(found)
        return

    def squares(v1, v2, i1, i2, n_v, dtype=np.float64):  # type: ignore[no-untyped-def]
        shape = np.broadcast_shapes(v1.shape, v2.shape)
        pairs = zip(np.broadcast_to(v1, shape).ravel(), np.broadcast_to(v2, shape).ravel(), strict=True)
        values = [DISTANCES[distance](SETS[int(one)], SETS[int(other)]) for one, other in pairs]
        return np.array(values, dtype=dtype).reshape(shape)

    ratings = np.where(codes < 0, np.nan, codes.astype(float))
    expected = krippendorff.alpha(reliability_data=ratings.T, level_of_measurement=squares)
    assert found == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("distance", DISTANCES)
def test_alpha_of_what_nobody_judged_is_unknown(distance: Distance) -> None:
    assert math.isnan(set_alpha([[None, None], [None, None]], distance))
    assert math.isnan(set_alpha([["a", None], [None, "b"]], distance))


def test_sets_of_at_most_one_theme_are_nominal_values() -> None:
    ratings = [["a", "a"], ["b", ""], ["b", "b"], ["a", "b"], ["", ""]]
    sets = [[set(value) for value in unit] for unit in ratings]
    for distance in DISTANCES:
        assert set_alpha(sets, distance) == pytest.approx(krippendorff_alpha(ratings))
    with pytest.raises(ValueError, match="two dimensions"):
        set_alpha([])


@pytest.fixture
def three(record) -> Coding:  # type: ignore[no-untyped-def]
    sentences = [f"Zin {number}." for number in range(6)]
    one = {
        "A": [[0, "s", "neutraal"], [0, "t", "neutraal"], [1, "s", "neutraal"], [3, "t", "neutraal"]],
        "B": [[0, "s", "neutraal"], [1, "s", "neutraal"], [3, "s", "neutraal"]],
        "C": [[0, "s", "neutraal"], [0, "t", "neutraal"], [1, "s", "neutraal"], [3, "t", "neutraal"]],
    }
    two = {"A": [[2, "t", "neutraal"]], "B": [[2, "t", "neutraal"]]}
    return coding_from_records([record("een", sentences, **one), record("twee", sentences, **two)])


def test_sets_of_coded_sentences(three: Coding) -> None:
    rated = rated_by(three)
    table = set_agreement(rated).set_index("coders")
    assert table.index.tolist() == ["A en B", "A en C", "B en C", "alle"]
    assert table["n_units"].tolist() == [12, 6, 6, 12]
    assert table["n_coded"].tolist() == [4, 3, 3, 4]
    assert table["theme"].tolist() == [""] * 4
    sets = [
        [
            None if unit[coder].min() < 0 else set(np.flatnonzero(unit[coder] == 1).tolist())
            for coder in range(len(rated.coders))
        ]
        for unit in rated.codes
    ]
    assert table.loc["alle", "masi"] == pytest.approx(set_alpha(sets))
    assert table.loc["alle", "jaccard"] == pytest.approx(set_alpha(sets, "jaccard"))
    assert table.loc["A en B", "same_set"] == pytest.approx(10 / 12)
    assert table.loc["A en C", "masi"] == pytest.approx(1)
    assert table.loc["A en B", "masi"] < table.loc["A en B", "jaccard"] < 1
    # Two documents have no interval.
    assert math.isnan(table.loc["A en B", "masi_low"])


def test_sets_have_an_interval_with_enough_documents(record) -> None:  # type: ignore[no-untyped-def]
    sentences = ["Een.", "Twee.", "Drie.", "Vier."]
    codes = [
        {"A": [[0, "s", ""], [1, "t", ""]], "B": [[0, "s", ""], [0, "t", ""]] if number % 2 else [[0, "s", ""]]}
        for number in range(5)
    ]
    coding = coding_from_records([record(f"d{number}", sentences, **one) for number, one in enumerate(codes)])
    row = set_agreement(rated_by(coding)).iloc[0]
    assert row["masi_low"] < row["masi"] < row["masi_high"]


def test_the_table_draws_itself(three: Coding) -> None:
    pytest.importorskip("plotly")
    figure = set_agreement(rated_by(three), n_resamples=20).plot()
    assert "MASI" in figure.layout.xaxis.title.text
    assert len(figure.data) == 4
    assert len(figure.layout.shapes) == 2
