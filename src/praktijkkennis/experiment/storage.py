"""Results of stages kept under a checksum of all that they were made of, so that nothing is computed twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from praktijkkennis.exchange.files import replace_file

Result = TypeVar("Result")

_DIGEST_LENGTH = 64


class Storage:
    """A folder of results by content.

    Parameters
    ----------
    folder : Path or None
        Where results are kept; nothing is kept when None.

    Attributes
    ----------
    n_found, n_made : int
        How many results were there already, and how many were computed.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.n_found = 0
        self.n_made = 0

    def get(
        self,
        stage: str,
        made_of: object,
        make: Callable[[], Result],
        write: Callable[[Result], bytes],
        read: Callable[[bytes], Result],
    ) -> Result:
        """Give the result of a stage, computed only when it is not there.

        Parameters
        ----------
        stage : str
            Name of a folder.
        made_of : object
            Plain data: all that the result depends on.
        make : callable
            Computes it.
        write, read : callable
            To bytes and back. What was written is read back, also when it was computed just now, so that both ways
            give the same.

        Returns
        -------
        object
            What ``read`` gives.

        Raises
        ------
        OutputError
            When the result cannot be written.
        """
        if self.folder is None:
            self.n_made += 1
            return read(write(make()))
        key = hashlib.sha256(json.dumps(made_of, sort_keys=True).encode("ascii")).hexdigest()
        path = self.folder / stage / key[:2] / key
        content = _whole(path)
        if content is None:
            content = write(make())
            # A checksum in front: a disk that filled up or a copy that broke off must not pass for a result.
            replace_file(path, hashlib.sha256(content).hexdigest().encode("ascii") + content)
            self.n_made += 1
        else:
            self.n_found += 1
            # What was used last is kept longest.
            with suppress(OSError):
                os.utime(path)
        return read(content)


def _whole(path: Path) -> bytes | None:
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    head, content = stored[:_DIGEST_LENGTH], stored[_DIGEST_LENGTH:]
    return content if head == hashlib.sha256(content).hexdigest().encode("ascii") else None
