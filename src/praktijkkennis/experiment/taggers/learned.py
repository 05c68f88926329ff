"""Peers that learn from coded texts: logistic regression on words, on sentence vectors, on a few examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from praktijkkennis.errors import ExperimentError
from praktijkkennis.experiment.coded import CodedTexts, Labels
from praktijkkennis.experiment.taggers.task import DIGITS as SCORE_DIGITS
from praktijkkennis.experiment.taggers.task import Scores, Task, codes_of, macro_f1, thresholds_for

if TYPE_CHECKING:
    from pandas import DataFrame

Fit = Callable[[Any, Labels, Any], Scores]
"""Learns from features and labels, and gives the probabilities of other features."""

_WORDS_STRENGTH = 10.0
_VECTORS_STRENGTH = 0.01
_FEW_STRENGTH = 0.02
_FOLDS = 3
_FACTORS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""Of the usual strength, to choose from."""
_FIGURE_DIGITS = 4


def on_words(task: Task) -> DataFrame:
    """Learn from words and pairs of words, weighted by TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    learn = _drawn(task)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2 if len(learn.units) > 500 else 1, sublinear_tf=True)
    known = words.fit_transform(learn.texts)
    strength = _strength(task, learn, known, _WORDS_STRENGTH, "liblinear")
    return _coded(task, learn, known, words.transform(task.judge.texts), _logistic(strength, "liblinear"))


def on_vectors(task: Task) -> DataFrame:
    """Learn from sentence vectors of coded texts."""
    learn = _drawn(task)
    known, unknown = _standardised(task, learn)
    strength = _strength(task, learn, known, _VECTORS_STRENGTH, "lbfgs")
    return _coded(task, learn, known, unknown, _logistic(strength, "lbfgs"))


def on_few(task: Task) -> DataFrame:
    """Learn from sentence vectors of a few coded sentences a theme, as who has just begun to code.

    SetFit (Tunstall et al., 2022) without its first step: the encoder stays as it is, the head is the same. Vectors are
    standardised by all texts to learn from, of which nobody need have coded the others.

    Raises
    ------
    ExperimentError
        When a theme has fewer coded sentences than are asked for.
    """
    learn = task.lessons()
    rows = _few(learn, task.settings.per_theme, task.settings.uncoded, task.seed)
    known, unknown = _standardised(task, learn)
    strength = _strength(task, learn, known[rows], _FEW_STRENGTH, "lbfgs", rows)
    # Folds of whole documents would leave themes without an example.
    return _coded(task, learn, known[rows], unknown, _logistic(strength, "lbfgs"), rows)


def _drawn(task: Task) -> CodedTexts:
    """Draw whole documents of so many sentences as are asked for; all when no number is."""
    learn, wanted = task.lessons(), task.settings.sentences
    if wanted is None:
        return learn
    if wanted > len(learn.units):
        raise ExperimentError(
            f"Er zijn {len(learn.units)} zinnen om van te leren, geen {wanted}. Verlaag 'sentences' onder [tagger]."
        )
    order = np.random.default_rng(task.seed).permutation(len(learn.documents))
    sizes = np.bincount(learn.places, minlength=len(learn.documents))[order]
    needed = int(np.searchsorted(np.cumsum(sizes), wanted)) + 1
    return learn.part(sorted(order[:needed].tolist()))


def _few(learn: CodedTexts, per_theme: int, uncoded: float, seed: int) -> Labels:
    """Draw coded sentences of every theme, and sentences without a theme in proportion."""
    random = np.random.default_rng(seed)
    taken: set[int] = set()
    for theme in range(len(learn.themes)):
        own = random.permutation(np.flatnonzero(learn.truth[:, theme] == 1))
        if len(own) < per_theme:
            raise ExperimentError(
                f"Thema '{learn.themes[theme]}' heeft {len(own)} gecodeerde zinnen om van te leren, geen {per_theme}. "
                "Verlaag 'per_theme' onder [tagger]."
            )
        taken |= set(own[:per_theme].tolist())
    bare = random.permutation(np.flatnonzero(~learn.truth.any(axis=1)))
    taken |= set(bare[: round(len(taken) * uncoded)].tolist())
    if len(taken) < _FOLDS:
        raise ExperimentError("Er zijn te weinig gecodeerde zinnen om van te leren.")
    return np.array(sorted(taken), dtype=np.int64)


def _standardised(task: Task, learn: CodedTexts) -> tuple[Scores, Scores]:
    known = task.stages.vectors(learn.groups).astype(np.float64)
    unknown = task.stages.vectors(task.judge.groups).astype(np.float64)
    centre, spread = known.mean(axis=0), known.std(axis=0) + 1e-6
    return (known - centre) / spread, (unknown - centre) / spread


def _coded(task: Task, learn: CodedTexts, known: Any, unknown: Any, fit: Fit, rows: Labels | None = None) -> DataFrame:
    """Choose thresholds on sentences held out, learn from all, and code."""
    labels = learn.truth if rows is None else learn.truth[rows]
    limits: float | Scores | None = task.settings.threshold
    if limits is None:
        limits = thresholds_for(_held_out(learn, known, fit, rows), labels)
    return codes_of(task.judge, fit(known, labels, unknown), limits)


def _held_out(learn: CodedTexts, known: Any, fit: Fit, rows: Labels | None) -> Scores:
    """Score every sentence by what was learned from others: of other documents, where there are enough of these."""
    from sklearn.model_selection import KFold, PredefinedSplit

    labels = learn.truth if rows is None else learn.truth[rows]
    if len(labels) < _FOLDS:
        raise ExperimentError(
            f"Er zijn {len(labels)} gecodeerde zinnen om van te leren; dat is te weinig om een drempel te kiezen."
        )
    scores = np.zeros(labels.shape)
    if rows is None and len(learn.documents) >= _FOLDS:
        folds = PredefinedSplit(_fold_of(np.bincount(learn.places))[learn.places]).split()
    else:
        folds = KFold(_FOLDS, shuffle=True, random_state=0).split(known)
    for inside, outside in folds:
        scores[outside] = fit(known[inside], labels[inside], known[outside])
    return scores


def _fold_of(sizes: Labels) -> Labels:
    """Divide documents over folds: the longest first, each to the fold with the fewest sentences so far.

    Like ``GroupKFold`` of scikit-learn, which before 1.6 put documents of one length in an order of the processor.
    """
    weights, folds = np.zeros(_FOLDS), np.zeros(len(sizes), dtype=np.int64)
    for document in np.argsort(sizes, kind="stable")[::-1]:
        folds[document] = int(np.argmin(weights))
        weights[folds[document]] += sizes[document]
    return folds


def _strength(
    task: Task, learn: CodedTexts, known: Any, usual: float, solver: str, rows: Labels | None = None
) -> float:
    """Give the strength that was asked for, or choose it: the one whose codes of sentences held out are best."""
    asked = task.settings.strength
    if asked != "chosen":
        return asked or usual
    labels = learn.truth if rows is None else learn.truth[rows]
    figures = []
    for factor in _FACTORS:
        scores = np.round(_held_out(learn, known, _logistic(usual * factor, solver), rows), SCORE_DIGITS)
        figures.append(macro_f1(scores >= thresholds_for(scores, labels), labels))
    # The strictest of the best.
    return usual * _FACTORS[int(np.argmax(np.round(figures, _FIGURE_DIGITS)))]


def _logistic(strength: float, solver: str) -> Fit:
    from sklearn.linear_model import LogisticRegression

    def fit(known: Any, labels: Labels, unknown: Any) -> Scores:
        scores = np.zeros((unknown.shape[0], labels.shape[1]))
        for theme, column in enumerate(labels.T):
            # A theme that nobody coded here, or everybody everywhere, leaves nothing to tell apart.
            if column.min() == column.max():
                scores[:, theme] = float(column[0])
                continue
            model = LogisticRegression(C=strength, solver=solver, max_iter=400, random_state=0)
            scores[:, theme] = model.fit(known, column).predict_proba(unknown)[:, 1]
        return scores

    return fit
