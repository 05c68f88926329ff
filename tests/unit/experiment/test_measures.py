from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.codebook import load_codebook
from praktijkkennis.evaluation import evaluate
from praktijkkennis.exchange.coded import read_coding
from praktijkkennis.experiment.coded import read_coded
from praktijkkennis.experiment.kinds.tagging import _counted
from praktijkkennis.experiment.measures import figures_of, theme_columns
from praktijkkennis.experiment.outcome import VariantResult
from praktijkkennis.topics.measures import agreement, b_cubed_items


def test_figures_are_those_of_evaluate(corpus: Path) -> None:
    book = load_codebook(corpus / "codeboek.toml")
    files = [corpus / "deel1.jsonl", corpus / "deel2.jsonl"]
    coded = read_coded(files, book)
    # Every second code, and a false one.
    rows, columns = np.nonzero(coded.truth)
    codes = coded.units.iloc[rows[::2]].assign(theme=[book.keys[k] for k in columns[::2]], score=1.0, stance="neutraal")
    wrong = coded.units.iloc[[5]].assign(theme="koffie", score=0.7, stance="neutraal")
    predictions = pd.concat([codes, wrong], ignore_index=True)
    terms, stances = _counted(coded, predictions)
    figures = figures_of("tagging", theme_columns(book.keys, ["rooster"]))
    found = {name: float(figure(terms.sum(axis=0))) for name, figure in figures.items()}
    scores = evaluate(predictions, read_coding(files), core=["rooster"]).to_frame()
    expected = {row["level"]: row for row in scores.to_dict(orient="records")}
    assert found["macro_f1"] == pytest.approx(expected["macro"]["f1"])
    assert found["macro_f1_core"] == pytest.approx(expected["macro_core"]["f1"])
    for name in ("precision", "recall"):
        assert found[name] == pytest.approx(expected["micro"][name])
    assert found["micro_f1"] == pytest.approx(expected["micro"]["f1"])
    assert stances.sum(axis=0).tolist() == [0.0, expected["micro"]["n_stances"]]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-1, 4), st.sampled_from("abc")), min_size=1, max_size=30))
def test_b_cubed_item_by_item_gives_b_cubed(items: list[tuple[int, str]]) -> None:
    found, given_labels = zip(*items, strict=True)
    each = b_cubed_items(found, given_labels)
    whole = agreement(found, given_labels)
    assert each.mean(axis=0).tolist() == pytest.approx([whole.b_cubed_precision, whole.b_cubed_recall])
    sums = np.array([*each.sum(axis=0), len(items), 0, 1])
    figures = figures_of("topics", ["b_cubed_precision", "b_cubed_recall", "labelled", "covered", "passages"])
    assert float(figures["b_cubed"](sums)) == pytest.approx(whole.b_cubed_f)


def result(terms: list[list[list[float]]]) -> VariantResult:
    columns = ("both/core/a", "machine/core/a", "people/core/a")
    documents = tuple(f"d{number}" for number in range(len(terms[0])))
    seeds = tuple(range(len(terms)))
    return VariantResult("p", "v", "tagging", seeds, pd.DataFrame(), documents, columns, np.array(terms), {"nmi": 0.5})


def test_a_measure_is_the_mean_over_seeds() -> None:
    found = result([[[1, 1, 1], [1, 1, 1]], [[0, 1, 1], [0, 1, 1]]]).estimates(100)
    assert found["macro_f1"] == pytest.approx((0.5, 0.5, 0.5))
    value, low, high = found["nmi"]
    assert value == 0.5
    assert math.isnan(low)
    assert math.isnan(high)


def test_one_document_has_no_interval() -> None:
    value, low, high = result([[[1, 2, 2]]]).estimates(100)["f1:a"]
    assert value == 0.5
    assert math.isnan(low)
    assert math.isnan(high)
