"""The corrections of people, each kept for ever; of two of the same the later counts."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import cast

from praktijkkennis.document import STANCES
from praktijkkennis.exchange.review.correction import Correction, latest
from praktijkkennis.state.database import Database


class CorrectionStore:
    """A log of corrections that is only ever added to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, corrections: Iterable[Correction], source: str) -> tuple[Correction, ...]:
        """Add corrections.

        Parameters
        ----------
        corrections : iterable of Correction
            In the order in which they were made.
        source : str
            Name of the file that they came from.

        Returns
        -------
        tuple of Correction
            Those that were not known yet; one that says what already counts is not added again.
        """
        with self._database.change() as connection:
            counting = {one.key: one for one in self.counting()}
            new = []
            for one in latest(corrections):
                if counting.get(one.key) != one:
                    new.append(one)
            connection.executemany(
                "INSERT INTO correction (document_id, text, occurrence, theme, stance, coder, remark, source)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (one.document_id, one.text, one.occurrence, one.theme, one.stance, one.coder, one.remark, source)
                    for one in new
                ],
            )
        return tuple(new)

    def counting(self) -> tuple[Correction, ...]:
        """Give the corrections that count: for each sentence and theme the last."""
        rows = self._database.rows(
            "SELECT document_id, text, occurrence, theme, stance, coder, remark FROM correction ORDER BY number"
        )
        return latest(_correction(row) for row in rows)

    def number(self) -> int:
        """Count all corrections that were ever added."""
        return cast(int, self._database.rows("SELECT count(*) FROM correction")[0][0])


def by_document(corrections: Iterable[Correction], themes: Collection[str]) -> dict[str, list[Correction]]:
    """Group corrections of some themes by the document that they are of; those of another codebook wait for theirs."""
    grouped: defaultdict[str, list[Correction]] = defaultdict(list)
    for one in corrections:
        if one.theme in themes:
            grouped[one.document_id].append(one)
    return dict(grouped)


def corrections_checksum(corrections: Iterable[Correction]) -> str:
    """SHA-256 of what corrections say, in whatever order they were made; ``""`` when there are none."""
    said = sorted([*one.key, one.stance or "", one.coder] for one in corrections)
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest() if said else ""


def _correction(row: tuple[object, ...]) -> Correction:
    document_id, text, occurrence, theme, stance, coder, remark = row
    return Correction(
        str(document_id),
        str(text),
        cast(int, occurrence),
        str(theme),
        next((one for one in STANCES if one == stance), None),
        str(coder),
        str(remark),
    )
