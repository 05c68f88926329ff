from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from praktijkkennis.tagging.learning.calibration import as_it_is, choose_thresholds, f1_scores, fit_calibration
from praktijkkennis.tagging.learning.correction import fit_correction
from praktijkkennis.tagging.learning.fitting import Examples, fit, folds_of, sigmoid
from praktijkkennis.tagging.learning.prior import trust_in

DIMENSIONS = 12
NEW = trust_in(np.zeros(2, dtype=bool))
LIMITS = np.array([0.28, 0.28])


def world(n: int, seed: int = 0, told: float = 1.0) -> Examples:
    """Sentences of which the first two directions carry the themes; the tagger before hardly knows it."""
    rng = np.random.default_rng(seed)
    placed = rng.standard_normal((n, DIMENSIONS))
    placed /= np.linalg.norm(placed, axis=1, keepdims=True)
    labels = (told * placed[:, :2] + (1 - told) * rng.standard_normal((n, 2)) > 0.3).astype(np.int8)
    prior = 0.8 * placed[:, :2] + rng.standard_normal((n, 2)) - 1.5
    return Examples(prior, placed, labels, np.arange(n) // 10, np.ones(n, dtype=bool))


def nothing_said(n: int = 40) -> Examples:
    empty = world(n, seed=9)
    return replace(empty, labels=np.zeros_like(empty.labels), documents=np.full(n, -1), whole=np.zeros(n, dtype=bool))


def f1_of(examples: Examples, log_odds: np.ndarray, limits: np.ndarray) -> float:
    return float(f1_scores(sigmoid(log_odds) >= limits, examples.labels).mean())


def test_many_coded_documents_overrule_the_tagger_before() -> None:
    fitted, unseen = fit(world(300), LIMITS, nothing_said(), NEW), world(500, seed=1)
    before = f1_of(unseen, unseen.prior, LIMITS)
    after = f1_of(unseen, fitted.log_odds(unseen.prior, unseen.placed), fitted.thresholds)
    assert after > before + 0.15


def test_probabilities_hold_on_unseen_sentences() -> None:
    fitted, unseen = fit(world(300), LIMITS, nothing_said(), NEW), world(2000, seed=1)
    chances = sigmoid(fitted.log_odds(unseen.prior, unseen.placed))
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.0)):
        chosen = (chances >= low) & (chances < high)
        assert chances[chosen].mean() == pytest.approx((unseen.labels[chosen] == 1).mean(), abs=0.15)


def test_a_few_sentences_hardly_move_it() -> None:
    few = replace(world(8), whole=np.zeros(8, dtype=bool))
    fitted, unseen = fit(few, LIMITS, nothing_said(), NEW), world(500, seed=1)
    assert fitted.thresholds.tolist() == LIMITS.tolist()
    after = f1_of(unseen, fitted.log_odds(unseen.prior, unseen.placed), fitted.thresholds)
    assert after > f1_of(unseen, unseen.prior, LIMITS) - 0.02


def test_codings_without_sense_change_little() -> None:
    rng = np.random.default_rng(3)
    examples = world(200)
    senseless = replace(examples, labels=(rng.random((200, 2)) < sigmoid(examples.prior)).astype(np.int8))
    fitted = fit(senseless, LIMITS, nothing_said(), NEW)
    moved = sigmoid(fitted.log_odds(examples.prior, examples.placed)) - sigmoid(examples.prior)
    assert np.abs(moved).mean() < 0.06


def test_a_theme_learned_from_many_codings_stands_more_firmly() -> None:
    trust = trust_in(np.array([True, False]))
    few = replace(world(60), whole=np.zeros(60, dtype=bool))
    correction = fit(few, LIMITS, nothing_said(), trust).correction
    assert np.linalg.norm(correction.coefficients[0]) < np.linalg.norm(correction.coefficients[1])


def test_one_document_cannot_be_judged() -> None:
    examples = replace(world(20), documents=np.zeros(20, dtype=np.int64))
    fitted = fit(examples, LIMITS, nothing_said(), NEW)
    assert fitted.held_out is None
    assert fitted.thresholds.tolist() == LIMITS.tolist()


def test_folds_keep_documents_together() -> None:
    examples = world(95)
    folds = folds_of(examples)
    assert folds is not None
    assert len(np.unique(folds)) == 5
    assert all(len(np.unique(folds[examples.documents == one])) == 1 for one in np.unique(examples.documents))


def test_what_was_never_coded_is_left_alone() -> None:
    examples = world(50)
    labels = examples.labels.copy()
    labels[:, 1] = 0
    found = fit_correction(examples.prior, examples.placed, labels, np.ones(2))
    assert not found.coefficients[1].any()
    assert found.shift[1] == 0.0
    assert found.coefficients[0].any()


def test_what_somebody_denied_is_learned() -> None:
    examples = world(50)
    labels = np.full_like(examples.labels, -1)
    labels[:20, 1] = 0
    found = fit_correction(examples.prior, examples.placed, labels, np.ones(2), shifts=False, denials=True)
    lower = found.apply(examples.prior, examples.placed)[:20, 1] - examples.prior[:20, 1]
    assert lower.mean() < 0
    assert not found.coefficients[0].any()


def test_the_same_examples_give_the_same_numbers() -> None:
    one, other = (fit(world(100), LIMITS, nothing_said(), NEW) for _ in range(2))
    assert one.correction.coefficients.tobytes() == other.correction.coefficients.tobytes()
    assert one.thresholds.tobytes() == other.thresholds.tobytes()


def test_calibration_takes_away_overconfidence_and_is_shy_of_little() -> None:
    rng = np.random.default_rng(0)
    true = rng.standard_normal((400, 2)) - 1
    labels = (rng.random(true.shape) < sigmoid(true)).astype(np.int8)
    firm = np.ones(2)
    many = fit_calibration(3 * true, labels, firm)
    few = fit_calibration(3 * true[:4], labels[:4], firm)
    assert (many.scale < 0.6).all()
    assert (few.scale > many.scale).all()
    assert as_it_is(2).apply(true).tolist() == true.tolist()


def test_thresholds_are_drawn_to_those_before() -> None:
    rng = np.random.default_rng(0)
    chances = rng.random((400, 2))
    labels = (chances > 0.6).astype(np.int8)
    many = choose_thresholds(chances, labels, LIMITS, np.ones(2))
    few = choose_thresholds(chances[:10], labels[:10], LIMITS, np.ones(2))
    assert (few > LIMITS).all()
    assert (few < many).all()
    assert choose_thresholds(chances, np.zeros_like(labels), LIMITS, np.ones(2)).tolist() == LIMITS.tolist()
