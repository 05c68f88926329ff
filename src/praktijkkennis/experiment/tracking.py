"""Results noted in MLflow, for who keeps their experiments there: a folder of files, nothing leaves the machine."""

from __future__ import annotations

import math
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praktijkkennis.experiment.results import ExperimentResult


def mlflow_installed() -> bool:
    """Tell whether MLflow (or mlflow-skinny) is installed, without importing it."""
    return find_spec("mlflow") is not None


def log_to_mlflow(result: ExperimentResult, folder: str | Path) -> int:
    """Note every variant as a run of an MLflow experiment of the same name.

    Parameters
    ----------
    result : ExperimentResult
        The result.
    folder : path
        Local file store, as MLflow's ``mlruns``.

    Returns
    -------
    int
        Number of runs noted: 0 when MLflow is not installed, or when all were noted before.
    """
    if not mlflow_installed():
        return 0
    # MLflow of 2026 keeps its file store, but wants to be told that one is meant.
    os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
    import mlflow

    client = mlflow.tracking.MlflowClient(tracking_uri=Path(folder).resolve().as_uri())
    known = client.get_experiment_by_name(result.name)
    experiment = known.experiment_id if known else client.create_experiment(result.name)
    identity = str(result.manifest["identity"])
    taken = {
        run.data.tags.get("praktijkkennis.variant")
        for run in client.search_runs([experiment], f"tags.`praktijkkennis.identity` = '{identity}'")
    }
    noted = 0
    for one in result.variants:
        if one.variant in taken:
            continue
        tags = {"praktijkkennis.identity": identity, "praktijkkennis.variant": one.variant}
        run = client.create_run(experiment, tags=tags, run_name=one.variant)
        for key, value in _parameters(result, one.variant).items():
            client.log_param(run.info.run_id, key, str(value)[:500])
        for measure, values in result.estimates[one.variant].items():
            for end, value in zip(("", "_low", "_high"), values, strict=True):
                if not math.isnan(value):
                    client.log_metric(run.info.run_id, measure.replace(":", "/") + end, value)
        if result.folder is not None:
            for name in ("manifest.json", "metrics.json"):
                client.log_artifact(run.info.run_id, str(result.folder / name))
        client.set_terminated(run.info.run_id)
        noted += 1
    return noted


def _parameters(result: ExperimentResult, variant: str) -> dict[str, Any]:
    settings = result.manifest["settings"]
    return {**settings["shared"], **settings["variants"][variant]}
