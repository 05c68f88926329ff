"""What codings teach of stances, on top of the way that was there to tell them.

Log odds of the three stances get ``coefficients · x`` added, with ``x`` the sentence in the whitened space beside its
cues, manner and form. A ridge penalty draws the coefficients to nothing, hence to what was there: softmax regression
with an offset, as themes are learned (:mod:`praktijkkennis.tagging.learning.correction`). Stances count alike, however
often each was given, because few give ``neutraal`` often and all three must be told.

Nothing is learned from fewer than :data:`ENOUGH_STANCES` codings, nor where stances of documents held out do not become
likelier by it. On twelve codebooks of somebody's own, each coded by one person, stances of 4, 16 or 64 codings made as
many codebooks worse as better; those of 100 or more helped at least twice as often as they harmed, by up to .02
macro-F1 (``experiments/tagging/houdingen.py``). Macro-F1 of so few sentences is luck, hence the likelihood decides.

For texts of other writers than those learned from there is less to gain: 400 codings gave .01 for all themes that
people gave, and nothing (-.004) for those that the tagger finds rightly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.document import STANCES
from praktijkkennis.tagging.context import FORM_FEATURES
from praktijkkennis.tagging.manner import MANNER_FEATURES, manners
from praktijkkennis.tagging.signals import Signals
from praktijkkennis.tagging.space import SentenceSpace
from praktijkkennis.tagging.stance import N_CUES, cues_of

ENOUGH_STANCES = 100
"""Codings with a stance from which stances are learned."""

N_SAID = N_CUES + len(MANNER_FEATURES) + len(FORM_FEATURES)
"""How many features a sentence has beside its place in the whitened space."""

_SHARE = 0.15
"""Weight of those features beside a place of length one; with more of it a few codings of odd form mislead."""

_VARIANCE = 1.0
_DRAWN = 5.0
"""Codings added to those of every stance, so that one of two does not count for all."""

_ITERATIONS = 200
_DECIMALS = 3


@dataclass(frozen=True, slots=True, eq=False)
class StanceExamples:
    """Sentences whose stance people told.

    Attributes
    ----------
    prior : ndarray of float64, shape (n, stances)
        Log odds of the tagger that was there.
    design : ndarray of float64, shape (n, features)
        As :func:`design_of` lays them out.
    votes : ndarray of float64, shape (n, stances)
        In how many themes of the sentence people told each stance; where they disagree, each has its share.
    """

    prior: NDArray[np.float64]
    design: NDArray[np.float64]
    votes: NDArray[np.float64]

    @property
    def n_codings(self) -> int:
        """How many themes of sentences have a stance."""
        return round(float(self.votes.sum()))

    def rows(self, chosen: NDArray[np.bool_]) -> StanceExamples:
        """Keep some of the sentences."""
        return StanceExamples(self.prior[chosen], self.design[chosen], self.votes[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class FittedStances:
    """What came of learning stances.

    Attributes
    ----------
    coefficients : ndarray of float64, shape (stances, features), or None
        None where stances are told as before.
    n_codings : int
        Codings with a stance that there were.
    before, after : float or None
        Macro-F1 over the stances on documents held out, of the way that was there and of what was learned from the
        others; None where that was not tried.
    """

    coefficients: NDArray[np.float64] | None
    n_codings: int
    before: float | None = None
    after: float | None = None


def design_of(signals: Signals, rows: Sequence[int], space: SentenceSpace) -> NDArray[np.float64]:
    """Lay out what tells the stance of some sentences, shape (len(rows), dimensions + :data:`N_SAID`)."""
    chosen = list(rows)
    cues = np.array([cues_of(signals.texts[row]) for row in chosen], dtype=np.float64).reshape(len(chosen), N_CUES)
    said = np.hstack([cues, manners([signals.sentences[row] for row in chosen]), signals.form()[chosen]])
    return np.hstack([space.place(signals.vectors[chosen]), _SHARE * said])


def fit_stances(examples: StanceExamples, folds: NDArray[np.int64] | None) -> FittedStances:
    """Learn stances, where there are enough and they make those of sentences that were not learned from likelier.

    Parameters
    ----------
    examples : StanceExamples
        Any number.
    folds : ndarray of int64, shape (n,), or None
        Number of the fold of each sentence, whole documents together; nothing is learned without, as nothing could show
        that it helps.
    """
    number = examples.n_codings
    if number < ENOUGH_STANCES or folds is None or len(np.unique(folds)) < 2:
        return FittedStances(None, number)
    held_out = np.zeros_like(examples.prior)
    for fold in np.unique(folds):
        here = folds == fold
        learned = fit_coefficients(examples.rows(~here))
        held_out[here] = examples.prior[here] + examples.design[here] @ learned.T
    before, after = (stance_macro_f1(one.argmax(axis=1), examples.votes) for one in (examples.prior, held_out))
    helps = _loss(held_out, *_weighted(examples.votes)) < _loss(examples.prior, *_weighted(examples.votes))
    return FittedStances(fit_coefficients(examples) if helps else None, number, before, after)


def fit_coefficients(examples: StanceExamples) -> NDArray[np.float64]:
    """Fit the coefficients on all examples, shape (stances, features); whether they help is for others to tell."""
    from scipy.optimize import minimize
    from threadpoolctl import threadpool_limits

    target, weight = _weighted(examples.votes)
    shape = (len(STANCES), examples.design.shape[1])

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        beta = flat.reshape(shape)
        log_odds = examples.prior + examples.design @ beta.T
        error = weight * (np.exp(_log_chances(log_odds)) - target)
        gradient = error.T @ examples.design + beta / _VARIANCE
        return _loss(log_odds, target, weight) + float((beta**2).sum()) / (2 * _VARIANCE), gradient.ravel()

    start = np.zeros(shape[0] * shape[1])
    # As for themes: threads would change the last digits.
    with threadpool_limits(limits=1):
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}).x
    coefficients: NDArray[np.float64] = found.reshape(shape)
    return coefficients


def _weighted(votes: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give each sentence the shares of its stances, and a weight by which all stances count alike."""
    target = votes / votes.sum(axis=1, keepdims=True)
    rarity = (len(target) + len(STANCES) * _DRAWN) / (len(STANCES) * (target.sum(axis=0) + _DRAWN))
    return target, (target @ rarity)[:, None]


def _loss(log_odds: NDArray[np.float64], target: NDArray[np.float64], weight: NDArray[np.float64]) -> float:
    return -float((weight * target * _log_chances(log_odds)).sum())


def _log_chances(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = log_odds - log_odds.max(axis=1, keepdims=True)
    chances: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return chances


def stance_macro_f1(guessed: NDArray[np.int64], votes: NDArray[np.float64]) -> float:
    """Mean F1 over the stances that people gave.

    Parameters
    ----------
    guessed : ndarray of int64, shape (n,)
        Number of a stance.
    votes : ndarray of float64, shape (n, stances)
        How often people gave each.
    """
    hit = guessed[:, None] == np.arange(len(STANCES))
    right, there = (votes * hit).sum(axis=0), votes.sum(axis=0)
    machine = (votes.sum(axis=1)[:, None] * hit).sum(axis=0)
    return float(round((2 * right / np.maximum(machine + there, 1e-9))[there > 0].mean(), _DECIMALS))
