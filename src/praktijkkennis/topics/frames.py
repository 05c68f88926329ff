"""A topic result as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.topics.result import TopicResult

if TYPE_CHECKING:
    import pandas as pd

_DECIMALS = 4
_KNOWN_METADATA = ("title", "date", "kind", "author", "role", "organisation", "sector", "source")


def topics_frame(result: TopicResult) -> pd.DataFrame:
    """Lay out ``onderwerpen.csv``: one row a topic.

    Returns
    -------
    pandas.DataFrame
        ``topic`` (from 1), ``label``, ``terms``, ``passages``, ``documents``, ``share`` (of all passages), ``npmi``,
        ``c_v``, ``stability``, ``fragile`` (1 or 0) and ``theme``; a measure that could not be taken is missing.
    """
    import pandas as pd

    n = len(result.passages) or 1
    topics = result.topics
    columns: dict[str, Any] = {
        "topic": pd.Series([topic.number + 1 for topic in topics], dtype="int64"),
        "label": pd.Series([topic.label for topic in topics], dtype="str"),
        "terms": pd.Series([", ".join(term for term, _ in topic.terms) for topic in topics], dtype="str"),
        "passages": pd.Series([topic.n_passages for topic in topics], dtype="int64"),
        "documents": pd.Series([topic.n_documents for topic in topics], dtype="int64"),
        "share": _rounded([topic.n_passages / n for topic in topics]),
        "npmi": _rounded([topic.npmi for topic in topics]),
        "c_v": _rounded([topic.c_v for topic in topics]),
        "stability": _rounded([topic.stability for topic in topics]),
        "fragile": pd.Series([int(topic.fragile) for topic in topics], dtype="int64"),
        "theme": pd.Series([topic.theme for topic in topics], dtype="str"),
    }
    return pd.DataFrame(columns)


def passages_frame(result: TopicResult) -> pd.DataFrame:
    """Lay out ``passages.csv`` of the topics: one row a passage.

    Returns
    -------
    pandas.DataFrame
        ``document_id``, ``start``, ``end``, ``text`` (verbatim), ``topic`` (from 1; 0 for none), ``weight`` (0..1), and
        the metadata of the document. A metadata key that is also another column gets ``metadata_`` in front.
    """
    import pandas as pd

    assigned = result.assigned
    weights = result.passage_topic.max(axis=1, initial=0.0)
    others = sorted({key for document in result.documents for key in document.metadata} - set(_KNOWN_METADATA))
    keys = (*_KNOWN_METADATA, *others)
    columns: dict[str, Any] = {
        "document_id": pd.Series([passage.document_id for passage in result.passages], dtype="str"),
        "start": pd.Series([passage.start for passage in result.passages], dtype="int64"),
        "end": pd.Series([passage.end for passage in result.passages], dtype="int64"),
        "text": pd.Series([passage.text for passage in result.passages], dtype="str"),
        "topic": pd.Series(assigned + 1, dtype="int64"),
        "weight": _rounded(weights),
    }
    for key in keys:
        name = f"metadata_{key}" if key in columns else key
        values = [result.documents[passage.document].metadata.get(key, "") for passage in result.passages]
        columns[name] = pd.Series(values, dtype="str")
    return pd.DataFrame(columns)


def documents_frame(result: TopicResult) -> pd.DataFrame:
    """Lay out ``documenten.csv``: one row a document, one column ``topic_1``, ``topic_2`` ... for each topic, 0..1."""
    import pandas as pd

    columns: dict[str, Any] = {"document_id": pd.Series([document.id for document in result.documents], dtype="str")}
    for topic in result.topics:
        columns[f"topic_{topic.number + 1}"] = _rounded(result.document_topic[:, topic.number])
    return pd.DataFrame(columns)


def _rounded(values: Any) -> pd.Series:
    import pandas as pd

    # The last bits of a machine must not show in the bytes; adding zero makes -0 the same as 0.
    return pd.Series(np.round(np.asarray(values, dtype="float64"), _DECIMALS) + 0.0)
