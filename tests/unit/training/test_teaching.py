from __future__ import annotations

import json
from pathlib import Path

import pytest

from praktijkkennis.codebook import codebook_from_dict
from praktijkkennis.document import Document, ThemeAnnotation
from praktijkkennis.errors import CodingError
from praktijkkennis.exchange.refi_qda import project_bytes, project_of
from praktijkkennis.tagging.learning import Code
from praktijkkennis.training import read_teaching

BOOK = codebook_from_dict(
    {"name": "De tuin", "themes": [{"key": "zaaien", "name": "Zaaien"}, {"key": "oogsten", "name": "Oogsten"}]},
    "t.toml",
)
TEXT = "We zaaiden wortels. Het regende. Op zondag plukten we bonen."
RECORD = {
    "id": "t1",
    "text": TEXT,
    "metadata": {"soort": "dagboek"},
    "sentences": [[0, 19], [20, 32], [33, 60]],
    "codes": {"An": [[0, "zaaien", "neutraal"]], "Bo": [[0, "zaaien", None], [2, "oogsten", None]]},
}


def test_documents_coded_by_sentence(tmp_path: Path) -> None:
    path = tmp_path / "gecodeerd.jsonl"
    path.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    teaching = read_teaching([path], BOOK)
    (text,) = teaching.texts
    assert text.document.text == TEXT
    # Who told no stance did not say "neutraal".
    an, bo = text.coders
    assert an == (Code(0, 19, "zaaien", stance="neutraal"),)
    assert bo == (Code(0, 19, "zaaien"), Code(33, 60, "oogsten"))
    assert text.seen is None
    assert (teaching.n_coders, teaching.kinds, teaching.left_out) == (2, {"dagboek": 1}, ())


def test_a_table_alone_gives_loose_sentences(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(
        "document,tekst,thema\nt1,We zaaiden wortels.,Zaaien\nt1,Het regende.,\nt2,We plukten.,oogsten\n",
        encoding="utf-8",
    )
    teaching = read_teaching([path], BOOK)
    assert [(one.document.text, one.group) for one in teaching.texts if any(one.coders)] == [
        ("We zaaiden wortels.", "t1"),
        ("We plukten.", "t2"),
    ]
    assert all(one.loose for one in teaching.texts)


def test_a_table_tells_stances(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text(
        "document,tekst,thema,houding\n"
        "t1,We zaaiden wortels.,Zaaien,belemmerend\nt1,Op zondag plukten we bonen.,oogsten,\n",
        encoding="utf-8",
    )
    alone = read_teaching([path], BOOK).texts
    assert [code.stance for one in alone for given in one.coders for code in given] == ["belemmerend", None]
    (placed,) = read_teaching([path], BOOK, [Document("t1", TEXT)]).texts
    assert placed.coders == ((Code(0, 19, "zaaien", stance="belemmerend"), Code(33, 60, "oogsten")),)


def test_with_the_texts_what_is_not_coded_has_no_theme(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("document,tekst,thema\nt1,We zaaiden wortels.,Zaaien\n", encoding="utf-8")
    documents = [Document("t1", TEXT), Document("t2", "Niets daarvan.")]
    (text,) = read_teaching([path], BOOK, documents).texts
    assert text.seen is None
    assert text.coders == ((Code(0, 19, "zaaien"),),)
    (listed,) = read_teaching([path], BOOK, documents, listed_only=True).texts
    assert listed.seen == ((0, 19),)


def test_a_theme_of_another_codebook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("document,tekst,thema\nt1,We zaaiden.,zaaien\nt1,Het hek is stuk.,hekwerk\n", encoding="utf-8")
    assert read_teaching([path], BOOK).left_out == (("Thema 'hekwerk' staat niet in het codeboek.", 1),)


def test_nothing_to_learn_from_is_told(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("document,tekst,thema\nt1,Het hek is stuk.,hekwerk\n", encoding="utf-8")
    with pytest.raises(CodingError, match=r"geen codering om van te leren\. Thema 'hekwerk'"):
        read_teaching([path], BOOK)


def test_a_project_has_its_texts(tmp_path: Path) -> None:
    documents = [Document("een.txt", "We zaaiden rogge. Het regende."), Document("twee.txt", "Niemand zaaide.")]
    theme = BOOK.keys[0]
    paths = []
    for document in documents:
        path = tmp_path / f"{document.id}.qdpx"
        code = ThemeAnnotation(0, len(document.text) // 2, document.id, theme, 1.0, "neutraal", "Wil")
        path.write_bytes(project_bytes(project_of(documents, [code], BOOK)))
        paths.append(path)
    texts = read_teaching(paths, BOOK).texts
    assert [one.document.id for one in texts] == ["een.txt", "twee.txt"]
    assert all(one.coders for one in texts)
    (tmp_path / "codes.csv").write_text("document,tekst,thema\n", encoding="utf-8")
    with pytest.raises(CodingError, match="--texts"):
        read_teaching([paths[0], tmp_path / "codes.csv"], BOOK)
