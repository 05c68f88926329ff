"""Room won back: stages of long ago, and results that newer ones came after."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from praktijkkennis.errors import OutputError, reason_of
from praktijkkennis.experiment.results import DURATION, is_complete
from praktijkkennis.experiment.running import REMEMBERED, RUNS


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was removed, or would be.

    Parameters
    ----------
    n_stages, stage_bytes : int
        Results of stages, and how much they took.
    results : tuple of Path
        Folders of results.
    result_bytes : int
        How much these took.
    left_bytes : int
        What stages take that were kept.
    """

    n_stages: int
    stage_bytes: int
    results: tuple[Path, ...]
    result_bytes: int
    left_bytes: int


def tidy(
    runs: str | Path = RUNS, *, max_bytes: int = 0, keep_results: int | None = None, only_look: bool = False
) -> Tidied:
    """Remove what was remembered longest ago, until the rest fits.

    Nothing is lost that a run does not compute again; do not do it while one is going on, or that may compute twice.

    Parameters
    ----------
    runs : path
        Folder of all results.
    max_bytes : int
        How much the stages that are kept may take together; those used last are kept.
    keep_results : int, optional
        Of every experiment so many results, the newest, are kept; all when None.
    only_look : bool
        Only tell what would be removed.

    Returns
    -------
    Tidied

    Raises
    ------
    OutputError
        When something cannot be removed.
    """
    runs = Path(runs)
    stages = _stages(runs / REMEMBERED)
    kept, gone = 0, []
    for path, size, _ in stages:
        if kept + size > max_bytes:
            gone.append((path, size))
        else:
            kept += size
    old = [] if keep_results is None else _older(runs, keep_results)
    sizes = [sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) for folder in old]
    if not only_look:
        try:
            for path, _ in gone:
                path.unlink(missing_ok=True)
                # The folder of its first two digits, when that was the last in it.
                with suppress(OSError):
                    path.parent.rmdir()
            for folder in old:
                shutil.rmtree(folder)
        except OSError as error:
            raise OutputError(f"Niet alles in '{runs}' kan worden verwijderd ({reason_of(error)}).") from error
    return Tidied(len(gone), sum(size for _, size in gone), tuple(old), sum(sizes), kept)


def _stages(folder: Path) -> list[tuple[Path, int, int]]:
    """Give every result of a stage with its size, the one that was used last first."""
    found = []
    for path in folder.glob("*/*/*"):
        if path.is_file():
            about = path.stat()
            found.append((path, about.st_size, about.st_mtime_ns))
    return sorted(found, key=lambda one: (-one[2], one[0].name))


def _older(runs: Path, keep: int) -> list[Path]:
    """Give the results of every experiment that are not among its newest."""
    found: list[Path] = []
    for experiment in sorted(one for one in runs.glob("*") if one.is_dir() and not one.name.startswith(".")):
        whole = [one for one in experiment.glob("*") if is_complete(one)]
        whole.sort(key=lambda one: ((one / DURATION).stat().st_mtime_ns, one.name), reverse=True)
        found.extend(whole[keep:])
    return found
