"""Writing projects and codebooks to the letter of the standard, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

from praktijkkennis.exchange.refi_qda.identity import FIXED_TIME, origin, variable_guid
from praktijkkennis.exchange.refi_qda.model import QdaCode, QdaCodebook, QdaProject, QdaSource
from praktijkkennis.exchange.refi_qda.schema import Kind, schema_faults

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = {"Project": "urn:QDA-XML:project:1.0", "Codebook": "urn:QDA-XML:codebook:1.0"}
_SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def project_bytes(project: QdaProject) -> bytes:
    """Write a project as a ``.qdpx``.

    Parameters
    ----------
    project : QdaProject
        Every source has a text; positions count its code points, as the standard wants. The first user made the
        project.

    Returns
    -------
    bytes
        A zip with ``project.qde`` and a UTF-8 text without byte order mark for each source, under ``sources/`` by the
        GUID of the source (sections 8.3 and 9.1.2). Times are :data:`FIXED_TIME`.

    Raises
    ------
    ValueError
        When the XML is not valid by the schema of the standard.
    """
    root = _root("Project", "Project")
    _set(root, name=project.name, origin=origin(), creationDateTime=FIXED_TIME)
    if project.users:
        _set(root, creatingUserGUID=project.users[0].guid)
        users = _add(root, "Users")
        for user in project.users:
            _set(_add(users, "User"), guid=user.guid, name=user.name)
    _add_codes(_add(root, "CodeBook"), project.codebook)
    variables = dict.fromkeys(name for source in project.sources for name in source.variables)
    if variables:
        holder = _add(root, "Variables")
        for name in variables:
            _set(_add(holder, "Variable"), guid=variable_guid(name), name=name, typeOfVariable="Text")
    if project.sources:
        holder = _add(root, "Sources")
        for source in project.sources:
            _add_source(holder, source, project.users[0].guid if project.users else "")
    _add_sets(root, project.codebook, "targetGUID")
    files = {"project.qde": _checked(root, "Project")}
    for source in project.sources:
        files[f"sources/{source.guid}.txt"] = (source.text or "").encode("utf-8")
    return _zipped(files)


def codebook_bytes(codebook: QdaCodebook) -> bytes:
    """Write a codebook as a ``.qdc``.

    Raises
    ------
    ValueError
        When it is not valid by the schema of the standard.
    """
    root = _root("Codebook", "CodeBook")
    _set(root, origin=origin())
    _add_codes(root, codebook)
    _add_sets(root, codebook, "guid")
    return _checked(root, "Codebook")


def _add_codes(holder: _Element, codebook: QdaCodebook) -> None:
    codes = _add(holder, "Codes")
    waiting: list[tuple[_Element, QdaCode]] = [(codes, code) for code in reversed(codebook.codes)]
    while waiting:
        parent, code = waiting.pop()
        element = _add(parent, "Code")
        _set(element, guid=code.guid, name=code.name, isCodable=str(code.codable).lower())
        if code.colour:
            _set(element, color=code.colour)
        _describe(element, code.description)
        waiting.extend((element, child) for child in reversed(code.children))


def _add_sets(holder: _Element, codebook: QdaCodebook, member: str) -> None:
    if codebook.sets:
        sets = _add(holder, "Sets")
        for one in codebook.sets:
            element = _add(sets, "Set")
            _set(element, guid=one.guid, name=one.name)
            _describe(element, one.description)
            for guid in one.codes:
                _set(_add(element, "MemberCode"), **{member: guid})


def _add_source(holder: _Element, source: QdaSource, user: str) -> None:
    element = _add(holder, "TextSource")
    path = f"internal://{source.guid}.txt"
    _set(element, guid=source.guid, name=source.name, plainTextPath=path, creationDateTime=FIXED_TIME)
    if user:
        _set(element, creatingUser=user)
    for selection in source.selections:
        part = _add(element, "PlainTextSelection")
        _set(part, guid=selection.guid, name=selection.name)
        _set(part, startPosition=str(selection.start), endPosition=str(selection.end))
        if selection.codings:
            _set(part, creatingUser=selection.codings[0].user, creationDateTime=FIXED_TIME)
        _describe(part, selection.description)
        for coding in selection.codings:
            code = _add(part, "Coding")
            _set(code, guid=coding.guid, creatingUser=coding.user, creationDateTime=FIXED_TIME)
            _set(_add(code, "CodeRef"), targetGUID=coding.code)
    for name, value in source.variables.items():
        part = _add(element, "VariableValue")
        _set(_add(part, "VariableRef"), targetGUID=variable_guid(name))
        _add(part, "TextValue").text = _printable(value)


def _root(kind: Kind, name: str) -> _Element:
    from lxml import etree

    space = _SPACES[kind]
    root = etree.Element(f"{{{space}}}{name}", nsmap={None: space, "xsi": _SCHEMA_INSTANCE})
    place = f"{space} http://schema.qdasoftware.org/versions/{kind}/v1.0/{kind}.xsd"
    root.set(f"{{{_SCHEMA_INSTANCE}}}schemaLocation", place)
    return root


def _add(parent: _Element, name: str) -> _Element:
    return _sub_element()(parent, f"{parent.tag.rpartition('}')[0]}}}{name}")


@cache
def _sub_element() -> Any:
    from lxml.etree import SubElement

    return SubElement


def _set(element: _Element, **attributes: str) -> None:
    for name, value in attributes.items():
        element.set(name, _printable(value))


def _describe(element: _Element, description: str) -> None:
    if description:
        _add(element, "Description").text = _printable(description)


def _printable(text: str) -> str:
    """Leave out what XML cannot hold, such as control characters."""
    return _NOT_IN_XML.sub("", text)


def _checked(root: _Element, kind: Kind) -> bytes:
    from lxml import etree

    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    faults = schema_faults(xml, kind)
    if faults:
        raise ValueError(f"not valid REFI-QDA: {'; '.join(faults[:3])}")
    return xml


def _zipped(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            # By default this depends on the system.
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, content)
    return sink.getvalue()
