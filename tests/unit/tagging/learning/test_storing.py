from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from praktijkkennis.codebook import codebook_from_dict
from praktijkkennis.errors import TaggerError
from praktijkkennis.tagging.learning.learned import LearnedTagger
from praktijkkennis.tagging.learning.stances import N_SAID
from praktijkkennis.tagging.learning.storing import load_tagger, tagger_files

BOOK = codebook_from_dict(
    {
        "key": "tuin",
        "name": "De tuin",
        "themes": [
            {"key": "zaaien", "name": "Zaaien", "terms": ["zaai*", {"term": "poot|aardappel", "weight": 0.5}]},
            {"key": "oogsten", "name": "Oogsten", "examples": ["We plukten bonen.", {"text": "x", "also": ["zaaien"]}]},
        ],
    },
    "tuin.toml",
)


@pytest.fixture
def tagger() -> LearnedTagger:
    rng = np.random.default_rng(0)
    return LearnedTagger(
        codebook=BOOK,
        embedder="woorden",
        embedder_checksum="0" * 64,
        base="codeboek",
        base_identity="codebook 1",
        ordinary_checksum="1" * 64,
        thresholds=np.array([0.3, 0.4]),
        scale=np.ones(2),
        coefficients=rng.standard_normal((2, 5)),
        shift=np.zeros(2),
        account={"codes": 3},
    )


def write(tagger: LearnedTagger, folder: Path) -> Path:
    folder.mkdir()
    for name, content in tagger_files(tagger, "# kaart\n").items():
        (folder / name).write_bytes(content)
    return folder


def test_it_comes_back_as_it_was(tagger: LearnedTagger, tmp_path: Path) -> None:
    back = load_tagger(write(tagger, tmp_path / "codeur"))
    assert back.checksum == tagger.checksum
    assert back.codebook == BOOK
    assert back.coefficients.tolist() == tagger.coefficients.tolist()
    assert back.account == {"codes": 3}


def test_the_same_tagger_gives_the_same_bytes(tagger: LearnedTagger) -> None:
    assert tagger_files(tagger, "kaart") == tagger_files(replace(tagger), "kaart")


def test_arrays_are_plain(tagger: LearnedTagger, tmp_path: Path) -> None:
    folder = write(tagger, tmp_path / "codeur")
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "config.json", "weights.npz"]
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        assert {stored[name].dtype for name in stored.files} == {np.dtype(np.float64)}


def test_a_pickle_is_refused(tagger: LearnedTagger, tmp_path: Path) -> None:
    folder = write(tagger, tmp_path / "codeur")
    np.savez(folder / "weights.npz", scale=np.array([{"boze": "opzet"}], dtype=object))
    with pytest.raises(TaggerError, match="beschadigd"):
        load_tagger(folder)


@pytest.mark.parametrize("name", ["config.json", "weights.npz"])
def test_half_a_file_is_told(tagger: LearnedTagger, tmp_path: Path, name: str) -> None:
    folder = write(tagger, tmp_path / "codeur")
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(TaggerError, match="codeur"):
        load_tagger(folder)


def test_weights_of_another_tagger_are_told(tagger: LearnedTagger, tmp_path: Path) -> None:
    folder = write(tagger, tmp_path / "codeur")
    other = write(replace(tagger, shift=np.ones(2)), tmp_path / "ander")
    (folder / "weights.npz").write_bytes((other / "weights.npz").read_bytes())
    with pytest.raises(TaggerError, match="beschadigd"):
        load_tagger(folder)


def test_another_version_is_told(tagger: LearnedTagger, tmp_path: Path) -> None:
    folder = write(tagger, tmp_path / "codeur")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"version": 99}), encoding="utf-8")
    with pytest.raises(TaggerError, match="andere versie"):
        load_tagger(folder)


@pytest.mark.parametrize("content", ["[]", '{"format": "iets anders"}', "geen json"])
def test_another_folder_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(TaggerError, match="staat geen codeur"):
        load_tagger(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TaggerError, match="bestaat niet"):
        load_tagger(tmp_path / "weg")


def test_stances_come_back_as_they_were(tagger: LearnedTagger, tmp_path: Path) -> None:
    told = replace(tagger, stance=np.random.default_rng(1).standard_normal((3, 5 + N_SAID)))
    folder = write(told, tmp_path / "codeur")
    back = load_tagger(folder)
    assert back.stance is not None
    assert back.stance.tolist() == told.stance.tolist()  # type: ignore[union-attr]
    assert back.checksum == told.checksum != tagger.checksum
    # Who knows nothing of stances must not read it for another tagger.
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["version"] == 2


def test_a_tagger_without_stances_is_written_as_ever(tagger: LearnedTagger, tmp_path: Path) -> None:
    folder = write(tagger, tmp_path / "codeur")
    assert json.loads((folder / "config.json").read_text(encoding="utf-8"))["version"] == 1
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        assert set(stored.files) == {"scale", "coefficients", "shift"}
    assert load_tagger(folder).stance is None


@pytest.mark.parametrize("stance", [np.zeros((3, 5)), np.zeros((2, 5 + N_SAID)), np.full((3, 5 + N_SAID), np.nan)])
def test_stances_that_do_not_fit_are_told(tagger: LearnedTagger, tmp_path: Path, stance: np.ndarray) -> None:
    folder = write(replace(tagger, stance=stance), tmp_path / "codeur")
    with pytest.raises(TaggerError, match="beschadigd"):
        load_tagger(folder)
