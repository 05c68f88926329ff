"""What one description takes over from another, with paths told from the folder of the one that is read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.config import CorpusSection
from praktijkkennis.validation import read_toml

Raw = dict[str, Any]

VARIANTS = "variants"
"""Key of variants that are written out one by one."""

BUILTIN_CODEBOOK = str(CorpusSection.model_fields["codebook"].default)

_PATH_KEYS = ("train", "test", "texts", "codebook")


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
        When a file is not there or no TOML, or extends itself.
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
    raw = dict(raw)
    parent = raw.pop("extends", None)
    if parent is None:
        return [(raw, home)]
    if not isinstance(parent, str):
        raise ExperimentError(f"{where}: 'extends' moet de naam van één bestand zijn.")
    return [*_layers(home / parent, above), (raw, home)]


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
    if isinstance(layer.get("corpus"), dict):
        layer["corpus"] = _moved_corpus(layer["corpus"], home, folder)
    return layer | _moved_axes(layer, home, folder)


def _moved_axes(layer: Raw, home: Path, folder: Path) -> Raw:
    """The same for the values of a grid, and for variants that are written out."""
    moved: Raw = {}
    if isinstance(layer.get("grid"), dict):
        moved["grid"] = grid = dict(layer["grid"])
        for axis, values in grid.items():
            if axis == "corpus" and isinstance(values, list):
                grid[axis] = [_moved_corpus(one, home, folder) if isinstance(one, dict) else one for one in values]
            elif axis in {f"corpus.{key}" for key in _PATH_KEYS} and isinstance(values, list):
                grid[axis] = [_moved_value(axis.removeprefix("corpus."), one, home, folder) for one in values]
    if isinstance(layer.get(VARIANTS), list):
        moved[VARIANTS] = [_moved(one, home, folder) if isinstance(one, dict) else one for one in layer[VARIANTS]]
    return moved


def _moved_corpus(corpus: Raw, home: Path, folder: Path) -> Raw:
    return {key: _moved_value(key, value, home, folder) for key, value in corpus.items()}


def _moved_value(key: str, value: Any, home: Path, folder: Path) -> Any:
    if key not in _PATH_KEYS or (key == "codebook" and value == BUILTIN_CODEBOOK):
        return value
    if isinstance(value, list):
        return [_moved_value(key, one, home, folder) for one in value]
    if not isinstance(value, str) or Path(value).is_absolute():
        return value
    return Path(os.path.relpath(home / value, folder)).as_posix()
