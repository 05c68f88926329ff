from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from praktijkkennis.cli.train import with_tagger
from praktijkkennis.errors import SettingsError
from praktijkkennis.settings import Settings, TaggingSettings, load_settings

TOP = Path(__file__).parents[3]
HORECA = TOP / "corpora" / "codeboeken" / "horeca"


def test_the_call_wins_over_the_file() -> None:
    settings = Settings(tagging=TaggingSettings(threshold=0.4))
    assert with_tagger(settings, None, "streng", None).tagging == TaggingSettings(strictness=0.75)
    strict = Settings(tagging=TaggingSettings(strictness=0.9))
    assert with_tagger(strict, None, None, 0.4).tagging.strictness is None
    assert with_tagger(strict, Path("codeur"), None, None).models.tagger == "codeur"


def test_a_file_may_say_it_in_a_word(tmp_path: Path) -> None:
    path = tmp_path / "i.toml"
    path.write_text('[tagging]\nstrictness = "ruim"\n[models]\ntagger = "codeur"\n', encoding="utf-8")
    settings = load_settings(path)
    assert settings.tagging.strictness == 0.25
    assert settings.models.tagger == str(tmp_path / "codeur")


@pytest.mark.parametrize("text", ['strictness = "hard"', "strictness = 2", "strictness = 0.5\nthreshold = 0.5"])
def test_nonsense_in_a_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "i.toml"
    path.write_text(f"[tagging]\n{text}\n", encoding="utf-8")
    with pytest.raises(SettingsError):
        load_settings(path)


def test_threshold_and_strictness_do_not_go_together(call: Callable[..., object], tmp_path: Path) -> None:
    outcome = call("tag", tmp_path, "--out", tmp_path / "x.csv", "--threshold", "0.4", "--strictness", "streng")
    assert (outcome.code, outcome.err.count("niet allebei")) == (2, 1)  # type: ignore[attr-defined]


def test_a_strictness_that_is_none_is_told(call: Callable[..., object], tmp_path: Path) -> None:
    outcome = call("tag", tmp_path, "--out", tmp_path / "x.csv", "--strictness", "hard")
    assert outcome.code == 2  # type: ignore[attr-defined]
    assert "kies ruim, gewoon, streng" in outcome.err  # type: ignore[attr-defined]


def test_other_files_are_not_overwritten(call: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    outcome = call("train", HORECA / "gecodeerd.jsonl", "--out", tmp_path)
    assert outcome.code == 2  # type: ignore[attr-defined]
    assert "andere bestanden" in outcome.err  # type: ignore[attr-defined]


def test_learn_and_use(call: Callable[..., object], tmp_path: Path) -> None:
    lines = (HORECA / "gecodeerd.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    coded = tmp_path / "gecodeerd.jsonl"
    coded.write_text("".join(lines[:5]), encoding="utf-8")
    (tmp_path / "nieuw.txt").write_text("We hebben al maanden een vacature voor een kok.\n", encoding="utf-8")
    folder, book = tmp_path / "codeur", HORECA / "codeboek.toml"
    learned = call("train", coded, "--codebook", book, "--out", folder, "--pipeline", "nl_praktijk_sm")
    assert learned.code == 0, learned.err  # type: ignore[attr-defined]
    assert "uit 5 documenten" in learned.out  # type: ignore[attr-defined]
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "Werken in de horeca" in card
    assert "kruisvalidatie" in card
    out = tmp_path / "codes.csv"
    options = ("--tagger", folder, "--strictness", "ruim", "--pipeline", "nl_praktijk_sm")
    tagged = call("tag", tmp_path / "nieuw.txt", "--out", out, *options)
    assert tagged.code == 0, tagged.err  # type: ignore[attr-defined]
    with out.open(encoding="utf-8", newline="") as handle:
        assert "personeelstekort" in {row["theme"] for row in csv.DictReader(handle)}
    (tmp_path / "ander.jsonl").write_text(lines[5], encoding="utf-8")
    judged = call("evaluate", tmp_path / "ander.jsonl", "--tagger", folder, "--pipeline", "nl_praktijk_sm")
    assert judged.code == 0, judged.err  # type: ignore[attr-defined]
    assert "uit 1 document;" in judged.out  # type: ignore[attr-defined]
    assert "personeelstekort" in judged.out  # type: ignore[attr-defined]
    refused = call(
        "tag", tmp_path / "nieuw.txt", "--out", tmp_path / "x.csv", "--tagger", folder, "--embedder", "usem3"
    )
    assert refused.code == 2  # type: ignore[attr-defined]
    assert "Geef --embedder nl_praktijk_e5" in refused.err  # type: ignore[attr-defined]
