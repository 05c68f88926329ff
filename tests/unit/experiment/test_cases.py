from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment import compare, read_description, read_lock, reproduce, run_experiment, write_lock
from praktijkkennis.experiment.locks import outdated

HELPER = "LETTER = 'a'\n"
SCRIPT = """
import json
from pathlib import Path
from helper import LETTER
from praktijkkennis.experiment import Counted

NOTHING = 3

def counts(files, stages, letter=LETTER, seed=0):
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            case = json.loads(line)
            said, true = letter in case["text"], case["true"]
            yield Counted(f"{path.stem} {number}", case.get("group", ""), said and true, said, said and true, true)

def nothing(files, stages):
    return []
"""
CASES = [
    {"text": "aap", "true": True},
    {"text": "noot", "true": True},
    {"text": "maas", "true": False},
    {"text": "gaas", "true": True},
    {"text": "boom", "true": False},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "helper.py").write_text(HELPER, encoding="utf-8")
    (tmp_path / "scripts" / "tel.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "gevallen.jsonl").write_text("\n".join(map(json.dumps, CASES)) + "\n", encoding="utf-8")
    return tmp_path


def described(folder: Path, **cases: Any) -> Any:
    config = {"kind": "cases", "title": "x", "corpus": {"test": ["gevallen.jsonl"]}, "metrics": {"resamples": 50}}
    return read_description({**config, "cases": {"script": "scripts/tel.py", **cases}}, folder)


def test_what_a_function_counts_becomes_measures_with_intervals(folder: Path) -> None:
    result = run_experiment(described(folder), runs=None)
    (found,) = result.estimates.values()
    assert {name: values[0] for name, values in found.items()} == {
        "macro_f1": 0.666667, "precision": 0.666667, "recall": 0.666667, "cases": 5.0, "marked": 3.0
    }  # fmt: skip
    assert found["recall"][1] < found["recall"][0] < found["recall"][2]
    assert result.predictions["document_id"].tolist() == [f"gevallen {number}" for number in range(5)]
    assert sorted(result.manifest["inputs"]) == ["gevallen.jsonl"]


def test_the_macro_average_is_over_classes_and_nothing_said_is_nothing_right(folder: Path) -> None:
    both = [case | {"group": "een"} for case in CASES] + [{"text": "boom", "true": True, "group": "twee"}]
    (folder / "gevallen.jsonl").write_text("\n".join(map(json.dumps, both)), encoding="utf-8")
    (found,) = run_experiment(described(folder), runs=None).estimates.values()
    assert found["macro_f1"][0] == pytest.approx(0.333333)
    assert found["recall"][0] == 0.5


def test_options_make_variants_that_can_be_compared(folder: Path) -> None:
    config = {
        "kind": "cases", "title": "x", "corpus": {"test": ["gevallen.jsonl"]}, "metrics": {"resamples": 50},
        "cases": {"script": "scripts/tel.py"}, "grid": {"cases.options.letter": ["a", "o"]},
    }  # fmt: skip
    result = run_experiment(read_description(config, folder), runs=None)
    rows = compare([result], n_resamples=50, n_trials=99).rows
    assert [row.variant for row in rows] == ["a", "o"]
    assert rows[1].difference[0] == pytest.approx(rows[1].values["macro_f1"][0] - rows[0].values["macro_f1"][0])
    assert 0 < rows[1].p <= 1


def test_what_is_recorded_hangs_on_the_script_and_what_it_imports(folder: Path) -> None:
    path = folder / "tellen.toml"
    path.write_text(
        'kind = "cases"\ntitle = "x"\n[corpus]\ntest = ["gevallen.jsonl"]\n[cases]\nscript = "scripts/tel.py"\n',
        encoding="utf-8",
    )
    here = read_description(path)
    write_lock(run_experiment(here, runs=None), here.lock_path)
    assert reproduce(path).verdict == "gelijk"
    assert outdated(here, read_lock(here.lock_path)) == []
    (folder / "scripts" / "helper.py").write_text("LETTER = 'o'\n", encoding="utf-8")
    found = reproduce(path)
    assert (found.verdict, found.causes) == ("anders", ("de code van praktijkkennis is veranderd",))


def test_a_description_that_is_extended_keeps_its_script(folder: Path) -> None:
    (folder / "basis.toml").write_text(
        'kind = "cases"\ntitle = "x"\n[corpus]\ntest = ["gevallen.jsonl"]\n[cases]\nscript = "scripts/tel.py"\n',
        encoding="utf-8",
    )
    (folder / "dieper").mkdir()
    (folder / "dieper" / "proef.toml").write_text('extends = "../basis.toml"\n', encoding="utf-8")
    assert len(run_experiment(folder / "dieper" / "proef.toml", runs=None).variants) == 1


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        ({"script": "scripts/weg.py"}, "bestaat niet of is geen Python"),
        ({"function": "telt"}, "heeft geen functie 'telt'"),
        ({"function": "NOTHING"}, "heeft geen functie 'NOTHING'"),
        ({"function": "nothing"}, "telt niets"),
        ({"options": {"lettr": "a"}}, "neemt deze 'options' niet aan"),
    ],
)
def test_a_script_that_cannot_count(folder: Path, cases: dict[str, Any], message: str) -> None:
    with pytest.raises(ExperimentError, match=message):
        run_experiment(described(folder, **cases), runs=None)


def test_the_scripts_of_the_repository_count(tmp_path: Path) -> None:
    """Two of the light ones: the others take the language pipeline."""
    top = Path(__file__).parents[3]
    base = {"kind": "cases", "title": "x", "metrics": {"resamples": 0}}
    for function, file in (("compounds", "samenstellingen.jsonl"), ("boundaries", "zinsgrenzen/2*.txt")):
        config = {
            **base,
            "corpus": {"test": [f"../tests/regression/cases/{file}"]},
            "cases": {"script": "taal/tellen.py", "function": function, "options": {"half": "unseen"}},
        }
        (found,) = run_experiment(read_description(config, top / "experiments"), runs=None).estimates.values()
        assert found["macro_f1"][0] > 0.8
        assert found["cases"][0] > 4
