"""Codes to judge, out of a report or freshly made, and what people judged back into what is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from praktijkkennis.codebook import Codebook
from praktijkkennis.document import STANCES, Document, ProcessedDocument, Stance, ThemeAnnotation
from praktijkkennis.errors import ReviewError
from praktijkkennis.exchange.codings import PlacedCoding, Removed, gone_codes, is_project, read_codings
from praktijkkennis.exchange.refi_qda import read_project
from praktijkkennis.exchange.review.correction import Correction, Said, fold
from praktijkkennis.exchange.review.files import check_review_file
from praktijkkennis.exchange.review.judging import Problem, Review, judge
from praktijkkennis.exchange.review.layout import ReviewRow
from praktijkkennis.exchange.review.reading import is_review, read_answers
from praktijkkennis.exchange.review.verdicts import verdicts
from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, WHY_COLUMN, read_table, source_at
from praktijkkennis.insights import WITHHELD
from praktijkkennis.preprocessing import split_sentences
from praktijkkennis.state import State, place
from praktijkkennis.tagging import ThemeTagger

NOBODY = "redacteur"
"""Name of the person when nothing tells it."""

_CONTEXT = 320
_PASSAGES = "passages.csv"
_CODINGS = (".xlsx", ".qdpx", ".csv", ".tsv", ".jsonl", ".parquet")

Sentences = Sequence[tuple[int, str]]
"""Start and text of the sentences of a document, in order."""

FindSentences = Callable[[str], Sentences | None]
"""Gives the sentences of a document by its id; None when it is not known."""


@dataclass(frozen=True, slots=True)
class ToReview:
    """Codes to judge, how many are left out (those of people, and of texts that are not shown), and with which names.

    ``pseudonymised`` is None when that is not known, or not the same for all.
    """

    rows: tuple[ReviewRow, ...]
    n_human: int = 0
    n_withheld: int = 0
    pseudonymised: bool | None = None


@dataclass(frozen=True, slots=True)
class LastRun:
    """What a state knows to have gone into a project.

    Attributes
    ----------
    codes : mapping of str to sequence of ThemeAnnotation
        The machine's codes of the last finished run, by document.
    corrected : set of tuple
        Keys of the corrections that count already: there the project had what a person said.
    """

    codes: Mapping[str, Sequence[ThemeAnnotation]]
    corrected: frozenset[tuple[str, str, int, str]]


def last_run(state: State, documents: Iterable[Document]) -> LastRun:
    """Take out of a state what went into a project of the documents, as far as their text is still that of the run.

    Raises
    ------
    ReviewError
        When no run of the state was finished.
    """
    texts, codes = state.history.texts(), state.history.codes()
    if not codes:
        raise ReviewError(
            "Deze --state kent geen eerdere extract, dus is niet bekend wat de computer codeerde. Geef de map die je "
            "bij extract gebruikte, of laat --weg-is-fout weg."
        )
    same = {one.id for one in documents if texts.get(one.id) == one.text}
    placed = place(state.corrections.counting(), [Document(key, text) for key, text in texts.items()])
    corrected = frozenset(one.key for one in placed.corrections)
    return LastRun({key: found for key, found in codes.items() if key in same}, corrected)


@dataclass(frozen=True, slots=True)
class _Code:
    document_id: str
    start: int
    text: str
    theme: str
    score: float
    stance: Stance
    author: str
    why: str


def is_report(path: Path) -> bool:
    """Tell whether a folder was written by ``praktijkkennis extract``."""
    if not (path / _PASSAGES).is_file() or not (path / "run.json").is_file():
        return False
    with (path / _PASSAGES).open("rb") as handle:
        start = handle.read(300).decode("utf-8", "ignore")
    return start.startswith(",".join(f'"{name}"' for name in ANNOTATION_COLUMNS))


def rows_of_report(folder: Path, sentences_of: FindSentences) -> ToReview:
    """Take the codes out of a folder that ``praktijkkennis extract`` wrote.

    Parameters
    ----------
    folder : Path
        The folder.
    sentences_of : callable
        Gives the sentences of documents, for what stands before a code; nothing does where it does not know one.

    Raises
    ------
    ReadError
        When the table of passages cannot be read.
    """
    codes, n_human, n_withheld = [], 0, 0
    for row in read_table(folder / _PASSAGES).to_dict(orient="records"):
        if row["coder"] != ThemeTagger.name:
            n_human += 1
        elif row["text"] == WITHHELD:
            n_withheld += 1
        else:
            stance: Stance = next((one for one in STANCES if one == row["stance"]), "neutraal")
            place = (str(row["document_id"]), int(row["start"]), str(row["text"]))
            told = (str(row.get("author", "")), str(row.get(WHY_COLUMN, "")))
            codes.append(_Code(*place, str(row["theme"]), float(row["score"]), stance, *told))
    return ToReview(_rows(codes, sentences_of), n_human, n_withheld)


def rows_of_codes(
    tagged: Iterable[tuple[ProcessedDocument, Sequence[ThemeAnnotation]]], withheld: AbstractSet[str] = frozenset()
) -> ToReview:
    """Take codes as :meth:`praktijkkennis.pipeline.Pipeline.tag` yields them, but for those of documents not shown."""
    sentences: dict[str, Sentences] = {}
    codes, n_human, n_withheld = [], 0, 0
    for processed, coded in tagged:
        key = processed.document.id
        sentences[key] = [(one.start, processed.text_of(one)) for one in processed.sentences]
        for one in coded:
            if one.coder != ThemeTagger.name:
                n_human += 1
                continue
            if key in withheld:
                n_withheld += 1
                continue
            author = source_at(processed, one.start).author
            place = (key, one.start, processed.text_of(one))
            codes.append(_Code(*place, one.theme, one.score, one.stance, author, one.why))
    return ToReview(_rows(codes, sentences.get), n_human, n_withheld)


def sentences_in(documents: Iterable[Document], state: State | None = None) -> FindSentences:
    """Give a function that finds the sentences of documents at hand, else of those that a state remembers."""
    at_hand = {document.id: document for document in documents}

    @cache
    def sentences_of(document_id: str) -> Sentences | None:
        document = at_hand.get(document_id)
        if document is not None:
            return [(one.start, document.text[one.start : one.end]) for one in split_sentences(document)]
        return state.history.sentences_of(document_id) if state is not None else None

    return sentences_of


def _rows(codes: Sequence[_Code], sentences_of: FindSentences) -> tuple[ReviewRow, ...]:
    starts: dict[tuple[str, str], set[int]] = {}
    for one in codes:
        starts.setdefault((one.document_id, fold(one.text)), set()).add(one.start)
    rows = []
    for one in codes:
        sentences = sentences_of(one.document_id)
        words = fold(one.text)
        # Of a document that is not at hand only the coded sentences are known.
        alike = starts[one.document_id, words]
        there: set[int] = set()
        if sentences is not None:
            there = {start for start, text in sentences if fold(text) == words}
        occurrence = sum(start < one.start for start in there or alike)
        # In a text that was changed since, what stands before that place stands before another sentence.
        context = _context(sentences, one.start) if sentences is not None and one.start in there else ""
        where = (one.document_id, one.start, occurrence, one.text, context)
        rows.append(ReviewRow(*where, one.theme, one.stance, one.score, one.author, one.why))
    return tuple(rows)


def _context(sentences: Sentences, start: int) -> str:
    before = [fold(text) for place, text in sentences if place < start][-2:]
    joined = " ".join(before)
    return joined if len(joined) <= _CONTEXT else "… " + joined[-_CONTEXT:].partition(" ")[2]


def read_judgements(
    path: Path,
    codebook: Codebook,
    sentences_of: FindSentences,
    documents: Sequence[Document],
    coder: str | None = None,
    exported: LastRun | None = None,
) -> Review:
    """Read what people judged or coded.

    Parameters
    ----------
    path : Path
        A workbook for review, or any file with codings (``.qdpx``, ``.csv``, ...).
    codebook : Codebook
        The themes.
    sentences_of : callable
        Gives the sentences of documents.
    documents : sequence of Document
        The texts that were coded; only codings need them.
    coder : str, optional
        Who judged, when the file does not tell.
    exported : LastRun, optional
        When given, what the machine coded and is gone from a project altogether was taken away as well.

    Returns
    -------
    Review
        A theme that somebody coded is there, with an empty stance where none was told. That somebody did not code a
        theme says nothing, since such files do not tell who looked where; but a code of the machine that is gone from a
        passage of a project was taken away.

    Raises
    ------
    CodingError, ReadError, ReviewError
        When the file cannot be understood.
    """
    check_review_file(path)
    if path.suffix.lower() not in _CODINGS:
        raise ReviewError(f"Uit '{path.name}' kunnen geen verbeteringen komen. Geef een {', '.join(_CODINGS)} op.")
    if is_review(path):
        answers = read_answers(path)

        def texts_of(document_id: str) -> list[str] | None:
            found = sentences_of(document_id)
            return None if found is None else [text for _, text in found]

        return judge(answers, codebook, _person(coder or answers.coder), texts_of)
    if not documents:
        raise ReviewError(
            f"Bij '{path.name}' zijn de teksten nodig. Geef ze met --texts, of gebruik "
            "met --state de map van een eerdere extract."
        )
    found = read_codings(path, documents, codebook, coder=coder)
    problems = [
        Problem(path.name, 0, ": ".join(filter(None, (one.document, one.code, one.reason)))) for one in found.unplaced
    ]
    corrections: list[Correction] = []
    for code in found.codes:
        # What the machine coded came back untouched, which says nothing.
        if code.coder == ThemeTagger.name:
            continue
        placed = _on_sentences(code, code.stance or "", sentences_of(code.document_id) or ())
        if not placed:
            why = f"{code.document_id}: {code.theme}: de passage ligt in geen zin; codeer een hele zin."
            problems.append(Problem(path.name, 0, why))
        corrections += placed
    agreed, clashes = _without_clashes(corrections)
    problems += [Problem(path.name, 0, reason) for reason in clashes]
    given = {one.key for one in corrections}
    vanished: list[Correction] = []
    if exported is not None and is_project(path):
        told = {(one.document_id, one.start, one.end, one.theme) for one in found.removed}
        vanished = [
            correction
            for removed in gone_codes(read_project(path), found, documents, exported.codes, codebook, coder=coder)
            if (removed.document_id, removed.start, removed.end, removed.theme) not in told
            for correction in _on_sentences(removed, None, sentences_of(removed.document_id) or ())
            if correction.key not in given | exported.corrected
        ]
    gone = tuple(
        correction
        for removed in found.removed
        for correction in _on_sentences(removed, None, sentences_of(removed.document_id) or ())
        # Who coded the same sentence a little wider or narrower did not take the theme away.
        if correction.key not in given
    )
    machine = {
        correction.key: code
        for code in found.of_machine
        for correction in _on_sentences(code, code.stance, sentences_of(code.document_id) or ())
    }
    said = (*agreed, *gone, *vanished)
    judged, unjudged = verdicts(machine, said)
    missed = tuple(one.theme for one in agreed if one.key not in machine)
    return Review(said, judged, unjudged, missed, tuple(problems))


def _without_clashes(corrections: Sequence[Correction]) -> tuple[tuple[Correction, ...], list[str]]:
    """Leave out what several people, or one of them, coded in different ways; and say so."""
    said: dict[tuple[str, str, int, str], list[Correction]] = {}
    for one in corrections:
        said.setdefault(one.key, []).append(one)
    agreed, clashes = [], []
    for answers in said.values():
        # Who told no stance contradicts nobody.
        told = [one for one in answers if one.stance] or answers
        first, stances = told[0], sorted({str(one.stance) for one in told})
        if len(stances) == 1:
            agreed.append(first)
        else:
            people = ", ".join(sorted({one.coder for one in told}))
            clashes.append(
                f"{first.document_id}: {first.theme}: bij '{first.text[:60]}' spreken de antwoorden elkaar tegen "
                f"({' en '.join(stances)}; {people}); kies er één."
            )
    return tuple(agreed), clashes


def _person(name: str) -> str:
    name = name.strip() or NOBODY
    if name.casefold() == ThemeTagger.name:
        raise ReviewError(f"'{name}' is de naam van het programma zelf; geef met --coder je eigen naam.")
    return name


def _on_sentences(coded: PlacedCoding | Removed, stance: Said, sentences: Sentences) -> list[Correction]:
    """Give the sentences that a passage covers for at least half, else the one that it lies in most."""
    covered = []
    for start, text in sentences:
        shared = min(coded.end, start + len(text)) - max(coded.start, start)
        if shared > 0:
            covered.append((shared / len(text), shared, start, text))
    chosen = [one for one in covered if one[0] >= 0.5] or sorted(covered, key=lambda one: (-one[1], one[2]))[:1]
    counts: Counter[str] = Counter()
    number_of = {}
    for start, text in sentences:
        number_of[start] = counts[fold(text)]
        counts[fold(text)] += 1
    return [
        Correction(coded.document_id, text, number_of[start], coded.theme, stance, coded.coder)
        for _, _, start, text in chosen
    ]
