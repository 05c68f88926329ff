"""GUIDs that are the same for the same thing, so that the same input gives the same file and codes find home again.

All are version 5 UUIDs (RFC 9562): a hash of what they stand for. The GUID of a theme comes from its key alone: a
project coded with a codebook is recognised after that codebook was given other names, definitions or examples.
"""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from uuid import NAMESPACE_URL, uuid5

from praktijkkennis.document import Stance

FIXED_TIME = "2000-01-01T00:00:00Z"
"""Stands where programs expect a time of creation: results know no clock."""

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:praktijkkennis:refi-qda")


def origin() -> str:
    """Name this program as the attribute ``origin`` does."""
    try:
        return f"praktijkkennis {version('praktijkkennis')}"
    except PackageNotFoundError:
        return "praktijkkennis"


def theme_guid(key: str) -> str:
    """GUID of the code of a theme."""
    return _guid("theme", key)


def stance_guid(key: str, stance: Stance) -> str:
    """GUID of the code of a stance under a theme."""
    return _guid("stance", key, stance)


def set_guid(name: str) -> str:
    """GUID of a group of codes."""
    return _guid("set", name)


def user_guid(coder: str) -> str:
    """GUID of a coder."""
    return _guid("user", coder)


def variable_guid(name: str) -> str:
    """GUID of an attribute of documents."""
    return _guid("variable", name)


def source_guid(document_id: str) -> str:
    """GUID of a document, which is also the name of its text in the project."""
    return _guid("source", document_id)


def selection_guid(document_id: str, start: int, end: int, coder: str) -> str:
    """GUID of a stretch of text that somebody coded."""
    return _guid("selection", document_id, start, end, coder)


def coding_guid(document_id: str, start: int, end: int, coder: str, code: str) -> str:
    """GUID of one code on such a stretch."""
    return _guid("coding", document_id, start, end, coder, code)


def _guid(*parts: str | int) -> str:
    return str(uuid5(_NAMESPACE, json.dumps(parts, ensure_ascii=True)))
