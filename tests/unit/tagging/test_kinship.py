"""Words and parts of words that a sentence shares with a codebook."""

from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.codebook import Codebook, Theme
from praktijkkennis.tagging.kinship import Kinship, pieces_of


@pytest.fixture(scope="module")
def kinship(garden: Codebook) -> Kinship:
    return Kinship(garden)


def test_pieces_are_of_words_and_come_once() -> None:
    assert pieces_of("Mest, mest!") == ("^mest", "mest$")
    assert pieces_of("De heg is nu 12 cm.") == ()
    assert pieces_of("één jaar") == ("^jaar", "jaar$")


def test_theme_is_recognised_inside_a_longer_word(kinship: Kinship) -> None:
    scores = kinship.scores(["Bij regentonnen staat altijd een gieter.", "De notaris belt morgen terug."])
    assert scores[0].argmax() == 2
    assert scores[0, 2] > 1 > scores[1].max()


def test_common_pieces_say_less_than_rare_ones() -> None:
    book = Codebook("een", "Een", (Theme("a", "Anders", definition="Mensen werken aan kalebassen."),))
    rare, common = Kinship(book).scores(["Niemand wil kalebassen.", "Niemand wil mensen."])[:, 0]
    assert rare > common


def test_words_that_are_never_said_do_not_count_without_end() -> None:
    book = Codebook("een", "Een", (Theme("a", "Kieuwkasten"), Theme("b", "Raatlepels")))
    scores = Kinship(book).scores(["Kieuwkasten.", "Waar zijn die kieuwkasten en raatlepels toch gebleven?", "Nee."])
    assert 3 < scores[1].min() < scores.max() < 7
    assert abs(scores[2]).max() < 1


def test_nothing_scores_as_ordinary_as_a_sentence_that_shares_nothing(kinship: Kinship) -> None:
    empty, strange = kinship.scores(["", "Xyzzy qwfpg zxcvb."])
    assert np.array_equal(empty, strange)
    assert kinship.scores([]).shape == (0, 3)
