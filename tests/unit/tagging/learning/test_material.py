from __future__ import annotations

from praktijkkennis.document import Span
from praktijkkennis.tagging.learning.material import Code, labels_of

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
