"""The folder of a state: what is remembered from run to run, and the lock that keeps two runs apart."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from praktijkkennis.errors import StateError, StateUseError, reason_of
from praktijkkennis.state.corrections import CorrectionStore
from praktijkkennis.state.database import FILE_NAME, LOCK_NAME, Database
from praktijkkennis.state.history import History
from praktijkkennis.state.identity import StageIdentities
from praktijkkennis.state.memory import Memory

TAGGER_FOLDER = "codeur"
"""Folder within a state of a tagger that learned from the corrections."""


class State:
    """What is remembered from run to run.

    Attributes
    ----------
    folder : Path
        Where it is.
    corrections : CorrectionStore
        What people said.
    history : History
        The finished runs.
    """

    def __init__(self, database: Database) -> None:
        self.folder = database.folder
        self.corrections = CorrectionStore(database)
        self.history = History(database)
        self._database = database

    def memory(self, made_with: StageIdentities, dimensions: int) -> Memory:
        """Give the stored results that serve for stages made so."""
        return Memory(self._database, made_with, dimensions)

    @property
    def empty(self) -> bool:
        """Whether nothing of any text is remembered: no run, no result, no correction."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM document) + EXISTS (SELECT 1 FROM result) + EXISTS (SELECT 1 FROM correction)"
        )
        return not self._database.rows(query)[0][0]

    def note(self, name: str) -> str:
        """Give what was noted under a name; ``""`` when nothing was."""
        rows = self._database.rows("SELECT value FROM note WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def write_note(self, name: str, value: str) -> None:
        """Note something for the next time."""
        if self.note(name) != value:
            with self._database.change() as connection:
                connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))


@contextmanager
def open_state(folder: str | Path, *, running: bool = False) -> Iterator[State]:
    """Open a state; a folder that is not there becomes a new one.

    A new one in which nothing was put goes away when it is closed, with the folders that were made for it: else a run
    that failed would leave a state of nothing.

    Parameters
    ----------
    folder : str or Path
        The folder.
    running : bool
        Whether this is a run over a corpus: of these there is one at a time. Reading and adding corrections may go on
        beside it.

    Yields
    ------
    State

    Raises
    ------
    StateUseError
        When the folder cannot be a state.
    StateError
        When another run uses it, or it cannot be written.
    """
    path = Path(folder)
    is_new = not is_state(path)
    made = [one for one in (path, *path.absolute().parents) if not one.exists()]
    database = Database(path)
    try:
        if running:
            with _only_run(path):
                yield State(database)
        else:
            yield State(database)
    finally:
        if is_new:
            _clear(database, made)
        database.close()


def is_state(folder: str | Path) -> bool:
    """Tell whether a folder holds a state."""
    return (Path(folder) / FILE_NAME).is_file()


def check_apart(folder: str | Path, sources: Iterable[str | Path], option: str = "--state") -> None:
    """Check that a folder or file does not lie in one of the sources, where the next run would read it.

    Raises
    ------
    StateUseError
        When it does.
    """
    target = Path(os.path.abspath(folder))
    for source in sources:
        inside = Path(os.path.abspath(source))
        if inside.is_dir() and (target == inside or inside in target.parents):
            raise StateUseError(
                f"'{folder}' ligt in de bron '{source}'; de volgende keer zou het mee worden gelezen. "
                f"Kies met {option} een plek daarbuiten."
            )


def _clear(database: Database, made: Sequence[Path]) -> None:
    """Take a state away in which there is nothing, unless somebody else has it open."""
    folder = database.folder
    with suppress(StateError, OSError):
        with _only_run(folder):
            if not (database.alone() and State(database).empty):
                return
            database.close()
            for name in (FILE_NAME, f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
                (folder / name).unlink(missing_ok=True)
            # While it is held: who opened it before sees that it has gone. Windows takes it away by itself.
            if os.name != "nt":
                (folder / LOCK_NAME).unlink()
        for one in made:
            one.rmdir()


@contextmanager
def _only_run(folder: Path) -> Iterator[None]:
    from filelock import FileLock, Timeout

    # The operating system lets go of the lock when a process ends, however it ends.
    lock = FileLock(folder / LOCK_NAME, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StateError(
            f"De toestand in '{folder}' is in gebruik door een andere opdracht. "
            "Wacht tot die klaar is en probeer het opnieuw."
        ) from error
    except OSError as error:
        raise StateError(
            f"De toestand in '{folder}' kan niet worden vastgehouden ({reason_of(error)}). "
            "Controleer of je in die map mag schrijven."
        ) from error
    try:
        yield
    finally:
        lock.release()
