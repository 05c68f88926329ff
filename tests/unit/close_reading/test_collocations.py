from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from praktijkkennis.close_reading import collocations
from praktijkkennis.document import ProcessedDocument
from praktijkkennis.errors import QueryError

Write = Callable[..., ProcessedDocument]


@pytest.fixture(scope="module")
def documents(write: Write) -> list[ProcessedDocument]:
    near = [write(["eigen rooster maken", "soep koud bord tafel stoel"], str(n)) for n in range(5)]
    return [*near, write(["soep koud", "rooster soep"], "z")]


def test_company_of_a_word(documents: list[ProcessedDocument]) -> None:
    found = collocations(documents, "rooster", n_resamples=100)
    assert found.n_node == 6
    table = found.to_frame().set_index("word")
    assert list(table.index) == ["eigen", "maken"]
    row = table.loc["eigen"]
    assert (row["n_near"], row["n_left"], row["n_right"], row["n_total"], row["n_documents"]) == (5, 5, 0, 5, 5)
    # 11 words are near the node, 38 words are not the node.
    assert row["expected"] == pytest.approx(5 * 11 / 38)
    assert row["log_dice"] == pytest.approx(14 + 2 * 0 - 0.1375, abs=0.01)
    assert row["log_ratio"] > 0
    assert row["log_ratio_low"] <= row["log_ratio"] <= row["log_ratio_high"]
    few = collocations(documents[:4], "rooster", n_resamples=100).to_frame()
    assert few["log_ratio_low"].isna().all()
    assert few["remark"].str.contains("maar 4 documenten hier").all()


def test_every_document_can_count_alike(write: Write) -> None:
    long = write(["eigen rooster", *["eigen rooster soep bord"] * 3, *["soep bord tafel stoel lamp"] * 9], "lang")
    texts = [long, *(write(["maken rooster", "eigen soep"], f"kort {n}") for n in range(4))]
    by_length = collocations(texts, "rooster", n_resamples=50).to_frame().set_index("word")
    alike = collocations(texts, "rooster", weighting="documents", n_resamples=50).to_frame().set_index("word")
    # What was counted stays what was counted; only what is made of it differs.
    counts = ["n_near", "n_left", "n_right", "n_total", "n_documents"]
    assert alike.loc["eigen", counts].tolist() == by_length.loc["eigen", counts].tolist() == [4, 4, 0, 8, 1]
    assert alike.loc["eigen", "log_ratio"] < by_length.loc["eigen", "log_ratio"]
    assert alike.loc["maken", "g2"] > by_length.loc["maken", "g2"]
    same = [write(["eigen rooster maken", "soep bord"], str(n)) for n in range(3)]
    one, other = (collocations(same, "rooster", weighting=how, n_resamples=50) for how in ("length", "documents"))
    pd.testing.assert_frame_equal(one.to_frame(), other.to_frame())


def test_window_is_counted_in_words_within_the_sentence(write: Write) -> None:
    texts = [write(["een twee rooster drie vier", "vijf"], str(n)) for n in range(3)]
    items = set(collocations(texts, "rooster", window=1, content_only=False, n_resamples=0).to_frame()["word"])
    assert items == {"twee", "drie"}
    items = set(collocations(texts, "rooster", window=9, content_only=False, n_resamples=0).to_frame()["word"])
    assert items == {"een", "twee", "drie", "vier"}


def test_a_word_between_two_nodes_counts_once(write: Write) -> None:
    texts = [write(["rooster maken rooster", "soep"], str(n)) for n in range(3)]
    assert collocations(texts, "rooster", n_resamples=0).to_frame()["n_near"].tolist() == [3]


def test_separable_verb_as_node(process: Callable[..., ProcessedDocument]) -> None:
    texts = [process(f"De ploeg liet in {n} de controle voorgoed los. De soep was koud.", str(n)) for n in range(4)]
    found = collocations(texts, "los|laten", min_count=2, n_resamples=0)
    assert found.n_node == 4
    words = set(found.to_frame()["word"])
    assert {"ploeg", "controle"} <= words
    assert not words & {"soep", "loslaten", "laten"}


def test_what_cannot_be_found(documents: list[ProcessedDocument]) -> None:
    with pytest.raises(QueryError, match="olifant"):
        collocations(documents, "olifant")
    with pytest.raises(QueryError, match="window=0"):
        collocations(documents, "rooster", window=0)


def test_no_word_is_near_often_enough(documents: list[ProcessedDocument]) -> None:
    found = collocations(documents, "rooster", min_count=50)
    assert found.to_frame().empty
    assert "6 keer" in found.why_empty
    assert "minstens 50 keer" in found.why_empty
    assert "min_count=1" in found.why_empty
    assert collocations(documents, "rooster", n_resamples=0).why_empty == ""
