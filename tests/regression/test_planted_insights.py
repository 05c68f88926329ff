"""Planted insights are found, on the codes of people: the figures of the experiment may not sink unseen."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.embedding import Embedder, load_embedder

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def judging() -> Any:
    """The experiment that gives the figures."""
    spec = importlib.util.spec_from_file_location("terugvinden", TOP / "experiments" / "inzichten" / "terugvinden.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look for the module that they are in.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def encoder(judging: Any) -> Embedder:
    return load_embedder(judging.EMBEDDER)


@pytest.mark.parametrize(
    ("part", "with_company", "planted_only", "share_found"),
    [("toets", 0.67, 0.72, 0.8)],
)
def test_planted_insights_are_found(
    judging: Any, encoder: Embedder, part: str, with_company: float, planted_only: float, share_found: float
) -> None:
    path = TOP / "corpora" / "inzichten" / f"{part}.jsonl"
    passages = judging.read(path)
    groups = judging.extracted(path, passages, encoder)
    found, planted = judging.found_insights(passages, groups)
    assert planted == 24
    assert judging.b_cubed(passages, groups) >= with_company
    assert judging.b_cubed(passages, groups, company=False) >= planted_only
    assert found / planted >= share_found
