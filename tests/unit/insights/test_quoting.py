from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from praktijkkennis.document import STANCES
from praktijkkennis.insights.quoting import Candidate, is_divided, order_of_quotes

CANDIDATES = st.lists(
    st.builds(Candidate, st.sampled_from("abcd"), st.sampled_from(["", "x", "y"]), st.sampled_from(STANCES)),
    min_size=1,
    max_size=8,
)


def candidates(*rows: str) -> list[Candidate]:
    """``"a x +"``: source, organisation, stance."""
    signs = {"+": "versterkend", "-": "belemmerend", "0": "neutraal"}
    split = [row.split() for row in rows]
    return [Candidate(source, organisation, signs[sign]) for source, organisation, sign in split]  # type: ignore[arg-type]


def order(found: list[Candidate], clarity: list[float], likeness: np.ndarray | None = None) -> list[int]:
    likeness = np.zeros((len(found), len(found))) if likeness is None else likeness
    return order_of_quotes(found, np.array(clarity), likeness, int(np.argmax(clarity)), is_divided(found))


def test_people_contradict_each_other() -> None:
    assert is_divided(candidates("a x +", "b x -"))
    assert not is_divided(candidates("a x +", "b x +", "c x 0"))


def test_before_and_after_of_one_person_is_no_contradiction() -> None:
    assert not is_divided(candidates("a x +", "a x -"))
    assert not is_divided(candidates("a x +", "a x -", "b x +"))


def test_both_sides_are_quoted_first() -> None:
    assert order(candidates("a x +", "b y +", "c z -"), [0.9, 0.8, 0.2])[:2] == [0, 2]


def test_both_sides_follow_a_statement_that_takes_none() -> None:
    assert set(order(candidates("a x 0", "d w 0", "b y +", "c z -"), [0.9, 0.8, 0.3, 0.2])[1:3]) == {2, 3}


def test_other_people_come_before_more_of_the_same() -> None:
    assert order(candidates("a x +", "a x +", "b y +"), [0.9, 0.8, 0.7]) == [0, 2, 1]


def test_others_come_first_however_clear_one_person_is() -> None:
    assert order(candidates("a x +", "a x +", "a x +", "b x +"), [0.9, 0.9, 0.9, 0.1])[1] == 3


@given(CANDIDATES)
def test_everybody_is_quoted_before_anybody_is_twice(found: list[Candidate]) -> None:
    people = [found[place].source for place in order(found, list(np.linspace(1.0, 0.1, len(found))))]
    assert len(set(people[: len(set(people))])) == len(set(people))


def test_other_organisations_come_first() -> None:
    assert order(candidates("a x +", "b x +", "c y +"), [0.9, 0.8, 0.7]) == [0, 2, 1]


def test_other_words_come_first() -> None:
    likeness = np.array([[1.0, 0.95, 0.0], [0.95, 1.0, 0.0], [0.0, 0.0, 1.0]])
    assert order(candidates("a x +", "b y +", "c z +"), [0.9, 0.8, 0.7], likeness) == [0, 2, 1]


def test_clearest_comes_first_where_nothing_differs() -> None:
    assert order(candidates("a x +", "b y +", "c z +"), [0.5, 0.9, 0.7]) == [1, 2, 0]


@given(CANDIDATES, st.data())
def test_everybody_is_quoted_once(found: list[Candidate], data: st.DataObject) -> None:
    clarity = data.draw(st.lists(st.floats(0, 1), min_size=len(found), max_size=len(found)))
    assert sorted(order(found, clarity)) == list(range(len(found)))
