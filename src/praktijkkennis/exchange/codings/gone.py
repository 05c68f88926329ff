"""Codes of the machine that somebody took out of a project altogether, so that nothing there tells of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import CodingError
from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.codings.from_project import NOBODY, match_sources
from praktijkkennis.exchange.codings.names import CodeNames
from praktijkkennis.exchange.codings.result import MACHINE, Codings, Removed
from praktijkkennis.exchange.refi_qda.model import QdaProject


def gone_codes(
    project: QdaProject,
    found: Codings,
    documents: Sequence[Document],
    exported: Mapping[str, Sequence[ThemeAnnotation]],
    codebook: Codebook,
    *,
    coder: str | None = None,
) -> tuple[Removed, ...]:
    """Compare what the machine coded with what is left of it.

    A code is gone when its passage is still in the text of the project and no coding of its theme touches the passage.
    Nothing is concluded of a theme whose code the project no longer has, nor of a text in which a coding of the machine
    could not be placed: that may be the one that seems to be gone.

    Parameters
    ----------
    project : QdaProject
        As it came back.
    found : Codings
        What was read out of it.
    documents : sequence of Document
        The texts.
    exported : mapping of str to sequence of ThemeAnnotation
        The codes of the machine that went into the project, by document.
    codebook : Codebook
        The themes.
    coder : str, optional
        Who took them away, where the project has not one person only.

    Returns
    -------
    tuple of Removed
        In order of document, place and theme.

    Raises
    ------
    CodingError
        When nothing in the project is of the machine: people made it by themselves, and all would seem gone.
    """
    users = sorted({user.name.strip() for user in project.users} - {""})
    if MACHINE not in users and not found.removed:
        raise CodingError(
            "In dit project staat geen codeur 'praktijkkennis'; wat de computer codeerde, is er dus niet in "
            "weggehaald. Lees het in zonder --weg-is-fout."
        )
    people = [name for name in users if name != MACHINE]
    person = people[0] if len(people) == 1 else coder or NOBODY
    names = CodeNames(codebook)
    meanings = [names.of_code(code, above) for code, above in project.codebook.walk()]
    themes = {one.theme for one in meanings if one is not None}
    uncertain = {one.document for one in found.unplaced if one.coder == MACHINE}
    folded = {one.id: FoldedText(one.text) for one in documents}
    texts: dict[str, list[str]] = {}
    skipped = set()
    for number, key in match_sources(project.sources, documents, folded).items():
        source = project.sources[number]
        if source.name in uncertain or source.text is None:
            skipped.add(key)
        else:
            texts.setdefault(key, []).append(FoldedText(source.text).letters)
    left: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in found.codes:
        left.setdefault((one.document_id, one.theme), []).append((one.start, one.end))
    gone = []
    for document in documents:
        if document.id in skipped or document.id not in texts:
            continue
        for code in sorted(exported.get(document.id, ()), key=lambda one: (one.start, one.end, one.theme)):
            there = left.get((document.id, code.theme), ())
            words = FoldedText(document.text[code.start : code.end]).letters
            if (
                code.theme in themes
                and not any(start < code.end and code.start < end for start, end in there)
                and any(words in text for text in texts[document.id])
            ):
                gone.append(Removed(document.id, code.start, code.end, code.theme, person))
    return tuple(gone)
