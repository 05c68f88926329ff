from __future__ import annotations

from typing import Any

import pytest

from praktijkkennis.evaluation import learned_trust_cards

ACCOUNT: dict[str, Any] = {
    "judged": True,
    "documents": 12,
    "whole_documents": 12,
    "sentences": 1274,
    "themes": {
        "zaaien": {"codes": 31, "after": {"precision": 0.72, "recall": 0.68, "f1": 0.7}},
        "oogsten": {"codes": 0, "after": {"precision": None, "recall": None, "f1": None}},
    },
}


def test_figures_of_a_learned_tagger_become_cards() -> None:
    one, other = learned_trust_cards(ACCOUNT, {"zaaien": "Het zaaien"})
    assert (one.name, one.level, one.f1, one.n_coded) == ("Het zaaien", "redelijk", 0.7, 31)
    assert "1.274 zinnen uit 12 eigen documenten" in one.sentence
    assert (other.name, other.level) == ("Oogsten", "onbekend")


@pytest.mark.parametrize("change", [{"judged": False}, {"whole_documents": 11}])
def test_nothing_is_claimed_without_a_fair_sample(change: dict[str, object]) -> None:
    assert learned_trust_cards(ACCOUNT | change, {}) == ()
