"""The sentences that coders are compared on, with what each coder said of each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import STANCES

if TYPE_CHECKING:
    from pandas import DataFrame

Span = tuple[int, int]


@dataclass(frozen=True, eq=False)
class RatedUnits:
    """What coders said of sentences, as arrays.

    Parameters
    ----------
    units : pandas.DataFrame
        ``document_id, start, end, text``, one row a unit, in order. Offsets are -1 where only the text is known.
    coders : tuple of str
        In the order of the arrays.
    themes : tuple of str
        In the order of the arrays.
    codes : ndarray of int64, shape (units, coders, themes)
        1 where the coder gave the theme, 0 where not, -1 where the coder did not read the unit.
    stances : ndarray of int64, shape (units, coders, themes)
        Number of the stance in :data:`~praktijkkennis.document.STANCES`, -1 where none was given.
    scores : ndarray of float64, shape (units, coders, themes)
        Highest score of the theme, nan where it was not given.
    """

    units: DataFrame
    coders: tuple[str, ...]
    themes: tuple[str, ...]
    codes: NDArray[np.int64]
    stances: NDArray[np.int64]
    scores: NDArray[np.float64]

    @cached_property
    def documents(self) -> NDArray[np.int64]:
        """Number of the document of each unit, shape (units,)."""
        import pandas as pd

        numbers: NDArray[np.int64] = pd.factorize(self.units["document_id"])[0].astype(np.int64)
        return numbers

    @property
    def n_documents(self) -> int:
        """Number of documents."""
        return int(self.documents.max()) + 1 if len(self.documents) else 0

    def to_frame(self) -> DataFrame:
        """One row a unit and coder that read it.

        Returns
        -------
        pandas.DataFrame
            ``document_id, start, end, text, coder`` and for each theme a column of its key: whether the coder gave it.
        """
        import pandas as pd

        read = self.codes[:, :, :1].max(axis=2, initial=-1) >= 0
        rows, coders = np.nonzero(read)
        table = self.units[["document_id", "start", "end", "text"]].iloc[rows].reset_index(drop=True)
        table["coder"] = [self.coders[one] for one in coders.tolist()]
        given = self.codes[rows, coders] == 1
        return pd.concat([table, pd.DataFrame(given, columns=list(self.themes))], axis=1)

    @property
    def prevalences(self) -> dict[str, float]:
        """Share of what coders read to which they gave each theme."""
        read, given = ((self.codes >= least).sum(axis=(0, 1)).tolist() for least in (0, 1))
        return {theme: given[k] / read[k] for k, theme in enumerate(self.themes) if read[k]}


def rate_units(
    codes: DataFrame,
    seen: Mapping[str, Sequence[str]],
    coders: Sequence[str],
    themes: Sequence[str],
    units: DataFrame | None = None,
) -> RatedUnits:
    """Lay out codes as arrays over units.

    A code belongs to every unit of which it covers at least half, and to a unit that holds at least half of it outside
    those; where there is none, to the unit that it shares most with. Without ``units`` the shortest coded passages are
    the units: a longer passage is one of its own only where it is for the greater part covered by no shorter one.

    Parameters
    ----------
    codes : pandas.DataFrame
        One row a code; a column ``apart`` marks those whose place in the document is not known, which are compared by
        their text.
    seen : mapping of str to sequence of str
        Coders that read each document.
    coders, themes : sequence of str
        What to compare, in order; codes of others are left out.
    units : pandas.DataFrame, optional
        Every sentence there was to be coded.

    Returns
    -------
    RatedUnits
        Codes that share no character with any unit are not in it.
    """
    import pandas as pd

    rows = codes[codes["coder"].isin(list(coders)) & codes["theme"].isin(list(themes))]
    apart = rows["apart"] if "apart" in rows else pd.Series(False, index=rows.index)
    columns = ["document_id", "start", "end", "text"]
    if units is None:
        passages = _coded_passages(rows[~apart])
        texts = rows[apart][columns].drop_duplicates(["document_id", "text"])
    else:
        passages, texts = units[columns].reset_index(drop=True), rows.iloc[:0][columns]
    rated = _empty(pd.concat([passages, texts], ignore_index=True), seen, coders, themes)
    index = _UnitIndex(passages)
    by_text = {
        (key, text): [len(passages) + number]
        for number, (key, text) in enumerate(zip(texts["document_id"], texts["text"], strict=True))
    }
    given = [rows[name].tolist() for name in (*columns, "coder", "theme", "score", "stance")]
    for key, start, end, text, coder, theme, score, stance, is_apart in zip(*given, apart.tolist(), strict=True):
        found = by_text.get((key, text), []) if is_apart else index.of(key, start, end)
        for unit in found:
            place = unit, rated.coders.index(coder), rated.themes.index(theme)
            if rated.codes[place] < 0:
                continue
            rated.codes[place] = 1
            surer = not rated.scores[place] >= score
            if surer:
                rated.scores[place] = score
            if stance and (surer or rated.stances[place] < 0):
                rated.stances[place] = STANCES.index(stance)
    return rated


def touches(rows: DataFrame, units: DataFrame) -> NDArray[np.bool_]:
    """Tell which passages share at least one character with a unit, shape (rows,)."""
    index = _UnitIndex(units.reset_index(drop=True))
    places = list(zip(rows["document_id"].tolist(), rows["start"].tolist(), rows["end"].tolist(), strict=True))
    known = {place: bool(index.of(*place)) for place in set(places)}
    return np.array([known[place] for place in places], dtype=bool)


def _empty(
    table: DataFrame, seen: Mapping[str, Sequence[str]], coders: Sequence[str], themes: Sequence[str]
) -> RatedUnits:
    shape = (len(table), len(coders), len(themes))
    codes = np.full(shape, -1, dtype=np.int64)
    documents = table["document_id"].to_numpy()
    for number, coder in enumerate(coders):
        read = {key for key, names in seen.items() if coder in names}
        codes[[key in read for key in documents], number] = 0
    return RatedUnits(table, tuple(coders), tuple(themes), codes, np.full(shape, -1), np.full(shape, np.nan))


class _UnitIndex:
    """Finds the units that a passage belongs to."""

    def __init__(self, units: DataFrame) -> None:
        self._groups = {
            str(key): (group.index.to_numpy(), group["start"].to_numpy(), group["end"].to_numpy())
            for key, group in units.groupby("document_id", sort=False)
        }

    def of(self, document: str, start: int, end: int) -> list[int]:
        if document not in self._groups:
            return []
        numbers, starts, ends = self._groups[document]
        shared = np.maximum(np.minimum(ends, end) - np.maximum(starts, start), 0)
        chosen = (shared > 0) & (2 * shared >= ends - starts)
        # Of a passage that holds a shorter one, what the code covers in the shorter one says nothing.
        rest = shared.copy()
        for low, high in zip(starts[chosen], ends[chosen], strict=True):
            inside = np.minimum(np.minimum(ends, end), high) - np.maximum(np.maximum(starts, start), low)
            rest -= np.maximum(inside, 0)
        chosen |= (rest > 0) & (2 * rest >= end - start)
        if not chosen.any() and shared.any():
            chosen[shared.argmax()] = True
        found: list[int] = numbers[chosen].tolist()
        return found


def _coded_passages(rows: DataFrame) -> DataFrame:
    """Choose the passages that are units, in order."""
    import pandas as pd

    columns = ["document_id", "start", "end", "text"]
    spans = rows[columns].sort_values(columns, kind="stable").drop_duplicates(columns[:3])
    kept = []
    for _, group in spans.groupby("document_id", sort=True):
        places = list(zip(group["start"].tolist(), group["end"].tolist(), strict=True))
        chosen = {span for together in _overlapping(places) for span in _shortest(together)}
        kept.append(group[[span in chosen for span in places]])
    return pd.concat(kept, ignore_index=True) if kept else spans.reset_index(drop=True)


def _overlapping(spans: Sequence[Span]) -> list[list[Span]]:
    """Divide spans, ordered by their start, into groups that share no character with one another."""
    groups: list[list[Span]] = []
    reach = -1
    for start, end in spans:
        if start >= reach:
            groups.append([])
        groups[-1].append((start, end))
        reach = max(reach, end)
    return groups


def _shortest(spans: Sequence[Span]) -> set[Span]:
    """Choose the shortest spans, and longer ones of which these leave more than half uncovered."""
    chosen: set[Span] = set()
    for start, end in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        covered = sum(max(0, min(end, high) - max(start, low)) for low, high in chosen)
        if 2 * covered < end - start:
            chosen.add((start, end))
    return chosen
