"""The result of an experiment, and its folder: written beside its place and moved there when it is whole."""

from __future__ import annotations

import json
import math
import os
import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.errors import ExperimentError, OutputError, reason_of
from praktijkkennis.exchange.files import read_table, replace_file, write_table
from praktijkkennis.experiment.outcome import VariantResult

if TYPE_CHECKING:
    from pandas import DataFrame

DIGITS = 6
"""Digits of a measure that are recorded."""

MANIFEST, METRICS, DURATION = "manifest.json", "metrics.json", "duration.json"
PREDICTIONS, DOCUMENTS = "predictions.parquet", "documents.parquet"

_ASIDE = ".oud"
_ABANDONED = 24 * 60 * 60

Estimates = Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True, eq=False)
class ExperimentResult:
    """What an experiment gave.

    Parameters
    ----------
    name : str
        Of the experiment.
    variants : tuple of VariantResult
        In the order of the grid; those that could not be run are not among them.
    estimates : mapping of str to mapping of str to (float, float, float)
        Per variant every measure with the bounds of its interval, rounded to :data:`DIGITS` digits.
    manifest : mapping of str to object
        What it was made of.
    skipped : mapping of str to str
        Variants that were not run, and why, in Dutch.
    durations : mapping of str to float
        Seconds per variant; of what was not remembered from an earlier run.
    folder : Path or None
        Where it is kept.
    remembered : bool
        Whether stages of earlier runs may have been taken for it.
    """

    name: str
    variants: tuple[VariantResult, ...]
    estimates: Mapping[str, Estimates]
    manifest: Mapping[str, Any]
    skipped: Mapping[str, str] = field(default_factory=dict)
    durations: Mapping[str, float] = field(default_factory=dict)
    folder: Path | None = None
    remembered: bool = False

    @cached_property
    def metrics(self) -> DataFrame:
        """Every measure: ``experiment, variant, measure, value, low, high, n_documents, n_seeds``."""
        import pandas as pd

        rows = [
            (self.name, one.variant, measure, *values, len(one.documents), len(one.seeds))
            for one in self.variants
            for measure, values in self.estimates[one.variant].items()
        ]
        columns = ["experiment", "variant", "measure", "value", "low", "high", "n_documents", "n_seeds"]
        return pd.DataFrame(rows, columns=columns)

    @cached_property
    def predictions(self) -> DataFrame:
        """What every variant gave with every seed: ``variant, seed`` and the columns of the kind of experiment."""
        import pandas as pd

        frames = []
        for one in self.variants:
            frame = one.predictions.copy()
            frame.insert(0, "variant", one.variant)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=["variant", "seed"])

    @cached_property
    def documents(self) -> DataFrame:
        """Counts per document, which all measures with an interval are made of: ``variant, seed, document_id, ...``."""
        import pandas as pd

        frames = []
        for one in self.variants:
            for seed, terms in zip(one.seeds, one.terms, strict=True):
                frame = pd.DataFrame(terms, columns=list(one.columns))
                frame.insert(0, "document_id", list(one.documents))
                frame.insert(0, "seed", seed)
                frame.insert(0, "variant", one.variant)
                frames.append(frame)
        # Variants that tell no stance have no counts of it.
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    def to_frame(self) -> DataFrame:
        """Every measure with its interval, one row each."""
        return self.metrics.copy()

    def variant(self, label: str) -> VariantResult:
        """Give a variant by its name.

        Raises
        ------
        ExperimentError
            When there is none of that name.
        """
        for one in self.variants:
            if one.variant == label:
                return one
        known = ", ".join(one.variant for one in self.variants)
        raise ExperimentError(f"De proef '{self.name}' heeft geen variant '{label}'. Wel: {known}.")


def estimated(variants: Sequence[VariantResult], n_resamples: int) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Give all measures of variants, rounded."""
    return {
        one.variant: {
            measure: (_rounded(value), _rounded(low), _rounded(high))
            for measure, (value, low, high) in one.estimates(n_resamples).items()
        }
        for one in variants
    }


def metrics_record(result: ExperimentResult) -> dict[str, dict[str, list[float | None]]]:
    """Write measures as plain data: per variant ``[value, low, high]``, null where not known."""
    return {
        variant: {measure: [None if math.isnan(one) else one for one in values] for measure, values in each.items()}
        for variant, each in result.estimates.items()
    }


def is_complete(folder: Path) -> bool:
    """Tell whether a folder holds the result of a run."""
    return all((folder / name).is_file() for name in (MANIFEST, METRICS, DURATION, PREDICTIONS, DOCUMENTS))


def write_result(result: ExperimentResult, folder: Path, extras: Mapping[str, str]) -> None:
    """Write a result, whole or not at all.

    Parameters
    ----------
    result : ExperimentResult
        The result.
    folder : Path
        Where it will be; what was there goes.
    extras : mapping of str to str
        Further text files by name: tables, figures.

    Raises
    ------
    OutputError
        When it cannot be written.
    """
    beside = folder.with_name(f".{folder.name}.{os.getpid()}.deel")
    _clear_abandoned(folder.parent)
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        replace_file(beside / METRICS, _json(metrics_record(result)))
        replace_file(beside / MANIFEST, _json(dict(result.manifest)))
        replace_file(beside / DURATION, _json({"seconds": dict(result.durations), "remembered": result.remembered}))
        write_table(result.predictions, beside / PREDICTIONS)
        write_table(result.documents, beside / DOCUMENTS)
        for name, content in extras.items():
            replace_file(beside / name, content.encode("utf-8"))
        _exchange(beside, folder)
    except OSError as error:
        raise OutputError(
            f"De uitkomst kan niet worden geschreven in '{folder.parent}' ({reason_of(error)}). "
            "Maak ruimte of kies een andere map."
        ) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def put_back(folder: Path) -> None:
    """Give a result its place again when a run was killed just before its own could take that place."""
    asides = sorted(folder.parent.glob(f".{folder.name}.*{_ASIDE}"))
    for aside in asides:
        if not folder.exists() and is_complete(aside):
            # Another run may be putting its own there at this moment, which is as good.
            with suppress(OSError):
                os.replace(aside, folder)


def _exchange(beside: Path, folder: Path) -> None:
    """Put a folder in the place of another, which stays until the new one is there."""
    aside = folder.with_name(f".{folder.name}.{os.getpid()}{_ASIDE}")
    shutil.rmtree(aside, ignore_errors=True)
    with suppress(FileNotFoundError):
        os.replace(folder, aside)
        # It counts as left behind from now, however old the result is.
        os.utime(aside)
    try:
        os.replace(beside, folder)
    except OSError:
        # A run of the same that ended together with this one has put its result there.
        if not is_complete(folder):
            put_back(folder)
            raise
    shutil.rmtree(aside, ignore_errors=True)


def _clear_abandoned(folder: Path) -> None:
    """Remove what runs that were killed left behind; writing takes seconds, so that after a day nobody does."""
    for left in (*folder.glob(".*.deel"), *folder.glob(f".*{_ASIDE}")):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left, ignore_errors=True)


def read_result(folder: str | Path) -> ExperimentResult:
    """Read what :func:`write_result` wrote.

    Raises
    ------
    ExperimentError
        When the folder does not hold a whole result.
    """
    folder = Path(folder)
    if not is_complete(folder):
        raise ExperimentError(f"In '{folder}' staat geen uitkomst van een proef.")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        record = json.loads((folder / METRICS).read_text(encoding="utf-8"))
        predictions, documents = read_table(folder / PREDICTIONS), read_table(folder / DOCUMENTS)
        variants = tuple(_variant(manifest, about, predictions, documents, record) for about in manifest["variants"])
        duration = json.loads((folder / DURATION).read_text(encoding="utf-8"))
        seconds, remembered = duration["seconds"], bool(duration.get("remembered", True))
    except (OSError, ValueError, KeyError) as error:
        raise ExperimentError(
            f"De uitkomst in '{folder}' is beschadigd. Verwijder de map en draai de proef opnieuw."
        ) from error
    estimates = {
        variant: {measure: _known(values) for measure, values in each.items()} for variant, each in record.items()
    }
    return ExperimentResult(
        manifest["experiment"], variants, estimates, manifest, manifest["skipped"], seconds, folder, remembered
    )


def _variant(
    manifest: Mapping[str, Any],
    about: Mapping[str, Any],
    predictions: DataFrame,
    documents: DataFrame,
    record: Mapping[str, Mapping[str, Sequence[float | None]]],
) -> VariantResult:
    own = documents[documents["variant"] == about["variant"]]
    columns, seeds = tuple(about["columns"]), tuple(about["seeds"])
    given = predictions[predictions["variant"] == about["variant"]].drop(columns="variant").reset_index(drop=True)
    terms = np.stack([own.loc[own["seed"] == seed, list(columns)].to_numpy(dtype=np.float64) for seed in seeds])
    keys = tuple(str(key) for key in own.loc[own["seed"] == seeds[0], "document_id"])
    values = {measure: one[0] for measure, one in record[about["variant"]].items() if measure in about["whole"]}
    whole = {measure: float("nan") if value is None else float(value) for measure, value in values.items()}
    return VariantResult(
        manifest["experiment"], about["variant"], manifest["kind"], seeds, given, keys, columns, terms, whole,
        tuple(about["notes"]), about.get("spread", {}),
    )  # fmt: skip


def _known(values: Sequence[float | None]) -> tuple[float, float, float]:
    value, low, high = (float("nan") if one is None else float(one) for one in values)
    return value, low, high


def _rounded(value: float) -> float:
    # Adding zero makes of -0.0 an ordinary zero.
    return round(value, DIGITS) + 0.0


def _json(record: object) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
