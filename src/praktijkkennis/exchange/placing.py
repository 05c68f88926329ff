"""Files that were written beside their places, put there all together or not at all.

Each place changes in one step, so that there is a whole file in it at every moment, even when the power goes. What
stood there is kept until all are done, and put back when one cannot be.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from praktijkkennis.errors import OutputError, reason_of


def put_in_place(staged: Mapping[Path, Path | None]) -> None:
    """Put files in their places; when one cannot be, all are as they were.

    Parameters
    ----------
    staged : mapping of Path to Path or None
        Each place with the file that was written for it; None for a file that is to go. Files that are still there
        afterwards are for the caller to clear away.

    Raises
    ------
    OutputError
        When one cannot be put in its place. Where the others could not be put back either, it says which are new.
    """
    for path, beside in staged.items():
        _check_replaceable(path, gone=beside is None)
    kept: dict[Path, Path | None] = {}
    done: list[Path] = []
    try:
        for path in staged:
            # Before the first place changes: there may be no room on the disk for what is kept.
            kept[path] = _kept(path)
        for path, beside in staged.items():
            _put(path, beside)
            done.append(path)
    except BaseException as error:
        stuck = [path for path in reversed(done) if not _put_back(path, kept[path])]
        if stuck:
            raise OutputError(f"{_sentence(error)} {_half(staged, stuck)}") from error
        raise
    finally:
        for old in kept.values():
            if old is not None:
                with suppress(OSError):
                    old.unlink(missing_ok=True)


def why_not_removed(path: Path, error: OSError) -> str:
    """Say in Dutch why a file cannot be taken away, and what to do."""
    return f"Het oude bestand '{path}' kan niet weg ({reason_of(error)}). Sluit het en probeer het opnieuw."


def why_not_written(path: Path, error: OSError) -> str:
    """Say in Dutch why a file cannot be written, and what to do."""
    start = f"{path.name!r} kan niet worden geschreven in {str(path.parent)!r}: "
    if error.errno == errno.ENOSPC:
        return start + "de schijf is vol. Maak ruimte en probeer het opnieuw."
    if path.is_dir():
        return start + "er is al een map met die naam. Kies een andere naam."
    if path.parent.exists() and not path.parent.is_dir():
        return start + "dat is een bestand, geen map. Kies een andere map."
    if isinstance(error, PermissionError):
        return (
            start
            + "het bestand staat open in een ander programma (Excel?) of schrijven mag hier niet. "
            + ("Sluit het bestand of kies een andere map en probeer het opnieuw.")
        )
    return start + f"{reason_of(error)}."


def _check_replaceable(path: Path, *, gone: bool) -> None:
    """Check that a file that is there may be changed: Windows forbids it while Excel or Word has it open."""
    if not path.exists():
        return
    try:
        with path.open("r+b"):
            pass
    except OSError as error:
        raise OutputError(why_not_removed(path, error) if gone else why_not_written(path, error)) from error


def _kept(path: Path) -> Path | None:
    """Keep what stands in a place under a second name; None when nothing does."""
    if not path.exists():
        return None
    old = path.with_name(f".{os.getpid()}.{path.stat().st_ino}.oud")
    try:
        old.unlink(missing_ok=True)
        try:
            os.link(path, old)
        except OSError:
            # Not every disk gives a file two names. A copy of a key is for its owner only, as the key is.
            os.close(os.open(old, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            shutil.copy2(path, old)
    except OSError as error:
        old.unlink(missing_ok=True)
        raise OutputError(why_not_written(path, error)) from error
    return old


def _put(path: Path, beside: Path | None) -> None:
    try:
        if beside is None:
            path.unlink(missing_ok=True)
        else:
            os.replace(beside, path)
    except OSError as error:
        raise OutputError((why_not_removed if beside is None else why_not_written)(path, error)) from error


def _put_back(path: Path, old: Path | None) -> bool:
    """Tell whether a place is as it was again."""
    try:
        if old is None:
            path.unlink(missing_ok=True)
        else:
            os.replace(old, path)
    except OSError:
        return False
    return True


def _sentence(error: BaseException) -> str:
    return str(error) if isinstance(error, OutputError) else "Het schrijven is afgebroken."


def _half(staged: Mapping[Path, Path | None], stuck: Sequence[Path]) -> str:
    """Say which files are of this run and which of the one before."""
    gone = [path.name for path, beside in staged.items() if path in stuck and beside is None]
    new = [path.name for path, beside in staged.items() if path in stuck and beside is not None]
    old = [path.name for path in staged if path not in stuck and path.exists()]
    parts = [("nieuw", new), ("weg", gone), ("nog oud", old)]
    told = "; ".join(f"{what}: {', '.join(names)}" for what, names in parts if names)
    return f"Let op: niet alles kon worden teruggezet, en de bestanden horen nu niet bij elkaar ({told})."
