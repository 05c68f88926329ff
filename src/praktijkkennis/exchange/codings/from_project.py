"""Codings out of a REFI-QDA project of any program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Document, Stance
from praktijkkennis.evaluation.documents import match_documents
from praktijkkennis.exchange.codings.alignment import FoldedText
from praktijkkennis.exchange.codings.names import CodeNames, Meaning
from praktijkkennis.exchange.codings.quotation import QuotedText, bare_letters
from praktijkkennis.exchange.codings.result import MACHINE, Codings, PlacedCoding, Removed, Unplaced, settle
from praktijkkennis.exchange.refi_qda.identity import source_guid, user_guid
from praktijkkennis.exchange.refi_qda.model import QdaCoding, QdaProject, QdaSelection, QdaSource
from praktijkkennis.exchange.refi_qda.positions import Positions, find_counting
from praktijkkennis.exchange.refi_qda.project import source_names
from praktijkkennis.exchange.refi_qda.theme_codes import stance_code_name

NOBODY = "onbekend"
"""Name of the coder where a project does not tell it."""

_REMARK = re.compile(r"^(.+): score ([01](?:,\d+)?)\b", re.MULTILINE)
_LEAST_SHARE = 0.5
_LEAST_NAME = 8
_MOST_LINES = 40


def codings_of_project(
    project: QdaProject, documents: Sequence[Document], codebook: Codebook, *, coder: str | None = None
) -> Codings:
    """Bring the codings of a project to documents.

    Documents are recognised by the GUID that :func:`~praktijkkennis.exchange.refi_qda.project.project_of` gave them,
    else by their text, else by their name, else by the coded passages; codes by their GUID, else by their name; places
    by their positions in the text of the project, however it was laid out anew.

    Parameters
    ----------
    project : QdaProject
        As read.
    documents : sequence of Document
        The texts that were coded, and perhaps others.
    codebook : Codebook
        The themes that were coded with.
    coder : str, optional
        Whose codings are that name nobody.

    Returns
    -------
    Codings
        A code of the machine that somebody replaced by another in its place is of that person: the one who changed the
        passage where the project tells it, else the only person in the project, else ``coder``.
    """
    return _ProjectReading(project, documents, codebook, coder or NOBODY).codings()


@dataclass(frozen=True, slots=True)
class _Told:
    """A code of the machine that a description tells of, and who last changed its passage."""

    person: str
    stance: Stance | None
    score: float


class _ProjectReading:
    def __init__(self, project: QdaProject, documents: Sequence[Document], codebook: Codebook, unnamed: str) -> None:
        self.project, self.documents, self.unnamed = project, documents, unnamed
        self.counting = find_counting(project.sources, project.origin)
        self.users = {user.guid: user.name.strip() for user in project.users}
        self.people = sorted({name for name in self.users.values() if name not in ("", MACHINE)})
        self.code_names = {
            stance_code_name(theme, stance): Meaning(theme.key, stance)
            for theme in codebook.themes
            for stance in STANCES
        }
        names = CodeNames(codebook)
        self.meanings: dict[str, Meaning | None] = {}
        self.labels: dict[str, str] = {}
        for code, above in project.codebook.walk():
            # A GUID that occurs twice means what it meant first.
            self.meanings.setdefault(code.guid, names.of_code(code, above))
            self.labels.setdefault(code.guid, " > ".join(one.name for one in (*above, code)))
        self.quoted = {document.id: QuotedText(document.text) for document in documents}
        self.mistyped: set[tuple[str, int, int]] = set()

    def codings(self) -> Codings:
        """Place every coding, or say why not."""
        found: list[PlacedCoding] = []
        unplaced: list[Unplaced] = []
        removed: list[Removed] = []
        of_machine: list[PlacedCoding] = []
        folded = {key: one.folded for key, one in self.quoted.items()}
        matched = match_sources(self.project.sources, self.documents, folded)
        for number, source in enumerate(self.project.sources):
            document_id = matched.get(number)
            told: dict[tuple[int, int, str], _Told] = {}
            placed: list[PlacedCoding] = []
            for one in self._of_source(source, document_id, told):
                if isinstance(one, PlacedCoding):
                    placed.append(one)
                else:
                    unplaced.append(one)
            there = {(one.start, one.end, one.theme) for one in placed}
            removed += [
                Removed(document_id or "", *place, one.person) for place, one in told.items() if place not in there
            ]
            of_machine += [
                PlacedCoding(document_id or "", *place, one.stance, MACHINE, one.score) for place, one in told.items()
            ]
            found += placed
        order = {document.id: place for place, document in enumerate(self.documents)}
        removed.sort(key=lambda one: (order[one.document_id], one.start, one.end, one.theme))
        return replace(
            settle(found, unplaced, self.documents, matched.values()),
            removed=tuple(removed),
            of_machine=tuple(of_machine),
            n_mistyped=len(self.mistyped),
        )

    def _of_source(
        self, source: QdaSource, document_id: str | None, told: dict[tuple[int, int, str], _Told]
    ) -> Iterator[PlacedCoding | Unplaced]:
        """Yield the codings of a source, and fill ``told``: what the machine had coded and where, by description."""
        for coding in source.elsewhere:
            yield self._unplaced(
                source, "", coding, "Deze code hoort bij het hele document of bij een beeld, niet bij een stuk tekst."
            )
        copy = None if source.text is None else FoldedText(source.text)
        positions = Positions(source, self.counting)
        for selection in source.selections:
            place = positions.place(selection) if source.text is not None else None
            text = selection.name if place is None else (source.text or "")[slice(*place)]
            here, reason = self._placed(source, document_id, copy, place, selection)
            given = self._given(selection)
            # Of a code that is not understood nobody can say what it took the place of.
            if here is not None and all(self.meanings.get(coding.code) for coding in selection.codings):
                person = self._person(selection)
                told.update({(*here, one.theme): _Told(person, one.stance, score) for one, score in given.items()})
            for coding in selection.codings:
                meaning = self.meanings.get(coding.code)
                if coding.code not in self.meanings:
                    yield self._unplaced(source, text, coding, "De code van deze codering ontbreekt in het project.")
                elif meaning is None:
                    yield self._unplaced(source, text, coding, "Deze code hoort bij geen thema van het codeboek.")
                elif here is None or document_id is None:
                    yield self._unplaced(source, text, coding, reason)
                else:
                    coder = self._coder(coding)
                    score = given.get(meaning, 1.0) if coding.user == user_guid(coder) or coder == MACHINE else 1.0
                    if coder == MACHINE and given and meaning not in given:
                        coder = self._person(selection)
                    yield PlacedCoding(document_id, *here, meaning.theme, meaning.stance, coder, score)

    def _placed(
        self,
        source: QdaSource,
        document_id: str | None,
        copy: FoldedText | None,
        place: tuple[int, int] | None,
        selection: QdaSelection,
    ) -> tuple[tuple[int, int] | None, str]:
        """Find a selection in our document, or say why it is not there."""
        if document_id is None:
            return None, "Dit document is niet gevonden bij de teksten."
        quoted = self.quoted[document_id]
        here = quoted.folded.find_like(copy, *place) if copy is not None and place is not None else None
        here = here or self._by_words(document_id, source, place, selection)
        if here is not None:
            return here, ""
        if copy is None:
            return None, source.missing
        if place is None:
            return None, "De posities van deze codering vallen buiten de tekst."
        return None, "Deze tekst staat niet in het document; misschien is de tekst in het andere programma veranderd."

    def _by_words(
        self, document_id: str, source: QdaSource, place: tuple[int, int] | None, selection: QdaSelection
    ) -> tuple[int, int] | None:
        quoted = self.quoted[document_id]
        # Many programs name a selection after its text, and cut long names short.
        cut = selection.name.rstrip().endswith(("…", "..."))
        words = ["" if cut else selection.name]
        if source.text is not None and place is not None:
            words.insert(0, source.text[slice(*place)])
        words = [one for one in words if len(bare_letters(one)) >= _LEAST_NAME]
        for one in words:
            found = quoted.find(one, 0) or quoted.find_bare(one, 0)
            if found is not None:
                return found.start, found.end
        for one in words:
            nearly = quoted.find_mistyped(one)
            if len(nearly) == 1:
                self.mistyped.add((document_id, nearly[0].start, nearly[0].end))
                return nearly[0].start, nearly[0].end
        return None

    def _coder(self, coding: QdaCoding) -> str:
        return self.users.get(coding.user, "") or self.unnamed

    def _person(self, selection: QdaSelection) -> str:
        """Tell who changed a code of the machine."""
        last = self.users.get(selection.modified_by, "")
        if last not in ("", MACHINE):
            return last
        return self.people[0] if len(self.people) == 1 else self.unnamed

    def _given(self, selection: QdaSelection) -> dict[Meaning, float]:
        """Give the codes with their scores that our own description of a selection tells of."""
        return {
            self.code_names[name]: min(1.0, float(score.replace(",", ".")))
            for name, score in _REMARK.findall(selection.description)
            if name in self.code_names
        }

    def _unplaced(self, source: QdaSource, text: str, coding: QdaCoding, reason: str) -> Unplaced:
        return Unplaced(source.name, text, self.labels.get(coding.code, coding.code), self._coder(coding), reason)


def match_sources(
    sources: Sequence[QdaSource], documents: Sequence[Document], folded: Mapping[str, FoldedText]
) -> dict[int, str]:
    """Tell which document each source of a project is.

    Parameters
    ----------
    sources : sequence of QdaSource
        Of the project.
    documents : sequence of Document
        To choose from; a document may be found for more than one source.
    folded : mapping of str to FoldedText
        Of each document by id.

    Returns
    -------
    dict of int to str
        Id of the document by the number of the source.
    """
    by_guid = {source_guid(document.id): document.id for document in documents}
    matched = {number: by_guid[one.guid] for number, one in enumerate(sources) if one.guid in by_guid}
    by_letters: dict[str, list[str]] = {}
    for document in documents:
        by_letters.setdefault(folded[document.id].letters, []).append(document.id)
    by_name = documents_by_name([source.name for source in sources], documents)
    for number, source in enumerate(sources):
        if number in matched:
            continue
        copy = FoldedText(source.text) if source.text else None
        same = by_letters.get(copy.letters, []) if copy else []
        named = by_name.get(source.name)
        if same:
            # Of texts that are the same, the name tells which.
            matched[number] = (
                named if named in same else next((key for key in same if key not in matched.values()), same[0])
            )
        elif named is not None:
            matched[number] = named
        elif copy is not None and source.selections:
            rest = [document for document in documents if document.id not in matched.values()]
            best = _by_passages(copy, source, rest, folded)
            if best is not None:
                matched[number] = best
    return matched


def documents_by_name(names: Iterable[str], documents: Sequence[Document]) -> dict[str, str]:
    """Tell which document each name means: its id, or the name that it has in our projects, or nearly so.

    Returns
    -------
    dict of str to str
        Id by name, without the names that mean none or more than one.
    """
    exported = {name: key for key, name in source_names([document.id for document in documents]).items()}
    # Some programs take the ".txt" for a format and leave it out.
    exported = {name.removesuffix(".txt"): key for name, key in exported.items()} | exported
    found: dict[str, str] = {}
    for name in dict.fromkeys(one for one in names if one):
        # One at a time, since two names may mean the same document.
        as_id = match_documents([name], set(exported.values())).names.get(name)
        as_exported = match_documents([name], exported).names.get(name)
        if as_exported is not None:
            found[name] = exported[as_exported]
        if as_id is not None:
            found[name] = as_id
    return found


def _by_passages(
    copy: FoldedText, source: QdaSource, documents: Sequence[Document], folded: Mapping[str, FoldedText]
) -> str | None:
    """Find the one document that most lines of the source stand in."""
    lines = [line for line in (source.text or "").splitlines() if len(line.strip()) >= 4 * _LEAST_NAME]
    pieces = [FoldedText(line).letters for line in lines[:_MOST_LINES]]
    if not pieces:
        return None
    shares = {one.id: sum(piece in folded[one.id].letters for piece in pieces) / len(pieces) for one in documents}
    fitting = [key for key, share in shares.items() if share > _LEAST_SHARE]
    return fitting[0] if len(fitting) == 1 else None
