"""Written cases, judged by a function of a script that lies beside the experiment.

For what is measured in a way of its own: it gets intervals, a lock, a table and a reproduction like any other figure.
"""

from __future__ import annotations

import ast
import importlib.util
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.config import CasesExperiment
from praktijkkennis.experiment.measures import CASE_COUNTS
from praktijkkennis.experiment.outcome import Outcome
from praktijkkennis.experiment.reading import Description
from praktijkkennis.experiment.stages import Stages


class Counted(NamedTuple):
    """What a case adds to the counts of a class.

    Parameters
    ----------
    case : str
        Name of the case or the document: resamples draw these.
    group : str
        Class, of which the macro-average takes the mean; an empty text where there is one.
    right, said : int
        Of what the library says, how much is right.
    found, true : int
        Of what is meant, how much is found.
    """

    case: str
    group: str
    right: int
    said: int
    found: int
    true: int


def judge(config: CasesExperiment, description: Description, stages: Stages, seed: int) -> Outcome:
    """Call the function and add up what it counts.

    Parameters
    ----------
    config : CasesExperiment
        The settings.
    description : Description
        Where its files are.
    stages : Stages
        Has the pipeline and the embedder that the settings name.
    seed : int
        Given to the function when the experiment has several.

    Raises
    ------
    ExperimentError
        When there is no such function, or it counts nothing.
    """
    import pandas as pd

    settings = config.cases
    count = _function(description.folder / settings.script, settings.function)
    options: dict[str, Any] = dict(settings.options)
    if draws_lots(config):
        options["seed"] = seed
    try:
        rows = list(count(list(description.files(config.corpus.test)), stages, **options))
    except TypeError as error:
        if f"{settings.function}()" not in str(error):
            raise
        raise ExperimentError(
            f"De functie '{settings.function}' van '{settings.script}' neemt deze 'options' niet aan ({error})."
        ) from error
    if not rows or not all(isinstance(row, Counted) for row in rows):
        raise ExperimentError(
            f"De functie '{settings.function}' van '{settings.script}' telt niets. Zij moet 'Counted' geven per geval."
        )
    predictions = pd.DataFrame(rows, columns=list(Counted._fields)).rename(columns={"case": "document_id"})
    cases, groups = list(dict.fromkeys(row.case for row in rows)), list(dict.fromkeys(row.group for row in rows))
    columns = tuple(f"{what}/{group}" for group in groups for what in CASE_COUNTS)
    terms = np.zeros((len(cases), len(columns)))
    place = {name: number for number, name in enumerate(cases)}
    start = {name: number * len(CASE_COUNTS) for number, name in enumerate(groups)}
    for row in rows:
        terms[place[row.case], start[row.group] : start[row.group] + len(CASE_COUNTS)] += row[2:]
    whole = {"cases": float(len(cases)), "marked": float(sum(row.true for row in rows))}
    return Outcome(predictions, tuple(cases), columns, terms, whole)


def draws_lots(config: CasesExperiment) -> bool:
    """Tell whether seeds make a difference: where several are given."""
    return len(config.seeds) > 1


def models(config: CasesExperiment, stages: Stages) -> dict[str, str]:
    """Give the SHA-256 of every model that is named, by name."""
    found = {}
    if config.preprocessing is not None:
        found[stages.pipeline.info.name] = stages.pipeline.info.checksum
    if config.embedding is not None:
        found[stages.embedder.name] = stages.embedder.checksum
    return found


def uses(config: CasesExperiment) -> frozenset[str]:
    """Name the tables with models of which something is used: ``preprocessing``, ``embedding``."""
    return frozenset({"preprocessing", "embedding"})


def extra(config: CasesExperiment) -> str:
    """Name the package that is needed besides: none."""
    return ""


def scripts(path: Path) -> set[Path]:
    """Give a script with all that it imports from its own folder.

    Raises
    ------
    ExperimentError
        When it is not there, or is no Python.
    """
    found: set[Path] = set()
    left = [path]
    while left:
        one = left.pop()
        if one in found:
            continue
        found.add(one)
        try:
            tree = ast.parse(one.read_text(encoding="utf-8"))
        except (OSError, ValueError, SyntaxError) as error:
            raise ExperimentError(
                f"Het script '{one}' bestaat niet of is geen Python. Controleer 'script' onder [cases]."
            ) from error
        for node in ast.walk(tree):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            left.extend(beside for name in names if (beside := one.parent / f"{name}.py").is_file())
    return found


def _function(path: Path, name: str) -> Callable[..., Iterable[Counted]]:
    """Load a function of a script; what the script imports from its own folder is found."""
    own = scripts(path)
    label = f"_praktijkkennis_cases_{path.stem}"
    spec = importlib.util.spec_from_file_location(label, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    sys.modules[label] = module
    sys.path.insert(0, str(path.parent))
    try:
        spec.loader.exec_module(module)
    except (ImportError, SyntaxError) as error:
        raise ExperimentError(f"Het script '{path.name}' kan niet worden geladen ({error}).") from error
    finally:
        sys.path.remove(str(path.parent))
        # A script of another folder may have a neighbour of the same name.
        for one in own - {path}:
            sys.modules.pop(one.stem, None)
    function = getattr(module, name, None)
    if not callable(function):
        raise ExperimentError(f"Het script '{path.name}' heeft geen functie '{name}'. Controleer [cases].")
    return function  # type: ignore[no-any-return]
