"""Annotations, insights and failures as tables.

:mod:`praktijkkennis.exchange.files` writes them; its functions are at hand here too, so that who
makes tables needs one import.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from praktijkkennis.document import (
    STANCES,
    Assertion,
    Insight,
    ProcessedDocument,
    ReadFailure,
    Sentence,
    ThemeAnnotation,
)
from praktijkkennis.exchange.files import NUMBER_TYPES, check_table_path, read_table, replace_file, write_table
from praktijkkennis.insights.continuity import GONE, Changes, Vanished, words_checksum
from praktijkkennis.insights.sources import Source, source_of
from praktijkkennis.insights.withholding import WITHHELD

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "ANNOTATION_COLUMNS",
    "ASSERTION_COLUMNS",
    "EVIDENCE_COLUMN",
    "METADATA_COLUMNS",
    "WHY_COLUMN",
    "annotations_frame",
    "check_table_path",
    "failures_frame",
    "insights_records",
    "passages_frame",
    "read_table",
    "replace_file",
    "source_at",
    "vanished_insights",
    "write_table",
]

ANNOTATION_COLUMNS = ("document_id", "start", "end", "text", "theme", "score", "stance", "coder")
"""Columns of a coding, in order: what tables of people and of machines have in common."""

WHY_COLUMN = "why"
"""Why the machine gave the code, in Dutch: the last column of ``passages.csv`` and of ``tag --waarom``."""

EVIDENCE_COLUMN = "evidence"
"""What carried the code, with its place in the text; only where a cell can hold that (JSON Lines)."""

METADATA_COLUMNS = ("title", "date", "kind", "author", "role", "organisation", "sector", "source")
"""Known metadata, in the order in which ``passages.csv`` has it behind the column ``insight``."""

ASSERTION_COLUMNS = ("negated", "wished", "advised", "asked", "reported", "person")
"""How the clause that carries the theme is meant, near the end of ``passages.csv``: 1 or 0, and whose act it is."""

_OF_GROUPS = ("date", "kind", "organisation", "sector")
"""Metadata that are kept of a text that is not shown, to count it by."""

_NOT_SHOWN = "niet-getoond"
"""With a number the ``document_id`` of a text that is not shown: the name of a file may say whose it is."""

_DECIMALS = 4


def source_at(processed: ProcessedDocument, start: int) -> Source:
    """Tell who says what begins at ``start``, as the insights see it.

    Codes of people need not begin where a sentence begins; the speaker there counts all the same.
    """
    index = bisect_right(processed.sentences, start, key=lambda sentence: sentence.start) - 1
    if index >= 0 and start < processed.sentences[index].end:
        return source_of(processed, processed.sentences[index])
    return source_of(processed, Sentence(start, start + 1, (), speaker=processed.document.speaker_at(start)))


def annotations_frame(
    processed: Iterable[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    withheld: AbstractSet[str] = frozenset(),
    *,
    why: bool = False,
    places: bool = False,
) -> DataFrame:
    """Lay out annotations as the table of ``praktijkkennis tag``.

    Parameters
    ----------
    processed : iterable of ProcessedDocument
        The documents; their order is the order of the rows.
    annotations : iterable of ThemeAnnotation
        The codings, in any order.
    withheld : set of str
        Ids of documents that are not quoted; their rows have
        :data:`~praktijkkennis.insights.withholding.WITHHELD` for a text, and ``niet-getoond-1`` for an id.
    why : bool
        Whether to add :data:`WHY_COLUMN`.
    places : bool
        Whether to add :data:`EVIDENCE_COLUMN`, whose cells are lists.

    Returns
    -------
    pandas.DataFrame
        One row per coding with :data:`ANNOTATION_COLUMNS` and what was asked for; ``text`` is verbatim and ``score`` is
        rounded to four decimals, so that the last bits of a machine do not show in the bytes. ``why`` is empty where
        there is no evidence, as with codes of people, and where the text is not shown.

    Raises
    ------
    ValueError
        When an annotation belongs to none of the documents.
    """
    rows = _in_document_order(tuple(processed), annotations, withheld)
    columns = (*ANNOTATION_COLUMNS, *([WHY_COLUMN] if why else []), *([EVIDENCE_COLUMN] if places else []))
    return _typed(_without_ids(rows, withheld), columns)


def passages_frame(
    processed: Iterable[ProcessedDocument],
    annotations: Iterable[ThemeAnnotation],
    insights: Iterable[Insight],
    withheld: AbstractSet[str] = frozenset(),
) -> DataFrame:
    """Lay out annotations as ``passages.csv`` of ``praktijkkennis extract``.

    Parameters
    ----------
    processed : iterable of ProcessedDocument
        The documents; their order is the order of the rows.
    annotations : iterable of ThemeAnnotation
        The codings, in any order.
    insights : iterable of Insight
        The insights; a passage belongs to the one that quotes it for the same theme.
    withheld : set of str
        Ids of documents that are not quoted; their rows have
        :data:`praktijkkennis.insights.withholding.WITHHELD` for a text, ``niet-getoond-1`` for an id, and nothing of
        who says it.

    Returns
    -------
    pandas.DataFrame
        :data:`ANNOTATION_COLUMNS`, then ``insight`` (``""`` when none), then
        :data:`METADATA_COLUMNS`, then the other metadata in alphabetical order, then
        :data:`ASSERTION_COLUMNS` (empty where nobody looked, as with codes of people) and :data:`WHY_COLUMN`. A
        metadata key that is also the name of another column gets ``metadata_`` in front. ``author`` is
        whoever says the passage: in a transcript the speaker.
    """
    documents = tuple(processed)
    by_id = {one.document.id: one for one in documents}
    membership: dict[tuple[str, int, int, str], str] = {}
    for insight in insights:
        for quote in insight.quotes:
            membership.setdefault((quote.document_id, quote.start, quote.end, insight.theme), insight.id)

    others = sorted({key for one in documents for key in one.document.metadata} - set(METADATA_COLUMNS))
    taken = {*ANNOTATION_COLUMNS, "insight", *METADATA_COLUMNS, *ASSERTION_COLUMNS, WHY_COLUMN}
    names = {key: f"metadata_{key}" if key in taken else key for key in others}
    rows = _in_document_order(documents, annotations, withheld)
    for row in rows:
        one = by_id[row["document_id"]]
        metadata = one.document.metadata
        row["insight"] = membership.get((row["document_id"], row["start"], row["end"], row["theme"]), "")
        row.update({key: metadata.get(key, "") for key in METADATA_COLUMNS})
        row["author"] = source_at(one, row["start"]).author
        row.update({name: metadata.get(key, "") for key, name in names.items()})
        if row["document_id"] in withheld:
            row.update({key: "" for key in (*METADATA_COLUMNS, *names.values()) if key not in _OF_GROUPS})
    rows = _without_ids(rows, withheld)
    own = (*ANNOTATION_COLUMNS, "insight", *METADATA_COLUMNS)
    return _typed(rows, (*own, *names.values(), *ASSERTION_COLUMNS, WHY_COLUMN))


def vanished_insights(
    changes: Changes | None, processed: Iterable[ProcessedDocument], withheld: AbstractSet[str] = frozenset()
) -> tuple[tuple[Vanished, str], ...]:
    """Give the insights that are no longer there, each with its statement.

    The statement is ``""`` when its sentence is no longer in the texts, or is of a document that is not quoted: what
    somebody took back is not shown once more.
    """
    if changes is None or not changes.vanished:
        return ()
    leads = {one.lead for one in changes.vanished}
    named = {document_id for document_id, _ in leads} - withheld
    texts = {
        (one.document.id, checksum): one.text_of(sentence)
        for one in processed
        if one.document.id in named
        for sentence in one.sentences
        if (one.document.id, checksum := words_checksum(one.text_of(sentence))) in leads
    }
    return tuple((one, texts.get(one.lead, "")) for one in changes.vanished)


def insights_records(
    insights: Iterable[Insight], changes: Changes | None = None, vanished: Sequence[tuple[Vanished, str]] = ()
) -> list[dict[str, Any]]:
    """Turn insights into the JSON-ready records of ``inzichten.json``.

    Parameters
    ----------
    insights : iterable of Insight
        What recurs.
    changes : Changes, optional
        What became of them since the run before: every record then has a ``status`` and ``n_sources_before``.
    vanished : sequence of Vanished and str
        Those that are no longer there, as :func:`vanished_insights` gives them.

    Returns
    -------
    list of dict
        One record per insight in the given order, with all its quotes; then those that are no longer there, without.
    """
    records = [_insight_record(insight) for insight in insights]
    if changes is None:
        return records
    for record in records:
        record["status"] = changes.status[record["id"]]
        record["n_sources_before"] = changes.sources_before.get(record["id"], 0)
    return records + [
        {
            "id": one.id,
            "theme": one.theme,
            "statement": statement,
            "status": GONE,
            "n_sources": 0,
            "n_sources_before": one.n_sources,
            "merged_into": one.merged_into,
            "quotes": [],
        }
        for one, statement in vanished
    ]


def _insight_record(insight: Insight) -> dict[str, Any]:
    return {
        "id": insight.id,
        "theme": insight.theme,
        "statement": insight.statement,
        "kind": insight.kind,
        "tension": insight.tension,
        "leans": insight.leans,
        "strength": round(float(insight.strength), _DECIMALS),
        "n_sources": insight.n_sources,
        "n_documents": insight.n_documents,
        "n_authors": insight.n_authors,
        "n_organisations": insight.n_organisations,
        "n_sectors": insight.n_sectors,
        "stances": {stance: int(insight.stances.get(stance, 0)) for stance in STANCES},
        "first_date": insight.first_date,
        "last_date": insight.last_date,
        "quotes": [
            {
                "document_id": quote.document_id if quote.text != WITHHELD else _NOT_SHOWN,
                "start": quote.start,
                "end": quote.end,
                "text": quote.text,
                "author": quote.author,
                "score": round(float(quote.score), _DECIMALS),
                "stance": quote.stance,
                "clarity": round(float(quote.clarity), _DECIMALS),
                "leans": quote.leans,
            }
            for quote in insight.quotes
        ],
    }


def failures_frame(failures: Iterable[ReadFailure]) -> DataFrame:
    """Lay out failures as ``fouten.csv``: the columns ``bestand`` and ``reden``."""
    rows = [{"bestand": failure.source, "reden": failure.reason} for failure in failures]
    return _typed(rows, ("bestand", "reden"))


def _in_document_order(
    documents: Sequence[ProcessedDocument], annotations: Iterable[ThemeAnnotation], withheld: AbstractSet[str]
) -> list[dict[str, Any]]:
    place = {one.document.id: index for index, one in enumerate(documents)}
    known = tuple(annotations)
    unknown = sorted({annotation.document_id for annotation in known} - place.keys())
    if unknown:
        raise ValueError(f"annotations of documents that were not given: {unknown[:3]}")
    ordered = sorted(known, key=lambda a: (place[a.document_id], a.start, a.end, a.theme, a.coder))
    return [
        {
            "document_id": annotation.document_id,
            "start": annotation.start,
            "end": annotation.end,
            "text": WITHHELD
            if annotation.document_id in withheld
            else documents[place[annotation.document_id]].text_of(annotation),
            "theme": annotation.theme,
            "score": round(float(annotation.score), _DECIMALS),
            "stance": annotation.stance,
            "coder": annotation.coder,
            **_meant(annotation.assertion),
            # What carried a code quotes the words of its text.
            WHY_COLUMN: "" if annotation.document_id in withheld else annotation.why,
            EVIDENCE_COLUMN: []
            if annotation.document_id in withheld
            else [{"start": one.start, "end": one.end, "why": one.why} for one in annotation.evidence],
        }
        for annotation in ordered
    ]


def _without_ids(rows: Sequence[dict[str, Any]], withheld: AbstractSet[str]) -> list[dict[str, Any]]:
    """Number documents that are not quoted in the order of their rows, in the place of their ids."""
    hidden = dict.fromkeys(row["document_id"] for row in rows if row["document_id"] in withheld)
    names = {document_id: f"{_NOT_SHOWN}-{number}" for number, document_id in enumerate(hidden, start=1)}
    return [{**row, "document_id": names.get(row["document_id"], row["document_id"])} for row in rows]


def _meant(assertion: Assertion | None) -> dict[str, str]:
    if assertion is None:
        return dict.fromkeys(ASSERTION_COLUMNS, "")
    flags = {name: str(int(getattr(assertion, name))) for name in ASSERTION_COLUMNS[:-1]}
    return {**flags, "person": assertion.person}


def _typed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> DataFrame:
    """Build a frame whose columns have the same types with and without rows."""
    import pandas as pd

    kinds = {**NUMBER_TYPES, EVIDENCE_COLUMN: "object"}
    series = {name: pd.Series([row[name] for row in rows], dtype=kinds.get(name, "str")) for name in columns}
    return pd.DataFrame(series, columns=list(columns))
