"""The codebook as frozen objects: themes with their definitions, terms and examples."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from praktijkkennis.document import Stance
from praktijkkennis.errors import CodebookError

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_WEIGHT = 0.85


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that points at a theme, in the notation of :mod:`praktijkkennis.codebook.terms`.

    ``weight`` is the estimated chance (0..1) that a sentence with the term really expresses the theme.
    """

    text: str
    weight: float = DEFAULT_WEIGHT


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that expresses a theme, or just does not; ``also`` names other themes that it expresses."""

    text: str
    also: tuple[str, ...] = ()
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """One code of the codebook.

    Parameters
    ----------
    key : str
        Identifier in every output: lower case letters, digits and underscores.
    name : str
        Name for people, in Dutch.
    definition : str
        What the theme is, in a few sentences.
    includes, excludes : tuple of str
        What belongs to it, and what seems to but does not.
    terms : tuple of Term
        Words and phrases that point at it.
    examples, counterexamples : tuple of Example
        Sentences that express it, and near misses that do not.
    core : bool
        Whether the codebook is mainly about this theme.
    colour : str
        ``#rrggbb`` for charts and exchange, empty when none is given.
    """

    key: str
    name: str
    definition: str = ""
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    examples: tuple[Example, ...] = ()
    counterexamples: tuple[Example, ...] = ()
    core: bool = False
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """A set of themes under a name and a version; the order of the themes is the order of all output."""

    key: str
    name: str
    themes: tuple[Theme, ...]
    version: str = ""
    language: str = "nl"

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the themes, in order."""
        return tuple(theme.key for theme in self.themes)

    @property
    def checksum(self) -> str:
        """SHA-256 over the whole content; the same for the same codebook, however its file is laid out."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def theme(self, key: str) -> Theme:
        """Look a theme up.

        Raises
        ------
        CodebookError
            When the codebook has no such theme.
        """
        for theme in self.themes:
            if theme.key == key:
                return theme
        raise CodebookError(f"Het codeboek '{self.name}' heeft geen thema '{key}'. Het kent: {', '.join(self.keys)}.")

    def to_frame(self) -> pd.DataFrame:
        """One row a theme: ``key, name, core, definition, includes, excludes, terms, examples, counterexamples``.

        The last five columns hold lists of strings.
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "key": theme.key,
                "name": theme.name,
                "core": theme.core,
                "definition": theme.definition,
                "includes": list(theme.includes),
                "excludes": list(theme.excludes),
                "terms": [term.text for term in theme.terms],
                "examples": [example.text for example in theme.examples],
                "counterexamples": [example.text for example in theme.counterexamples],
            }
            for theme in self.themes
        )
