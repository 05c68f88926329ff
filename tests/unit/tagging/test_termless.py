"""What is weighed for a theme without terms."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from praktijkkennis.tagging.termless import TERMLESS_FEATURES, TermlessCombination, lay_out_termless

KIND = {name: place for place, name in enumerate(TERMLESS_FEATURES)}
MEANING = arrays(np.float64, (4, 2), elements=st.floats(-8, 8))


@given(MEANING, MEANING, st.floats(0, 2))
def test_log_odds_never_fall_when_a_sign_of_the_theme_grows(
    likeness: np.ndarray, kinship: np.ndarray, more: float
) -> None:
    features = lay_out_termless(likeness, likeness, kinship, np.array([5, 9, 30, 4]))
    before = TermlessCombination().log_odds(features)
    for name in ("likeness", "nearness", "before", "after", "second_before", "kinship", "kin_before", "length"):
        raised = features.copy()
        raised[..., KIND[name]] += more
        assert np.all(TermlessCombination().log_odds(raised) >= before), name


def test_surroundings_are_laid_out() -> None:
    likeness = np.array([[6.0, 1.0], [0.5, 2.0], [-1.0, 4.0]])
    kinship = np.array([[1.0, 0.0], [0.0, 3.0], [2.0, 5.0]])
    features = lay_out_termless(likeness, likeness, kinship, np.array([4, 4, 4]))
    assert features[:, 0, KIND["second_before"]].tolist() == [0.0, 0.0, 6.0]
    assert features[:, 0, KIND["second_after"]].tolist() == [-1.0, 0.0, 0.0]
    assert features[:, 1, KIND["kin_before"]].tolist() == [0.0, 0.0, 3.0]
    assert features[:, 1, KIND["rival"]].tolist() == [6.0, 0.5, -1.0]
    assert np.allclose(features[:, 0, KIND["document"]], 5.5 / 8)


def test_a_sentence_by_itself_can_be_laid_out() -> None:
    one = np.ones((1, 1))
    features = lay_out_termless(one, one, one, np.array([7]))
    assert features.shape == (1, 1, len(TERMLESS_FEATURES))
    assert not features[..., [KIND["before"], KIND["second_after"], KIND["rival"]]].any()
