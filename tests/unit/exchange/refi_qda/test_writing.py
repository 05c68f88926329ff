from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from praktijkkennis.codebook import Codebook, Theme
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import OutputError
from praktijkkennis.exchange.codings.from_project import codings_of_project
from praktijkkennis.exchange.refi_qda import (
    codebook_bytes,
    codes_of_codebook,
    project_bytes,
    project_of,
    read_project,
)
from praktijkkennis.exchange.refi_qda.model import QdaCode, QdaCodebook
from praktijkkennis.exchange.refi_qda.project import source_names
from praktijkkennis.exchange.refi_qda.schema import schema_faults

NS = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture(scope="module")
def written(verhalen, codes, buurtkeuken) -> bytes:
    return project_bytes(project_of(verhalen, codes, buurtkeuken))


@pytest.fixture(scope="module")
def xml(written):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(written)).read("project.qde"))


def test_same_input_same_bytes(written, verhalen, codes, buurtkeuken):
    assert project_bytes(project_of(verhalen, reversed(codes), buurtkeuken)) == written


def test_texts_are_plain_utf8_without_mark_named_by_their_guid(written, verhalen):
    archive = zipfile.ZipFile(io.BytesIO(written))
    names = archive.namelist()
    assert names[0] == "project.qde"
    assert all(name.startswith("sources/") and name.endswith(".txt") for name in names[1:])
    texts = {archive.read(name).decode("utf-8") for name in names[1:]}
    assert texts == {document.text for document in verhalen}
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_positions_count_code_points_from_zero_and_end_behind_the_last(xml, verhalen):
    texts = {document.id: document.text for document in verhalen}
    selections = xml.findall(".//q:TextSource[@name='overdracht.txt']/q:PlainTextSelection", NS)
    found = [texts["overdracht.txt"][int(one.get("startPosition")) : int(one.get("endPosition"))] for one in selections]
    assert found[-1] == "👩‍🍳 De nieuwe ploeg maakt het rooster zelf."
    assert [one.get("name") for one in selections] == found


def test_sentence_with_two_themes_is_one_selection_with_two_codings(xml):
    selection = xml.find(
        ".//q:PlainTextSelection[@name='Ik zei dat ik de soep had laten aanbranden 🙈 en niemand werd boos.']", NS
    )
    assert len(selection.findall("q:Coding", NS)) == 2
    assert selection.findtext("q:Description", namespaces=NS) == (
        "Iets durven zeggen – versterkend: score 0,77. De term 'zeggen' staat er (‘Ik z’).\n"
        "Loslaten – neutraal: score 0,31."
    )


def test_themes_have_colours_and_a_code_for_each_stance(xml):
    first = xml.find(".//q:Codes/q:Code", NS)
    assert (first.get("name"), first.get("color"), first.get("isCodable")) == ("Samen beslissen", "#1e69ff", "true")
    assert "Hoort erbij:\n- Het rooster onderling maken." in first.findtext("q:Description", namespaces=NS)
    assert "Termen" not in first.findtext("q:Description", namespaces=NS)
    names = [one.get("name") for one in first.findall("q:Code", NS)]
    assert names == [f"Samen beslissen – {stance}" for stance in ("versterkend", "belemmerend", "neutraal")]
    everything = xml.findall(".//q:Code", NS)
    # Some programs want every name only once.
    assert len({one.get("name") for one in everything}) == len(everything) == 12
    assert all(one.get("color") for one in everything)


def test_machine_and_people_are_users_of_their_own(verhalen, codes, code, buurtkeuken):
    human = code("verslag.txt", "Ja.", "durf", 1.0, "neutraal", "Wilma")
    root = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(project_bytes(project_of(verhalen, [*codes, human], buurtkeuken)))).read(
            "project.qde"
        )
    )
    users = {one.get("guid"): one.get("name") for one in root.findall(".//q:User", NS)}
    assert sorted(users.values()) == ["Wilma", "praktijkkennis"]
    assert users[root.find(".//q:PlainTextSelection[@name='Ja.']/q:Coding", NS).get("creatingUser")] == "Wilma"


def test_metadata_are_attributes_of_the_document(buurtkeuken, tmp_path):
    document = Document("a/b.docx", "Tekst.", {"author": "Bo", "date": "2024-05", "team": "3", "source": "a/b.docx"})
    (tmp_path / "x.qdpx").write_bytes(project_bytes(project_of([document], [], buurtkeuken)))
    (source,) = read_project(tmp_path / "x.qdpx").sources
    assert (source.name, dict(source.variables)) == (
        "a - b.docx.txt",
        {"Auteur": "Bo", "Datum": "2024-05", "team": "3"},
    )


def test_names_are_file_names_and_all_different():
    names = source_names(["a/b.txt", "a - b.txt", "A - B.TXT", "x.pdf", 'q?"*.md'])
    assert list(names.values()) == ["a - b.txt", "a - b (2).txt", "A - B (3).txt", "x.pdf.txt", "q___.md.txt"]


def test_theme_that_the_codebook_lacks_is_told(verhalen, codes):
    with pytest.raises(OutputError, match="kent het thema 'durf' niet"):
        project_of(verhalen, codes, Codebook("x", "X", (Theme("samen_beslissen", "S"), Theme("loslaten", "L"))))


def test_document_that_was_not_given_is_refused(verhalen, codes, buurtkeuken):
    with pytest.raises(ValueError, match="verslag"):
        project_of(verhalen[:1], codes, buurtkeuken)


def test_project_without_documents_is_a_codebook_with_a_name(buurtkeuken, tmp_path):
    (tmp_path / "x.qdpx").write_bytes(project_bytes(project_of([], [], buurtkeuken)))
    project = read_project(tmp_path / "x.qdpx")
    assert (project.name, project.users, project.sources) == ("De buurtkeuken", (), ())
    assert project.codebook.sets[1].name == "Kernthema's"


def test_what_the_schema_forbids_is_not_written():
    with pytest.raises(ValueError, match="not valid REFI-QDA"):
        codebook_bytes(QdaCodebook((QdaCode("geen-guid", "Naam"),)))
    with pytest.raises(ValueError, match="not valid REFI-QDA"):
        codebook_bytes(QdaCodebook(()))


def test_schema_finds_faults():
    xml = b'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code name="x"/></Codes></CodeBook>'
    assert any("guid" in fault for fault in schema_faults(xml, "Codebook"))
    assert schema_faults(b'<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>', "Project") == ()


anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@settings(max_examples=30, deadline=None)
@given(text=anything, name=names, definition=anything, title=anything)
def test_any_text_is_written_and_read_back(tmp_path_factory, text, name, definition, title):
    text = text.replace("\r", "\n").removeprefix("\ufeff") + "Einde."
    book = Codebook("k", name, (Theme("t", name, definition),))
    document = Document(title, text, {"author": name})
    coded = ThemeAnnotation(0, len(text), title, "t", 0.25, "belemmerend", "praktijkkennis")
    path = tmp_path_factory.mktemp("x") / "x.qdpx"
    path.write_bytes(project_bytes(project_of([document], [coded], book)))
    found = codings_of_project(read_project(path), [document], book)
    assert found.unplaced == ()
    (back,) = found.annotations
    # White space and signs without width at either side are no part of a passage.
    assert text[back.start : back.end].strip() == text[back.start : back.end]
    assert back.end == len(text)
    assert (back.theme, back.score, back.stance, back.coder) == ("t", 0.25, "belemmerend", "praktijkkennis")


@settings(max_examples=15, deadline=None)
@given(keys=st.lists(st.text("abc_", min_size=1, max_size=4), min_size=1, max_size=4, unique=True), name=anything)
def test_any_codebook_is_valid_by_the_schema(keys, name):
    book = Codebook(name, name, tuple(Theme(key, name, name, core=True) for key in keys))
    for stances in (True, False):
        xml = codebook_bytes(codes_of_codebook(book, stances=stances, whole=True))
        assert schema_faults(xml, "Codebook") == ()
