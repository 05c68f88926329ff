"""What a reader of one format hands over, before ids, metadata tables and residue come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from praktijkkennis.document import Turn

DEFAULT_MAX_BYTES = 50_000_000
DEFAULT_MAX_CHARACTERS = 5_000_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a caller may choose about reading.

    Parameters
    ----------
    text_column : str, optional
        Name of the column (or JSON key) that holds the text; found by itself when not given.
    max_bytes : int
        Largest file that is read, in bytes; an archive may unpack to four times as much.
    max_characters : int
        Longest text that is taken, in characters (code points).
    """

    text_column: str | None = None
    max_bytes: int = DEFAULT_MAX_BYTES
    max_characters: int = DEFAULT_MAX_CHARACTERS


@dataclass(frozen=True, slots=True)
class RawText:
    """One text as a reader found it.

    Parameters
    ----------
    text : str
        The text; line ends need not be normalised yet.
    stated : mapping of str to object
        Metadata that the author wrote down: front matter, or the other columns of a row.
    properties : mapping of str to object
        Metadata that software put in the file; it counts least and is often wrong.
    key : str
        What follows ``#`` in the document id, for a row or record; empty for a whole file.
    turns : tuple of Turn, optional
        Speaker turns where the format itself says who speaks; offsets count characters of
        ``text``. None leaves them to be recognised from the text.
    """

    text: str
    stated: Mapping[str, object] = field(default_factory=dict)
    properties: Mapping[str, object] = field(default_factory=dict)
    key: str = ""
    turns: tuple[Turn, ...] | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row or record that could not be read while the rest of its file could.

    ``key`` is as in :class:`RawText`, ``reason`` a Dutch sentence.
    """

    key: str
    reason: str


Reader: TypeAlias = Callable[[bytes, str, ReadOptions], Iterable[RawText | Rejected]]
"""``(data, name, options)`` to texts; raises ReadError when the file as a whole cannot be read."""
