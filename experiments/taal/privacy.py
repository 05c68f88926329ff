"""Judge how names, addresses and numbers are recognised, on sentences and documents marked by hand.

Run from the top of the repository::

    python experiments/taal/privacy.py
    python experiments/taal/privacy.py --pipeline auto --misses
    python experiments/taal/privacy.py --deduce
    python experiments/taal/privacy.py --alleen-deduce

What the marks mean stands in tests/regression/cases/privacy/LEESMIJ.md. A marked stretch is found when all of it is
covered; what is found is right when it touches a stretch that is marked with that label. Figures are given for the even
lines and documents (0-based), on which the rules were made, for the odd ones, which were only counted, and for all;
``--misses`` shows what went wrong in the halves that may be looked at.

Hard sentences (chat without capitals, names from elsewhere, lists of who was there, number plates) are counted apart,
in halves as well. Then come texts in many voices (sectors, names from many countries, chat, minutes, transcripts), more
of these that were marked later, and texts that others wrote, on purpose hard: of each, those that were looked at while
rules were added, and those that were only counted. Last come texts that were written to judge the trained model (the
README tells which of them were seen later); ``--alleen-deduce`` leaves those out.

*Same person* judges the documents: of all pairs of names in a document, which are of one person, and are they given one
pseudonym.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from praktijkkennis.corpus.turns import find_turns
from praktijkkennis.document import Document
from praktijkkennis.preprocessing import Preprocessor, load_pipeline
from praktijkkennis.privacy import (
    DEFAULT_LABELS,
    LABELS,
    DeduceRecogniser,
    Finding,
    find_identifying,
    proper_nouns_of,
    pseudonymise,
)
from praktijkkennis.privacy.pseudonymising import ProperNouns
from praktijkkennis.privacy.recognition import Recogniser

CASES = Path("tests/regression/cases/privacy.jsonl")
BY_OTHERS = ("PERSOON", "EMAIL", "TELEFOON", "ADRES", "BSN", "GEBOORTEDATUM")
"""What others marked."""
HARD = Path("tests/regression/cases/privacy_moeilijk.jsonl")
OTHERS = Path("tests/regression/cases/privacy_van_anderen.jsonl")
FRESH = Path("tests/regression/cases/privacy_vers.jsonl")
VOICES = Path("tests/regression/cases/privacy_stemmen.jsonl")
LATER = Path("tests/regression/cases/privacy_stemmen_later.jsonl")
DOCUMENTS = Path("tests/regression/cases/privacy")
_MARK = re.compile(r"⟦(?P<label>[A-Z]+)(?:\.(?P<who>\w))?:(?P<text>[^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that was marked, and who it is where that was said."""

    start: int
    end: int
    label: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its marks."""

    kind: str
    text: str
    marks: tuple[Mark, ...]
    metadata: dict[str, str]


def main() -> None:
    """Read the arguments, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="show what went wrong in what may be looked at")
    parser.add_argument("--pipeline", default="", help="let a language pipeline help in doubt")
    parser.add_argument("--deduce", action="store_true", help="let the package deduce search too")
    parser.add_argument("--alleen-deduce", action="store_true", help="judge the package deduce by itself")
    arguments = parser.parse_args()
    if arguments.alleen_deduce:
        judge_deduce()
        return
    helpers = helpers_of(arguments.pipeline, arguments.deduce)
    cases = read_cases()
    documents = read_documents()
    for name, chosen in (("even", slice(0, None, 2)), ("odd", slice(1, None, 2)), ("all", slice(None))):
        group = [*cases[chosen], *documents[chosen]]
        counts, misses = judge(group, helpers)
        print(f"\n{name}: {len(cases[chosen])} sentences, {len(documents[chosen])} documents")
        for label in LABELS:
            if label != "BESTAND":  # names of files, of which these cases have none
                print(row(counts, label))
        print(row_of_pairs(documents[chosen]))
        if name == "even" and arguments.misses:
            print("\n".join(misses))
    hard = read_cases(HARD)
    for name, chosen in (("even", slice(0, None, 2)), ("odd", slice(1, None, 2))):
        counts, misses = judge(hard[chosen], helpers)
        print(f"\nhard, {name}: {len(hard[chosen])} sentences")
        for label in BY_OTHERS:
            print(row(counts, label))
        if name == "even" and arguments.misses:
            print("\n".join(one for one in misses if one[2:].startswith(BY_OTHERS)))
    for source, path in (
        ("in other voices", VOICES),
        ("in later voices", LATER),
        ("by others", OTHERS),
        ("fresh", FRESH),
    ):
        for kind in ("gezien", "ongezien"):
            group = [case for case in read_cases(path) if case.kind == kind]
            if not group:
                continue
            counts, misses = judge(group, helpers)
            print(f"\n{source}, {kind}: {len(group)} texts")
            for label in BY_OTHERS:
                print(row(counts, label))
            if kind == "gezien" and arguments.misses:
                print("\n".join(one for one in misses if one[2:].startswith(BY_OTHERS)))


def judge_deduce() -> None:
    """Print how well deduce by itself finds names of people; needs the extra ``deduce``."""
    recogniser = DeduceRecogniser()
    groups = [("own, odd", [*read_cases()[1::2], *read_documents()[1::2]])]
    for source, path in (("in other voices", VOICES), ("by others", OTHERS)):
        for kind in ("gezien", "ongezien"):
            groups.append((f"{source}, {kind}", [case for case in read_cases(path) if case.kind == kind]))
    for name, cases in groups:
        counts: Counter[tuple[str, str]] = Counter()
        for case in cases:
            list(compare(counts, case, list(recogniser(case.text))))
        print(f"{name:28s}{row(counts, 'PERSOON')}")


def read_cases(path: Path = CASES) -> list[Case]:
    """Read the marked sentences."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [parse(line["kind"], line["marked"]) for line in lines]


def read_documents(folder: Path = DOCUMENTS) -> list[Case]:
    """Read the marked documents."""
    return [parse("document", path.read_text(encoding="utf-8")) for path in sorted(folder.glob("[0-9]*.txt"))]


def parse(kind: str, marked: str) -> Case:
    """Take the marks, and the metadata at the beginning, out of a text."""
    metadata = {}
    while (match := re.match(r"# (\w+): (.*)\n", marked)) is not None:
        metadata[match[1]] = match[2]
        marked = marked[match.end() :]
    text, marks, end = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[end : match.start()]
        marks.append(Mark(len(text), len(text) + len(match["text"]), match["label"], match["who"] or ""))
        text += match["text"]
        end = match.end()
    return Case(kind, text + marked[end:], tuple(marks), metadata)


@dataclass(frozen=True, slots=True)
class Helpers:
    """What helps the rules and lists."""

    proper_nouns: ProperNouns | None = None
    others: tuple[Recogniser, ...] = ()


def helpers_of(pipeline: str, deduce: bool) -> Helpers:
    """Load what was asked for."""
    nouns = proper_nouns_of(Preprocessor(load_pipeline(pipeline))) if pipeline else None
    return Helpers(nouns, (DeduceRecogniser(),) if deduce else ())


def document_of(case: Case) -> Document:
    """Make a document of a case, as the readers would."""
    names = {"auteur": "author", "organisatie": "organisation"}
    metadata = {names[key]: value for key, value in case.metadata.items()}
    return Document("a.txt", case.text, metadata, find_turns(case.text))


def judge(cases: Iterable[Case], helpers: Helpers) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Count what was found, missed and found too much, per label; and say what went wrong."""
    counts: Counter[tuple[str, str]] = Counter()
    misses = []
    for case in cases:
        document = document_of(case)
        known = [*filter(None, [case.metadata.get("auteur")]), *(turn.speaker for turn in document.turns)]
        nouns = helpers.proper_nouns(document) if helpers.proper_nouns else None
        # Organisations are asked for only to judge them: people and towns are judged as they are found by default.
        found, with_organisations = (
            find_identifying(case.text, labels=labels, known_names=known, proper_noun=nouns, others=helpers.others)
            for labels in (DEFAULT_LABELS, LABELS)
        )
        organisations = [one for one in with_organisations if one.label == "ORGANISATIE"]
        misses.extend(compare(counts, case, [*found, *organisations]))
    return counts, misses


def compare(counts: Counter[tuple[str, str]], case: Case, found: Sequence[Finding]) -> Iterable[str]:
    """Count one case."""
    for mark in case.marks:
        covered = any(one.label == mark.label and one.start <= mark.start and mark.end <= one.end for one in found)
        exact = any((one.start, one.end, one.label) == (mark.start, mark.end, mark.label) for one in found)
        counts[mark.label, "found" if covered else "missed"] += 1
        counts[mark.label, "exact"] += exact
        if not covered:
            yield f"- {mark.label} {shown(case.text, mark.start, mark.end)}"
    for one in found:
        right = any(mark.label == one.label and one.overlaps(mark.start, mark.end) for mark in case.marks)
        # Towns inside the name of an organisation are not marked.
        inside = one.label == "PLAATS" and any(
            m.label == "ORGANISATIE" and one.overlaps(m.start, m.end) for m in case.marks
        )
        counts[one.label, "right" if right else "extra"] += right or not inside
        if not right and not inside:
            yield f"+ {one.label} {shown(case.text, one.start, one.end)}"


def shown(text: str, start: int, end: int) -> str:
    """Write a stretch with some of the text around it."""
    return f"{text[start:end]!r}: {text[max(0, start - 60) : end + 40]!r}"


def row_of_pairs(documents: Iterable[Case]) -> str:
    """Write how well names of one person are brought together in documents."""
    counts: Counter[str] = Counter()
    for case in documents:
        replacements = pseudonymise([document_of(case)]).replacements
        marks = [mark for mark in case.marks if mark.label == "PERSOON" and mark.who not in ("", "x")]
        found = {(one.start, one.end): one.pseudonym for one in replacements}
        places = [(mark.who, found.get((mark.start, mark.end))) for mark in marks]
        for (who, pseudonym), (other, other_pseudonym) in combinations(places, 2):
            together = pseudonym is not None and pseudonym == other_pseudonym
            counts[f"{who == other} {together}"] += 1
    right, wrong, missed = counts["True True"], counts["False True"], counts["True False"]
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"  {'same person':14s} n {right + missed:4d}  P {precision:.3f}  R {recall:.3f}  (pairs)"


def row(counts: Counter[tuple[str, str]], label: str) -> str:
    """Write the figures of one label."""
    found, missed = counts[label, "found"], counts[label, "missed"]
    right, extra = counts[label, "right"], counts[label, "extra"]
    recall, precision = found / max(1, found + missed), right / max(1, right + extra)
    exact = counts[label, "exact"] / max(1, found + missed)
    return f"  {label:14s} n {found + missed:4d}  P {precision:.3f}  R {recall:.3f}  exact {exact:.3f}"


if __name__ == "__main__":
    main()
