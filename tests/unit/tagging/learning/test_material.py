from __future__ import annotations

import numpy as np

from praktijkkennis.document import STANCES, Span, Stance
from praktijkkennis.tagging.learning.material import Code, labels_of, stance_votes

SENTENCES = [Span(0, 10), Span(11, 30), Span(31, 40)]
THEMES = ("a", "b")


def test_a_sentence_without_a_code_has_no_theme() -> None:
    labels = labels_of(SENTENCES, THEMES, [[Code(11, 30, "b")]])
    assert labels.tolist() == [[0, 0], [0, 1], [0, 0]]


def test_a_code_counts_for_sentences_that_share_half() -> None:
    labels = labels_of(SENTENCES, THEMES, [[Code(0, 18, "a")]])
    assert labels[:, 0].tolist() == [1, 0, 0]
    assert labels_of(SENTENCES, THEMES, [[Code(14, 20, "a")]])[:, 0].tolist() == [0, 1, 0]


def test_what_coders_disagree_on_is_not_known() -> None:
    labels = labels_of(SENTENCES, THEMES, [[Code(0, 10, "a")], [Code(0, 10, "a"), Code(11, 30, "a")]])
    assert labels[:, 0].tolist() == [1, -1, 0]


def test_what_nobody_looked_at_is_not_known() -> None:
    labels = labels_of(SENTENCES, THEMES, [[Code(0, 10, "a")]], seen=[(0, 30)])
    assert labels.tolist() == [[1, 0], [0, 0], [-1, -1]]


def test_of_single_judgements_the_rest_is_not_known() -> None:
    codes = [Code(0, 10, "a"), Code(0, 10, "b", there=False), Code(11, 30, "a", there=False)]
    labels = labels_of(SENTENCES, THEMES, [codes], partial=True)
    assert labels.tolist() == [[1, 0], [0, -1], [-1, -1]]


def test_without_coders_nothing_is_known() -> None:
    assert labels_of(SENTENCES, THEMES, []).tolist() == [[-1, -1]] * 3


def votes(*coders: list[Code]) -> dict[tuple[int, str], float]:
    found = stance_votes(SENTENCES, THEMES, coders, labels_of(SENTENCES, THEMES, coders))
    return {
        (int(row), STANCES[stance]): float(found[row, stance]) for row, stance in zip(*np.nonzero(found), strict=True)
    }


def coded(theme: str, stance: Stance | None, *, there: bool = True) -> Code:
    return Code(0, 10, theme, there, stance)


def test_every_theme_of_a_sentence_has_one_vote() -> None:
    both = [coded("a", "neutraal"), coded("b", "belemmerend")]
    assert votes(both) == {(0, "neutraal"): 1.0, (0, "belemmerend"): 1.0}
    assert votes(both, both) == votes(both)


def test_coders_who_disagree_on_a_stance_share_the_vote() -> None:
    found = votes([coded("a", "neutraal")], [coded("a", "belemmerend")])
    assert found == {(0, "neutraal"): 0.5, (0, "belemmerend"): 0.5}


def test_no_stance_and_no_theme_give_no_vote() -> None:
    assert votes([coded("a", None)]) == {}
    assert votes([coded("a", "neutraal", there=False)]) == {}
    # One coder sees the theme, the other does not.
    assert votes([coded("a", "neutraal")], []) == {}
    assert votes([coded("a", "neutraal")], [coded("a", None)]) == {(0, "neutraal"): 1.0}
