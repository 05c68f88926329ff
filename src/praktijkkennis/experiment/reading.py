"""From a TOML file to the variants that it stands for, with errors that a person can act on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from praktijkkennis.codebook import load_codebook
from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.config import KINDS, Experiment, plain
from praktijkkennis.experiment.inheritance import (
    BUILTIN_CODEBOOK,
    TOP_KEYS,
    VARIANTS,
    Raw,
    merged_tables,
    with_inherited,
)
from praktijkkennis.experiment.measures import THEME_PREFIX, check_measures
from praktijkkennis.experiment.model_paths import check_embedder, check_pipeline
from praktijkkennis.validation import meant, read_toml, validated

_NONE = object()
_FIXED = ("kind", "title", "description", "metrics", "seeds")
_NAME = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Variant:
    """One point of the grid.

    Attributes
    ----------
    label : str
        Its name in tables.
    axes : mapping of str to object
        The value on each axis of the grid.
    config : Experiment
        All of its settings.
    """

    label: str
    axes: Mapping[str, Any]
    config: Experiment


@dataclass(frozen=True, slots=True)
class Description:
    """An experiment as described.

    Attributes
    ----------
    name : str
        That of the file.
    folder : Path
        Where the file lies; paths in manifests and locks are told from here.
    variants : tuple of Variant
        At least one, all of one kind.
    """

    name: str
    folder: Path
    variants: tuple[Variant, ...]

    @property
    def first(self) -> Experiment:
        """The first variant; what the grid does not touch is the same in all."""
        return self.variants[0].config

    @property
    def lock_path(self) -> Path:
        """Where the recorded result is kept."""
        return self.folder / f"{self.name}.lock.json"

    def files(self, patterns: Sequence[str]) -> tuple[Path, ...]:
        """Find the files that patterns stand for.

        Raises
        ------
        ExperimentError
            When a pattern finds nothing.
        """
        return tuple(path for pattern in patterns for path in _found(self.folder, pattern))

    def codebook(self, config: Experiment) -> Path | None:
        """Give the file of the codebook, None for the built-in one."""
        name = config.corpus.codebook
        return None if name == BUILTIN_CODEBOOK else self.folder / name

    def resolved(self) -> dict[str, dict[str, Any]]:
        """All settings as plain data, for manifests and locks.

        Returns
        -------
        dict
            ``shared``: what is the same in all variants, by dotted key; ``variants``: per variant what is not.
        """
        each = {one.label: dict(_leaves(plain(one.config), "")) for one in self.variants}
        first = each[self.variants[0].label]
        shared = {
            key: value for key, value in first.items() if all(one.get(key, _NONE) == value for one in each.values())
        }
        own = {label: {key: one for key, one in leaves.items() if key not in shared} for label, leaves in each.items()}
        return {"shared": shared, "variants": own}


def read_description(config: str | Path | Mapping[str, Any], folder: Path | None = None) -> Description:
    """Read what an experiment is.

    Parameters
    ----------
    config : path or mapping
        A TOML file, or the same as plain data with the name of the experiment under ``name``.
    folder : Path, optional
        From where a mapping tells its paths; the current folder when not given.

    Returns
    -------
    Description

    Raises
    ------
    ExperimentError
        With one Dutch sentence; an unknown key or measure is refused with the nearest known one.
    """
    file = None
    if isinstance(config, Mapping):
        raw, name = dict(config), str(config.get("name", "proef"))
        raw.pop("name", None)
        folder, where = Path(folder or "."), f"proef '{name}'"
    else:
        file = Path(config)
        folder, name, where = file.parent, file.stem, file.name
        raw = read_toml(file, ExperimentError)
    check_name(name)
    merged = with_inherited(raw, folder, where, file)
    description = Description(name, folder, tuple(_variants(merged, where)))
    _check_shown(description, where)
    _check_models(description, where)
    return description


def check_name(name: str) -> None:
    """Refuse what cannot be the name of an experiment.

    Raises
    ------
    ExperimentError
        When it holds a space, a slash or another sign that is awkward in the name of a folder.
    """
    if not _NAME.fullmatch(name):
        raise ExperimentError(f"'{name}' kan geen naam van een proef zijn. Gebruik letters, cijfers, '-' en '_'.")


def _check_shown(description: Description, where: str) -> None:
    """Refuse measures that no variant can have; those of one theme are held against the codebooks."""
    asked, themes = description.first.metrics.show, []
    if any(measure.startswith(THEME_PREFIX) for measure in asked):
        books = dict.fromkeys(description.codebook(one.config) for one in description.variants)
        themes = list(dict.fromkeys(key for path in books for key in load_codebook(path).keys))
    try:
        check_measures(description.first.kind, asked, themes)
    except ExperimentError as error:
        raise ExperimentError(f"{where}: 'metrics > show': {error}") from error


def _check_models(description: Description, where: str) -> None:
    """Refuse models that cannot be; one that no variant uses would be recorded all the same."""
    for variant in description.variants:
        preprocessing = getattr(variant.config, "preprocessing", None)
        embedding = getattr(variant.config, "embedding", None)
        key = ""
        try:
            if preprocessing is not None:
                key = "preprocessing > pipeline"
                check_pipeline(preprocessing.pipeline, description.folder)
            if embedding is not None:
                key = "embedding > embedder"
                check_embedder(embedding.embedder)
        except ExperimentError as error:
            raise ExperimentError(f"{where}: '{key}': {error}") from error


def _found(folder: Path, pattern: str) -> list[Path]:
    path = folder / pattern
    # A name may hold signs that a pattern would take for its own.
    if path.exists():
        return [path]
    parts = pattern.split("/")
    begin = next((place for place, part in enumerate(parts) if any(sign in part for sign in "*?[")), len(parts))
    if begin == len(parts):
        raise ExperimentError(f"Het bestand '{path}' bestaat niet. Controleer de paden onder [corpus].")
    start = folder.joinpath("/".join(parts[:begin]) or ".")
    found = sorted(start.glob("/".join(parts[begin:])), key=_in_order)
    if not found:
        raise ExperimentError(f"Er is geen bestand '{pattern}' in '{folder}'. Controleer de paden onder [corpus].")
    return found


def _in_order(path: Path) -> tuple[str, list[tuple[int, str]]]:
    """Put b2 before b10."""
    parts = re.split(r"(\d+)", path.name)
    return path.parent.as_posix(), [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _variants(raw: Raw, where: str) -> Iterator[Variant]:
    grid = raw.pop("grid", {})
    if not isinstance(grid, dict):
        raise ExperimentError(f"{where}: 'grid' moet een tabel zijn.")
    axes = {VARIANTS: _listed(raw.pop(VARIANTS), where)} if VARIANTS in raw else {}
    axes |= dict(_axes(grid, "", where))
    model = _model(raw, where)
    taken: set[str] = set()
    for values in product(*axes.values()):
        point = dict(zip(axes, values, strict=True))
        labelled = {axis: ("label",) for axis, value in point.items() if isinstance(value, dict)}
        also = {"" if axis == VARIANTS else axis: keys for axis, keys in labelled.items()}
        also[""] = (*also.get("", ()), *TOP_KEYS)
        config = validated(model, _placed(raw, point), _place(where, point), ExperimentError, also)
        label = _label(point, config)
        if label in taken:
            raise ExperimentError(f"{where}: twee varianten heten '{label}'. Geef ze elk een eigen 'label'.")
        taken.add(label)
        yield Variant(label, point, config)


def _model(raw: Raw, where: str) -> type[Experiment]:
    kind = raw.get("kind")
    if kind is None:
        raise ExperimentError(f"{where}: 'kind' ontbreekt maar is verplicht. Kies uit: {', '.join(KINDS)}.")
    if not isinstance(kind, str) or kind not in KINDS:
        raise ExperimentError(f"{where}: de soort '{kind}' is onbekend. {meant(str(kind), KINDS)}")
    return KINDS[kind]


def _leaves(value: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for key, one in value.items():
        if isinstance(one, Mapping):
            yield from _leaves(one, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", one


def _listed(variants: Any, where: str) -> list[Raw]:
    """Check variants that are written out one by one."""
    if not isinstance(variants, list) or not variants or not all(isinstance(one, dict) for one in variants):
        raise ExperimentError(f"{where}: 'variants' moet een lijst tabellen zijn ([[variants]]).")
    for one in variants:
        if fixed := sorted(set(one) & set(_FIXED)):
            raise ExperimentError(
                f"{where}: '{fixed[0]}' is voor alle varianten hetzelfde en hoort niet in [[variants]]."
            )
    return variants


def _axes(grid: Raw, prefix: str, where: str) -> Iterator[tuple[str, list[Any]]]:
    for key, values in grid.items():
        if f"{prefix}{key}".partition(".")[0] in _FIXED:
            raise ExperimentError(f"{where}: '{prefix}{key}' is voor alle varianten hetzelfde en hoort niet in [grid].")
        if isinstance(values, dict):
            yield from _axes(values, f"{prefix}{key}.", where)
        elif isinstance(values, list) and values:
            # 1 and 1.0 are one setting: run twice they would stand in the table as if there were two.
            if twice := next((one for place, one in enumerate(values) if one in values[:place]), None):
                raise ExperimentError(f"{where}: 'grid > {prefix}{key}' noemt {json.dumps(twice)} meer dan een keer.")
            yield f"{prefix}{key}", values
        else:
            raise ExperimentError(f"{where}: 'grid > {prefix}{key}' moet een lijst met minstens één waarde zijn.")


def _placed(raw: Raw, point: Mapping[str, Any]) -> Raw:
    """Put the values of a point of the grid in their places; a table joins what is there already."""
    whole = raw
    for axis, value in point.items():
        change: Any = {key: one for key, one in value.items() if key != "label"} if isinstance(value, dict) else value
        for key in [] if axis == VARIANTS else reversed(axis.split(".")):
            change = {key: change}
        whole = merged_tables(whole, change)
    return whole


def _place(where: str, point: Mapping[str, Any]) -> str:
    if not point:
        return where
    values = (f"{axis} = {json.dumps(value, ensure_ascii=False)}" for axis, value in point.items())
    return f"{where} (variant {', '.join(values)})"


def _label(point: Mapping[str, Any], config: Experiment) -> str:
    """Name a variant after what differs."""
    if point:
        return ", ".join(axis_label(axis, value) for axis, value in point.items())
    return config.choice.label or str(getattr(config.choice, "method", config.kind))


def axis_label(axis: str, value: Any) -> str:
    """Name a value on an axis of the grid; a number with what it is a number of."""
    if isinstance(value, int | float):
        return f"{value} {axis.rpartition('.')[2]}"
    if not isinstance(value, Mapping):
        return str(value)
    kept = [one for key, one in _leaves(value, "") if key != "label"]
    return str(value.get("label") or " ".join(_short(one) for one in kept))


def _short(value: Any) -> str:
    if isinstance(value, list):
        return "+".join(Path(str(one)).stem for one in value)
    return Path(value).stem if isinstance(value, str) and "/" in value else str(value)


def checksum(value: Any) -> str:
    """SHA-256 of plain data."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode("ascii")).hexdigest()
