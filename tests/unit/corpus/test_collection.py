import pickle
from pathlib import Path

import pandas as pd
import pytest

from praktijkkennis.corpus import Corpus, collection, read_corpus, stream_corpus
from praktijkkennis.document import Document, ReadFailure
from praktijkkennis.errors import SourceError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Wij laten los.")
    (tmp_path / "b.md").write_text("---\nauteur: Anja\nid: x\nkleur: rood\n---\nInterviewer: Hoe?\nAnja: Zo.")
    (tmp_path / "c.txt").write_text("")
    return tmp_path


def test_failures_are_known_without_iterating_first(folder: Path) -> None:
    assert [failure.source for failure in read_corpus(folder).failures] == ["c.txt"]


def test_failures_are_those_of_the_last_complete_pass(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert len(list(corpus)) == 2
    (folder / "c.txt").write_text("Nu wel.")
    next(iter(corpus))
    assert [failure.source for failure in corpus.failures] == ["c.txt"]
    assert len(corpus.documents) == 3
    assert corpus.failures == ()
    assert len(corpus) == 3


def test_streaming_reads_one_file_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from praktijkkennis.corpus import stream

    opened: list[str] = []
    original = stream.read_file

    def noting(path: Path, limit: int) -> bytes | str:
        opened.append(path.name)
        return original(path, limit)

    monkeypatch.setattr(stream, "read_file", noting)
    items = stream_corpus(folder)
    assert opened == []
    next(items)
    assert opened == ["a.txt"]
    next(items)
    assert opened == ["a.txt", "b.md"]
    assert isinstance(next(items), ReadFailure)


def test_truth_reads_no_further_than_the_first(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert corpus
    assert repr(corpus) == "<Corpus: not read yet>"
    assert len(corpus) == 2
    assert repr(corpus) == "<Corpus: 2 documents, 1 failures>"


def test_frame_there_and_back(folder: Path) -> None:
    corpus = read_corpus(folder)
    frame = corpus.to_frame()
    assert list(frame.columns) == ["id", "text", "author", "source", "metadata.id", "kleur"]
    assert list(frame["id"]) == ["a.txt", "b.md"]
    back = Corpus.from_frame(frame)
    assert back.documents == corpus.documents
    assert back.documents[1].turns
    assert back.failures == ()


def test_from_frame_with_other_columns() -> None:
    frame = pd.DataFrame(
        {
            "verhaal": ["Een.", None, "  ", "© 2024 Zorgsite\nVier."],
            "naam": ["Anja", "Piet", "Ria", None],
            "datum": pd.to_datetime(["2025-03-14", None, None, "2025-04-01"]),
            "cijfer": [8.0, 7.0, 6.0, None],
        },
        index=[10, 11, 12, 13],
    )
    corpus = Corpus.from_frame(frame, text="verhaal")
    assert [document.id for document in corpus] == ["10", "13"]
    assert [failure.source for failure in corpus.failures] == ["11", "12"]
    first, last = corpus.documents
    assert dict(first.metadata) == {"author": "Anja", "date": "2025-03-14", "cijfer": "8"}
    assert dict(last.metadata) == {"date": "2025-04-01"}
    assert [span.kind for span in last.residue] == ["copyright"]


def test_from_frame_makes_ids_unique() -> None:
    corpus = Corpus.from_frame(pd.DataFrame({"id": ["a", "a", None], "text": ["Een.", "Twee.", "Drie."]}))
    assert [document.id for document in corpus] == ["a", "a (2)", "2"]


def test_from_frame_without_the_column() -> None:
    with pytest.raises(SourceError, match="kies uit: verhaal"):
        Corpus.from_frame(pd.DataFrame({"verhaal": ["x"]}))


def test_empty_frame() -> None:
    corpus = Corpus.from_frame(pd.DataFrame({"text": []}))
    assert len(corpus) == 0
    assert list(corpus.to_frame().columns) == ["id", "text"]


def test_corpus_can_be_sent_to_another_process(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert pickle.loads(pickle.dumps(corpus)).documents == corpus.documents


def test_reading_twice_gives_the_same(folder: Path) -> None:
    assert list(stream_corpus(folder)) == list(stream_corpus(folder))


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    import subprocess
    import sys

    code = (
        "import sys, praktijkkennis.corpus;"
        "heavy = {'docx', 'pypdf', 'trafilatura', 'pandas', 'openpyxl', 'odf', 'webvtt', 'lxml', 'frontmatter'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
    assert collection.read_corpus is read_corpus


def test_documents_made_by_hand_are_a_corpus() -> None:
    one, other = Document("a", "Wij laten los."), Document("a", "Wij houden vast.")
    corpus = Corpus.from_documents([one, other])
    assert [document.id for document in corpus] == ["a", "a (2)"]
    assert corpus.documents[0] is one
    with pytest.raises(SourceError, match="read_corpus"):
        Corpus.from_documents(["a.txt"])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("given", "way"),
    [(Document("a", "Ja."), "Corpus.from_documents"), ([Document("a", "Ja.")], "from_documents"), ([3], "pad")],
)
def test_what_is_no_path_is_refused_with_the_way(given: object, way: str) -> None:
    with pytest.raises(SourceError, match=way):
        read_corpus(given)  # type: ignore[arg-type]
