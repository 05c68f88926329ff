"""Checking against the XML schemas of the standard (REFI-QDA 1.5, sections 5.2 and 5.3), which come along."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any, Literal

Kind = Literal["Project", "Codebook"]


def schema_faults(xml: bytes, kind: Kind) -> tuple[str, ...]:
    """List what a document does against its schema.

    Parameters
    ----------
    xml : bytes
        The document: trusted, since our own writer made it, or checked by
        :func:`praktijkkennis.exchange.refi_qda.package.parse_xml` before.
    kind : {"Project", "Codebook"}
        Which schema.

    Returns
    -------
    tuple of str
        One sentence, in the English of the XML library, for each fault; empty for a valid document.
    """
    from lxml import etree

    schema = _schema(kind)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    if schema.validate(etree.fromstring(xml, parser)):
        return ()
    return tuple(f"line {error.line}: {error.message}" for error in schema.error_log)


@cache
def _schema(kind: Kind) -> Any:
    from lxml import etree

    path = resources.files("praktijkkennis") / "data" / "refi_qda" / f"{kind}.xsd"
    return etree.XMLSchema(etree.fromstring(path.read_bytes()))
