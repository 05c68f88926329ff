"""Experiments that anyone can run again and get the same figures."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from praktijkkennis.experiment.comparison import Comparison, compare
    from praktijkkennis.experiment.kinds.cases import Counted
    from praktijkkennis.experiment.locks import read_lock, write_lock
    from praktijkkennis.experiment.reading import Description, read_description
    from praktijkkennis.experiment.reproduction import Reproduction, reproduce
    from praktijkkennis.experiment.results import ExperimentResult, read_result
    from praktijkkennis.experiment.running import run_experiment
    from praktijkkennis.experiment.templates import new_experiment
    from praktijkkennis.experiment.tidying import tidy
    from praktijkkennis.experiment.tracking import log_to_mlflow

__all__ = [
    "Comparison",
    "Counted",
    "Description",
    "ExperimentResult",
    "Reproduction",
    "compare",
    "log_to_mlflow",
    "new_experiment",
    "read_description",
    "read_lock",
    "read_result",
    "reproduce",
    "run_experiment",
    "tidy",
    "write_lock",
]

_HOME = {
    "Comparison": "comparison",
    "Counted": "kinds.cases",
    "Description": "reading",
    "ExperimentResult": "results",
    "Reproduction": "reproduction",
    "compare": "comparison",
    "log_to_mlflow": "tracking",
    "new_experiment": "templates",
    "read_description": "reading",
    "read_lock": "locks",
    "read_result": "results",
    "reproduce": "reproduction",
    "run_experiment": "running",
    "tidy": "tidying",
    "write_lock": "locks",
}


def __getattr__(name: str) -> Any:
    # Looked up when first used: running an experiment needs most of the library, reading a lock hardly any of it.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
