"""What one description takes over from another, with paths told from the folder of the one that is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.config import KINDS, CorpusSection
from praktijkkennis.experiment.model_paths import moved_embedder, moved_pipeline
from praktijkkennis.validation import meant, read_toml

Raw = dict[str, Any]

VARIANTS = "variants"
"""Key of variants that are written out one by one."""

TOP_KEYS = ("extends", "grid", VARIANTS)
"""Keys of a description that are worked out before its settings are checked."""

BUILTIN_CODEBOOK = str(CorpusSection.model_fields["codebook"].default)

_PATH_KEYS = ("train", "test", "texts", "codebook")
_SECTIONS = {
    "corpus": (*_PATH_KEYS, "seen_by"),
    "embedding": ("embedder",),
    "preprocessing": ("pipeline",),
    "cases": ("script",),
}
"""Keys that may hold a path, by section."""


def with_inherited(raw: Raw, home: Path, where: str, file: Path | None = None) -> Raw:
    """Join a description with those that it extends.

    Parameters
    ----------
    raw : dict
        As read.
    home : Path
        Folder of the description, which all paths of the result are told from.
    where : str
        Its name, for messages.
    file : Path, optional
        Where it was read from; it must not extend itself.

    Returns
    -------
    dict
        Tables are joined key by key; anything else that is said again is replaced.

    Raises
    ------
    ExperimentError
        When a file is not there or no TOML, extends itself, or has a table or key that no experiment knows.
    """
    merged: Raw = {}
    above = () if file is None else (Path(os.path.abspath(file)),)
    for layer, folder in _inherited(raw, home, above, where):
        merged = merged_tables(merged, _moved(layer, folder, home))
    return merged


def _layers(path: Path, above: tuple[Path, ...]) -> list[tuple[Raw, Path]]:
    place = Path(os.path.abspath(path))
    if place in above:
        raise ExperimentError(f"{path.name}: 'extends' gaat in een kring. Haal er één weg.")
    return _inherited(read_toml(path, ExperimentError), path.parent, (*above, place), path.name)


def _inherited(raw: Raw, home: Path, above: tuple[Path, ...], where: str) -> list[tuple[Raw, Path]]:
    """Give the layers of a description, the one that all others rest on first."""
    _check_keys(raw, where)
    raw = dict(raw)
    parent = raw.pop("extends", None)
    if parent is None:
        return [(raw, home)]
    if not isinstance(parent, str):
        raise ExperimentError(f"{where}: 'extends' moet de naam van één bestand zijn.")
    return [*_layers(home / parent, above), (raw, home)]


def _check_keys(raw: Raw, where: str) -> None:
    """Refuse a table or key that no experiment knows: misspelt, ``grid`` or ``extends`` would not be worked out."""
    # A description that is there to be extended need not say its kind.
    kind = raw.get("kind")
    models = [KINDS[kind]] if isinstance(kind, str) and kind in KINDS else list(KINDS.values())
    known = {key for model in models for key in model.model_fields} | {*TOP_KEYS}
    for key in raw:
        if key not in known:
            raise ExperimentError(f"{where}: de sleutel '{key}' is onbekend. {meant(key, sorted(known))}")


def merged_tables(under: Raw, over: Raw) -> Raw:
    """Lay one description over another: tables are joined, anything else is replaced."""
    joined = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(joined.get(key), dict)
        joined[key] = merged_tables(joined[key], value) if both else value
    return joined


def _moved(layer: Raw, home: Path, folder: Path) -> Raw:
    """Tell the paths of a layer from another folder than that of its own file."""
    if home == folder:
        return layer
    layer = dict(layer)
    for section in _SECTIONS.keys() & layer.keys():
        layer[section] = _moved_section(section, layer[section], home, folder)
    return layer | _moved_axes(layer, home, folder)


def _moved_axes(layer: Raw, home: Path, folder: Path) -> Raw:
    """The same for the values of a grid, and for variants that are written out."""
    moved: Raw = {}
    if isinstance(layer.get("grid"), dict):
        moved["grid"] = _moved_grid(layer["grid"], home, folder)
    if isinstance(layer.get(VARIANTS), list):
        moved[VARIANTS] = [_moved(one, home, folder) if isinstance(one, dict) else one for one in layer[VARIANTS]]
    return moved


def _moved_grid(grid: Raw, home: Path, folder: Path) -> Raw:
    grid = dict(grid)
    for axis, values in grid.items():
        section, _, key = axis.partition(".")
        if section not in _SECTIONS:
            continue
        if isinstance(values, dict):
            # TOML reads a dotted key without quotes as a table.
            grid[axis] = {name: _moved_values(section, name, one, home, folder) for name, one in values.items()}
        else:
            grid[axis] = _moved_values(section, key, values, home, folder)
    return grid


def _moved_values(section: str, key: str, values: Any, home: Path, folder: Path) -> Any:
    """Move the values of an axis: those of one key, or whole sections where ``key`` is empty."""
    if not isinstance(values, list):
        return values
    if key:
        return [_moved_value(key, one, home, folder) if key in _SECTIONS[section] else one for one in values]
    return [_moved_section(section, one, home, folder) for one in values]


def _moved_section(section: str, values: Any, home: Path, folder: Path) -> Any:
    if not isinstance(values, dict):
        return values
    return {
        key: _moved_value(key, value, home, folder) if key in _SECTIONS[section] else value
        for key, value in values.items()
    }


def _moved_value(key: str, value: Any, home: Path, folder: Path) -> Any:
    if isinstance(value, list):
        return [_moved_value(key, one, home, folder) for one in value]
    if not isinstance(value, str) or (key == "codebook" and value == BUILTIN_CODEBOOK):
        return value
    if key == "pipeline":
        return moved_pipeline(value, home, folder)
    if key in ("embedder", "seen_by"):
        return moved_embedder(value, home, folder)
    return value if Path(value).is_absolute() else Path(os.path.relpath(home / value, folder)).as_posix()
