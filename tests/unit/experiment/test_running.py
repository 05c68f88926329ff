from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment import compare, read_description, read_result, run_experiment
from praktijkkennis.experiment.kinds import tagging
from praktijkkennis.experiment.results import is_complete
from praktijkkennis.experiment.running import finished_result


def test_a_run_leaves_a_whole_folder_that_can_be_read_back(proef: Path, tmp_path: Path) -> None:
    result = run_experiment(proef, runs=tmp_path / "runs")
    assert result.folder is not None
    assert sorted(path.name for path in result.folder.iterdir()) == [
        "documents.parquet", "duration.json", "figure.svg", "manifest.json", "metrics.json", "predictions.parquet",
        "table.csv", "table.md", "table.tex",
    ]  # fmt: skip
    again = read_result(result.folder)
    assert again.metrics.equals(result.metrics)
    assert again.documents.equals(result.documents)
    assert np.array_equal(again.variant("woorden").terms, result.variant("woorden").terms)
    assert again.variant("woorden").estimates(50) == result.variant("woorden").estimates(50)
    manifest = json.loads((result.folder / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(manifest["inputs"]) == ["codeboek.toml", "deel1.jsonl", "deel2.jsonl"]
    assert manifest["settings"]["variants"]["streng"]["tagger.threshold"] == 0.9
    assert manifest["packages"]["scikit-learn"]
    assert str(tmp_path) not in (result.folder / "manifest.json").read_text(encoding="utf-8")


def test_words_that_tell_everything_are_learned(proef: Path) -> None:
    result = run_experiment(proef, runs=None)
    scores = result.metrics.set_index(["variant", "measure"])["value"]
    assert scores["woorden", "macro_f1"] == 1.0
    assert scores["streng", "recall"] < 1.0
    predictions = result.predictions
    assert set(predictions["theme"]) == {"rooster", "koffie"}
    assert (predictions["score"] <= 1).all()


def test_a_second_run_computes_nothing(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run_experiment(proef, runs=tmp_path / "runs")
    monkeypatch.setattr(tagging, "judge", broken)
    assert run_experiment(proef, runs=tmp_path / "runs").folder == first.folder
    # Outcomes of variants are remembered apart from the folder.
    assert run_experiment(proef, runs=tmp_path / "runs", again=True).metrics.equals(first.metrics)
    with pytest.raises(RuntimeError):
        run_experiment(proef, runs=tmp_path / "runs", again=True, remember=False)


def test_a_variant_that_is_added_is_all_that_is_computed(
    proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_experiment(proef, runs=tmp_path / "runs")
    asked: list[str] = []
    real = tagging.judge

    def judge(config: Any, *rest: Any) -> Any:
        asked.append(config.tagger.method)
        return real(config, *rest)

    monkeypatch.setattr(tagging, "judge", judge)
    added = proef.read_text(encoding="utf-8").replace("tagger = [", 'tagger = [{ label = "lijst", method = "terms" }, ')
    proef.write_text(added, encoding="utf-8")
    assert len(run_experiment(proef, runs=tmp_path / "runs").variants) == 3
    assert asked == ["terms"]


def test_a_run_from_nothing_takes_only_what_was_made_from_nothing(
    proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = tmp_path / "runs"
    remembered = run_experiment(proef, runs=runs)
    fresh = run_experiment(proef, runs=runs, remember=False)
    assert (remembered.remembered, fresh.remembered, fresh.folder) == (True, False, remembered.folder)
    monkeypatch.setattr(tagging, "judge", broken)
    assert run_experiment(proef, runs=runs, remember=False).metrics.equals(fresh.metrics)


def test_a_folder_without_durations_is_not_whole_and_is_made_again(proef: Path, tmp_path: Path) -> None:
    first = run_experiment(proef, runs=tmp_path / "runs")
    assert first.folder is not None
    (first.folder / "duration.json").unlink()
    assert not is_complete(first.folder)
    assert run_experiment(proef, runs=tmp_path / "runs").folder == first.folder
    assert is_complete(first.folder)


def test_running_again_never_leaves_none(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run_experiment(proef, runs=tmp_path / "runs")
    folder, real = first.folder, os.replace
    assert folder is not None

    def killed(source: Any, target: Any) -> None:
        if Path(target) == folder:
            raise KeyboardInterrupt
        real(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            run_experiment(proef, runs=tmp_path / "runs", again=True)
    # It was killed at the worst moment; what was there is still there.
    monkeypatch.setattr(tagging, "judge", broken)
    again = run_experiment(proef, runs=tmp_path / "runs")
    assert again.metrics.equals(first.metrics)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_a_killed_run_left_is_cleared_after_a_day(proef: Path, tmp_path: Path) -> None:
    old, young = (tmp_path / "runs" / "proef" / f".{name}.1.deel" for name in ("oud", "jong"))
    for left in (old, young):
        left.mkdir(parents=True)
    yesterday = old.stat().st_mtime - 2 * 24 * 60 * 60
    os.utime(old, (yesterday, yesterday))
    run_experiment(proef, runs=tmp_path / "runs")
    assert (old.exists(), young.exists()) == (False, True)


def broken(*arguments: Any) -> None:
    raise RuntimeError("computed again")


def test_a_run_that_breaks_off_leaves_nothing_half_and_goes_on(
    proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs, real = tmp_path / "runs", tagging.judge
    asked: list[float | None] = []

    def judge_until(allowed: int) -> Callable[..., Any]:
        def judge(config: Any, *rest: Any) -> Any:
            if len(asked) >= allowed:
                raise KeyboardInterrupt
            asked.append(config.tagger.threshold)
            return real(config, *rest)

        return judge

    monkeypatch.setattr(tagging, "judge", judge_until(1))
    with pytest.raises(KeyboardInterrupt):
        run_experiment(proef, runs=runs)
    assert not (runs / "proef").exists()
    monkeypatch.setattr(tagging, "judge", judge_until(2))
    result = run_experiment(proef, runs=runs)
    assert asked == [None, 0.9]
    assert result.folder is not None
    assert [path.name for path in (runs / "proef").iterdir()] == [result.folder.name]


def test_another_text_or_setting_is_another_run(proef: Path, tmp_path: Path) -> None:
    first = run_experiment(proef, runs=tmp_path / "runs")
    path = proef.with_name("deel1.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace("regende", "sneeuwde"), encoding="utf-8")
    assert finished_result(read_description(proef), tmp_path / "runs") is None
    second = run_experiment(proef, runs=tmp_path / "runs")
    assert second.folder != first.folder
    changed = [name for name, value in second.manifest["inputs"].items() if value != first.manifest["inputs"][name]]
    assert changed == ["deel1.jsonl"]
    assert finished_result(read_description(proef), tmp_path / "runs") is not None


def test_plain_data_is_an_experiment_too(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus)
    config = {
        "name": "los",
        "kind": "tagging",
        "title": "Los",
        "corpus": {"train": ["deel1.jsonl"], "test": ["deel2.jsonl"], "codebook": "codeboek.toml"},
        "tagger": {"method": "tfidf"},
    }
    result = run_experiment(config, runs=None)
    assert result.name == "los"
    assert result.folder is None
    (variant,) = result.variants
    assert variant.documents == ("d20", "d21", "d22")


def test_judging_what_was_learned_from_is_refused(corpus: Path) -> None:
    base = {"kind": "tagging", "title": "x", "tagger": {"method": "tfidf"}}
    same = {"train": ["deel1.jsonl"], "test": ["deel1.jsonl"], "codebook": "codeboek.toml"}
    with pytest.raises(ExperimentError, match="staat in 'train' en in 'test'"):
        run_experiment(read_description({**base, "corpus": same}, corpus), runs=None)
    seen = {"train": ["deel*.jsonl"], "seen_by": ["tfidf"], "codebook": "codeboek.toml"}
    config = {**base, "corpus": seen, "split": {"method": "files", "folds": 2}}
    with pytest.raises(ExperimentError, match="De methode 'tfidf' heeft van deze teksten geleerd"):
        run_experiment(read_description(config, corpus), runs=None)


def test_too_few_files_for_the_folds(corpus: Path) -> None:
    config = {
        "kind": "tagging",
        "title": "x",
        "corpus": {"train": ["deel*.jsonl"], "codebook": "codeboek.toml"},
        "split": {"method": "files", "folds": 3},
        "tagger": {"method": "tfidf"},
    }
    with pytest.raises(ExperimentError, match="Er zijn 2 bestanden, te weinig voor 3 delen"):
        run_experiment(read_description(config, corpus), runs=None)


def test_comparing_tells_what_is_better_and_whether_that_is_chance(proef: Path) -> None:
    result = run_experiment(proef, runs=None)
    comparison = compare([result], measures=["recall", "macro_f1"], n_resamples=200, n_trials=999)
    first, second = comparison.rows
    assert np.isnan(first.p)
    assert second.difference[0] == pytest.approx(second.values["recall"][0] - first.values["recall"][0])
    assert second.difference[1] <= second.difference[0] <= second.difference[2]
    # Six documents can be exchanged in 64 ways, of which two at least give as large a difference.
    assert 0.02 < second.p < 0.06
    assert second.p_holm == second.p
    frame = comparison.to_frame()
    assert frame["difference"].tolist()[1] == second.difference[0]
    assert "| streng |" in comparison.table().to_markdown()
    assert "baseline" in comparison.table(english=True).to_latex()
    assert comparison.to_csv().startswith("experiment,variant,recall,recall_low")
    assert comparison.figure().startswith("<svg")


def test_a_comparison_for_a_paper_has_an_english_figure(proef: Path) -> None:
    comparison = compare([run_experiment(proef, runs=None)], measures=["recall"], n_resamples=20, n_trials=19)
    dutch, english = comparison.figure(), comparison.figure(english=True)
    assert "<title>vangst</title>" in dutch
    assert "<title>recall</title>" in english
    assert "vangst" not in english
    assert ">0,2</text>" in dutch
    assert ">0.2</text>" in english
    assert not re.search(r">\d+,\d+</text>", english)


def test_two_runs_of_one_experiment_can_be_told_apart(proef: Path, tmp_path: Path) -> None:
    before = run_experiment(proef, runs=tmp_path / "runs")
    path = proef.with_name("deel1.jsonl")
    path.write_text(path.read_text(encoding="utf-8").replace("regende", "sneeuwde"), encoding="utf-8")
    after = run_experiment(proef, runs=tmp_path / "runs")
    old, new = (str(one.manifest["identity"])[:6] for one in (before, after))
    comparison = compare([before, after], n_resamples=50, n_trials=99)
    assert comparison.names == tuple(f"proef {run}: {name}" for run in (old, new) for name in ("woorden", "streng"))
    rows = comparison.table().rows
    assert [row[-3] == "basis" for row in rows] == [True, False, False, False]
    assert comparison.to_frame()["run"].tolist()[2] == after.manifest["identity"]
    turned = compare([before, after], baseline=f"proef {new}: streng", n_resamples=50, n_trials=99)
    assert (set(turned.bases), turned.baseline) == ({3}, f"proef {new}: streng")
    with pytest.raises(ExperimentError, match=rf"Kies uit: 'proef {old}: streng', 'proef {new}: streng'"):
        compare([before, after], baseline="proef: streng")
    with pytest.raises(ExperimentError, match="staat er twee keer"):
        compare([before, before])


def test_comparisons_that_make_no_sense(proef: Path) -> None:
    result = run_experiment(proef, runs=None)
    with pytest.raises(ExperimentError, match="De maat 'f2' is niet gemeten"):
        compare([result], measures=["f2"])
    with pytest.raises(ExperimentError, match="De variant 'weg' bestaat niet"):
        compare([result], baseline="weg")


def test_variants_judged_by_other_codes_are_not_tested(proef: Path) -> None:
    result = run_experiment(proef, runs=None)
    first, second = result.variants
    people = [place for place, name in enumerate(second.columns) if name.startswith("people/")]
    terms = second.terms.copy()
    terms[:, 0, people[0]] += 1
    changed = replace(result, variants=(first, replace(second, terms=terms)))
    comparison = compare([changed], measures=["recall"], n_resamples=50, n_trials=99)
    assert np.isnan(comparison.rows[1].p)
    assert "dezelfde codes van mensen" in " ".join(comparison.table().notes)


def test_variants_without_their_package_are_told(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "extra", lambda config: "bestaat_niet" if config.tagger.threshold else "")
    result = run_experiment(proef, runs=tmp_path / "runs")
    assert [one.variant for one in result.variants] == ["woorden"]
    assert result.skipped == {"streng": "het pakket bestaat_niet is niet geïnstalleerd"}
    assert result.folder is not None
    assert "Niet gedraaid: streng" in (result.folder / "table.md").read_text(encoding="utf-8")
