"""The runs that were finished, with their insights; of the texts of these only checksums are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from praktijkkennis.document import Document, Insight, ThemeAnnotation
from praktijkkennis.insights.continuity import KnownInsight, Member, remembered
from praktijkkennis.state.database import Database
from praktijkkennis.state.identity import fingerprint
from praktijkkennis.state.records import codes_from_bytes, sentences_from_bytes

_RUNS = 12
"""Runs that insights are compared with: a year of months."""


class History:
    """What finished runs found.

    A run is compared with the last one that was another: a run over the same texts with the same models and the same
    corrections takes the place of the run before, and says the same. So one can make a report twice. Of the runs before
    that the insights are remembered for a while, so that one odd run costs no insight its id.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def before(self, identity: str) -> tuple[KnownInsight, ...] | None:
        """Give the insights of the last finished run, that of this identity itself left out; None without one."""
        runs = self._others(identity)
        return tuple(self._insights(runs[0])) if runs else None

    def last(self) -> str | None:
        """Give the identity of the last finished run, the one that the texts are of."""
        rows = self._database.rows("SELECT identity FROM run ORDER BY number DESC LIMIT 1")
        return str(rows[0][0]) if rows else None

    def earlier(self, identity: str) -> tuple[KnownInsight, ...]:
        """Give the insights of the runs before that one, each as it last was."""
        found: dict[str, KnownInsight] = {}
        for number in self._others(identity)[1:]:
            for one in self._insights(number):
                found.setdefault(one.id, one)
        return tuple(found.values())

    def used_ids(self, identity: str) -> frozenset[str]:
        """Give all ids that insights of other runs ever had."""
        known = {str(row[0]) for row in self._database.rows("SELECT id FROM insight_id")}
        others = {one.id for number in self._others(identity) for one in self._insights(number)}
        number = self._own(identity)
        own = set() if number is None else {one.id for one in self._insights(number)}
        return frozenset(known - own | others)

    def _own(self, identity: str) -> int | None:
        """Give the number of the last run when it is of this identity: the one that is made again."""
        rows = self._database.rows("SELECT number, identity FROM run ORDER BY number DESC LIMIT 1")
        return cast(int, rows[0][0]) if rows and rows[0][1] == identity else None

    def _others(self, identity: str) -> list[int]:
        """Give the numbers of the runs to compare with, the last first."""
        numbers = [cast(int, row[0]) for row in self._database.rows("SELECT number FROM run ORDER BY number DESC")]
        own = self._own(identity)
        return [number for number in numbers if number != own][:_RUNS]

    def _insights(self, number: int) -> list[KnownInsight]:
        query = "SELECT id, theme, n_sources, members FROM insight WHERE run = ? ORDER BY id"
        return [_known(row) for row in self._database.rows(query, number)]

    def finish(self, identity: str, insights: Sequence[Insight], documents: Iterable[Document]) -> None:
        """Record that a run is finished, and forget the results of documents that are no longer there.

        Parameters
        ----------
        identity : str
            Checksum of what went into the run.
        insights : sequence of Insight
            With the ids that they were given, and all their quotes as they are.
        documents : iterable of Document
            What was read. Of a text that somebody took back nothing stays but corrections made of it.
        """
        present = {document.id: document for document in documents}
        prints = {key: fingerprint(document) for key, document in present.items()}
        with self._database.change() as connection:
            # Only the last run is made again; of an earlier one the insights may still come back in what is between.
            connection.execute(
                "DELETE FROM run WHERE identity = ? AND number = (SELECT max(number) FROM run)", (identity,)
            )
            number = connection.execute("INSERT INTO run (identity) VALUES (?)", (identity,)).lastrowid
            connection.executemany(
                "INSERT INTO insight VALUES (?, ?, ?, ?, ?)",
                [(number, one.id, one.theme, one.n_sources, _members(one)) for one in insights],
            )
            connection.executemany("INSERT OR IGNORE INTO insight_id VALUES (?)", [(one.id,) for one in insights])
            connection.execute("DELETE FROM document")
            connection.executemany(
                "INSERT INTO document VALUES (?, ?, ?)",
                [(key, prints[key], present[key].text.encode("utf-8", "surrogatepass")) for key in present],
            )
            connection.execute("DELETE FROM result WHERE fingerprint NOT IN (SELECT fingerprint FROM document)")
            # One more than is compared with: the last run itself may be made again.
            connection.execute(
                "DELETE FROM run WHERE number NOT IN (SELECT number FROM run ORDER BY number DESC LIMIT ?)",
                (_RUNS + 1,),
            )

    def sentences_of(self, document_id: str) -> list[tuple[int, str]] | None:
        """Give start and text of the sentences of a document of the last finished run; None when it was not there."""
        rows = self._database.rows(
            "SELECT text, content FROM document JOIN result USING (fingerprint) WHERE id = ? AND stage = 'sentences'",
            document_id,
        )
        if not rows:
            return None
        text, content = cast(tuple[bytes, bytes], rows[0])
        document = Document(document_id, text.decode("utf-8", "surrogatepass"))
        processed = sentences_from_bytes(content, document)
        return [(one.start, processed.text_of(one)) for one in processed.sentences]

    def codes(self) -> Mapping[str, tuple[ThemeAnnotation, ...]]:
        """Give what the machine coded in the documents of the last finished run, before any correction, by their id."""
        rows = self._database.rows(
            "SELECT id, content FROM document JOIN result USING (fingerprint) WHERE stage = 'codes' ORDER BY id"
        )
        return {str(key): codes_from_bytes(cast(bytes, content), str(key)) for key, content in rows}

    def texts(self) -> Mapping[str, str]:
        """Give the texts of the last finished run, by the id of their document."""
        rows = self._database.rows("SELECT id, text FROM document ORDER BY id")
        return {str(key): cast(bytes, text).decode("utf-8", "surrogatepass") for key, text in rows}


def _members(insight: Insight) -> str:
    known = remembered(insight)
    return json.dumps([list(known.lead), *(list(one) for one in sorted(known.members))])


def _known(row: tuple[object, ...]) -> KnownInsight:
    key, theme, n_sources, members = row
    lead, *rest = (cast(Member, tuple(one)) for one in json.loads(str(members)))
    return KnownInsight(str(key), str(theme), cast(int, n_sources), frozenset(rest), lead)
