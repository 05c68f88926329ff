"""An experiment run again from nothing, and held against what was recorded."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from praktijkkennis.experiment.locks import predictions_checksum, read_lock
from praktijkkennis.experiment.measures import COUNTS, THEME_PREFIX
from praktijkkennis.experiment.reading import Description, read_description
from praktijkkennis.experiment.results import DIGITS, ExperimentResult, metrics_record
from praktijkkennis.experiment.running import run_experiment
from praktijkkennis.experiment.stages import Progress, silent

if TYPE_CHECKING:
    from pandas import DataFrame

Verdict = Literal["gelijk", "binnen de grenzen", "anders", "onvolledig"]

_COUNT_TOLERANCE = 0.25
_PARTS = frozenset(
    ("precision", "recall", "b_cubed_precision", "b_cubed_recall", "particle_precision", "particle_recall")
)
"""Measures that move against each other where a threshold or a size falls elsewhere: they have twice the room."""
_ENVIRONMENT = ("python", "packages", "machine")
_ONLY_SHOWN = frozenset({"title", "description", "metrics.show", "metrics.trials", "metrics.tolerance"})
"""Settings that make no difference to a recorded figure."""

_BOUNDS = ("", "_low", "_high")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A measure that is not the same.

    Parameters
    ----------
    variant, measure : str
        Which; ``_low`` and ``_high`` are bounds of the interval.
    recorded, found : float
        Values; nan where not known.
    within : bool
        Whether that is within the bounds that hold here.
    """

    variant: str
    measure: str
    recorded: float
    found: float
    within: bool


@dataclass(frozen=True, slots=True)
class Reproduction:
    """How a second run relates to what was recorded.

    Parameters
    ----------
    name : str
        Of the experiment.
    verdict : str
        "gelijk": every measure is the same. "binnen de grenzen": nothing but versions or machine differs, and measures
        hardly. "anders": a measure differs by more, or at all where settings, inputs, models or code are others than
        those recorded; or a variant is new or gone. "onvolledig": a variant could not be run here; the others, if
        any, are the same, or within the bounds where ``deviations`` holds something.
    deviations : tuple of Deviation
        What is not the same.
    causes : tuple of str
        What was different beforehand, in Dutch: settings, inputs, models, code, versions, machine.
    missing : mapping of str to str
        Variants that could not be run, and why.
    other_predictions : tuple of str
        Variants that gave other predictions, whatever their measures.
    tolerance : float
        How far a measure might move, as recorded; 0 where versions and machine are the same, and where anything else
        is not. Where it is not 0, precision and recall may move by twice as much, F1 of one theme by half the width of
        its interval, and counts by 1, or a quarter of what they were.
    result : ExperimentResult
        Of the second run.
    """

    name: str
    verdict: Verdict
    deviations: tuple[Deviation, ...]
    causes: tuple[str, ...]
    missing: Mapping[str, str]
    other_predictions: tuple[str, ...]
    tolerance: float
    result: ExperimentResult

    def to_frame(self) -> DataFrame:
        """What is not the same, one row a measure."""
        import pandas as pd

        rows = [
            (one.variant, one.measure, one.recorded, one.found, one.found - one.recorded, one.within)
            for one in self.deviations
        ]
        return pd.DataFrame(rows, columns=["variant", "measure", "recorded", "found", "difference", "within"])


def reproduce(
    config: str | Path | Description, *, lock: Path | None = None, progress: Progress = silent
) -> Reproduction:
    """Run an experiment again from nothing and compare with what was recorded.

    Parameters
    ----------
    config : path or Description
        The experiment.
    lock : Path, optional
        What was recorded; ``NAME.lock.json`` beside the description when not given.
    progress : callable
        Told what is being done.

    Returns
    -------
    Reproduction

    Raises
    ------
    ExperimentError
        When nothing was recorded.
    """
    described = config if isinstance(config, Description) else read_description(config)
    recorded = read_lock(lock or described.lock_path)
    # Nothing from an earlier run is used, but what several variants need is computed once.
    with tempfile.TemporaryDirectory(prefix="praktijkkennis-proef-") as folder:
        result = run_experiment(described, runs=Path(folder), progress=progress)
    return held_against(result, recorded)


def held_against(result: ExperimentResult, lock: Mapping[str, Any]) -> Reproduction:
    """Compare a result with what was recorded."""
    causes = tuple(_causes(lock, result.manifest))
    same_place = all(lock[name] == result.manifest[name] for name in _ENVIRONMENT)
    # As recorded: whoever wants more room must record anew.
    bounds = float(lock["settings"]["shared"]["metrics.tolerance"])
    same_question = _same_question(lock, result.manifest, part=bool(result.skipped))
    tolerance = bounds if same_question and not same_place else 0.0
    before = {one["variant"]: one for one in lock["results"]}
    now = metrics_record(result)
    deviations = [
        one
        for variant in before
        if variant in now
        for one in _deviations(variant, before[variant], now[variant], tolerance)
    ]
    gone = [variant for variant in before if variant not in now and variant not in result.skipped]
    new = [variant for variant in now if variant not in before]
    causes += tuple(f"de variant '{variant}' is er niet meer" for variant in gone)
    causes += tuple(f"de variant '{variant}' is nieuw" for variant in new)
    other = tuple(
        one.variant
        for one in result.variants
        if one.variant in before and predictions_checksum(one.predictions) != before[one.variant]["predictions"]
    )
    verdict: Verdict = "gelijk"
    if deviations:
        verdict = "binnen de grenzen"
    if result.skipped:
        verdict = "onvolledig"
    if gone or new or not all(one.within for one in deviations):
        verdict = "anders"
    return Reproduction(result.name, verdict, tuple(deviations), causes, dict(result.skipped), other, tolerance, result)


def _same_question(lock: Mapping[str, Any], manifest: Mapping[str, Any], part: bool) -> bool:
    """Tell whether the same was asked: then all that may move a figure are versions and the machine.

    When only a part of the variants was run, there may be inputs and models that none of these needs.
    """
    before, now = (
        {key: value for key, value in _flat(one["settings"]).items() if key not in _ONLY_SHOWN}
        for one in (lock, manifest)
    )
    if before != now or lock["code"] != manifest["code"]:
        return False
    pairs = [(lock[name], manifest[name]) for name in ("inputs", "models")]
    return all({key: old.get(key) for key in (new if part else old | new)} == new for old, new in pairs)


def _deviations(
    variant: str, recorded: Mapping[str, Any], found: Mapping[str, list[float | None]], tolerance: float
) -> Iterator[Deviation]:
    before = recorded["metrics"]
    unknown = [None] * len(_BOUNDS)
    for measure in dict.fromkeys([*before, *found]):
        pairs = zip(_BOUNDS, before.get(measure, unknown), found.get(measure, unknown), strict=True)
        for end, old, new in pairs:
            if old == new:
                continue
            one, other = (math.nan if value is None else float(value) for value in (old, new))
            allowed = _room(measure, before.get(measure, unknown), tolerance)
            yield Deviation(variant, measure + end, one, other, round(abs(one - other), DIGITS) <= allowed)


def _room(measure: str, recorded: Sequence[float | None], tolerance: float) -> float:
    """Tell how far a measure, or a bound of its interval, may move."""
    value, low, high = recorded
    if not tolerance:
        return 0.0
    if measure in COUNTS:
        return max(1.0, _COUNT_TOLERANCE * abs(value or 0.0))
    if measure in _PARTS:
        return 2 * tolerance
    if measure.startswith(THEME_PREFIX) and low is not None and high is not None:
        # One theme has few codes: a few that fall elsewhere count for much, as its interval tells.
        return max(tolerance, (high - low) / 2)
    return tolerance


def _causes(lock: Mapping[str, Any], manifest: Mapping[str, Any]) -> Iterator[str]:
    before, now = _flat(lock["settings"]), _flat(manifest["settings"])
    for key in sorted(before.keys() | now.keys()):
        if before.get(key) != now.get(key):
            yield f"instelling {key}: was {_shown(before.get(key))}, is {_shown(now.get(key))}"
    for name, what in (("inputs", "invoer"), ("models", "model")):
        for key in sorted(lock[name].keys() | manifest[name].keys()):
            old, new = lock[name].get(key), manifest[name].get(key)
            if old != new:
                change = "is nieuw" if old is None else "is er niet meer" if new is None else "is veranderd"
                yield f"{what} '{key}' {change}"
    if lock["code"] != manifest["code"]:
        yield "de code van praktijkkennis is veranderd"
    if lock["python"] != manifest["python"]:
        yield f"Python: was {lock['python']}, is {manifest['python']}"
    for key in sorted(lock["packages"].keys() | manifest["packages"].keys()):
        old, new = lock["packages"].get(key, ""), manifest["packages"].get(key, "")
        if old != new:
            yield f"versie van {key}: was {old or 'niet geïnstalleerd'}, is {new or 'niet geïnstalleerd'}"
    for key in sorted(lock["machine"].keys() | manifest["machine"].keys()):
        old, new = lock["machine"].get(key, ""), manifest["machine"].get(key, "")
        if old != new:
            yield f"computer ({key}): was '{old}', is '{new}'"


def _flat(settings: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Write settings as one value a key, those that all variants share once."""
    own = {f"{key} ({variant})": one for variant, each in settings["variants"].items() for key, one in each.items()}
    return {**settings["shared"], **own}


def _shown(value: Any) -> str:
    return "niets" if value is None else json.dumps(value, ensure_ascii=False)
