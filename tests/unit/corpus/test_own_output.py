from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from praktijkkennis import read_corpus
from praktijkkennis.codebook import load_codebook
from praktijkkennis.corpus.own_output import GENERATOR
from praktijkkennis.errors import SourceError
from praktijkkennis.exchange.review.correction import Correction
from praktijkkennis.exchange.review.layout import ReviewRow
from praktijkkennis.exchange.review.workbook import write_review
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


def test_pages_say_who_made_them() -> None:
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
