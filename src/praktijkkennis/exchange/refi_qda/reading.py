"""Reading what any program wrote: namespaces of any version, missing parts, GUIDs in any shape."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from praktijkkennis.corpus.encoding import decode
from praktijkkennis.errors import ReadError
from praktijkkennis.exchange.refi_qda.model import (
    QdaCode,
    QdaCodebook,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
)
from praktijkkennis.exchange.refi_qda.package import Package, open_package, parse_xml, read_xml_file

_MARK = "\ufeff"
_TEXT_IN = {"PDFSource": "Representation", "PictureSource": "TextDescription"}
_SOURCES = frozenset({"TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource"})
_SELECTIONS = frozenset({"PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection", "TranscriptSelection"})
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_NO_TEXT = "Dit document heeft in het project geen tekst."


def read_project(path: str | Path) -> QdaProject:
    """Read a REFI-QDA project (``.qdpx``) of any program.

    Returns
    -------
    QdaProject
        Positions as in the file; a source whose text cannot be read says why and keeps its selections.

    Raises
    ------
    ReadError
        When the file as a whole cannot be read.
    """
    path = Path(path)
    with open_package(path) as package:
        root = parse_xml(package.xml, path.name)
        if _name(root) != "Project":
            raise ReadError(f"'{path.name}' is geen REFI-QDA-project (het begint met '{_name(root)[:40]}').")
        variables = {_guid(one, "guid"): one.get("name", "") for one in _below(root, "Variables", "Variable")}
        default_user = _guid(root, "creatingUserGUID")
        return QdaProject(
            root.get("name", ""),
            tuple(QdaUser(_guid(one, "guid"), one.get("name", "")) for one in _below(root, "Users", "User")),
            _codebook(next(_children(root, "CodeBook"), None), root),
            tuple(
                source
                for element in _children(next(_children(root, "Sources"), None))
                if _name(element) in _SOURCES
                for source in _source(element, package, variables, default_user)
            ),
            root.get("origin", ""),
        )


def read_codebook_file(path: str | Path) -> QdaCodebook:
    """Read the codes of a ``.qdc`` or ``.qdpx``.

    Raises
    ------
    ReadError
        When the file cannot be read or holds no codes.
    """
    path = Path(path)
    if path.suffix.lower() == ".qdpx":
        codebook = read_project(path).codebook
    else:
        root = parse_xml(read_xml_file(path), path.name)
        if _name(root) not in ("CodeBook", "Project"):
            raise ReadError(f"'{path.name}' is geen REFI-QDA-codeboek (het begint met '{_name(root)[:40]}').")
        element = root if _name(root) == "CodeBook" else next(_children(root, "CodeBook"), None)
        codebook = _codebook(element, root)
    if not codebook.codes:
        raise ReadError(f"In '{path.name}' staan geen codes.")
    return codebook


def _codebook(element: Any, root: Any) -> QdaCodebook:
    # In a codebook the sets stand in it, in a project beside it.
    holders = [element] if element is root else [element, root]
    sets = [found for holder in holders for found in _below(holder, "Sets", "Set")]
    return QdaCodebook(
        tuple(map(_code, _below(element, "Codes", "Code"))),
        tuple(
            QdaSet(
                _guid(one, "guid"),
                one.get("name", ""),
                _description(one),
                # The two schemas call the same thing "guid" and "targetGUID".
                tuple(_guid(member, "targetGUID", "guid") for member in _children(one, "MemberCode")),
            )
            for one in sets
        ),
    )


def _code(element: Any) -> QdaCode:
    return QdaCode(
        _guid(element, "guid"),
        " ".join(element.get("name", "").split()),
        _description(element),
        element.get("color", "").strip(),
        element.get("isCodable", "true").strip().lower() not in ("false", "0"),
        # The parser bounds the depth.
        tuple(map(_code, _children(element, "Code"))),
    )


def _source(element: Any, package: Package, variables: dict[str, str], default_user: str) -> Iterator[QdaSource]:
    """Yield the source, and for a recording its transcripts."""
    holder = element
    if _name(element) in _TEXT_IN:
        holder = next(_children(element, _TEXT_IN[_name(element)]), None)
    elsewhere = [
        coding
        for part in [element, *(one for one in _children(element) if _name(one) in _SELECTIONS)]
        for coding in _codings(part, default_user)
    ]
    attributes = dict(_variables(element, variables))
    transcripts = list(_children(element, "Transcript"))
    for one in transcripts or [holder]:
        text, missing = _text(one, package)
        yield QdaSource(
            _guid(element, "guid"),
            " ".join((element.get("name") or "").split()),
            None if text is None else text.removeprefix(_MARK),
            missing,
            text is not None and text.startswith(_MARK),
            tuple(_selection(found, default_user) for found in _children(one, "PlainTextSelection")),
            (*elsewhere, *(c for part in _children(one, "TranscriptSelection") for c in _codings(part, default_user))),
            attributes,
        )
        elsewhere = []


def _text(element: Any, package: Package) -> tuple[str | None, str]:
    if element is None:
        return None, _NO_TEXT
    path = element.get("plainTextPath")
    if path is None:
        content = next(_children(element, "PlainTextContent"), None)
        return (None, _NO_TEXT) if content is None else ("".join(content.itertext()), "")
    try:
        return _decoded(package.read(path)), ""
    except ReadError as error:
        return None, str(error)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data)


def _selection(element: Any, default_user: str) -> QdaSelection:
    user = _guid(element, "creatingUser", "modifyingUser") or default_user
    return QdaSelection(
        _guid(element, "guid"),
        _number(element.get("startPosition")),
        _number(element.get("endPosition")),
        element.get("name", ""),
        _description(element),
        tuple(_codings(element, user)),
        _guid(element, "modifyingUser"),
    )


def _codings(element: Any, default_user: str) -> Iterator[QdaCoding]:
    for one in _children(element, "Coding"):
        reference = next(_children(one, "CodeRef"), None)
        code = "" if reference is None else _guid(reference, "targetGUID")
        yield QdaCoding(_guid(one, "guid"), code, _guid(one, "creatingUser") or default_user)


def _variables(element: Any, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one in _children(element, "VariableValue"):
        reference = next(_children(one, "VariableRef"), None)
        name = names.get("" if reference is None else _guid(reference, "targetGUID"), "")
        value = next((found.text or "" for found in _children(one) if _name(found) in _VALUES), "")
        if name and value.strip():
            yield name, value.strip()


def _description(element: Any) -> str:
    found = next(_children(element, "Description"), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _guid(element: Any, *attributes: str) -> str:
    """Give the first attribute that there is, without braces and in lower case: programs differ in both."""
    value = next((element.get(name) for name in attributes if element.get(name)), "")
    return value.strip().strip("{}").lower()


def _number(value: str | None) -> int | None:
    try:
        return int(value or "")
    except ValueError:
        return None


def _below(element: Any, holder: str, name: str) -> Iterable[Any]:
    return (found for one in _children(element, holder) for found in _children(one, name))


def _children(element: Any, name: str | None = None) -> Iterator[Any]:
    if element is not None:
        yield from (one for one in element if name is None or _name(one) == name)


def _name(element: Any) -> str:
    """Name of an element without its namespace: versions of the standard differ in it."""
    return str(element.tag).rpartition("}")[2]
