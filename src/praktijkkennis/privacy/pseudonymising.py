"""A corpus in which people have pseudonyms, the same person the same one in all documents, and the key to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.privacy.file_names import as_written, in_path, names_in_path
from praktijkkennis.privacy.findings import DEFAULT_LABELS, FieldReplacement, Finding, Label, Replacement
from praktijkkennis.privacy.identity import Mention, same_persons
from praktijkkennis.privacy.known_names import name_parts
from praktijkkennis.privacy.name_list import fold
from praktijkkennis.privacy.name_tokens import token_of
from praktijkkennis.privacy.person_name import parse_name
from praktijkkennis.privacy.pseudonyms import PSEUDONYM, Pseudonyms
from praktijkkennis.privacy.recognition import Recogniser, find_identifying
from praktijkkennis.privacy.rewriting import OffsetMap, offset_map, rewrite
from praktijkkennis.privacy.surroundings import ProperNoun
from praktijkkennis.privacy.telling_columns import label_of_column, whole
from praktijkkennis.privacy.unread_files import hide_unread
from praktijkkennis.privacy.words import words_of

ProperNouns = Callable[[Document], ProperNoun]
"""Gives for a document what a language pipeline takes for proper nouns."""

_LOOK_BACK = 24
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s*$")
_PLAIN_FIELDS = frozenset({"date", "source"})
"""Metadata that hold no names; ``source`` follows the document id."""

_OF_GROUPS = frozenset({"kind", "sector"})
"""Metadata that are counted by: only people and what leads to them are taken out, so that *Zorg Assen* stays one."""

ID = "id"
"""The field name of a document id."""


@dataclass(frozen=True, slots=True)
class Pseudonymised:
    """Documents in which people cannot be recognised, and what is needed to know them again.

    Attributes
    ----------
    documents : tuple of Document
        In the order of the originals; their text is what everything after works on.
    replacements : tuple of Replacement
        The key: a row for every stretch that was replaced, with its place in the original text.
    fields : tuple of FieldReplacement
        What was replaced in metadata and document ids.
    maps : mapping of str to OffsetMap
        By original document id: the way between the offsets of the two texts.
    failures : tuple of ReadFailure
        What could not be read, under names that tell nothing.
    """

    documents: tuple[Document, ...]
    replacements: tuple[Replacement, ...]
    fields: tuple[FieldReplacement, ...]
    maps: dict[str, OffsetMap]
    failures: tuple[ReadFailure, ...] = ()


@dataclass(slots=True)
class _Found:
    """What was found in one document, before it has pseudonyms: places in the text, and in the fields."""

    document: Document
    in_text: tuple[Finding, ...]
    in_fields: dict[str, list[Finding]] = field(default_factory=dict)
    speakers: dict[str, list[Finding]] = field(default_factory=dict)


def pseudonymise(
    documents: Iterable[Document],
    *,
    labels: Iterable[Label] = DEFAULT_LABELS,
    proper_nouns: ProperNouns | None = None,
    others: Iterable[Recogniser] = (),
    known: Iterable[Replacement] = (),
    known_fields: Iterable[FieldReplacement] = (),
    failures: Iterable[ReadFailure] = (),
    progress: Callable[[int], None] | None = None,
) -> Pseudonymised:
    """Replace what tells who somebody is by pseudonyms such as ``[Persoon 3]``.

    Numbers follow the first appearance, so that the same corpus gives the same pseudonyms. Names in metadata and in the
    names of files are replaced too, and the names of author and speakers are found throughout their document. What is a
    pseudonym already stays as it is.

    Parameters
    ----------
    documents : iterable of Document
        The corpus.
    labels : iterable of Label
        What to replace.
    proper_nouns : callable, optional
        Gives for a document what a language pipeline takes for proper nouns; a help, not a need.
    others : iterable of callable
        Further recognisers.
    known, known_fields : iterable
        The key of an earlier run, whose pseudonyms are kept.
    failures : iterable of ReadFailure
        What could not be read: the names of those files are replaced whole.
    progress : callable, optional
        Called with the number of documents searched.

    Returns
    -------
    Pseudonymised
    """
    wanted = frozenset(labels)
    found = []
    for document in documents:
        found.append(_find(document, wanted, proper_nouns, tuple(others)))
        if progress is not None:
            progress(len(found))
    pseudonyms = Pseudonyms(known, known_fields)
    result = _Replacer(found, pseudonyms).result()
    if "BESTAND" not in wanted:
        return replace(result, failures=tuple(failures))
    ids = {one.document.id: new.id for one, new in zip(found, result.documents, strict=True)}
    hidden, rows = hide_unread(failures, ids, pseudonyms)
    return replace(result, failures=hidden, fields=(*result.fields, *rows))


def _find(
    document: Document,
    labels: frozenset[Label],
    proper_nouns: ProperNouns | None,
    others: Sequence[Recogniser],
) -> _Found:
    speakers = list(dict.fromkeys(turn.speaker for turn in document.turns))
    author = document.metadata.get("author", "")
    names = [*filter(None, [author]), *speakers]
    organisations = [*filter(None, [document.metadata.get("organisation", "").strip()])]
    find = _finder(labels, names, organisations)
    in_text = find_identifying(
        document.text,
        labels=labels,
        known_names=names,
        known_organisations=organisations,
        proper_noun=proper_nouns(document) if proper_nouns else None,
        others=others,
    )
    in_text = tuple(one for one in in_text if not _inside_pseudonym(document.text, one))
    seen = _parts(document.text, in_text)
    found = _Found(document, in_text)
    find = _finder(labels, [*names, *_names(document.text, in_text)], organisations)
    for key, value in document.metadata.items():
        if key in _PLAIN_FIELDS:
            continue
        inside = find(value) if key != "organisation" else []
        if key in _OF_GROUPS:
            inside = [one for one in inside if one.label != "PLAATS"]
        column = label_of_column(key, value)
        if column in labels:
            inside = [whole(value, column)]
        if key == "author" and not inside and "PERSOON" in labels and _is_name(value):
            inside = [Finding(0, len(value), "PERSOON")]
        if key == "organisation" and "ORGANISATIE" in labels and value.strip():
            inside = [Finding(0, len(value), "ORGANISATIE")]
        inside = [one for one in inside if not _inside_pseudonym(value, one)]
        if inside:
            found.in_fields[key] = inside
            seen |= _parts(value, inside)
    found.speakers = {speaker: find(speaker) for speaker in speakers if not PSEUDONYM.fullmatch(speaker)}
    if "PERSOON" in labels:
        found.in_fields[ID] = [Finding(*place, "PERSOON") for place in names_in_path(document.id, seen)]
    return found


def _finder(
    labels: frozenset[Label], names: Sequence[str], organisations: Sequence[str]
) -> Callable[[str], list[Finding]]:
    """Give a function that finds in a field what is known of its document."""

    def find(value: str) -> list[Finding]:
        return list(find_identifying(value, labels=labels, known_names=names, known_organisations=organisations))

    return find


def _inside_pseudonym(text: str, finding: Finding) -> bool:
    around = text[max(0, finding.start - 2) : finding.end + _LOOK_BACK]
    return any(
        finding.start < max(0, finding.start - 2) + match.end()
        and max(0, finding.start - 2) + match.start() < finding.end
        for match in PSEUDONYM.finditer(around)
    )


def _names(text: str, findings: Iterable[Finding]) -> list[str]:
    return [text[one.start : one.end] for one in findings if one.label == "PERSOON"]


def _parts(text: str, findings: Iterable[Finding]) -> AbstractSet[str]:
    return name_parts([token_of(word) for word in words_of(name)] for name in _names(text, findings))


def _is_name(value: str) -> bool:
    tokens = [token_of(word) for word in words_of(value)]
    return any(token.usual or (token.named and not token.ordinary) for token in tokens) or any(
        token.unknown and token.word.capital and not token.acronym and not token.odd for token in tokens
    )


class _Replacer:
    """Tells who is who in what was found, and makes the new documents."""

    def __init__(self, found: Sequence[_Found], pseudonyms: Pseudonyms) -> None:
        self.found = found
        self.pseudonyms = pseudonyms
        self.mentions: list[Mention] = []
        self.names: list[tuple[str, str]] = []
        self.place: dict[tuple[int, str, str, int], int] = {}
        for number, one in enumerate(found):
            self._gather(number, one)
        pseudonyms.settle(self.names)
        self.persons = same_persons(self.mentions)
        self.names_of: dict[int, list[tuple[str, str]]] = {}
        for person, name in zip(self.persons, self.names, strict=True):
            self.names_of.setdefault(person, []).append(name)

    def result(self) -> Pseudonymised:
        """Make the new documents and the key."""
        documents: list[Document] = []
        replacements: list[Replacement] = []
        fields: list[FieldReplacement] = []
        maps: dict[str, OffsetMap] = {}
        taken: set[str] = set()
        for number, found in enumerate(self.found):
            text = found.document.text
            rows = [
                Replacement(
                    one.start,
                    one.end,
                    found.document.id,
                    text[one.start : one.end],
                    one.label,
                    self._pseudonym(number, "text", text, one),
                )
                for one in found.in_text
            ]
            new_id, metadata, changed = self._fields(number, found)
            new_id = _unique(new_id, taken)
            taken.add(new_id)
            documents.append(
                rewrite(
                    found.document, rows, document_id=new_id, metadata=metadata, speaker=self._speaker(number, found)
                )
            )
            maps[found.document.id] = offset_map(rows)
            replacements.extend(rows)
            fields.extend(changed)
        return Pseudonymised(tuple(documents), tuple(replacements), tuple(fields), maps)

    def _gather(self, number: int, found: _Found) -> None:
        """Collect the names of people in a document: those in its text first, then those around it."""
        group = fold(found.document.metadata.get("organisation", "").strip())
        sources = [("text", found.document.text, found.in_text)]
        sources += [(f"speaker:{speaker}", speaker, tuple(inside)) for speaker, inside in found.speakers.items()]
        sources += [
            (key, found.document.id if key == ID else found.document.metadata[key], tuple(inside))
            for key, inside in found.in_fields.items()
        ]
        for source, text, inside in sources:
            for one in inside:
                if one.label != "PERSOON":
                    continue
                written = text[one.start : one.end]
                if source == ID:
                    written = as_written(written)
                before = _LAST_WORD.search(text[max(0, one.start - _LOOK_BACK) : one.start])
                title = before[1].lower() if before and source != ID else ""
                self.place[number, source, "", one.start] = len(self.mentions)
                self.mentions.append(Mention(found.document.id, parse_name(written, title), group))
                self.names.append((found.document.id, written))

    def _pseudonym(self, number: int, source: str, text: str, one: Finding) -> str:
        if one.label != "PERSOON":
            return self.pseudonyms.of_thing(one.label, text[one.start : one.end])
        person = self.persons[self.place[number, source, "", one.start]]
        return self.pseudonyms.of_person(person, self.names_of[person])

    def _fields(self, number: int, found: _Found) -> tuple[str, dict[str, str], list[FieldReplacement]]:
        """Give the new id and metadata of a document, and what was replaced in them."""
        metadata = dict(found.document.metadata)
        new_id = found.document.id
        changed: list[FieldReplacement] = []
        for key, inside in found.in_fields.items():
            value = found.document.id if key == ID else metadata[key]
            pieces, end = [], 0
            for one in inside:
                name = self._pseudonym(number, key, value, one)
                changed.append(FieldReplacement(found.document.id, key, value[one.start : one.end], one.label, name))
                pieces += [value[end : one.start], in_path(name) if key == ID else name]
                end = one.end
            new = "".join([*pieces, value[end:]])
            if key == ID:
                new_id = new
            else:
                metadata[key] = new
        source = metadata.get("source", "")
        if source and new_id != found.document.id:
            # The source is the path of the file, and so the first part of the id or all of it.
            metadata["source"] = new_id.split("#", maxsplit=1)[0] if found.document.id.startswith(source) else new_id
        return new_id, metadata, changed

    def _speaker(self, number: int, found: _Found) -> Callable[[str], str]:
        def speaker(label: str) -> str:
            pieces, end = [], 0
            for one in found.speakers.get(label, []):
                pieces += [label[end : one.start], self._pseudonym(number, f"speaker:{label}", label, one)]
                end = one.end
            return "".join([*pieces, label[end:]])

        return speaker


def _unique(document_id: str, taken: AbstractSet[str]) -> str:
    unique, number = document_id, 1
    while unique in taken:
        number += 1
        unique = f"{document_id} ({number})"
    return unique
