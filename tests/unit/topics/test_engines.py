"""What engines say of the number of topics."""

from __future__ import annotations

import numpy as np
import pytest

from praktijkkennis.topics.engines.number import returned
from praktijkkennis.topics.engines.protocol import number_note


@pytest.mark.parametrize(
    ("found", "wanted", "said"),
    [
        (7, None, "Het aantal onderwerpen (7) is gegist."),
        (7, 7, "Het aantal onderwerpen (7) is opgegeven."),
        (2, 6, "Er zijn 6 onderwerpen gevraagd; deze methode komt in deze teksten op 2."),
        (2, 1, "Er is 1 onderwerp gevraagd; deze methode komt in deze teksten op 2."),
    ],
)
def test_another_number_than_was_asked_for_is_not_called_asked_for(found: int, wanted: int | None, said: str) -> None:
    assert number_note(found, wanted, "is gegist") == said


def test_what_was_counted_is_said_with_its_condition() -> None:
    documents = np.array([0, 0, 1, 2, 3])
    assert returned(0, 2, documents).endswith(
        "kwam op steekproeven van de teksten geen van de 2 terug, in minstens 3 teksten"
    )
    assert "kwamen" in returned(2, 2, documents)
    assert "in minstens" not in returned(1, 2, np.zeros(5, dtype=np.int64))
