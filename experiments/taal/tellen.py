"""What the other scripts judge here, counted case by case for the experiments ``dutch_cases`` and ``privacy_cases``.

Run from the top of the repository::

    praktijkkennis experiment run experiments/dutch_cases.toml experiments/privacy_cases.toml

Of most cases one half was looked at while the rules were made (``half="looked_at"``), the other was only counted
(``"unseen"``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

import gevallen
import op_zichzelf
import privacy
import samenstellingen
import spelling
import werkwoorden
import zinsgrenzen

from praktijkkennis.document import PERSONS
from praktijkkennis.experiment import Counted
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.privacy import pseudonymise

Case = TypeVar("Case")


def separable_verbs(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count separable verbs."""
    yield from _verbs(files, stages, half, expressions=False)


def expressions(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count fixed expressions, in the cases that were judged for them."""
    yield from _verbs(files, stages, half, expressions=True)


def compounds(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count of words and terms whether the word is taken to speak of the term."""
    for name, case in _half(_records(files), half):
        for term, right in case["about"].items():
            yield _decided(name, "", samenstellingen.mentions(case["word"], term), right)


def modality(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count denial, wish, advice, question, report and each person."""
    preprocessor = Preprocessor(stages.pipeline)
    for name, case in _half(_records(files), half):
        found = gevallen.assertion_in(case["text"], case["target"], preprocessor)
        for attribute in gevallen.ATTRIBUTES:
            yield _decided(name, attribute, bool(getattr(found, attribute)), bool(case[attribute]))
        for person in PERSONS:
            yield _decided(name, person, found.person == person, case["person"] == person)


def boundaries(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count where sentences end."""
    for case in _marked(files, half):
        found, true = zinsgrenzen.boundaries(case, zinsgrenzen.read_document(case))
        yield _sets(case.name, found, true)


def residue(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count lines that are no narrative."""
    for case in _marked(files, half):
        yield _sets(case.name, zinsgrenzen.residue_lines(case, zinsgrenzen.read_document(case)), case.residue)


def misspelt(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count terms that are misspelt, broken or written apart."""
    preprocessor = Preprocessor(stages.pipeline)
    for name, case in _half(_records(files), half):
        yield _decided(name, "", spelling.is_found(preprocessor, case["term"], case["text"]), case["match"])


def leaning(files: Sequence[Path], stages: Stages, half: str = "toets") -> Iterator[Counted]:
    """Count sentences that lean on others; these cases name their half."""
    preprocessor = Preprocessor(stages.pipeline)
    for place, case in enumerate(_records(files)):
        if case["half"] == half:
            ((leans, found),) = op_zichzelf.judge([case], preprocessor)
            yield _decided(str(place), "", found, leans)


def identifying(
    files: Sequence[Path], stages: Stages, labels: Sequence[str], half: str = "all", kind: str = ""
) -> Iterator[Counted]:
    """Count what names a person or a place: in marked sentences and documents, of one kind where that is asked."""
    for name, case in _half_by_file(files, half):
        if kind and case.kind != kind:
            continue
        counts, _ = privacy.judge([case], privacy.Helpers())
        for label in labels:
            right, extra = counts[label, "right"], counts[label, "extra"]
            found, missed = counts[label, "found"], counts[label, "missed"]
            yield Counted(name, "", right, right + extra, found, found + missed)


def same_person(files: Sequence[Path], stages: Stages, half: str = "all") -> Iterator[Counted]:
    """Count pairs of names in documents: of one person, and given one pseudonym."""
    for name, case in _half_by_file(files, half):
        replacements = pseudonymise([privacy.document_of(case)]).replacements
        found = {(one.start, one.end): one.pseudonym for one in replacements}
        marks = [mark for mark in case.marks if mark.label == "PERSOON" and mark.who not in ("", "x")]
        places = [(mark.who, found.get((mark.start, mark.end))) for mark in marks]
        pairs = Counter(
            (one == other and one is not None, who == whom) for (who, one), (whom, other) in combinations(places, 2)
        )
        right = pairs[True, True]
        yield Counted(name, "", right, right + pairs[True, False], right, right + pairs[False, True])


def _verbs(files: Sequence[Path], stages: Stages, half: str, *, expressions: bool) -> Iterator[Counted]:
    preprocessor, cases = Preprocessor(stages.pipeline), list(_records(files))
    for name, case in _half(cases, half):
        if not expressions or "expressions" in case:
            counts = werkwoorden.judge(preprocessor, [case], cases)[expressions]
            yield Counted(name, "", counts["right"], counts["said"], counts["right"], counts["true"])


def _decided(case: str, group: str, said: bool, true: bool) -> Counted:
    return Counted(case, group, said and true, said, said and true, true)


def _sets(case: str, said: frozenset[int], true: frozenset[int]) -> Counted:
    return Counted(case, "", len(said & true), len(said), len(said & true), len(true))


def _records(files: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in files:
        yield from (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _half(cases: Iterator[Case] | Sequence[Case], half: str) -> Iterator[tuple[str, Case]]:
    """Give the cases of a half with their number: the even lines were looked at."""
    wanted = {"looked_at": (0,), "unseen": (1,), "all": (0, 1)}[half]
    for place, case in enumerate(cases):
        if place % 2 in wanted:
            yield str(place), case


def _half_by_file(files: Sequence[Path], half: str) -> Iterator[tuple[str, privacy.Case]]:
    """Give marked sentences and documents: of each file of sentences a half, and a half of all documents."""
    for path in (one for one in files if one.suffix == ".jsonl"):
        yield from ((f"{path.stem} {name}", case) for name, case in _half(privacy.read_cases(path), half))
    documents = [one for one in files if one.suffix == ".txt"]
    for _, path in _half(documents, half):
        yield path.name, privacy.parse("document", path.read_text(encoding="utf-8"))


def _marked(files: Sequence[Path], half: str) -> Iterator[zinsgrenzen.Case]:
    wanted = {"looked_at": (0,), "unseen": (1,), "all": (0, 1)}[half]
    for path in files:
        if int(path.name[:2]) % 2 in wanted:
            yield zinsgrenzen.parse_case(path.stem, path.read_text(encoding="utf-8"))
