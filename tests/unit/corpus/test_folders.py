import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from praktijkkennis.corpus import read_corpus, stream_corpus
from praktijkkennis.errors import SourceError


def _write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Tekst.")


def test_folder_recursively_in_order_without_system_files(tmp_path: Path, read: Callable[..., Any]) -> None:
    _write(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "A.TXT", "é.txt")
    _write(tmp_path, ".geheim.txt", ".git/x.txt", "~$b.docx", "Thumbs.db", ".DS_Store", "__MACOSX/x.txt", "desktop.ini")
    documents, failures = read(tmp_path)
    assert not failures
    assert list(documents) == ["A.TXT", "a/b/c.txt", "a/z.txt", "b.txt", "é.txt"]
    assert all(document.metadata["source"] == name for name, document in documents.items())


def test_one_file_is_known_by_its_name(tmp_path: Path, read: Callable[..., Any]) -> None:
    _write(tmp_path, "map/a.txt")
    documents, _ = read(tmp_path / "map" / "a.txt")
    assert list(documents) == ["a.txt"]


def test_ids_are_nfc(tmp_path: Path, read: Callable[..., Any]) -> None:
    _write(tmp_path, unicodedata.normalize("NFD", "café.txt"))
    documents, _ = read(tmp_path)
    assert list(documents) == [unicodedata.normalize("NFC", "café.txt")]


def test_same_id_from_two_sources_gets_the_folder_before_it(tmp_path: Path, read: Callable[..., Any]) -> None:
    _write(tmp_path, "jan/a.txt", "jan/b.txt", "feb/a.txt")
    documents, _ = read(tmp_path / "jan", tmp_path / "feb")
    assert list(documents) == ["jan/a.txt", "b.txt", "feb/a.txt"]
    assert documents["feb/a.txt"].metadata["source"] == "a.txt"


def test_same_folder_name_gets_a_number(tmp_path: Path, read: Callable[..., Any]) -> None:
    _write(tmp_path, "x/team/a.txt", "y/team/a.txt")
    documents, _ = read(tmp_path / "x/team", tmp_path / "y/team/a.txt")
    assert list(documents) == ["1/team/a.txt", "2/team/a.txt"]


def test_file_given_twice_is_read_once(tmp_path: Path, read: Callable[..., Any]) -> None:
    _write(tmp_path, "a.txt", "b.txt")
    documents, _ = read(tmp_path / "b.txt", tmp_path, tmp_path / "a.txt")
    assert list(documents) == ["b.txt", "a.txt"]


def test_sources_as_text_and_as_iterator(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    assert len(read_corpus(str(tmp_path))) == 1
    corpus = read_corpus(iter([str(tmp_path)]))
    assert [document.id for document in corpus] == [document.id for document in corpus] == ["a.txt"]


@pytest.mark.parametrize("function", [read_corpus, stream_corpus])
def test_source_that_is_not_there(tmp_path: Path, function: Callable[..., Any]) -> None:
    with pytest.raises(SourceError, match="bestaat niet"):
        function(tmp_path / "weg")
    with pytest.raises(SourceError, match="minstens één"):
        function([])
    with pytest.raises(SourceError, match="bestaat niet"):
        function("a\0b")
    with pytest.raises(SourceError, match="metadata"):
        function(tmp_path, metadata=tmp_path / "weg.csv")


def test_folder_with_nothing_readable(tmp_path: Path) -> None:
    _write(tmp_path, "a.mp4")
    corpus = read_corpus(tmp_path)
    assert len(corpus) == 0
    assert not corpus
    assert [failure.source for failure in corpus.failures] == ["a.mp4"]
