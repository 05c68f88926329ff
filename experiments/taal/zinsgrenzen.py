"""Judge sentence boundaries and web residue on documents whose units were marked by hand.

Run from the top of the repository::

    python experiments/taal/zinsgrenzen.py [--folder MAP] [--part even|odd] [--errors]

What the marks in the documents mean stands in LEESMIJ.md beside them. The rules of the library were made while
looking at the documents with an even number only; the odd ones tell what they are worth. The documents of
``tests/regression/cases/zinsgrenzen_eigen`` were all looked at.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from praktijkkennis.corpus.residue import find_residue
from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import split_sentences

FOLDER = Path(__file__).parents[2] / "tests" / "regression" / "cases" / "zinsgrenzen"
_NOT_IN_THE_CONVENTION = frozenset({"naamregel", "datumregel", "namenlijst", "sprekerlabel"})
"""By-lines, dates, lists of names and speaker labels: residue to the library, no residue by LEESMIJ.md."""


@dataclass(frozen=True, slots=True)
class Case:
    """A marked document: its text, where units end, and where its lines of residue stand."""

    name: str
    kind: str
    text: str
    ends: frozenset[int]
    lines: tuple[tuple[int, int], ...]
    residue: frozenset[int]

    def is_residue(self, end: int) -> bool:
        """Tell whether a unit with this end stands on a line of residue."""
        return bisect_right(self.lines, end - 1, key=lambda line: line[0]) - 1 in self.residue


@dataclass(slots=True)
class Score:
    """Counts of what was right, what was found too much and what was missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, found: frozenset[int], true: frozenset[int]) -> None:
        """Count one document."""
        self.right += len(found & true)
        self.extra += len(found - true)
        self.missed += len(true - found)

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found; 1 when there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f(self) -> float:
        """Harmonic mean of the two."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Scores:
    """Boundaries and residue of a group of documents."""

    boundaries: Score = field(default_factory=Score)
    residue: Score = field(default_factory=Score)


def read_cases(folder: Path = FOLDER, *, part: str = "all") -> Iterator[Case]:
    """Read the marked documents with an even or odd number, or all."""
    for path in sorted(folder.glob("[0-9][0-9]-*.txt")):
        if part == "all" or (part == "even") == (int(path.name[:2]) % 2 == 0):
            yield parse_case(path.stem, path.read_text(encoding="utf-8"))


def parse_case(name: str, marked: str) -> Case:
    """Take the marks out of a document and remember where they stood; its name is number-kind-name."""
    residue = frozenset(at for at, line in enumerate(marked.split("\n")) if line.startswith("§"))
    pieces = re.sub(r"^§", "", marked, flags=re.MULTILINE).split("¦")
    text, ends = "", set()
    for piece in pieces[:-1]:
        text += piece
        ends.add(len(text.rstrip()))
    text += pieces[-1]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    lines = tuple(zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True))
    return Case(name, name.split("-")[1], text, frozenset(ends), lines, residue)


def read_document(case: Case) -> Document:
    """Give the document as the library makes it of a text file."""
    turns = find_turns(case.text)
    return Document(case.name, case.text, turns=turns, residue=find_residue(case.text, turns))


def boundaries(case: Case, document: Document) -> tuple[frozenset[int], frozenset[int]]:
    """Where units end, as found and as marked; those on lines of residue left out of both."""
    found = {span.end for span in split_sentences(document)}
    return (
        frozenset(end for end in found if not case.is_residue(end)),
        frozenset(end for end in case.ends if not case.is_residue(end)),
    )


def residue_lines(case: Case, document: Document) -> frozenset[int]:
    """Numbers of the lines that are residue to the library, all their words.

    What the library calls residue and LEESMIJ.md does not is left out, unless the line was marked.
    """
    found = set()
    for at, (start, end) in enumerate(case.lines):
        words = [place for place in range(start, end) if not case.text[place].isspace()]
        inside = [span for span in document.residue if span.overlaps(start, end)]
        if at not in case.residue:
            inside = [span for span in inside if span.kind not in _NOT_IN_THE_CONVENTION]
        if words and all(any(span.start <= place < span.end for span in inside) for place in words):
            found.add(at)
    return frozenset(found)


def judge(cases: Iterable[Case]) -> dict[str, Scores]:
    """Score the documents per kind and together (under the name "all")."""
    scores: dict[str, Scores] = {}
    for case in cases:
        document = read_document(case)
        found, true = boundaries(case, document)
        lines = residue_lines(case, document)
        for name in (case.kind, "all"):
            group = scores.setdefault(name, Scores())
            group.boundaries.add(found, true)
            group.residue.add(lines, case.residue)
    return scores


def errors(cases: Iterable[Case]) -> Iterator[str]:
    """Describe every boundary and line of residue that is too much (+) or missed (-), with the text around it."""
    for case in cases:
        document = read_document(case)
        found, true = boundaries(case, document)
        for end in sorted(found ^ true):
            sign = "+" if end in found else "-"
            yield f"{case.name[:2]} {sign} {case.text[max(0, end - 50) : end]!r} ¦ {case.text[end : end + 30]!r}"
        lines = residue_lines(case, document)
        for at in sorted(lines ^ case.residue):
            start, end = case.lines[at]
            yield f"{case.name[:2]} {'§+' if at in lines else '§-'} {case.text[start:end]!r}"


def main() -> None:
    """Read the arguments, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--part", choices=["even", "odd"])
    parser.add_argument("--errors", action="store_true", help="print each error as well")
    arguments = parser.parse_args()
    for part in [arguments.part] if arguments.part else ["even", "odd", "all"]:
        cases = list(read_cases(arguments.folder, part=part))
        print(f"{part:10s} boundaries    P     R     F     residue lines    P     R")
        for name, found in judge(cases).items():
            edges, lines = found.boundaries, found.residue
            print(
                f"{name:10s} {edges.right + edges.missed:10d} {edges.precision:.3f} {edges.recall:.3f} {edges.f:.3f}"
                f" {lines.right + lines.missed:17d} {lines.precision:.3f} {lines.recall:.3f}"
            )
        print()
        if arguments.errors:
            print(*errors(cases), "", sep="\n")


if __name__ == "__main__":
    main()
