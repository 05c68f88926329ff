"""How terms and meaning are joined where nothing was learned from coded documents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from praktijkkennis.codebook import Codebook, load_codebook
from praktijkkennis.document import STANCES, Sentence
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder
from praktijkkennis.tagging import CodebookScorer, Combination, Signals, TrainedScorer, scorer_for
from praktijkkennis.tagging.scoring import CODEBOOK_THRESHOLD, FULL_LENGTH, damped

SEMANTIC = arrays(np.float64, (3, 2), elements=st.floats(-8, 8))
LEXICAL = arrays(np.float64, (3, 2), elements=st.floats(0, 1))
LENGTHS = arrays(np.int64, (3,), elements=st.integers(1, 60))
RISE = arrays(np.float64, (3, 2), elements=st.floats(0, 2))


def signals(embedder: Embedder, *texts: str, lexical: float = 0.0) -> Signals:
    n = len(texts)
    return Signals(
        texts,
        np.full(n, FULL_LENGTH),
        embedder.encode(texts),
        np.full((n, 3), lexical),
        tuple(Sentence(0, len(text), ()) for text in texts),
    )


@given(SEMANTIC, LEXICAL, LENGTHS, RISE, RISE)
def test_probability_never_falls_when_a_sign_grows(
    semantic: np.ndarray, lexical: np.ndarray, lengths: np.ndarray, more: np.ndarray, stronger: np.ndarray
) -> None:
    join = Combination().probability
    before = join(semantic, lexical, lengths)
    assert np.all((before >= 0) & (before <= 1))
    assert np.all(join(semantic + more, lexical, lengths) >= before)
    assert np.all(join(semantic, np.minimum(1.0, lexical + stronger), lengths) >= before)


def test_probability_rises_with_either_sign() -> None:
    join = Combination().probability
    none, sign, lengths = np.zeros((1, 1)), np.ones((1, 1)), np.array([10])
    assert join(none, none, lengths) < join(sign, none, lengths) < join(sign, sign, lengths)
    assert join(none, none, lengths) < join(none, sign, lengths) < join(sign, sign, lengths)


@given(SEMANTIC, LENGTHS)
def test_short_sentences_are_damped_in_proportion(semantic: np.ndarray, lengths: np.ndarray) -> None:
    lessened = damped(semantic, lengths)
    for row, n in enumerate(lengths):
        assert np.allclose(lessened[row], semantic[row] * min(1.0, n / FULL_LENGTH))


def test_length_matters_until_the_sentence_is_long_enough() -> None:
    join, sign, none = Combination().probability, np.full((1, 1), 3.0), np.zeros((1, 1))
    chances = [float(join(sign, none, np.array([n]))[0, 0]) for n in (1, 4, FULL_LENGTH, FULL_LENGTH + 1, 100)]
    assert chances[0] < chances[1] < chances[2] == chances[3] == chances[4]


def test_terms_and_meaning_both_tell(garden_scorer: CodebookScorer, embedder: Embedder) -> None:
    far, near = "Morgen belt de notaris.", "De heg wordt twee keer per jaar geknipt."
    (neither,), (meaning,) = (garden_scorer.probabilities(signals(embedder, text)) for text in (far, near))
    (words,), (both,) = (garden_scorer.probabilities(signals(embedder, text, lexical=0.9)) for text in (far, near))
    assert neither[0] < meaning[0] < both[0]
    assert neither[0] < words[0] < both[0]


def test_same_threshold_for_every_theme_without_training(garden_scorer: CodebookScorer, garden: Codebook) -> None:
    assert garden_scorer.thresholds.tolist() == [CODEBOOK_THRESHOLD] * len(garden.themes)


def test_stances_are_those_of_the_rows_asked(garden_scorer: CodebookScorer, embedder: Embedder) -> None:
    told = signals(embedder, "Niemand durfde nog iets te zeggen.", "De koffie.", "Eindelijk durft iedereen alles.")
    assert garden_scorer.stances(told, []) == []
    every = garden_scorer.stances(told, [0, 1, 2])
    assert set(every) <= set(STANCES)
    assert garden_scorer.stances(told, [2, 0]) == [every[2], every[0]]


def test_codebook_that_was_changed_is_not_served_by_what_was_trained_on_the_old(
    embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Learning from the whole built-in codebook takes long; that it would be done is all that is asked.
    monkeypatch.setattr("praktijkkennis.tagging.scoring.CodebookScorer", lambda *_: "by the codebook")
    monkeypatch.setattr(type(embedder), "name", DEFAULT_EMBEDDER)
    book = load_codebook()
    changed = replace(book, themes=(replace(book.themes[0], examples=()), *book.themes[1:]))
    assert isinstance(scorer_for(book, embedder), TrainedScorer)
    assert str(scorer_for(changed, embedder)) == "by the codebook"
