from __future__ import annotations

import os
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.errors import ExperimentError, OutputError, OutputPathError
from praktijkkennis.experiment import new_experiment, run_experiment
from praktijkkennis.experiment.templates import KINDS
from praktijkkennis.experiment.tracking import log_to_mlflow


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_experiment_is_right_as_it_stands(kind: str, corpus: Path) -> None:
    path = corpus / "map" / f"{kind}.toml"
    codebook = None if kind == "pipeline" else corpus / "codeboek.toml"
    texts = corpus / ("zinnen.conllu" if kind == "pipeline" else "deel1.jsonl")
    texts.touch()
    (corpus / "inzichten.json").write_text("[]", encoding="utf-8")
    described = new_experiment(path, kind, [texts], codebook)
    assert described.first.kind == kind
    named = (*described.first.corpus.train, *described.first.corpus.test)
    assert [one.resolve() for one in described.files(named)] == [texts.resolve()]
    assert path.read_text(encoding="utf-8").startswith(f"# Een proef: praktijkkennis experiment run {kind}.toml")


def test_nothing_is_written_over_or_into_the_blue(corpus: Path) -> None:
    with pytest.raises(OutputPathError, match="bestaat al"):
        new_experiment(corpus / "codeboek.toml", "tagging", [corpus / "deel1.jsonl"])
    with pytest.raises(OutputPathError, match=r"eindigen op \.toml"):
        new_experiment(corpus / "proef.txt", "tagging", [corpus / "deel1.jsonl"])
    with pytest.raises(ExperimentError, match="bestaat niet"):
        new_experiment(corpus / "nieuw.toml", "tagging", [corpus / "weg.jsonl"])
    assert not (corpus / "nieuw.toml").exists()
    with pytest.raises(ExperimentError, match="kan geen naam van een proef zijn"):
        new_experiment(corpus / 'mijn "proef".toml', "tagging", [corpus / "deel1.jsonl"])
    assert not list(corpus.glob("mijn*"))
    with pytest.raises(ExperimentError, match="hoort geen codeboek"):
        new_experiment(corpus / "nieuw.toml", "pipeline", [corpus / "deel1.jsonl"], corpus / "codeboek.toml")
    with pytest.raises(ExperimentError, match="geen bestand met ontlede zinnen"):
        new_experiment(corpus / "nieuw.toml", "pipeline", [corpus / "deel1.jsonl"])


@pytest.mark.parametrize("kind", ["tagging", "topics", "insights"])
def test_a_corpus_that_the_kind_cannot_read_is_refused(kind: str, corpus: Path) -> None:
    (corpus / "README.md").write_text("Lees mij.\n", encoding="utf-8")
    (corpus / "inzichten.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"geen bestand met gecodeerde teksten.*eindigen op .*\.jsonl\."):
        new_experiment(corpus / "nieuw.toml", kind, [corpus / "deel1.jsonl", corpus / "README.md"])
    with pytest.raises(ExperimentError, match="is een map"):
        new_experiment(corpus / "nieuw.toml", kind, [corpus])
    assert not (corpus / "nieuw.toml").exists()


def test_texts_without_what_was_planted_are_refused(corpus: Path) -> None:
    with pytest.raises(ExperimentError, match=r"staat geen 'inzichten\.json'"):
        new_experiment(corpus / "nieuw.toml", "insights", [corpus / "deel1.jsonl"], corpus / "codeboek.toml")
    assert not (corpus / "nieuw.toml").exists()


def test_without_mlflow_nothing_is_noted(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praktijkkennis.experiment.tracking.mlflow_installed", lambda: False)
    assert log_to_mlflow(run_experiment(proef, runs=None), tmp_path / "mlruns") == 0
    assert not (tmp_path / "mlruns").exists()


class Client:
    """What the client of MLflow is asked, with the store of all calls."""

    calls: list[tuple[Any, ...]] = []  # noqa: RUF012
    runs: list[Any] = []  # noqa: RUF012
    experiment: Any = None

    def __init__(self, tracking_uri: str) -> None:
        assert tracking_uri.startswith("file://")

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            Client.calls.append((name, *arguments))
            if name == "search_runs":
                return Client.runs
            if name == "get_experiment_by_name":
                return Client.experiment
            return types.SimpleNamespace(info=types.SimpleNamespace(run_id="r"))

        return call


def test_every_variant_is_a_run_of_mlflow(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run_experiment(proef, runs=tmp_path / "runs")
    imitated(monkeypatch)
    assert log_to_mlflow(result, tmp_path / "mlruns") == 2
    assert ("log_metric", "r", "macro_f1", 1.0) in Client.calls
    assert ("log_param", "r", "tagger.threshold", "0.9") in Client.calls


def imitated(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("mlflow")
    module.exceptions = types.SimpleNamespace(MlflowException=RuntimeError)  # type: ignore[attr-defined]
    module.tracking = types.SimpleNamespace(MlflowClient=Client)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mlflow", module)
    monkeypatch.setattr("praktijkkennis.experiment.tracking.mlflow_installed", lambda: True)
    for name in ("calls", "runs"):
        monkeypatch.setattr(Client, name, [])
    for name in ("MLFLOW_ALLOW_FILE_STORE", "MLFLOW_DISABLE_TELEMETRY"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


def test_mlflow_tells_its_makers_nothing(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imitated(monkeypatch)
    log_to_mlflow(run_experiment(proef, runs=None), tmp_path / "mlruns")
    assert os.environ["MLFLOW_DISABLE_TELEMETRY"] == "true"


def test_what_was_broken_off_is_noted_again(proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imitated(monkeypatch)
    for variant, status in (("woorden", "RUNNING"), ("streng", "FINISHED")):
        info = types.SimpleNamespace(run_id=variant, status=status)
        data = types.SimpleNamespace(tags={"praktijkkennis.variant": variant})
        Client.runs.append(types.SimpleNamespace(info=info, data=data))
    assert log_to_mlflow(run_experiment(proef, runs=None), tmp_path / "mlruns") == 1
    assert ("delete_run", "woorden") in Client.calls
    assert ("delete_run", "streng") not in Client.calls


def test_a_place_where_mlflow_cannot_write_is_told(
    proef: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imitated(monkeypatch)
    result = run_experiment(proef, runs=None)
    (tmp_path / "mlruns").write_text("", encoding="utf-8")
    with pytest.raises(OutputPathError, match="is een bestand, geen map"):
        log_to_mlflow(result, tmp_path / "mlruns")
    monkeypatch.setattr(Client, "experiment", types.SimpleNamespace(lifecycle_stage="deleted", experiment_id="1"))
    with pytest.raises(OutputError, match="weggegooid"):
        log_to_mlflow(result, tmp_path / "elders")


def test_mlflow_itself_keeps_every_variant(proef: Path, tmp_path: Path) -> None:
    pytest.importorskip("mlflow")
    from mlflow.tracking import MlflowClient

    result, folder = run_experiment(proef, runs=tmp_path / "runs"), tmp_path / "ml runs é"
    assert log_to_mlflow(result, folder) == 2
    assert log_to_mlflow(result, folder) == 0
    client = MlflowClient(tracking_uri=folder.as_uri())
    experiment = client.get_experiment_by_name("proef")
    assert experiment is not None
    found = {run.info.run_name: run for run in client.search_runs([experiment.experiment_id])}
    assert found["woorden"].data.metrics["macro_f1"] == 1.0
    assert found["streng"].data.params["tagger.threshold"] == "0.9"
    assert found["streng"].info.status == "FINISHED"
    assert [one.path for one in client.list_artifacts(found["streng"].info.run_id)] == ["manifest.json", "metrics.json"]
    client.delete_experiment(experiment.experiment_id)
    with pytest.raises(OutputError, match="weggegooid"):
        log_to_mlflow(result, folder)
