"""Annotations as a project, for people to look through and correct in their own program."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import OutputError
from praktijkkennis.exchange.refi_qda import identity
from praktijkkennis.exchange.refi_qda.model import QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser
from praktijkkennis.exchange.refi_qda.theme_codes import codes_of_codebook, stance_code_name

_VARIABLES = {
    "title": "Titel",
    "date": "Datum",
    "kind": "Soort",
    "author": "Auteur",
    "role": "Rol",
    "organisation": "Organisatie",
    "sector": "Sector",
}
FOLDER_MARK = " - "
"""Stands in the name of a source where the id of its document has a slash."""

SIGNS = '\\:*?"<>|'
"""Signs that not every program takes in a file name; an underscore stands in their place."""

_NOT_IN_FILE_NAMES = str.maketrans({"/": FOLDER_MARK, **dict.fromkeys(f"{SIGNS}\t\n\r", "_")})
_NAME_LENGTH = 100


def project_of(documents: Iterable[Document], annotations: Iterable[ThemeAnnotation], codebook: Codebook) -> QdaProject:
    """Lay out coded documents as a REFI-QDA project.

    Parameters
    ----------
    documents : iterable of Document
        Each becomes a plain text, with its metadata as attributes; residue and speakers are in the text only.
    annotations : iterable of ThemeAnnotation
        Of any number of coders: each is a user of the project.
    codebook : Codebook
        Every theme becomes a code with three codes under it, one a stance, and a coding is of one of these: what it
        says is seen in any program, and a stance is corrected by moving the coding to the code beside it.

    Returns
    -------
    QdaProject
        Sentences with several themes are one selection with several codings; score and evidence are in its
        description, a line for each theme. Positions count code points.

    Raises
    ------
    OutputError
        When an annotation is of a theme that the codebook does not have.
    ValueError
        When an annotation belongs to none of the documents.
    """
    texts = tuple(documents)
    by_document: defaultdict[str, list[ThemeAnnotation]] = defaultdict(list)
    for annotation in annotations:
        by_document[annotation.document_id].append(annotation)
    unknown = sorted(by_document.keys() - {document.id for document in texts})
    if unknown:
        raise ValueError(f"annotations of documents that were not given: {unknown[:3]}")
    missing = {one.theme for found in by_document.values() for one in found} - set(codebook.keys)
    if missing:
        raise OutputError(
            f"Het codeboek '{codebook.name}' kent het thema '{min(missing)}' niet; "
            "geef met --codebook het codeboek waarmee is gecodeerd."
        )
    coders = dict.fromkeys(one.coder for found in by_document.values() for one in found)
    names = source_names([document.id for document in texts])
    return QdaProject(
        codebook.name,
        tuple(QdaUser(identity.user_guid(coder), coder) for coder in coders),
        codes_of_codebook(codebook, stances=True, whole=False),
        tuple(_source(document, names[document.id], by_document[document.id], codebook) for document in texts),
    )


def source_names(ids: Sequence[str]) -> Mapping[str, str]:
    """Name documents so that every program can use the name for a file.

    Some take what follows the last dot for the format, so that a name that ends in ``.pdf`` would be looked for as a
    PDF: all end in ``.txt``, as the texts do.

    Returns
    -------
    mapping of str to str
        By id, all different also where case does not count.
    """
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for one in ids:
        stem = one.translate(_NOT_IN_FILE_NAMES)
        stem = stem[:-4] if stem.lower().endswith(".txt") else stem
        name, number = f"{stem}.txt", 2
        while taken[name.casefold()]:
            name, number = f"{stem} ({number}).txt", number + 1
        taken[name.casefold()] += 1
        names[one] = name
    return names


def _source(document: Document, name: str, annotations: Iterable[ThemeAnnotation], codebook: Codebook) -> QdaSource:
    order = {key: place for place, key in enumerate(codebook.keys)}
    places: defaultdict[tuple[int, int, str], list[ThemeAnnotation]] = defaultdict(list)
    for one in sorted(annotations, key=lambda one: (one.start, one.end, one.coder, order[one.theme], one.stance)):
        places[one.start, one.end, one.coder].append(one)
    return QdaSource(
        identity.source_guid(document.id),
        name,
        document.text,
        selections=tuple(_selection(document, found, codebook) for found in places.values()),
        variables={_VARIABLES.get(key, key): value for key, value in document.metadata.items() if key != "source"},
    )


def _selection(document: Document, found: Sequence[ThemeAnnotation], codebook: Codebook) -> QdaSelection:
    first = found[0]
    place = (document.id, first.start, first.end, first.coder)
    text = " ".join(document.text[first.start : first.end].split())
    codings = []
    for one in found:
        code = identity.stance_guid(one.theme, one.stance)
        codings.append(QdaCoding(identity.coding_guid(*place, code), code, identity.user_guid(one.coder)))
    return QdaSelection(
        identity.selection_guid(*place),
        first.start,
        first.end,
        text if len(text) <= _NAME_LENGTH else text[: _NAME_LENGTH - 1] + "…",
        "\n".join(_remark(one, document, codebook) for one in found),
        tuple(codings),
    )


def _remark(annotation: ThemeAnnotation, document: Document, codebook: Codebook) -> str:
    """Say how sure a code is, and what carried it."""
    code = stance_code_name(codebook.theme(annotation.theme), annotation.stance)
    score = f"{annotation.score:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    carried: dict[str, list[str]] = {}
    for one in annotation.evidence:
        quotes = carried.setdefault(one.why.rstrip("."), [])
        if (one.start, one.end) != (annotation.start, annotation.end):
            quotes.append(f"‘{' '.join(document.text[one.start : one.end].split())}’")
    why = [f"{reason} ({', '.join(quotes)})." if quotes else f"{reason}." for reason, quotes in carried.items()]
    return " ".join([f"{code}: score {score}.", *why])
