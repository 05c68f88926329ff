from __future__ import annotations

from pathlib import Path

from praktijkkennis import read_corpus

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
