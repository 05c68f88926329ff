"""The objects of the road as tables, which pandas is imported for only when one is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

if TYPE_CHECKING:
    from pandas import DataFrame

    from praktijkkennis.document import Document, Insight, ProcessedDocument

_QUOTE_COLUMNS = {
    "insight": "str", "theme": "str", "document_id": "str", "start": "int64", "end": "int64", "text": "str",
    "author": "str", "score": "float64", "stance": "str", "clarity": "float64",
}  # fmt: skip
_SENTENCE_COLUMNS = {
    "document_id": "str", "start": "int64", "end": "int64", "text": "str", "codable": "bool", "speaker": "str",
}  # fmt: skip


def documents_frame(documents: Sequence[Document]) -> DataFrame:
    """Make a table with a row a document.

    Returns
    -------
    pandas.DataFrame
        Columns ``id`` and ``text`` and one for each metadata key, the known keys first; None where a document lacks a
        key. A key that is called ``id`` or ``text`` too has ``metadata.`` in front.
    """
    import pandas as pd

    from praktijkkennis.document import MetadataKey

    present = dict.fromkeys(key for document in documents for key in document.metadata)
    known = [key for key in get_args(MetadataKey) if key in present]
    columns: dict[str, list[str | None]] = {
        "id": [document.id for document in documents],
        "text": [document.text for document in documents],
    }
    for key in [*known, *(key for key in present if key not in known)]:
        name = key if key not in ("id", "text") else f"metadata.{key}"
        columns[name] = [document.metadata.get(key) for document in documents]
    return pd.DataFrame(columns)


def sentences_frame(processed: ProcessedDocument) -> DataFrame:
    """Make a table with a row a sentence: see :meth:`praktijkkennis.document.ProcessedDocument.to_frame`."""
    import pandas as pd

    key = processed.document.id
    rows = [
        (key, one.start, one.end, processed.text_of(one), one.codable, one.speaker or "") for one in processed.sentences
    ]
    return pd.DataFrame(rows, columns=list(_SENTENCE_COLUMNS)).astype(_SENTENCE_COLUMNS)


def quotes_frame(insight: Insight) -> DataFrame:
    """Make a table with a row a quote: see :meth:`praktijkkennis.document.Insight.to_frame`."""
    import pandas as pd

    rows = [
        (
            *(insight.id, insight.theme, one.document_id, one.start, one.end, one.text),
            *(one.author, one.score, one.stance, one.clarity),
        )
        for one in insight.quotes
    ]
    return pd.DataFrame(rows, columns=list(_QUOTE_COLUMNS)).astype(_QUOTE_COLUMNS)
