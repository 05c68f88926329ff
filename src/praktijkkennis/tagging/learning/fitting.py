"""Learning a correction, and judging it on documents that it did not learn from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from praktijkkennis.tagging.learning.calibration import (
    Calibration,
    as_it_is,
    choose_thresholds,
    f1_scores,
    fit_calibration,
)
from praktijkkennis.tagging.learning.correction import Correction, fit_correction, no_correction
from praktijkkennis.tagging.learning.prior import Trust

STRENGTHS = (0.0, 1.0, 3.0, 10.0)
"""Variances of the coefficients that are tried on whole documents; 0 learns nothing."""

_FOLDS = 5
_TINY = 0.1
_FAIR = 30
"""Fewest sentences of wholly coded documents that tell how often themes occur."""


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Coded sentences as arrays.

    Attributes
    ----------
    prior : ndarray of float64, shape (n, themes)
        Log odds of the tagger that was there.
    placed : ndarray of float64, shape (n, dimensions)
        The sentences in the whitened space.
    labels : ndarray of int8, shape (n, themes)
        1, 0, or -1 where not known.
    documents : ndarray of int64, shape (n,)
        Number of the document that each comes from.
    whole : ndarray of bool, shape (n,)
        Whether all of that document was coded.
    partial : bool
        Whether they are judgements of single themes, and each 0 was said by somebody.
    """

    prior: NDArray[np.float64]
    placed: NDArray[np.float64]
    labels: NDArray[np.int8]
    documents: NDArray[np.int64]
    whole: NDArray[np.bool_]
    partial: bool = False

    def rows(self, chosen: NDArray[np.bool_]) -> Examples:
        """Keep some of the sentences."""
        return Examples(
            self.prior[chosen],
            self.placed[chosen],
            self.labels[chosen],
            self.documents[chosen],
            self.whole[chosen],
            self.partial,
        )


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """What the tagger says of every sentence when it did not learn from its document.

    Attributes
    ----------
    before, after : ndarray of float64, shape (n, themes)
        Probabilities of the tagger that was there, and of the one that learned.
    coded_before, coded_after : ndarray of bool, shape (n, themes)
        Whether they reach the threshold, which was chosen on other documents too.
    n_documents : int
        How many documents were held out in turn.
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    coded_before: NDArray[np.bool_]
    coded_after: NDArray[np.bool_]
    n_documents: int


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A correction with its calibration and thresholds.

    Attributes
    ----------
    correction : Correction
    calibration : Calibration
    thresholds : ndarray of float64, shape (themes,)
    strength : float
        Variance of the coefficients that was chosen, of the theme that may move most.
    held_out : HeldOut or None
        None where there is but one document.
    """

    correction: Correction
    calibration: Calibration
    thresholds: NDArray[np.float64]
    strength: float
    held_out: HeldOut | None

    def log_odds(self, prior: NDArray[np.float64], placed: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give corrected and calibrated log odds, shape (n, themes)."""
        return self.calibration.apply(self.correction.apply(prior, placed))


def fit(
    examples: Examples,
    thresholds: NDArray[np.float64],
    background: Examples,
    trust: Trust,
) -> Fitted:
    """Learn from examples.

    From whole documents it learns as boldly as pays on documents that are held out; when that makes the codes of these
    worse, the documents only count as sentences that somebody picked out. Such sentences are no fair sample: from them
    it learns with a fixed boldness, and levels and thresholds stay as they were.

    Parameters
    ----------
    examples : Examples
        At least one sentence.
    thresholds : ndarray of float64, shape (themes,)
        Those of the tagger that was there.
    background : Examples
        Sentences without any theme, to learn from beside sentences that somebody picked out; whole documents have such
        sentences themselves.
    trust : Trust
        How firm that tagger stands.
    """
    folds, fair = folds_of(examples), _is_fair(examples)
    boldest = float(trust.freedom.max())
    if folds is None:
        alone = replace(examples, whole=np.zeros(len(examples.whole), dtype=bool))
        correction = _corrected(alone, background, trust.freedom)
        return Fitted(correction, as_it_is(len(thresholds)), thresholds.copy(), boldest, None)
    strengths = STRENGTHS if fair else (boldest,)
    relative = trust.freedom / boldest
    tried = {strength: _held_out(examples, background, folds, strength * relative) for strength in strengths}
    settled = {strength: _settle(log_odds, examples, thresholds, trust) for strength, log_odds in tried.items()}
    calibrated = {strength: settled[strength][0].apply(log_odds) for strength, log_odds in tried.items()}
    strength = _best(calibrated, examples, boldest)
    log_odds, (calibration, chosen) = tried[strength], settled[strength]
    held_out = _judge(log_odds, examples, thresholds, trust, folds)
    if fair and _lost(held_out, examples.labels):
        # With so little, levels and thresholds were luck; what sentences say of one another may still be learned.
        picked_out = replace(examples, whole=np.zeros(len(examples.whole), dtype=bool))
        return fit(picked_out, thresholds, background, trust)
    correction = _corrected(examples, background, strength * relative)
    return Fitted(correction, calibration, chosen, strength, held_out)


def as_before(fitted: Fitted, thresholds: NDArray[np.float64]) -> Fitted:
    """Give what leaves themes as they were, with the same documents held out."""
    nothing = no_correction(*fitted.correction.coefficients.shape)
    held_out = fitted.held_out
    if held_out is not None:
        held_out = replace(held_out, after=held_out.before, coded_after=held_out.coded_before)
    return Fitted(nothing, as_it_is(len(thresholds)), thresholds.copy(), 0.0, held_out)


def is_surer(fitted: Fitted, labels: NDArray[np.int8]) -> bool:
    """Tell whether documents held out are likelier by what was learned; True where none was held out."""
    if fitted.held_out is None:
        return True
    before, after = (log_loss(one, labels) for one in (fitted.held_out.before, fitted.held_out.after))
    return after < before


def log_loss(chances: NDArray[np.float64], labels: NDArray[np.int8]) -> float:
    """Mean loss over what is known, to four digits."""
    right = np.where(labels == 1, chances, 1.0 - chances)[labels >= 0]
    return round(float(-np.log(np.maximum(right, 1e-9)).mean()), 4)


def folds_of(examples: Examples) -> NDArray[np.int64] | None:
    """Divide documents over folds, those with most codes first, each to the fold with the fewest.

    Returns
    -------
    ndarray of int64, shape (n,), or None
        Number of the fold of each sentence; None with fewer than two documents.
    """
    names, place = np.unique(examples.documents, return_inverse=True)
    if len(names) < 2:
        return None
    codes = np.bincount(place, weights=(examples.labels == 1).sum(axis=1))
    loads = np.zeros(min(_FOLDS, len(names)))
    fold = np.zeros(len(names), dtype=np.int64)
    for number in np.lexsort((names, -codes)):
        fold[number] = loads.argmin()
        # A document without codes takes room as well.
        loads[fold[number]] += codes[number] + 0.1
    return fold[place]


def _corrected(examples: Examples, background: Examples, strength: NDArray[np.float64]) -> Correction:
    fair = _is_fair(examples)
    parts = [examples] if fair else [examples, background]
    # Against the ordinary sentences a theme of which nobody said anything would only lose.
    said = (examples.labels >= 0).any(axis=0)
    return fit_correction(
        np.vstack([part.prior for part in parts]),
        np.vstack([part.placed for part in parts]),
        np.vstack([np.where(said, part.labels, -1) for part in parts]).astype(np.int8),
        strength,
        shifts=fair,
        denials=examples.partial,
    )


def _lost(held_out: HeldOut, labels: NDArray[np.int8]) -> bool:
    """Tell whether learning made the codes of unseen documents worse, by macro-F1 over the themes that were coded."""
    coded = (labels == 1).any(axis=0)
    before, after = (f1_scores(one, labels)[coded] for one in (held_out.coded_before, held_out.coded_after))
    return bool(after.mean() < before.mean())


def _is_fair(examples: Examples) -> bool:
    """Tell whether the sentences show how often themes occur."""
    return int(examples.whole.sum()) >= _FAIR


def _held_out(
    examples: Examples, background: Examples, folds: NDArray[np.int64], strength: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give every sentence the log odds of a correction that did not learn from its document."""
    log_odds = np.zeros_like(examples.prior)
    for number in np.unique(folds):
        here = folds == number
        correction = _corrected(examples.rows(~here), background, strength)
        log_odds[here] = correction.apply(examples.prior[here], examples.placed[here])
    return log_odds


def _best(tried: dict[float, NDArray[np.float64]], examples: Examples, usual: float) -> float:
    """Choose a strength whose loss is within one standard error of the lowest (Breiman et al., 1984).

    Of these the one nearest to what is usual: the differences are mostly luck.
    """
    known = examples.labels >= 0
    losses = {}
    for strength, log_odds in tried.items():
        signed = np.where(examples.labels == 1, log_odds, -log_odds)
        losses[strength] = np.where(known, np.logaddexp(0.0, -signed), 0.0).sum(axis=1)
    lowest = min(losses, key=lambda strength: (losses[strength].sum(), strength))
    gaps = {strength: loss - losses[lowest] for strength, loss in losses.items()}
    near = [strength for strength, gap in gaps.items() if gap.sum() <= gap.std() * np.sqrt(len(gap))]
    return min(near, key=lambda strength: (abs(np.log(strength + _TINY) - np.log(usual + _TINY)), strength))


def _settle(
    log_odds: NDArray[np.float64], examples: Examples, before: NDArray[np.float64], trust: Trust
) -> tuple[Calibration, NDArray[np.float64]]:
    """Calibrate held-out log odds and choose thresholds on them, as far as the sentences are a fair sample."""
    if not _is_fair(examples):
        return as_it_is(len(before)), before.copy()
    labels = np.where(examples.whole[:, None], examples.labels, -1).astype(np.int8)
    calibration = fit_calibration(log_odds, labels, trust.firmness)
    return calibration, choose_thresholds(sigmoid(calibration.apply(log_odds)), labels, before, trust.firmness)


def _judge(
    log_odds: NDArray[np.float64],
    examples: Examples,
    before: NDArray[np.float64],
    trust: Trust,
    folds: NDArray[np.int64],
) -> HeldOut:
    after, coded = np.zeros_like(log_odds), np.zeros(log_odds.shape, dtype=bool)
    for number in np.unique(folds):
        here = folds == number
        calibration, limits = _settle(log_odds[~here], examples.rows(~here), before, trust)
        after[here] = sigmoid(calibration.apply(log_odds[here]))
        coded[here] = after[here] >= limits
    first = sigmoid(examples.prior)
    return HeldOut(first, after, first >= before, coded, len(np.unique(examples.documents)))


def sigmoid(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn log odds into probabilities."""
    chances: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -60.0, 60.0)))
    return chances
