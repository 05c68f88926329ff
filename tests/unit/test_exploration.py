from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from praktijkkennis import pipeline as module
from praktijkkennis.embedding import Embedder
from praktijkkennis.exploration import explore, write_exploration
from praktijkkennis.pipeline import Pipeline
from praktijkkennis.settings import ModelSettings, PrivacySettings, Settings

SECRET = "kwikzilverlamp"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "teksten"
    folder.mkdir()
    rows = ["bestand;auteur;organisatie"]
    for place, name in enumerate(("Anna", "Bert", "Coen")):
        text = f"Wij maken het rooster van week {place} zelf. De planner belt de collega's niet meer. " * 4
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        rows.append(f"{name}.txt;{name};De Linde")
    (folder / "dirk.txt").write_text(f"De {SECRET} van het magazijn brandt elke nacht door. " * 8, encoding="utf-8")
    (folder / "metadata.csv").write_text("\n".join([*rows, "dirk.txt;Dirk;Klein BV"]), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("least", "n_withheld"), [(1, 0), (2, 1), (9, 4)])
def test_topics_hold_nothing_of_a_group_that_is_too_small(
    folder: Path, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, least: int, n_withheld: int
) -> None:
    monkeypatch.setattr(module, "load_embedder", lambda name: embedder)
    settings = Settings(
        models=ModelSettings(pipeline="nl_praktijk_sm", embedder="woorden"), privacy=PrivacySettings(min_group=least)
    )
    found = explore(Pipeline(settings), [folder], engine="nmf", n_topics=2)
    shown = n_withheld == 0
    write_exploration(found, tmp_path / "uit")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "uit").iterdir()}
    assert any(SECRET in text for text in written.values()) is shown
    assert any("dirk.txt" in text for text in written.values()) is shown
    page = html.unescape(written["onderwerpen.html"])
    assert json.loads(written["run.json"])["counts"]["withheld"] == n_withheld == len(found.withheld)
    assert (f"Uit die organisatie of sector komen minder dan {least} mensen aan het woord" in page) is bool(n_withheld)
