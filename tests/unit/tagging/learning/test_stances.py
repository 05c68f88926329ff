from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from praktijkkennis.document import STANCES, Document
from praktijkkennis.embedding import Embedder
from praktijkkennis.preprocessing import Preprocessor
from praktijkkennis.tagging import LexicalTagger
from praktijkkennis.tagging.learning import Code, Lesson, TextToLearn, learn, starting_point
from praktijkkennis.tagging.learning import start as start_module
from praktijkkennis.tagging.learning.learned import LearnedScorer, LearnedTagger
from praktijkkennis.tagging.learning.stances import (
    ENOUGH_STANCES,
    N_SAID,
    StanceExamples,
    design_of,
    fit_coefficients,
    fit_stances,
    stance_macro_f1,
)
from praktijkkennis.tagging.signals import signals_of
from praktijkkennis.tagging.space import space_of

DIRECTIONS = np.eye(3, 8)


def examples(n: int, seed: int = 0, *, shares: tuple[float, ...] = (0.4, 0.4, 0.2)):  # type: ignore[no-untyped-def]
    """Sentences whose place tells their stance, of which the tagger before knows nothing; a fold of each."""
    random = np.random.default_rng(seed)
    truth = random.choice(3, n, p=shares)
    design = DIRECTIONS[truth] + 0.3 * random.standard_normal((n, 8))
    prior = 0.5 * random.standard_normal((n, 3))
    return StanceExamples(prior, design, np.eye(3)[truth]), np.arange(n) % 5


def right(given: StanceExamples, coefficients: np.ndarray) -> float:
    guessed = (given.prior + given.design @ coefficients.T).argmax(axis=1)
    return float((guessed == given.votes.argmax(axis=1)).mean())


def test_many_codings_teach_stances() -> None:
    fitted = fit_stances(*examples(200))
    assert fitted.coefficients is not None
    assert fitted.n_codings == 200
    assert fitted.before is not None
    assert fitted.after is not None
    assert fitted.after > fitted.before + 0.2
    unseen = examples(300, seed=1)[0]
    assert right(unseen, fitted.coefficients) > right(unseen, np.zeros((3, 8))) + 0.2


def test_with_few_codings_stances_stay_as_they_were() -> None:
    fitted = fit_stances(*examples(ENOUGH_STANCES - 1))
    assert (fitted.coefficients, fitted.n_codings, fitted.after) == (None, ENOUGH_STANCES - 1, None)
    assert fit_stances(*examples(ENOUGH_STANCES)).coefficients is not None


def test_what_does_not_help_on_documents_held_out_is_not_learned() -> None:
    for seed in range(5):
        given, _ = examples(150, seed)
        folds = np.arange(150) % 3
        # What a sentence says of its stance is something else in every fold.
        turned = DIRECTIONS[(given.votes.argmax(axis=1) + folds) % 3] + 0.1 * np.random.default_rng(
            seed
        ).standard_normal((150, 8))
        fitted = fit_stances(replace(given, design=turned), folds)
        assert fitted.coefficients is None
        assert fitted.before is not None
        assert fitted.after is not None
        assert fitted.after < fitted.before


def test_one_document_shows_nothing() -> None:
    given, folds = examples(200)
    assert fit_stances(given, None).coefficients is None
    assert fit_stances(given, np.zeros_like(folds)).coefficients is None


def test_a_handful_bends_what_was_there_less_than_many() -> None:
    few, many = (np.abs(fit_coefficients(examples(n)[0])).mean() for n in (4, 200))
    assert 0 < few < many / 2


def test_a_rare_stance_is_told_too() -> None:
    given, _ = examples(200, shares=(0.48, 0.48, 0.04))
    given = replace(given, prior=np.zeros_like(given.prior))
    unseen, _ = examples(300, seed=1)
    unseen = replace(unseen, prior=np.zeros_like(unseen.prior))
    guessed = (unseen.design @ fit_coefficients(given).T).argmax(axis=1)
    rare = unseen.votes[:, 2] == 1
    assert (guessed[rare] == 2).mean() > 0.8


def test_the_same_codings_give_the_same_numbers() -> None:
    assert fit_coefficients(examples(60)[0]).tolist() == fit_coefficients(examples(60)[0]).tolist()


def test_macro_f1_is_over_stances_that_were_given() -> None:
    votes = np.array([[1.0, 0, 0], [1.0, 0, 0], [0, 2.0, 0]])
    assert stance_macro_f1(np.array([0, 0, 1]), votes) == 1.0
    # Of the first, one of two is found and nothing else is taken for it; of the second all, beside one false alarm.
    assert stance_macro_f1(np.array([0, 1, 1]), votes) == pytest.approx((2 / 3 + 4 / 5) / 2, abs=1e-3)


BAD, GOOD = "De ploeg maakt zelf het rooster met kiezels.", "De ploeg maakt zelf het rooster met veertjes."
OTHER = "De buurvrouw fietst naar de winkel."


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch, embedder: Embedder, preprocessor: Preprocessor) -> LearnedTagger:
    """A tagger that was taught that one word goes with trouble and another with success."""
    monkeypatch.setattr(start_module, "load_embedder", lambda *_: embedder)
    return taught(preprocessor, "belemmerend", "versterkend")


def taught(preprocessor: Preprocessor, bad: str | None, good: str | None) -> LearnedTagger:
    from praktijkkennis.codebook import load_codebook

    start = starting_point(load_codebook(), base="codeboek")
    text = f"{BAD} {OTHER} {GOOD}"
    begin = text.index(GOOD)
    codes = (
        Code(0, len(BAD), "zelfsturing", stance=bad),  # type: ignore[arg-type]
        Code(begin, begin + len(GOOD), "zelfsturing", stance=good),  # type: ignore[arg-type]
    )
    documents = [Document(str(number), text) for number in range(ENOUGH_STANCES // 2)]
    texts = [TextToLearn(one, one.id, (codes,)) for one in documents]
    lessons = [Lesson(one, preprocessor.process(one.document)) for one in texts]
    return learn(lessons, start, preprocessor)


def test_stances_of_codings_are_learned_with_their_themes(
    learned: LearnedTagger, embedder: Embedder, preprocessor: Preprocessor
) -> None:
    told = learned.account["stances"]
    assert told["codes"] == ENOUGH_STANCES
    assert told["learned"]
    assert told["macro_f1_after"] == 1.0 > told["macro_f1_before"]
    scorer = LearnedScorer(learned, embedder)
    signals = signals_of(
        preprocessor.process(Document("x", f"{GOOD} {BAD}")), LexicalTagger(learned.codebook), embedder
    )
    assert scorer.stances(signals, [0, 1]) == ["versterkend", "belemmerend"]
    assert scorer.stances(signals, [1]) == ["belemmerend"]
    assert scorer.stances(signals, []) == []
    without = LearnedScorer(replace(learned, stance=None), embedder)
    assert without.stances(signals, [0, 1]) != ["versterkend", "belemmerend"]
    assert without.identity != scorer.identity
    assert (without.probabilities(signals) == scorer.probabilities(signals)).all()


def test_codings_without_a_stance_teach_none(
    learned: LearnedTagger, embedder: Embedder, preprocessor: Preprocessor
) -> None:
    silent = taught(preprocessor, None, None)
    assert silent.stance is None
    assert silent.account["stances"]["codes"] == 0
    # Themes do not depend on what was told of stances.
    assert silent.coefficients.tolist() == learned.coefficients.tolist()
    assert silent.thresholds.tolist() == learned.thresholds.tolist()


def test_design_has_a_column_for_each_feature(embedder: Embedder, preprocessor: Preprocessor) -> None:
    from praktijkkennis.codebook import load_codebook

    signals = signals_of(preprocessor.process(Document("x", f"{GOOD} {BAD}")), LexicalTagger(load_codebook()), embedder)
    space = space_of(embedder)
    assert design_of(signals, [0, 1], space).shape == (2, embedder.dimensions + N_SAID)
    assert design_of(signals, [], space).shape == (0, embedder.dimensions + N_SAID)
    assert len(STANCES) == 3
