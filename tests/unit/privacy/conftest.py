from __future__ import annotations

from collections.abc import Callable

import pytest

from praktijkkennis.privacy import LABELS, find_identifying

Find = Callable[..., list[str]]


@pytest.fixture(scope="session")
def find() -> Find:
    """What is found of one label in a text, as it stands there."""

    def run(text: str, label: str = "PERSOON", **options: object) -> list[str]:
        found = find_identifying(text, labels=LABELS, **options)  # type: ignore[arg-type]
        return [text[one.start : one.end] for one in found if one.label == label]

    return run
