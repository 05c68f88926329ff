"""Run an experiment: stages that are remembered, a folder that is whole, the same from Python and the command line."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.experiment.config import plain
from praktijkkennis.experiment.kinds import kind_of
from praktijkkennis.experiment.models import not_possible, stages_of
from praktijkkennis.experiment.outcome import Outcome, VariantResult, spread_over_seeds
from praktijkkennis.experiment.provenance import provenance
from praktijkkennis.experiment.reading import Description, Variant, checksum, read_description
from praktijkkennis.experiment.results import (
    DIGITS,
    DURATION,
    ExperimentResult,
    estimated,
    is_complete,
    put_back,
    read_result,
    write_result,
)
from praktijkkennis.experiment.stages import Progress, Stages, silent
from praktijkkennis.experiment.storage import Storage
from praktijkkennis.experiment.summaries import summary_files
from praktijkkennis.experiment.threads import one_thread

if TYPE_CHECKING:
    from pandas import DataFrame

RUNS = Path("runs")
"""Where results are kept when nothing else is asked."""

REMEMBERED = ".onthouden"
"""Folder in it of what is remembered of stages."""

_HASH_LENGTH = 16


def run_experiment(
    config: str | Path | Mapping[str, Any] | Description,
    *,
    runs: str | Path | None = RUNS,
    again: bool = False,
    remember: bool = True,
    progress: Progress = silent,
) -> ExperimentResult:
    """Run an experiment, or give its result when it was run before with the same texts, models, code and versions.

    Parameters
    ----------
    config : path, mapping or Description
        A TOML file, the same as plain data (with ``name``), or what was read of either.
    runs : path or None
        Folder of all results; that of this run is ``runs/NAME/HASH``. Nothing is kept when None.
    again : bool
        Whether to run even when the result is there.
    remember : bool
        Whether stages (analysed texts, vectors, outcomes of variants) are taken from ``runs`` and kept there. A run
        that was broken off goes on where it was. When not, only a result that was itself made from nothing counts as
        being there; what several variants need is computed once all the same.
    progress : callable
        Told what is being done: stage, how far, of how much.

    Returns
    -------
    ExperimentResult

    Raises
    ------
    ExperimentError
        When the description is not right, or texts and method do not fit together.
    OutputError
        When the result cannot be written.

    Examples
    --------
    >>> result = run_experiment("experiments/small_tagging.toml")  # doctest: +SKIP
    >>> result.metrics, result.predictions                         # doctest: +SKIP
    """
    described = config if isinstance(config, Description) else read_description(config)
    home = None if runs is None else Path(runs)
    with one_thread():
        if home is not None and remember:
            return _run(described, home, Storage(home / REMEMBERED), again, True, progress)
        with tempfile.TemporaryDirectory(prefix="praktijkkennis-proef-") as folder:
            return _run(described, home, Storage(Path(folder)), again, False, progress)


def finished_result(described: Description, runs: str | Path = RUNS) -> ExperimentResult | None:
    """Give the result of a run with the same texts, models, code and versions, None when there is none."""
    with one_thread():
        plan = _plan(described, Storage(None), silent)
    folder = Path(runs) / described.name / plan.identity
    put_back(folder)
    return read_result(folder) if is_complete(folder) else None


def newest_result(folder: str | Path) -> ExperimentResult | None:
    """Give the result that was made last in a folder of results of one experiment, None when there is none."""
    whole = [one for one in Path(folder).glob("*") if is_complete(one) and not one.name.startswith(".")]
    # Two runs within the clock of the disk: the name settles it, so that the same one comes each time.
    newest = max(whole, key=lambda one: ((one / DURATION).stat().st_mtime_ns, one.name), default=None)
    return None if newest is None else read_result(newest)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be run, of what, and the checksum of it all."""

    variants: list[Variant]
    stages: list[Stages]
    skipped: dict[str, str]
    made_of: dict[str, Any]
    identity: str


def _plan(described: Description, storage: Storage, progress: Progress) -> _Plan:
    all_stages = stages_of(described, described.variants, storage, progress)
    pairs = list(zip(described.variants, all_stages, strict=True))
    skipped = {one.label: why for one, own in pairs if (why := not_possible(one, own))}
    variants = [one for one, _ in pairs if one.label not in skipped]
    stages = [own for one, own in pairs if one.label not in skipped]
    made_of = provenance(described, variants, stages)
    identity = checksum([described.resolved(), made_of, sorted(skipped)])[:_HASH_LENGTH]
    return _Plan(variants, stages, skipped, made_of, identity)


def _run(
    described: Description, home: Path | None, storage: Storage, again: bool, remember: bool, progress: Progress
) -> ExperimentResult:
    plan = _plan(described, storage, progress)
    variants, skipped, made_of = plan.variants, plan.skipped, plan.made_of
    folder = None if home is None else home / described.name / plan.identity
    if folder is not None:
        put_back(folder)
        if is_complete(folder) and not again:
            there = read_result(folder)
            if remember or not there.remembered:
                return there
    done, seconds = [], {}
    for number, (variant, own) in enumerate(zip(variants, plan.stages, strict=True)):
        progress(described.name, number, len(variants))
        start = perf_counter()
        # By what this variant is made of, so that one that is added leaves the outcomes of the others.
        done.append(_variant(described, variant, own, provenance(described, [variant], [own])))
        seconds[variant.label] = round(perf_counter() - start, 2)
    progress(described.name, len(variants), len(variants))
    manifest = _manifest(described, done, skipped, made_of, plan.identity)
    estimates = estimated(done, described.first.metrics.resamples)
    result = ExperimentResult(described.name, tuple(done), estimates, manifest, skipped, seconds, folder, remember)
    if folder is not None:
        write_result(result, folder, summary_files(result))
    return result


def _variant(described: Description, variant: Variant, stages: Stages, made_of: Mapping[str, Any]) -> VariantResult:
    import pandas as pd

    kind = kind_of(variant.config)
    seeds = variant.config.seeds if kind.draws_lots(variant.config) else variant.config.seeds[:1]
    # What is only shown or compared makes no difference to an outcome.
    relevant = {
        key: value
        for key, value in plain(variant.config).items()
        if key not in ("metrics", "title", "description", "seeds")
    }
    outcomes = []
    for seed in seeds:
        outcomes.append(
            stages.storage.get(
                "uitkomsten",
                [relevant, seed, made_of],
                lambda seed=seed: kind.judge(variant.config, described, stages, seed),  # type: ignore[misc]
                _to_bytes,
                _from_bytes,
            )
        )
    first = outcomes[0]
    frames = [one.predictions.assign(seed=seed) for seed, one in zip(seeds, outcomes, strict=True)]
    predictions = pd.concat(frames, ignore_index=True)
    predictions.insert(0, "seed", predictions.pop("seed"))
    whole = {name: float(np.mean([one.whole[name] for one in outcomes])) for name in first.whole}
    return VariantResult(
        described.name,
        variant.label,
        variant.config.kind,
        tuple(seeds),
        predictions,
        first.documents,
        first.columns,
        np.stack([one.terms for one in outcomes]),
        whole,
        tuple(dict.fromkeys(note for one in outcomes for note in one.notes)),
        spread_over_seeds(variant.config.kind, outcomes, DIGITS),
    )


def _manifest(
    described: Description,
    done: Sequence[VariantResult],
    skipped: Mapping[str, str],
    made_of: Mapping[str, Any],
    identity: str,
) -> dict[str, Any]:
    return {
        "experiment": described.name,
        "identity": identity,
        "kind": described.first.kind,
        "title": described.first.title,
        **made_of,
        "variants": [
            {
                "variant": one.variant,
                "seeds": list(one.seeds),
                "documents": len(one.documents),
                "columns": list(one.columns),
                "whole": sorted(one.whole),
                "notes": list(one.notes),
                "spread": dict(one.spread),
            }
            for one in done
        ],
        "skipped": dict(skipped),
        "settings": described.resolved(),
        "axes": {one.label: dict(one.axes) for one in described.variants},
    }


def _to_bytes(outcome: Outcome) -> bytes:
    """Write an outcome: a line of JSON, then counts, then predictions."""
    counts, table = io.BytesIO(), io.BytesIO()
    np.save(counts, outcome.terms, allow_pickle=False)
    outcome.predictions.to_parquet(table, index=False)
    head = {
        "documents": outcome.documents,
        "columns": outcome.columns,
        "whole": {name: repr(float(value)) for name, value in outcome.whole.items()},
        "notes": outcome.notes,
        "counts": len(counts.getvalue()),
    }
    return json.dumps(head).encode("ascii") + b"\n" + counts.getvalue() + table.getvalue()


def _from_bytes(content: bytes) -> Outcome:
    line, _, rest = content.partition(b"\n")
    head = json.loads(line)
    return Outcome(
        _table(rest[head["counts"] :]),
        tuple(head["documents"]),
        tuple(head["columns"]),
        np.load(io.BytesIO(rest[: head["counts"]]), allow_pickle=False),
        {name: float(value) for name, value in head["whole"].items()},
        tuple(head["notes"]),
    )


def _table(content: bytes) -> DataFrame:
    import pandas as pd

    return pd.read_parquet(io.BytesIO(content))
