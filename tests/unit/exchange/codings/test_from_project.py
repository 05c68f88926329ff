from __future__ import annotations

from dataclasses import replace

import pytest

from praktijkkennis.document import Document
from praktijkkennis.exchange.codings.from_project import NOBODY, codings_of_project
from praktijkkennis.exchange.refi_qda import project_of
from praktijkkennis.exchange.refi_qda.model import (
    QdaCode,
    QdaCodebook,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
)

TEXT = "Ja. Dat scheelt een hoop gedoe. Niemand durfde iets te zeggen."
CODES = QdaCodebook(
    (
        QdaCode("d", "Iets durven zeggen"),
        QdaCode("b", "belemmerend"),
        QdaCode("v", "versterkend"),
        QdaCode("dv", "durf – versterkend"),
    )
)


def project(*selections: QdaSelection, text: str | None = TEXT, name: str = "a.txt", **other) -> QdaProject:
    source = QdaSource("s", name, text, selections=selections, **other)
    return QdaProject("p", (QdaUser("u", "Bo"), QdaUser("w", "  ")), CODES, (source,))


def selection(piece: str, *codes: str, user: str = "u", **other) -> QdaSelection:
    start = TEXT.index(piece)
    return QdaSelection(
        "x", start, start + len(piece), codings=tuple(QdaCoding("c", one, user) for one in codes), **other
    )


@pytest.fixture
def read(buurtkeuken):
    return lambda found, *documents: codings_of_project(found, documents or [Document("a.txt", TEXT)], buurtkeuken)


def test_stance_beside_a_theme_is_its_stance(read):
    (one,) = read(project(selection("Niemand durfde", "d", "b"))).annotations
    assert (one.theme, one.stance) == ("durf", "belemmerend")


def test_stance_alone_is_told(read):
    found = read(project(selection("Niemand durfde", "b")))
    assert found.annotations == ()
    assert found.unplaced[0].reason == "Bij deze houding hoort geen thema op dezelfde plaats."


def test_two_stances_are_told_and_the_first_counts(read, buurtkeuken):
    two = QdaCodebook((*CODES.codes, QdaCode("db", "durf – belemmerend")))
    found = read(replace(project(selection("Niemand", "dv", "db")), codebook=two))
    assert [one.stance for one in found.annotations] == ["versterkend"]
    assert found.unplaced[0].code == "durf – belemmerend"


def test_theme_with_and_without_stance_is_one_coding(read):
    assert [one.stance for one in read(project(selection("Niemand", "d", "dv"))).annotations] == ["versterkend"]


def test_unknown_users_and_codes(read):
    found = read(
        project(selection("Niemand", "d", user="weg"), selection("Ja.", "d", user="w"), selection("Dat", "weg"))
    )
    assert {one.coder for one in found.annotations} == {NOBODY}
    assert found.unplaced[0].reason == "De code van deze codering ontbreekt in het project."


def test_wrong_positions_are_saved_by_the_name_or_told(read):
    named = QdaSelection("x", 900, 950, "Dat scheelt een hoop gedoe.", codings=(QdaCoding("c", "d", "u"),))
    cut = replace(named, name="Dat scheelt een…")
    found = read(project(named, cut))
    assert [TEXT[one.start : one.end] for one in found.annotations] == ["Dat scheelt een hoop gedoe."]
    assert found.unplaced[0].reason == "De posities van deze codering vallen buiten de tekst."


def test_source_without_text_says_why(read):
    found = read(project(selection("Niemand", "d"), text=None, missing="De tekst ontbreekt in het project."))
    assert found.unplaced[0].reason == "De tekst ontbreekt in het project."
    named = read(project(selection("Niemand", "d", name="Niemand durfde iets"), text=None, missing="weg"))
    assert [one.theme for one in named.annotations] == ["durf"]


def test_text_that_was_changed_there_is_found_as_far_as_it_is_the_same(read):
    ours = Document("a.txt", TEXT.replace("Ja. ", "").replace("iets te", "niets te"))
    found = read(project(selection("Dat scheelt een hoop gedoe.", "d"), selection("durfde iets te zeggen", "d")), ours)
    assert [ours.text[one.start : one.end] for one in found.annotations] == ["Dat scheelt een hoop gedoe."]
    assert found.unplaced[0].reason.startswith("Deze tekst staat niet in het document")


def test_document_is_known_by_its_text_whatever_its_name(read):
    other = Document("b.txt", "Iets heel anders.")
    found = read(project(selection("Niemand", "d"), name="Interview 3"), other, Document("map/c.docx", TEXT))
    assert [one.document_id for one in found.annotations] == ["map/c.docx"]


def test_of_two_texts_that_are_the_same_the_name_tells(read):
    found = read(
        project(selection("Niemand", "d"), name="map - c.docx"), Document("a.txt", TEXT), Document("map/c.docx", TEXT)
    )
    assert [one.document_id for one in found.annotations] == ["map/c.docx"]


def test_document_is_known_by_most_of_its_lines(read):
    lines = [f"Regel {number} van een verhaal dat lang genoeg is om te herkennen." for number in range(6)]
    theirs = "\n".join(lines[:5])
    there = QdaSource(
        "s",
        "Interview 3",
        theirs,
        selections=(QdaSelection("x", 0, len(lines[0]), codings=(QdaCoding("c", "d", "u"),)),),
    )
    ours = Document("x/y.txt", "Een kop\n" + "\n".join(lines[:4] + lines[5:]))
    found = read(QdaProject("p", (QdaUser("u", "Bo"),), CODES, (there,)), Document("b.txt", "Anders."), ours)
    assert [ours.text[one.start : one.end] for one in found.annotations] == [lines[0]]


def test_project_of_ours_is_known_by_its_guids_after_the_text_was_renamed(read, verhalen, codes, buurtkeuken):
    made = project_of(verhalen, codes, buurtkeuken)
    renamed = replace(
        made, sources=tuple(replace(one, name="?", text=(one.text or "") + "\nErbij.") for one in made.sources)
    )
    assert len(codings_of_project(renamed, verhalen, buurtkeuken).annotations) == len(codes)


def test_score_of_the_machine_is_read_and_nobody_elses(read):
    told = {"description": "Iets durven zeggen – versterkend: score 0,25. Daarom."}
    machine = project(selection("Niemand", "dv", **told))
    assert read(machine).annotations[0].score == 1.0
    theirs = replace(machine, users=(QdaUser("u", "praktijkkennis"),))
    assert read(theirs).annotations[0].score == 0.25


def test_empty_project(read):
    found = read(QdaProject("p", (), QdaCodebook(()), ()))
    assert (found.annotations, found.unplaced, found.documents, len(found.to_frame())) == ((), (), (), 0)
    assert found.to_frame().columns[0] == "document_id"
    assert list(found.unplaced_frame().columns) == ["document", "tekst", "code", "codeur", "reden"]


def test_text_with_another_capital_or_a_slip_there_is_found(read):
    ours = Document("a.txt", TEXT.replace("gedoe", "gedoo").replace("Niemand", "NIEMAND"))
    found = read(project(selection("Dat scheelt een hoop gedoe.", "d"), selection("Niemand durfde", "d")), ours)
    assert [ours.text[one.start : one.end] for one in found.annotations] == [
        "Dat scheelt een hoop gedoo.",
        "NIEMAND durfde",
    ]
    assert found.n_mistyped == 1
