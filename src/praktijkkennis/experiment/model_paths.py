"""Models that a description names by their folder: told from the folder of the file that names them."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from praktijkkennis.preprocessing.pipelines import BUNDLED

_ONNX, _TRANSFORMERS = "onnx", "sentence-transformers"


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
