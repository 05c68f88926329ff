"""Which theme and stance a code stands for, by its GUID or by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Stance
from praktijkkennis.exchange.refi_qda.identity import stance_guid, theme_guid
from praktijkkennis.exchange.refi_qda.model import QdaCode
from praktijkkennis.exchange.refi_qda.theme_codes import fold_name

_CLOSE = 0.7
_LEVELS = re.compile(r"::|[\\/>→|]")


class Meaning(NamedTuple):
    """What a code says: the key of a theme (empty when it tells none) and a stance (None when it tells none)."""

    theme: str
    stance: Stance | None


class CodeNames:
    """Knows the codes of a codebook, whatever they were named after.

    Parameters
    ----------
    codebook : Codebook
        The themes.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._by_guid = {theme_guid(key): Meaning(key, None) for key in codebook.keys}
        self._by_guid |= {stance_guid(key, one): Meaning(key, one) for key in codebook.keys for one in STANCES}
        self._by_name = {fold_name(theme.name): theme.key for theme in codebook.themes}
        self._by_name |= {fold_name(key): key for key in codebook.keys}
        self._shown = {theme.key: theme.name for theme in codebook.themes}

    def of_code(self, code: QdaCode, above: Sequence[QdaCode]) -> Meaning | None:
        """Tell what a code stands for.

        Parameters
        ----------
        code : QdaCode
            By its GUID when that is ours (also after it was renamed), else by its name.
        above : sequence of QdaCode
            The codes that it stands under, the outermost first: a code of people's own under a theme is that theme.

        Returns
        -------
        Meaning or None
            None when it is none of the codebook's.
        """
        chain = [code, *reversed(above)]
        return self._first([self._own(one) for one in chain])

    def of_text(self, text: str) -> Meaning | None:
        """Tell what the name of a code in a table stands for; levels may be parted by ``::``, ``>``, or a slash."""
        levels = [part for part in _LEVELS.split(text) if part.strip()]
        return self._by_words(text) or self._first([self._by_words(part) for part in reversed(levels)])

    def nearest(self, text: str) -> str:
        """Give the name of the theme that a misspelt name is nearest to; empty when none is near."""
        # "Los laten" is as good as "Loslaten".
        joined = {name.replace(" ", ""): key for name, key in self._by_name.items()}
        near = get_close_matches(fold_name(text).replace(" ", ""), joined, n=1, cutoff=_CLOSE)
        return self._shown[joined[near[0]]] if near else ""

    def _own(self, code: QdaCode) -> Meaning | None:
        known = self._by_guid.get(code.guid) or self._by_words(code.name)
        if known is not None:
            return known
        # Renamed by somebody whose program gave out new GUIDs: the stances under it still bear the name of the theme.
        below = [self._by_guid.get(one.guid) or self._by_words(one.name) for one in code.children]
        themes = {one.theme for one in below if one is not None and one.stance is not None}
        return Meaning(themes.pop(), None) if len(themes) == 1 and "" not in themes else None

    @staticmethod
    def _first(chain: Sequence[Meaning | None]) -> Meaning | None:
        """Join what a code and those above it say, the nearest first."""
        own = chain[0] if chain else None
        if own is not None and own.theme:
            return own
        theme = next((one.theme for one in chain if one is not None and one.theme), "")
        return Meaning(theme, own.stance if own else None) if theme or own else None

    def _by_words(self, name: str) -> Meaning | None:
        words = fold_name(name)
        if words in self._by_name:
            return Meaning(self._by_name[words], None)
        theme, _, last = words.rpartition(" ")
        if theme and theme not in self._by_name:
            return None
        stance = next((one for one in STANCES if one == last), None)
        return Meaning(self._by_name[theme] if theme else "", stance) if stance else None
