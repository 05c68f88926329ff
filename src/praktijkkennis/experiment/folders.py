"""The experiments that a folder holds, among other files in TOML."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from praktijkkennis.errors import ExperimentError
from praktijkkennis.validation import read_toml


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds.

    Attributes
    ----------
    descriptions : tuple of Path
        Files that describe an experiment, by name.
    unknown : tuple of Path
        Files that describe none and are no codebook either.
    """

    descriptions: tuple[Path, ...]
    unknown: tuple[Path, ...]


def experiments_in(folder: Path) -> Found:
    """Find the experiments in a folder; files that begin with an underscore are there for others to extend.

    Parameters
    ----------
    folder : Path
        Folders in it are not looked into.

    Returns
    -------
    Found

    Raises
    ------
    ExperimentError
        When it holds no experiment, or a file cannot be read as TOML.
    """
    descriptions, unknown = [], []
    for path in sorted(one for one in folder.glob("*.toml") if not one.name.startswith("_")):
        raw = read_toml(path, ExperimentError)
        if "kind" in raw or "extends" in raw:
            descriptions.append(path)
        elif "themes" not in raw:
            unknown.append(path)
    if not descriptions:
        others = f" Zonder 'kind' of 'extends': {', '.join(path.name for path in unknown)}." if unknown else ""
        raise ExperimentError(f"In de map '{folder}' staat geen beschrijving van een proef (.toml).{others}")
    return Found(tuple(descriptions), tuple(unknown))
