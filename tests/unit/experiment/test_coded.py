from __future__ import annotations

from pathlib import Path

import pytest

from praktijkkennis.codebook import load_codebook
from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.coded import drawn, read_coded


def test_sentences_and_codes_are_read_in_order(corpus: Path) -> None:
    coded = read_coded([corpus / "deel1.jsonl", corpus / "deel2.jsonl"], load_codebook(corpus / "codeboek.toml"))
    assert coded.files == ("deel1",) * 3 + ("deel2",) * 3
    assert coded.truth.sum(axis=0).tolist() == [12, 12]
    assert [len(group) for group in coded.groups] == [6] * 6
    document = coded.documents[4]
    own = coded.units[coded.units["document_id"] == document.id]
    assert all(document.text[row.start : row.end] == row.text for row in own.itertuples())


def test_a_table_of_codes_with_a_folder_of_texts_gives_the_same(corpus: Path) -> None:
    book = load_codebook(corpus / "codeboek.toml")
    by_sentence = read_coded([corpus / "deel1.jsonl"], book)
    (corpus / "teksten").mkdir()
    rows = ["document;tekst;thema"]
    for document in by_sentence.documents:
        (corpus / "teksten" / f"{document.id}.txt").write_text(document.text, encoding="utf-8")
    for unit, row in zip(by_sentence.units.itertuples(), by_sentence.truth, strict=True):
        rows.extend(f"{unit.document_id}.txt;{unit.text};{book.keys[k]}" for k in row.nonzero()[0])
    (corpus / "teksten" / "ongelezen.txt").write_text("Dit heeft niemand gelezen.", encoding="utf-8")
    (corpus / "codes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    by_table = read_coded([corpus / "codes.csv"], book, corpus / "teksten")
    assert by_table.truth.tolist() == by_sentence.truth.tolist()
    assert by_table.texts == by_sentence.texts


def test_what_cannot_be_judged_by_is_refused(corpus: Path) -> None:
    book = load_codebook(corpus / "codeboek.toml")
    with pytest.raises(ExperimentError, match="geen code van een thema uit het codeboek"):
        read_coded([corpus / "deel1.jsonl"], load_codebook())
    with pytest.raises(ExperimentError, match="staat in twee bestanden"):
        read_coded([corpus / "deel1.jsonl", corpus / "deel1.jsonl"], book)
    (corpus / "codes.csv").write_text(
        "document;tekst;thema\nd10;Het rooster maken we zelf.;rooster\n", encoding="utf-8"
    )
    with pytest.raises(ExperimentError, match="Geef met 'texts'"):
        read_coded([corpus / "codes.csv"], book)


def test_the_same_documents_are_drawn_for_the_same_seed(corpus: Path) -> None:
    coded = read_coded([corpus / "deel1.jsonl", corpus / "deel2.jsonl"], load_codebook(corpus / "codeboek.toml"))
    names = [[one.id for one in drawn(coded, 3, seed).documents] for seed in (0, 0, 1)]
    assert names[0] == names[1] == sorted(names[0])
    assert names[0] != names[2]
    part = drawn(coded, 3, 0)
    assert set(part.units["document_id"]) == set(names[0])
    assert drawn(coded, None, 0) is coded
