from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.evaluation import (
    agreement_design_effect,
    agreement_table,
    coding_from_records,
    cohen_kappa,
    double_coding_advice,
    double_coding_size,
    rated_by,
)


def simulated_kappas(prevalence: float, kappa: float, n_units: int, n_times: int) -> np.ndarray:
    """Kappa of two coders who give a theme by the common correlation model, again and again."""
    rng = np.random.default_rng(0)
    differing = prevalence * (1 - prevalence)
    both, one = prevalence**2 + kappa * differing, 2 * differing * (1 - kappa)
    cells = rng.multinomial(n_units, [both, one / 2, one / 2, 1 - both - one], size=n_times)
    first, second = np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0])
    return np.array([cohen_kappa(np.repeat(first, row), np.repeat(second, row)) for row in cells])


@pytest.mark.parametrize(("prevalence", "kappa", "half_width"), [(0.3, 0.4, 0.1), (0.1, 0.7, 0.1), (0.05, 0.6, 0.15)])
def test_so_many_units_give_so_wide_an_interval(prevalence: float, kappa: float, half_width: float) -> None:
    n_units = double_coding_size(prevalence, agreement=kappa, half_width=half_width)
    kappas = simulated_kappas(prevalence, kappa, n_units, 400)
    assert 1.96 * np.nanstd(kappas) == pytest.approx(half_width, rel=0.2)


def test_published_procedure() -> None:
    # The example in the manual of the R package kappaSize (Donner & Rotondi, 2010): kappa 0.4, limits 0.3 and 0.5,
    # prevalence 0.3; its loop stops at the first number whose chi-square at both limits reaches 3.841.
    n_units = double_coding_size(0.3, agreement=0.4, half_width=0.1)

    def chi_square(n: int, limit: float) -> float:
        def cells(kappa: float) -> np.ndarray:
            return np.array([0.49 + kappa * 0.21, 0.42 * (1 - kappa), 0.09 + kappa * 0.21])

        return float((n * (cells(0.4) - cells(limit)) ** 2 / cells(limit)).sum())

    assert min(chi_square(n_units, 0.3), chi_square(n_units, 0.5)) >= 3.8414
    assert min(chi_square(n_units - 1, 0.3), chi_square(n_units - 1, 0.5)) < 3.8415


def test_rarer_narrower_or_more_alike_takes_more() -> None:
    usual = double_coding_size(0.1)
    assert double_coding_size(0.02) > usual
    assert double_coding_size(0.1, half_width=0.05) > 3 * usual
    assert double_coding_size(0.1, level=0.99) > usual
    assert double_coding_size(0.1, design_effect=2.0) == pytest.approx(2 * usual, abs=2)


def test_advice_puts_the_most_demanding_theme_first() -> None:
    advice = double_coding_advice({"vaak": 0.3, "zelden": 0.02, "nooit": 0.0}, units_per_document=30)
    assert advice["theme"].tolist() == ["zelden", "vaak"]
    first = advice.iloc[0]
    assert first["n_units"] == double_coding_size(0.02)
    assert first["n_codes"] == round(0.02 * first["n_units"])
    assert first["n_documents"] == -(-first["n_units"] // 30)
    assert double_coding_advice({"vaak": 0.3})["n_documents"].isna().all()
    alike = double_coding_advice({"vaak": 0.3}, design_effect=2.0).iloc[0]
    assert (alike["n_units"], alike["design_effect"]) == (double_coding_size(0.3, design_effect=2.0), 2.0)
    assert len(double_coding_advice({})) == 0


def coded_twice(record, n_documents: int, n_sentences: int, alike: bool):  # type: ignore[no-untyped-def]
    """Two coders; with ``alike`` all sentences of a document are coded as the first one is."""
    rng = np.random.default_rng(3)
    records = []
    for number in range(n_documents):
        true = rng.random(n_sentences) < 0.3
        given = [true ^ (rng.random(n_sentences) < 0.1) for _ in range(2)]
        if alike:
            given = [np.repeat(one[:1], n_sentences) for one in given]
        codes = {
            coder: [[place, "t", ""] for place in np.flatnonzero(one).tolist()]
            for coder, one in zip("AB", given, strict=True)
        }
        records.append(record(f"d{number}", [f"Zin {place}." for place in range(n_sentences)], **codes))
    return rated_by(coding_from_records(records))


def test_sentences_that_say_the_same_count_once(record) -> None:  # type: ignore[no-untyped-def]
    assert agreement_design_effect(coded_twice(record, 40, 5, alike=True)) == pytest.approx(5, rel=0.05)
    assert agreement_design_effect(coded_twice(record, 200, 1, alike=False)) == pytest.approx(1)
    assert agreement_design_effect(coded_twice(record, 60, 8, alike=False)) < 1.6
    assert np.isnan(agreement_design_effect(coded_twice(record, 1, 5, alike=False)))


def test_the_variance_between_documents_is_that_of_the_bootstrap(record) -> None:  # type: ignore[no-untyped-def]
    rated = coded_twice(record, 60, 4, alike=True)
    row = agreement_table(rated).iloc[0]
    wide = (row["alpha_high"] - row["alpha_low"]) / (2 * 1.96)
    apart = rated_by(
        coding_from_records(
            [
                record(
                    f"u{place}",
                    ["Zin."],
                    **{
                        name: [[0, "t", ""]] if rated.codes[place, coder, 0] == 1 else []
                        for coder, name in enumerate("AB")
                    },
                )
                for place in range(len(rated.units))
            ]
        )
    )
    one = agreement_table(apart).iloc[0]
    narrow = (one["alpha_high"] - one["alpha_low"]) / (2 * 1.96)
    assert (wide / narrow) ** 2 == pytest.approx(agreement_design_effect(rated), rel=0.3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"prevalence": 0.0},
        {"prevalence": 1.0},
        {"half_width": 0.8},
        {"agreement": 1.0},
        {"level": 1.0},
        {"design_effect": 0.5},
    ],
)
def test_arguments_out_of_bounds(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"must|half_width"):
        double_coding_size(**({"prevalence": 0.2} | wrong))  # type: ignore[arg-type]
