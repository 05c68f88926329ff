from __future__ import annotations

import math

import krippendorff
import numpy as np
import pytest

from praktijkkennis.document import STANCES
from praktijkkennis.evaluation import Coding, RatedUnits, coding_from_records, rated_by, stance_agreement
from praktijkkennis.evaluation.stances import STANCE_ORDER

SENTENCES = [f"Zin {number}." for number in range(8)]


@pytest.fixture
def rated(record) -> RatedUnits:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(2)
    records = []
    for number in range(5):
        true = rng.integers(0, 3, (8, 2))
        codes = {
            coder: [
                [sentence, theme, STANCE_ORDER[min(2, max(0, int(true[sentence, k]) + rng.integers(-1, 2)))]]
                for sentence in range(8)
                for k, theme in enumerate(("s", "t"))
                if rng.random() < 0.8
            ]
            for coder in "ABC"
        }
        records.append(record(f"d{number}", SENTENCES, **codes))
    return rated_by(coding_from_records(records))


def reference(stances: np.ndarray, level: str) -> float:
    ordered = {STANCES.index(stance): place for place, stance in enumerate(STANCE_ORDER)}
    values = np.array([[np.nan if one < 0 else float(ordered[one]) for one in unit] for unit in stances.tolist()])
    return float(krippendorff.alpha(reliability_data=values.T, level_of_measurement=level))


def test_alphas_are_those_of_the_reference_over_what_both_coded(rated: RatedUnits) -> None:
    table = stance_agreement(rated)
    assert table["coders"].unique().tolist() == ["A en B", "A en C", "B en C", "alle"]
    for coders, members in (("A en B", [0, 1]), ("alle", [0, 1, 2])):
        row = table[(table["coders"] == coders) & (table["theme"] == "t")].iloc[0]
        stances = rated.stances[:, members, 1]
        assert row["n_coded"] == ((stances >= 0).sum(axis=1) > 1).sum()
        assert row["alpha"] == pytest.approx(reference(stances, "nominal"))
        assert row["ordinal_alpha"] == pytest.approx(reference(stances, "ordinal"))
        assert row["ordinal_alpha_low"] < row["ordinal_alpha"] < row["ordinal_alpha_high"]
        pooled = table[(table["coders"] == coders) & (table["theme"] == "")].iloc[0]
        both = np.concatenate([rated.stances[:, members, k] for k in (0, 1)])
        assert pooled["alpha"] == pytest.approx(reference(both, "nominal"))
        assert pooled["ordinal_alpha"] == pytest.approx(reference(both, "ordinal"))
    # Coders who are one step apart are nearer in order than by name.
    assert (table["ordinal_alpha"] > table["alpha"]).all()


def test_who_did_not_give_the_theme_has_no_stance(record) -> None:  # type: ignore[no-untyped-def]
    codes = {
        "A": [[0, "t", "versterkend"], [1, "t", "belemmerend"], [2, "t", "neutraal"], [3, "s", "neutraal"]],
        "B": [[0, "t", "versterkend"], [1, "t", "belemmerend"], [3, "t", "versterkend"], [4, "t", ""]],
    }
    coding: Coding = coding_from_records([record("d", SENTENCES, **codes)])
    table = stance_agreement(rated_by(coding)).set_index("theme")
    assert table.loc["t", ["n_coded", "alpha", "ordinal_alpha", "agreement"]].tolist() == [2, 1, 1, 1]
    assert table.loc["s", "n_coded"] == 0
    assert math.isnan(table.loc["s", "alpha"])
    assert math.isnan(table.loc["t", "alpha_low"])


def test_the_table_draws_itself(rated: RatedUnits) -> None:
    pytest.importorskip("plotly")
    table = stance_agreement(rated, n_resamples=20)
    assert "volgorde" in table.plot("ordinal_alpha").layout.xaxis.title.text
    assert table.plot().layout.xaxis.title.text == "Krippendorffs alfa"
