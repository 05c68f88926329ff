from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import CodingError
from praktijkkennis.exchange.codings import read_codings, texts_of_project
from praktijkkennis.exchange.codings.own_texts import document_id
from praktijkkennis.exchange.refi_qda import project_bytes, project_of
from praktijkkennis.exchange.refi_qda.model import QdaSource

BOOK = load_codebook()
IDS = (
    "wijk/noord/verslag.md",
    "wijk - noord.txt",
    "a.txt",
    "A.txt",
    "archief.zip/x.docx",
    "tabel.xlsx#4",
    'b <&> "x".txt',
    "map/hoe_dan?.txt",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    documents = [Document(key, f"Wij beslissen zelf in {key}.\nKlaar.", {"author": f"Wil {key}"}) for key in IDS]
    codes = [ThemeAnnotation(0, 18, key, "zelfsturing", 1.0, "versterkend", "Wil") for key in IDS]
    path = tmp_path / "project.qdpx"
    path.write_bytes(project_bytes(project_of(documents, codes, BOOK)))
    return path


def test_texts_come_back_with_the_ids_they_had(project: Path) -> None:
    found = texts_of_project(project)
    assert tuple(one.id for one in found) == IDS
    assert found[0].text == "Wij beslissen zelf in wijk/noord/verslag.md.\nKlaar."
    assert found[0].metadata["author"] == "Wil wijk/noord/verslag.md"


def test_texts_at_hand_are_left_out(project: Path) -> None:
    at_hand = [Document("a.txt", "Wij beslissen zelf in a.txt.\nKlaar."), Document("iets/anders.txt", "Iets anders.")]
    assert [one.id for one in texts_of_project(project, at_hand)] == [key for key in IDS if key != "a.txt"]


def test_codings_find_their_place_without_other_texts(project: Path, tmp_path: Path) -> None:
    found = read_codings(project, None, BOOK)
    assert [one.document_id for one in found.annotations] == list(IDS)
    assert not found.unplaced
    (tmp_path / "codes.csv").write_text("document,tekst,thema\n", encoding="utf-8")
    with pytest.raises(CodingError, match="zijn de teksten nodig"):
        read_codings(tmp_path / "codes.csv", None, BOOK)


def test_what_cannot_be_undone_keeps_the_name() -> None:
    key = "a?b?c?d?e?.txt"
    (source,) = project_of([Document(key, "Wij beslissen zelf.")], [], BOOK).sources
    assert document_id(source) == "a_b_c_d_e_.txt"


def test_of_another_program_the_name_counts() -> None:
    source = QdaSource("0-0", "Interview - Anna", "Tekst.")
    assert document_id(source) == "Interview - Anna"
    assert document_id(replace(source, name="")) == "0-0"


def test_sources_of_the_same_name_stay_apart(tmp_path: Path) -> None:
    documents = [Document(key, f"Wij beslissen zelf in {key}.") for key in ("a.txt", "b.txt")]
    codes = [ThemeAnnotation(0, 18, key, "zelfsturing", 1.0, "versterkend", "Wil") for key in ("a.txt", "b.txt")]
    project = project_of(documents, codes, BOOK)
    renamed = tuple(
        replace(one, name="zelfde", guid=f"{number}" * 8 + "-0000-4000-8000-000000000000")
        for number, one in enumerate(project.sources)
    )
    path = tmp_path / "dubbel.qdpx"
    path.write_bytes(project_bytes(replace(project, sources=renamed)))
    texts = texts_of_project(path)
    assert [one.id for one in texts] == ["zelfde", "zelfde (2)"]
    assert [one.document_id for one in read_codings(path, texts, BOOK).annotations] == ["zelfde", "zelfde (2)"]
