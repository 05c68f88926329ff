"""Codes out of a report, and judgements of people out of whatever they were made with."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import CodingError, ReviewError
from praktijkkennis.exchange.refi_qda import project_bytes, project_of
from praktijkkennis.exchange.refi_qda.identity import stance_guid
from praktijkkennis.exchange.refi_qda.model import QdaUser
from praktijkkennis.exchange.review.balance import balance
from praktijkkennis.exchange.review.correction import Correction, apply_corrections
from praktijkkennis.exchange.tables import ANNOTATION_COLUMNS, write_table
from praktijkkennis.insights import WITHHELD
from praktijkkennis.reviewing import (
    LastRun,
    is_report,
    last_run,
    read_judgements,
    rows_of_codes,
    rows_of_report,
    sentences_in,
)
from praktijkkennis.state import open_state

BOOK = load_codebook()
TEXT = "Eerst was er niets. Wij lieten het rooster los. Dat durfde niemand.\nWij lieten het rooster los.\n"
DOCUMENT = Document("a.txt", TEXT)
ROWS = [
    ("a.txt", 20, 47, "Wij lieten het rooster los.", "loslaten", 0.4, "versterkend", "praktijkkennis", "Els"),
    ("a.txt", 68, 95, "Wij lieten het rooster los.", "loslaten", 0.4, "versterkend", "praktijkkennis", "Els"),
    ("a.txt", 48, 67, "Dat durfde niemand.", "vertrouwen", 1.0, "belemmerend", "Hanneke", "Els"),
    ("b.txt", 0, 30, WITHHELD, "vertrouwen", 0.4, "neutraal", "praktijkkennis", ""),
]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    import pandas as pd

    write_table(pd.DataFrame(ROWS, columns=[*ANNOTATION_COLUMNS, "author"]), tmp_path / "r" / "passages.csv")
    (tmp_path / "r" / "run.json").write_text(json.dumps({}))
    return tmp_path / "r"


def test_codes_of_a_report_come_with_what_stands_before_them(report: Path) -> None:
    assert is_report(report)
    found = rows_of_report(report, sentences_in([DOCUMENT]))
    assert (found.n_human, found.n_withheld) == (1, 1)
    assert [(one.start, one.occurrence) for one in found.rows] == [(20, 0), (68, 1)]
    assert [one.context for one in found.rows] == [
        "Eerst was er niets.",
        "Wij lieten het rooster los. Dat durfde niemand.",
    ]
    without = rows_of_report(report, sentences_in([]))
    assert [(one.occurrence, one.context) for one in without.rows] == [(0, ""), (1, "")]


def test_reasons_come_along_where_the_report_has_them(report: Path) -> None:
    import pandas as pd

    assert {one.why for one in rows_of_report(report, sentences_in([])).rows} == {""}
    rows = [(*row, "De term 'loslaten' staat er.") for row in ROWS]
    write_table(pd.DataFrame(rows, columns=[*ANNOTATION_COLUMNS, "author", "why"]), report / "passages.csv")
    assert {one.why for one in rows_of_report(report, sentences_in([])).rows} == {"De term 'loslaten' staat er."}


def test_nothing_stands_before_a_sentence_that_is_not_at_its_place(report: Path) -> None:
    shifted = Document("a.txt", "Pieter van Dijk zei iets. " + TEXT)
    assert [one.context for one in rows_of_report(report, sentences_in([shifted])).rows] == ["", ""]


def test_a_folder_of_something_else_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "passages.csv").write_text("topic,text\n")
    (tmp_path / "run.json").write_text("{}")
    assert not is_report(tmp_path)


def test_codes_of_people_are_not_asked_again(process) -> None:  # type: ignore[no-untyped-def]
    processed = process(TEXT)
    codes = [ThemeAnnotation(*row[1:3], "a.txt", row[4], row[5], row[6], row[7]) for row in ROWS[:3]]  # type: ignore[arg-type]
    found = rows_of_codes([(processed, codes)])
    assert [one.start for one in found.rows] == [20, 68]
    assert found.n_human == 1
    hidden = rows_of_codes([(processed, codes)], {processed.document.id})
    assert (hidden.rows, hidden.n_withheld) == ((), 2)


@pytest.mark.parametrize("name", ["mensen.csv", "mensen.qdpx"])
def test_codings_of_people_are_corrections_too(tmp_path: Path, name: str) -> None:
    codes = [
        ThemeAnnotation(68, 95, "a.txt", "loslaten", 1.0, "versterkend", "Wil"),
        ThemeAnnotation(20, 60, "a.txt", "vertrouwen", 1.0, "belemmerend", "Wil"),
        ThemeAnnotation(48, 67, "a.txt", "zelfsturing", 0.4, "neutraal", "praktijkkennis"),
    ]
    path = tmp_path / name
    if name.endswith(".qdpx"):
        path.write_bytes(project_bytes(project_of([DOCUMENT], codes, BOOK)))
    else:
        lines = [
            f'{c.document_id},{c.start},{c.end},"{TEXT[c.start : c.end]}",{c.theme},{c.stance},{c.coder}' for c in codes
        ]
        path.write_text("document_id,start,end,text,theme,stance,coder\n" + "\n".join(lines) + "\n")
    review = read_judgements(path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT])
    assert review.problems == ()
    assert sorted((one.text, one.occurrence, one.theme, one.stance, one.coder) for one in review.corrections) == [
        ("Dat durfde niemand.", 0, "vertrouwen", "belemmerend", "Wil"),
        ("Wij lieten het rooster los.", 0, "vertrouwen", "belemmerend", "Wil"),
        ("Wij lieten het rooster los.", 1, "loslaten", "versterkend", "Wil"),
    ]


def test_what_a_person_changed_of_the_machine_in_a_project(tmp_path: Path) -> None:
    codes = [
        ThemeAnnotation(48, 67, "a.txt", "zelfsturing", 0.4, "neutraal", "praktijkkennis"),
        ThemeAnnotation(48, 67, "a.txt", "vertrouwen", 0.6, "belemmerend", "praktijkkennis"),
        ThemeAnnotation(68, 95, "a.txt", "loslaten", 0.7, "versterkend", "praktijkkennis"),
    ]
    project = project_of([DOCUMENT], codes, BOOK)
    (source,) = project.sources
    first, second = source.selections
    # One code moved to the stance beside it, which leaves the machine as its maker; another taken away.
    moved = replace(second.codings[0], code=stance_guid("loslaten", "belemmerend"))
    kept = tuple(one for one in first.codings if one.code == stance_guid("zelfsturing", "neutraal"))
    changed = replace(source, selections=(replace(first, codings=kept), replace(second, codings=(moved,))))
    path = tmp_path / "terug.qdpx"
    for users, coder, name in (
        ((*project.users, QdaUser("11111111-1111-4111-8111-111111111111", "Wil")), None, "Wil"),
        (project.users, "Bo", "Bo"),
    ):
        path.write_bytes(project_bytes(replace(project, sources=(changed,), users=users)))
        review = read_judgements(path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT], coder)
        assert [(one.text, one.theme, one.stance, one.coder) for one in review.corrections] == [
            ("Wij lieten het rooster los.", "loslaten", "belemmerend", name),
            ("Dat durfde niemand.", "vertrouwen", None, name),
        ]
    assert review.problems == ()
    found = {one.theme: one for one in balance(review, BOOK.keys)}
    assert {key: (one.right, one.wrong, one.other, one.stance_changed, one.added) for key, one in found.items()} == {
        "loslaten": (1, 0, 0, 1, 0),
        "vertrouwen": (0, 1, 0, 0, 0),
    }
    assert review.unjudged == (("zelfsturing", 0.4),)
    assert (review.missed, found["vertrouwen"].before, found["vertrouwen"].after) == ((), 0.0, None)


def test_a_code_moved_to_another_theme_has_a_row_under_both(tmp_path: Path) -> None:
    codes = [ThemeAnnotation(68, 95, "a.txt", "loslaten", 0.7, "versterkend", "praktijkkennis")]
    project = project_of([DOCUMENT], codes, BOOK)
    (source,) = project.sources
    (selection,) = source.selections
    moved = replace(selection.codings[0], code=stance_guid("vertrouwen", "versterkend"))
    changed = replace(source, selections=(replace(selection, codings=(moved,)),))
    path = tmp_path / "terug.qdpx"
    path.write_bytes(project_bytes(replace(project, sources=(changed,))))
    review = read_judgements(path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT], "Bo")
    found = {one.theme: one for one in balance(review, BOOK.keys)}
    assert (found["loslaten"].judged, found["loslaten"].other, found["loslaten"].before) == (1, 1, 0.0)
    assert (found["vertrouwen"].judged, found["vertrouwen"].added) == (0, 1)
    assert review.missed == ("vertrouwen",)


def test_codings_without_texts_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("document,tekst,thema\n")
    with pytest.raises(ReviewError, match="teksten nodig"):
        read_judgements(tmp_path / "x.csv", BOOK, sentences_in([]), [])
    with pytest.raises(ReviewError, match="bestaat niet"):
        read_judgements(tmp_path / "weg.csv", BOOK, sentences_in([]), [])


def test_people_who_contradict_each_other_are_told_and_left_out(tmp_path: Path) -> None:
    lines = [
        f'a.txt,20,47,"Wij lieten het rooster los.",loslaten,{who}' for who in ("versterkend,Wil", "belemmerend,Els")
    ]
    path = tmp_path / "twee.csv"
    path.write_text("document_id,start,end,text,theme,stance,coder\n" + "\n".join(lines) + "\n")
    review = read_judgements(path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT])
    assert review.corrections == ()
    assert ["belemmerend en versterkend; Els, Wil" in one.reason for one in review.problems] == [True]


def test_codes_of_the_machine_that_are_gone_are_wrong_only_when_asked(tmp_path: Path) -> None:
    machine = [
        ThemeAnnotation(20, 47, "a.txt", "loslaten", 0.5, "neutraal", "praktijkkennis"),
        ThemeAnnotation(48, 67, "a.txt", "vertrouwen", 0.6, "belemmerend", "praktijkkennis"),
        ThemeAnnotation(48, 67, "a.txt", "zelfsturing", 0.6, "belemmerend", "praktijkkennis"),
        ThemeAnnotation(68, 95, "a.txt", "loslaten", 0.7, "versterkend", "praktijkkennis"),
    ]
    other = replace(DOCUMENT, id="b.txt")
    exported = {"a.txt": machine, "b.txt": [replace(machine[0], document_id="b.txt")]}
    project = project_of([DOCUMENT], machine, BOOK)
    (source,) = project.sources
    # The whole second passage is deleted; the first was made a little shorter.
    first, _, third = source.selections
    first = replace(first, end=first.end - 2)
    wil = QdaUser("11111111-1111-4111-8111-111111111111", "Wil")
    kept = replace(project, users=(*project.users, wil), sources=(replace(source, selections=(first, third)),))
    path = tmp_path / "terug.qdpx"
    path.write_bytes(project_bytes(kept))
    texts = [DOCUMENT, other]

    def corrections(last: LastRun | None) -> list[tuple[str, str, str, str | None, str]]:
        review = read_judgements(path, BOOK, sentences_in(texts), texts, None, last)
        return [(one.document_id, one.text, one.theme, one.stance, one.coder) for one in review.corrections]

    assert corrections(None) == []
    gone = [
        ("a.txt", "Dat durfde niemand.", "vertrouwen", None, "Wil"),
        ("a.txt", "Dat durfde niemand.", "zelfsturing", None, "Wil"),
    ]
    assert corrections(LastRun(exported, frozenset())) == gone
    keys = read_judgements(path, BOOK, sentences_in(texts), texts, None, LastRun(exported, frozenset())).corrections
    assert corrections(LastRun(exported, frozenset({keys[0].key}))) == gone[1:]


def test_project_without_the_machine_teaches_nothing_about_it(tmp_path: Path) -> None:
    machine = ThemeAnnotation(20, 47, "a.txt", "loslaten", 0.5, "neutraal", "praktijkkennis")
    path = tmp_path / "mensen.qdpx"
    path.write_bytes(project_bytes(project_of([DOCUMENT], [replace(machine, coder="Wil")], BOOK)))
    with pytest.raises(CodingError, match="geen codeur 'praktijkkennis'"):
        read_judgements(
            path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT], None, LastRun({"a.txt": [machine]}, frozenset())
        )


def test_state_without_a_finished_run_does_not_tell_what_was_coded(tmp_path: Path) -> None:
    with open_state(tmp_path / "leeg") as state, pytest.raises(ReviewError, match="kent geen eerdere extract"):
        last_run(state, [DOCUMENT])


def test_who_tells_no_stance_contradicts_nobody(tmp_path: Path) -> None:
    path = tmp_path / "twee.csv"
    head = "document_id,start,end,text,theme,stance,coder\n"
    line = 'a.txt,20,47,"Wij lieten het rooster los.",loslaten,'
    path.write_text(f"{head}{line},Wil\n")
    review = read_judgements(path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT])
    assert [(one.stance, one.coder) for one in review.corrections] == [("", "Wil")]
    path.write_text(f"{head}{line},Wil\n{line}belemmerend,Els\n")
    review = read_judgements(path, BOOK, sentences_in([DOCUMENT]), [DOCUMENT])
    assert [(one.stance, one.coder) for one in review.corrections] == [("belemmerend", "Els")]
    assert review.problems == ()


def test_without_a_stance_that_of_the_machine_stays(process) -> None:  # type: ignore[no-untyped-def]
    processed = process(TEXT)
    machine = ThemeAnnotation(20, 47, "a.txt", "loslaten", 0.4, "belemmerend", "praktijkkennis")
    said = [
        Correction("a.txt", "Wij lieten het rooster los.", 0, "loslaten", "", "Wil"),
        Correction("a.txt", "Dat durfde niemand.", 0, "vertrouwen", "", "Wil"),
    ]
    found, _ = apply_corrections(processed, [machine], said)
    assert [(one.theme, one.stance, one.score, one.coder) for one in found] == [
        ("loslaten", "belemmerend", 1.0, "Wil"),
        ("vertrouwen", "neutraal", 1.0, "Wil"),
    ]
