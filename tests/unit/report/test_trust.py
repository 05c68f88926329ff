from __future__ import annotations

from collections.abc import Mapping
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import ThemeAnnotation
from praktijkkennis.evaluation import TrustCard, level_of
from praktijkkennis.evaluation.trust import Level
from praktijkkennis.report.trust import (
    ADVICE,
    MOST_TO_CHECK,
    choose_to_check,
    least_trusted_first,
    ranked_cards,
    trust_groups,
)

THRESHOLDS = {"a": 0.3, "b": 0.5}


def card(theme: str, f1: float, level: Level | None = None) -> TrustCard:
    return TrustCard(theme, theme, level or level_of(f1), f1, nan, nan, nan, nan, None, "proefteksten")


def code(document: str, theme: str, score: float, coder: str = "machine", start: int = 0) -> ThemeAnnotation:
    return ThemeAnnotation(start, start + 5, document, theme, score, "neutraal", coder)


def vectors(codes: list[ThemeAnnotation]) -> dict[tuple[str, int, int], np.ndarray]:
    """As many directions as there are sentences, so that none is like another."""
    places = sorted({(one.document_id, one.start, one.end) for one in codes})
    return dict(zip(places, np.eye(len(places), dtype=np.float32), strict=True))


def choose(
    codes: list[ThemeAnnotation], vector_of: Mapping[tuple[str, int, int], np.ndarray] | None = None, **options: object
) -> list[tuple[str, str]]:
    chosen = choose_to_check(
        codes,
        vectors(codes) if vector_of is None else vector_of,
        THRESHOLDS,
        ["a", "b"],
        coder="machine",
        **options,  # type: ignore[arg-type]
    )
    return [(one.document_id, one.theme) for one in chosen]


def test_cards_get_the_names_of_the_report_and_only_its_themes() -> None:
    cards = ranked_cards([card("a", 0.5), card("elders", 0.9), card("b", 0.9)], {"a": "Aandacht", "b": "Balans"})
    assert [(one.theme, one.name) for one in cards] == [("b", "Balans"), ("a", "Aandacht")]


def test_groups_are_the_levels_that_occur_the_best_first() -> None:
    groups = trust_groups([card("a", 0.5), card("b", 0.1), card("c", 0.41), card("d", nan, "onbekend")])
    assert [(group.level, [one.theme for one in group.cards]) for group in groups] == [
        ("matig", ["a", "c"]),
        ("zwak", ["b"]),
        ("onbekend", ["d"]),
    ]
    assert [group.advice for group in groups] == [ADVICE["matig"], ADVICE["zwak"], ADVICE["onbekend"]]


def test_the_least_trusted_theme_has_the_first_turn() -> None:
    assert least_trusted_first(["a", "b", "c"], [card("a", 0.5), card("b", 0.4)]) == ("c", "b", "a")
    assert least_trusted_first(["a", "b"], []) == ("a", "b")


def test_themes_take_turns_with_the_code_nearest_to_their_own_threshold() -> None:
    codes = [code("1", "a", 0.9), code("2", "a", 0.31), code("3", "b", 0.52), code("4", "b", 0.31), code("5", "b", 0.8)]
    assert choose(codes, n=2) == [("2", "a"), ("3", "b")]


def test_what_is_like_a_chosen_sentence_comes_later() -> None:
    codes = [code("1", "a", 0.3), code("2", "a", 0.301), code("3", "a", 0.33)]
    alike = {("1", 0, 5): np.array([1.0, 0.0]), ("2", 0, 5): np.array([1.0, 0.0]), ("3", 0, 5): np.array([0.0, 1.0])}
    assert [document for document, _ in choose(codes, alike)] == ["1", "3", "2"]


def test_a_sentence_is_asked_about_once_and_the_turn_of_a_theme_that_is_done_goes_to_another() -> None:
    codes = [code("1", "a", 0.31), code("1", "b", 0.9), code("2", "b", 0.6), code("3", "b", 0.51)]
    chosen = choose(codes)
    assert sorted(chosen) == [("1", "a"), ("2", "b"), ("3", "b")]


def test_sentences_of_people_and_of_withheld_documents_are_not_asked_about() -> None:
    codes = [code("1", "a", 0.31), code("1", "b", 1.0, coder="Wil"), code("2", "a", 0.32), code("3", "a", 0.9)]
    assert choose(codes, withheld=frozenset({"2"})) == [("3", "a")]


def test_nothing_to_choose_from() -> None:
    assert choose([]) == []
    assert choose([code("1", "a", 0.4)], {}) == []


@given(
    drawn=st.dictionaries(
        st.tuples(st.integers(0, 30), st.sampled_from("ab")), st.floats(0.5, 1.0), min_size=1, max_size=40
    ),
    chance=st.randoms(use_true_random=False),
)
def test_any_codes_give_at_most_ten_of_them_whatever_their_order(drawn, chance) -> None:
    codes = [code(str(number), theme, score) for (number, theme), score in drawn.items()]
    vector_of = vectors(codes)
    chosen = choose(codes, vector_of)
    assert set(chosen) <= {(one.document_id, one.theme) for one in codes}
    assert len(chosen) == len({document for document, _ in chosen}) == min(MOST_TO_CHECK, len(vector_of))
    chance.shuffle(codes)
    assert choose(codes, vector_of) == chosen


@pytest.mark.parametrize("level", ["goed", "redelijk", "matig", "zwak", "onbekend"])
def test_every_level_has_its_advice(level: Level) -> None:
    assert ADVICE[level].endswith(".")
