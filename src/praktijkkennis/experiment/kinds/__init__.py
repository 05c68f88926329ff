"""The kinds of experiments: each a plain function from settings to predictions and counts per document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from praktijkkennis.experiment.config import Experiment
    from praktijkkennis.experiment.outcome import Outcome
    from praktijkkennis.experiment.reading import Description
    from praktijkkennis.experiment.stages import Stages

__all__ = ["Kind", "kind_of"]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is to be known of a kind of experiment.

    Attributes
    ----------
    judge : callable
        From settings, description, stages and seed to an outcome.
    draws_lots : callable
        Whether seeds make a difference.
    models : callable
        SHA-256 of every model that is used, by name.
    uses : callable
        Tables of the description with models of which something is used.
    extra : callable
        Name of a package that is needed besides, or an empty text.
    """

    judge: Callable[[Experiment, Description, Stages, int], Outcome]
    draws_lots: Callable[[Experiment], bool]
    models: Callable[[Experiment, Stages], dict[str, str]]
    uses: Callable[[Experiment], frozenset[str]]
    extra: Callable[[Experiment], str]


def kind_of(config: Experiment) -> Kind:
    """Find the kind of an experiment."""
    home = import_module(f"{__name__}.{config.kind}")
    return Kind(home.judge, home.draws_lots, home.models, home.uses, home.extra)
