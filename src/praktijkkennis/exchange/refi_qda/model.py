"""A REFI-QDA project or codebook as plain frozen objects, near to the words of the standard.

Nothing here is checked: what other programs write is kept as it was found, and judged by who uses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class QdaUser:
    """A person, or a program, that codes."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class QdaCode:
    """A code with the codes under it; ``colour`` is ``#rrggbb`` or empty, a folder of codes is not ``codable``."""

    guid: str
    name: str
    description: str = ""
    colour: str = ""
    codable: bool = True
    children: tuple[QdaCode, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaSet:
    """A group of codes, by their GUIDs."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaCodebook:
    """The codes of a codebook or project, and the groups that they are in."""

    codes: tuple[QdaCode, ...]
    sets: tuple[QdaSet, ...] = ()

    def walk(self) -> Iterator[tuple[QdaCode, tuple[QdaCode, ...]]]:
        """Yield every code with the codes that it stands under, the outermost first."""
        waiting: list[tuple[QdaCode, tuple[QdaCode, ...]]] = [(code, ()) for code in reversed(self.codes)]
        while waiting:
            code, above = waiting.pop()
            yield code, above
            waiting.extend((child, (*above, code)) for child in reversed(code.children))


@dataclass(frozen=True, slots=True)
class QdaCoding:
    """One code given to a selection by a user; ``code`` and ``user`` are GUIDs, ``user`` is empty when not told."""

    guid: str
    code: str
    user: str = ""


@dataclass(frozen=True, slots=True)
class QdaSelection:
    """A stretch of a text with its codings.

    ``start`` and ``end`` count as the program that wrote them does (see
    :mod:`praktijkkennis.exchange.refi_qda.positions`); they are None where the file gives no numbers. ``name`` is
    often the text itself, cut short; ``modified_by`` is the GUID of the user who last changed it, empty when not told.
    """

    guid: str
    start: int | None
    end: int | None
    name: str = ""
    description: str = ""
    codings: tuple[QdaCoding, ...] = ()
    modified_by: str = ""


@dataclass(frozen=True, slots=True)
class QdaSource:
    r"""A document of a project.

    Parameters
    ----------
    guid, name : str
        As in the file.
    text : str or None
        As stored, with its own line ends but without byte order mark; None when there is none to be had.
    missing : str
        Why there is no text: a Dutch sentence.
    byte_order_mark : bool
        Whether the stored text began with one.
    selections : tuple of QdaSelection
        Of the text.
    elsewhere : tuple of QdaCoding
        Codings that are not of a stretch of text: of the whole document, or of a part of a picture or film.
    variables : mapping of str to str
        Attributes of the document by name.
    """

    guid: str
    name: str
    text: str | None
    missing: str = ""
    byte_order_mark: bool = False
    selections: tuple[QdaSelection, ...] = ()
    elsewhere: tuple[QdaCoding, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "variables", MappingProxyType(dict(self.variables)))

    def __hash__(self) -> int:
        return hash(self.guid)


@dataclass(frozen=True, slots=True)
class QdaProject:
    """A whole project; ``origin`` is the program that wrote it."""

    name: str
    users: tuple[QdaUser, ...]
    codebook: QdaCodebook
    sources: tuple[QdaSource, ...]
    origin: str = ""
