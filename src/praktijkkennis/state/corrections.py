"""The corrections of people, each kept for ever; of two of the same the later counts.

A file that is read once more says nothing new with the rows that it had: they do not go before what somebody else, or
a later file, said since.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from praktijkkennis.document import STANCES
from praktijkkennis.exchange.review.correction import Correction, Said, latest
from praktijkkennis.state.database import Database

_COLUMNS = "document_id, text, occurrence, theme, stance, coder, remark, source"


@dataclass(frozen=True, slots=True)
class Earlier:
    """How corrections that are about to be added stand to those that count.

    Attributes
    ----------
    replaced : tuple of (Correction, Correction)
        What counts now, and what will count instead: of another person, or with another verdict.
    outdated : tuple of (Correction, Correction)
        What was in the same file before and is not taken again, and what counts since, of somebody else or of another
        file.
    """

    replaced: tuple[tuple[Correction, Correction], ...]
    outdated: tuple[tuple[Correction, Correction], ...]


class CorrectionStore:
    """A log of corrections that is only ever added to; one that is taken back stays in it and no longer counts."""

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
            Those that were not known yet; one that says what already counts is not added again, nor the
            same without a stance, nor one that :meth:`earlier` calls outdated.
        """
        # Somebody's evening of work: when it is told that it is kept, it is.
        with self._database.change(durable=True) as connection:
            new = self._weighed(corrections, source)[0]
            connection.executemany(
                "INSERT INTO correction (document_id, text, occurrence, theme, stance, coder, remark, source)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (one.document_id, one.text, one.occurrence, one.theme, one.stance, one.coder, one.remark, source)
                    for one in new
                ],
            )
        return tuple(new)

    def earlier(self, corrections: Iterable[Correction], source: str) -> Earlier:
        """Tell what adding corrections will replace, and which of them are outdated; parameters as of :meth:`add`."""
        return self._weighed(corrections, source)[1]

    def _weighed(self, corrections: Iterable[Correction], source: str) -> tuple[list[Correction], Earlier]:
        log = self._log()
        known, file_of = set(log), dict(log)
        counting = {one.key: one for one in self.counting()}
        new, replaced, outdated = [], [], []
        for one in latest(corrections):
            before = counting.get(one.key)
            if before is not None and latest((before, one)) == (before,):
                continue
            if before is not None and (one, source) in known and (before.coder, file_of[before]) != (one.coder, source):
                outdated.append((one, before))
                continue
            new.append(one)
            if before is not None and (before.coder, before.stance) != (one.coder, one.stance):
                replaced.append((before, one))
        return new, Earlier(tuple(replaced), tuple(outdated))

    def from_file(self, source: str) -> tuple[Correction, ...]:
        """Give the corrections that count and came from a file of this name."""
        file_of = dict(self._log())
        return tuple(one for one in self.counting() if file_of[one] == source)

    def take_back(self, corrections: Iterable[Correction], source: str) -> None:
        """Let what a file said no longer count, so that what was said before, or the machine, counts again.

        Parameters
        ----------
        corrections : iterable of Correction
            Their places and themes tell which.
        source : str
            Name of the file; what came from another stays.
        """
        keys = {one.key for one in corrections}
        with self._database.change(durable=True) as connection:
            rows = connection.execute(f"SELECT number, {_COLUMNS} FROM correction WHERE source = ?", (source,))
            gone = [(row[0],) for row in rows.fetchall() if _correction(row[1:-1]).key in keys]
            connection.executemany("INSERT OR IGNORE INTO taken_back VALUES (?)", gone)

    def counting(self) -> tuple[Correction, ...]:
        """Give the corrections that count: for each sentence and theme the last."""
        return latest(one for one, _ in self._log())

    def _log(self) -> list[tuple[Correction, str]]:
        """Give all that was ever added and not taken back, in order, each with the file that it came from."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM correction WHERE number NOT IN (SELECT correction FROM taken_back) ORDER BY number"
        )
        return [(_correction(row[:-1]), str(row[-1])) for row in rows]

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
    said = sorted([*one.key, _written(one.stance), one.coder] for one in corrections)
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest() if said else ""


def _written(stance: Said) -> str:
    # Not there was written as nothing before a theme could be there without a stance.
    return "" if stance is None else stance or "?"


def _correction(row: tuple[object, ...]) -> Correction:
    document_id, text, occurrence, theme, stance, coder, remark = row
    return Correction(
        str(document_id),
        str(text),
        cast(int, occurrence),
        str(theme),
        "" if stance == "" else next((one for one in STANCES if one == stance), None),
        str(coder),
        str(remark),
    )
