"""Answers that were good, kept so that no question is asked twice: not in the next run, and not after a kill.

One SQLite file in a folder of the user. A row is one answer under a SHA-256 of all that determined it; the question
itself, the address and the key are not in it. SQLite sees to it that a row is there whole or not at all, also when
two runs write at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from praktijkkennis.errors import OutputError, require_extra

_FILE = "antwoorden.sqlite"
_WAIT_SECONDS = 30.0
_TABLE = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, model TEXT NOT NULL, answer TEXT NOT NULL)"


def default_cache_folder() -> Path:
    """Folder of the user for answers, by the custom of the operating system.

    Raises
    ------
    MissingExtraError
        When the library that knows these customs is not installed.
    """
    require_extra("platformdirs", "llm")
    from platformdirs import user_cache_path

    return user_cache_path("praktijkkennis", appauthor=False) / "taalmodel"


def cache_key(content: Mapping[str, Any]) -> str:
    """SHA-256 over everything that an answer depends on."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=True, sort_keys=True).encode("ascii")).hexdigest()


class AnswerCache:
    """Answers by key; safe between threads and between programs.

    Parameters
    ----------
    folder : str or Path
        Made when it is not there, and then readable for the user alone, because answers quote the texts.

    Raises
    ------
    OutputError
        When the folder cannot be used, or what is in it is no cache of ours.
    """

    def __init__(self, folder: str | Path) -> None:
        self._path = Path(folder) / _FILE
        self._lock = threading.Lock()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = not self._path.exists()
            self._connection = sqlite3.connect(self._path, timeout=_WAIT_SECONDS, check_same_thread=False)
            if fresh:
                with suppress(OSError):
                    os.chmod(self._path, 0o600)
            with self._connection:
                self._connection.execute(_TABLE)
        except (OSError, sqlite3.Error) as cause:
            raise self._trouble(cause) from cause

    def get(self, key: str) -> str | None:
        """Look an answer up.

        Raises
        ------
        OutputError
            When the file is damaged.
        """
        try:
            with self._lock:
                row = self._connection.execute("SELECT answer FROM answers WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as cause:
            raise self._trouble(cause) from cause
        return None if row is None else str(row[0])

    def put(self, key: str, model: str, answer: str) -> None:
        """Keep an answer; it is on the disk when this returns.

        Raises
        ------
        OutputError
            When it cannot be written.
        """
        try:
            with self._lock, self._connection:
                self._connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, model, answer))
        except sqlite3.Error as cause:
            raise self._trouble(cause) from cause

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()

    def _trouble(self, cause: Exception) -> OutputError:
        return OutputError(
            f"De bewaarde antwoorden in '{self._path}' kunnen niet worden gebruikt ({cause}). "
            "Kies met --cache een andere map, of gooi dat bestand weg; dan wordt alles opnieuw gevraagd."
        )
