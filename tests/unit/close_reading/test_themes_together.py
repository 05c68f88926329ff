from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from praktijkkennis.close_reading import cooccurrence, dispersion, theme_sequences, word_dispersion
from praktijkkennis.close_reading.chance import exact_overlap, fixed_margins, shuffled, turned, two_sided
from praktijkkennis.close_reading.theme_matrix import theme_matrix
from praktijkkennis.document import ProcessedDocument, ThemeAnnotation
from praktijkkennis.errors import QueryError

Write = Callable[..., ProcessedDocument]
Code = Callable[..., list[ThemeAnnotation]]


def corpus(write: Write, code: Code, *themes: list[str]) -> tuple[list[ProcessedDocument], list[ThemeAnnotation]]:
    texts = [write([f"zin {n}" for n in range(len(given))], str(number)) for number, given in enumerate(themes)]
    return texts, [one for text, given in zip(texts, themes, strict=True) for one in code(text, *given)]


def test_sentences_with_both_beside_what_chance_gives(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, *([["a b", "", "", "", "c"]] * 8))
    table = cooccurrence(texts, codes).to_frame().set_index(["first", "second"])
    row = table.loc[("a", "b")]
    assert (row["n_first"], row["n_second"], row["n_both"]) == (8, 8, 8)
    assert row["expected"] == pytest.approx(8 / 5)
    assert row["p"] == pytest.approx(0.2**8)
    assert row["jaccard"] == 1
    assert table.loc[("a", "c")]["n_both"] == 0


def test_dense_documents_alone_are_no_evidence(write: Write, code: Code) -> None:
    full = [["a b", "a b", "a b", "a b"]] * 6
    texts, codes = corpus(write, code, *full, *([["", "", "", ""]] * 6))
    corrected = cooccurrence(texts, codes).to_frame().iloc[0]
    assert corrected["p"] == pytest.approx(1)
    assert corrected["log_ratio"] == 0
    assert cooccurrence(texts, codes, correct_for_length=False).to_frame().iloc[0]["p"] < 1e-6


def test_exact_test_agrees_with_every_possible_order() -> None:
    # Two documents of three sentences; theme a in the first of each, theme b in any two.
    overlaps = [first + second for first, second in product([1, 1, 0], repeat=2)]
    expected, p = exact_overlap(2, np.array([1.0, 1.0]), np.array([2.0, 2.0]), np.array([3, 3]))
    assert expected == pytest.approx(np.mean(overlaps))
    chances = {n: overlaps.count(n) / len(overlaps) for n in set(overlaps)}
    assert p == pytest.approx(sum(chance for chance in chances.values() if chance <= chances[2] + 1e-9))


@given(st.lists(st.tuples(st.integers(1, 12), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6), st.data())
@settings(max_examples=60, deadline=None)
def test_exact_chances_add_up(parts: list[tuple[int, float, float]], data: st.DataObject) -> None:
    sizes = np.array([n for n, _, _ in parts])
    first = np.array([round(n * share) for n, share, _ in parts], dtype=float)
    second = np.array([round(n * share) for n, _, share in parts], dtype=float)
    low, high = int(np.maximum(0, first + second - sizes).sum()), int(np.minimum(first, second).sum())
    expected, p = exact_overlap(data.draw(st.integers(low, high)), first, second, sizes)
    assert low - 1e-9 <= expected <= high + 1e-9
    assert 0 < p <= 1


def test_every_document_can_count_alike(write: Write, code: Code) -> None:
    # In one long document the themes meet, in four short ones they do not.
    texts, codes = corpus(write, code, ["a b", "a b", "", "", "", "", "", ""], *([["a", "b"]] * 4))
    by_length = cooccurrence(texts, codes).to_frame().iloc[0]
    alike = cooccurrence(texts, codes, weighting="documents", n_permutations=400).to_frame().iloc[0]
    # A mean document has 16 / 5 sentences; of the long one two in eight have both.
    assert (by_length["n_both"], alike["n_both"]) == (2, pytest.approx(0.8))
    assert by_length["expected"] == pytest.approx(4 / 8 + 4 / 2)
    assert alike["expected"] == pytest.approx(0.4 * 4 / 8 + 1.6 * 4 / 2, rel=0.1)
    assert alike["n_first"] == pytest.approx(0.4 * 2 + 1.6 * 4)
    assert alike["log_ratio"] < by_length["log_ratio"]
    per_document = cooccurrence(texts, codes, unit="document", weighting="documents", n_permutations=50).to_frame()
    assert per_document["n_both"].tolist() == [5]
    with pytest.raises(QueryError, match="correct_for_length"):
        cooccurrence(texts, codes, weighting="documents", correct_for_length=False)


def test_documents_that_share_themes(write: Write, code: Code) -> None:
    together, apart = [["a", "b"]] * 6, [["c", "d"]] * 6
    texts, codes = corpus(write, code, *together, *apart)
    table = cooccurrence(texts, codes, unit="document", n_permutations=300).to_frame().set_index(["first", "second"])
    assert table.loc[("a", "b")]["n_both"] == 6
    assert table.loc[("a", "b")]["p"] < 0.05
    assert table.loc[("a", "c")]["n_both"] == 0
    assert table.loc[("a", "c")]["log_ratio"] < -1


def test_curveball_keeps_both_margins() -> None:
    given_ = (np.random.default_rng(0).random((30, 6)) < 0.4).astype(float)
    drawn = fixed_margins(given_, 50, 1)
    assert (drawn[:, range(6), range(6)] == given_.sum(axis=0)).all()
    # Pairs that a document makes depend on its number of themes only.
    pairs = (drawn.sum(axis=(1, 2)) - given_.sum()) / 2
    assert np.allclose(pairs, (given_.sum(axis=1) * (given_.sum(axis=1) - 1) / 2).sum())
    assert len({one.tobytes() for one in drawn}) > 10
    assert (fixed_margins(given_, 5, 1) == fixed_margins(given_, 5, 1)).all()


def test_neighbours_count_with_a_distance(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, *([["a", "b", "", "", "", "", "", ""]] * 5))
    assert cooccurrence(texts, codes).to_frame().iloc[0]["n_both"] == 0
    near = cooccurrence(texts, codes, distance=1, n_permutations=400).to_frame().iloc[0]
    assert near["n_both"] == 5
    assert near["expected"] == pytest.approx(5 * 2 / 8, abs=0.3)
    assert near["p"] < 0.05
    assert np.isnan(near["jaccard"])


def test_scores_can_weigh(write: Write, code: Code) -> None:
    text = write(["een", "twee"])
    codes = [*code(text, "a", "a", score=0.5), *code(text, "b", "", score=0.8)]
    row = cooccurrence([text], codes, weighted=True, n_permutations=50).to_frame().iloc[0]
    assert row["n_first"] == 1
    assert row["n_both"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    "wrong", [{"unit": "document", "distance": 1}, {"weighted": True, "correct_for_length": False}, {"distance": -1}]
)
def test_what_does_not_go_together(write: Write, code: Code, wrong: dict[str, object]) -> None:
    texts, codes = corpus(write, code, ["a", "b"])
    with pytest.raises(QueryError, match="distance"):
        cooccurrence(texts, codes, **wrong)  # type: ignore[arg-type]


def test_one_theme_or_none_gives_an_empty_table(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, ["a", ""])
    for unit in ("sentence", "document"):
        assert cooccurrence(texts, codes, unit=unit).to_frame().empty
        assert list(cooccurrence(texts, [], unit=unit).to_frame().columns)[-1] == "q"
    assert theme_sequences(texts, []).to_frame().empty
    assert dispersion(texts, []).to_frame().empty


def test_orders_stay_within_documents(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, ["a"] * 5, ["a"], [""] * 3)
    matrix = theme_matrix(texts, codes)
    for order in (shuffled, turned):
        found = order(matrix, np.random.default_rng(3))
        assert sorted(found.tolist()) == list(range(9))
        assert (matrix.documents[found] == matrix.documents).all()
    ring = turned(matrix, np.random.default_rng(3))[:5].tolist()
    assert [(one - ring[0]) % 5 for one in ring] == [0, 1, 2, 3, 4]


def test_which_theme_follows_which(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, *([["a", "b", "", "a", "b", "c"]] * 6))
    found = theme_sequences(texts, codes, n_permutations=300)
    assert found.n_steps == 24
    table = found.to_frame().set_index(["first", "then"])
    assert table.loc[("a", "b")]["n"] == 12
    assert table.loc[("a", "b")]["share"] == 1
    assert table.loc[("a", "b")]["n_documents"] == 6
    assert table.loc[("a", "b")]["p"] < 0.05 < table.loc[("a", "b")]["n"]
    assert table.loc[("b", "a")]["n"] == 6
    assert len(table) == 9


def test_steps_over_gaps_and_borders(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, ["a", "", "", "b"], ["b"])
    assert theme_sequences(texts, codes, max_gap=1, n_permutations=10).n_steps == 0
    assert theme_sequences(texts, codes, max_gap=2, n_permutations=10).n_steps == 1
    assert theme_sequences(texts, codes, max_gap=None, n_permutations=10).n_steps == 1


def test_sentences_with_several_themes_divide_their_step(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, ["a b", "c"])
    table = theme_sequences(texts, codes, n_permutations=10).to_frame()
    assert table["n"].sum() == pytest.approx(1)
    assert table.set_index(["first", "then"]).loc[("a", "c")]["n"] == 0.5


def test_spread_of_themes_and_words(write: Write, code: Code) -> None:
    texts, codes = corpus(write, code, ["a b", "a"], ["b", ""], ["b", ""])
    found = dispersion(texts, codes, names={"b": "Bé"})
    table = found.to_frame().set_index("item")
    assert list(table.index) == ["b", "a"]
    assert table.loc["b", "dp"] == pytest.approx(0)
    assert table.loc["a", "dp_norm"] == pytest.approx(1)
    assert (table.loc["a", "largest_share"], table.loc["b", "n_documents"]) == (1, 3)
    assert table.loc["b", "mean_position"] == pytest.approx(0.25)
    words = word_dispersion(texts, ["zin", "olifant"]).to_frame().set_index("item")
    assert words.loc["zin", "n"] == 6
    assert words.loc["olifant", "n"] == 0
    assert np.isnan(words.loc["olifant", "dp"])


def test_codes_find_their_sentences(write: Write) -> None:
    text = write(["een twee drie", "vier vijf", "zes"])
    spans = {"whole": (0, 13), "part": (0, 3), "two": (0, 23), "tail": (10, 23)}
    codes = [ThemeAnnotation(a, b, "a", name, 0.5, "neutraal", "A") for name, (a, b) in spans.items()]
    matrix = theme_matrix([text], codes)
    found = {theme: np.flatnonzero(matrix.given[:, place]).tolist() for place, theme in enumerate(matrix.themes)}
    assert found == {"whole": [0], "part": [0], "two": [0, 1], "tail": [1]}
    with pytest.raises(QueryError, match="er niet bij zijn"):
        theme_matrix([], codes)
    with pytest.raises(QueryError, match="eigen id"):
        theme_matrix([text, text], [])


def test_two_sided_p_is_never_zero() -> None:
    assert two_sided(9.0, np.zeros(99)) == pytest.approx(0.02)
    assert two_sided(0.0, np.zeros(99)) == 1
