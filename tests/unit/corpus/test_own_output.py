from __future__ import annotations

import zipfile
from importlib.resources import files
from pathlib import Path

import docx
import pandas as pd
import pytest

from praktijkkennis import read_corpus
from praktijkkennis.codebook import load_codebook
from praktijkkennis.corpus.own_output import GENERATOR
from praktijkkennis.errors import SourceError
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.exchange.review.layout import ReviewRow
from praktijkkennis.exchange.review.workbook import write_review
from praktijkkennis.exchange.spreadsheet import write_spreadsheet
from praktijkkennis.notebook.showing import show
from praktijkkennis.report.digest.choice import Digest, DigestInsight, DigestQuote
from praktijkkennis.report.digest.markdown import render_markdown
from praktijkkennis.report.digest.wording import COLOPHON
from praktijkkennis.state import open_state

NAMES = ("rapport.html", "passages.csv", "inzichten.json")


def test_files_of_a_run_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Een verhaal.")
    for folder in (tmp_path, tmp_path / "uit"):
        folder.mkdir(exist_ok=True)
        (folder / "run.json").write_text('{\n  "praktijkkennis": "0.1.0"\n}\n')
        for name in NAMES:
            (folder / name).write_text("<p>oud</p>")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["a.txt"]
    assert corpus.failures == ()


def test_the_same_names_elsewhere_are_sources(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('[{"tekst": "Ik rende."}]')
    (tmp_path / "passages.csv").write_text("tekst\nWe deden het zelf.\n")
    assert {document.metadata["source"] for document in read_corpus(tmp_path)} == {"run.json", "passages.csv"}


def test_what_the_program_made_is_told_where_it_was_copied_among_the_stories(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Een verhaal.")
    (tmp_path / "rapport mei.html").write_text(
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n</head><p>Een citaat.</p>'
    )
    for name, separator in (("codes.csv", ","), ("codes excel.csv", ";")):
        header = ["document_id", "start", "end", "text", "theme", "score", "stance", "coder", "insight"]
        row = ["a.txt", "0", "12", "Een verhaal.", "loslaten", "0.9", "neutraal", "praktijkkennis", ""]
        (tmp_path / name).write_text(f"{separator.join(header)}\n{separator.join(row)}\n", encoding="utf-8-sig")
    row = ReviewRow("a.txt", 0, 0, "Een verhaal.", "", "loslaten", "versterkend", 0.9, "Els")
    write_review([row], tmp_path / "controle.xlsx", load_codebook(), ["a.txt"])
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["a.txt"]
    assert [one.source for one in corpus.failures] == [
        "codes excel.csv",
        "codes.csv",
        "controle.xlsx",
        "rapport mei.html",
    ]
    assert all("heeft het programma zelf gemaakt" in one.reason for one in corpus.failures)


OWN = {
    "codes.jsonl": '{"document_id": "a.txt", "start": 0, "end": 12, "text": "Een verhaal.", "theme": "loslaten"}\n',
    "inzichten.json": '[\n  {\n    "id": "loslaten-1",\n    "theme": "loslaten",\n    "statement": "Een verhaal."}]',
    "run.json": '{\n  "praktijkkennis": "0.1.0"}',
    "fouten.csv": '"bestand","reden"\n"x.pdf","Dit bestand is met een wachtwoord beveiligd."\n',
    "concordantie.csv": "document_id;start;end;left;match;right\na.txt;0;3;;Een;verhaal.\n",
    "sleutel.csv": "document_id;start;end;text;label;pseudonym\na.txt;0;3;Els;PERSON;[Persoon 1]\n",
    "sleutel-metadata.csv": '"document_id","field","text","label","pseudonym"\n"a.txt","author","Els","x","y"\n',
    "onderwerpen.csv": '"topic","label","terms","passages"\n"1","rooster","rooster, dienst","4"\n',
}


@pytest.mark.parametrize("name", OWN)
def test_a_copy_of_a_result_is_no_story_under_another_name(tmp_path: Path, name: str) -> None:
    (tmp_path / f"kopie van {name}").write_text(OWN[name], encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "rapport.zip", "w") as archive:
        archive.writestr(f"rapport/oud {name}", OWN[name])
    corpus = read_corpus(tmp_path)
    assert corpus.documents == ()
    # A key that lies there by itself is passed over in silence.
    assert len(corpus.failures) == (1 if "metadata" in name else 2)
    assert all("heeft het programma zelf gemaakt" in one.reason for one in corpus.failures)


def test_a_table_of_others_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("start,end,text\n0,4,Wij rusten.\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"document_id": "x", "text": "Wij rusten."}\n[1]\n', encoding="utf-8")
    (tmp_path / "c.json").write_text('[{"id": "x", "text": "Wij rusten.", "theme": "rust"}]', encoding="utf-8")
    assert {one.text for one in read_corpus(tmp_path).documents} == {"Wij rusten."}
    assert len(read_corpus(tmp_path)) == 3


@pytest.fixture(scope="module")
def newsletter() -> str:
    quote = DigestQuote("Wij rusten.", "Els")
    insight = DigestInsight("Rust", "Twee mensen vertellen dingen die op elkaar lijken.", (quote,))
    return render_markdown(Digest("Oogst", ("Elf teksten.",), (insight,), (), "", (), COLOPHON, "", ()))


@pytest.mark.parametrize("name", ["mei.md", "mei.txt", "mei.html", "mei.docx"])
def test_a_newsletter_is_known_in_whatever_file_it_was_pasted(tmp_path: Path, newsletter: str, name: str) -> None:
    if name.endswith(".docx"):
        document = docx.Document()
        for line in newsletter.splitlines():
            document.add_paragraph(line)
        document.save(str(tmp_path / name))
    else:
        body = newsletter.replace("\n\n", "</p>\n<p>") if name.endswith("html") else newsletter
        body = body.replace("een computer zocht", "een\ncomputer zocht")
        (tmp_path / name).write_text(f"<html><body><p>{body}</p>" if "html" in name else body, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert corpus.documents == ()
    assert ["zelf gemaakt" in one.reason for one in corpus.failures] == [True]


def test_an_answer_in_which_a_newsletter_was_pasted_costs_only_that_row(tmp_path: Path) -> None:
    (tmp_path / "enquete.csv").write_text(f"antwoord\nWij rusten.\n{COLOPHON}\nWij ook.\n", encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [one.id for one in corpus.documents] == ["enquete.csv#2", "enquete.csv#4"]
    assert [one.source for one in corpus.failures] == ["enquete.csv#3"]


def test_pages_and_tables_in_excel_say_who_made_them(tmp_path: Path) -> None:
    show(load_codebook()).write(tmp_path / "codeboek.html")
    write_spreadsheet(pd.DataFrame({"tekst": ["Wij rusten."]}), tmp_path / "tabel.xlsx")
    corpus = read_corpus(tmp_path)
    assert corpus.documents == ()
    assert [one.source for one in corpus.failures] == ["codeboek.html", "tabel.xlsx"]
    for page in ("rapport", "onderwerpen", "beoordeling"):
        template = files("praktijkkennis.report") / "templates" / f"{page}.html.j2"
        assert GENERATOR in template.read_text(encoding="utf-8")


def test_a_state_among_the_stories_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Een verhaal.")
    with open_state(tmp_path / "onthouden") as state:
        state.corrections.add([Correction("a.txt", "Een verhaal.", 0, "loslaten", "neutraal", "Els")], "x.xlsx")
    (tmp_path / "onthouden" / "codeur").mkdir()
    (tmp_path / "onthouden" / "codeur" / "README.md").write_text("Een codeur.")
    corpus = read_corpus(tmp_path)
    assert [document.id for document in corpus.documents] == ["a.txt"]
    assert corpus.failures == ()


def test_an_address_of_a_page_is_told() -> None:
    with pytest.raises(SourceError, match="is een webadres"):
        read_corpus("https://www.example.org/verhaal.html")
