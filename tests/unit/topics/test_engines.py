"""What engines say of the number of topics."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from praktijkkennis.topics.engines.bertopic import BERTopicEngine
from praktijkkennis.topics.engines.factorisation import LDAEngine, NMFEngine
from praktijkkennis.topics.engines.number import returned
from praktijkkennis.topics.engines.protocol import Material, number_note, too_few


@pytest.mark.parametrize(
    ("found", "wanted", "said"),
    [
        (7, None, "Het aantal onderwerpen (7) is gegist."),
        (7, 7, "Het aantal onderwerpen (7) is opgegeven."),
        (2, 6, "Er zijn 6 onderwerpen gevraagd; deze methode komt in deze teksten op 2."),
        (2, 1, "Er is 1 onderwerp gevraagd; deze methode komt in deze teksten op 2."),
    ],
)
def test_another_number_than_was_asked_for_is_not_called_asked_for(found: int, wanted: int | None, said: str) -> None:
    assert number_note(found, wanted, "is gegist") == said


@pytest.mark.parametrize(
    ("n_different", "said"),
    [(0, "is geen passage"), (1, "is maar 1 passage"), (2, "zijn maar 2 verschillende passages")],
)
def test_few_passages_are_counted_in_dutch(n_different: int, said: str) -> None:
    assert too_few(n_different) == said


@pytest.mark.parametrize(
    ("overlap", "spread", "n_documents", "said"),
    [
        ([0.4, 0.2], [True, True], 4, "kwam op steekproeven van de teksten geen van de 2 terug"),
        ([0.9, 0.5], [True, True], 4, "kwamen op steekproeven van de teksten 2 van de 2 terug"),
        ([0.9, 0.2], [False, True], 4, "1 van de 2 terug, en staat er 1 in minder dan 3 teksten"),
        ([0.9, 0.8], [False, False], 2, "2 van de 2 terug, en staan er 2 in 1 tekst"),
    ],
)
def test_what_came_back_is_told_apart_from_what_stands_in_few_texts(
    overlap: list[float], spread: list[bool], n_documents: int, said: str
) -> None:
    documents = np.arange(n_documents)
    assert returned(np.array(overlap), np.array(spread), documents).endswith(said)


@pytest.mark.parametrize(("n_passages", "said"), [(0, "Er is geen passage met"), (1, "Er is maar 1 passage met")])
def test_bertopic_says_in_dutch_that_there_is_too_little(
    n_passages: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It stops before it needs the package.
    monkeypatch.setattr("praktijkkennis.topics.engines.bertopic.require_bertopic", lambda: None)
    documents = np.arange(n_passages)
    counts = csr_matrix(np.ones((n_passages, 2)))
    vectors = np.ones((n_passages, 3), dtype=np.float32)
    assignment = BERTopicEngine().fit(Material(documents, counts, np.array(["rooster", "tuin"], dtype=object), vectors))
    assert assignment.note.startswith(said)


@pytest.mark.parametrize("engine", [NMFEngine, LDAEngine])
def test_the_same_words_again_are_no_more_to_go_by(engine: type[NMFEngine] | type[LDAEngine]) -> None:
    words = np.array(["rooster", "tuin", "fout"], dtype=object)
    same = Material(np.arange(40), csr_matrix(np.tile([2.0, 1.0, 0.0], (40, 1))), words, None)
    alone = engine().fit(same)
    assert alone.weights.shape == (40, 0)
    assert alone.note == "Er is maar 1 passage met inhoudswoorden."
    two = Material(np.arange(40), csr_matrix(np.tile([[2.0, 1.0, 0.0], [0.0, 0.0, 1.0]], (20, 1))), words, None)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert engine(9).fit(two).weights.shape[1] <= 2


def test_a_factorisation_that_was_not_finished_says_so_and_warns_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    words = np.array([f"woord{number}" for number in range(12)], dtype=object)
    counts = csr_matrix(np.random.default_rng(0).poisson(1.0, size=(30, 12)).astype(float))
    material = Material(np.arange(30), counts, words, None)
    assert "nog niet klaar" not in NMFEngine(2).fit(material).note
    make = NMFEngine._make
    monkeypatch.setattr(NMFEngine, "_make", lambda self, n: make(self, n).set_params(max_iter=2, tol=1e-9))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        engine = NMFEngine(3)
        assert engine.fit(material).note.endswith("De berekening was nog niet klaar toen zij stopte.")
        engine.transform(material)
