from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import span_agreement, unitised_alpha


def coded(*rows: tuple[str, str, int, int, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["document_id", "coder", "start", "end", "theme"])


def test_alpha_is_that_of_another_implementation() -> None:
    # Printed as 0.433 by an independent implementation of the same paper for these three coders.
    marked = [[(2, 5), (9, 11), (12, 20)], [(2, 5), (7, 15)], [(2, 5), (10, 15)]]
    assert unitised_alpha(marked, 20) == pytest.approx(0.433, abs=5e-4)


def test_alpha_of_two_coders_counted_by_hand() -> None:
    # Shared 10, marked 30 of 200; expected 200*30*170 / (200**2 - 10**2 - 20**2 - 170).
    expected = 200 * 30 * 170 / (200**2 - 100 - 400 - 170)
    assert unitised_alpha([[(0, 10)], [(0, 20)]], 100) == pytest.approx(1 - (30 - 20) / expected)


def test_alpha_of_the_same_marks_is_one_and_without_marks_unknown() -> None:
    assert unitised_alpha([[(3, 9)], [(3, 9)]], 50) == pytest.approx(1.0)
    assert math.isnan(unitised_alpha([[], []], 50))
    assert unitised_alpha([[(0, 10)], [(40, 50)]], 50) < 0


def test_measures_go_from_strict_to_loose() -> None:
    table = coded(
        ("d", "A", 0, 20, "t"),
        ("d", "B", 0, 20, "t"),
        ("d", "A", 30, 50, "t"),
        ("d", "B", 35, 55, "t"),
        ("d", "B", 90, 99, "t"),
    )
    row = span_agreement(table, lengths={"d": 200}).iloc[0]
    assert row["exact_f1"] == pytest.approx(2 / 5)
    assert row["overlap_f1"] == pytest.approx(2 * 1 * (2 / 3) / (1 + 2 / 3))
    assert row["u_alpha"] == pytest.approx(unitised_alpha([[(0, 20), (30, 50)], [(0, 20), (35, 55), (90, 99)]], 200))
    assert (row["n_spans"], row["coders"]) == (5, "A en B")


def test_documents_are_one_continuum() -> None:
    split = coded(("d", "A", 0, 20, "t"), ("d", "B", 5, 20, "t"), ("e", "A", 10, 30, "t"), ("e", "B", 10, 35, "t"))
    joined = unitised_alpha([[(0, 20), (110, 130)], [(5, 20), (110, 135)]], 200)
    assert span_agreement(split, lengths={"d": 100, "e": 100}).iloc[0]["u_alpha"] == pytest.approx(joined)


def test_overlapping_marks_of_one_coder_count_as_one() -> None:
    table = coded(("d", "A", 0, 20, "t"), ("d", "A", 10, 30, "t"), ("d", "B", 0, 30, "t"))
    assert span_agreement(table).iloc[0]["exact_f1"] == 1.0


def test_three_coders_have_an_alpha_together() -> None:
    table = coded(*[("d", coder, 0, 9, "t") for coder in "ABC"], ("d", "A", 30, 40, "s"), ("e", "A", 0, 5, "t"))
    found = span_agreement(table, lengths={"d": 60})
    together = found[found["coders"] == "alle"].set_index("theme")
    assert together.loc["t", "u_alpha"] == pytest.approx(1.0)
    assert together.loc["t", "n_documents"] == 1
    assert math.isnan(together.loc["t", "exact_f1"])
    assert found.set_index(["coders", "theme"]).loc[("A en B", "s"), "overlap_f1"] == 0.0


def test_wrong_use_is_said() -> None:
    with pytest.raises(CodingError, match="twee codeurs"):
        span_agreement(coded(("d", "A", 0, 9, "t"), ("e", "B", 0, 9, "t")))
    with pytest.raises(CodingError, match="begin en een eind"):
        span_agreement(
            pd.DataFrame({"document": ["d", "d"], "text": ["een", "twee"], "theme": "t", "coder": ["A", "B"]})
        )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=2, max_size=8, unique=True), min_size=2, max_size=4))
def test_alpha_never_exceeds_one_and_knows_no_order_of_coders(edges: list[list[int]]) -> None:
    marked = [list(zip(sorted(one)[::2], sorted(one)[1::2], strict=False)) for one in edges]
    found = unitised_alpha(marked, 70)
    assert found <= 1 + 1e-9
    assert unitised_alpha(marked[::-1], 70) == pytest.approx(found)
