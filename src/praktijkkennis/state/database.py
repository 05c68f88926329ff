"""The file that remembers from run to run: SQLite, with a version of its layout."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from praktijkkennis.errors import StateError, StateUseError, reason_of

FILE_NAME = "toestand.sqlite"
LOCK_NAME = "toestand.lock"
SCHEMA_VERSION = 3
"""Since 2 the stance of a correction may be empty, which an older version would take for a theme that is not there."""

_APPLICATION = 0x50524B4B
"""Tells our files from other SQLite files: ``PRKK`` in ASCII."""

_SCHEMA = """
CREATE TABLE document (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, text BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE result (
  fingerprint TEXT NOT NULL, stage TEXT NOT NULL, made_with TEXT NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (fingerprint, stage)
);
CREATE TABLE correction (
  number INTEGER PRIMARY KEY AUTOINCREMENT, document_id TEXT NOT NULL, text TEXT NOT NULL, occurrence INTEGER NOT NULL,
  theme TEXT NOT NULL, stance TEXT, coder TEXT NOT NULL, remark TEXT NOT NULL, source TEXT NOT NULL
);
CREATE INDEX correction_document ON correction (document_id);
CREATE TABLE run (number INTEGER PRIMARY KEY AUTOINCREMENT, identity TEXT NOT NULL);
CREATE TABLE insight (
  run INTEGER NOT NULL REFERENCES run (number) ON DELETE CASCADE, id TEXT NOT NULL, theme TEXT NOT NULL,
  n_sources INTEGER NOT NULL, members TEXT NOT NULL, PRIMARY KEY (run, id)
) WITHOUT ROWID;
CREATE TABLE insight_id (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_WAIT_SECONDS = 30.0


class Database:
    """A connection to the file of a state; each change is made whole or not at all.

    Parameters
    ----------
    folder : Path
        The folder of the state; made when it is not there.

    Raises
    ------
    StateUseError
        When the folder cannot be one, or was made by a newer version.
    StateError
        When it cannot be written or is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if folder.exists() and not folder.is_dir():
            raise StateUseError(f"'{folder}' is een bestand, geen map. Geef met --state een map op.")
        with self._explained():
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(folder / FILE_NAME, timeout=_WAIT_SECONDS, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def alone(self) -> bool:
        """Tell whether nobody else has the file open; meant for just before it goes away."""
        try:
            self._connection.execute("PRAGMA busy_timeout = 0")
            # SQLite leaves the log of writes only for who is alone.
            return bool(self._connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",))
        except sqlite3.Error:
            return False

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Ask something; all rows at once."""
        with self._explained():
            return list(self._connection.execute(query, values))

    @contextmanager
    def change(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Make a change whole or not at all.

        Parameters
        ----------
        durable : bool
            Whether it must be on the disk when this returns, so that not even a power cut undoes it.

        Yields
        ------
        sqlite3.Connection
            Within a transaction that nobody else writes in.
        """
        with self._explained():
            if durable:
                self._connection.execute("PRAGMA synchronous = FULL")
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
            finally:
                if durable:
                    self._connection.execute("PRAGMA synchronous = NORMAL")

    def _prepare(self) -> None:
        connection = self._connection
        connection.execute("PRAGMA foreign_keys = ON")
        # Readers and one writer side by side; where the disk knows no shared memory SQLite stays with its usual way.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        # What is deleted is overwritten: a text that somebody took back must not be left in a corner of the file.
        connection.execute("PRAGMA secure_delete = ON")
        with self.change():
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if version == 0 and tables == 0:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            elif application != _APPLICATION:
                raise StateUseError(
                    f"'{self.folder / FILE_NAME}' is niet van dit programma. Kies met --state een andere map."
                )
            elif version < SCHEMA_VERSION:
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            elif version != SCHEMA_VERSION:
                raise StateUseError(
                    f"De toestand in '{self.folder}' is gemaakt met een nieuwere versie van praktijkkennis. "
                    "Installeer die versie, of kies met --state een andere map."
                )
            # A program that knows no `taken_back` would let what is in it count again: hence a number of its own.
            connection.execute("CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
            connection.execute("CREATE TABLE IF NOT EXISTS taken_back (correction INTEGER PRIMARY KEY)")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite or the disk says into a sentence."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            # The last byte is the kind of the error, the rest its finer points.
            code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
            if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                why = "is beschadigd. Zet een reservekopie terug, of kies met --state een nieuwe map."
            elif code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                why = "is te lang bezet door een andere opdracht. Wacht tot die klaar is en probeer het opnieuw."
            elif code == sqlite3.SQLITE_FULL:
                why = "kan niet worden bijgewerkt: de schijf is vol. Maak ruimte en probeer het opnieuw."
            elif code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
                why = "kan niet worden geopend of geschreven. Controleer of je in die map mag schrijven."
            else:
                raise
            raise StateError(f"De toestand in '{self.folder}' {why}") from error
        except OSError as error:
            raise StateError(
                f"De map '{self.folder}' voor de toestand kan niet worden gemaakt ({reason_of(error)}). "
                "Kies met --state een andere map."
            ) from error
