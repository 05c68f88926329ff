"""Results noted in MLflow, for who keeps their experiments there: a folder of files, nothing leaves the machine."""

from __future__ import annotations

import math
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from praktijkkennis.errors import OutputError, OutputPathError, reason_of

if TYPE_CHECKING:
    from praktijkkennis.experiment.results import ExperimentResult

_IDENTITY, _VARIANT = "praktijkkennis.identity", "praktijkkennis.variant"
_LONGEST = 6000
"""Characters of a parameter that MLflow keeps."""


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

    Raises
    ------
    OutputError
        When the folder cannot be written in, or the experiment was thrown away there.
    """
    if not mlflow_installed():
        return 0
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise OutputPathError(f"'{folder}' is een bestand, geen map. Geef voor MLflow een map op.")
    mlflow = _mlflow()
    try:
        return _noted(mlflow, result, folder)
    except (OSError, mlflow.exceptions.MlflowException) as error:
        why = reason_of(error) if isinstance(error, OSError) else error
        raise OutputError(
            f"MLflow kan niet schrijven in '{folder}' ({why}). Maak ruimte of kies een andere map."
        ) from error


def _noted(mlflow: Any, result: ExperimentResult, folder: Path) -> int:
    client = mlflow.tracking.MlflowClient(tracking_uri=folder.resolve().as_uri())
    experiment = _experiment_id(client, result.name, folder)
    identity = str(result.manifest["identity"])
    whole = set()
    for run in client.search_runs([experiment], f"tags.`{_IDENTITY}` = '{identity}'"):
        if run.info.status == "FINISHED":
            whole.add(run.data.tags.get(_VARIANT))
        else:
            # Left behind by a call that was broken off.
            client.delete_run(run.info.run_id)
    new = [one for one in result.variants if one.variant not in whole]
    for one in new:
        tags = {_IDENTITY: identity, _VARIANT: one.variant}
        run_id = client.create_run(experiment, tags=tags, run_name=one.variant).info.run_id
        for key, value in _parameters(result, one.variant).items():
            client.log_param(run_id, key, str(value)[:_LONGEST])
        for measure, values in result.estimates[one.variant].items():
            for end, value in zip(("", "_low", "_high"), values, strict=True):
                if not math.isnan(value):
                    client.log_metric(run_id, measure.replace(":", "/") + end, value)
        if result.folder is not None:
            for name in ("manifest.json", "metrics.json"):
                client.log_artifact(run_id, str(result.folder / name))
        client.set_terminated(run_id)
    return len(new)


def _mlflow() -> Any:
    """Import MLflow, so that it writes files and tells nobody."""
    # MLflow of 2026 keeps its file store, but wants to be told that one is meant.
    os.environ.setdefault("MLFLOW_ALLOW_FILE_STORE", "true")
    # Since 3.2 MLflow reports its use to its makers unless told not to; it looks at this when it is imported.
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    before = "mlflow" in sys.modules
    import mlflow

    if before and hasattr(mlflow, "telemetry"):
        mlflow.telemetry.set_telemetry_client()
    return mlflow


def _experiment_id(client: Any, name: str, folder: Path) -> str:
    known = client.get_experiment_by_name(name)
    if known is None:
        return str(client.create_experiment(name))
    if known.lifecycle_stage == "deleted":
        raise OutputError(
            f"De proef '{name}' is in MLflow ('{folder}') weggegooid. Zet haar daar terug of kies een andere map."
        )
    return str(known.experiment_id)


def _parameters(result: ExperimentResult, variant: str) -> dict[str, Any]:
    settings = result.manifest["settings"]
    return {**settings["shared"], **settings["variants"][variant]}
