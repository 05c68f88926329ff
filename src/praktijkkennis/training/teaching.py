"""Codings of people, out of whatever they were made with, as something to learn from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import STANCES, Document
from praktijkkennis.errors import CodingError
from praktijkkennis.evaluation import Coding
from praktijkkennis.exchange.coded import is_coded_by_sentence, read_coding
from praktijkkennis.exchange.codings import Codings, is_project, read_codings, texts_of_project
from praktijkkennis.tagging import ThemeTagger
from praktijkkennis.tagging.learning import Code, TextToLearn

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Teaching:
    """Codings as they were read.

    Attributes
    ----------
    texts : tuple of TextToLearn
        Documents and loose sentences with their codes.
    kinds : dict of str to int
        Kinds of documents with their number, as far as known.
    n_coders : int
        How many people coded.
    left_out : tuple of (str, int)
        Why codings were left out, in Dutch, and how many.
    """

    texts: tuple[TextToLearn, ...]
    kinds: dict[str, int]
    n_coders: int
    left_out: tuple[tuple[str, int], ...]


def read_teaching(
    paths: Sequence[Path],
    codebook: Codebook,
    documents: Sequence[Document] | None = None,
    *,
    listed_only: bool = False,
) -> Teaching:
    """Read codings to learn from.

    Parameters
    ----------
    paths : sequence of Path
        Documents coded by sentence (JSON lines, as in ``corpora/codering``), or tables of codings and projects.
    codebook : Codebook
        The themes that were coded with.
    documents : sequence of Document, optional
        The texts that tables and projects are about; those that the projects carry along, or the texts of the rows of
        tables, when not given.
    listed_only : bool
        Learn only from the sentences that a table names; else whatever is not coded in one of its documents has no
        theme.

    Raises
    ------
    CodingError, ReadError
        When a file cannot be understood, or none of its codes is of a theme of the codebook.
    """
    by_sentence = [path.suffix.lower() == ".jsonl" and is_coded_by_sentence(path) for path in paths]
    names = {theme.key: theme.name for theme in codebook.themes}
    projects = [is_project(path) for path in paths]
    if documents is None and all(projects):
        documents = _of_projects(paths)
    if documents is None or all(by_sentence):
        if any(projects):
            raise CodingError(
                "Bij een project en een tabel samen zijn de teksten nodig. Geef met --texts de map met de gecodeerde "
                "teksten."
            )
        teaching = _of_coding(read_coding(paths, names=names), codebook)
    elif any(by_sentence):
        raise CodingError("Geef óf tabellen met codes, óf bestanden met zinnen en codes, niet allebei tegelijk.")
    else:
        found = [read_codings(path, documents, codebook) for path in paths]
        teaching = _of_codings(found, documents, listed_only)
    if not any(codes for text in teaching.texts for codes in text.coders):
        raise CodingError(_nothing_left(teaching, codebook))
    return teaching


def _of_projects(paths: Iterable[Path]) -> tuple[Document, ...]:
    """Take the texts of several projects, each text once."""
    found: tuple[Document, ...] = ()
    for path in paths:
        found += texts_of_project(path, found)
    return found


def _of_coding(coding: Coding, codebook: Codebook) -> Teaching:
    """Make texts of documents coded by sentence, or of a table by the texts of its rows."""
    left_out: Counter[str] = Counter()
    codes: defaultdict[tuple[str, str], list[Code]] = defaultdict(list)
    loose: dict[tuple[str, str], dict[str, list[Code]]] = {}
    frame = coding.codes
    stances = {stance: stance for stance in STANCES}
    for row in frame.to_dict(orient="records"):
        key, text, theme = str(row["document_id"]), str(row["text"]), str(row["theme"])
        if theme not in codebook.keys:
            left_out[f"Thema '{theme}' staat niet in het codeboek."] += 1
        elif key in coding.texts:
            code = Code(int(row["start"]), int(row["end"]), theme, stance=stances.get(row["stance"]))
            codes[key, str(row["coder"])].append(code)
        elif not text.strip():
            left_out["De tekst van de zin staat er niet bij."] += 1
        else:
            given = loose.setdefault((key, text), {}).setdefault(str(row["coder"]), [])
            given.append(Code(0, len(text), theme, stance=stances.get(row["stance"])))
    if coding.units is not None:
        for row in coding.units.to_dict(orient="records"):
            key, text = str(row["document_id"]), str(row["text"])
            if key not in coding.texts and text.strip():
                loose.setdefault((key, text), {})
    whole = [
        TextToLearn(
            Document(key, text, turns=find_turns(text)),
            key,
            tuple(tuple(codes[key, coder]) for coder in coding.seen[key]),
            seen=None,
        )
        for key, text in coding.texts.items()
    ]
    apart = [
        TextToLearn(Document(f"{key}#{number}", text), key, tuple(map(tuple, given.values())) or ((),), loose=True)
        for number, ((key, text), given) in enumerate(loose.items(), start=1)
    ]
    return Teaching((*whole, *apart), dict(coding.kinds), len(coding.coders), tuple(sorted(left_out.items())))


def _of_codings(found: Iterable[Codings], documents: Sequence[Document], listed_only: bool) -> Teaching:
    """Make texts of tables and projects that were brought to their documents."""
    codes: defaultdict[str, dict[str, list[Code]]] = defaultdict(dict)
    about: set[str] = set()
    passages: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    left_out: Counter[str] = Counter()
    for one in found:
        about |= set(one.documents)
        for key, start, end in one.passages:
            passages[key].add((start, end))
        for placed in one.codes:
            code = Code(placed.start, placed.end, placed.theme, stance=placed.stance)
            codes[placed.document_id].setdefault(placed.coder, []).append(code)
            passages[placed.document_id].add((placed.start, placed.end))
        left_out.update(dict(one.reasons))
    texts, kinds = [], Counter[str]()
    for document in documents:
        if document.id not in about:
            continue
        given = _of_people(codes[document.id])
        seen = tuple(sorted(passages[document.id])) if listed_only else None
        texts.append(TextToLearn(document, document.id, tuple(map(tuple, given.values())) or ((),), seen=seen))
        kinds.update([document.metadata["kind"]] if document.metadata.get("kind") else [])
    n_coders = len({coder for given in codes.values() for coder in _of_people(given)})
    return Teaching(tuple(texts), dict(kinds), n_coders, tuple(sorted(left_out.items())))


def _of_people(given: dict[str, list[Code]]) -> dict[str, list[Code]]:
    """Leave the machine's own codes out of a document that a person coded too."""
    people = {coder: codes for coder, codes in given.items() if coder != ThemeTagger.name}
    return people or given


def _nothing_left(teaching: Teaching, codebook: Codebook) -> str:
    reasons = " ".join(reason for reason, _ in teaching.left_out[:_SHOWN])
    known = ", ".join(codebook.keys)
    hint = f"Het codeboek '{codebook.name}' kent: {known}. Geef met --codebook het codeboek waarmee is gecodeerd."
    return f"Er is geen codering om van te leren. {reasons} {hint}".replace("  ", " ")
