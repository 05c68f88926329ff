"""How terms and meaning are joined where nothing was learned from coded documents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from praktijkkennis.codebook import Codebook, Example, Term, Theme, load_codebook
from praktijkkennis.document import STANCES, Sentence
from praktijkkennis.embedding import DEFAULT_EMBEDDER, Embedder
from praktijkkennis.tagging import CodebookScorer, Combination, Signals, TrainedScorer, scorer_for
from praktijkkennis.tagging.by_codebook import CODEBOOK_THRESHOLD
from praktijkkennis.tagging.joining import FEATURES, lay_out
from praktijkkennis.tagging.termless import TERMLESS_THRESHOLD

N_TOKENS = 8
SIGNS = arrays(np.float64, (3, 2), elements=st.floats(0, 1))
MEANING = arrays(np.float64, (3, 2), elements=st.floats(-8, 8))
RISE = st.floats(0, 2)
KIND = {name: place for place, name in enumerate(FEATURES)}


def signals(embedder: Embedder, *texts: str, lexical: float = 0.0) -> Signals:
    n = len(texts)
    return Signals(
        texts,
        np.full(n, N_TOKENS),
        embedder.encode(texts),
        np.full((n, 3), lexical),
        tuple(Sentence(0, len(text), ()) for text in texts),
    )


@given(SIGNS, SIGNS, MEANING, MEANING, RISE)
def test_log_odds_never_fall_when_a_sign_of_the_theme_grows(
    terms: np.ndarray, telling: np.ndarray, likeness: np.ndarray, nearness: np.ndarray, more: float
) -> None:
    features = lay_out(terms, telling, likeness, nearness, nearness, np.array([5, 9, 30]))
    assert features.shape == (3, 2, len(FEATURES))
    before = Combination().log_odds(features)
    for name in FEATURES:
        if name in ("rival", "rival_terms", "document"):
            continue
        raised = features.copy()
        raised[..., KIND[name]] += more
        assert np.all(Combination().log_odds(raised) >= before), name


def test_neighbours_and_rivals_are_laid_out() -> None:
    terms = np.array([[0.9, 0.0], [0.0, 0.0], [0.0, 0.0]])
    likeness = np.array([[3.0, 1.0], [0.5, 2.0], [-1.0, 4.0]])
    kinship = np.array([[1.0, 0.0], [0.0, 3.0], [2.0, 5.0]])
    features = lay_out(terms, terms, likeness, likeness, kinship, np.array([4, 4, 4]))
    assert features[1, 0, KIND["before"]] == 3.0
    assert features[1, 0, KIND["after"]] == -1.0
    assert features[0, 0, KIND["before"]] == features[2, 0, KIND["after"]] == 0.0
    assert features[:, 0, KIND["rival"]].tolist() == [1.0, 2.0, 4.0]
    assert features[:, 0, KIND["terms_nearby"]].tolist() == [0.0, 1.0, 0.0]
    assert features[0, 1, KIND["rival_terms"]] == 0.9
    assert features[:, 0, KIND["second_before"]].tolist() == [0.0, 0.0, 3.0]
    assert features[:, 1, KIND["kin_before"]].tolist() == [0.0, 0.0, 3.0]
    assert features[:, 1, KIND["kin_after"]].tolist() == [3.0, 5.0, 0.0]
    assert np.allclose(features[:, 0, KIND["document"]], 2.5 / 8)


def test_one_theme_has_no_rival() -> None:
    one = np.ones((2, 1))
    features = lay_out(one, one, one, one, one, np.array([3, 3]))
    assert not features[..., [KIND["rival"], KIND["rival_terms"]]].any()


def test_terms_and_meaning_both_tell(garden_scorer: CodebookScorer, embedder: Embedder) -> None:
    far, near = "Morgen belt de notaris.", "De heg wordt twee keer per jaar geknipt."
    (neither,), (meaning,) = (garden_scorer.probabilities(signals(embedder, text)) for text in (far, near))
    (words,), (both,) = (garden_scorer.probabilities(signals(embedder, text, lexical=0.9)) for text in (far, near))
    assert neither[0] < meaning[0] < both[0]
    assert neither[0] < words[0] < both[0]


@given(MEANING, st.floats(0, 2))
def test_a_sentence_that_is_more_alike_never_loses_by_its_own_document(likeness: np.ndarray, more: float) -> None:
    nothing = np.zeros((3, 2))
    raised = likeness.copy()
    raised[1, 0] += more
    before, after = (
        Combination().log_odds(lay_out(nothing, nothing, one, one, nothing, np.array([5, 9, 30])))
        for one in (likeness, raised)
    )
    assert after[1, 0] >= before[1, 0]


@pytest.fixture(scope="module")
def tiny(embedder: Embedder) -> CodebookScorer:
    """Two themes of one rare word and one example each, of which every word is rare everywhere."""
    return CodebookScorer(
        Codebook(
            "bij",
            "Bijen",
            (
                Theme("honing", "Honing", terms=(Term("honing"),), examples=(Example("Raathoning uit kieuwkasten."),)),
                Theme("was", "Bijenwas", terms=(Term("bijenwas"),), examples=(Example("Kaarsenwas smelt traag."),)),
            ),
        ),
        embedder,
    )


def of_tiny(embedder: Embedder, text: str, *lexical: float) -> Signals:
    return Signals((text,), np.array([N_TOKENS]), embedder.encode((text,)), np.array([lexical]), (Sentence(0, 1, ()),))


def test_one_rare_word_does_not_outweigh_all_else(tiny: CodebookScorer, embedder: Embedder) -> None:
    told = of_tiny(embedder, "Die kieuwkasten raakten zoek.", 0.0, 0.0)
    kinship = tiny.features(told)[0, 0, KIND["kinship"]]
    assert 2 < kinship < 8
    assert kinship * Combination().kinship < Combination().terms + Combination().telling


def test_named_term_wins_from_shared_parts_of_words(tiny: CodebookScorer, embedder: Embedder) -> None:
    (chances,) = tiny.probabilities(of_tiny(embedder, "Raathoning: de imker bedoelt bijenwas.", 0.0, 1.0))
    assert chances[1] > chances[0]


def test_theme_is_not_silenced_by_another_in_its_sentence(tiny: CodebookScorer, embedder: Embedder) -> None:
    (honey,) = tiny.features(of_tiny(embedder, "Raathoning.", 0.0, 0.0))[:, 0, KIND["kinship"]]
    (both,) = tiny.features(of_tiny(embedder, "Raathoning en kaarsenwas.", 0.0, 0.0))
    assert min(both[:, KIND["kinship"]]) > honey / 2
    alone, together = of_tiny(embedder, "Honing.", 1.0, 0.0), of_tiny(embedder, "Honing en bijenwas.", 1.0, 1.0)
    assert (tiny.probabilities(together) >= tiny.thresholds).all()
    assert (tiny.probabilities(alone) >= tiny.thresholds).tolist() == [[True, False]]


def test_theme_without_terms_has_a_lower_threshold(garden_scorer: CodebookScorer, garden: Codebook) -> None:
    expected = [CODEBOOK_THRESHOLD if theme.terms else TERMLESS_THRESHOLD for theme in garden.themes]
    assert garden_scorer.thresholds.tolist() == expected
    assert TERMLESS_THRESHOLD < CODEBOOK_THRESHOLD


def test_theme_without_terms_goes_its_own_way_unless_weights_are_given(
    garden_scorer: CodebookScorer, garden: Codebook, embedder: Embedder
) -> None:
    given = CodebookScorer(garden, embedder, Combination())
    told = signals(embedder, "Compost en koemest voeden de grond.", "Morgen belt de notaris, die woont om de hoek.")
    by_given, by_own = given.probabilities(told), garden_scorer.probabilities(told)
    assert np.array_equal(by_given[:, 0], by_own[:, 0])
    assert not np.isclose(by_given[:, 1:], by_own[:, 1:]).any()
    assert set(given.thresholds) == {CODEBOOK_THRESHOLD}
    assert by_own[0, 1] == by_own[:, 1].max()


def test_who_has_terms_everywhere_is_what_it_was(garden: Codebook, embedder: Embedder) -> None:
    only = replace(garden, themes=(replace(garden.themes[0], examples=()),))
    assert CodebookScorer(only, embedder).identity == CodebookScorer(only, embedder, Combination()).identity
    assert CodebookScorer(garden, embedder).identity != CodebookScorer(garden, embedder, Combination()).identity


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
