from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.coded import CodedTexts, read_coded
from praktijkkennis.experiment.methods import TaggerSection
from praktijkkennis.experiment.stages import Stages
from praktijkkennis.experiment.storage import Storage
from praktijkkennis.experiment.taggers import Task, code
from praktijkkennis.experiment.taggers.learned import _drawn, _few, _fold_of, _strength
from praktijkkennis.experiment.taggers.task import best_threshold


class WordStages(Stages):
    """Stages with the embedder of the tests."""

    def __init__(self, embedder: Any) -> None:
        super().__init__(Storage(None), "nl_praktijk_sm", "woorden")
        self.__dict__["embedder"] = embedder


@pytest.fixture
def book(corpus: Path) -> Codebook:
    return load_codebook(corpus / "codeboek.toml")


@pytest.fixture
def parts(corpus: Path, book: Codebook) -> tuple[CodedTexts, CodedTexts]:
    return read_coded([corpus / "deel1.jsonl"], book), read_coded([corpus / "deel2.jsonl"], book)


def right(found: Any, judge: CodedTexts) -> set[tuple[str, str]]:
    return set(zip(found["text"], found["theme"], strict=True))


@pytest.mark.parametrize(
    "settings",
    [
        {"method": "tfidf"},
        {"method": "vectors", "strength": 1.0},
        {"method": "few-shot", "per_theme": 3, "strength": 1.0},
        {"method": "zero-shot"},
        {"method": "terms"},
        {"method": "codebook"},
    ],
    ids=lambda settings: str(settings["method"]),
)
def test_every_method_finds_what_its_words_tell(
    settings: dict[str, Any], parts: tuple[CodedTexts, CodedTexts], book: Codebook, embedder: Any
) -> None:
    learn, judge = parts
    found = code(Task(learn, judge, book, WordStages(embedder), TaggerSection(**settings), 0))
    assert list(found.columns) == ["document_id", "start", "end", "text", "theme", "score", "stance"]
    assert set(found["document_id"]) <= {"d20", "d21", "d22"}
    expected = {(judge.texts[row], book.keys[k]) for row, k in zip(*np.nonzero(judge.truth), strict=True)}
    pairs = right(found, judge)
    precision, recall = len(pairs & expected) / max(len(pairs), 1), len(pairs & expected) / len(expected)
    assert precision >= 0.6
    assert recall >= 0.6
    text = {document.id: document.text for document in judge.documents}
    assert all(text[row.document_id][row.start : row.end] == row.text for row in found.itertuples())


def test_the_codes_to_find_are_not_looked_at(parts: tuple[CodedTexts, CodedTexts], book: Codebook) -> None:
    learn, judge = parts
    blind = CodedTexts(judge.documents, judge.files, judge.units, judge.themes, judge.truth * 0, judge.stances)
    stages = Stages(Storage(None), "nl_praktijk_sm", "usem3")
    settings = TaggerSection(method="tfidf")
    seen = code(Task(learn, judge, book, stages, settings, 0))
    assert code(Task(learn, blind, book, stages, settings, 0)).equals(seen)


def test_who_learns_needs_something_to_learn_from(parts: tuple[CodedTexts, CodedTexts], book: Codebook) -> None:
    stages = Stages(Storage(None), "nl_praktijk_sm", "usem3")
    with pytest.raises(ExperimentError, match="leert van gecodeerde teksten"):
        code(Task(None, parts[1], book, stages, TaggerSection(method="tfidf"), 0))


def test_a_few_are_drawn_of_every_theme(parts: tuple[CodedTexts, CodedTexts]) -> None:
    learn, _ = parts
    rows = _few(learn, 2, 1.0, 0)
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert learn.truth[rows].sum(axis=0).tolist() == [2, 2]
    assert int((~learn.truth[rows].any(axis=1)).sum()) == 4
    assert _few(learn, 2, 1.0, 0).tolist() == rows.tolist()
    assert any(_few(learn, 2, 1.0, seed).tolist() != rows.tolist() for seed in range(1, 5))
    with pytest.raises(ExperimentError, match="Verlaag 'per_theme'"):
        _few(learn, 1000, 1.0, 0)


def test_whole_documents_are_drawn_until_there_are_enough_sentences(
    parts: tuple[CodedTexts, CodedTexts], book: Codebook
) -> None:
    learn, judge = parts
    stages = Stages(Storage(None), "nl_praktijk_sm", "usem3")

    def drawn(wanted: int, seed: int) -> CodedTexts:
        return _drawn(Task(learn, judge, book, stages, TaggerSection(method="tfidf", sentences=wanted), seed))

    sizes = np.bincount(learn.places)
    found = drawn(int(sizes.max()) + 1, 0)
    assert len(found.documents) == 2
    assert len(found.units) > sizes.max()
    assert {tuple(one.id for one in drawn(1, seed).documents) for seed in range(8)} != {(found.documents[0].id,)}
    assert len(drawn(len(learn.units), 0).units) == len(learn.units)
    with pytest.raises(ExperimentError, match=f"Er zijn {len(learn.units)} zinnen om van te leren, geen 1000000"):
        drawn(10**6, 0)


def test_the_threshold_is_the_best_there_is() -> None:
    random = np.random.default_rng(0)
    labels = (random.random((400, 3)) < 0.1).astype(np.int64)
    scores = labels * 0.4 + random.random((400, 3)) * 0.5
    limit = best_threshold(scores, labels)

    def macro(at: float) -> float:
        given = scores >= at
        return float(np.mean(2 * (given & (labels == 1)).sum(axis=0) / (given.sum(axis=0) + labels.sum(axis=0))))

    assert macro(limit) >= max(macro(at) for at in np.linspace(0.0, 0.9, 91)) - 0.02


def test_a_threshold_is_found_where_nobody_coded_anything() -> None:
    assert best_threshold(np.array([[0.2], [0.9]]), np.zeros((2, 1), dtype=np.int64)) == pytest.approx(0.9, abs=0.1)


def test_documents_of_one_length_come_in_the_same_fold_on_every_processor() -> None:
    # Sorting that leaves no order to chance puts the last of one length first.
    assert _fold_of(np.array([2, 2, 2, 2, 5])).tolist() == [2, 1, 2, 1, 0]


def test_a_strength_is_chosen_by_documents_held_out(parts: tuple[CodedTexts, CodedTexts], book: Codebook) -> None:
    learn, judge = parts
    stages = Stages(Storage(None), "nl_praktijk_sm", "usem3")
    # Two columns hold the same noise, and only their small difference tells the themes apart: strict penalties miss it.
    noise = 10.0 * np.random.default_rng(0).normal(size=learn.truth.shape)
    known = np.hstack([noise, noise + 0.5 * learn.truth])

    def chosen(**settings: Any) -> float:
        return _strength(Task(learn, judge, book, stages, TaggerSection(**settings), 0), learn, known, 1.0, "lbfgs")

    assert chosen(method="vectors") == 1.0
    assert chosen(method="vectors", strength=0.5) == 0.5
    assert chosen(method="vectors", strength="chosen") > 1.0
    flat = np.zeros_like(known)
    task = Task(learn, judge, book, stages, TaggerSection(method="vectors", strength="chosen"), 0)
    assert _strength(task, learn, flat, 1.0, "lbfgs") == 0.01
    assert not code(task).empty
    few = TaggerSection(method="few-shot", per_theme=1, strength="chosen")
    assert code(Task(learn, judge, book, stages, few, 0)) is not None
